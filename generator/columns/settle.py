"""Settle the facts of a price in SQL: the first way that applies, and what refuses a row."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from generator.columns.expressions import Choice, Facts, choice, quantity, scaled, test
from generator.columns.sheet import Amount, Sheet, Test, both, case, either, text, untrue
from generator.columns.sources import Reading, Sources
from generator.ir.prices import Fact, Fallback, Lookup, Price
from generator.ir.shape import When
from generator.price.layout import scaled as units_of
from generator.price.types import Type

Way = tuple[str, str, str]
"""SQL of a test, and of least and greatest value or place where it holds."""


def fact_column(fact: Fact, price: Price, sources: Sources) -> str:
    """Name the column that supplies *fact*: its own name, or `facts.` before it."""
    own = f"facts.{fact.name}"
    paths = {".".join(other.parameter) for other in price.facts if other.parameter}
    return own if own in sources.table or fact.name in paths else fact.name


class Settler:
    """Adds the facts of one price to a sheet, one after the other."""

    def __init__(self, sheet: Sheet, sources: Sources, price: Price) -> None:
        """Settle the facts of *price* from the columns of *sources*."""
        self.sheet = sheet
        self.sources = sources
        self.price = price
        self.facts = Facts(sheet, {}, {}, {}, {})

    def settle_all(self) -> Facts:
        """Settle every fact."""
        for fact in self.price.facts:
            kind = fact.kind
            self._settle(fact)
            quantities = Type(kind, fact.unit, fact.places)
            self.facts.types[fact.name] = quantities if kind == "quantity" else Type(kind)
        return self.facts

    def _settle(self, fact: Fact) -> None:
        name = fact.name
        if fact.present is not None:
            there = self.sheet.name(self.sources.there(fact.present))
            self.facts.truths[name] = Test(there, there)
        elif fact.value is not None:
            self._computed(fact)
        elif fact.count:
            self._counted(fact)
        elif fact.kind == "choice":
            self._choice(fact)
        else:
            self._quantity(fact)

    def _computed(self, fact: Fact) -> None:
        assert fact.value is not None, "the caller has looked"
        if fact.kind == "choice":
            self.facts.choices[fact.name] = choice(fact.value, self.facts)
        elif fact.kind == "truth":
            self.facts.truths[fact.name] = test(fact.value, self.facts)
        else:
            amount = quantity(fact.value, self.facts, fact.places)
            if fact.needed_when is not None:
                skip = self._skip(fact)
                amount = self.sheet.amount(
                    case([(skip, "0")], amount.low),
                    case([(skip, "0")], amount.high),
                    amount.most,
                    open_=amount.open,
                )
            self.facts.amounts[fact.name] = amount

    def _counted(self, fact: Fact) -> None:
        total = Amount("0", "0", 0)
        parts = []
        for path in fact.count:
            reading = self.sources.count(self.sheet, path)
            for fault, code in reading.faults:
                self.sheet.refuse(fault, code, ".".join(path))
            if reading.there != "FALSE":
                parts.append((case([(reading.right, reading.value)], "0"), reading.most))
        if parts:
            low = " + ".join(part for part, _ in parts)
            total = self.sheet.amount(low, low, sum(most for _, most in parts))
        self.facts.amounts[fact.name] = total

    def _skip(self, fact: Fact) -> str:
        """Spell that the price does not depend on *fact*."""
        if fact.needed_when is None:
            return "FALSE"
        return self.sheet.name(untrue(test(fact.needed_when, self.facts).possible))

    def _quantity(self, fact: Fact) -> None:
        """Settle a quantity; a row that is refused goes on with some value within bounds."""
        skip = self._skip(fact)
        ways: list[Way] = [(skip, "0", "0")]
        most = [0]
        said = self._said(fact)
        settled = skip
        for place, (reading, about) in enumerate(said):
            taken = both(untrue(settled), reading.there)
            for fault, code in reading.faults:
                self.sheet.refuse(both(untrue(settled), fault), code, about)
            if fact.given and place < len(said) - 1:
                self._agree(fact, taken, reading, said[-1][0])
            ways.append((reading.right, reading.value, reading.value))
            most.append(reading.most)
            settled = either(settled, reading.there)
        for fallback in fact.fallbacks:
            way, greatest = self._fallback(fact, fallback)
            ways.append(way)
            most.append(greatest)
            settled = either(settled, way[0])
        low, high, opened = self._domain(fact, settled)
        most.append(max(int(end) for end in (low, high) if end != "NULL"))
        known = any(test == "TRUE" for test, _, _ in ways)
        lows = case([(test, value) for test, value, _ in ways], low)
        highs = case([(test, value) for test, _, value in ways], high)
        self.facts.amounts[fact.name] = self.sheet.amount(
            lows, highs, max(most), open_=opened and not known
        )

    def _domain(self, fact: Fact, settled: str) -> tuple[str, str, bool]:
        """Return the ends of a quantity that stays unknown; without a domain, refuse the row."""
        if fact.low is None:
            self.sheet.refuse(untrue(settled), "missing", fact.shown)
            return "0", "0", False
        low = str(units_of(fact.low, fact.places))
        high = "NULL" if fact.high is None else str(units_of(fact.high, fact.places))
        return low, high, fact.high is None

    def _said(self, fact: Fact) -> list[tuple[Reading, str]]:
        """List the readings of a quantity: the parameter, a table, the caller."""
        found = []
        if fact.parameter is not None:
            name = ".".join(fact.parameter)
            low, high = fact.bounds if fact.whole else (0, None)
            scale = 10**fact.places
            bounds = (
                max(math.ceil(low or 0), 0) * scale,
                None if high is None else math.floor(high) * scale,
            )
            places = fact.places
            reading = self.sources.number(self.sheet, name, places, bounds, fact.whole)
            found.append((self._without(fact, reading), name))
        if fact.lookup is not None:
            found.append((self._looked_up(fact, fact.lookup), _keys(fact.lookup)))
        if fact.given:
            low, high = units_of(fact.low or Decimal(0), fact.places), None
            if fact.places:
                low = max(low, 1)
            high = None if fact.high is None else units_of(fact.high, fact.places)
            name = fact_column(fact, self.price, self.sources)
            reading = self.sources.number(self.sheet, name, fact.places, (low, high), whole=False)
            found.append((reading, fact.name))
        return found

    def _without(self, fact: Fact, reading: Reading) -> Reading:
        """Leave out of a reading what the price ignores."""
        if not fact.ignore or fact.parameter is None or reading.there == "FALSE":
            return reading
        same = either(*(self.sources.equals(fact.parameter, value) for value in fact.ignore))
        other = f"(NOT {self.sheet.name(same)})"
        faults = tuple((both(other, fault), code) for fault, code in reading.faults)
        there, right = both(other, reading.there), both(other, reading.right)
        return Reading(there, right, reading.value, reading.most, faults)

    def _agree(self, fact: Fact, taken: str, reading: Reading, given: Reading) -> None:
        """Refuse a row in which the caller supplies what the request says otherwise."""
        for fault, code in given.faults:
            self.sheet.refuse(both(taken, fault), code, fact.name)
        if given.there != "FALSE":
            differs = both(taken, given.right, reading.right, f"({reading.value} <> {given.value})")
            self.sheet.refuse(differs, "contradiction", fact.name)

    def _fallback(self, fact: Fact, fallback: Fallback) -> tuple[Way, int]:
        """Return the way of a fallback for a quantity, and the most that it gives."""
        applies = self._holds(fallback.when)
        if fallback.fact is None:
            units = units_of(Decimal(str(fallback.value)), fact.places)
            return (applies, str(units), str(units)), units
        other = self.facts.amounts[fallback.fact]
        places = self.facts.types[fallback.fact].places
        tests = [applies]
        if not other.certain:
            tests.append(f"({other.low} = {other.high})")
        if fact.low:
            tests.append(f"({other.low} >= {math.ceil(fact.low.scaleb(places))})")
        if fact.high is not None:
            tests.append(f"({other.low} <= {math.floor(fact.high.scaleb(places))})")
        amount = scaled(self.sheet, other, fact.places - places)
        return (self.sheet.name(both(*tests)), amount.low, amount.low), amount.most

    def _holds(self, when: When | None) -> str:
        """Spell the condition *when* on the request; never NULL."""
        if when is None:
            return "TRUE"
        tests = [self.sources.there(path) for path in when.present]
        tests += [f"(NOT {self.sources.there(path)})" for path in when.absent]
        tests += [self.sources.equals(path, value) for path, value in when.equals]
        return self.sheet.name(both(*tests))

    def _choice(self, fact: Fact) -> None:
        """Settle a choice as its place among its values."""
        ways: list[tuple[str, str]] = []
        settled = "FALSE"
        given = ("FALSE", "NULL")
        if fact.given:
            there, place = self.sources.choice(
                fact_column(fact, self.price, self.sources), fact.values
            )
            given = there, self._place(place)
        for about, there, place in self._chosen(fact):
            taken = both(untrue(settled), there)
            self.sheet.refuse(both(taken, f"({place} IS NULL)"), _code(about), about)
            if given[0] != "FALSE":
                differs = either(f"({given[1]} IS NULL)", f"({given[1]} <> {place})")
                self.sheet.refuse(both(taken, given[0], differs), "contradiction", fact.name)
            ways.append((f"({place} IS NOT NULL)", place))
            settled = either(settled, there)
        if given[0] != "FALSE":
            wrong = both(untrue(settled), given[0], f"({given[1]} IS NULL)")
            self.sheet.refuse(wrong, "out-of-domain", fact.name)
            ways.append((f"({given[1]} IS NOT NULL)", given[1]))
        for fallback in fact.fallbacks:
            value = str(fallback.value)
            assert value in fact.values, "checked when the price was resolved"
            ways.append((self._holds(fallback.when), str(fact.values.index(value))))
        only = "0" if len(fact.values) == 1 else "NULL"
        place = self._place(case(ways, only))
        unknown = only == "NULL" and not any(way == "TRUE" for way, _ in ways)
        self.facts.choices[fact.name] = Choice(place, fact.values, unknown)

    def _place(self, sql: str) -> str:
        return sql if sql in {"NULL"} or sql.isdecimal() else self._small(sql)

    def _small(self, sql: str) -> str:
        return self.sheet.name(f"CAST({sql} AS SMALLINT)")

    def _chosen(self, fact: Fact) -> Iterator[tuple[str, str, str]]:
        """List what the request says about a choice: about what, whether it does, and the place."""
        if fact.parameter is not None:
            name = ".".join(fact.parameter)
            there, place = self.sources.choice(name, fact.values)
            if there != "FALSE":
                ignored = [self.sources.equals(fact.parameter, value) for value in fact.ignore]
                if ignored:
                    there = self.sheet.name(both(there, f"(NOT {either(*ignored)})"))
                yield name, there, self._place(place)
        if fact.lookup is not None:
            there, rows = self._rows(fact.lookup)
            ways = [
                (found, str(fact.values.index(value)) if value in fact.values else "NULL")
                for found, value in rows
            ]
            if there != "FALSE":
                yield _keys(fact.lookup), there, self._place(case(ways))

    def _looked_up(self, fact: Fact, lookup: Lookup) -> Reading:
        """Read a quantity from a table."""
        there, rows = self._rows(lookup)
        cells = [(found, units_of(Decimal(str(value)), fact.places)) for found, value in rows]
        if there == "FALSE" or not cells:
            fault = ((there, "no-row"),) if there != "FALSE" else ()
            return Reading(there, "FALSE", "0", 0, fault)
        value = self.sheet.number(case([(found, str(units)) for found, units in cells]))
        right = f"({value} IS NOT NULL)"
        fault = ((both(there, f"({value} IS NULL)"), "no-row"),)
        return Reading(there, right, value, max(units for _, units in cells), fault)

    def _rows(self, lookup: Lookup) -> tuple[str, list[tuple[str, Any]]]:
        """Return SQL of whether all keys are given, and of the rows with each value."""
        there = both(*(self.sources.there(path) for path in lookup.by))
        if there == "FALSE":
            return there, []
        rows: dict[str, Any] = {}
        for found, value in self.sources.matches(self.sheet, lookup):
            rows.setdefault(found, value)
        groups: dict[Any, list[str]] = {}
        for found, value in rows.items():
            groups.setdefault(value, []).append(found)
        return self.sheet.name(there), [(either(*found), value) for value, found in groups.items()]


def _keys(lookup: Lookup) -> str:
    return " x ".join(".".join(path) for path in lookup.by)


def _code(about: str) -> str:
    return "no-row" if " x " in about else "out-of-domain"
