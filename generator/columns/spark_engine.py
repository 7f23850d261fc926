"""Price tables with Spark by way of Ibis: the same SQL in its dialect, on one machine or on many."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from generator.columns.lines import ROW
from generator.columns.program import OPERATION, Program
from generator.columns.sources import ITEMS, MAX_DIGITS, Form
from generator.columns.totals import Totals, gather, totals_query
from generator.diagnostics import CannotRun

if TYPE_CHECKING:
    from ibis.backends.pyspark import Backend
    from pyspark.sql import DataFrame

_INTEGERS = {"tinyint", "smallint", "int", "bigint"}
_NUMBERS = {"float", "double"}
_VIEW = "jobs"
_WIDE = "DECIMAL(38, 0)"


class SparkEngine:
    """Spark in local mode, or the session that is active already."""

    def __init__(self, jobs: Jobs) -> None:
        """Read *jobs*."""
        import ibis

        self.jobs = jobs
        self.spark = _session()
        self.ibis: Backend = ibis.pyspark.connect(self.spark)
        with _Told(jobs):
            self.frame = self._read()
            self.frame.createOrReplaceTempView(_VIEW)

    def _read(self) -> DataFrame:
        reader = self.spark.read
        if self.jobs.format == "parquet":
            return reader.parquet(str(self.jobs.path))
        options: dict[str, Any] = {"header": True, "multiLine": True, "escape": '"', "quote": '"'}
        return reader.options(**options).csv(str(self.jobs.path), encoding="UTF-8")

    def columns(self) -> dict[str, Form]:
        """Return the columns of the jobs and their types."""
        told_apart(self.jobs, self.frame.columns)
        return {name: _form(kind) for name, kind in self.frame.dtypes}

    def operations(self, most: int) -> list[str | None]:
        """List what stands in the column `operation`, *most* values of it."""
        names = self.frame.select(self.frame[OPERATION].cast("string")).distinct().limit(most)
        with _Told(self.jobs):
            return [name for (name,) in names.collect()]

    def run(self, program: Program, output: Output, progress: Progress) -> Totals:
        """Write all jobs with what they cost, and return the totals."""
        self._count(program)
        progress.stage("pricing")
        inner = layered(program, _VIEW)
        query = priced_query(program, inner, output)
        with _Told(self.jobs):
            found = self._sql(query, wide=program.wide)
            if output.keep == (ROW,):
                found = found.orderBy(found[ROW].cast("bigint"))
            self._write(found, output)
            progress.stage("adding up")
            counts = totals_query(program, f"({inner})")
            rows = self._sql(counts, wide=program.wide).collect()
        return gather(program, (tuple(row) for row in rows))

    def _sql(self, query: str, *, wide: bool) -> DataFrame:
        """Let Ibis carry *query* to Spark, whose widest integers are decimals without places."""
        from sqlglot import exp, parse_one

        tree = parse_one(query, dialect="duckdb")
        for kind in tree.find_all(exp.DataType):
            if kind.is_type("int128"):
                kind.replace(exp.DataType.build(_WIDE))
        if wide:
            tree = tree.transform(_divided)
        carried = self.ibis.compile(self.ibis.sql(tree.sql("duckdb"), dialect="duckdb"))
        return self.spark.sql(str(carried))

    def _count(self, program: Program) -> None:
        """Count lists that are written as JSON; -1 is no list."""
        from pyspark.sql import functions

        frame = self.frame
        for name in program.sources:
            if name.endswith(ITEMS):
                column = quoted(name.removesuffix(ITEMS)).replace('"', "`")
                items = f"COALESCE(json_array_length({column}), -1)"
                counted = f"CASE WHEN {column} LIKE '[%' THEN {items} ELSE 1 END"
                there = f"CASE WHEN {column} IS NOT NULL THEN {counted} END"
                frame = frame.withColumn(name, functions.expr(there))
        frame.createOrReplaceTempView(_VIEW)

    def _write(self, found: DataFrame, output: Output) -> None:
        """Write one file: Spark writes a folder, of which the only part is taken."""
        folder = output.path.with_suffix(".parts")
        writer = found.coalesce(1).write.mode("error")
        if output.format == "csv":
            writer.options(header=True, escape='"', emptyValue="").csv(str(folder))
        else:
            writer.parquet(str(folder))
        (part,) = folder.glob("part-*")
        part.rename(output.path)
        shutil.rmtree(folder)


def _divided(node: Any) -> Any:
    """Spell a division of decimals that leaves whole numbers; DIV would make it 64 bits."""
    from sqlglot import exp, parse_one

    if not isinstance(node, exp.IntDiv):
        return node
    over, under = (
        node.args[side].transform(_divided).sql("duckdb") for side in ("this", "expression")
    )
    return parse_one(
        f"CAST((({over}) - ({over}) % ({under})) / ({under}) AS {_WIDE})", dialect="duckdb"
    )


def _session() -> Any:
    """Return the active Spark session, or a quiet local one."""
    from pyspark.sql import SparkSession

    active = SparkSession.getActiveSession()
    if active is not None:
        return active
    if not shutil.which("java") and not _java_home():
        raise CannotRun("--engine spark needs Java 17 or newer, which is not here")
    builder = SparkSession.builder.master("local[*]").appName("specloom")
    quiet = {"spark.ui.enabled": "false", "spark.log.level": "ERROR"}
    quiet |= {"spark.ui.showConsoleProgress": "false", "spark.sql.shuffle.partitions": "2"}
    deep = ("analyzer", "optimizer")  # a query is as deep as its price
    quiet |= {f"spark.sql.{each}.maxIterations": "1000" for each in deep}
    return builder.config(map=quiet).getOrCreate()


def _java_home() -> bool:
    import os

    home = os.environ.get("JAVA_HOME")
    return bool(home) and Path(str(home), "bin", "java").exists()


class _Told:
    """Tells what Spark complains about, in one line."""

    def __init__(self, jobs: Jobs) -> None:
        self.jobs = jobs

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, where: object) -> None:
        from pyspark.errors import PySparkException

        if isinstance(error, PySparkException):
            raise CannotRun(f"{self.jobs.path}: Spark stops: {first_line(error)}") from None


def _form(kind: str) -> Form:
    if kind.startswith("array"):
        return "list"
    if kind in _INTEGERS:
        return "integer"
    if kind.startswith("decimal"):
        digits, places = map(int, kind[8:-1].split(","))
        return f"decimal:{places}" if digits <= MAX_DIGITS else "number"
    if kind in _NUMBERS:
        return "number"
    if kind == "boolean":
        return "boolean"
    return "text" if kind == "string" else "other"
