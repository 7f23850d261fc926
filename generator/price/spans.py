"""Interval arithmetic on fractions: what an expression may be when facts are unknown.

This is the reference: plain, slow and exact. Generated estimators are held to it by property tests.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from generator.price.expression import Apply, Expression, Name, Number, Words


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
    """A choice: the values that are still possible."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """A statement: whether it certainly holds, and whether it may."""

    certain: bool
    possible: bool


Value = Span | Options | Truth


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
        case Apply("if", (condition, then, other)):
            return _branch(truth(condition, facts), span(then, facts), span(other, facts))
        case Apply(function, (left, right)):
            return _combine(function, span(left, facts), span(right, facts))
    raise AssertionError("types were checked when the price was resolved")


def _branch(condition: Truth, then: Span, other: Span) -> Span:
    if condition.certain:
        return then
    if not condition.possible:
        return other
    return Span(min(then.low, other.low), _top(then.high, other.high))


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
        case "ceil_div" | "floor_div":
            to_whole = math.ceil if function == "ceil_div" else math.floor
            top = None if low is None else Fraction(to_whole(low / right.low))
            return Span(Fraction(to_whole(left.low / right.low)), top)
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
    if isinstance(expression, Words):
        return (expression.value,)
    value = facts.get(expression.name) if isinstance(expression, Name) else None
    return value.values if isinstance(value, Options) else None


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
