"""Providers, families and operations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.diagnostics import Origin
from generator.ir.prices import Cost, Price
from generator.ir.rules import Rule
from generator.ir.shape import Citation, Shape
from generator.ir.wire import Wire
from generator.spec.example import Quirk
from generator.spec.family import Model
from generator.spec.provider import ProviderSpec
from generator.spec.release import Release
from generator.spec.unit import Unit


@dataclass(frozen=True, slots=True)
class Example:
    """A request or response that a document shows."""

    id: str
    title: str
    source: Citation | None
    origin: Origin
    request: Mapping[str, Any] | None
    refused: bool
    violations: tuple[tuple[str, str], ...]
    """Pointer and rule of each violation of a refused request."""
    corrects: str | None
    facts: Mapping[str, str]
    cost: Cost | None
    response: Mapping[str, Any] | None
    raw_response: Mapping[str, Any] | None
    quirks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlacedQuirk:
    """A quirk and where it stands."""

    quirk: Quirk
    origin: Origin


@dataclass(frozen=True, slots=True)
class PlacedRelease:
    """A release and where it stands."""

    release: Release
    origin: Origin


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of one model at one provider."""

    name: str
    """<provider>/<family>/<operation>"""
    id: str
    python_name: str
    class_name: str
    """What the names of its classes begin with."""
    title: str
    summary: str
    page: str
    endpoint: str
    model_id: str
    path: str | None
    """Path of `submit`, where it is not the provider's usual one."""
    immediate: bool
    """Whether the answer to `submit` is the result."""
    source: Citation
    origin: Origin
    parameters: Shape
    rules: tuple[Rule, ...]
    response: Shape
    raw_response: Shape | None
    prices: tuple[Price, ...]
    """Oldest first; empty if nothing is known, not even that nothing is documented."""
    examples: tuple[Example, ...]
    quirks: tuple[PlacedQuirk, ...]
    """Its own and its family's."""
    allow: tuple[str, ...]

    @property
    def price(self) -> Price | None:
        """The latest price."""
        return self.prices[-1] if self.prices else None

    def price_on(self, day: str | None) -> Price | None:
        """Return the price that holds on *day*, or None; without a day, the latest."""
        if day is None:
            return self.price
        holding = (price for price in reversed(self.prices) if price.holds_on(day))
        return next(holding, None)


@dataclass(frozen=True, slots=True)
class Family:
    """One model at one provider."""

    id: str
    python_name: str
    file: str
    """specs/<provider>/<family>.yaml, whatever the folder is really called."""
    origin: Origin
    model: Model
    operations: tuple[Operation, ...]
    types: tuple[Shape, ...]
    quirks: tuple[PlacedQuirk, ...]
    tables: Mapping[str, Origin] = field(default_factory=dict)
    """Where each table of the file stands; what it says is in the rules and prices that use it."""
    cited: frozenset[str] = frozenset()
    """Documents that something in it cites."""


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider."""

    id: str
    python_name: str
    file: str
    origin: Origin
    spec: ProviderSpec
    """Identity, servers, protocol and errors, which nothing refers to and nothing changes."""
    families: tuple[Family, ...]
    units: Mapping[str, Unit]
    quirks: tuple[PlacedQuirk, ...]
    wire: Wire
    """The shapes of its protocol and errors."""
    documents: Mapping[str, Origin] = field(default_factory=dict)
    """Where each document is declared."""
    cited: frozenset[str] = frozenset()
    """Documents that something cites."""
    whole: bool = True
    """Whether these are all of its families; if not, findings were made about the others."""
    releases: tuple[PlacedRelease, ...] = ()
    """Oldest first."""
    names: frozenset[str] = frozenset()
    """Ids of all its families, those included that are not here."""

    @property
    def version(self) -> str:
        """The version of the package; 0.0.0 until something is released."""
        return self.releases[-1].release.version if self.releases else "0.0.0"

    @property
    def operations(self) -> Iterator[Operation]:
        """All operations, in the order of files and lines."""
        return (operation for family in self.families for operation in family.operations)
