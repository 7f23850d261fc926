"""The integer scales of a price: which decimal place each line and the total is counted in."""

from __future__ import annotations

from decimal import Decimal

from generator.ir.prices import Line, Price
from generator.price.types import places_of
from generator.runtime.estimates import LineInfo, PriceInfo


def rate_places(line: Line) -> int:
    """Return the decimal places that hold every rate of *line*."""
    return max((places_of(rate) for rate in (line.rates or {}).values()), default=0)


def quantity_places(price: Price, line: Line) -> int:
    """Return the decimal places of the quantity of *line*, the multiplier included."""
    multiplier = price.fact(price.multiplier) if price.multiplier else None
    return line.places + (multiplier.places if multiplier else 0)


def total_places(price: Price) -> int:
    """Return the decimal places that hold every amount of *price*."""
    return max(
        (quantity_places(price, line) + rate_places(line) for line in price.lines), default=0
    )


def scaled(rate: Decimal, places: int) -> int:
    """Return *rate* as an integer at a scale of *places*."""
    return int(rate.scaleb(places))


def price_info(operation: str, price: Price) -> PriceInfo:
    """Return the constant part of all estimates with *price*."""
    lines = tuple(
        LineInfo(
            line.id,
            line.title,
            line.unit,
            line.confidence,
            str(line.source or ""),
            places=quantity_places(price, line),
            rate_places=rate_places(line),
        )
        for line in price.lines
    )
    places = total_places(price)
    return PriceInfo(operation, price.as_of, price.currency, lines, places=places)
