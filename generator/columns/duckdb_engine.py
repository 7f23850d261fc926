"""Price tables with DuckDB: one query, and files larger than memory."""

from __future__ import annotations

import re
from tempfile import gettempdir
from typing import Any

from generator.columns.engine import (
    Output,
    Progress,
    first_line,
    layered,
    priced_query,
    quoted,
    told_apart,
)
from generator.columns.files import Jobs
from generator.columns.program import OPERATION, Program
from generator.columns.sheet import text
from generator.columns.sources import ITEMS, MAX_DIGITS, Form
from generator.columns.totals import (
    Totals,
    gather,
    read_back,
    totals_query,
    written_query,
)
from generator.diagnostics import CannotRun

_INTEGERS = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}
_NUMBERS = {"HUGEINT", "UHUGEINT", "UBIGINT", "DOUBLE", "FLOAT"}
_COPY = {
    "csv": "FORMAT CSV, HEADER",
    "parquet": "FORMAT PARQUET, COMPRESSION ZSTD",
}


MEMORY = "400MB"
"""What DuckDB may take at first, as it takes what it may; a price of very many columns needs more."""


class DuckdbEngine:
    """DuckDB in this process."""

    def __init__(self, jobs: Jobs) -> None:
        """Read *jobs*."""
        import duckdb

        self.jobs = jobs
        self.connection = duckdb.connect()
        self.connection.execute("SET enable_progress_bar_print = false")  # else it draws on stdout
        self.connection.execute(f"SET memory_limit = '{MEMORY}'")
        self.connection.execute(
            f"SET temp_directory = {text(gettempdir())}"
        )  # else the current one
        self.freed = False
        self.table = _reader(jobs)

    def columns(self) -> dict[str, Form]:
        """Return the columns of the jobs and their types."""
        told_apart(self.jobs, self._names())
        rows = self._all(f"DESCRIBE SELECT * FROM {self.table}")
        return {name: _form(kind) for name, kind, *_ in rows}

    def _names(self) -> tuple[str, ...]:
        """Return the names in the file, of which DuckDB would change those that it takes for one."""
        if self.jobs.format == "csv":
            return self.jobs.columns
        found = self._all(f"SELECT name, num_children FROM parquet_schema({_path(self.jobs)})")
        names, inside = [], 0
        for name, children in found[1:]:
            if not inside:
                names.append(name)
            inside += (children or 0) - (1 if inside else 0)
        return tuple(names)

    def operations(self, most: int) -> list[str | None]:
        """List what stands in the column `operation`, *most* values of it."""
        query = f"SELECT DISTINCT CAST({OPERATION} AS VARCHAR) FROM {self.table} LIMIT {most}"
        return [name for (name,) in self._all(query)]

    def run(self, program: Program, output: Output, progress: Progress) -> Totals:
        """Write all jobs with what they cost, and return the totals."""
        inner = layered(program, self.table, _items)
        query = priced_query(program, inner, output)
        progress.stage("pricing", self._told)
        self._all(f"COPY ({query}) TO {text(str(output.path))} ({_COPY[output.format]})")
        progress.stage("adding up", self._told)
        if output.format == "parquet" and not program.wide:
            written = f"read_parquet({text(str(output.path))})"
            return read_back(self._all(written_query(written)))
        return gather(program, self._all(totals_query(program, f"({inner})")))

    def _told(self) -> str:
        percent = self.connection.query_progress()
        return f"{percent:.0f} %" if percent >= 0 else ""

    def _all(self, query: str) -> list[tuple[Any, ...]]:
        import duckdb

        try:
            found: list[tuple[Any, ...]] = self.connection.execute(query).fetchall()
        except duckdb.OutOfMemoryException:
            if self.freed:
                raise CannotRun(f"{self.jobs.path}: DuckDB has too little memory") from None
            self.freed = True
            self.connection.execute("RESET memory_limit")
            return self._all(query)
        except duckdb.Error as error:
            raise CannotRun(f"{self.jobs.path}: DuckDB stops: {first_line(error)}") from None
        return found


def _reader(jobs: Jobs) -> str:
    """Return SQL that reads the file of *jobs*."""
    path = _path(jobs)
    if jobs.format == "parquet":
        return f"read_parquet({path})"
    columns = ", ".join(f"{text(name)}: 'VARCHAR'" for name in jobs.columns)
    options = "header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"'"
    return f"read_csv({path}, {options}, nullstr = '', columns = {{{columns}}})"


def _path(jobs: Jobs) -> str:
    """Spell the path of a file, which is a name and no pattern."""
    return text(re.sub(r"[\[*?]", r"[\g<0>]", str(jobs.path)))


def _items(name: str) -> str:
    """Count the items of a list that is written as JSON; any other text counts as one."""
    column = quoted(name.removesuffix(ITEMS))
    listed = f"{column} LIKE '[%'"
    sound = f"json_valid({column})"
    count = f"CAST(json_array_length(CASE WHEN {sound} THEN {column} END) AS BIGINT)"
    return (
        f"CASE WHEN {column} IS NULL THEN NULL WHEN NOT ({listed}) THEN 1 "
        f"WHEN {sound} THEN {count} ELSE -1 END"
    )


def _form(kind: str) -> Form:
    if kind.endswith("]"):
        return "list"
    if kind in _INTEGERS:
        return "integer"
    if kind.startswith("DECIMAL"):
        digits, places = map(int, kind[8:-1].split(","))
        return f"decimal:{places}" if digits <= MAX_DIGITS else "number"
    if kind in _NUMBERS:
        return "number"
    if kind == "BOOLEAN":
        return "boolean"
    return "text" if kind == "VARCHAR" or kind.startswith("ENUM") else "other"
