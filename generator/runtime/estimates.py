"""What a request will cost: exact, itemised, with what was assumed and what is not known.

Amounts are integers inside, at a scale that holds every one of them exactly, and `Decimal` outside.
"""

from __future__ import annotations

from .amounts import decimal, money, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from typing import Any

    Item = tuple[int, int | None, int | None, int | None]

CONFIDENCE = ("documented", "derived", "reported-bill", "third-party")
"""Evidence for a price, best first."""


class PriceRefused(Exception):
    """No price can be given for this request; the text says why."""


class LineInfo:
    """What is the same for every estimate about one line of a price."""

    __slots__ = ("confidence", "id", "places", "rate_places", "source", "title", "unit")

    def __init__(
        self,
        id: str,
        title: str,
        unit: str,
        confidence: str,
        source: str,
        *,
        places: int,
        rate_places: int,
    ) -> None:
        """Keep the parts.

        Quantities are integers in units of 10**-*places*, rates in units of 10**-*rate_places*.
        """
        self.id = id
        self.title = title
        self.unit = unit
        self.places = places
        self.rate_places = rate_places
        self.confidence = confidence
        self.source = source


class PriceInfo:
    """What is the same for every estimate of one operation."""

    __slots__ = ("as_of", "currency", "lines", "operation", "places")

    def __init__(
        self, operation: str, as_of: str, currency: str, lines: tuple[LineInfo, ...], *, places: int
    ) -> None:
        """Keep the parts; totals are integers in units of 10**-*places* of the currency."""
        self.operation = operation
        self.as_of = as_of
        self.currency = currency
        self.places = places
        self.lines = lines


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


class Line:
    """One line item of an estimate: integers inside, decimals where it is read."""

    __slots__ = ("info", "item")

    def __init__(self, info: LineInfo, item: Item) -> None:
        """Keep the parts; *item* is the least and most of the quantity, then of the rate."""
        self.info = info
        self.item = item

    def __repr__(self) -> str:
        """Show id and amount."""
        return f"<Line {self.info.id}: {money(self.low)} to {money(self.high) or 'open'}>"

    @property
    def quantity(self) -> Decimal | None:
        """How much is charged; None if it is not certain."""
        low, high, _, _ = self.item
        return decimal(low, self.info.places) if low == high else None

    @property
    def rate(self) -> Decimal | None:
        """What one unit costs; None if it is not certain or not stated."""
        _, _, low, high = self.item
        return decimal(low, self.info.rate_places) if low is not None and low == high else None

    @property
    def low(self) -> Decimal:
        """The least that the line costs."""
        quantity, _, rate, _ = self.item
        return decimal(quantity * (rate or 0), self.info.places + self.info.rate_places)

    @property
    def high(self) -> Decimal | None:
        """The most that the line costs; None if it is open upwards."""
        _, quantity, _, rate = self.item
        if quantity is None or rate is None:
            return None
        return decimal(quantity * rate, self.info.places + self.info.rate_places)

    @property
    def amount(self) -> Decimal | None:
        """What the line costs, if that is certain."""
        return self.low if self.low == self.high else None

    def as_dict(self) -> dict[str, Any]:
        """Return what JSON output shows."""
        low, high = money(self.low), money(self.high)
        return {
            "id": self.info.id,
            "title": self.info.title,
            "quantity": plain(self.quantity),
            "unit": self.info.unit,
            "rate": money(self.rate),
            "amount": low if low == high else None,
            "low": low,
            "high": high,
            "confidence": self.info.confidence,
            "source": self.info.source,
        }


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
        """ISO 4217 code of all amounts."""
        return self.price.currency

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
            "lines": [line.as_dict() for line in self.lines],
            "assumed": [item.as_dict() for item in self.assumed],
            "missing": [item.as_dict() for item in self.missing],
            "doubts": list(self.doubts),
        }
