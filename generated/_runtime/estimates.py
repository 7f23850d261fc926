# Copied by `specloom generate` from generator/runtime/estimates.py.
"""What a request will cost: exact, itemised, with what was assumed and what is not known.

Amounts are integers inside, at a scale that holds every one of them exactly, and `Decimal` outside.
"""

from __future__ import annotations

from .amounts import decimal, money
from .line_items import Line, LineInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal
    from typing import Any

    from .line_items import Item

__all__ = [
    "CONFIDENCE",
    "Assumption",
    "Estimate",
    "Line",
    "LineInfo",
    "Missing",
    "PriceInfo",
    "PriceRefused",
]

CONFIDENCE = ("documented", "derived", "reported-bill", "third-party")
"""Evidence for a price, best first."""


class PriceRefused(Exception):
    """No price can be given for this request; the text says why."""


class PriceInfo:
    """What is the same for every estimate of one operation."""

    __slots__ = (
        *("as_of", "billed_when", "currency", "line_currency", "lines"),
        *("operation", "places"),
    )

    def __init__(
        self,
        operation: str,
        as_of: str,
        currency: str,
        lines: tuple[LineInfo, ...],
        *,
        places: int,
        line_places: int | None = None,
        line_currency: str | None = None,
        billed_when: Mapping[str, str] | None = None,
    ) -> None:
        """Keep the parts.

        Totals are integers in units of 10**-*places* of *currency*, amounts of lines in units of
        10**-*line_places* of *line_currency*; both are those of the total unless given.
        """
        self.operation = operation
        self.as_of = as_of
        self.currency = currency
        self.places = places
        self.lines = lines
        for line in lines:
            line.amount_places = places if line_places is None else line_places
        self.line_currency = line_currency or currency
        self.billed_when = billed_when or {}


class Assumption:
    """A fact that the request does not state and that was taken all the same."""

    __slots__ = ("fact", "value", "why")

    def __init__(self, fact: str, value: str, why: str) -> None:
        """Keep the parts."""
        self.fact = fact
        self.value = value
        self.why = why

    def __repr__(self) -> str:
        """Show fact, value and reason."""
        return f"<Assumption {self.fact} = {self.value}: {self.why}>"

    def as_dict(self) -> dict[str, str]:
        """Return what JSON output shows."""
        return {"fact": self.fact, "value": self.value, "why": self.why}


class Missing:
    """A fact that nobody stated, so that the price is a range."""

    __slots__ = ("domain", "name", "unit")

    def __init__(self, name: str, unit: str | None, domain: Any) -> None:
        """Keep the parts; *domain* is a list of values, or least and greatest value."""
        self.name = name
        self.unit = unit
        self.domain = domain

    def __repr__(self) -> str:
        """Show name and domain."""
        return f"<Missing {self.name}: {self.domain}>"

    def as_dict(self) -> dict[str, Any]:
        """Return what JSON output shows."""
        return {"name": self.name, "unit": self.unit, "domain": self.domain}


class Estimate:
    """What one request will cost."""

    __slots__ = ("assumed", "doubts", "high_units", "items", "low_units", "missing", "price")

    def __init__(
        self,
        price: PriceInfo,
        low_units: int,
        high_units: int | None,
        items: Sequence[Item],
        assumed: Sequence[Assumption] = (),
        missing: Sequence[Missing] = (),
        doubts: Sequence[str] = (),
    ) -> None:
        """Keep the parts; totals are integers at the scale of *price*."""
        self.price = price
        self.low_units = low_units
        self.high_units = high_units
        self.items = items
        self.assumed = assumed
        """Facts that were assumed, and why."""
        self.missing = missing
        """Facts that would narrow the range."""
        self.doubts = doubts
        """What the documents leave unsettled."""

    @property
    def low(self) -> Decimal:
        """The least that it can cost."""
        return decimal(self.low_units, self.price.places)

    @property
    def high(self) -> Decimal | None:
        """The most that it can cost; None where the documents leave a charge open."""
        return None if self.high_units is None else decimal(self.high_units, self.price.places)

    @property
    def lines(self) -> list[Line]:
        """The line items that apply."""
        infos = self.price.lines
        return [Line(infos[place], item) for place, item in enumerate(self.items) if item[1] != 0]

    @property
    def confidence(self) -> str:
        """The evidence for the weakest line that applies; for a price of nothing, of any line."""
        infos = [line.info for line in self.lines] or self.price.lines
        return CONFIDENCE[max(CONFIDENCE.index(info.confidence) for info in infos)]

    @property
    def exact(self) -> bool:
        """Whether the price is one amount and every line is documented by the provider."""
        return self.low_units == self.high_units and self.confidence == "documented"

    @property
    def as_of(self) -> str:
        """The day on which the documents said so."""
        return self.price.as_of

    @property
    def currency(self) -> str:
        """ISO 4217 code of the total, or `credits`."""
        return self.price.currency

    @property
    def billed_when(self) -> Mapping[str, str]:
        """Which outcomes are charged: yes, no or unknown; what is not said is not there."""
        return self.price.billed_when

    def __str__(self) -> str:
        """Spell it as `$0.42`, `~ $0.42` (weak evidence), `$0.12 to $0.70` or `at least $0.35`."""
        sign = "$" if self.currency == "USD" else f"{self.currency} "
        low, high = f"{sign}{money(self.low)}", self.high
        if high is None:
            return f"at least {low}"
        if high != self.low:
            return f"{low} to {sign}{money(high)}"
        return low if self.exact else f"~ {low}"

    def __eq__(self, other: object) -> bool:
        """Compare by value."""
        if not isinstance(other, Estimate):
            return NotImplemented
        same = self.price.operation == other.price.operation
        return same and self.as_dict() == other.as_dict()

    def __hash__(self) -> int:
        """Hash by operation and amounts."""
        return hash((self.price.operation, self.low_units, self.high_units))

    def __repr__(self) -> str:
        """Show operation and amount."""
        return f"<Estimate {self.price.operation}: {self}>"

    def as_dict(self) -> dict[str, Any]:
        """Return what JSON output shows, amounts as decimal strings."""
        return {
            "low": money(self.low),
            "high": money(self.high),
            "exact": self.exact,
            "confidence": self.confidence,
            "as_of": self.as_of,
            "currency": self.currency,
            "line_currency": self.price.line_currency,
            "lines": [line.as_dict() for line in self.lines],
            "assumed": [item.as_dict() for item in self.assumed],
            "missing": [item.as_dict() for item in self.missing],
            "doubts": list(self.doubts),
            "billed_when": dict(self.billed_when),
        }
