"""The columns of one price in the making: named steps of SQL, and what can refuse a row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NoReturn

NARROW = 2**63 - 1
"""The greatest BIGINT."""
WIDE = 10**38 - 1
"""The greatest integer that every engine has: HUGEINT in DuckDB, DECIMAL(38) elsewhere."""
PREFIX = "specloom_"
"""What the names of our columns begin with."""

_OWN = re.compile(rf"\b{PREFIX}[a-z]+[0-9]+\b")
_SETTLED = re.compile(r"\(\w+ IS (?:NOT )?NULL\)")
"""Tests that are never NULL."""
_FACTOR = 10**18


class TooWide(Exception):
    """A value may not fit into the integers of the sheet."""


class NotCarried(Exception):
    """The price has a shape that columns do not carry; the text names it."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row has no price."""

    code: str
    about: str = ""

    def __str__(self) -> str:
        """Spell it as the refusal column does."""
        return f"{self.code}: {self.about}" if self.about else self.code


@dataclass(frozen=True, slots=True)
class Amount:
    """SQL of a quantity, an integer at some scale: a column times a factor."""

    low: str
    high: str
    most: int
    """What neither column exceeds, in any row: proved, not hoped for."""
    open: bool = False
    """Whether `high` may be NULL, which is open upwards."""
    factor: int = 1
    least: int = 0
    """What neither column falls below."""

    @property
    def certain(self) -> bool:
        """Whether both ends are the same."""
        return self.low == self.high

    @property
    def constant(self) -> int | None:
        """The number, if it is the same in every row."""
        fixed = self.certain and self.low.isdecimal()
        return int(self.low) * self.factor if fixed else None

    def times(self, number: int, factor: int | None = None) -> Amount:
        """Return it with another factor."""
        return replace(self, factor=(self.factor if factor is None else factor) * number)


@dataclass(frozen=True, slots=True)
class Test:
    """SQL of a statement: when it certainly holds, and when it may. Neither is ever NULL."""

    certain: str
    possible: str


@dataclass(slots=True)
class Sheet:
    """Named columns, each made of those before it, and the refusals in the order in which they count."""

    space: str
    """A letter that keeps the names of several prices apart."""
    wide: bool = False
    cap: int = 10**9
    """The greatest quantity, in whole units, where no document bounds it."""
    steps: dict[str, str] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    refusals: list[tuple[str, Reason]] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)

    @property
    def integer(self) -> str:
        """The SQL type of amounts."""
        return "HUGEINT" if self.wide else "BIGINT"

    @property
    def limit(self) -> int:
        """The greatest amount."""
        return WIDE if self.wide else NARROW

    def name(self, sql: str) -> str:
        """Return the name of a column with the value of *sql*; what is a name or a constant stays."""
        if _OWN.fullmatch(sql) or sql.isdecimal() or sql in {"TRUE", "FALSE", "NULL"}:
            return sql
        if sql not in self.known:
            column = f"{PREFIX}{self.space}{len(self.steps)}"
            self.steps[column] = sql
            self.levels[column] = self.level(sql) + 1
            self.known[sql] = column
        return self.known[sql]

    def number(self, sql: str) -> str:
        """Do the same for a number, as a column of the integers of the sheet."""
        if sql.isdecimal() or sql == "NULL":
            return sql
        return self.name(sql if _OWN.fullmatch(sql) else f"CAST({sql} AS {self.integer})")

    def level(self, sql: str) -> int:
        """Return how many layers of columns *sql* stands on."""
        return max((self.levels.get(name, 0) for name in _OWN.findall(sql)), default=0)

    def refuse(self, sql: str, code: str, about: str = "") -> None:
        """Refuse the rows of which *sql* holds; NULL does not count as holding."""
        if sql != "FALSE":
            self.refusals.append((sql, Reason(code, about)))

    def amount(
        self,
        low: str,
        high: str,
        most: int,
        *,
        open_: bool = False,
        factor: int = 1,
        least: int = 0,
    ) -> Amount:
        """Return a quantity whose ends are columns, or raise `TooWide`."""
        if most > self.limit:
            self.too_wide()
        first = self.number(low)
        last = first if high == low else self.number(high)
        return Amount(first, last, most, open_, factor, least)

    def too_wide(self) -> NoReturn:
        """Say that a value may not fit."""
        raise TooWide

    def layers(self, wanted: Iterable[str] = ()) -> tuple[tuple[tuple[str, str], ...], ...]:
        """Return the steps that *wanted* needs, those of a layer beside each other."""
        needed = self._needed(list(wanted) or list(self.steps))
        depth = max((self.levels[name] for name in needed), default=0)
        return tuple(
            tuple((name, self.steps[name]) for name in self.steps if name in chosen)
            for layer in range(1, depth + 1)
            if (chosen := {name for name in needed if self.levels[name] == layer})
        )

    def _needed(self, wanted: list[str]) -> set[str]:
        found: set[str] = set()
        while wanted:
            name = wanted.pop()
            if name in self.steps and name not in found:
                found.add(name)
                wanted += _OWN.findall(self.steps[name])
        return found


def text(value: str) -> str:
    """Spell *value* as SQL text."""
    return "'" + value.replace("'", "''") + "'"


def both(*tests: str) -> str:
    """Spell that all *tests* hold."""
    if "FALSE" in tests:
        return "FALSE"
    parts = list(dict.fromkeys(test for test in tests if test != "TRUE"))
    return f"({' AND '.join(parts)})" if len(parts) > 1 else parts[0] if parts else "TRUE"


def either(*tests: str) -> str:
    """Spell that one of *tests* holds."""
    if "TRUE" in tests:
        return "TRUE"
    parts = list(dict.fromkeys(test for test in tests if test != "FALSE"))
    return f"({' OR '.join(parts)})" if len(parts) > 1 else parts[0] if parts else "FALSE"


def untrue(test: str) -> str:
    """Spell that *test* does not hold, or is NULL; IS NOT TRUE is NULL for NULL in Polars 2.1."""
    if test in {"TRUE", "FALSE"} or _SETTLED.fullmatch(test):
        return opposite(test)
    return f"(NOT COALESCE({test}, FALSE))"


def opposite(test: str) -> str:
    """Spell the opposite of a *test* that is never NULL."""
    flipped = {"TRUE": "FALSE", "FALSE": "TRUE"}
    return flipped.get(test) or f"(NOT {test})"


def case(ways: Iterable[tuple[str, str]], otherwise: str = "NULL") -> str:
    """Spell the value of the first way whose test holds."""
    parts = []
    for test, value in ways:
        if test == "FALSE":
            continue
        if test == "TRUE":
            otherwise = value
            break
        parts.append(f"WHEN {test} THEN {value}")
    if not parts:
        return otherwise
    last = "" if otherwise == "NULL" else f" ELSE {otherwise}"
    return f"CASE {' '.join(parts)}{last} END"


def times(sql: str, factor: int) -> str:
    """Spell *sql* multiplied by a constant, in steps that every engine reads as BIGINT."""
    parts = []
    while factor > _FACTOR:
        if factor % _FACTOR:
            raise TooWide
        parts.append(str(_FACTOR))
        factor //= _FACTOR
    parts += [str(factor)] if factor != 1 else []
    return " * ".join([sql, *parts])
