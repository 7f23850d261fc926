"""What lists of families say of each: enough to name it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.diagnostics import Origin
from generator.ir.provider import Family


@dataclass(frozen=True, slots=True)
class Outline:
    """A family, as lists of families have it."""

    id: str
    python_name: str
    title: str
    origin: Origin


def outline(family: Family) -> Outline:
    """Return what lists say of *family*."""
    return Outline(family.id, family.python_name, family.model.title, family.origin)
