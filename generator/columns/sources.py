"""What the columns of a table say: the cells that a price reads, whatever type they came in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from generator.columns.sheet import PREFIX, Amount, Sheet, both, either, opposite, text, untrue
from generator.ir.prices import Lookup
from generator.ir.shape import PathTo

Form = str
"""Types of columns as far as prices care: text, boolean, list, other; `integer` fits into 64 bits,
`decimal:3` has so many decimal places and at most 18 digits, and `number` is any other number."""

Table = Mapping[str, Form]
"""The columns of a table and their types."""

_WORDS = re.compile(r"true|false|-?(?:0|[1-9][0-9]{0,14})")

_PREFIXES = {"request.": "", "params.": "", "fact.": "facts."}
"""What may stand before the name of a column, and what is meant."""

ITEMS = "#items"
"""Behind the name of a column: the number of items of a list that is written as JSON there."""
UNITS = "#units"
"""The same: a decimal with so many places as an integer."""
MAX_DIGITS = 18
"""Most digits of a decimal that is read as an integer."""
DIGITS = 15
"""Most digits before the point of a number that is written as text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A number that a cell may hold."""

    there: str
    """SQL: whether the cell holds anything."""
    right: str
    """SQL: whether it is a number within its bounds. Never NULL."""
    value: str
    """SQL of its units, in steps of *factor*; sound only where it is right."""
    most: int
    """What the value does not exceed where it is right."""
    faults: tuple[tuple[str, str], ...]
    """SQL and code of what may be wrong with it, in the order in which it counts."""
    factor: int = 1
    least: int = 0

    @property
    def amount(self) -> Amount:
        """The number."""
        return Amount(self.value, self.value, self.most, factor=self.factor, least=self.least)


def plain_names(table: Iterable[str]) -> dict[str, str]:
    """Return the columns of a table by what they mean: `request.inputs.video` means `inputs.video`."""
    found = {name: name for name in table}
    for name in table:
        for prefix, instead in _PREFIXES.items():
            if name.startswith(prefix):
                found.setdefault(instead + name.removeprefix(prefix), name)
    return found


class Sources:
    """The columns of one table, and which of them are read."""

    def __init__(self, table: Table) -> None:
        """Read the columns of *table*."""
        self._names = plain_names(table)
        self.table = {name: table[actual] for name, actual in self._names.items()}
        self.used: dict[str, str] = {}
        """Names of columns that are read, and ours for them."""

    def column(self, name: str) -> str:
        """Return our name for the column that means *name*."""
        plain, mark, kind = name.partition("#")
        actual = self._names.get(plain, plain) + mark + kind
        return self.used.setdefault(actual, f"{PREFIX}in{len(self.used)}")

    def there(self, path: PathTo) -> str:
        """Return SQL that tells whether the parameter at *path* is given; never NULL."""
        name = ".".join(path)
        tests = []
        if name in self.table:
            tests.append(f"({self.column(name)} IS NOT NULL)")
        elif f"{name}.count" in self.table:
            tests.append(self._some(f"{name}.count"))
        else:
            inside = [other for other in self.table if other.startswith(f"{name}.")]
            tests += [f"({self.column(other)} IS NOT NULL)" for other in inside]
        return either(*tests) if tests else "FALSE"

    def _some(self, name: str) -> str:
        """Spell that the number in the column *name* is more than 0; never NULL."""
        column = self.column(name)
        if self.table[name] == "integer":
            return f"(COALESCE({column}, 0) > 0)"
        return f"COALESCE(CAST({column} AS VARCHAR) ~ '^[0-9.]*[1-9][0-9.]*$', FALSE)"

    def equals(self, path: PathTo, value: Any) -> str:
        """Return SQL that tells whether the parameter is *value* to JSON; never NULL."""
        name = ".".join(path)
        if name not in self.table:
            return "TRUE" if value is None else "FALSE"
        column, form = self.column(name), self.table[name]
        return _is(column, form, value)

    def rows(self, sheet: Sheet, lookup: Lookup) -> tuple[str, dict[Any, str]]:
        """Return SQL of whether all keys of a table are given, and of the rows with each value."""
        there = both(*(self.there(path) for path in lookup.by))
        tests: dict[str, Any] = {}
        for keys, value in lookup.rows if there != "FALSE" else ():
            pairs = zip(lookup.by, keys, strict=True)
            equal = (sheet.name(self.equals(path, key)) for path, key in pairs)
            tests.setdefault(both(*equal), value)
        groups: dict[Any, list[str]] = {}
        for test, value in tests.items():
            groups.setdefault(value, []).append(test)
        found = {value: sheet.name(either(*rows)) for value, rows in groups.items()}
        return sheet.name(there), found

    def choice(
        self, sheet: Sheet, name: str, values: tuple[str, ...], *, spelt: bool = False
    ) -> tuple[str, list[str]]:
        """Return SQL that tells whether a choice is given, and whether it has each of *values*.

        If *spelt*, the values are how JSON spells truths and whole numbers.
        """
        if name not in self.table:
            return "FALSE", ["FALSE"] * len(values)
        column, form = self.column(name), self.table[name]
        tests = []
        for value in values:
            test = _is(column, "text", value) if form == "text" else "FALSE"
            if spelt and form != "text" and _WORDS.fullmatch(value):
                test = _is(column, form, json.loads(value))
            tests.append(sheet.name(test))
        return f"({column} IS NOT NULL)", tests

    def number(
        self, sheet: Sheet, name: str, places: int, bounds: tuple[int, int | None], whole: bool
    ) -> Reading:
        """Return SQL of the number in the column *name*, in units of 10**-*places*.

        *bounds* are the documented least and greatest value, in those units; where nothing bounds
        it, what exceeds the cap of the sheet is refused as an overflow.
        """
        if name not in self.table:
            return Reading("FALSE", "FALSE", "0", 0, ())
        column, form = self.column(name), self.table[name]
        there = f"({column} IS NOT NULL)"
        most = sheet.cap * 10 ** places if bounds[1] is None else bounds[1]
        code = "overflow" if bounds[1] is None else "out-of-domain"
        if form == "integer":
            scale = 10**places
            low, high = -(-bounds[0] // scale), most // scale
            right = within(sheet, column, low, high)
            value = f"CAST({column} AS {sheet.integer})"
            faults = _outside(there, right, f"({column} > {high})", code)
            return Reading(there, right, value, high, faults, scale, low)
        given = form.partition(":")[2]
        if given and int(given) <= (0 if whole else places):
            names = column, self.column(f"{name}{UNITS}{given}")
            return _decimal(sheet, names, 10 ** (places - int(given)), (bounds[0], most, code))
        if form not in {"text", "number"} and not given:
            return Reading(there, "FALSE", "0", 0, ((there, "not-a-number"),))
        return _spelt(sheet, column, places, (bounds[0], most, code), whole)

    def length(self, sheet: Sheet, path: PathTo) -> Reading:
        """Return SQL of the number of characters of a text."""
        name = ".".join(path)
        if f"{name}.length" in self.table:
            return self.number(sheet, f"{name}.length", 0, (0, sheet.cap), whole=True)
        if name not in self.table:
            return Reading("FALSE", "FALSE", "0", 0, ())
        column = self.column(name)
        there = f"({column} IS NOT NULL)"
        if self.table[name] != "text":
            return Reading(there, "FALSE", "0", 0, ((there, "not-a-text"),))
        length = sheet.name(f"CAST(LENGTH({column}) AS BIGINT)")
        return Reading(there, within(sheet, length, 0, sheet.cap), length, sheet.cap, ())

    def count(self, sheet: Sheet, path: PathTo) -> Reading:
        """Return SQL of the number of items of a list; any other value counts as one."""
        name = ".".join(path)
        if f"{name}.count" in self.table:
            return self.number(sheet, f"{name}.count", 0, (0, sheet.cap), whole=True)
        if name not in self.table:
            return Reading("FALSE", "FALSE", "0", 0, ())
        column, form = self.column(name), self.table[name]
        there = f"({column} IS NOT NULL)"
        if form == "list":
            length = f"ARRAY_LENGTH({column})"
            right = within(sheet, length, 0, sheet.cap)
            return Reading(there, right, length, sheet.cap, ())
        if form == "text":
            counted = self.column(f"{name}{ITEMS}")
            fault = f"({counted} < 0)"
            right = within(sheet, counted, 0, sheet.cap)
            return Reading(there, right, counted, sheet.cap, ((fault, "not-a-list"),))
        return Reading(there, there, "1", 1, ())


def within(sheet: Sheet, value: str, low: int, high: int) -> str:
    """Spell that a number is within bounds; never NULL."""
    return sheet.name(f"COALESCE({value} BETWEEN {low} AND {high}, FALSE)")


def _outside(there: str, right: str, above: str, code: str) -> tuple[tuple[str, str], ...]:
    """Say that a number is out of bounds; above a bound that is ours it is an overflow."""
    wrong = both(there, opposite(right))
    if code == "out-of-domain":
        return ((wrong, code),)
    return ((above, code), (wrong, "out-of-domain"))


def _decimal(
    sheet: Sheet, names: tuple[str, str], more: int, bounds: tuple[int, int, str]
) -> Reading:
    """Return SQL of a decimal by its column and that of its units, each of which counts *more*."""
    column, units = names
    low, most, code = bounds
    least, greatest = -(-low // more), most // more
    there, right = f"({column} IS NOT NULL)", within(sheet, units, least, greatest)
    faults = _outside(there, right, f"({units} > {greatest})", code)
    value = f"CAST({units} AS {sheet.integer})"
    return Reading(there, right, value, greatest, faults, more, least)


def _spelt(
    sheet: Sheet, column: str, places: int, bounds: tuple[int, int, str], whole: bool
) -> Reading:
    """Return SQL of a number written as a plain decimal: digits, and perhaps a point and digits."""
    low, most, code = bounds
    spelt = sheet.name(f"CAST({column} AS VARCHAR)")
    there = f"({column} IS NOT NULL)"
    negative = sheet.name(f"({spelt} ~ '^-[0-9]+(\\.[0-9]*)?$')")
    plain = sheet.name(f"({spelt} ~ '^[0-9]+(\\.[0-9]*)?$')")
    before = sheet.name(f"LTRIM(SPLIT_PART({spelt}, '.', 1), '0')")
    after = sheet.name(f"RTRIM(SPLIT_PART({spelt}, '.', 2), '0')")
    short = sheet.name(both(plain, f"(LENGTH({before}) <= {DIGITS})"))
    fits = sheet.name(both(short, f"(LENGTH({after}) <= {0 if whole else places})"))
    zeros = "0" * places
    rest = f"LEFT(CONCAT({after}, '{zeros}'), {places})" if places else "''"
    digits = f"CONCAT('0', {before}, {rest})"
    value = sheet.name(f"CASE WHEN {fits} THEN TRY_CAST({digits} AS {sheet.integer}) END")
    right = within(sheet, value, low, most)
    faults = (
        (both(there, untrue(negative), untrue(plain)), "not-a-number"),
        (negative, "out-of-domain"),
        (both(plain, untrue(short)), code),
        (both(short, untrue(fits)), "not-an-integer" if whole else "too-fine"),
        *_outside(fits, right, f"({value} > {most})", code),
    )
    return Reading(there, right, value, most, faults, least=low)


def _is(column: str, form: Form, value: Any) -> str:
    """Spell that a cell holds *value*; text spells numbers and truths as JSON does."""
    if value is None:
        return f"({column} IS NULL)"
    if isinstance(value, bool):
        spelt = {"boolean": f"{column} = {str(value).upper()}"}
        spelt["text"] = f"LOWER({column}) = '{str(value).lower()}'"
    elif isinstance(value, str):
        spelt = {"text": f"{column} = {text(value)}"}
    else:
        number = Decimal(str(value))
        whole = number == number.to_integral_value()
        spelt = {"integer": f"{column} = {int(number)}"} if whole else {}
        pattern = f"^{format(number.normalize(), 'f').replace('.', chr(92) + '.')}"
        pattern += r"(\.0*)?$" if whole else "0*$"
        spelt["text"] = f"({column} ~ {text(pattern)})"
        spelt["number"] = f"(CAST({column} AS VARCHAR) ~ {text(pattern)})"
        form = "number" if form.startswith("decimal") else form
    return f"COALESCE({spelt[form]}, FALSE)" if form in spelt else "FALSE"
