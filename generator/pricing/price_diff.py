"""What a change of specs, or of days, does to the cost of jobs, line item by line item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from generator.ir.provider import Operation
from generator.pricing.answers import Answer, Side
from generator.pricing.jobs import Job
from generator.pricing.reported import Reported
from generator.runtime.amounts import money
from generator.runtime.line_items import Line

Ends = tuple[Decimal | None, Decimal | None]
"""The least and the most; without a most it is open upwards, without both there is none."""


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line item that is not what it was."""

    id: str
    before: Ends
    after: Ends

    def as_dict(self) -> dict[str, Any]:
        """Return what JSON output shows."""
        return {"id": self.id, "before": spelt(self.before), "after": spelt(self.after)}


@dataclass(frozen=True, slots=True)
class Change:
    """A job whose cost is not what it was."""

    job: Job
    before: Answer
    after: Answer
    lines: tuple[LineChange, ...]

    @property
    def difference(self) -> Ends:
        """How much more it costs, least to least and most to most, where both are known."""
        pairs = zip(self.before.ends, self.after.ends, strict=True)
        low, high = (None if None in (old, new) else new - old for old, new in pairs)  # type: ignore[operator]  # neither is None
        return low, high

    def as_dict(self) -> dict[str, Any]:
        """Return what JSON output shows."""
        return {
            "id": self.job.id,
            "where": self.job.where,
            "operation": self.job.operation,
            "before": self.before.as_dict(),
            "after": self.after.as_dict(),
            "difference": spelt(self.difference),
            "lines": [line.as_dict() for line in self.lines],
        }


@dataclass(frozen=True, slots=True)
class PriceDiff:
    """What a change does to a list of jobs."""

    changes: tuple[Change, ...]
    same: int
    """How many jobs cost what they did."""
    unpriced: tuple[tuple[str, str], ...]
    """Those of them that have no price on either side: where they stand, and why."""

    @property
    def comparable(self) -> tuple[Change, ...]:
        """The changes with a price on both sides."""
        return tuple(
            each for each in self.changes if None not in (each.before.estimate, each.after.estimate)
        )

    @property
    def total(self) -> Ends:
        """How much more the comparable jobs cost together."""
        lows = [low for low, _ in self._differences() if low is not None]
        highs = [high for _, high in self._differences()]
        known = [high for high in highs if high is not None]
        return sum(lows, Decimal(0)), None if len(known) < len(highs) else sum(known, Decimal(0))

    def _differences(self) -> list[Ends]:
        return [change.difference for change in self.comparable]

    def as_dict(self) -> dict[str, Any]:
        """Return what JSON output shows, amounts as decimal strings."""
        return {
            "changed": len(self.changes),
            "same": self.same,
            "unpriced": [{"where": where, "why": why} for where, why in self.unpriced],
            "total": spelt(self.total),
            "changes": [change.as_dict() for change in self.changes],
        }


def price_diff(old: Side, new: Side, jobs: Iterable[Job]) -> PriceDiff:
    """Price all *jobs* on both sides and return those whose cost or lines differ."""
    changes = []
    unpriced = []
    same = 0
    for job in jobs:
        before, after = old.answer(job), new.answer(job)
        lines = tuple(_lines(before, after))
        if lines or before.ends != after.ends or _told(before) != _told(after):
            changes.append(Change(job, before, after, lines))
        else:
            same += 1
            unpriced += [(job.where, after.refused)] if before.estimate is None else []
    return PriceDiff(tuple(changes), same, tuple(unpriced))


def _told(answer: Answer) -> tuple[Any, ...]:
    told = answer.estimate
    return () if told is None else (told.currency, told.exact, told.confidence)


def _lines(before: Answer, after: Answer) -> Iterator[LineChange]:
    old, new = _by_id(before), _by_id(after)
    if before.estimate is None or after.estimate is None:
        return
    for name in dict.fromkeys((*old, *new)):
        ends = tuple(
            (None, None) if line is None else (line.low, line.high)
            for line in (old.get(name), new.get(name))
        )
        if ends[0] != ends[1]:
            yield LineChange(name, *ends)


def _by_id(answer: Answer) -> dict[str, Line]:
    return {line.info.id: line for line in answer.estimate.lines} if answer.estimate else {}


def documented_jobs(*sides: Side) -> list[Job]:
    """List all rows and right examples that the specs of *sides* document, each once."""
    found: dict[tuple[str, str], Job] = {}
    for side in reversed(sides):
        for operation in side.operations.values():
            for job in _documented(operation):
                found.setdefault((job.operation, job.id), job)
    return list(found.values())


def _documented(operation: Operation) -> Iterator[Job]:
    for price in operation.prices:
        for row in price.rows:
            where = f"{row.origin.path}:{row.origin.line}"
            yield Job(row.title, operation.name, row.request, row.facts, Reported(), where)
    for example in operation.examples:
        if example.request is not None and not example.refused:
            where = f"{example.origin.path}:{example.origin.line}"
            told = (operation.name, example.request, example.facts, Reported(), where)
            yield Job(example.id, *told)


def spelt(ends: Ends) -> list[str | None]:
    """Write both ends as decimal strings."""
    return [money(end) for end in ends]
