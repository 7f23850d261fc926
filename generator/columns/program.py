"""A price as a program of columns: what it reads, its layers of SQL, and what comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.columns.bill import bill
from generator.columns.expressions import scaled
from generator.columns.settle import Settler
from generator.columns.sheet import (
    PREFIX,
    Amount,
    NotCarried,
    Reason,
    Sheet,
    TooWide,
    case,
    text,
    untrue,
)
from generator.columns.sources import Sources, Table
from generator.ir.prices import Price

OPERATION = "operation"
"""The column that names the operation of a row, in a table of several."""

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
    """Integers, in units of 10**-places; NULL where the row is refused."""
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
    most: int
    """What no amount exceeds: proved."""
    reasons: tuple[Reason, ...]
    currencies: tuple[str, ...]

    @property
    def wide(self) -> bool:
        """Whether amounts may need more than 18 digits."""
        return self.most >= 10**18


@dataclass(frozen=True, slots=True)
class _Part:
    """What one price says about the rows of its operation."""

    low: Amount
    items: Mapping[str, Amount]
    exact: str
    places: int
    currency: str


def compile_program(prices: Mapping[str, Price | None], table: Table, *, selected: bool) -> Program:
    """Compile the prices of operations, by name, for a *table* with these columns.

    If *selected*, the column `operation` says which of them prices a row. Raises `NotCarried` for
    a price that columns cannot hold.
    """
    for wide in (False, True):
        try:
            return _compiled(prices, table, selected, wide=wide)
        except TooWide:
            continue
    raise NotCarried("amounts of more than 38 digits")


def _compiled(
    prices: Mapping[str, Price | None], table: Table, selected: bool, *, wide: bool
) -> Program:
    sheet = Sheet("c", wide)
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
    if test == "TRUE":
        return refusals
    return [(f"({test} AND {refusal})", reason) for refusal, reason in refusals]


def _part(sheet: Sheet, sources: Sources, name: str, price: Price | None) -> _Part | None:
    if price is None or price.refused is not None:
        sheet.refuse("TRUE", NO_PRICE, name)
        return None
    facts = Settler(sheet, sources, price).settle_all()
    found = bill(price, facts)
    items = {item.id: item.amount for item in found.items}
    return _Part(found.total, items, found.exact, found.places, price.currency)


def _program(
    sheet: Sheet,
    sources: Sources,
    tests: Mapping[str, str],
    parts: Mapping[str, _Part],
    refusals: list[tuple[str, Reason]],
) -> Program:
    reasons = tuple(dict.fromkeys(reason for _, reason in refusals))
    ways = [(test, str(reasons.index(reason) + 1)) for test, reason in refusals]
    code = sheet.name(f"CAST({case(ways)} AS SMALLINT)") if ways else "NULL"
    places = max((part.places for part in parts.values()), default=0)
    priced = "TRUE" if code == "NULL" else f"({code} IS NULL)"
    most = 0

    def chosen(values: Mapping[str, Amount]) -> tuple[str, str]:
        """Return the ends of an amount in the rows of each operation, at one scale."""
        nonlocal most
        amounts = {
            name: scaled(sheet, amount, places - parts[name].places)
            for name, amount in values.items()
        }
        most = max([most, *(amount.most for amount in amounts.values())])
        ends = []
        for side in ("low", "high"):
            ways = [
                (f"({priced} AND {tests[name]})", getattr(amount, side))
                for name, amount in amounts.items()
            ]
            ends.append(sheet.name(f"CAST({case(ways)} AS {sheet.integer})"))
        return ends[0], ends[1]

    low, high = chosen({name: part.low for name, part in parts.items()})
    ids = dict.fromkeys(id for part in parts.values() for id in part.items)
    lines = {
        id: chosen({name: part.items[id] for name, part in parts.items() if id in part.items})
        for id in ids
    }
    currencies = tuple(dict.fromkeys(part.currency for part in parts.values()))
    ways = [
        (f"({priced} AND {tests[name]})", str(currencies.index(part.currency)))
        for name, part in parts.items()
    ]
    currency = sheet.name(f"CAST({case(ways)} AS SMALLINT)")
    surely = [(f"({priced} AND {tests[name]})", part.exact) for name, part in parts.items()]
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
        most=most,
        reasons=reasons,
        currencies=currencies,
    )


def clashes(table: Table) -> list[str]:
    """List the columns of *table* that have names of ours."""
    return [name for name in table if name.startswith(PREFIX)]
