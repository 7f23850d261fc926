"""The specs of this checkout, read once for all tests that judge by them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.diagnostics import reject_if_any
from generator.ir.provider import Operation, Provider
from generator.load import load
from generator.resolve import resolve

ROOT = Path(__file__).parent.parent
SPECS = ROOT / "specs"


@cache
def providers() -> dict[str, Provider]:
    """Return all providers by id."""
    return {provider.id: provider for provider in read(SPECS)}


@cache
def operations() -> dict[str, Operation]:
    """Return all operations by name."""
    found = (operation for provider in providers().values() for operation in provider.operations)
    return {operation.name: operation for operation in found}


def read(folder: Path) -> tuple[Provider, ...]:
    """Load and resolve the specs in *folder*."""
    documents, findings = load(folder)
    reject_if_any(findings)
    assert documents is not None
    resolved, findings = resolve(documents)
    reject_if_any(findings)
    return resolved
