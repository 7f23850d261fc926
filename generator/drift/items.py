"""Drift as data: one thing that a document and the specs, or its last reading, say differently."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["changed", "undeclared", "vanished", "unreadable"]

KINDS: tuple[Kind, ...] = ("changed", "undeclared", "vanished", "unreadable")

Path = tuple[str | int, ...]
"""The way to a value in a spec file."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change of one spec file."""

    file: str
    action: Literal["set", "add", "append", "remove", "reprice"]
    place: Path
    value: Any = None


@dataclass(frozen=True, slots=True)
class Item:
    """One difference."""

    kind: Kind
    about: str
    """What it is about, such as `parameter duration, maximum`."""
    text: str
    page_place: str = ""
    """document:line"""
    spec_place: str = ""
    """file:line"""
    operations: tuple[str, ...] = ()
    spec: Any = None
    """What the spec says."""
    page: Any = None
    """What the page says."""
    subject: tuple[str, ...] = ()
    attribute: str = ""
    document: str = ""
    """Id of the document in the provider's spec, if it is declared."""
    proposals: tuple[Proposal, ...] = ()
    note: str = ""

    @property
    def packages(self) -> tuple[str, ...]:
        """The packages concerned."""
        return tuple(dict.fromkeys(name.partition("/")[0] for name in self.operations))
