"""`specloom batch`: files in, files out, and what happens to those that are broken."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from commands import specloom
from tables import TABLE, TEXT, VIDEO, jobs
from workshop import ROOT

from generator.cli.program import run
from generator.runtime.amounts import plain

ENGINES = pytest.mark.parametrize("engine", ["polars", "duckdb"])

REFUSED = {
    "4": "out-of-domain: duration",
    "5": "out-of-domain: resolution",
    "7": "unknown-operation",
    "8": "unknown-operation",
    "9": "overflow: input_video_seconds",
}


@ENGINES
def test_a_table_is_priced_row_by_row(engine: str, tmp_path: Path) -> None:
    out = tmp_path / "priced.csv"
    done = specloom("batch", str(jobs(tmp_path)), "-o", str(out), "--engine", engine)
    assert done.returncode == 1, "some rows are refused"
    table = pl.read_csv(out, infer_schema=False)
    assert table.columns[:8] == TABLE.splitlines()[0].split(",")
    assert table["note"].to_list()[2] == "open, upwards"
    assert table.drop_nulls("refusal").select("id", "refusal").rows() == [*REFUSED.items()]
    priced = table.filter(pl.col("refusal").is_null())
    assert priced.select("id", "low", "high", "exact", "currency").rows() == [
        ("1", "0.30000000", "0.30000000", "true", "USD"),
        ("2", "0.42200000", "0.42400000", "false", "USD"),
        ("3", "0.10000000", None, "false", "USD"),
        ("6", "0.35000000", "0.35000000", "true", "USD"),
    ]
    assert priced["lines.output-video.low"].to_list()[:2] == ["0.30000000", "0.42000000"]
    assert "9 jobs" in done.stdout
    assert "4 priced, 2 of them exactly: at least $1.172; 1 have no upper end" in done.stdout
    assert "  2  unknown-operation" in done.stdout


@ENGINES
def test_parquet_keeps_types_and_nests_lines(engine: str, tmp_path: Path) -> None:
    path, out = tmp_path / "jobs.parquet", tmp_path / "priced.parquet"
    columns = {
        "id": [1, 2, 3],
        "duration": [6, None, 16],
        "when": ["a", "b", "c"],
        "resolution": pl.Series(["480p", "720p", None], dtype=pl.Enum(["480p", "720p", "4k"])),
    }
    pl.DataFrame(columns).write_parquet(path)
    done = specloom(
        *("batch", str(path), "-o", str(out), "--engine", engine, "--operation", TEXT, "--json")
    )
    table = pl.read_parquet(out)
    assert table.schema["low"] == pl.Decimal(18, 2)
    assert table["id"].to_list() == [1, 2, 3]
    assert [str(low) for low in table["low"]] == ["0.30", "0.42", "None"]
    assert table["lines"][1] == {"output-video": {"low": table["low"][1], "high": table["high"][1]}}
    assert json.loads(done.stdout) == {
        "rows": 3,
        "totals": {"USD": {"priced": 2, "exact": 2, "open": 0, "low": "0.72", "high": "0.72"}},
        "refused": {"out-of-domain: duration": 1},
        "hints": [],
    }


@ENGINES
def test_tables_change_their_format(engine: str, tmp_path: Path) -> None:
    out = tmp_path / "priced.parquet"
    command = ("batch", str(jobs(tmp_path)), "-o", str(out), "--engine", engine, "--no-lines")
    assert specloom(*command).returncode == 1
    table = pl.read_parquet(out)
    assert table.columns[8:] == ["low", "high", "exact", "currency", "refusal"]
    assert table["id"].to_list() == [str(number) for number in range(1, 10)]


@ENGINES
def test_lists_are_counted_whatever_they_are_written_as(engine: str, tmp_path: Path) -> None:
    path, out = tmp_path / "jobs.parquet", tmp_path / "priced.parquet"
    count = {"inputs.frameImages": [["a", "b"], [], None], "duration": [6, 6, 6]}
    pl.DataFrame({**count, "resolution": ["480p"] * 3}).write_parquet(path)
    command = ("batch", str(path), "-o", str(out), "--engine", engine, "--operation", VIDEO)
    assert specloom(*command).returncode == 0
    assert [str(high) for high in pl.read_parquet(out)["high"]] == [
        *("0.30400000", "0.30000000", "0.30000000")
    ]
    text = 'duration,resolution,inputs.frameImages\n6,480p,"[""a"""\n6,480p,https://e.com/a.png\n'
    out = tmp_path / "priced.csv"
    again = ("batch", str(jobs(tmp_path, text)), "-o", str(out), "--engine", engine)
    assert specloom(*again, "--operation", VIDEO).returncode == 1
    table = pl.read_csv(out, infer_schema=False)
    assert table["refusal"].to_list() == ["not-a-list: inputs.frameImages", None]
    assert table["high"].to_list() == [None, "0.30200000"]


@ENGINES
def test_a_count_tells_that_a_list_is_there(engine: str, tmp_path: Path) -> None:
    """With an image the tier is known by default; a count of 0 is no image, and then it is open."""
    for counts in (
        ["2", "0", None],
        [2, 0, None],
        pl.Series(["2", "0", None]).cast(pl.Decimal(5, 0)),
    ):
        path, out = tmp_path / "jobs.parquet", tmp_path / "priced.parquet"
        table = pl.DataFrame({"inputs.frameImages.count": counts, "duration": [6, 6, 6]})
        table.write_parquet(path)
        run(["batch", str(path), "-o", str(out), "--engine", engine, "--operation", VIDEO])
        lines = pl.read_parquet(out)["lines"].struct.field("output-video")
        assert [plain(ends["high"]) for ends in lines] == ["0.3", "0.42", "0.42"]


def test_types_that_no_request_has_are_refused_row_by_row(tmp_path: Path) -> None:
    path, out = tmp_path / "jobs [*]?.parquet", tmp_path / "priced.parquet"
    for column, told in (
        ({"duration": [None]}, None),
        ({"duration": [date(2026, 1, 1)]}, "not-a-number: duration"),
        ({"duration": [[6]]}, "not-a-number: duration"),
        ({"resolution": [b"480p"]}, "out-of-domain: resolution"),
        ({"resolution": [5]}, "out-of-domain: resolution"),
    ):
        pl.DataFrame(column).write_parquet(path)
        for engine in ("polars", "duckdb"):
            run(["batch", str(path), "-o", str(out), "--engine", engine, "--operation", TEXT])
            assert pl.read_parquet(out)["refusal"].to_list() == [told]


def test_numbers_come_in_many_types(tmp_path: Path) -> None:
    """Decimals, floats as their shortest spelling, small and large integers; a truth is no number."""
    path, out = tmp_path / "jobs.parquet", tmp_path / "priced.parquet"
    for numbers, lows in (
        (pl.Series([6.5, 1e-9, float("nan")]), ["0.065", "not-a-number", "not-a-number"]),
        (pl.Series([6.5, 1.0000001, -0.5]), ["0.065", "too-fine", "out-of-domain"]),
        (pl.Series(["6.5", "007", "1e1"]), ["0.065", "0.07", "not-a-number"]),
        (
            pl.Series(["6.5", "6.25", "0"]).cast(pl.Decimal(9, 2)),
            ["0.065", "0.0625", "out-of-domain"],
        ),
        (
            pl.Series(["6.5", "1.0000001", "1"]).cast(pl.Decimal(38, 9)),
            ["0.065", "too-fine", "0.01"],
        ),
        (pl.Series([6, 2**62, -1]), ["0.06", "overflow", "out-of-domain"]),
        (pl.Series([6, 2**64 - 1, 1], dtype=pl.UInt64), ["0.06", "overflow", "0.01"]),
        (pl.Series([6, 255, 0], dtype=pl.UInt8), ["0.06", "2.55", "out-of-domain"]),
        (pl.Series([True, False, True]), ["not-a-number"] * 3),
    ):
        table = {"inputs.video": ["v"] * 3, "input_video_seconds": numbers, "duration": [6] * 3}
        pl.DataFrame(table).write_parquet(path)
        for engine in ("polars", "duckdb"):
            run(["batch", str(path), "-o", str(out), "--engine", engine, "--operation", VIDEO])
            told = [
                (
                    str(row["refusal"]).partition(":")[0]
                    if row["refusal"]
                    else plain(row["lines"]["input-video"]["low"])
                )
                for row in pl.read_parquet(out).iter_rows(named=True)
            ]
            assert told == lows, (engine, numbers.dtype)


@ENGINES
def test_json_lines_are_given_back_with_what_they_cost(engine: str, tmp_path: Path) -> None:
    lines: list[dict[str, Any]] = [
        {"id": 7, "operation": TEXT, "params": {"prompt": "x", "duration": 6.0}},
        {
            "operation": VIDEO,
            "params": {"inputs": {"video": "v"}},
            "facts": {"output_tier": "480p"},
        },
        {"operation": TEXT, "duration": 6, "resolution": "480p"},
        {"operation": TEXT, "params": {"duration": "6"}},
        {"operation": "none"},
        {"params": {}},
    ]
    text = "\n\n".join(json.dumps(line) for line in lines)
    out = tmp_path / "priced.jsonl"
    path = jobs(tmp_path, text, "jobs.jsonl")
    done = specloom(*("batch", str(path), "-o", str(out), "--engine", engine, "--operation", TEXT))
    assert done.returncode == 1
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [
        {key: job[key] for key in line} for job, line in zip(found, lines, strict=True)
    ] == lines
    assert [(job["low"], job["high"], job["refusal"]) for job in found] == [
        ("0.42", "0.42", None),
        (None, None, "unknown-operation"),
        ("0.30", "0.30", None),
        (None, None, "not-a-number: duration"),
        (None, None, "unknown-operation"),
        ("0.42", "0.42", None),
    ]
    assert found[0]["lines"] == {"output-video": {"low": "0.42", "high": "0.42"}}
    assert found[4]["lines"] == {}


def test_sums_are_exact_far_beyond_64_bits(tmp_path: Path) -> None:
    """A thousand jobs of 999,999,999 s each, in units of a hundred-millionth: ten to the twentieth."""
    path = tmp_path / "jobs.parquet"
    table = {"inputs.video": ["v"], "input_video_seconds": [999_999_999], "duration": [6]}
    pl.DataFrame({**table, "resolution": ["480p"]}).select(
        pl.all().repeat_by(100_000).explode()
    ).write_parquet(path)
    for engine in ("polars", "duckdb"):
        out = tmp_path / f"{engine}.parquet"
        command = ("batch", str(path), "-o", str(out), "--engine", engine, "--operation", VIDEO)
        done = specloom(*command, "--json", "--no-lines")
        assert json.loads(done.stdout)["totals"]["USD"]["low"] == "1000000029000.00"


def test_a_terminal_shows_progress(tmp_path: Path) -> None:
    """On a terminal the stages are drawn while they last, and the totals stand below them."""
    path, out = jobs(tmp_path), tmp_path / "out.csv"
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "generator", "batch", str(path), "-o", str(out)]
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs, encoding="utf-8", check=False
    )
    os.close(theirs)
    drawn = os.read(ours, 65536).decode()
    os.close(ours)
    assert done.returncode == 1
    assert "9 jobs" in done.stdout
    assert "pricing" in drawn or "reading" in drawn


def test_results_are_what_duckdb_reads_too(tmp_path: Path) -> None:
    out = tmp_path / "priced.parquet"
    specloom("batch", str(jobs(tmp_path)), "-o", str(out))
    query = "SELECT SUM(low), SUM(lines['output-video'].low) FROM read_parquet(?)"
    (row,) = duckdb.connect().execute(query, [str(out)]).fetchall()
    assert [str(amount) for amount in row] == ["1.17200000", "1.17000000"]
