"""Price a file of jobs: read it, compile the prices that it needs, let an engine do the work."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from generator.columns.engine import RESULTS, Engine, Output, Progress
from generator.columns.files import Jobs, beside, format_of, open_jobs
from generator.columns.layout import layout_of
from generator.columns.lines import ROW, JobLines
from generator.columns.program import OPERATION, Program, clashes, compile_program
from generator.columns.sheet import NotCarried
from generator.columns.sources import Form, plain_names
from generator.columns.totals import Totals
from generator.diagnostics import CannotRun
from generator.extras import ENGINES, absent
from generator.ir.prices import Price
from generator.ir.provider import Operation

EngineName = Literal["polars", "duckdb", "spark"]
MAX_NAMES = 1_000
"""Different values of the column `operation`."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What a batch came to."""

    totals: Totals
    hints: tuple[str, ...] = ()
    """Columns that no price reads, though they look as if one should."""

    def as_dict(self) -> dict[str, Any]:
        """Return what JSON output shows."""
        return {**self.totals.as_dict(), "hints": list(self.hints)}


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done with a file of jobs."""

    jobs: Path
    out: Path
    engine: EngineName = "polars"
    operation: str | None = None
    """The operation of all jobs; left out, the column `operation` names it."""
    as_of: str | None = None
    lines: bool = True
    """Whether the line items are written too."""


def price_batch(
    operations: Sequence[Operation], order: Order, progress: Progress | None = None
) -> Batch:
    """Write the jobs of *order* with what each costs, and return the totals.

    Rows without a price are refused with a reason and counted. Raises `Rejected` for a file with
    lines that make no sense and `CannotRun` where nothing can be done; then nothing is written.
    """
    progress = progress or Progress()
    missing = absent(ENGINES[order.engine])
    if missing:
        wanted = f"pip install 'specloom[{order.engine}]'"
        raise CannotRun(f"--engine {order.engine} needs {', '.join(missing)}: {wanted}")
    kinds = {format_of(order.jobs), format_of(order.out)}
    if len(kinds) > 1 and "jsonl" in kinds:
        raise CannotRun(f"{order.out}: JSON lines become JSON lines, tables become tables")
    if order.out.exists() and order.out.samefile(order.jobs):
        raise CannotRun(f"{order.out}: would replace the jobs themselves")
    known = {operation.name: operation for operation in operations}
    progress.stage("reading")
    with beside(order.out) as aside:
        if "jsonl" in kinds:
            return _lines(known, order, aside, progress)
        return _table(known, order, open_jobs(order.jobs), aside, progress)


def _lines(known: Mapping[str, Operation], order: Order, out: Path, progress: Progress) -> Batch:
    """Price a file of JSON lines by way of a table."""
    jobs = open_jobs(order.jobs)
    names = [order.operation] if order.operation else list(known)
    layouts = {name: (known[name], layout_of(_price(known[name], order))) for name in names}
    lines = JobLines(jobs.path, layouts, order.operation)
    with TemporaryDirectory(prefix=".specloom-", dir=order.out.parent) as folder:
        table, results = Path(folder) / "jobs.csv", Path(folder) / "results.csv"
        lines.write_table(table)
        columns = (ROW, OPERATION, *lines.columns)
        engine = _engine(order.engine, Jobs(table, "csv", columns))
        program = _program(known, order, engine, dict.fromkeys(columns, "text"), selected=True)
        totals = engine.run(program, Output(results, "csv", order.lines, (ROW,)), progress)
        progress.stage("writing")
        lines.write_results(results, out)
    return Batch(totals)


def _table(
    known: Mapping[str, Operation], order: Order, jobs: Jobs, out: Path, progress: Progress
) -> Batch:
    engine = _engine(order.engine, jobs)
    columns = engine.columns()
    taken = [name for name in columns if name in RESULTS or name.startswith("lines.")]
    taken += clashes(columns)
    if taken:
        text = f"{jobs.path}: has a column {taken[0]}, which the result needs"
        raise CannotRun(f"{text}; call it request.{taken[0]} if it is a parameter")
    if order.operation is None and OPERATION not in columns:
        raise CannotRun(f"{jobs.path}: has no column {OPERATION}; name the operation of all jobs")
    if columns.get(OPERATION, "text") != "text":
        raise CannotRun(f"{jobs.path}: the column {OPERATION} holds no text")
    program = _program(known, order, engine, columns, selected=OPERATION in columns)
    _check(jobs, columns, program, known, order)
    kept = Output(out, format_of(order.out), order.lines, tuple(columns))
    return Batch(engine.run(program, kept, progress), _hints(columns, known, order, program))


def _engine(name: EngineName, jobs: Jobs) -> Engine:
    if name == "polars":
        from generator.columns.polars_engine import PolarsEngine

        return PolarsEngine(jobs)
    if name == "duckdb":
        from generator.columns.duckdb_engine import DuckdbEngine

        return DuckdbEngine(jobs)
    from generator.columns.spark_engine import SparkEngine

    return SparkEngine(jobs)


def _price(operation: Operation, order: Order) -> Price | None:
    return operation.price_on(order.as_of)


def _program(
    known: Mapping[str, Operation],
    order: Order,
    engine: Engine,
    columns: Mapping[str, Form],
    *,
    selected: bool,
) -> Program:
    """Compile the prices of the operations that the jobs name."""
    names = [order.operation] if order.operation else engine.operations(MAX_NAMES)
    if len(names) >= MAX_NAMES:
        raise CannotRun(f"{order.jobs}: {OPERATION} has {MAX_NAMES} or more different values")
    prices = {name: _price(known[name], order) for name in known if name in names}
    if not prices:
        shown = ", ".join(sorted(str(name) for name in names)[:3]) or "nothing"
        raise CannotRun(f"{order.jobs}: no job names an operation that is known, but {shown}")
    try:
        return compile_program(prices, columns, selected=selected)
    except NotCarried as error:
        raise CannotRun(f"columns cannot carry one of these prices: {error}") from None


def _wanted(known: Mapping[str, Operation], order: Order) -> list[str]:
    """List the columns that the prices could read."""
    names = [order.operation] if order.operation else list(known)
    layouts = [layout_of(_price(known[name], order)) for name in names]
    return list(dict.fromkeys(column for layout in layouts for column in layout.columns))


def _check(
    jobs: Jobs,
    columns: Mapping[str, Form],
    program: Program,
    known: Mapping[str, Operation],
    order: Order,
) -> None:
    """Refuse a table that a price can read nothing from."""
    nested = [
        name
        for name, form in columns.items()
        if form == "other" and any(want.startswith(f"{name}.") for want in _wanted(known, order))
    ]
    if nested:
        text = f"{jobs.path}: column {nested[0]} is an object"
        raise CannotRun(f"{text}; give its members columns of their own, {nested[0]}.NAME")
    wanted = _wanted(known, order)
    if wanted and not set(program.sources) - {OPERATION}:
        raise CannotRun(
            f"{jobs.path}: none of its columns says what a job costs: {', '.join(wanted)}"
        )


def _hints(
    columns: Mapping[str, Form],
    known: Mapping[str, Operation],
    order: Order,
    program: Program,
) -> tuple[str, ...]:
    """Name columns that are not read, but nearly have the name of one that could be."""
    wanted = [name for name in _wanted(known, order) if name not in plain_names(columns)]
    found = []
    for name in columns:
        close = difflib.get_close_matches(name, wanted, 1, 0.85)
        if close and name not in program.sources:
            found.append(f"column {name} is not read; did you mean {close[0]}?")
    return tuple(found)
