"""JSON values: parameters, responses and what they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.diagnostics import Origin
from generator.spec.parameter import Media

PathTo = tuple[str, ...]
"""The way to a parameter through nested objects: ("inputs", "frameImages")."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a fact is documented."""

    document: str
    section: str

    def __str__(self) -> str:
        """Spell it as violations and estimates show it: document#section."""
        return f"{self.document}#{self.section}"


@dataclass(frozen=True, slots=True)
class When:
    """A condition on a request; all parts together."""

    present: tuple[PathTo, ...] = ()
    absent: tuple[PathTo, ...] = ()
    equals: tuple[tuple[PathTo, Any], ...] = ()

    @property
    def paths(self) -> tuple[PathTo, ...]:
        """List the parameters that it looks at."""
        return (*self.present, *self.absent, *(path for path, _ in self.equals))


@dataclass(frozen=True, slots=True)
class Default:
    """What the server assumes when a parameter is absent."""

    value: Any
    when: When | None = None
    otherwise: str | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """What a JSON value may be. Keywords mean what they mean in JSON Schema 2020-12."""

    origin: Origin
    types: tuple[str, ...]
    """JSON types; empty if anything goes or the alternatives say it."""
    source: Citation | None = None
    description: str = ""
    unit: str | None = None
    title: str = ""
    """Class name, for objects."""
    enum: tuple[Any, ...] | None = None
    meanings: Mapping[str, str] | None = None
    const: Any = None
    format: str | None = None
    pattern: str | None = None
    min_length: int | None = None
    max_length: int | None = None
    minimum: Any = None
    maximum: Any = None
    exclusive_minimum: Any = None
    exclusive_maximum: Any = None
    multiple_of: Any = None
    items: Shape | None = None
    min_items: int | None = None
    max_items: int | None = None
    members: tuple[Member, ...] = ()
    """Members of an object."""
    open: bool = False
    """Whether an object may have other members."""
    any_of: tuple[Shape, ...] = ()
    media: Media | None = None
    deprecated: bool = False

    def member(self, name: str) -> Member | None:
        """Return the member called *name*."""
        return next((member for member in self.members if member.name == name), None)

    @property
    def nullable(self) -> bool:
        """Whether null is allowed beside the other types."""
        return "null" in self.types and len(self.types) > 1

    def find(self, path: PathTo) -> Member | None:
        """Return the member that *path* leads to through nested objects."""
        member = self.member(path[0]) if path else None
        return member if member is None or len(path) == 1 else member.shape.find(path[1:])


@dataclass(frozen=True, slots=True)
class Member:
    """A named part of an object."""

    name: str
    shape: Shape
    required: bool = False
    supplied: bool = False
    """Whether the client fills it in."""
    default: Default | None = None
    """What the server assumes; never sent."""
    present_when: When | None = None
    sent_in: str | None = None
    """Where it travels if not in the body: path, query or header."""
    documented_as: Mapping[str, Any] | None = None
    role: str | None = None
    """What it is for, in words that all providers share."""

    @property
    def needed(self) -> bool:
        """Whether a caller must give it."""
        return self.required and not self.supplied
