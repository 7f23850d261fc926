"""What an operation costs: dated lists of line items over named facts."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from generator.spec.base import (
    Condition,
    Confidence,
    Day,
    Money,
    Name,
    Path,
    Quantity,
    Scalar,
    Source,
    Strict,
    Text,
)

FactName = str
"""A name that expressions use: `seconds`, `input_video_seconds`."""


class Unknown(Strict):
    """What a fact may be when nobody says: a domain, never a guess."""

    minimum: Quantity | None = None
    """Least value; 0 where nothing is documented."""
    maximum: Quantity | None = None
    """Greatest value; left out, the range is open upwards."""
    source: Source | None = None
    """Where the domain is documented."""


class Lookup(Strict):
    """A value from a table of the same file, selected by parameters."""

    table: Name
    """The table."""
    column: str
    """The column that holds the value."""
    by: dict[str, Path]
    """Column to parameter: the row is the one that matches all."""


class Fallback(Strict):
    """What is taken for a fact that the request does not settle, and why."""

    value: Scalar = None
    """A value, or"""
    fact: FactName | None = None
    """another fact, if it is known and lies within `unknown`."""
    when: Condition | None = None
    """The condition on the request under which this is done."""
    why: Text
    """The reason, shown with the estimate."""


class Fact(Strict):
    """A named quantity, choice or truth about a request."""

    unit: Name | None = None
    """Unit of a quantity, from units.yaml."""
    values: tuple[str, ...] | None = None
    """The domain of a choice."""
    parameter: Path | None = None
    """The parameter that says it; the server's default counts, and is shown as assumed."""
    explicit: bool = False
    """Whether the server's default is left out of account."""
    ignore: tuple[Scalar, ...] = ()
    """Values of the parameter that say nothing, such as auto."""
    lookup: Lookup | None = None
    """A table that says it."""
    count: tuple[Path, ...] | None = None
    """Lists whose items are counted; a single value counts as one."""
    present: Path | None = None
    """True if this parameter is given."""
    given: bool = False
    """Whether the caller may supply it, under the name of the fact."""
    fallbacks: tuple[Fallback, ...] = ()
    """What is taken, in this order, when nothing above says it."""
    unknown: Unknown | None = None
    """The domain when it stays unknown. A choice has its values instead."""
    needed_when: str | None = None
    """Expression: whether the price depends on it at all; if not, it is 0 and not missing."""
    value: str | None = None
    """Expression over other facts."""
    description: Text | None = None
    """What it means, for the caller who supplies it."""


class Rates(Strict):
    """A rate that a choice selects."""

    by: FactName
    """The choice."""
    values: dict[str, Money]
    """Rate for each value; a value without a rate is refused, never defaulted."""


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
    when: str | None = None
    """Expression: whether the line applies."""
    confidence: Confidence | None = None
    """Evidence for this line, if it differs from the price's."""
    source: Source | None = None
    """Where it is documented."""


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
    source: Source | None = None
    """Where the price is documented."""
    refused: Text | None = None
    """Why no price can be given; then nothing else stands here."""
    currency: str = Field("USD", pattern=r"^[A-Z]{3}$")
    """ISO 4217 code."""
    confidence: Confidence = "documented"
    """Evidence for all lines that do not say otherwise."""
    facts: dict[FactName, Fact] = {}
    """What the lines are written in; a fact may use those before it."""
    lines: tuple[Line, ...] = ()
    """The line items."""
    multiplier: FactName | None = None
    """A fact that multiplies the total."""
    doubts: tuple[Doubt, ...] = ()
    """What is unsettled."""
    billed_when: dict[
        Literal["success", "failure", "moderated"], Literal["yes", "no", "unknown"]
    ] = {}
    """Which outcomes are charged."""
    rows: tuple[Row, ...] = ()
    """Documented prices, which the estimate must meet."""
    allow: tuple[Name, ...] = ()
    """Lint findings about this price that are meant so."""
