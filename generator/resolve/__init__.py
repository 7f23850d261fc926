"""Stage 2: follow every reference and decide every name; what comes out is true, or there are findings."""

from __future__ import annotations

from generator.diagnostics import Finding
from generator.ir.provider import Provider
from generator.load import Documents
from generator.resolve.providers import resolve_provider


def resolve(documents: Documents) -> tuple[tuple[Provider, ...], list[Finding]]:
    """Resolve all *documents* into what is sound of them, with every finding of the rest."""
    findings: list[Finding] = []
    units, prices = documents.units.spec.units, documents.prices
    _check_units(documents, findings)
    providers = [resolve_provider(files, units, prices, findings) for files in documents.providers]
    return tuple(provider for provider in providers if provider is not None), findings


def _check_units(documents: Documents, findings: list[Finding]) -> None:
    """Note conversions from what is no unit."""
    units = documents.units.spec.units
    for name, unit in units.items():
        for index, conversion in enumerate(unit.conversions):
            for part in conversion.of.split("*"):
                if part not in units:
                    origin = documents.units.origin("units", name, "conversions", index)
                    text = f"no unit is named {part}"
                    hint = "a conversion is of a unit, or of a product such as pixel*pixel"
                    findings.append(Finding(origin, "unknown-unit", text, hint))
