"""How great the amounts of a price can become, and how many bits hold them.

Proved from what the documents allow each fact to be. Columns of integers rest on it: what fits 64
bits is computed in them, what fits 128 in those, and what nothing bounds is refused or widened.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from generator.ir.prices import Fact, Line, Price
from generator.price.expression import Apply, Expression, Number, Table
from generator.price.layout import layout
from generator.price.spans import Options, Span, Truth, Value, choice, exactly, hull, span

READABLE = Fraction(10**16)
"""No quantity is read that is as great as this."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The greatest amounts of a price as integers at its scales; None where nothing bounds them.

    An estimate that is open upwards has no greatest amount; its least one is bounded all the same.
    """

    lines: Mapping[str, int | None]
    """Greatest amount of each line."""
    total: int | None
    """Greatest total in the end."""
    widest: int | None
    """Greatest integer on the way from the lines to the total."""

    @property
    def bits(self) -> int | None:
        """The bits of a signed integer that holds one request: 64, 128, or none of them."""
        return bits_for(self.widest)

    def bits_of_sum(self, requests: int) -> int | None:
        """Return the bits that hold the totals of so many requests."""
        return bits_for(None if self.total is None else self.total * requests)


def bits_for(greatest: int | None) -> int | None:
    """Return how many bits hold integers from 0 to *greatest*: 64, 128, or none of them."""
    if greatest is None or greatest >= 2**127:
        return None
    return 64 if greatest < 2**63 else 128


def bounds(price: Price) -> Bounds:
    """Prove how great the amounts of *price* can become."""
    facts = widest(price)
    scales = layout(price)
    times = facts[price.multiplier] if price.multiplier else exactly(1)
    assert isinstance(times, Span), "the multiplier is a quantity"
    lines = {
        line.id: _scaled(_product(_greatest(line, facts), times.high), scales.amounts)
        for line in price.lines
    }
    total = _sum(list(lines.values()))
    most = total
    for step in scales.steps:
        total = _stepped(total, step.does, step.number)
        most = None if most is None or total is None else max(most, total)
    return Bounds(lines, total, most)


def widest(price: Price) -> dict[str, Value]:
    """Return all that each fact of *price* can be in a request that keeps to the documents."""
    facts: dict[str, Value] = {}
    for fact in price.facts:
        if fact.kind == "truth":
            facts[fact.name] = Truth(certain=False, possible=True)
        elif fact.kind == "choice":
            computed = choice(fact.value, facts) if fact.value else Options(fact.values)
            facts[fact.name] = computed
        elif fact.value is not None:
            facts[fact.name] = span(without_tables(fact.value), facts)
        else:
            facts[fact.name] = _base(fact, facts)
    return facts


def _base(fact: Fact, facts: Mapping[str, Value]) -> Span:
    """Return all that a quantity can be that the request, a table or the caller says."""
    if fact.count or fact.length is not None:
        return Span(Fraction(0), None if fact.most is None else Fraction(fact.most))
    ways: list[Span] = []
    if fact.parameter is not None:
        least, most = fact.bounds
        open_end = None if fact.whole else READABLE
        low = Fraction(0) if least is None else Fraction(str(least))
        ways.append(Span(low, _number(most, open_end)))
    if fact.low is not None:
        ways.append(Span(Fraction(fact.low), _number(fact.high, READABLE if fact.given else None)))
    ways += [_exactly(cell) for _, cell in (fact.lookup.rows if fact.lookup else ())]
    for fallback in fact.fallbacks:
        other = facts[fallback.fact] if fallback.fact else _exactly(fallback.value)
        assert isinstance(other, Span), "a quantity stands in for a quantity"
        ways.append(other)
    if fact.needed_when is not None:
        ways.append(exactly(0))
    found = ways[0]
    for other in ways[1:]:
        found = hull(found, other)
    return found


def _number(value: object, otherwise: Fraction | None) -> Fraction | None:
    return otherwise if value is None else Fraction(str(value))


def _exactly(value: object) -> Span:
    return exactly(Fraction(Decimal(str(value))))


def without_tables(expression: Expression) -> Expression:
    """Return *expression* with anything from the least to the most of a table in its place."""
    match expression:
        case Table(_, cells):
            values = [value for _, value in cells]
            return Apply("range", (Number(min(values)), Number(max(values))))
        case Apply(function, arguments):
            return Apply(function, tuple(without_tables(each) for each in arguments))
    return expression


def _greatest(line: Line, facts: Mapping[str, Value]) -> Fraction | None:
    """Return the greatest amount of a line before the multiplier."""
    high = span(without_tables(line.quantity), facts).high
    if line.rates is None:
        return Fraction(0) if high == 0 else None
    amount = _product(high, Fraction(max(line.rates.values())))
    if line.minimum is None or amount is None:
        return amount
    return max(amount, Fraction(line.minimum))


def _product(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    if one == 0 or other == 0:
        return Fraction(0)
    return None if one is None or other is None else one * other


def _scaled(amount: Fraction | None, places: int) -> int | None:
    return None if amount is None else math.ceil(amount * 10**places)


def _sum(amounts: list[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None


def _stepped(total: int | None, does: str, number: int) -> int | None:
    if total is None:
        return None
    if does == "least":
        return max(total, number)
    return total * number if does == "times" else -(-total // number)
