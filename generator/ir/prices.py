"""Prices: line items over facts, with expressions parsed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from generator.diagnostics import Origin
from generator.ir.shape import Citation, PathTo, When
from generator.price.expression import Expression

Outcome = Literal["success", "failure", "moderated"]


@dataclass(frozen=True, slots=True)
class Lookup:
    """A value that two or more parameters select from a table."""

    table: str
    column: str
    by: tuple[PathTo, ...]
    rows: tuple[tuple[tuple[Any, ...], Any], ...]
    """Keys in the order of *by*, and the value."""


@dataclass(frozen=True, slots=True)
class Fallback:
    """What is taken for a fact that the request does not settle."""

    value: Any
    fact: str | None
    when: When | None
    why: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A named quantity, choice or truth about a request."""

    name: str
    origin: Origin
    kind: str
    """quantity, choice or truth."""
    unit: str | None
    places: int
    """Decimal places of a quantity."""
    values: tuple[str, ...]
    """Domain of a choice."""
    parameter: PathTo | None
    whole: bool
    """Whether the parameter is an integer."""
    bounds: tuple[Any, Any]
    """Least and greatest documented value of the parameter."""
    ignore: tuple[Any, ...]
    lookup: Lookup | None
    count: tuple[PathTo, ...]
    present: PathTo | None
    given: bool
    fallbacks: tuple[Fallback, ...]
    """The server's default, if it counts, is the first."""
    low: Decimal | None
    """Least value when unknown."""
    high: Decimal | None
    """Greatest value when unknown; none if nothing bounds it."""
    needed_when: Expression | None
    value: Expression | None
    description: str

    @property
    def shown(self) -> str:
        """Name it for the caller: the fact to supply, or the parameter to give."""
        return self.name if self.given or self.parameter is None else ".".join(self.parameter)


@dataclass(frozen=True, slots=True)
class Line:
    """One line item."""

    id: str
    title: str
    origin: Origin
    quantity: Expression
    places: int
    """Decimal places of the quantity."""
    unit: str
    by: str | None
    """The choice that selects the rate."""
    rates: Mapping[str, Decimal] | None
    """Rates by choice, under "" where there is but one; none if unstated."""
    when: Expression | None
    confidence: str
    source: Citation | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something unsettled."""

    id: str
    text: str
    when: Expression | None
    source: Citation | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Cost:
    """What a document says a request costs."""

    exact: Decimal | None = None
    amount: Decimal | None = None
    contains: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A documented price of one request."""

    title: str
    request: Mapping[str, Any]
    facts: Mapping[str, str]
    cost: Cost
    source: Citation | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Price:
    """The price of an operation as of one day."""

    as_of: str
    origin: Origin
    source: Citation | None
    refused: str | None
    currency: str
    facts: tuple[Fact, ...]
    lines: tuple[Line, ...]
    multiplier: str | None
    doubts: tuple[Doubt, ...]
    billed_when: Mapping[Outcome, str]
    rows: tuple[Row, ...]
    allow: tuple[str, ...] = ()

    def fact(self, name: str) -> Fact | None:
        """Return the fact called *name*."""
        return next((fact for fact in self.facts if fact.name == name), None)

    @property
    def given(self) -> tuple[Fact, ...]:
        """List the facts that a caller may supply."""
        return tuple(fact for fact in self.facts if fact.given)
