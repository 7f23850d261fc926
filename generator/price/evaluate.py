"""Price a request from the IR, in fractions: the reference that lint and the command line use.

Slow and plain on purpose. Everything that is emitted is held to it by tests.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

from generator.ir.prices import Fact, Line, Price
from generator.ir.provider import Operation
from generator.price.cases import cuts
from generator.price.layout import layout, price_info
from generator.price.settle import Request, Sheet, computed, dig, holds, missing, settle
from generator.price.spans import (
    NoCell,
    Options,
    Span,
    Truth,
    Value,
    exactly,
    hull,
    keys_of,
    rounded,
    span,
    truth,
)
from generator.runtime import facts as read
from generator.runtime.estimates import Estimate, PriceRefused
from generator.runtime.line_items import merge_items
from generator.runtime.ranges import open_stretches

if TYPE_CHECKING:
    from generator.runtime.line_items import Item

__all__ = ["dig", "estimate", "holds", "missing"]


@dataclass(frozen=True, slots=True)
class _Charge:
    """One line in one case: quantity with the multiplier, rate, amount."""

    quantity: Span
    rate: Span | None
    amount: Span


def estimate(
    operation: Operation,
    request: Request,
    supplied: Mapping[str, Any],
    as_of: str | None = None,
) -> Estimate:
    """Price *request* with the facts that the caller has *supplied*, as of a day.

    Without a day the latest price counts. Raises `PriceRefused` where no price can be given. The
    request is taken to be valid.
    """
    price = priced_on(operation, as_of)
    sheet = Sheet(request, supplied)
    for fact in price.facts:
        sheet.facts[fact.name] = settle(sheet, fact)
    bills, totals = [], []
    told: set[int] = set()
    for facts in _cases(sheet, price):
        charges = [_charge(price, line, facts) for line in price.lines]
        bills.append(charges)
        totals.append(settled(price, sum_of([charge.amount for charge in charges])))
        told |= {place for place in range(len(price.doubts)) if _doubtful(price, place, facts)}
    total = totals[0]
    for other in totals[1:]:
        total = hull(total, other)
    info = price_info(operation.name, price)
    items = merge_items([_items(price, charges) for charges in bills])
    doubts = [price.doubts[place].text for place in sorted(told)]
    ends = _units(total, info.places)
    return Estimate(info, *ends, items, sheet.assumed, sheet.missing, doubts)


def priced_on(operation: Operation, as_of: str | None) -> Price:
    """Return the price that holds on a day, or refuse."""
    price = operation.price_on(as_of)
    if price is None and operation.price is not None:
        first = min(price.starts for price in operation.prices)
        raise PriceRefused(f"no price is known for {as_of}; the first is of {first}")
    if price is None:
        raise PriceRefused("no price is known for this operation")
    if price.refused is not None:
        raise PriceRefused(price.refused)
    return price


def _doubtful(price: Price, place: int, facts: Mapping[str, Value]) -> bool:
    when = price.doubts[place].when
    return when is None or truth(when, facts).possible


def _cases(sheet: Sheet, price: Price) -> Iterator[Mapping[str, Value]]:
    """Tell apart what is not known, so that nothing is open in two ways at once."""
    ends = cuts(price)
    ways: dict[str, list[Value]] = {}
    for fact in price.facts:
        value = sheet.facts[fact.name]
        if fact.name not in sheet.unknown:
            continue
        if isinstance(value, Options):
            ways[fact.name] = [Options((each,)) for each in value.values]
        elif isinstance(value, Span):
            ways[fact.name] = _stretches(fact, value, ends.get(fact.name, ()))
    for chosen in product(*ways.values()):
        facts = {**sheet.facts, **dict(zip(ways, chosen, strict=True))}
        for fact in price.facts:
            if fact.value is not None:
                facts[fact.name] = computed(fact, fact.value, facts)
            elif fact.needed_when is not None:
                facts[fact.name] = _if_needed(truth(fact.needed_when, facts), facts[fact.name])
        yield facts


def _stretches(fact: Fact, value: Span, ends: tuple[int, ...]) -> list[Value]:
    scale = 10**fact.places
    high = None if value.high is None else int(value.high * scale)
    return [
        Span(Fraction(low, scale), None if most is None else Fraction(most, scale))
        for low, most in open_stretches(int(value.low * scale), high, *ends)
    ]


def _if_needed(needed: Truth, value: Value) -> Value:
    """Return what a fact may be where the price may not depend on it, and it is 0."""
    if needed.certain or not isinstance(value, Span):
        return value
    return hull(value, exactly(0)) if needed.possible else exactly(0)


def _charge(price: Price, line: Line, facts: Mapping[str, Value]) -> _Charge:
    """Return what one line charges."""
    applies = truth(line.when, facts) if line.when else Truth(certain=True, possible=True)
    if not applies.possible:
        return _Charge(exactly(0), exactly(0), exactly(0))
    try:
        quantity = span(line.quantity, facts)
    except NoCell as error:
        raise read.no_price(error.key) from None
    rate = _rate(line, facts)
    amount = _times(quantity, Span(Fraction(0), None) if rate is None else rate)
    if line.minimum is not None:
        least = Fraction(line.minimum)
        low = max(amount.low, least) if quantity.low else Fraction(0)
        high = None if amount.high is None else max(amount.high, least)
        amount = Span(low, Fraction(0) if quantity.high == 0 else high)
    if not applies.certain:
        quantity, amount = hull(quantity, exactly(0)), hull(amount, exactly(0))
    if price.multiplier:
        times = facts[price.multiplier]
        assert isinstance(times, Span), "the multiplier is a quantity"
        quantity, amount = _times(quantity, times), _times(amount, times)
    step = price.settlement.line_rounding
    if step is not None:
        amount = _both(amount, lambda end: rounded(end, step.places, step.mode))
    return _Charge(quantity, rate, amount)


def _rate(line: Line, facts: Mapping[str, Value]) -> Span | None:
    if line.rates is None:
        return None
    try:
        rates = [Fraction(line.rates[key]) for key in keys_of(line.by, facts, line.rates)]
    except NoCell as error:
        raise read.no_rate(line.id, line.by, error.key) from None
    return Span(min(rates), max(rates))


def _times(one: Span, other: Span) -> Span:
    top = None if one.high is None or other.high is None else one.high * other.high
    nothing = one.high == 0 or other.high == 0
    return Span(one.low * other.low, Fraction(0) if nothing else top)


def sum_of(amounts: list[Span]) -> Span:
    """Add up, open upwards if one is."""
    tops = [amount.high for amount in amounts if amount.high is not None]
    high = sum(tops, Fraction(0)) if len(tops) == len(amounts) else None
    return Span(sum((amount.low for amount in amounts), Fraction(0)), high)


def settled(price: Price, total: Span) -> Span:
    """Do with a sum of lines what the price says: minimum, tax, rounding, conversion."""
    rules = price.settlement
    if rules.minimum is not None:
        least = Fraction(rules.minimum)
        total = _both(total, lambda end: max(end, least))
    if rules.tax is not None and not rules.tax.included:
        factor = 1 + Fraction(rules.tax.rate)
        total = _both(total, lambda end: end * factor)
    if rules.rounding is not None:
        total = _rounded(total, rules.rounding.places, rules.rounding.mode)
    if rules.convert is not None:
        per, step = Fraction(rules.convert.per), rules.convert.rounding
        total = _both(total, lambda end: end / per)
        if step is not None:
            total = _rounded(total, step.places, step.mode)
    return total


def _rounded(total: Span, places: int, mode: str) -> Span:
    return _both(total, lambda end: rounded(end, places, mode))


def _both(amount: Span, change: Any) -> Span:
    return Span(change(amount.low), None if amount.high is None else change(amount.high))


def _items(price: Price, charges: list[_Charge]) -> tuple[Item, ...]:
    """Write the lines as integers at their scales."""
    scales = layout(price)
    items: list[Item] = []
    for line, charge in zip(price.lines, charges, strict=True):
        places = scales.line(line)
        rate = (None, None) if charge.rate is None else _units(charge.rate, places.rate)
        quantity = _units(charge.quantity, places.quantity)
        items.append((*quantity, *rate, *_units(charge.amount, scales.amounts)))
    return tuple(items)


def _units(value: Span, places: int) -> tuple[int, int | None]:
    scale = 10**places
    low, high = value.low * scale, None if value.high is None else value.high * scale
    assert low.denominator == 1, "the scale holds it"
    assert high is None or high.denominator == 1, "the scale holds it"
    return int(low), None if high is None else int(high)
