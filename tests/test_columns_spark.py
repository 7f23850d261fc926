"""Spark says what the reference says: run by `make spark`, in an environment that has it, with Java."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
import tables
from emitted import kinds, shapes
from shipped import operations

from generator.columns.batch import Order, price_batch
from generator.extras import ENGINES, absent
from generator.ir.provider import Operation

pytestmark = [
    pytest.mark.skipif(
        bool(absent(ENGINES["spark"])),
        reason="Spark is heavy and needs Java, so it has an environment of its own: `make spark`; "
        "https://spark.apache.org/docs/latest/api/python/getting_started/install.html",
    ),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
]

ROWS = int(os.environ.get("BULK", "1000"))
"""Jobs drawn for each operation."""

ALL: dict[str, Operation] = {
    **operations(),
    **{operation.name: operation for operation in shapes().values()},
    **{each.name: each for each in kinds().operations if each.id in {"choices", "counted"}},
}
PRICED = [
    name for name, operation in ALL.items() if operation.price and not operation.price.refused
]


@pytest.fixture(scope="module", autouse=True)
def _java() -> None:
    if not shutil.which("java") and "JAVA_HOME" not in os.environ:
        pytest.skip("Spark runs on Java, which is not here: https://spark.apache.org/docs/latest/")


@pytest.mark.parametrize("name", PRICED)
def test_spark_agrees_with_the_reference(name: str, tmp_path: Path) -> None:
    operation = ALL[name]
    jobs = [*tables.documented(operation), *tables.drawn(operation, ROWS)]
    expected = [tables.reference(operation, job) for job in jobs]
    texts, typed = tmp_path / "texts.csv", tmp_path / "typed.parquet"
    tables.write_texts(operation, jobs, texts)
    rows = tables.write_typed(texts, typed)
    tables.compare(expected, jobs, tables.priced(operation, texts, "spark"))
    kept = [expected[row] for row in rows], [jobs[row] for row in rows]
    tables.compare(*kept, tables.priced(operation, typed, "spark"))


def test_spark_writes_what_polars_writes(tmp_path: Path) -> None:
    """CSV byte for byte, JSON lines in their order, and the same totals."""
    names = ["fal/grok-imagine-video/text-to-video", "runware/grok-imagine-video/video-inference"]
    jobs = tmp_path / "jobs.csv"
    jobs.write_text(
        "operation,duration,resolution,inputs.video,inputs.frameImages,note\n"
        f'{names[0]},6,480p,,,"a ""b"", c"\n{names[1]},6.0,720p,,"[""a"", ""b""]",\n'
        f'{names[1]},,,v,,\nnone,1,,,,\n{names[1]},5,480p,,"[1,",\n',
        encoding="utf-8",
    )
    lines = tmp_path / "jobs.jsonl"
    lines.write_text(
        "".join(f'{{"operation": "{names[0]}", "duration": {n % 17}}}\n' for n in range(300)),
        encoding="utf-8",
    )
    known = [ALL[name] for name in names]
    for path in (jobs, lines):
        outs = [path.with_name(f"{engine}{path.suffix}") for engine in ("spark", "polars")]
        spark = price_batch(known, Order(path, outs[0], "spark"))
        assert spark == price_batch(known, Order(path, outs[1], "polars"))
        assert outs[0].read_bytes() == outs[1].read_bytes()
