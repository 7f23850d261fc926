"""Changes as data: what happened, where, and how bad it is for those who call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

Kind = Literal["breaking", "additive", "price", "docs only"]

KINDS: tuple[Kind, ...] = ("breaking", "additive", "price", "docs only")
"""What a change can be, worst first."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change of price does to one documented request."""

    request: str
    """How the specs call the request."""
    old: str
    """The old estimate, or why there is none."""
    new: str
    """The new estimate, or why there is none."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one thing."""

    kind: Kind
    text: str
    """What happened, in plain words."""
    subject: str = ""
    """What it happened to, such as `parameter duration`; empty for the operation itself."""
    old: Any = None
    new: Any = None
    old_place: str = ""
    """path:line, empty where there is none"""
    new_place: str = ""
    hint: str = ""
    effects: tuple[Effect, ...] = ()

    @property
    def sentence(self) -> str:
        """Say what happened to what."""
        return f"{self.subject}: {self.text}" if self.subject else self.text


@dataclass(frozen=True, slots=True)
class Section:
    """All changes of one operation, or of what a provider has for all operations."""

    name: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class PackageDiff:
    """All changes of one provider's package, or of one document."""

    name: str
    sections: tuple[Section, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """All changes, in order."""
        return tuple(change for section in self.sections for change in section.changes)

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of change that it has."""
        return frozenset(change.kind for change in self.changes)


def about(changes: Iterable[Change], subject: str) -> list[Change]:
    """Say of *changes* what they happened to, if they do not say it yet."""
    return [change if change.subject else replace(change, subject=subject) for change in changes]
