"""The line items and the total of a price in SQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from generator.columns.expressions import (
    Choice,
    Facts,
    add,
    constant,
    multiply,
    quantity,
    scaled,
    test,
)
from generator.columns.sheet import Amount, NotCarried, Test, both, case, either
from generator.ir.prices import Cell, Line, Price, Settlement
from generator.price.layout import quantity_places, rate_places, total_places
from generator.price.layout import scaled as units_of

DOCUMENTED = "documented"


@dataclass(frozen=True, slots=True)
class Item:
    """One line item: its amount, and whether it applies at all."""

    id: str
    amount: Amount
    applies: str
    """SQL: whether the quantity may be more than nothing."""


@dataclass(frozen=True, slots=True)
class Bill:
    """What a job costs, in units of 10**-places of the currency."""

    places: int
    total: Amount
    exact: str
    items: tuple[Item, ...]


def bill(price: Price, facts: Facts) -> Bill:
    """Add the line items of *price* and their total to the sheet of *facts*."""
    if price.settlement != Settlement():
        raise NotCarried("settlement")
    places = total_places(price)
    items = tuple(_item(price, line, facts, places) for line in price.lines)
    total = constant(0)
    for item in items:
        total = add(facts.sheet, total, item.amount)
    return Bill(places, total, _exact(price, items, total), items)


def _exact(price: Price, items: tuple[Item, ...], total: Amount) -> str:
    """Spell that the total is one amount and every line that applies is documented."""
    same = "TRUE" if total.certain else f"({total.low} = {total.high})"
    if total.open:
        same = f"COALESCE({same}, FALSE)"
    weak = [
        item.applies
        for item, line in zip(items, price.lines, strict=True)
        if line.confidence != DOCUMENTED
    ]
    if not weak:
        return same
    strong = [
        item.applies
        for item, line in zip(items, price.lines, strict=True)
        if line.confidence == DOCUMENTED
    ]
    return both(same, f"(NOT {either(*weak)})", either(*strong))


def _item(price: Price, line: Line, facts: Facts, places: int) -> Item:
    """Return quantity times rate, at the scale of the total."""
    if line.minimum is not None:
        raise NotCarried("minimum")
    sheet = facts.sheet
    amount = quantity(line.quantity, facts, line.places)
    if line.when is not None:
        amount = _applied(facts, test(line.when, facts), amount)
    if price.multiplier:
        amount = multiply(sheet, amount, facts.amounts[price.multiplier])
    applies = f"({amount.high} <> 0)"
    if amount.constant is not None:
        applies = "TRUE" if amount.constant else "FALSE"
    elif amount.open:
        applies = f"COALESCE({applies}, TRUE)"
    shift = places - quantity_places(price, line) - rate_places(line)
    if line.rates is None:
        high = case([(applies, "NULL")], "0")
        return Item(line.id, sheet.amount("0", high, 0, open_=True), applies)
    rate = _rate(line, line.rates, facts)
    return Item(line.id, scaled(sheet, multiply(sheet, amount, rate), shift), applies)


def _applied(facts: Facts, applies: Test, amount: Amount) -> Amount:
    return facts.sheet.amount(
        case([(applies.certain, amount.low)], "0"),
        case([(applies.possible, amount.high)], "0"),
        amount.most,
        open_=amount.open,
    )


def _rate(line: Line, rates: Mapping[Cell, object], facts: Facts) -> Amount:
    """Return the rate of a line; what has no rate is refused."""
    units = {cell: units_of(rate, rate_places(line)) for cell, rate in (line.rates or {}).items()}
    if not line.by:
        return constant(units[()])
    choices = [facts.choices[name] for name in line.by]
    lows, highs, lacking = [], [], []
    for tests, cells in _cases(choices):
        found = [units[cell] for cell in cells if cell in units]
        if len(found) < len(cells):
            lacking.append(tests)
        else:
            lows.append((tests, str(min(found))))
            highs.append((tests, str(max(found))))
    if lacking:
        facts.sheet.refuse(either(*lacking), "no-rate", f"{line.id} by {' and '.join(line.by)}")
    most = max(units.values())
    return facts.sheet.amount(case(lows[:-1], lows[-1][1]), case(highs[:-1], highs[-1][1]), most)


def _cases(choices: list[Choice]) -> Iterator[tuple[str, list[Cell]]]:
    """List the tests for each combination of known and unknown choices, and the cells it leaves."""
    ways = []
    for choice in choices:
        if choice.place == "NULL":
            ways.append([("TRUE", choice.values)])
            continue
        known = [(f"({choice.place} = {at})", (value,)) for at, value in enumerate(choice.values)]
        if choice.place.isdecimal():
            known = [("TRUE", (choice.values[int(choice.place)],))]
        unknown = [(f"({choice.place} IS NULL)", choice.values)] if choice.unknown else []
        ways.append([*known, *unknown])
    for combination in product(*ways):
        yield both(*(way for way, _ in combination)), list(product(*(of for _, of in combination)))
