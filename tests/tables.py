"""Tables of random and of documented jobs, what the reference says of them, and what engines say."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import drafts
import polars as pl

from generator.columns.batch import EngineName, Order, price_batch
from generator.columns.engine import RESULTS
from generator.columns.layout import cells, layout_of
from generator.ir.provider import Operation
from generator.price.evaluate import estimate
from generator.runtime.estimates import PriceRefused
from generator.runtime.line_items import Line

TEXT = "fal/grok-imagine-video/text-to-video"
VIDEO = "runware/grok-imagine-video/video-inference"

TABLE = f"""\
id,operation,resolution,duration,inputs.video,input_video_seconds,inputs.frameImages,note
1,{VIDEO},480p,6,,,,plain
2,{VIDEO},720p,6.0,,,"[""a"", ""b""]",two images
3,{VIDEO},,,https://e.com/a.mp4,,,"open, upwards"
4,{VIDEO},480p,99,,,,too long
5,{VIDEO},1080p,6,,,,no such tier
6,{TEXT},480p,7,,,,another operation
7,fal/nothing,480p,7,,,,unknown
8,,480p,7,,,,nameless
9,{VIDEO},480p,5,v,99999999999999999999,,too much
"""
"""Jobs of several operations, some of them without a price."""

Ends = tuple[Decimal | None, Decimal | None]
CAP = 10**6
"""What no document bounds may be refused as an overflow from here on."""


@dataclass(frozen=True)
class Told:
    """What somebody says that a job costs."""

    total: Ends
    exact: bool
    lines: Mapping[str, Ends]
    refused: bool
    reason: str = ""

    def same(self, other: Told) -> bool:
        """Tell whether *other* says the same, whatever the reason of a refusal."""
        if self.refused or other.refused:
            return self.refused == other.refused
        return (self.total, self.exact, self.lines) == (other.total, other.exact, other.lines)


@dataclass(frozen=True)
class Job:
    """A request, and what the caller supplies beside it."""

    request: Mapping[str, Any]
    facts: Mapping[str, Any]

    @property
    def huge(self) -> bool:
        """Whether something in it is a number that may not fit."""
        return any(_number(value) >= CAP for value in _leaves([self.request, self.facts]))


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, (Mapping, list)):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _leaves(inner)
    else:
        yield value


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0
    except OverflowError:
        return math.inf


def documented(operation: Operation) -> list[Job]:
    """List the jobs that the spec itself shows."""
    rows = [Job(row.request, row.facts) for price in operation.prices[-1:] for row in price.rows]
    shown = [each for each in operation.examples if each.request is not None]
    return rows + [Job(each.request or {}, each.facts) for each in shown]


def drawn(operation: Operation, count: int) -> Iterator[Job]:
    """Draw jobs: right ones, odd ones, ones with little in them."""
    chance = Random(operation.name)  # noqa: S311  # requests, not secrets
    given = operation.price.given if operation.price else ()
    for turn in range(count):
        request = drafts.request(chance, operation, 0.1 if turn % 3 == 0 else 0.0)
        facts = {each.name: drafts.fact(chance, each) for each in given if chance.random() < 0.6}
        if isinstance(request, dict):
            known = {name: value for name, value in facts.items() if not isinstance(value, float)}
            yield Job(request, known)  # a float is no fact to the reference, but a number in a file


def reference(operation: Operation, job: Job) -> Told:
    """Return what the reference says."""
    try:
        found = estimate(operation, job.request, job.facts)
    except (PriceRefused, TypeError) as error:
        return Told((None, None), False, {}, True, str(error))
    lines = {
        info.id: (line.low, line.high)
        for info, item in zip(found.price.lines, found.items, strict=True)
        for line in [Line(info, item)]
    }
    return Told((found.low, found.high), found.exact, lines, False)


def write_texts(operation: Operation, jobs: list[Job], path: Path) -> None:
    """Write *jobs* as CSV, where all is text."""
    layout = layout_of(operation.price)
    names = ("row", *layout.columns)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(f"request.{name}" if name in RESULTS else name for name in names)
        for row, job in enumerate(jobs):
            found = cells(operation, layout, job.request, job.facts)
            writer.writerow([row, *(found.get(name, "") for name in names[1:])])


def write_typed(texts: Path, path: Path) -> list[int]:
    """Write a table again as Parquet with numbers in it, without rows that are odd; return the rest."""
    table = pl.read_csv(texts, infer_schema=False)
    kinds = {name: _kind(table[name]) for name in table.columns if name != "row"}
    for name, kind in kinds.items():
        if kind is not None:
            fits = pl.col(name).is_null() | pl.col(name).cast(kind, strict=False).is_not_null()
            plain = (
                pl.col(name).str.contains(r"^-?[0-9]{1,12}(\.[0-9]{1,3})?$")
                | pl.col(name).is_null()
            )
            table = table.filter(fits & plain)
    casts = [pl.col(name).cast(kind) for name, kind in kinds.items() if kind is not None]
    table.with_columns(casts).write_parquet(path)
    return [int(row) for row in table["row"]]


def _kind(column: pl.Series) -> Any:
    """Choose the type of most of what stands in a column."""
    said = column.drop_nulls()
    if not len(said):
        return None
    if said.str.contains(r"^-?[0-9]+$").mean() > 0.7:  # type: ignore[operator]  # a mean of truths
        return pl.Int64
    if said.str.contains(r"^-?[0-9]+(\.[0-9]+)?$").mean() > 0.7:  # type: ignore[operator]  # the same
        return pl.Decimal(18, 3)
    return None


def priced(operation: Operation, jobs: Path, engine: EngineName) -> list[Told]:
    """Let an engine price the table *jobs*, and read what it wrote."""
    out = jobs.with_name(f"{jobs.stem}-{engine}.parquet")
    price_batch([operation], Order(jobs, out, engine, operation.name))
    return read(out)


def read(path: Path) -> list[Told]:
    """Read a table of results."""
    return [_told(row) for row in pl.read_parquet(path).iter_rows(named=True)]


def _told(row: Mapping[str, Any]) -> Told:
    if row["refusal"] is not None:
        nothing = {"low": None, "high": None}
        assert (row["low"], row["high"], row["exact"], row["currency"]) == (None, None, False, None)
        assert all(ends == nothing for ends in (row.get("lines") or {}).values())
        return Told((None, None), False, {}, True, row["refusal"])
    lines = {name: (ends["low"], ends["high"]) for name, ends in row["lines"].items()}
    return Told((row["low"], row["high"]), row["exact"], lines, False)


def compare(expected: list[Told], jobs: list[Job], found: list[Told]) -> None:
    """Hold what an engine says against the reference."""
    assert len(found) == len(jobs)
    for job, wanted, told in zip(jobs, expected, found, strict=True):
        overflow = told.reason.startswith("overflow") and job.huge
        assert overflow or wanted.same(told), (job, wanted, told)


def jobs(folder: Path, text: str = TABLE, name: str = "jobs.csv") -> Path:
    """Write a file of jobs."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
