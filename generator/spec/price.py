"""What an operation costs: dated lists of line items over named facts."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field, model_validator

from generator.spec.base import (
    PATTERNS,
    Confidence,
    Day,
    Money,
    Name,
    Quantity,
    Source,
    Strict,
    Text,
)
from generator.spec.billing import (
    BasedOn,
    Billed,
    Convert,
    Minimum,
    Rounding,
    Tax,
    Verdict,
)
from generator.spec.fact import Fact, FactName
from generator.spec.unit import Conversion


def is_money(text: str) -> bool:
    """Tell whether *text* is an amount, as `Money` wants it."""
    return re.match(PATTERNS["amount"], text) is not None


class Rates(Strict):
    """Rates that choices select, or steps of a quantity."""

    by: FactName | tuple[FactName, ...] | None = None
    """The choice, or the choices in the order of `cells`."""
    values: dict[str, Money] | None = None
    """Rate for each value of one choice; a value without a rate is refused, never defaulted."""
    cells: tuple[tuple[str, ...], ...] | None = Field(None, max_length=2000)
    """Values of several choices and the rate; a combination without a cell is refused."""
    select_by: str | None = None
    """Expression: the quantity that selects the step; left out, that of the line."""
    above: tuple[Quantity, ...] | None = Field(None, max_length=20)
    """Where the steps begin: each rate but the first holds above one of these."""
    rates: tuple[Money, ...] | None = None
    """The rates of the steps."""
    graduated: bool = False
    """Whether each step's rate holds for the part of the quantity within it alone."""

    @model_validator(mode="after")
    def one_kind(self) -> Rates:
        """Refuse rates that are selected in no way or in two, and steps that do not rise."""
        ways = (self.values, self.cells, self.rates)
        chosen = self.values is not None or self.cells is not None
        if sum(way is not None for way in ways) != 1 or chosen != (self.by is not None):
            raise ValueError("give by with values or cells, or above with rates")
        if self.values is not None and not isinstance(self.by, str):
            raise ValueError("values are for one choice; several have cells")
        if chosen and (self.above is not None or self.select_by or self.graduated):
            raise ValueError("above, select_by and graduated are for rates in steps")
        steps = [Decimal(step) for step in self.above or ()]
        if self.rates is not None and len(self.rates) != len(steps) + 1:
            raise ValueError("there is one more rate than there are steps above")
        if steps != sorted(set(steps)):
            raise ValueError("above must rise")
        return self


class Line(Strict):
    """One line item: a quantity times a rate."""

    id: Name
    """Stable name."""
    title: Text
    """What is charged for, in our words."""
    quantity: str
    """Expression over facts."""
    unit: Name
    """What the quantity counts, from units.yaml."""
    rate: Money | Rates | Literal["unstated"]
    """Money for one unit, a choice of rates, or `unstated` where the documents leave it open."""
    per: Quantity = "1"
    """How many units the rate is for."""
    minimum: Minimum | None = None
    """The least that is charged for if anything is."""
    when: str | None = None
    """Expression: whether the line applies."""
    confidence: Confidence | None = None
    """Evidence for this line, if it differs from the price's."""
    source: Source | None = None
    """Where it is documented."""

    @model_validator(mode="after")
    def minimum_of_one(self) -> Line:
        """Refuse a least amount of a line that becomes several."""
        graduated = isinstance(self.rate, Rates) and self.rate.graduated
        if graduated and self.minimum is not None and self.minimum.amount is not None:
            raise ValueError("a graduated rate has no least amount; give a least quantity")
        return self


class Doubt(Strict):
    """Something the documents leave unsettled about a price."""

    id: Name
    """Stable name."""
    text: Text
    """What is unsettled, and what the estimate does about it."""
    when: str | None = None
    """Expression: when it matters."""
    source: Source | None = None
    """Where the doubt comes from."""


class Cost(Strict):
    """What a request is documented to cost: one of these."""

    exact: Money | None = None
    """The estimate is this amount, and exact."""
    amount: Money | None = None
    """The estimate is this amount, though its evidence is too weak for exact."""
    contains: Money | None = None
    """The estimate is a range that holds this amount."""
    low: Money | None = None
    """The least amount, with `high`."""
    high: Money | None = None
    """The greatest amount; `low` without it means open upwards."""
    refused: Literal[True] | None = None
    """No price can be given."""

    @model_validator(mode="after")
    def one_kind(self) -> Cost:
        """Refuse a cost that says nothing or two things."""
        kinds = (self.exact, self.amount, self.contains, self.low, self.refused)
        if sum(kind is not None for kind in kinds) != 1 or (self.high and not self.low):
            raise ValueError("give one of exact, amount, contains, low (with high) or refused")
        return self


class Row(Strict):
    """A documented price of one request: a row of a price table, a bill."""

    title: Text
    """What the row is called."""
    request: dict[str, Any]
    """The request, typed by hand."""
    facts: dict[FactName, str] = {}
    """Facts that the caller supplies."""
    cost: Cost
    """What the document says it costs."""
    source: Source | None = None
    """Where it says so."""


class Price(Strict):
    """The price of an operation as the documents stood on one day."""

    as_of: Day
    """The day on which the documents said so. A new price is a new entry, never an edit."""
    effective_from: Day | None = None
    """The first day on which it holds; left out, `as_of`."""
    effective_until: Day | None = None
    """The last day on which it holds; left out, until the next one."""
    discount_of: Day | None = None
    """The `as_of` of the list price that holds again after `effective_until`."""
    based_on: BasedOn | None = None
    """A price whose facts and lines are taken over; those given here come instead or beside."""
    source: Source | None = None
    """Where the price is documented."""
    refused: Text | None = None
    """Why no price can be given; then nothing else stands here."""
    currency: str = Field("USD", pattern=r"^(?:[A-Z]{3}|credits)$")
    """ISO 4217 code, or `credits`."""
    confidence: Confidence = "documented"
    """Evidence for all lines that do not say otherwise."""
    conversions: dict[Name, Conversion] = {}
    """Units that this price makes of others, for `convert` in expressions."""
    facts: dict[FactName, Fact] = {}
    """What the lines are written in; a fact may use those before it."""
    lines: tuple[Line, ...] = ()
    """The line items."""
    multiplier: FactName | None = None
    """A fact that multiplies the total."""
    doubts: tuple[Doubt, ...] = ()
    """What is unsettled."""
    minimum: Money | None = None
    """The least total."""
    tax: Tax | None = None
    """A tax on the total."""
    rounding: Rounding | None = None
    """How lines or the total are rounded."""
    convert: Convert | None = None
    """How the total becomes another currency."""
    billed_when: dict[Literal["success", "failure", "moderated"], Verdict | Billed] = {}
    """Which outcomes are charged."""
    rows: tuple[Row, ...] = ()
    """Documented prices, which the estimate must meet."""
    allow: tuple[Name, ...] = ()
    """Lint findings about this price that are meant so."""
