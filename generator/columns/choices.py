"""Choices in SQL: for each value, whether a choice may have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from generator.columns.arithmetic import constant
from generator.columns.sheet import Amount, Sheet, Test, both, case, either, opposite


@dataclass(frozen=True, slots=True)
class Choice:
    """What a choice may be in each row."""

    values: tuple[str, ...]
    may: tuple[str, ...]
    """SQL for each value: whether the choice may have it. Never NULL."""
    unknown: str = "FALSE"
    """SQL: whether it may have any of its values, as nobody has said it."""
    single: bool = True
    """Whether it has one value wherever it is known."""


def known(sheet: Sheet, values: tuple[str, ...], tests: Sequence[str], unknown: str) -> Choice:
    """Return a choice that has the value whose test holds, and any where *unknown* holds."""
    may = tuple(sheet.name(either(test, unknown)) for test in tests)
    return Choice(values, may, unknown)


def taken(sheet: Sheet, choice: Choice, at: int) -> Choice:
    """Return *choice* with the value at a place where it is unknown."""
    surely = opposite(choice.unknown)
    may = [
        each if place == at else sheet.name(both(each, surely))
        for place, each in enumerate(choice.may)
    ]
    return Choice(choice.values, tuple(may))


def chosen(sheet: Sheet, condition: Test, one: Choice, other: Choice) -> Choice:
    """Return *one* where *condition* holds, else *other*; where it is undecided, both."""
    values = tuple(dict.fromkeys((*one.values, *other.values)))
    ways = ((condition.possible, one), (opposite(condition.certain), other))
    may = [
        sheet.name(either(*(both(way, may_be(side, value)) for way, side in ways)))
        for value in values
    ]
    sides = one.single and other.single and (one.unknown, other.unknown) == ("FALSE", "FALSE")
    return Choice(values, tuple(may), single=sides and condition.certain == condition.possible)


def within(choice: Choice, values: tuple[str, ...]) -> Choice:
    """Return *choice* with its values in the order of a domain."""
    may = tuple(may_be(choice, value) for value in values)
    return Choice(values, may, choice.unknown, choice.single)


def may_be(choice: Choice, value: str) -> str:
    """Spell that *choice* may have *value*."""
    return choice.may[choice.values.index(value)] if value in choice.values else "FALSE"


def same(one: Choice, other: Choice) -> Test:
    """Return whether two choices are the same: surely if each can only be one value."""
    shared = [value for value in one.values if value in other.values]
    meet = either(*(both(may_be(one, value), may_be(other, value)) for value in shared))
    return Test(both(meet, _alone(one), _alone(other)), meet)


def _alone(choice: Choice) -> str:
    """Spell that a choice can only be one value."""
    if choice.single:
        return "TRUE" if len(choice.values) == 1 else opposite(choice.unknown)
    return opposite(either(*(both(*pair) for pair in combinations(choice.may, 2))))


@dataclass(frozen=True, slots=True)
class Picked:
    """What choices select from a table."""

    amount: Amount
    lacking: str
    """SQL: whether a combination is possible that the table does not have."""


def pick(sheet: Sheet, choices: Sequence[Choice], units: Mapping[tuple[str, ...], int]) -> Picked:
    """Select a number by *choices*: of all that is possible, the least and the greatest."""
    ways: dict[int, list[str]] = {}
    lacking = []
    for key in product(*(choice.values for choice in choices)):
        test = both(*(may_be(choice, value) for choice, value in zip(choices, key, strict=True)))
        if key in units:
            ways.setdefault(units[key], []).append(test)
        else:
            lacking.append(test)
    missing = sheet.name(either(*lacking))
    if len(ways) <= 1:
        return Picked(constant(next(iter(ways), 0)), missing)
    tests = [(sheet.name(either(*ways[number])), str(number)) for number in sorted(ways)]
    low = case(tests[:-1], tests[-1][1])
    high = case(tests[:0:-1], tests[0][1])
    if all(choice.single and choice.unknown == "FALSE" for choice in choices):
        high = low
    return Picked(sheet.amount(low, high, max(ways), least=min(ways)), missing)
