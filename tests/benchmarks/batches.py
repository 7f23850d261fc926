"""How many jobs a second columns price, and what ten million of them take from file to file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
from genai_prices import Usage, calc_price

from generator.catalogue import load_operation
from generator.columns.engine import layered
from generator.columns.files import Jobs
from generator.columns.polars_engine import PolarsEngine, priced
from generator.columns.program import Program, compile_program

from .measure import ROOT, Taker, Times, calls, in_turns
from .peers import absent, python_with
from .table import Budget, Row

OPERATION = "runware/grok-imagine-video/video-inference"
MANY = 10_000_000
FEW = 4_000_000
ROUNDS = 7
FILES = 3
"""Rounds of the whole way from file to file."""

POLARS = Budget(1 / 75e6, "75,000,000 /s")
DUCKDB = Budget(1 / 8e6, "8,000,000 /s")
SECONDS = Budget(4, "4 s")
MEMORY = Budget(512, "512 MiB")
GENAI = "genai-prices, a token model, in a loop"
LITELLM = "LiteLLM, seconds by rate in floats, in a loop"


def rows() -> list[Row]:
    """Price a table in memory, and a file into a file in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "jobs.parquet"
        write_jobs(path, FEW)
        found = _in_memory(path)
        write_jobs(path, MANY)
        return found + _files(path)


def write_jobs(path: Path, count: int) -> None:
    """Write jobs with everything that is hard: nulls, sizes to look up, unknown lengths, wrong values.

    Of a hundred, some 52 are exact, 30 a range, 12 open upwards and 6 refused.
    """
    number = pl.int_range(0, count, dtype=pl.Int64)
    dice = [(number * 2654435761 + place * 40503) // 65536 % 997 for place in range(5)]
    by_size, wide = dice[0] % 5 < 2, dice[1] % 3 == 0
    video = dice[4] % 4 == 0
    size = pl.when(wide).then(848).when(dice[1] % 50 == 1).then(7).otherwise(1280)
    tier = pl.when(dice[0] % 5 == 2).then(pl.lit("480p")).otherwise(pl.lit("720p"))
    columns: dict[str, pl.Expr] = {
        "id": number,
        "resolution": pl.when(~by_size).then(tier),
        "width": pl.when(by_size).then(size).cast(pl.Int64),
        "height": pl.when(by_size).then(pl.when(wide).then(480).otherwise(720)).cast(pl.Int64),
        "duration": pl.when(dice[2] % 6 != 0).then(dice[2] % 16),
        "numberResults": pl.when(dice[3] % 3 == 0).then(dice[3] % 4 + 1),
        "inputs.video": pl.when(video).then(pl.lit("https://example.com/clip.mp4")),
        "inputs.frameImages.count": (dice[4] % 4 == 1).cast(pl.Int64),
        "inputs.referenceImages.count": pl.when(dice[4] % 4 == 2).then(dice[3] % 5).otherwise(0),
        "input_video_seconds": pl.when(video & (dice[4] % 8 == 0)).then(
            (dice[1] + 50).cast(pl.Decimal(9, 3))
        ),
    }
    pl.select([column.alias(name) for name, column in columns.items()]).write_parquet(path)


def _in_memory(path: Path) -> list[Row]:
    """Ask for low, high and the number of the refusal of every row."""
    operation = load_operation(None, OPERATION).operation
    columns = PolarsEngine(Jobs(path, "parquet")).columns()
    program = compile_program({OPERATION: operation.price}, columns, selected=False)
    usage = Usage(input_tokens=1000, output_tokens=100)
    takers: dict[str, Taker] = {
        GENAI: calls(lambda: calc_price(usage, "gpt-4o", provider_id="openai").total_price),
        "polars": _taker(_polars(path, program)),
        "duckdb": _taker(_duckdb(path, program)),
    }
    python = python_with("litellm")
    if python is not None:
        takers[LITELLM] = lambda: _litellm(python)
    times = in_turns(takers, ROUNDS)
    found = []
    for name, title, budget in (
        ("polars", "batch in memory, Polars", POLARS),
        ("duckdb", "batch in memory, DuckDB", DUCKDB),
    ):
        found.append(Row(title, times[name], "/s", GENAI, times[GENAI], budget))
        peer = LITELLM if python else absent("litellm")
        found.append(Row(title, times[name], "/s", peer, times.get(LITELLM)))
    return found


def _taker(work: Callable[[], object]) -> Taker:
    from time import perf_counter

    def take() -> float:
        start = perf_counter()
        work()
        return (perf_counter() - start) / FEW

    return take


def _polars(path: Path, program: Program) -> Callable[[], object]:
    table = pl.read_parquet(path)
    wanted = [program.low, program.high, program.code]
    return lambda: priced(table.lazy(), program).select(wanted).collect(engine="streaming")


def _duckdb(path: Path, program: Program) -> Callable[[], object]:
    connection = duckdb.connect()
    connection.execute("CREATE TABLE jobs AS SELECT * FROM read_parquet(?)", [str(path)])
    wanted = f"SUM({program.low}), SUM({program.high}), COUNT({program.code})"
    query = f"SELECT {wanted} FROM ({layered(program, 'jobs')})"  # noqa: S608  # SQL of ours
    return lambda: connection.execute(query).fetchall()


def _litellm(python: str) -> float:
    """Return the seconds that LiteLLM takes to multiply the seconds of a video by its rate."""
    code = """
        import time
        from litellm.cost_calculator import default_video_cost_calculator
        def price():
            return default_video_cost_calculator(
                "xai/grok-imagine-video", 6.0, "xai", video_resolution="720p")
        assert abs(price() - 0.42) < 1e-9
        start = time.perf_counter()
        for _ in range(20_000):
            price()
        print((time.perf_counter() - start) / 20_000)
    """
    done = subprocess.run(
        [python, "-c", textwrap.dedent(code)],
        env={**os.environ, "LITELLM_LOCAL_MODEL_COST_MAP": "True"},
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return float(done.stdout.split()[-1])


def _files(path: Path) -> list[Row]:
    """Price ten million rows from Parquet to Parquet, with and without line items."""
    found = []
    for engine in ("polars", "duckdb"):
        for title, lines in (("", False), (" with line items", True)):
            taken = [_file(path, engine, lines=lines) for _ in range(FILES)]
            name = f"10 M rows, Parquet to Parquet, {engine}{title}"
            seconds, memory = (Times(tuple(each)) for each in zip(*taken, strict=True))
            found.append(Row(name, seconds, "s", budget=None if lines else SECONDS))
            found.append(Row(f"{name}: memory", memory, "MiB", budget=None if lines else MEMORY))
    return found


def _file(path: Path, engine: str, *, lines: bool) -> tuple[float, float]:
    """Run the work in a process of its own; return its seconds and the most memory that it held.

    Linux knows the latter. `ru_maxrss` would be that of this process, if this one is larger.
    """
    code = f"""
        import json, re, time
        from pathlib import Path
        from generator import prices
        start = time.perf_counter()
        found = prices.batch({str(path)!r}, {str(path.with_name("out.parquet"))!r}, engine={engine!r},
                             operation={OPERATION!r}, lines={lines})
        seconds = time.perf_counter() - start
        assert found.totals.rows == {MANY}
        held = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
        print(json.dumps([seconds, int(held) / 1024]))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    measured: Any = json.loads(done.stdout)
    return float(measured[0]), float(measured[1])
