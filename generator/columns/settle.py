"""Settle the facts of a price in SQL: the first way that applies, and what refuses a row."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from decimal import Decimal

from generator.columns.arithmetic import aligned, branch, common_factor, constant, scaled
from generator.columns.choices import Choice, within
from generator.columns.expressions import Facts, choice, quantity, test
from generator.columns.readings import fact_column, holds, keys_of, look_up, settled_choice
from generator.columns.sheet import Amount, Sheet, Test, both, case, either, opposite, times
from generator.columns.sources import Reading, Sources
from generator.ir.prices import Fact, Fallback, Price
from generator.price.expression import Expression
from generator.price.layout import scaled as units_of
from generator.price.types import Type

Way = tuple[str, Amount]
"""SQL of a test, and the amount where it holds."""


@dataclass(slots=True)
class Settler:
    """Adds the facts of one price to a sheet, one after the other."""

    sheet: Sheet
    sources: Sources
    price: Price
    types: dict[str, Type] = field(default_factory=dict)
    amounts: dict[str, Amount] = field(default_factory=dict)
    choices: dict[str, Choice] = field(default_factory=dict)
    truths: dict[str, Test] = field(default_factory=dict)
    unknown: dict[str, str] = field(default_factory=dict)
    """SQL for each fact that nobody may say: whether nobody has."""

    @property
    def facts(self) -> Facts:
        """The facts so far."""
        return Facts(self.sheet, self.types, self.amounts, self.choices, self.truths)

    def settle_all(self) -> Facts:
        """Settle every fact."""
        for fact in self.price.facts:
            self._settle(fact)
            kind = fact.kind
            self.types[fact.name] = (
                Type(kind, fact.unit, fact.places) if kind == "quantity" else Type(kind)
            )
        return self.facts

    def _settle(self, fact: Fact) -> None:
        if fact.present is not None:
            there = self.sheet.name(self.sources.there(fact.present))
            self.truths[fact.name] = Test(there, there)
        elif fact.kind == "choice":
            self._choose(fact)
        elif fact.value is not None:
            self.amounts[fact.name] = computed(fact, fact.value, self.facts)
        elif fact.count or fact.length is not None:
            self._count(fact)
        else:
            self._measure(fact)

    def _count(self, fact: Fact) -> None:
        """Count items, or the characters of a text."""
        readings = [(path, self.sources.count(self.sheet, path)) for path in fact.count]
        if fact.length is not None:
            readings = [(fact.length, self.sources.length(self.sheet, fact.length))]
        parts = []
        for path, reading in readings:
            for fault, code in reading.faults:
                self.sheet.refuse(fault, code, ".".join(path))
            if reading.there != "FALSE":
                parts.append((case([(reading.right, reading.value)], "0"), reading.most))
        total = constant(0)
        if parts:
            spelt = " + ".join(part for part, _ in parts)
            total = self.sheet.amount(spelt, spelt, sum(most for _, most in parts))
        self.amounts[fact.name] = total

    def _choose(self, fact: Fact) -> None:
        if fact.value is not None:
            found = choice(fact.value, self.facts)
            self.choices[fact.name] = within(found, fact.values)
            return
        found = settled_choice(self.sheet, self.sources, self.price, fact)
        self.choices[fact.name] = found
        if found.unknown != "FALSE":
            self.unknown[fact.name] = found.unknown

    def _measure(self, fact: Fact) -> None:
        """Settle a quantity; a row that is refused goes on with some value within bounds."""
        skip = "FALSE"
        if fact.needed_when is not None:
            skip = self.sheet.name(opposite(test(fact.needed_when, self.facts).possible))
        ways: list[Way] = [(skip, constant(0))]
        settled = skip
        readings = self._readings(fact)
        for place, (reading, about) in enumerate(readings):
            for fault, code in reading.faults:
                self.sheet.refuse(both(opposite(settled), fault), code, about)
            if fact.given and place < len(readings) - 1:
                taken = both(opposite(settled), reading.there)
                self._agree(fact, taken, reading, readings[-1][0])
            if reading.there != "FALSE":
                ways.append((reading.right, reading.amount))
            settled = either(settled, reading.there)
        for fallback in fact.fallbacks:
            way = self._fall_back(fact, fallback)
            ways.append(way)
            settled = either(settled, way[0])
        ways = [way for way in ways if way[0] != "FALSE"]
        self.amounts[fact.name] = self._with_domain(fact, ways, settled)

    def _with_domain(self, fact: Fact, ways: list[Way], settled: str) -> Amount:
        """Add what a quantity may be when nobody says; without a domain, the row is refused."""
        if fact.low is None:
            self.sheet.refuse(opposite(settled), "missing", fact.shown)
            return first(self.sheet, [*ways, ("TRUE", _first(ways))])
        low = constant(units_of(fact.low, fact.places))
        known = either(*(way for way, _ in ways))
        if known == "TRUE":
            return first(self.sheet, ways)
        unknown = self.sheet.name(opposite(known))
        self.unknown[fact.name] = unknown
        high = None if fact.high is None else constant(units_of(fact.high, fact.places))
        ends = [low] if high is None else [low, high]
        (least, *most), factor = aligned(
            self.sheet, [first(self.sheet, [*ways, ("TRUE", low)]), *ends]
        )
        end = most[-1].low if high is not None else "NULL"
        return self.sheet.amount(
            *(least.low, case([(unknown, end)], least.low)),
            max(least.most, *(each.most for each in most)),
            open_=high is None,
            factor=factor,
            least=least.least,
        )

    def _readings(self, fact: Fact) -> list[tuple[Reading, str]]:
        """List the readings of a quantity: the parameter, a table, the caller."""
        found = []
        if fact.parameter is not None:
            low, high = fact.bounds if fact.whole else (0, None)
            scale = 10**fact.places
            least = max(math.ceil(low or 0), 0) * scale
            bounds = (least, None if high is None else math.floor(high) * scale)
            name = ".".join(fact.parameter)
            reading = self.sources.number(self.sheet, name, fact.places, bounds, fact.whole)
            found.append((self._without(fact, reading), name))
        if fact.lookup is not None:
            about = keys_of(fact.lookup)
            found.append((look_up(self.sheet, self.sources, fact, fact.lookup), about))
        if fact.given:
            low_units = max(units_of(fact.low or Decimal(0), fact.places), min(fact.places, 1))
            high_units = None if fact.high is None else units_of(fact.high, fact.places)
            name = fact_column(fact, self.price, self.sources)
            bounds = (low_units, high_units)
            reading = self.sources.number(self.sheet, name, fact.places, bounds, whole=False)
            found.append((reading, fact.name))
        return found

    def _without(self, fact: Fact, reading: Reading) -> Reading:
        """Leave out of a reading what the price ignores."""
        if not fact.ignore or fact.parameter is None or reading.there == "FALSE":
            return reading
        ignored = either(*(self.sources.equals(fact.parameter, value) for value in fact.ignore))
        other = self.sheet.name(opposite(ignored))
        faults = tuple((both(other, fault), code) for fault, code in reading.faults)
        there, right = both(other, reading.there), both(other, reading.right)
        return Reading(there, right, reading.value, reading.most, faults)

    def _agree(self, fact: Fact, taken: str, reading: Reading, given: Reading) -> None:
        """Refuse a row in which the caller supplies what the request says otherwise."""
        for fault, code in given.faults:
            self.sheet.refuse(both(taken, fault), code, fact.name)
        if given.there != "FALSE":
            factor = common_factor([reading.amount, given.amount])
            one, two = (times(each.value, each.factor // factor) for each in (reading, given))
            sound = both(taken, given.right, reading.right)
            differs = case([(sound, f"{one} <> {two}")], "FALSE")
            self.sheet.refuse(f"({differs})", "contradiction", fact.name)

    def _fall_back(self, fact: Fact, fallback: Fallback) -> Way:
        """Return the way of a fallback for a quantity."""
        applies = holds(self.sheet, self.sources, fallback.when)
        if fallback.fact is None:
            return applies, constant(units_of(Decimal(str(fallback.value)), fact.places))
        other = self.amounts[fallback.fact]
        places = self.types[fallback.fact].places
        tests, most = [applies], other.most
        if not other.certain:
            tests.append(f"COALESCE({other.low} = {other.high}, FALSE)")
        if fact.low:
            least = -(-math.ceil(fact.low.scaleb(places)) // other.factor)
            tests.append(f"({other.low} >= {least})")
        if fact.high is not None:
            most = min(most, math.floor(fact.high.scaleb(places)) // other.factor)
            tests.append(f"({other.low} <= {most})")
        known = replace(other, high=other.low, open=False, most=most, least=min(other.least, most))
        return self.sheet.name(both(*tests)), scaled(known, fact.places - places)


def first(sheet: Sheet, ways: list[Way]) -> Amount:
    """Return the amount of the first way whose test holds; the last one always does."""
    factor = common_factor([amount for _, amount in ways])
    cells, most, least = [], 0, None
    for way, amount in ways:
        if amount.constant is not None:
            term = constant(amount.constant // factor)
        else:  # multiplied within the case: elsewhere the value may be anything
            more = amount.factor // factor
            low = times(amount.low, more)
            term = Amount(low, low, amount.most * more, least=amount.least * more)
        cells.append((way, term.low))
        most = max(most, term.most)
        least = term.least if least is None else min(least, term.least)
    spelt = case(cells)
    return sheet.amount(spelt, spelt, most, factor=factor, least=least or 0)


def _first(ways: list[Way]) -> Amount:
    """Return an amount for rows that are refused: of no account, but within bounds."""
    return constant(ways[-1][1].least * ways[-1][1].factor if ways else 0)


def computed(fact: Fact, value: Expression, facts: Facts) -> Amount:
    """Return what the expression of a quantity comes to; 0 where the price does not depend on it."""
    if fact.needed_when is None:
        return quantity(value, facts, fact.places)
    needed = test(fact.needed_when, facts).possible
    amount = quantity(value, facts.where(needed), fact.places)
    return branch(facts.sheet, Test(needed, needed), amount, constant(0))
