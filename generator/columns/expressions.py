"""Expressions over facts as SQL: the least and the most of a quantity, and what certainly holds.

The arithmetic is that of `generator.price.spans`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from math import gcd

from generator.columns.arithmetic import (
    add,
    aligned,
    branch,
    constant,
    divide,
    greater,
    hull,
    multiply,
    scaled,
    smaller,
    subtract,
    times_constant,
    upto,
)
from generator.columns.choices import Choice, chosen, pick, same
from generator.columns.sheet import Amount, NotCarried, Sheet, Test, both, either, opposite
from generator.price.expression import DIVISIONS, Apply, Expression, Name, Number, Table, Words
from generator.price.layout import scaled as units_of
from generator.price.types import Type, divided_places, places_of, type_of


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a price, settled."""

    sheet: Sheet
    types: Mapping[str, Type]
    amounts: Mapping[str, Amount]
    choices: Mapping[str, Choice]
    truths: Mapping[str, Test]
    guard: str = "TRUE"
    """SQL: whether the expression at hand counts in a row at all."""

    def where(self, guard: str) -> Facts:
        """Return the facts for a part of an expression that only counts where *guard* holds."""
        return replace(self, guard=self.sheet.name(both(self.guard, guard)))


def quantity(expression: Expression, facts: Facts, places: int) -> Amount:
    """Return SQL of the quantity *expression*, in units of 10**-*places*."""
    sheet = facts.sheet
    match expression:
        case Number(value):
            return constant(units_of(value, places))
        case Name(name):
            return scaled(facts.amounts[name], places - facts.types[name].places)
        case Table(by, cells):
            units = {key: units_of(value, places) for key, value in cells}
            picked = pick(sheet, [facts.choices[name] for name in by], units)
            sheet.refuse(both(facts.guard, picked.lacking), "no-row", " x ".join(by))
            return picked.amount
        case Apply("as_unit", (inner, _)):
            return quantity(inner, facts, places)
        case Apply("if", (condition, then, other)):
            found = test(condition, facts)
            one = quantity(then, facts.where(found.possible), places)
            two = quantity(other, facts.where(opposite(found.certain)), places)
            return branch(sheet, found, one, two)
        case Apply("*", (left, right)):
            return _product(left, right, facts, places)
        case Apply("/", (left, Number(divisor))):
            inverse = Decimal(1) / divisor
            shift = places_of(inverse)
            amount = quantity(left, facts, places - shift)
            return times_constant(amount, units_of(inverse, shift))
        case Apply(function, (left, Number(divisor), *_)) if function in DIVISIONS:
            return _divided(expression, left, divisor, facts, places)
        case Apply("+", sides):
            return add(sheet, [quantity(side, facts, places) for side in sides])
        case Apply(function, (left, right)) if function in _COMBINED:
            one, two = (quantity(side, facts, places) for side in (left, right))
            if function == "range" and _rising(left, right):
                return upto(sheet, one, two)
            return _COMBINED[function](sheet, one, two)
    raise NotCarried(f"the expression {type(expression).__name__}")


_COMBINED = {"-": subtract, "min": smaller, "max": greater, "range": hull}


def _rising(left: Expression, right: Expression) -> bool:
    """Tell whether *right* is never less than *left*."""
    above = isinstance(right, Apply) and right.function == "max" and left in right.arguments
    below = isinstance(left, Apply) and left.function == "min" and right in left.arguments
    return above or below


def _product(left: Expression, right: Expression, facts: Facts, places: int) -> Amount:
    scales = [type_of(side, facts.types).places for side in (left, right)]
    one, two = quantity(left, facts, scales[0]), quantity(right, facts, scales[1])
    return scaled(multiply(facts.sheet, one, two), places - sum(scales))


def _divided(whole: Apply, left: Expression, divisor: Decimal, facts: Facts, places: int) -> Amount:
    """Divide and round to as many places as the division says."""
    kept = divided_places(whole)
    shift = max(type_of(left, facts.types).places, places_of(divisor))
    step, factor = units_of(divisor, shift), 10**kept
    shared = gcd(step, factor)
    amount = times_constant(quantity(left, facts, shift), factor // shared)
    rounded = divide(facts.sheet, amount, step // shared, DIVISIONS[whole.function])
    return scaled(rounded, places - kept)


def test(expression: Expression, facts: Facts) -> Test:
    """Return SQL of the statement *expression*."""
    found = _test(expression, facts)
    return Test(facts.sheet.name(found.certain), facts.sheet.name(found.possible))


def _test(expression: Expression, facts: Facts) -> Test:
    match expression:
        case Name(name):
            return facts.truths[name]
        case Apply("not", (inner,)):
            found = test(inner, facts)
            return Test(opposite(found.possible), opposite(found.certain))
        case Apply("and" | "or" as word, (left, right)):
            one, two = test(left, facts), test(right, facts)
            join = both if word == "and" else either
            return Test(join(one.certain, two.certain), join(one.possible, two.possible))
        case Apply(function, (left, right)):
            if type_of(left, facts.types).kind == "choice":
                found = same(choice(left, facts), choice(right, facts))
                return found if function == "==" else _negated(found)
            places = max(type_of(side, facts.types).places for side in (left, right))
            sides = [quantity(side, facts, places) for side in (left, right)]
            first, second = aligned(facts.sheet, sides)[0]
            return _compared(function, first, second)
    raise NotCarried(f"the statement {type(expression).__name__}")


def choice(expression: Expression, facts: Facts) -> Choice:
    """Return SQL of the choice *expression*."""
    match expression:
        case Words(value):
            return Choice((value,), ("TRUE",))
        case Name(name):
            return facts.choices[name]
        case Apply("if", (condition, then, other)):
            sides = choice(then, facts), choice(other, facts)
            return chosen(facts.sheet, test(condition, facts), *sides)
    raise NotCarried(f"the choice {type(expression).__name__}")


def _negated(found: Test) -> Test:
    return Test(opposite(found.possible), opposite(found.certain))


def _compared(function: str, one: Amount, other: Amount) -> Test:
    if one.certain and other.certain:
        sign = {"==": "=", "!=": "<>"}.get(function, function)
        return Test(*[f"({one.low} {sign} {other.low})"] * 2)
    match function:
        case "<" | "<=":
            certain = f"({one.high} {function} {other.low})"
            possible = f"({one.low} {function} {other.high})"
            return Test(
                f"COALESCE({certain}, FALSE)" if one.open else certain,
                f"COALESCE({possible}, TRUE)" if other.open else possible,
            )
        case ">" | ">=":
            return _compared({">": "<", ">=": "<="}[function], other, one)
        case "==":
            ends = (f"({one.low} = {one.high})", f"({other.low} = {other.high})")
            known = both(*ends, f"({one.low} = {other.low})")
            first, second = _compared("<=", one, other), _compared("<=", other, one)
            if one.open or other.open:
                known = f"COALESCE({known}, FALSE)"
            return Test(known, both(first.possible, second.possible))
    return _negated(_compared("==", one, other))
