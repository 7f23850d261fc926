"""Price tables with Polars: streams, and is the fastest on one machine."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.columns.engine import Output, Progress, first_line, results
from generator.columns.files import Jobs
from generator.columns.program import OPERATION, Program
from generator.columns.sources import ITEMS, MAX_DIGITS, UNITS, Form
from generator.columns.totals import Totals, gather, totals_query
from generator.diagnostics import CannotRun

if TYPE_CHECKING:
    import polars as pl


CHUNK = 20_000
"""Rows that are worked on at a time: a fifth of the usual, for half the memory at the same speed."""


class PolarsEngine:
    """Polars in this process."""

    def __init__(self, jobs: Jobs) -> None:
        """Read *jobs*."""
        import polars as pl

        self.jobs = jobs
        if jobs.format == "parquet":
            self.frame = pl.scan_parquet(jobs.path, glob=False)
        else:
            names = list(jobs.columns)  # Polars leaves doubled quotes in the names as they are
            self.frame = pl.scan_csv(jobs.path, infer_schema=False, glob=False, new_columns=names)

    def columns(self) -> dict[str, Form]:
        """Return the columns of the jobs and their types."""
        import polars as pl

        with _Told(self.jobs):
            schema = self.frame.collect_schema()
        texts = [name for name, kind in schema.items() if isinstance(kind, _as_text())]
        if texts:
            self.frame = self.frame.with_columns(pl.col(name).cast(pl.String) for name in texts)
        return {name: _form(kind) for name, kind in schema.items()}

    def operations(self, most: int) -> list[str | None]:
        """List what stands in the column `operation`, *most* values of it."""
        import polars as pl

        with _Told(self.jobs):
            names = self.frame.select(pl.col(OPERATION).cast(pl.String)).unique().limit(most)
            return names.collect(engine="streaming")[OPERATION].to_list()

    def run(self, program: Program, output: Output, progress: Progress) -> Totals:
        """Write all jobs with what they cost, and return the totals."""
        import polars as pl

        frame = priced(self.frame, program)
        chosen = frame.select(*(pl.col(name) for name in output.keep), *_outputs(program, output))
        if output.format == "csv":
            sink = chosen.sink_csv(output.path, lazy=True)
        else:
            sink = chosen.sink_parquet(output.path, lazy=True)
        totals = pl.SQLContext(jobs=frame).execute(totals_query(program, "jobs"))
        # One after the other: together they take longer, and twice the memory.
        progress.stage("pricing", lambda: _written(output.path))
        with _Told(self.jobs), pl.Config(streaming_chunk_size=CHUNK):
            sink.collect(engine="streaming")
            progress.stage("adding up")
            counted = totals.collect(engine="streaming")
        return gather(program, counted.iter_rows())


def _written(path: Path) -> str:
    """Say how much stands in a file that grows."""
    size = path.stat().st_size if path.exists() else 0
    return f"{size / 1e6:,.0f} MB written"


class _Told:
    """Tells what Polars complains about, in one line."""

    def __init__(self, jobs: Jobs) -> None:
        self.jobs = jobs

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, where: object) -> None:
        import polars as pl

        if isinstance(error, pl.exceptions.PolarsError):
            raise CannotRun(f"{self.jobs.path}: Polars stops: {first_line(error)}") from None


def priced(frame: pl.LazyFrame, program: Program) -> pl.LazyFrame:
    """Return *frame* with the columns of *program* beside its own."""
    import polars as pl

    named = [_read(name).alias(inside) for name, inside in program.sources.items()]
    frame = frame.with_columns(named) if named else frame
    for layer in program.layers:
        frame = frame.with_columns(pl.sql_expr(sql).alias(name) for name, sql in layer)
    return frame


def _read(name: str) -> pl.Expr:
    """Return what is read from a column: itself, items of a JSON list, or a decimal's integer."""
    import polars as pl

    column, mark, _ = name.partition(UNITS)
    if mark:
        return pl.col(column).to_physical().cast(pl.Int64)
    if not name.endswith(ITEMS):
        return pl.col(name)
    cells = pl.col(name.removesuffix(ITEMS))
    return cells.map_elements(_items, return_dtype=pl.Int64, skip_nulls=True)


def _items(cell: str) -> int:
    """Count the items of a list that is written as JSON; -1 if it is none, and 1 for other text."""
    if not cell.startswith("["):
        return 1
    try:
        return len(json.loads(cell))
    except (ValueError, RecursionError):
        return -1


def _outputs(program: Program, output: Output) -> list[pl.Expr]:
    """Return the columns that come out; line items nested where the format can hold that."""
    import polars as pl

    found: list[pl.Expr] = []
    lines: dict[str, list[pl.Expr]] = {}
    for result in results(program, lines=output.lines):
        column = pl.sql_expr(result.sql)
        column = _money(column, program) if result.money else column
        if result.line is None or output.format == "csv":
            found.append(column.alias(result.name))
        else:
            lines.setdefault(result.line[0], []).append(column.alias(result.line[1]))
    if lines:
        items = [pl.struct(*ends).alias(line) for line, ends in lines.items()]
        found.insert(-1, pl.struct(*items).alias("lines"))
    return found


def _money(units: pl.Expr, program: Program) -> pl.Expr:
    """Turn integers into decimals."""
    import polars as pl

    one = Decimal(program.factor).scaleb(-program.places)
    decimals = units.cast(pl.Decimal(38, 0)) * pl.lit(one, pl.Decimal(38, program.places))
    return decimals.cast(pl.Decimal(38 if program.wide else 18, program.places))


def _form(kind: Any) -> Form:
    import polars as pl

    if isinstance(kind, (pl.List, pl.Array)):
        return "list"
    if kind.is_integer():
        return "number" if kind in {pl.UInt64, pl.Int128, pl.UInt128} else "integer"
    if isinstance(kind, pl.Decimal):
        return f"decimal:{kind.scale}" if kind.precision <= MAX_DIGITS else "number"
    if kind.is_numeric():
        return "number"
    if kind == pl.Boolean:
        return "boolean"
    return "text" if isinstance(kind, (pl.String, *_as_text())) else "other"


def _as_text() -> tuple[Any, ...]:
    """Return types that are made texts: sets of texts, and columns of which all is null."""
    import polars as pl

    return pl.Categorical, pl.Enum, pl.Null
