"""What a row says about choices, tables and conditions, in SQL."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.columns.choices import Choice, known
from generator.columns.sheet import Sheet, both, case, either, opposite
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


def settled_choice(sheet: Sheet, sources: Sources, price: Price, fact: Fact) -> Choice:
    """Settle a choice: whether it has each of its values, or nobody has said it."""
    tests: list[list[str]] = [[] for _ in fact.values]
    given = "FALSE", ["FALSE"] * len(fact.values)
    if fact.given:
        given = sources.choice(sheet, fact_column(fact, price, sources), fact.values)
    settled = "FALSE"
    for about, code, there, values in _said(sheet, sources, fact):
        free = sheet.name(both(opposite(settled), there))
        sheet.refuse(both(free, opposite(either(*values))), code, about)
        agree = either(*(both(*pair) for pair in zip(values, given[1], strict=True)))
        sheet.refuse(both(free, given[0], opposite(agree)), "contradiction", fact.name)
        _take(sheet, tests, free, values)
        settled = sheet.name(either(settled, there))
    free = sheet.name(both(opposite(settled), given[0]))
    sheet.refuse(both(free, opposite(either(*given[1]))), "out-of-domain", fact.name)
    _take(sheet, tests, free, given[1])
    settled = sheet.name(either(settled, given[0]))
    for fallback in fact.fallbacks:
        free = sheet.name(both(opposite(settled), holds(sheet, sources, fallback.when)))
        tests[fact.values.index(str(fallback.value))].append(free)
        settled = sheet.name(either(settled, free))
    alone = len(fact.values) == 1
    unknown = "FALSE" if alone else sheet.name(opposite(settled))
    found = [either(*each) for each in tests]
    return known(sheet, fact.values, ["TRUE"] if alone else found, unknown)


def _take(sheet: Sheet, tests: list[list[str]], free: str, values: list[str]) -> None:
    for each, value in zip(tests, values, strict=True):
        each.append(sheet.name(both(free, value)))


def _said(sheet: Sheet, sources: Sources, fact: Fact) -> Iterator[tuple[str, str, str, list[str]]]:
    """List what the request says about a choice: about what, code, whether it does, each value."""
    if fact.parameter is not None:
        name = ".".join(fact.parameter)
        there, values = sources.choice(sheet, name, fact.values, spelt=fact.spelt)
        ignored = [sources.equals(fact.parameter, value) for value in fact.ignore]
        there = sheet.name(both(there, opposite(either(*ignored))))
        if there != "FALSE":
            yield name, "out-of-domain", there, values
    if fact.lookup is not None:
        there, rows = sources.rows(sheet, fact.lookup)
        if there != "FALSE":
            yield keys_of(fact.lookup), "no-row", there, [
                rows.get(value, "FALSE") for value in fact.values
            ]


def look_up(sheet: Sheet, sources: Sources, fact: Fact, lookup: Lookup) -> Reading:
    """Read a quantity from a table."""
    there, rows = sources.rows(sheet, lookup)
    if there == "FALSE" or not rows:
        return Reading(there, "FALSE", "0", 0, ((there, "no-row"),) if there != "FALSE" else ())
    cells = [(test, units_of(Decimal(str(value)), fact.places)) for value, test in rows.items()]
    value = sheet.number(case([(test, str(units)) for test, units in cells]))
    right = sheet.name(both(there, either(*rows.values())))
    fault = (both(there, opposite(right)), "no-row")
    return Reading(there, right, value, max(units for _, units in cells), (fault,))
