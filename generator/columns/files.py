"""Files of jobs: which format they have, what is wrong with a CSV file, and how a result is put in place."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator.diagnostics import CannotRun, Finding, Origin, Rejected

Format = Literal["csv", "jsonl", "parquet"]
FORMATS: dict[str, Format] = {
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
}
MAX_FINDINGS = 20
"""Findings about one file that are shown; a broken file often is broken everywhere."""
MAX_FIELD = 2**20
"""Most characters of a field."""
MAX_COLUMNS = 2_000


@dataclass(frozen=True, slots=True)
class Jobs:
    """A file with one job in each row."""

    path: Path
    format: Format
    columns: tuple[str, ...] = ()
    """The columns of a CSV file."""


def format_of(path: Path) -> Format:
    """Tell the format of *path* by its extension, or raise `CannotRun`."""
    found = FORMATS.get(path.suffix.lower())
    if found is None:
        raise CannotRun(f"{path}: what format is this? Known are {', '.join(FORMATS)}")
    return found


def open_jobs(path: Path) -> Jobs:
    """Look at the jobs in *path*; a broken CSV file raises `Rejected` with every line that is wrong."""
    kind = format_of(path)
    try:
        with path.open("rb") as file:
            start = file.read(1)
    except OSError as error:
        raise CannotRun(f"{path}: cannot be read: {error.strerror or error}") from None
    if not start:
        raise CannotRun(f"{path}: is empty; it needs at least a line that names its columns")
    return Jobs(path, kind, _checked_csv(path)) if kind == "csv" else Jobs(path, kind)


def _checked_csv(path: Path) -> tuple[str, ...]:
    """Return the names in the first line of a CSV file after reading all of it once."""
    findings: list[Finding] = []
    csv.field_size_limit(MAX_FIELD)
    names: tuple[str, ...] = ()
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        try:
            for row in reader:
                if not names:
                    names = tuple(row)
                    findings += _names(path, names)
                elif len(row) != len(names):
                    text = f"{len(row)} fields, where the first line names {len(names)} columns"
                    findings.append(_finding(path, reader.line_num, "ragged-row", text))
                if len(findings) >= MAX_FINDINGS:
                    break
        except csv.Error as error:
            findings.append(_finding(path, reader.line_num, "unreadable-row", str(error)))
        except UnicodeDecodeError:
            findings.append(_finding(path, _odd_line(path), "unreadable-row", "is no UTF-8 text"))
    if findings:
        raise Rejected(findings)
    return names


def _odd_line(path: Path) -> int:
    """Return the number of the first line that is no UTF-8 text."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return number
    return 0


def _names(path: Path, names: tuple[str, ...]) -> Iterator[Finding]:
    """Find what is wrong with the names of the columns."""
    if len(names) > MAX_COLUMNS:
        yield _finding(path, 1, "bad-columns", f"more than {MAX_COLUMNS} columns")
    for name in dict.fromkeys(names):
        if not name.strip():
            yield _finding(path, 1, "bad-columns", "a column has no name")
        elif names.count(name) > 1:
            yield _finding(path, 1, "bad-columns", f"two columns are named {name}")


def _finding(path: Path, line: int, code: str, text: str) -> Finding:
    return Finding(Origin(str(path), line), code, text)


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Give a path to write to; what is there at the end is moved to *path*, and on failure removed."""
    if not path.parent.is_dir():
        raise CannotRun(f"{path}: there is no folder {path.parent}")
    if path.is_dir():
        raise CannotRun(f"{path}: is a folder")
    with tempfile.TemporaryDirectory(prefix=".specloom-", dir=path.parent) as folder:
        aside = Path(folder) / f"result{path.suffix}"
        yield aside
        os.replace(aside, path)  # noqa: PTH105  # Path.replace says the same, this names both sides
