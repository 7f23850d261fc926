"""What a folder of specs offers: all providers, or one operation by its name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import CannotRun, Rejected
from generator.ir.provider import Family, Operation, Provider
from generator.load import load
from generator.places import provider_names, specs_folder
from generator.resolve import resolve


@dataclass(frozen=True, slots=True)
class Found:
    """An operation and what it belongs to."""

    provider: Provider
    family: Family
    operation: Operation


def load_providers(root: Path, only: str | None = None) -> tuple[Provider, ...]:
    """Return all providers under *root*, or *only* one; with findings, raise `Rejected`."""
    documents, findings = load(root, only)
    if documents is None:
        raise Rejected(findings)
    providers, more = resolve(documents)
    if findings or more:
        raise Rejected([*findings, *more])
    return providers


def load_operation(specs: str | None, name: str) -> Found:
    """Return the operation called *name*, reading its provider's files alone."""
    root = specs_folder(specs)
    wanted = name.partition("/")[0]
    if wanted in provider_names(root):
        for found in every(load_providers(root, wanted)):
            if found.operation.name == name:
                return found
    raise CannotRun(f"no operation is named {name or repr(name)}; {_hint(root, name)}")


def every(providers: Iterable[Provider]) -> list[Found]:
    """List all operations of *providers*, in the order of files and lines."""
    return [
        Found(provider, family, operation)
        for provider in providers
        for family in provider.families
        for operation in family.operations
    ]


def _hint(root: Path, name: str) -> str:
    """Suggest names, or the command that lists them."""
    try:
        names = [found.operation.name for found in every(load_providers(root))]
    except Rejected:
        names = []
    close = [known for known in names if name and name in known]
    close = close or difflib.get_close_matches(name, names, 3, 0.5)
    if not close:
        return "`specloom list` shows all"
    return f"did you mean {' or '.join(close[:5])}?"
