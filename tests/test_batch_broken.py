"""`specloom batch` and what is wrong: orders, files, lines, names, missing engines."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from commands import specloom
from tables import TEXT, VIDEO, jobs
from workshop import ROOT

from generator.cli.program import run


def test_wrong_orders_say_what_is_wrong(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    table, out = str(jobs(tmp_path)), str(tmp_path / "out.csv")
    (tmp_path / "odd.parquet").write_bytes(b"PAR1 is not all that it takes PAR1")
    jobs(tmp_path, "a,low\n1,2\n", "taken.csv")
    jobs(tmp_path, "a,b\n1,2\n", "nothing.csv")
    jobs(tmp_path, "operation\nfal/none\n", "unknown.csv")
    jobs(tmp_path, "", "empty.csv")
    pl.DataFrame({"inputs": [{"video": "v"}]}).write_parquet(tmp_path / "nested.parquet")
    pl.DataFrame({"operation": [1], "duration": [6]}).write_parquet(tmp_path / "numbers.parquet")
    for arguments, told in (
        ((table, "-o", table), "would replace the jobs themselves"),
        ((table, "-o", str(tmp_path / "out.xlsx")), "what format is this?"),
        ((table, "-o", str(tmp_path / "none" / "out.csv")), "there is no folder"),
        ((table, "-o", str(tmp_path / "out.jsonl")), "tables become tables"),
        ((str(tmp_path / "gone.csv"), "-o", out), "cannot be read"),
        ((str(tmp_path / "empty.csv"), "-o", out), "is empty"),
        ((str(tmp_path / "odd.parquet"), "-o", out), "Polars stops"),
        ((str(tmp_path / "odd.parquet"), "-o", out, "--engine", "duckdb"), "DuckDB stops"),
        ((str(tmp_path / "taken.csv"), "-o", out, "--operation", TEXT), "has a column low"),
        ((str(tmp_path / "nothing.csv"), "-o", out, "--operation", TEXT), "none of its columns"),
        ((str(tmp_path / "nothing.csv"), "-o", out), "has no column operation"),
        ((str(tmp_path / "unknown.csv"), "-o", out), "no job names an operation that is known"),
        (
            (str(tmp_path / "nested.parquet"), "-o", out, "--operation", VIDEO),
            "inputs is an object",
        ),
        ((str(tmp_path / "numbers.parquet"), "-o", out), "operation holds no text"),
        ((table, "-o", out, "--operation", "fal/none"), "no operation is named fal/none"),
        ((table, "-o", out, "--as-of", "May"), "no day such as"),
    ):
        assert run(["batch", *arguments]) == 2, arguments
        said = capfd.readouterr().err
        assert told in said
        assert said.count("\n") == 1
    made = ("jobs", "taken", "nothing", "unknown", "empty")
    tables = {f"{name}.csv" for name in made}
    others = {f"{name}.parquet" for name in ("odd", "nested", "numbers")}
    assert {path.name for path in tmp_path.iterdir()} == tables | others


def test_a_broken_table_shows_every_line_that_is_wrong(tmp_path: Path) -> None:
    path = jobs(tmp_path, 'a,duration,duration\n1,2\n1,2,3\n1,2,3,4\n"x" y,2,3\n')
    out = tmp_path / "out.csv"
    out.write_text("before", encoding="utf-8")
    done = specloom("batch", str(path), "-o", str(out), "--operation", TEXT)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"{path}:1: bad-columns: two columns are named duration",
        f"{path}:2: ragged-row: 2 fields, where the first line names 3 columns",
        f"{path}:4: ragged-row: 4 fields, where the first line names 3 columns",
        f"{path}:5: unreadable-row: ',' expected after '\"'",
        "4 problems; nothing was done.",
    ]
    assert out.read_text(encoding="utf-8") == "before"
    path.write_bytes(b"duration\n5\n\xff\n")
    done = specloom("batch", str(path), "-o", str(out), "--operation", TEXT)
    assert "unreadable-row: is no UTF-8 text" in done.stderr


def test_broken_json_lines_are_all_shown(tmp_path: Path) -> None:
    lines = [
        '{"operation": "a", "operation": "b"}',
        "[1]",
        '{"operation": 5}',
        json.dumps({"operation": TEXT, "facts": {"x": 1}}),
        json.dumps({"operation": TEXT, "params": [1]}),
        json.dumps({"operation": TEXT, "low": 1}),
        '{"operation": NaN}',
        json.dumps({"operation": TEXT}),
    ]
    path, out = jobs(tmp_path, "\n".join(lines), "jobs.jsonl"), tmp_path / "out.jsonl"
    done = specloom("batch", str(path), "-o", str(out))
    assert done.returncode == 1
    assert [line.split(": ")[0] for line in done.stderr.splitlines()[:7]] == [
        f"{path}:{number}" for number in range(1, 8)
    ]
    assert f"{path}:4: bad-job: {TEXT} takes no fact named x; there are none" in done.stderr
    assert not out.exists()


def test_a_column_with_nearly_the_name_of_a_parameter_is_pointed_out(tmp_path: Path) -> None:
    path, out = jobs(tmp_path, "duratoin,resolution\n5,480p\n"), tmp_path / "out.csv"
    done = specloom("batch", str(path), "-o", str(out), "--operation", TEXT)
    assert "column duratoin is not read; did you mean duration?" in done.stderr


def test_names_of_columns_may_be_anything(tmp_path: Path) -> None:
    """Quotes, blanks and SQL in the names of columns that are only kept; prefixes in front of ours."""
    names = ['a"b', "x y", "1; DROP TABLE jobs", "é", "'", "request.duration", "fact.note"]
    text = ",".join('"' + name.replace('"', '""') + '"' for name in names)
    path = jobs(tmp_path, f"{text}\n1,2,3,4,5,6,7\n")
    outs = [tmp_path / f"{engine}.csv" for engine in ("polars", "duckdb")]
    for out in outs:
        done = specloom(
            *("batch", str(path), "-o", str(out), "--engine", out.stem, "--operation", TEXT)
        )
        assert done.returncode == 0, done.stderr
        with out.open(encoding="utf-8", newline="") as file:
            (row,) = csv.DictReader(file)
        assert [row[name] for name in names] == list("1234567")
        assert row["low"] == "0.42"


def test_the_engine_is_named_where_it_is_missing(tmp_path: Path) -> None:
    """Without site packages of engines the command says what to install."""
    code = (
        "import sys; sys.modules['duckdb'] = None; from generator.cli import main; "
        f"sys.argv = ['specloom', 'batch', {str(jobs(tmp_path))!r}, '-o', 'x.csv', '--engine', 'duckdb']; "
        "sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    assert "--engine duckdb needs duckdb: pip install 'specloom[duckdb]'" in done.stderr
