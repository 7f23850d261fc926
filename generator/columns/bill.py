"""The line items and the total of a price in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.columns.arithmetic import (
    add,
    branch,
    constant,
    divide,
    greater,
    hull,
    multiply,
    scaled,
    times_constant,
    upto,
)
from generator.columns.cases import groups
from generator.columns.choices import pick
from generator.columns.expressions import Facts, quantity, test
from generator.columns.settle import Settler
from generator.columns.sheet import Amount, Sheet, Test, both, case, either, opposite
from generator.ir.prices import Line, Price
from generator.price.layout import Layout, layout, multiplier_places
from generator.price.layout import scaled as units_of

DOCUMENTED = "documented"
_ALWAYS = Test("TRUE", "TRUE")


@dataclass(frozen=True, slots=True)
class Item:
    """One line item: its amount, and SQL that tells whether it applies at all."""

    once: Amount
    """Without the multiplier, and not rounded."""
    amount: Amount
    applies: str

    def charge(self, once: bool) -> Amount:
        """Return its amount, *once* or as often as the multiplier says."""
        return self.once if once else self.amount


@dataclass(frozen=True, slots=True)
class Bill:
    """What a job costs, in units of 10**-places of the currency."""

    places: int
    total: Amount
    exact: str
    items: tuple[Item, ...]
    item_places: int
    """Decimal places of the items, whose currency may be another."""


def bill(settler: Settler, price: Price) -> Bill:
    """Add the line items of *price* and their total to the sheet of *settler*."""
    scales, sheet = layout(price), settler.sheet
    found: dict[str, Item] = {}
    sums: list[Amount] = []
    times = settler.amounts[price.multiplier] if price.multiplier else constant(1)
    apart = price.settlement.line_rounding is None  # then the sum is multiplied, not each line
    for group in groups(settler, price):
        apart = apart and not group.opens(price.multiplier)
        bills = [
            [_item(price, scales, line, facts) for line in group.lines] for facts in group.cases
        ]
        sums.append(
            _hull(sheet, [add(sheet, [item.charge(apart) for item in items]) for items in bills])
        )
        merged = (_merged(sheet, items) for items in zip(*bills, strict=True))
        found |= dict(zip((line.id for line in group.lines), merged, strict=True))
    total = add(sheet, sums)
    total = _settled(sheet, scales, multiply(sheet, total, times) if apart else total)
    items = tuple(found[line.id] for line in price.lines)
    return Bill(scales.total, total, _exact(price, items, total), items, scales.amounts)


def _hull(sheet: Sheet, amounts: Sequence[Amount]) -> Amount:
    found = amounts[0]
    for amount in amounts[1:]:
        found = hull(sheet, found, amount)
    return found


def _merged(sheet: Sheet, items: Sequence[Item]) -> Item:
    """Return what one line charges in all cases."""
    applies = sheet.name(either(*(item.applies for item in items)))
    amount = _hull(sheet, [item.amount for item in items])
    return Item(amount, amount, applies)


def _exact(price: Price, items: Sequence[Item], total: Amount) -> str:
    """Spell that the total is one amount and every line that applies is documented."""
    same = "TRUE" if total.certain else f"({total.low} = {total.high})"
    if total.open:
        same = f"COALESCE({same}, FALSE)"
    sure: dict[bool, list[str]] = {True: [], False: []}
    for item, line in zip(items, price.lines, strict=True):
        sure[line.confidence == DOCUMENTED].append(item.applies)
    if not sure[False]:
        return same
    return both(same, opposite(either(*sure[False])), either(*sure[True]))


def _item(price: Price, scales: Layout, line: Line, facts: Facts) -> Item:
    """Return what one line charges, at the scale of amounts."""
    sheet = facts.sheet
    applies = test(line.when, facts) if line.when is not None else _ALWAYS
    inner = facts.where(applies.possible)
    count = quantity(line.quantity, inner, line.places)
    amount = _charge(price, scales, line, inner, count)
    if line.when is not None:
        count = branch(sheet, applies, count, constant(0))
        amount = branch(sheet, applies, amount, constant(0))
    once = amount
    if price.multiplier:
        times = facts.amounts[price.multiplier]
        count, amount = multiply(sheet, count, times), multiply(sheet, amount, times)
    step = price.settlement.line_rounding
    if step is not None and step.places < scales.amounts:
        shift = scales.amounts - step.places
        amount = scaled(divide(sheet, amount, 10**shift, step.mode), shift)
    return Item(once, amount, sheet.name(_more_than_nothing(count)))


def _charge(price: Price, scales: Layout, line: Line, facts: Facts, count: Amount) -> Amount:
    """Return quantity times rate, and at least the minimum; without the multiplier."""
    sheet = facts.sheet
    places = scales.amounts - multiplier_places(price)
    if line.rates is None:
        high = case([(_more_than_nothing(count), "NULL")], "0")
        amount = sheet.amount("0", high, 0, open_=True)
    else:
        kept = scales.line(line).rate
        units = {cell: units_of(rate, kept) for cell, rate in line.rates.items()}
        picked = pick(sheet, [facts.choices[name] for name in line.by], units)
        about = f"{line.id} by {' and '.join(line.by)}"
        sheet.refuse(both(facts.guard, picked.lacking), "no-rate", about)
        shift = places - line.places - kept
        amount = scaled(multiply(sheet, count, picked.amount), shift)
    if line.minimum is None:
        return amount
    least = greater(sheet, amount, constant(units_of(line.minimum, places)))
    ends = []
    for end in (replace(count, high=count.low, open=False), count):
        charged = _more_than_nothing(end)
        ends.append(branch(sheet, Test(charged, charged), least, constant(0)))
    return ends[0] if ends[0] == ends[1] else upto(sheet, *ends)


def _more_than_nothing(count: Amount) -> str:
    """Spell that a quantity may be more than 0."""
    if count.constant is not None:
        return "TRUE" if count.constant else "FALSE"
    return f"COALESCE({count.high} <> 0, TRUE)" if count.open else f"({count.high} <> 0)"


def _settled(sheet: Sheet, scales: Layout, total: Amount) -> Amount:
    """Do with the sum of the lines what the price says."""
    for step in scales.steps:
        match step.does:
            case "least":
                total = greater(sheet, total, constant(step.number))
            case "times":
                total = times_constant(total, step.number)
            case "divide":
                total = divide(sheet, total, step.number, step.mode)
    return total
