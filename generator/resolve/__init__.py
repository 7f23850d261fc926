"""Stage 2: follow every reference and decide every name; what comes out is true, or there are findings."""

from __future__ import annotations

from generator.diagnostics import Finding
from generator.ir.provider import Provider
from generator.load import Documents
from generator.resolve.providers import resolve_provider


def resolve(documents: Documents) -> tuple[tuple[Provider, ...], list[Finding]]:
    """Resolve all *documents* into the providers that are sound, with every finding of the others."""
    findings: list[Finding] = []
    providers = []
    for files in documents.providers:
        own: list[Finding] = []
        provider = resolve_provider(files, documents.units.spec.units, own)
        findings.extend(own)
        if not own:
            providers.append(provider)
    return tuple(providers), findings
