"""Jobs and bills from files: CSV, JSON, JSON lines, and the journal of the clients (SQLite)."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.diagnostics import CannotRun
from generator.payload import parse_text
from generator.pricing.reported import CREDITS, MONEY, UNITS, Reported, reported, split

OWN = {"id", "taskUUID", "operation", "request", "params", "facts", *MONEY, *CREDITS, *UNITS}
"""Columns of a table that are about the job; any other is a parameter or a fact."""
MAX_BYTES = 200_000_000
MAX_STEPS = 20
"""Levels of a request that the name of a column reaches."""
MAX_JOBS = 1_000_000
DATABASES = (".db", ".sqlite", ".sqlite3")
JOURNAL = {"id": ("id", "job_id", "key"), "facts": ("facts",), "cost": ("cost",)}
"""What else is read from the table `jobs` of a journal, and the columns that may hold it."""


@dataclass(frozen=True, slots=True)
class Job:
    """One request, and what it is said to have cost."""

    id: str
    operation: str
    request: Mapping[str, Any]
    facts: Mapping[str, str]
    reported: Reported
    where: str
    """File and line."""
    problem: str = ""
    """What is wrong with the line; then nothing else counts."""
    columns: Mapping[str, Any] = field(default_factory=dict)
    """Columns of a table that are named like parameters and facts of the operation."""


def read_jobs(path: Path) -> list[Job]:
    """Read the jobs in the file at *path*; a line that makes no sense is kept, with its problem.

    Raises `CannotRun` if the file as a whole cannot be read.
    """
    if path.suffix in DATABASES:
        records = _journal(path)
    else:
        text = _text(path)
        if path.suffix == ".csv":
            records = _csv(text, path)
        elif path.suffix == ".jsonl":
            records = _lines(text, path)
        elif path.suffix == ".json":
            records = _json(text, path)
        else:
            raise CannotRun(f"{path}: name a .csv, .json, .jsonl or .sqlite file")
    found: list[Job] = []
    for where, record in records:
        found.append(_job(record, where))
        if len(found) > MAX_JOBS:
            raise CannotRun(f"{path}: more than {MAX_JOBS} jobs; split the file")
    return found


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CannotRun(f"{path}: more than {MAX_BYTES} bytes; split the file")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CannotRun(f"{path}: not UTF-8 text") from None
    except OSError as error:
        raise CannotRun(f"{path}: cannot be read: {error.strerror}") from None


def _csv(text: str, path: Path) -> Iterator[tuple[str, Any]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        names = reader.fieldnames or []
        if len(set(names)) < len(names):
            raise CannotRun(f"{path}:1: a column stands twice")
        for row in reader:
            yield f"{path}:{reader.line_num}", _nested(row)
    except csv.Error as error:
        raise CannotRun(f"{path}:{reader.line_num}: no CSV: {error}") from None


def _nested(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Make `request.inputs.video` and `fact.output_tier` of a row members of objects."""
    if None in row or None in row.values():
        return {"problem": "the row has more or fewer cells than there are columns"}
    made: dict[str, Any] = {}
    for name, text in row.items():
        kind, dot, path = name.partition(".")
        if text and name not in OWN and (not dot or kind not in {"request", "fact"}):
            made.setdefault("columns", {})[name] = _loosely(text)
        elif not dot or kind not in {"request", "fact"}:
            made.update({name: text} if text else {})
        elif text != "" and kind == "fact":
            made.setdefault("facts", {})[path] = text
        elif text != "":
            inner = made.setdefault("request", {})
            *steps, last = path.split(".", MAX_STEPS)
            for step in steps:
                inner = inner.setdefault(step, {}) if isinstance(inner, dict) else {}
            if isinstance(inner, dict):
                inner[last] = _loosely(text)
    return made


def _loosely(text: str) -> Any:
    """Read a cell as JSON, or as itself where it is none."""
    try:
        return parse_text(text, "cell")
    except CannotRun:
        return text


def _lines(text: str, path: Path) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            where = f"{path}:{number}"
            try:
                found = parse_text(line, where)
            except CannotRun as error:
                found = {"problem": str(error)}
            yield from ((where, record) for record in split(found))


def _json(text: str, path: Path) -> Iterator[tuple[str, Any]]:
    found = parse_text(text, str(path))
    for number, item in enumerate(found if isinstance(found, list) else [found], 1):
        yield from ((f"{path}#{number}", record) for record in split(item))


def _journal(path: Path) -> Iterator[tuple[str, Any]]:
    """Read the table `jobs`; the file is opened for reading alone."""
    if not path.is_file():
        raise CannotRun(f"{path}: there is no such file")
    try:
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        ) as connection:
            there = [row[1] for row in connection.execute("PRAGMA table_info(jobs)")]
            if not {"operation", "request"} <= set(there):
                raise CannotRun(f"{path}: no table jobs with the columns operation and request")
            chosen = {name: [each for each in of if each in there] for name, of in JOURNAL.items()}
            parts = [f"{each[0]} AS {name}" for name, each in chosen.items() if each]
            columns = ", ".join(["rowid AS place", "operation", "request", *parts])
            query = f"SELECT {columns} FROM jobs ORDER BY rowid"  # noqa: S608  # names of ours
            connection.row_factory = sqlite3.Row
            for row in connection.execute(query):
                record = dict(row)
                if record["request"] is None:
                    record["problem"] = "the journal holds no request of this job"
                yield f"{path}:{record.pop('place')}", record
    except sqlite3.Error as error:
        raise CannotRun(f"{path}: no journal: {error}") from None


def _job(record: Any, where: str) -> Job:
    """Make a job of a record, noting what is wrong with it."""
    if record.get("problem"):
        return Job("", "", {}, {}, Reported(), where, str(record["problem"]))
    try:
        request = _object(record, "request") or _object(record, "params")
        facts = {name: str(value) for name, value in _object(record, "facts").items()}
        name = record.get("id", record.get("taskUUID", ""))
        told = reported(record)
        operation = str(record.get("operation") or "")
        columns = record.get("columns") if where.rpartition(":")[0].endswith(".csv") else None
        return Job(str(name), operation, request, facts, told, where, columns=columns or {})
    except (ValueError, CannotRun) as error:
        return Job("", "", {}, {}, Reported(), where, str(error))


def _object(record: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return an object, which a CSV or a journal holds as JSON."""
    value = record.get(key)
    if isinstance(value, (str, bytes)) and value:
        value = parse_text(
            value if isinstance(value, str) else value.decode("utf-8", "replace"), key
        )
    if value in (None, ""):
        return {}
    if not isinstance(value, dict):
        raise CannotRun(f"{key} is no object: {json.dumps(value)[:40]}")
    return value


def joined(bills: list[Job], jobs: list[Job]) -> list[Job]:
    """Give *bills* without an operation the operation, request and facts of the job of their id."""
    known = {job.id: job for job in jobs if job.id and not job.problem}
    found = []
    for bill in bills:
        job = known.get(bill.id)
        if not bill.operation and not bill.problem and job is not None:
            parts = (job.operation, job.request, {**job.facts, **bill.facts})
            found.append(Job(bill.id, *parts, bill.reported, bill.where))
        else:
            found.append(bill)
    return found
