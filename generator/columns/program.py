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


Pair = tuple[str, str]
"""Columns with the least and the greatest of an amount."""


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
    lines: Mapping[str, Pair]
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
    reasons = tuple(dict.fromkeys(reason for _, reason in refusals))
    code = _code(sheet, refusals, reasons)
    return _Union(sheet, tests, parts, code).program(sources, reasons)


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


def _code(sheet: Sheet, refusals: list[tuple[str, Reason]], reasons: tuple[Reason, ...]) -> str:
    """Return the column that numbers the first reason for which a row is refused."""
    small = "TINYINT" if len(reasons) < 127 else "SMALLINT"  # fewer bytes to move
    ways = [(test, f"CAST({reasons.index(reason) + 1} AS {small})") for test, reason in refusals]
    return sheet.name(f"CAST({case(ways)} AS {small})") if ways else "NULL"


@dataclass(slots=True)
class _Union:
    """What the prices of all operations say, in one set of columns."""

    sheet: Sheet
    tests: Mapping[str, str]
    """SQL that tells whether a row is of an operation."""
    parts: Mapping[str, _Part]
    code: str
    most: int = 0

    def program(self, sources: Sources, reasons: tuple[Reason, ...]) -> Program:
        """Return the finished program."""
        scales = [max(part.places, part.item_places) for part in self.parts.values()]
        places = max(scales, default=0)
        (low, high), lines, factor = self._amounts(places)
        if not self.sheet.wide and self.most * factor >= 10**18:
            self.sheet.too_wide()
        currencies = tuple(dict.fromkeys(part.currency for part in self.parts.values()))
        which = {name: str(currencies.index(each.currency)) for name, each in self.parts.items()}
        currency = self._chosen(which, "SMALLINT")
        exact = self._chosen({name: part.exact for name, part in self.parts.items()}, "BOOLEAN")
        ends = [end for pair in lines.values() for end in pair]
        return Program(
            sources=dict(sources.used),
            layers=self.sheet.layers([low, high, exact, self.code, currency, *ends]),
            low=low,
            high=high,
            exact=exact,
            code=self.code,
            currency=currency,
            lines=lines,
            places=places,
            factor=factor,
            most=self.most,
            wide=self.sheet.wide,
            reasons=reasons,
            currencies=currencies,
        )

    def _amounts(self, places: int) -> tuple[Pair, dict[str, Pair], int]:
        """Return the ends of the total and of each line item, and the factor of all of them."""
        totals = {name: scaled(each.low, places - each.places) for name, each in self.parts.items()}
        items = {
            name: {
                line: scaled(amount, places - each.item_places)
                for line, amount in each.items.items()
            }
            for name, each in self.parts.items()
        }
        amounts = [*totals.values(), *(each for part in items.values() for each in part.values())]
        factor = aligned(self.sheet, amounts)[1]
        lines = dict.fromkeys(line for part in items.values() for line in part)
        ends = {
            line: self._ends(
                {name: each[line] for name, each in items.items() if line in each}, factor
            )
            for line in lines
        }
        return self._ends(totals, factor), ends, factor

    def _ends(self, amounts: Mapping[str, Amount], factor: int) -> Pair:
        """Return the ends of an amount in the rows of each operation, in units of *factor*."""
        found = {name: counted(self.sheet, amount, factor) for name, amount in amounts.items()}
        self.most = max([self.most, *(amount.most for amount in found.values())])
        lows = {name: amount.low for name, amount in found.items()}
        highs = {name: amount.high for name, amount in found.items()}
        return self._chosen(lows, self.sheet.integer), self._chosen(highs, self.sheet.integer)

    def _chosen(self, values: Mapping[str, str], kind: str) -> str:
        """Return the column that has the value of the operation of a row that is priced."""
        priced = "TRUE" if self.code == "NULL" else f"({self.code} IS NULL)"
        ways = [(both(priced, self.tests[name]), value) for name, value in values.items()]
        otherwise = "FALSE" if kind == "BOOLEAN" else "NULL"
        return self.sheet.name(f"CAST({case(ways, otherwise)} AS {kind})")


def clashes(table: Table) -> list[str]:
    """List the columns of *table* that have names of ours."""
    return [name for name in table if name.startswith(PREFIX)]
