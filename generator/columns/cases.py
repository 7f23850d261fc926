"""Cases of what a row leaves unknown, so that nothing is open in two ways at once.

They are those of `generator.price.evaluate`, fewer where taking them apart would change nothing: a
choice that does no more than select the rate of one line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from generator.columns.arithmetic import branch, constant, counted
from generator.columns.choices import Choice, taken, within
from generator.columns.expressions import Facts, choice, test
from generator.columns.settle import Settler, computed
from generator.columns.sheet import Amount, NotCarried, Sheet, Test, case
from generator.ir.prices import Fact, Line, Price
from generator.price.cases import cuts, expressions
from generator.price.expression import names
from generator.price.layout import scaled as units_of
from generator.runtime.ranges import open_stretches

MAX_CASES = 200
"""Cases that one query works out side by side."""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that share something unknown, and the facts in each case of that."""

    lines: tuple[Line, ...]
    cases: tuple[Facts, ...]
    open: frozenset[str]
    """What is taken apart."""

    def opens(self, name: str | None) -> bool:
        """Tell whether a fact is taken apart."""
        return name in self.open


def groups(settler: Settler, price: Price) -> Iterator[Group]:
    """Put the lines of *price* into groups that have nothing unknown in common.

    In a row where all is known, all cases of a group are the same.
    """
    ways = {
        fact.name: found
        for fact in price.facts
        if fact.name in settler.unknown and len(found := _ways(settler, price, fact)) > 1
    }
    sets: list[tuple[list[Line], set[str]]] = []
    for line in price.lines:
        lines, open_ = [line], _behind(price, line) & set(ways)
        for other in [other for other in sets if other[1] & open_]:
            sets.remove(other)
            lines, open_ = other[0] + lines, other[1] | open_
        sets.append((lines, open_))
    for lines, open_ in sets:
        inside = {name: found for name, found in ways.items() if name in open_}
        if prod(map(len, inside.values())) > MAX_CASES:
            raise NotCarried(f"more than {MAX_CASES} cases of what may be unknown")
        chosen = (dict(zip(inside, each, strict=True)) for each in product(*inside.values()))
        facts = tuple(_case(settler.facts, price, each) for each in chosen)
        yield Group(tuple(lines), facts, frozenset(inside))


def _behind(price: Price, line: Line) -> set[str]:
    """Name the facts that *line* depends on, through others too."""
    found = {*names(line.quantity), *line.by, *(names(line.when) if line.when else ())}
    found |= {price.multiplier} if price.multiplier else set()
    for fact in reversed(price.facts):
        if fact.name in found:
            found |= {*(names(fact.value) if fact.value else ())}
            found |= {*(names(fact.needed_when) if fact.needed_when else ())}
    return found


def _ways(settler: Settler, price: Price, fact: Fact) -> list[Amount | Choice]:
    """List what an unknown fact may be: each value, or each stretch of its domain."""
    sheet = settler.sheet
    if fact.kind == "choice":
        if not _entangled(price, fact.name):
            return []
        found = settler.choices[fact.name]
        return [taken(sheet, found, at) for at in range(len(fact.values))]
    assert fact.low is not None, "it may stay unknown"
    amount, unknown = settler.amounts[fact.name], settler.unknown[fact.name]
    low = units_of(fact.low, fact.places)
    high = None if fact.high is None else units_of(fact.high, fact.places)
    return [
        _stretch(sheet, amount, unknown, ends)
        for ends in open_stretches(low, high, *cuts(price).get(fact.name, ()))
    ]


def _stretch(sheet: Sheet, amount: Amount, unknown: str, ends: tuple[int, int | None]) -> Amount:
    """Return *amount* with a stretch of its domain where it is unknown."""
    amount = counted(sheet, amount, 1)
    low = case([(unknown, str(ends[0]))], amount.low)
    high = case([(unknown, "NULL" if ends[1] is None else str(ends[1]))], amount.high)
    most = max(amount.most, ends[0])  # where the domain is open it may begin above what is bounded
    return sheet.amount(low, high, most, open_=ends[1] is None)


def _entangled(price: Price, name: str) -> bool:
    """Tell whether a choice does more than select the rate of one line."""
    used = sum(name in line.by for line in price.lines)
    return used > 1 or any(name in names(expression) for expression in expressions(price))


def _case(facts: Facts, price: Price, chosen: dict[str, Amount | Choice]) -> Facts:
    """Return the facts with those that are *chosen*, and all that is computed from them anew."""
    if not chosen:
        return facts
    amounts, choices = dict(facts.amounts), dict(facts.choices)
    found = replace(facts, amounts=amounts, choices=choices)
    for name, value in chosen.items():
        if isinstance(value, Choice):
            choices[name] = value
        else:
            amounts[name] = value
    for fact in price.facts:
        if fact.value is not None and fact.kind == "choice":
            choices[fact.name] = within(choice(fact.value, found), fact.values)
        elif fact.value is not None:
            amounts[fact.name] = computed(fact, fact.value, found)
        elif fact.kind == "quantity" and fact.needed_when is not None:
            needed = test(fact.needed_when, found)
            amounts[fact.name] = _if_needed(found, needed, amounts[fact.name])
    return found


def _if_needed(facts: Facts, needed: Test, amount: Amount) -> Amount:
    """Return 0 where the price does not depend on a quantity after all, and both where it may not."""
    return branch(facts.sheet, needed, amount, constant(0))
