# Copied by `specloom generate` from generator/runtime/line_items.py.
"""The line items of an estimate: integers inside, decimals where they are read."""

from __future__ import annotations

from .amounts import decimal, money, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from typing import Any

    Item = tuple[int | None, ...]


class LineInfo:
    """What is the same for every estimate about one line of a price."""

    __slots__ = (
        *("amount_places", "confidence", "id", "places", "rate_places", "source", "title", "unit"),
    )

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
        self.amount_places = 0  # the price knows it
        self.confidence = confidence
        self.source = source


class Line:
    """One line item of an estimate: integers inside, decimals where it is read."""

    __slots__ = ("info", "item")

    def __init__(self, info: LineInfo, item: Item) -> None:
        """Keep the parts.

        *item* is the least and most of the quantity, of the rate, and of the amount, an integer at
        the scale of all amounts of the price. Without an amount it is the product of the two.
        """
        self.info = info
        self.item = item

    def __repr__(self) -> str:
        """Show id and amount."""
        return f"<Line {self.info.id}: {money(self.low)} to {money(self.high) or 'open'}>"

    @property
    def quantity(self) -> Decimal | None:
        """How much is charged; None if it is not certain."""
        low, high = self.item[:2]
        return decimal(low or 0, self.info.places) if low == high else None

    @property
    def rate(self) -> Decimal | None:
        """What one unit costs; None if it is not certain or not stated."""
        low, high = self.item[2:4]
        return decimal(low, self.info.rate_places) if low is not None and low == high else None

    @property
    def low(self) -> Decimal:
        """The least that the line costs."""
        if len(self.item) > 4:
            return decimal(self.item[4] or 0, self.info.amount_places)
        quantity, _, rate, _ = self.item
        return decimal((quantity or 0) * (rate or 0), self.info.places + self.info.rate_places)

    @property
    def high(self) -> Decimal | None:
        """The most that the line costs; None if it is open upwards."""
        if len(self.item) > 4:
            return None if self.item[5] is None else decimal(self.item[5], self.info.amount_places)
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


def merge_items(cases: Sequence[Sequence[Item]]) -> tuple[Item, ...]:
    """Return the line items that hold those of all *cases*, each with its amount."""
    if len(cases) == 1:
        return tuple(cases[0])
    return tuple(_merged(items) for items in zip(*cases, strict=True))


def _merged(items: Sequence[Item]) -> Item:
    """Merge the items of one line; where it charges nothing its rate does not count."""
    charging = [item for item in items if item[1] != 0] or items
    return (
        *(_end([item[place] for item in items], place) for place in (0, 1)),
        *(_end([item[place] for item in charging], place) for place in (2, 3)),
        *(_end([item[place] for item in items], place) for place in (4, 5)),
    )


def _end(values: Sequence[int | None], place: int) -> int | None:
    """Return the least of the values at an even place, the greatest at an odd one; None is open."""
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    return max(known) if place % 2 else min(known)
