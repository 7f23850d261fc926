"""What happens to an amount after the lines: minimum, tax, rounding, conversion; and what is billed."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from generator.spec.base import PATTERNS, Day, Money, Quantity, Source, Strict, Text

Currency = str
"""ISO 4217 code, or `credits`."""

Mode = Literal["up", "down", "half-up", "half-even"]
"""How an amount between two steps is rounded."""

Verdict = Literal["yes", "no", "unknown"]


class Minimum(Strict):
    """The least that a line charges for if it charges at all: one of the two."""

    quantity: Quantity | None = None
    """Least quantity."""
    amount: Money | None = None
    """Least amount."""

    @model_validator(mode="after")
    def one_kind(self) -> Minimum:
        """Refuse a minimum of nothing or of both."""
        if (self.quantity is None) == (self.amount is None):
            raise ValueError("give one of quantity and amount")
        return self


class Rounding(Strict):
    """How amounts are rounded."""

    places: int = Field(ge=0, le=12)
    """Decimal places that remain."""
    mode: Mode
    """Which way."""
    at: Literal["line", "total"] = "total"
    """Whether each line is rounded, or their sum."""


class Tax(Strict):
    """A tax on the total."""

    rate: Quantity
    """Share of the total: "0.05" is 5 %."""
    included: bool
    """Whether the rates already hold it; if not, it is added."""
    source: Source | None = None
    """Where it is documented."""


class Convert(Strict):
    """What one unit of another currency is worth in the price's own, as of a day."""

    currency: str = Field("USD", pattern=r"^[A-Z]{3}$")
    """The currency of the total."""
    per: Quantity
    """How much of the price's currency one of it is."""
    places: int | None = Field(None, ge=0, le=12)
    """Decimal places of the converted total, where the quotient has no end."""
    mode: Mode = "half-even"
    """How it is rounded to them."""
    as_of: Day
    """The day of the rate."""
    source: Source | None = None
    """Where it is documented."""


class Billed(Strict):
    """Whether an outcome is charged."""

    billed: Verdict
    """Yes, no, or not known."""
    note: Text | None = None
    """What else is to be said."""
    source: Source | None = None
    """Where it is documented."""


class BasedOn(Strict):
    """Another price whose facts and lines this one takes over."""

    operation: str | None = Field(None, pattern=PATTERNS["operation"], max_length=200)
    """The operation; left out, this one."""
    as_of: Day | None = None
    """Its price of that day; left out, its latest."""
    multiply: Quantity = "1"
    """What its rates are multiplied by."""
