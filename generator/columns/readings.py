"""What a row says about choices, tables and conditions, in SQL."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from generator.columns.choices import Choice, placed
from generator.columns.sheet import Sheet, both, case, either, opposite, untrue
from generator.columns.sources import Reading, Sources
from generator.ir.prices import Fact, Lookup, Price
from generator.ir.shape import When
from generator.price.layout import scaled as units_of


def fact_name(fact: Fact, price: Price) -> str:
    """Name the column of a fact: its own name, unless a parameter has that."""
    paths = {".".join(other.parameter) for other in price.facts if other.parameter}
    return f"facts.{fact.name}" if fact.name in paths else fact.name


def fact_column(fact: Fact, price: Price, sources: Sources) -> str:
    """Name the column that supplies *fact* in this table; `facts.` may always stand before it."""
    own = f"facts.{fact.name}"
    return own if own in sources.table else fact_name(fact, price)


def keys_of(lookup: Lookup) -> str:
    """Spell what selects the row of a table."""
    return " x ".join(".".join(path) for path in lookup.by)


def holds(sheet: Sheet, sources: Sources, when: When | None) -> str:
    """Spell the condition *when* on the request; never NULL."""
    if when is None:
        return "TRUE"
    tests = [sources.there(path) for path in when.present]
    tests += [opposite(sources.there(path)) for path in when.absent]
    tests += [sources.equals(path, value) for path, value in when.equals]
    return sheet.name(both(*tests))


def placed_choice(sheet: Sheet, sources: Sources, price: Price, fact: Fact) -> Choice:
    """Settle a choice as its place among its values."""
    ways: list[tuple[str, str]] = []
    settled = "FALSE"
    given = ("FALSE", "NULL")
    if fact.given:
        there, place = sources.choice(fact_column(fact, price, sources), fact.values)
        given = there, _place(sheet, place)
    for about, code, there, place in _said(sheet, sources, fact):
        taken = both(untrue(settled), there)
        sheet.refuse(both(taken, f"({place} IS NULL)"), code, about)
        differs = either(f"({given[1]} IS NULL)", f"({given[1]} <> {place})")
        sheet.refuse(both(taken, given[0], differs), "contradiction", fact.name)
        ways.append((f"({place} IS NOT NULL)", place))
        settled = either(settled, there)
    if given[0] != "FALSE":
        wrong = both(untrue(settled), given[0], f"({given[1]} IS NULL)")
        sheet.refuse(wrong, "out-of-domain", fact.name)
        ways.append((f"({given[1]} IS NOT NULL)", given[1]))
    for fallback in fact.fallbacks:
        value = fact.values.index(str(fallback.value))
        ways.append((holds(sheet, sources, fallback.when), str(value)))
    only = "0" if len(fact.values) == 1 else "NULL"
    unknown = only == "NULL" and not any(way == "TRUE" for way, _ in ways)
    return placed(fact.values, _place(sheet, case(ways, only)), unknown=unknown)


def _place(sheet: Sheet, sql: str) -> str:
    return sql if sql == "NULL" or sql.isdecimal() else sheet.name(f"CAST({sql} AS SMALLINT)")


def _said(sheet: Sheet, sources: Sources, fact: Fact) -> Iterator[tuple[str, str, str, str]]:
    """List what the request says about a choice: about what, code, whether it does, the place."""
    if fact.parameter is not None:
        name = ".".join(fact.parameter)
        there, place = sources.choice(name, fact.values, spelt=fact.spelt)
        if there != "FALSE":
            ignored = [sources.equals(fact.parameter, value) for value in fact.ignore]
            if ignored:
                there = sheet.name(both(there, opposite(either(*ignored))))
            yield name, "out-of-domain", there, _place(sheet, place)
    if fact.lookup is not None:
        there, rows = _rows(sheet, sources, fact.lookup)
        ways = [
            (found, str(fact.values.index(value)) if value in fact.values else "NULL")
            for found, value in rows
        ]
        if there != "FALSE":
            yield keys_of(fact.lookup), "no-row", there, _place(sheet, case(ways))


def look_up(sheet: Sheet, sources: Sources, fact: Fact, lookup: Lookup) -> Reading:
    """Read a quantity from a table."""
    there, rows = _rows(sheet, sources, lookup)
    if there == "FALSE":
        return Reading(there, "FALSE", "0", 0, ())
    cells = [(found, units_of(Decimal(str(value)), fact.places)) for found, value in rows]
    value = sheet.number(case([(found, str(units)) for found, units in cells]))
    fault = (both(there, f"({value} IS NULL)"), "no-row")
    most = max((units for _, units in cells), default=0)
    return Reading(there, f"({value} IS NOT NULL)", value, most, (fault,))


def _rows(sheet: Sheet, sources: Sources, lookup: Lookup) -> tuple[str, list[tuple[str, Any]]]:
    """Return SQL of whether all keys are given, and of the rows with each value."""
    there = both(*(sources.there(path) for path in lookup.by))
    if there == "FALSE":
        return there, []
    rows: dict[str, Any] = {}
    for found, value in sources.matches(sheet, lookup):
        rows.setdefault(found, value)
    groups: dict[Any, list[str]] = {}
    for found, value in rows.items():
        groups.setdefault(value, []).append(found)
    return sheet.name(there), [(either(*found), value) for value, found in groups.items()]
