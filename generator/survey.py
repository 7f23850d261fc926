"""Everything that is known about a folder of specs, and everything that is wrong with it."""

from __future__ import annotations

from pathlib import Path

from generator.diagnostics import Finding
from generator.ir.provider import Provider
from generator.lint import lint
from generator.load import load
from generator.resolve import resolve


def survey(root: Path, only: str | None = None) -> tuple[tuple[Provider, ...], list[Finding]]:
    """Load, resolve and lint the specs under *root*, or those of one provider.

    Each stage goes on with the providers that the one before found nothing wrong with, so that
    one run shows all findings of all files.
    """
    documents, findings = load(root, only)
    if documents is None:
        return (), sorted(set(findings))
    providers, more = resolve(documents)
    found = {*findings, *more, *lint(providers)}
    return providers, sorted(found)
