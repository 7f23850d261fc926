"""A price as a program of columns: what it reads, its layers of SQL, and what comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.columns.arithmetic import aligned, counted, scaled
from generator.columns.bill import bill
from generator.columns.settle import Settler
from generator.columns.sheet import (
    PREFIX,
    Amount,
    NotCarried,
    Reason,
    Sheet,
    TooWide,
    both,
    case,
    text,
    untrue,
)
from generator.columns.sources import Sources, Table
from generator.ir.prices import Price

OPERATION = "operation"
"""The column that names the operation of a row, in a table of several."""

CAPS = ((False, 10**9), (True, 10**15), (True, 10**12), (True, 10**9), (True, 10**6))
"""Whether integers are wide, and the greatest quantity where no document bounds it: tried in turn."""

NO_PRICE = "price-refused"
UNKNOWN = "unknown-operation"


@dataclass(frozen=True, slots=True)
class Program:
    """Columns that price the rows of one table."""

    sources: Mapping[str, str]
    """Columns of the table that are read, and what they are called inside."""
    layers: tuple[tuple[tuple[str, str], ...], ...]
    """Names and SQL of columns; those of one layer are made of the layers before it."""
    low: str
    """Integers, in units of factor * 10**-places; NULL where the row is refused."""
    high: str
    """The same; NULL too where the price is open upwards."""
    exact: str
    code: str
    """The number of the reason for which the row is refused, counted from 1; NULL if it is not."""
    currency: str
    """The place of the currency among `currencies`; NULL where the row is refused."""
    lines: Mapping[str, tuple[str, str]]
    """Least and greatest amount of each line item; NULL where the operation has no such line."""
    places: int
    factor: int
    """What amounts are counted in: units of factor * 10**-places."""
    most: int
    """What no amount exceeds, in those units: proved."""
    reasons: tuple[Reason, ...]
    currencies: tuple[str, ...]
    wide: bool
    """Whether integers have 128 bits; if not, no amount has more than 18 digits."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What one price says about the rows of its operation."""

    low: Amount
    items: Mapping[str, Amount]
    exact: str
    places: int
    item_places: int
    currency: str


def compile_program(prices: Mapping[str, Price | None], table: Table, *, selected: bool) -> Program:
    """Compile the prices of operations, by name, for a *table* with these columns.

    If *selected*, the column `operation` says which of them prices a row. Raises `NotCarried` for
    a price that columns cannot hold.
    """
    for wide, cap in CAPS:
        try:
            return _compiled(Sheet("c", wide, cap), prices, table, selected)
        except TooWide:
            continue
    raise NotCarried("amounts of more than 38 digits")


def _compiled(
    sheet: Sheet, prices: Mapping[str, Price | None], table: Table, selected: bool
) -> Program:
    sources = Sources(table)
    tests = _rows_of(sheet, sources, prices, selected)
    parts: dict[str, _Part] = {}
    refusals: list[tuple[str, Reason]] = []
    for name, price in prices.items():
        sheet.refusals = []
        part = _part(sheet, sources, name, price)
        if part is not None:
            parts[name] = part
        refusals += _within(tests[name], sheet.refusals)
    if selected:
        unknown = " AND ".join(untrue(test) for test in tests.values()) or "TRUE"
        refusals.append((f"({unknown})", Reason(UNKNOWN)))
    return _program(sheet, sources, tests, parts, refusals)


def _rows_of(
    sheet: Sheet, sources: Sources, names: Iterable[str], selected: bool
) -> dict[str, str]:
    """Return SQL that tells whether a row is of an operation, by name."""
    if not selected:
        return dict.fromkeys(names, "TRUE")
    column = sources.column(OPERATION)
    return {name: sheet.name(f"({column} = {text(name)})") for name in names}


def _within(test: str, refusals: list[tuple[str, Reason]]) -> list[tuple[str, Reason]]:
    return [(both(test, refusal), reason) for refusal, reason in refusals]


def _part(sheet: Sheet, sources: Sources, name: str, price: Price | None) -> _Part | None:
    if price is None or price.refused is not None:
        sheet.refuse("TRUE", NO_PRICE, name)
        return None
    settler = Settler(sheet, sources, price)
    settler.settle_all()
    found = bill(settler, price)
    items = {line.id: item.amount for line, item in zip(price.lines, found.items, strict=True)}
    return _Part(
        found.total, items, found.exact, found.places, found.item_places, price.total_currency
    )


def _program(
    sheet: Sheet,
    sources: Sources,
    tests: Mapping[str, str],
    parts: Mapping[str, _Part],
    refusals: list[tuple[str, Reason]],
) -> Program:
    reasons = tuple(dict.fromkeys(reason for _, reason in refusals))
    small = "TINYINT" if len(reasons) < 127 else "SMALLINT"  # fewer bytes to move
    ways = [(test, f"CAST({reasons.index(reason) + 1} AS {small})") for test, reason in refusals]
    code = sheet.name(f"CAST({case(ways)} AS {small})") if ways else "NULL"
    scales = [max(part.places, part.item_places) for part in parts.values()]
    places = max(scales, default=0)
    priced = "TRUE" if code == "NULL" else f"({code} IS NULL)"
    most = 0

    totals = {name: scaled(part.low, places - part.places) for name, part in parts.items()}
    items = {
        name: {line: scaled(each, places - part.item_places) for line, each in part.items.items()}
        for name, part in parts.items()
    }
    amounts = [*totals.values(), *(each for part in items.values() for each in part.values())]
    factor = aligned(sheet, amounts)[1]
    most = 0

    def chosen(values: Mapping[str, Amount]) -> tuple[str, str]:
        """Return the ends of an amount in the rows of each operation, in units of *factor*."""
        nonlocal most
        found = {name: counted(sheet, amount, factor) for name, amount in values.items()}
        most = max([most, *(amount.most for amount in found.values())])
        ends = []
        for side in ("low", "high"):
            ways = [
                (both(priced, tests[name]), getattr(amount, side)) for name, amount in found.items()
            ]
            ends.append(sheet.name(f"CAST({case(ways)} AS {sheet.integer})"))
        return ends[0], ends[1]

    low, high = chosen(totals)
    ids = dict.fromkeys(line for part in items.values() for line in part)
    lines = {
        line: chosen({name: part[line] for name, part in items.items() if line in part})
        for line in ids
    }
    if not sheet.wide and most * factor >= 10**18:
        sheet.too_wide()
    currencies = tuple(dict.fromkeys(part.currency for part in parts.values()))
    ways = [
        (both(priced, tests[name]), str(currencies.index(part.currency)))
        for name, part in parts.items()
    ]
    currency = sheet.name(f"CAST({case(ways)} AS SMALLINT)")
    surely = [(both(priced, tests[name]), part.exact) for name, part in parts.items()]
    exact = sheet.name(f"CAST({case(surely, 'FALSE')} AS BOOLEAN)")
    wanted = [low, high, exact, code, currency, *(end for ends in lines.values() for end in ends)]
    return Program(
        sources=dict(sources.used),
        layers=sheet.layers(wanted),
        low=low,
        high=high,
        exact=exact,
        code=code,
        currency=currency,
        lines=lines,
        places=places,
        factor=factor,
        most=most,
        wide=sheet.wide,
        reasons=reasons,
        currencies=currencies,
    )


def clashes(table: Table) -> list[str]:
    """List the columns of *table* that have names of ours."""
    return [name for name in table if name.startswith(PREFIX)]
