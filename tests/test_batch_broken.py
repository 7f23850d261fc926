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


def odd_files(folder: Path) -> None:
    """Write files that cannot be priced, each for a reason of its own."""
    (folder / "odd.parquet").write_bytes(b"PAR1 is not all that it takes PAR1")
    jobs(folder, "a,low\n1,2\n", "taken.csv")
    jobs(folder, "a,b\n1,2\n", "nothing.csv")
    jobs(folder, "operation\nfal/none\n", "unknown.csv")
    jobs(folder, "", "empty.csv")
    jobs(folder, "Duration,duration\n1,8\n", "case.csv")
    case = {"Duration": [1], "inner": [{"duration": 5, "Duration": [{"duration": 6}]}]}
    pl.DataFrame({**case, "duration": [8]}).write_parquet(folder / "case.parquet")
    pl.DataFrame({"inputs": [{"video": "v"}]}).write_parquet(folder / "nested.parquet")
    pl.DataFrame({"operation": [1], "duration": [6]}).write_parquet(folder / "numbers.parquet")


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ("jobs.csv -o jobs.csv", "would replace the jobs themselves"),
        ("jobs.csv -o out.xlsx", "what format is this?"),
        ("jobs.csv -o none/out.csv", "there is no folder"),
        ("jobs.csv -o out.jsonl", "tables become tables"),
        ("gone.csv -o out.csv", "cannot be read"),
        ("empty.csv -o out.csv", "is empty"),
        ("odd.parquet -o out.csv", "Polars stops"),
        ("odd.parquet -o out.csv --engine duckdb", "DuckDB stops"),
        (f"taken.csv -o out.csv --operation {TEXT}", "has a column low"),
        (f"nothing.csv -o out.csv --operation {TEXT}", "none of its columns"),
        ("nothing.csv -o out.csv", "has no column operation"),
        ("unknown.csv -o out.csv", "no job names an operation that is known"),
        (f"nested.parquet -o out.csv --operation {VIDEO}", "inputs is an object"),
        ("numbers.parquet -o out.csv", "operation holds no text"),
        (f"case.csv -o out.csv --operation {TEXT} --engine duckdb", "differ in case alone"),
        (f"case.parquet -o out.csv --operation {TEXT} --engine duckdb", "differ in case alone"),
        ("jobs.csv -o out.csv --operation fal/none", "no operation is named fal/none"),
        ("jobs.csv -o out.csv --as-of May", "no day such as"),
    ],
)
def test_wrong_orders_say_what_is_wrong(
    order: str,
    told: str,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In one line, and nothing is written."""
    jobs(tmp_path)
    odd_files(tmp_path)
    there = {path.name for path in tmp_path.iterdir()}
    monkeypatch.chdir(tmp_path)
    assert run(["batch", *order.split(), "--specs", str(ROOT / "specs")]) == 2
    said = capfd.readouterr().err
    assert told in said
    assert said.count("\n") == 1
    assert {path.name for path in tmp_path.iterdir()} == there


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
