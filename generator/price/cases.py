"""Cases of what is not known: each value of a choice, and each stretch of a quantity.

Within a case no choice is open, and no comparison of a quantity with a constant is undecided. So a
tier that two lines share is the same in both, and a rate that changes at a bound changes there.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from generator.ir.prices import Fact, Price
from generator.price.expression import Apply, Expression, Name, Number, names

MAX_CASES = 2_000
"""Cases that the unknown facts of one price may make."""

_COMPARISONS = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_BENDS = {"min", "max", "-"}


def expressions(price: Price) -> Iterator[Expression]:
    """List all expressions of *price* that its amounts depend on."""
    for fact in price.facts:
        yield from (each for each in (fact.value, fact.needed_when) if each is not None)
    for line in price.lines:
        yield line.quantity
        if line.when is not None:
            yield line.when


def cuts(price: Price) -> dict[str, tuple[int, ...]]:
    """Return where the stretches of each quantity end, as integers at its scale.

    A fact that is only added, multiplied and divided needs none: more of it never costs less.
    """
    found: dict[str, set[int]] = {fact.name: set() for fact in price.facts if _is_base(fact)}
    places = {fact.name: fact.places for fact in price.facts}
    for expression in expressions(price):
        for function, name, value in _meetings(expression):
            if name in found:
                bend = function not in _BENDS or mixed(price, name)
                found[name] |= _ends(function, value.scaleb(places[name])) if bend else set()
    return {name: tuple(sorted(each)) for name, each in found.items() if each}


def count_cases(price: Price) -> int:
    """Count the cases that all facts of *price* make that may stay unknown."""
    ends, cases = cuts(price), 1
    for fact in price.facts:
        last = fact.fallbacks[-1] if fact.fallbacks else None
        settled = last is not None and last.when is None and last.fact is None
        if fact.kind == "choice" and fact.value is None and not settled:
            cases *= max(len(fact.values), 1)
        elif fact.name in ends and not settled and fact.low is not None:
            cases *= len(ends[fact.name]) + 1
    return cases


def _is_base(fact: Fact) -> bool:
    return fact.kind == "quantity" and fact.value is None


def _meetings(expression: Expression) -> Iterator[tuple[str, str, Decimal]]:
    """List where a fact meets a constant: the function, the fact on its left, and the constant."""
    if not isinstance(expression, Apply):
        return
    match expression:
        case Apply(function, (Name(name), Number(value))):
            yield function, name, value
        case Apply(function, (Number(value), Name(name))):
            yield _COMPARISONS.get(function, function), name, value
    for argument in expression.arguments:
        yield from _meetings(argument)


def _ends(function: str, value: Decimal) -> set[int]:
    """Return the last integers of the stretches that a comparison with *value* makes."""
    floor = int(value.to_integral_value(ROUND_FLOOR))
    before = int(value.to_integral_value(ROUND_CEILING)) - 1
    match function:
        case "<=" | ">" | "min" | "max" | "-":
            return {floor}
        case "<" | ">=":
            return {before}
        case "==" | "!=":
            return {before, floor}
    return set()


def mixed(price: Price, name: str) -> bool:
    """Tell whether more of the fact *name* may cost more in one place and less in another."""
    return len({*price_directions(price, name)} - {0}) > 1


def price_directions(price: Price, name: str) -> Iterator[int]:
    """List which way the amounts of *price* go with the fact *name*: 1 up, -1 down, 2 both ways."""
    ways: dict[str, set[int]] = {name: {1}}
    for fact in price.facts:
        if fact.value is not None:
            ways[fact.name] = set(_followed(fact.value, ways))
        if fact.name != name and fact.needed_when is not None:
            ways.setdefault(fact.name, set()).update(_decided(fact.needed_when, ways))
    for line in price.lines:
        yield from _followed(line.quantity, ways)
        yield from _decided(line.when, ways)
        yield from (2 for by in line.by if ways.get(by))


def direction(expression: Expression, name: str) -> int:
    """Return which way *expression* goes with a fact: 0 not at all, 1 up, -1 down, 2 both ways."""
    found = set(_followed(expression, {name: {1}})) - {0}
    return 0 if not found else found.pop() if len(found) == 1 else 2


def _followed(expression: Expression, ways: dict[str, set[int]]) -> Iterator[int]:
    match expression:
        case Name(name):
            yield from ways.get(name, ())
        case Apply("-", (left, right)):
            yield from _followed(left, ways)
            yield from (way if way == 2 else -way for way in _followed(right, ways))
        case Apply("if", (condition, then, other)):
            yield from _decided(condition, ways)
            yield from _followed(then, ways)
            yield from _followed(other, ways)
        case Apply("and" | "or" | "not" | "==" | "!=" | "<" | "<=" | ">" | ">=", _):
            yield from _decided(expression, ways)
        case Apply(_, arguments):
            for argument in arguments:
                yield from _followed(argument, ways)


def _decided(condition: Expression | None, ways: dict[str, set[int]]) -> Iterator[int]:
    """Say that what decides a condition may push both ways."""
    if condition is not None:
        yield from (2 for used in names(condition) if ways.get(used))
