"""Stage 2: follow every reference and decide every name; what comes out is true, or there are findings."""

from __future__ import annotations

from generator.diagnostics import Finding
from generator.ir.provider import Provider
from generator.load import Documents
from generator.resolve.providers import resolve_provider


def resolve(documents: Documents) -> tuple[tuple[Provider, ...], list[Finding]]:
    """Resolve all *documents* into what is sound of them, with every finding of the rest."""
    findings: list[Finding] = []
    units = documents.units.spec.units
    providers = [resolve_provider(files, units, findings) for files in documents.providers]
    return tuple(provider for provider in providers if provider is not None), findings
