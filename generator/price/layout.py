"""The integer scales of a price: which decimal place each line and the total is counted in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from generator.ir.prices import Line, Price
from generator.price.types import places_of
from generator.runtime.estimates import PriceInfo
from generator.runtime.line_items import LineInfo


@dataclass(frozen=True, slots=True)
class LineScale:
    """Decimal places of a line."""

    quantity: int
    """Of the quantity, the multiplier included."""
    rate: int


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is done with the total, an integer: `least`, `times` or `divide`."""

    does: str
    number: int
    mode: str = ""
    """How a division rounds; one that leaves no rest rounds nothing."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The scales of one price."""

    lines: Mapping[str, LineScale]
    amounts: int
    """Decimal places of the amounts of all lines, and of their sum."""
    total: int
    """Decimal places of the total in the end."""
    steps: tuple[Step, ...]
    """The way from the sum to the total."""

    def line(self, line: Line) -> LineScale:
        """Return the scale of *line*."""
        return self.lines[line.id]


def layout(price: Price) -> Layout:
    """Choose scales that hold every quantity, rate, amount and total of *price*."""
    lines = {
        line.id: LineScale(quantity_places(price, line), rate_places(line)) for line in price.lines
    }
    amounts = max((each.quantity + each.rate for each in lines.values()), default=0)
    rules = price.settlement
    for line in price.lines:
        if line.minimum is not None:
            amounts = max(amounts, places_of(line.minimum) + multiplier_places(price))
    if rules.minimum is not None:
        amounts = max(amounts, places_of(rules.minimum))
    total, steps = _steps(price, amounts)
    return Layout(lines, amounts, total, tuple(steps))


def _steps(price: Price, places: int) -> tuple[int, list[Step]]:
    """Return the steps from a sum at a scale of *places* to the total, and its scale."""
    rules, steps = price.settlement, []
    if rules.minimum is not None:
        steps.append(Step("least", scaled(rules.minimum, places)))
    if rules.tax is not None and not rules.tax.included:
        factor = 1 + rules.tax.rate
        steps.append(Step("times", scaled(factor, places_of(factor))))
        places += places_of(factor)
    if rules.rounding is not None and rules.rounding.places < places:
        steps.append(Step("divide", 10 ** (places - rules.rounding.places), rules.rounding.mode))
        places = rules.rounding.places
    if rules.convert is not None:
        per, step = rules.convert.per, rules.convert.rounding
        if step is None:
            inverse = Decimal(1) / per
            steps.append(Step("times", scaled(inverse, places_of(inverse))))
            places += places_of(inverse)
        else:
            over = scaled(per, places_of(per)) * 10**places
            times = 10 ** (step.places + places_of(per))
            steps += [Step("times", times), Step("divide", over, step.mode)]
            places = step.places
    return places, [step for step in steps if (step.does, step.number) != ("times", 1)]


def quantity_places(price: Price, line: Line) -> int:
    """Return the decimal places of the quantity of *line*, the multiplier included."""
    return line.places + multiplier_places(price)


def total_places(price: Price) -> int:
    """Return the decimal places that hold every amount of a line of *price*, and their sum."""
    return layout(price).amounts


def multiplier_places(price: Price) -> int:
    """Return the decimal places of the multiplier."""
    fact = price.fact(price.multiplier) if price.multiplier else None
    return fact.places if fact else 0


def rate_places(line: Line) -> int:
    """Return the decimal places that hold every rate of *line*."""
    return max((places_of(rate) for rate in (line.rates or {}).values()), default=0)


def scaled(number: Decimal, places: int) -> int:
    """Return *number* as an integer at a scale of *places*."""
    return int(number.scaleb(places))


def price_info(operation: str, price: Price) -> PriceInfo:
    """Return the constant part of all estimates with *price*."""
    scales = layout(price)
    lines = tuple(
        LineInfo(
            line.id,
            line.title,
            line.unit,
            line.confidence,
            str(line.source or ""),
            places=scales.line(line).quantity,
            rate_places=scales.line(line).rate,
        )
        for line in price.lines
    )
    return PriceInfo(
        operation,
        price.as_of,
        price.total_currency,
        lines,
        places=scales.total,
        **info_options(price),
    )


def info_options(price: Price) -> dict[str, Any]:
    """Return what most prices leave at its default: other currency and scale of lines, outcomes."""
    options: dict[str, Any] = {}
    scales = layout(price)
    if scales.amounts != scales.total:
        options["line_places"] = scales.amounts
    if price.total_currency != price.currency:
        options["line_currency"] = price.currency
    if price.billed_when:
        options["billed_when"] = {name: told.billed for name, told in price.billed_when.items()}
    return options
