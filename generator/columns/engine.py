"""What the engines share: what comes out of a program, and the query around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from generator.columns.files import Format, Jobs
from generator.columns.program import Program
from generator.columns.sheet import case, text, times
from generator.columns.sources import ITEMS, UNITS, Form
from generator.columns.totals import Totals
from generator.diagnostics import CannotRun

RESULTS = ("low", "high", "exact", "currency", "lines", "refusal")
"""The columns that a batch adds."""


class Progress:
    """Is told what is being done; this one keeps it to itself."""

    def stage(self, text: str, told: Callable[[], str] | None = None) -> None:
        """Begin a stage; *told* says how far it is, whenever it is asked."""


class Engine(Protocol):
    """Something that prices the rows of a file."""

    def columns(self) -> dict[str, Form]:
        """Return the columns of the jobs and their types."""

    def operations(self, most: int) -> list[str | None]:
        """List what stands in the column `operation`, *most* values of it."""

    def run(self, program: Program, output: Output, progress: Progress) -> Totals:
        """Write all jobs with what they cost, and return the totals."""


@dataclass(frozen=True, slots=True)
class Output:
    """Where results go, and in which form."""

    path: Path
    format: Format
    lines: bool
    """Whether the line items are written too."""
    keep: tuple[str, ...]
    """The columns of the jobs that are kept."""


@dataclass(frozen=True, slots=True)
class Result:
    """A column that comes out."""

    name: str
    """`low`; of a line item in a file without structure `lines.output-video.low`."""
    sql: str
    """Its value; money is in integers."""
    money: bool = False
    line: tuple[str, str] | None = None
    """The line item, and whether this is its `low` or its `high`."""


def results(program: Program, *, lines: bool) -> Iterator[Result]:
    """List the columns that *program* adds to the jobs."""
    yield Result("low", program.low, money=True)
    yield Result("high", program.high, money=True)
    yield Result("exact", program.exact)
    yield Result("currency", _texts(program.currency, program.currencies, 0))
    if lines:
        for line, ends in program.lines.items():
            for side, sql in zip(("low", "high"), ends, strict=True):
                yield Result(f"lines.{line}.{side}", sql, money=True, line=(line, side))
    yield Result("refusal", _texts(program.code, tuple(map(str, program.reasons)), 1))


def _texts(column: str, texts: tuple[str, ...], first: int) -> str:
    """Spell the text for each number in *column*."""
    ways = [(f"{column} = {place}", text(each)) for place, each in enumerate(texts, first)]
    return f"CAST({case(ways)} AS VARCHAR)"


def quoted(name: str) -> str:
    """Spell *name* as the name of a column."""
    return '"' + name.replace('"', '""') + '"'


def layered(program: Program, table: str, items: Callable[[str], str] = quoted) -> str:
    """Return SQL of *table* with the columns of *program* beside its own.

    *items* spells the number of items of a list that is written as JSON, by its column.
    """
    named = ", ".join(f"{_read(name, items)} AS {own}" for name, own in program.sources.items())
    query = f"SELECT *, {named} FROM {table}" if named else f"SELECT * FROM {table}"
    for layer in program.layers:
        listed = ", ".join(f"{sql} AS {name}" for name, sql in layer)
        query = f"SELECT *, {listed} FROM ({query})"
    return query


def _read(name: str, items: Callable[[str], str]) -> str:
    """Spell what is read from a column."""
    column, _, units = name.partition(UNITS)
    if units:
        return f"CAST({quoted(column)} * {10 ** int(units)} AS BIGINT)"
    return items(name) if name.endswith(ITEMS) else quoted(name)


def priced_query(program: Program, inner: str, output: Output) -> str:
    """Return SQL of the rows of the query *inner* with what they cost."""
    listed = [quoted(name) for name in output.keep]
    items: dict[str, list[str]] = {}
    plain = output.format != "parquet"
    for result in results(program, lines=output.lines):
        sql = _money(program, result.sql, plain=plain) if result.money else result.sql
        if result.line is None or plain:
            listed.append(f"{sql} AS {quoted(result.name)}")
        else:
            items.setdefault(result.line[0], []).append(f"{text(result.line[1])}: {sql}")
    if items:
        lines = ", ".join(f"{text(line)}: {{{', '.join(ends)}}}" for line, ends in items.items())
        listed.insert(-1, f'{{{lines}}} AS "lines"')
    return f"SELECT {', '.join(listed)} FROM ({inner})"


def _money(program: Program, units: str, *, plain: bool) -> str:
    """Spell integers as decimals; *plain* ones as text, which has no exponent and no float in it."""
    places = program.places
    units = f"({times(units, program.factor)})" if program.factor > 1 else units
    if plain or program.wide:
        step = 10**places
        whole = f"CAST({units} // {step} AS VARCHAR)"
        rest = f"LPAD(CAST({units} % {step} AS VARCHAR), {places}, '0')"
        spelt = case([(f"{units} IS NOT NULL", f"CONCAT({whole}, '.', {rest})")])
        spelt = spelt if places else f"CAST({units} AS VARCHAR)"
        return spelt if plain else f"CAST({spelt} AS DECIMAL(38, {places}))"
    digits = len(str(program.most * program.factor))
    one = f"'0.{'1':0>{places}}'" if places else "'1'"
    step_ = f"CAST({one} AS DECIMAL({places + 1}, {places}))"
    return f"CAST(CAST({units} AS DECIMAL({digits}, 0)) * {step_} AS DECIMAL(18, {places}))"


def told_apart(jobs: Jobs, names: Iterable[str]) -> None:
    """Refuse columns that differ in case alone, which SQL takes for one."""
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(name.lower(), name)
        if other != name:
            text = f"{jobs.path}: the columns {other} and {name} differ in case alone"
            raise CannotRun(f"{text}; --engine polars tells them apart")


def first_line(error: Exception) -> str:
    """Return what an engine complains about, on one line."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines or [type(error).__name__])[0][:300]
