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
Mode = Literal["up", "down", "half-up", "half-even"]
Cell = tuple[str, ...]
"""The values of the choices that select a rate; empty where none does."""


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
    spelt: bool
    """Whether the parameter is no text, so that a choice is how JSON spells its value."""
    bounds: tuple[Any, Any]
    """Least and greatest documented value of the parameter."""
    ignore: tuple[Any, ...]
    lookup: Lookup | None
    count: tuple[PathTo, ...]
    length: PathTo | None
    """A text whose characters are counted."""
    most: int | None
    """The greatest count or length that is documented."""
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
    observed: Mapping[str, Decimal]
    """Quantiles of what it turned out to be; they bound nothing."""

    @property
    def shown(self) -> str:
        """Name it for the caller: the fact to supply, or the parameter to give."""
        return self.name if self.given or self.parameter is None else ".".join(self.parameter)


def computed_choice(name: str, origin: Origin, values: tuple[str, ...], value: Expression) -> Fact:
    """Return a choice that an expression makes."""
    return Fact(
        name=name,
        origin=origin,
        kind="choice",
        unit=None,
        places=0,
        values=values,
        parameter=None,
        whole=False,
        spelt=False,
        bounds=(None, None),
        ignore=(),
        lookup=None,
        count=(),
        length=None,
        most=None,
        present=None,
        given=False,
        fallbacks=(),
        low=None,
        high=None,
        needed_when=None,
        value=value,
        description="",
        observed={},
    )


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
    by: tuple[str, ...]
    """The choices that select the rate."""
    rates: Mapping[Cell, Decimal] | None
    """Rate for one unit by the values of those choices; none if unstated, refused without a cell."""
    minimum: Decimal | None
    """Least amount, before the multiplier, of a line that charges for more than nothing."""
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
class Rounding:
    """How amounts are rounded: to a step of 10**-places."""

    places: int
    mode: Mode


@dataclass(frozen=True, slots=True)
class Tax:
    """A tax on the total."""

    rate: Decimal
    included: bool
    source: Citation | None


@dataclass(frozen=True, slots=True)
class Convert:
    """What the total is divided by to become another currency, and how that is rounded."""

    currency: str
    per: Decimal
    rounding: Rounding | None
    """None where the quotient is an exact decimal."""
    as_of: str
    source: Citation | None


@dataclass(frozen=True, slots=True)
class Settlement:
    """What is done with the sum of the lines, in this order: minimum, tax, rounding, conversion."""

    minimum: Decimal | None = None
    tax: Tax | None = None
    line_rounding: Rounding | None = None
    """Rounding of each line, its multiplier included, before they are summed."""
    rounding: Rounding | None = None
    convert: Convert | None = None


@dataclass(frozen=True, slots=True)
class Billed:
    """Whether an outcome is charged."""

    billed: str
    """yes, no or unknown."""
    note: str
    source: Citation | None


@dataclass(frozen=True, slots=True)
class Price:
    """The price of an operation as of one day."""

    as_of: str
    """The day on which the documents said so."""
    starts: str
    """The first day on which it holds."""
    ends: str | None
    """The last day on which it holds; none until the next price."""
    discount_of: str | None
    """`as_of` of the list price that holds again afterwards."""
    derived_from: str
    """The price whose lines it takes over, in words; empty if they are its own."""
    origin: Origin
    source: Citation | None
    refused: str | None
    currency: str
    """Currency of rates and lines."""
    facts: tuple[Fact, ...]
    lines: tuple[Line, ...]
    multiplier: str | None
    settlement: Settlement
    doubts: tuple[Doubt, ...]
    billed_when: Mapping[Outcome, Billed]
    rows: tuple[Row, ...]
    allow: tuple[str, ...] = ()

    def fact(self, name: str) -> Fact | None:
        """Return the fact called *name*."""
        return next((fact for fact in self.facts if fact.name == name), None)

    def holds_on(self, day: str) -> bool:
        """Tell whether it holds on *day*, unless a later price does too."""
        return self.starts <= day and (self.ends is None or day <= self.ends)

    @property
    def total_currency(self) -> str:
        """Currency of the total."""
        convert = self.settlement.convert
        return convert.currency if convert else self.currency

    @property
    def given(self) -> tuple[Fact, ...]:
        """List the facts that a caller may supply."""
        return tuple(fact for fact in self.facts if fact.given)
