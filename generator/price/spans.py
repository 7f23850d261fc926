"""Interval arithmetic on fractions: what an expression may be when facts are unknown.

This is the reference: plain, slow and exact. Generated estimators are held to it by property tests.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from generator.price.expression import DIVISIONS, Apply, Expression, Name, Number, Table, Words
from generator.price.types import divided_places


@dataclass(frozen=True, slots=True)
class Span:
    """A quantity between *low* and *high*; without *high* it is open upwards. Never below 0."""

    low: Fraction
    high: Fraction | None

    @property
    def known(self) -> bool:
        """Whether it is one value."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Options:
    """A choice: the values that are still possible, in the order of its domain."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """A statement: whether it certainly holds, and whether it may."""

    certain: bool
    possible: bool


Value = Span | Options | Truth


class NoCell(ValueError):
    """A table has no number for a combination of choices that is possible."""

    def __init__(self, key: tuple[str, ...]) -> None:
        """Keep the combination."""
        super().__init__(" x ".join(key))
        self.key = key


def exactly(number: Fraction | int) -> Span:
    """Return the span of one value."""
    return Span(Fraction(number), Fraction(number))


def span(expression: Expression, facts: Mapping[str, Value]) -> Span:
    """Return what the quantity *expression* may be."""
    match expression:
        case Number(number):
            return exactly(Fraction(number))
        case Name(name):
            value = facts[name]
            assert isinstance(value, Span), "types were checked when the price was resolved"
            return value
        case Table(by, cells):
            return _cell(by, dict(cells), facts)
        case Apply("as_unit", (inner, _)):
            return span(inner, facts)
        case Apply("if", (condition, then, other)):
            found = truth(condition, facts)
            if found.certain or not found.possible:
                return span(then if found.certain else other, facts)
            return hull(span(then, facts), span(other, facts))
        case Apply(function, (left, Number(divisor), *_)) if function in DIVISIONS:
            return _divided(expression, span(left, facts), Fraction(divisor))
        case Apply(function, (left, right)):
            return _combine(function, span(left, facts), span(right, facts))
    raise AssertionError("types were checked when the price was resolved")


def _divided(whole: Apply, inner: Span, divisor: Fraction) -> Span:
    """Divide and round both ends."""
    places, mode = divided_places(whole), DIVISIONS[whole.function]
    high = None if inner.high is None else rounded(inner.high / divisor, places, mode)
    return Span(rounded(inner.low / divisor, places, mode), high)


def rounded(number: Fraction, places: int, mode: str) -> Fraction:
    """Round *number*, which is not below 0, to *places* decimal places."""
    scaled = number * 10**places
    below = math.floor(scaled)
    rest = scaled - below
    up = {
        "up": rest > 0,
        "down": False,
        "half-up": rest >= Fraction(1, 2),
        "half-even": rest > Fraction(1, 2) or (rest == Fraction(1, 2) and below % 2 == 1),
    }
    return Fraction(below + up[mode], 10**places)


def hull(one: Span, other: Span) -> Span:
    """Return the span that holds both."""
    return Span(min(one.low, other.low), _top(one.high, other.high))


def _cell(
    by: tuple[str, ...], cells: Mapping[tuple[str, ...], object], facts: Mapping[str, Value]
) -> Span:
    """Return what a table may give for the choices that are still possible."""
    found = [Fraction(str(cells[key])) for key in keys_of(by, facts, cells)]
    return Span(min(found), max(found))


def keys_of(
    by: tuple[str, ...], facts: Mapping[str, Value], cells: Collection[tuple[str, ...]]
) -> list[tuple[str, ...]]:
    """List the combinations of the choices *by* that are possible, each of which needs a cell."""
    options = [facts[name] for name in by]
    keys = list(product(*(each.values for each in options if isinstance(each, Options))))
    for key in keys:
        if key not in cells:
            raise NoCell(key)
    return keys


def choice(expression: Expression, facts: Mapping[str, Value]) -> Options:
    """Return what the choice *expression* may be."""
    match expression:
        case Words(value):
            return Options((value,))
        case Name(name):
            found = facts[name]
            assert isinstance(found, Options), "types were checked when the price was resolved"
            return found
        case Apply("if", (condition, then, other)):
            decided = truth(condition, facts)
            if decided.certain or not decided.possible:
                return choice(then if decided.certain else other, facts)
            both = (*choice(then, facts).values, *choice(other, facts).values)
            return Options(tuple(dict.fromkeys(both)))
    raise AssertionError("types were checked when the price was resolved")


def _combine(function: str, left: Span, right: Span) -> Span:
    low, high = left.high, right.high
    match function:
        case "+":
            return Span(left.low + right.low, None if low is None or high is None else low + high)
        case "-":
            least = Fraction(0) if high is None else max(left.low - high, Fraction(0))
            return Span(least, None if low is None else max(low - right.low, Fraction(0)))
        case "*":
            top = None if low is None or high is None else low * high
            zero = low == 0 or high == 0
            return Span(left.low * right.low, Fraction(0) if zero else top)
        case "/":
            return Span(left.low / right.low, None if low is None else low / right.low)
        case "min":
            tops = [top for top in (low, high) if top is not None]
            return Span(min(left.low, right.low), min(tops) if tops else None)
        case "max":
            return Span(max(left.low, right.low), _top(low, high))
        case "range":
            return Span(min(left.low, right.low), _top(low, high))
    raise AssertionError(function)


def _top(*tops: Fraction | None) -> Fraction | None:
    known = [top for top in tops if top is not None]
    return max(known) if len(known) == len(tops) else None


def truth(expression: Expression, facts: Mapping[str, Value]) -> Truth:
    """Return whether the statement *expression* holds, may hold, or cannot."""
    match expression:
        case Name(name):
            value = facts[name]
            assert isinstance(value, Truth), "types were checked when the price was resolved"
            return value
        case Apply("not", (inner,)):
            found = truth(inner, facts)
            return Truth(not found.possible, not found.certain)
        case Apply("and", (left, right)):
            first, second = truth(left, facts), truth(right, facts)
            return Truth(first.certain and second.certain, first.possible and second.possible)
        case Apply("or", (left, right)):
            first, second = truth(left, facts), truth(right, facts)
            return Truth(first.certain or second.certain, first.possible or second.possible)
        case Apply(function, (left, right)):
            options = _options(left, facts), _options(right, facts)
            if options[0] is not None and options[1] is not None:
                return _compare_options(function, options[0], options[1])
            return _compare(function, span(left, facts), span(right, facts))
    raise AssertionError("types were checked when the price was resolved")


def _options(expression: Expression, facts: Mapping[str, Value]) -> tuple[str, ...] | None:
    match expression:
        case Words(value):
            return (value,)
        case Name(name):
            found = facts[name]
            return found.values if isinstance(found, Options) else None
        case Apply("if", (_, then, _)) if _options(then, facts) is not None:
            return choice(expression, facts).values
    return None


def _compare_options(function: str, left: tuple[str, ...], right: tuple[str, ...]) -> Truth:
    same = Truth(len(left) == len(right) == 1 and left == right, not set(left).isdisjoint(right))
    return same if function == "==" else Truth(not same.possible, not same.certain)


def _compare(function: str, left: Span, right: Span) -> Truth:
    match function:
        case "<":
            return Truth(
                _below(left.high, right.low, strict=True), _above(right.high, left.low, True)
            )
        case "<=":
            return Truth(
                _below(left.high, right.low, strict=False), _above(right.high, left.low, False)
            )
        case ">" | ">=":
            return _compare({">": "<", ">=": "<="}[function], right, left)
        case "==":
            meet = _above(left.high, right.low, False) and _above(right.high, left.low, False)
            return Truth(left.known and left == right, meet)
        case _:
            same = _compare("==", left, right)
            return Truth(not same.possible, not same.certain)


def _below(top: Fraction | None, bottom: Fraction, strict: bool) -> bool:
    return top is not None and (top < bottom if strict else top <= bottom)


def _above(top: Fraction | None, bottom: Fraction, strict: bool) -> bool:
    return top is None or (top > bottom if strict else top >= bottom)
