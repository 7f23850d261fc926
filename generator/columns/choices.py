"""Choices in SQL: which value a choice has in a row, or which values it may have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from generator.columns.arithmetic import constant
from generator.columns.sheet import Amount, Sheet, Test, both, case, either, opposite

MAX_CELLS = 2_000
"""Combinations of the values of several choices."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a choice may be in each row."""

    values: tuple[str, ...]
    may: tuple[str, ...]
    """SQL for each value: whether the choice may have it. Never NULL."""
    place: str | None = None
    """SQL of the place of its value, where it has one in every row that is priced."""
    unknown: bool = False
    """Whether the place may be NULL all the same, for any of the values."""

    @property
    def single(self) -> bool:
        """Whether it has one value in every row."""
        return self.place is not None and not self.unknown


def placed(values: tuple[str, ...], place: str, *, unknown: bool) -> Choice:
    """Return a choice by the SQL of its place among *values*, NULL where it may be any."""
    if place == "NULL":
        return Choice(values, ("TRUE",) * len(values), place, unknown)
    if place.isdecimal():
        may = ["TRUE" if at == int(place) else "FALSE" for at in range(len(values))]
        return Choice(values, tuple(may), place)
    fallback = "TRUE" if unknown else "FALSE"
    may = [f"COALESCE({place} = {at}, {fallback})" for at in range(len(values))]
    return Choice(values, tuple(may), place, unknown)


def settled(sheet: Sheet, choice: Choice, at: int) -> Choice:
    """Return *choice* with the value at a place taken where it is unknown."""
    place = str(at) if choice.place == "NULL" else f"COALESCE({choice.place}, {at})"
    return placed(choice.values, sheet.name(place), unknown=False)


def chosen(sheet: Sheet, condition: Test, one: Choice, other: Choice) -> Choice:
    """Return *one* where *condition* holds, else *other*; where it is undecided, both."""
    values = tuple(dict.fromkeys((*one.values, *other.values)))
    if condition.certain == condition.possible and one.single and other.single:
        ends = [_moved(side, values) for side in (one, other)]
        place = sheet.name(case([(condition.certain, ends[0])], ends[1]))
        return placed(values, place, unknown=False)
    ways = condition.possible, opposite(condition.certain)
    may = [
        either(*(both(way, _may(side, value)) for way, side in zip(ways, (one, other), strict=True)))
        for value in values
    ]
    return Choice(values, tuple(sheet.name(each) for each in may))


def within(sheet: Sheet, choice: Choice, values: tuple[str, ...]) -> Choice:
    """Return *choice* with its values in the order of a domain."""
    if choice.values == values:
        return choice
    if choice.single:
        return placed(values, sheet.name(_moved(choice, values)), unknown=False)
    return Choice(values, tuple(_may(choice, value) for value in values))


def _moved(choice: Choice, values: tuple[str, ...]) -> str:
    """Spell the place of a choice among more values."""
    place = choice.place or "NULL"
    if place.isdecimal():
        return str(values.index(choice.values[int(place)]))
    ways = [
        (f"{place} = {at}", str(values.index(value))) for at, value in enumerate(choice.values)
    ]
    return f"CAST({case(ways)} AS SMALLINT)"


def _may(choice: Choice, value: str) -> str:
    return choice.may[choice.values.index(value)] if value in choice.values else "FALSE"


def same(one: Choice, other: Choice) -> Test:
    """Return whether two choices are the same: surely if each can only be one value."""
    shared = [value for value in one.values if value in other.values]
    meet = either(*(both(_may(one, value), _may(other, value)) for value in shared))
    alone = [_alone(side) for side in (one, other)]
    return Test(both(meet, *alone), meet)


def _alone(choice: Choice) -> str:
    if choice.single:
        return "TRUE"
    pairs = (both(*pair) for pair in combinations(choice.may, 2))
    return opposite(either(*pairs))


@dataclass(frozen=True, slots=True)
class Picked:
    """What choices select from a table."""

    amount: Amount
    lacking: str
    """SQL: whether a combination is possible that the table does not have."""


def pick(
    sheet: Sheet, choices: Sequence[Choice], units: Mapping[tuple[str, ...], int]
) -> Picked:
    """Select a number by *choices*; from all that is possible, the least and the greatest."""
    keys = list(product(*(choice.values for choice in choices)))
    lacking = either(*(_possible(choices, key) for key in keys if key not in units))
    found = {key: units[key] for key in keys if key in units}
    if not found:
        return Picked(constant(0), either(*(_possible(choices, key) for key in keys)))
    if len(found) == 1 or len(set(found.values())) == 1:
        return Picked(constant(next(iter(found.values()))), sheet.name(lacking))
    lows, highs = _ways(choices, found)
    if any(choice.place is None for choice in choices):
        ends = [[case([way]) for way in side] for side in (lows, highs)]
        low, high = f"LEAST({', '.join(ends[0])})", f"GREATEST({', '.join(ends[1])})"
    else:
        low, high = case(lows[:-1], lows[-1][1]), case(highs[:-1], highs[-1][1])
    low, high = (f"COALESCE({end}, 0)" if end.startswith(("LEAST", "GREATEST")) else end
                 for end in (low, high))
    return Picked(sheet.amount(low, high, max(found.values())), sheet.name(lacking))


def _possible(choices: Sequence[Choice], key: tuple[str, ...]) -> str:
    return both(*(_may(choice, value) for choice, value in zip(choices, key, strict=True)))


def _ways(
    choices: Sequence[Choice], found: Mapping[tuple[str, ...], int]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """List tests and least, and greatest numbers: of each cell, and of each set of open choices."""
    if any(choice.place is None for choice in choices):
        ways = [(_possible(choices, key), str(value)) for key, value in found.items()]
        return ways, ways
    options = []
    for choice in choices:
        known = [
            (_known(choice, at), (value,))
            for at, value in enumerate(choice.values)
            if _known(choice, at) != "FALSE"
        ]
        opened = [(f"({choice.place} IS NULL)", choice.values)] if choice.unknown else []
        options.append([("TRUE", choice.values)] if choice.place == "NULL" else [*known, *opened])
    lows, highs = [], []
    for combination in product(*options):
        test = both(*(way for way, _ in combination))
        cells = [found[key] for key in product(*(of for _, of in combination)) if key in found]
        if cells:
            lows.append((test, str(min(cells))))
            highs.append((test, str(max(cells))))
    return lows, highs


def _known(choice: Choice, at: int) -> str:
    place = choice.place or "NULL"
    if place.isdecimal():
        return "TRUE" if int(place) == at else "FALSE"
    return f"({place} = {at})"
