"""Hold what was billed against what was estimated, and find the smallest change that explains a drift."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from generator.pricing.answers import Answer, Side
from generator.pricing.changes import Change, changes
from generator.pricing.jobs import Job
from generator.pricing.trials import Case, Trial
from generator.runtime.amounts import money, plain
from generator.runtime.estimates import Estimate

Status = Literal["matches", "drifts", "unpriced", "untold"]
MAX_CASES = 300
"""Different bills of one operation among which an explanation is looked for; the rest confirm it."""
MAX_EXPLANATIONS = 12


@dataclass(frozen=True, slots=True)
class Verdict:
    """One bill beside its estimate."""

    job: Job
    status: Status
    answer: Answer
    billed: Decimal | None
    """What was billed, in the currency of the estimate, or in units where only these are told."""
    difference: Decimal | None
    """How far outside the estimate it lies: below 0 if it is less. None if it does not drift."""
    why: str
    """Why there is no verdict, or what the bill was held against."""

    def as_dict(self) -> dict[str, Any]:
        """Return what JSON output shows."""
        return {
            "where": self.job.where,
            "id": self.job.id,
            "operation": self.job.operation,
            "status": self.status,
            "billed": plain(self.billed),
            "estimate": self.answer.as_dict(),
            "difference": plain(self.difference),
            "why": self.why,
        }


@dataclass(frozen=True, slots=True)
class Explanation:
    """A single change with which every bill of an operation would be right."""

    change: Change
    drifting: int
    """Different bills that drift without it."""
    touched: int
    """Different bills whose estimate it changes."""
    agreeing: int
    """Different bills that it leaves right, whether it changes their estimate or not."""

    @property
    def firm(self) -> bool:
        """Whether more than one bill speaks for it; one alone would fit many numbers."""
        return self.touched > 1

    def as_dict(self) -> dict[str, Any]:
        """Return what JSON output shows."""
        return {
            "kind": self.change.kind,
            "path": self.change.origin.path,
            "line": self.change.origin.line,
            "what": self.change.what,
            "before": self.change.before,
            "after": self.change.after,
            "loose": self.change.loose,
            "keys": self.change.size,
            "drifting": self.drifting,
            "touched": self.touched,
            "agreeing": self.agreeing,
            "firm": self.firm,
        }


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All bills, and for each operation with a drift the single changes that would explain it."""

    verdicts: tuple[Verdict, ...]
    explanations: Mapping[str, tuple[Explanation, ...]]
    """Smallest first; empty if no single change explains all bills of the operation."""

    @property
    def counts(self) -> dict[str, int]:
        """Count the verdicts of each kind."""
        found = Counter(verdict.status for verdict in self.verdicts)
        return {name: found[name] for name in ("matches", "drifts", "unpriced", "untold")}

    def as_dict(self) -> dict[str, Any]:
        """Return what JSON output shows, amounts as decimal strings."""
        return {
            "counts": self.counts,
            "bills": [verdict.as_dict() for verdict in self.verdicts],
            "explanations": {
                name: [each.as_dict() for each in found]
                for name, found in self.explanations.items()
            },
        }


def reconcile(
    side: Side, bills: Iterable[Job], credits_per: Decimal | None = None
) -> Reconciliation:
    """Judge each of *bills*, and look for what would explain those that drift.

    *credits_per* is how many credits make one of the currency, for bills in credits.
    """
    listed = [side.placed(bill) for bill in bills]
    verdicts = tuple(_verdict(side.answer(bill), bill, credits_per) for bill in listed)
    drifting = dict.fromkeys(each.job.operation for each in verdicts if _counts(each, "drifts"))
    found = {
        name: explanations(side, name, [v for v in verdicts if v.job.operation == name])
        for name in drifting
    }
    return Reconciliation(verdicts, found)


def _counts(verdict: Verdict, status: Status) -> bool:
    """Tell whether a verdict is one about money."""
    return verdict.status == status and verdict.job.reported.units is None


def _verdict(answer: Answer, bill: Job, credits_per: Decimal | None) -> Verdict:
    told = bill.reported
    if answer.estimate is None:
        return Verdict(bill, "unpriced", answer, told.amount, None, answer.refused)
    if told.units is not None:
        return _by_units(answer, answer.estimate, bill, told.units)
    billed = told.amount
    if told.credits is not None:
        billed = told.credits if answer.estimate.currency == "credits" else None
        if billed is None and credits_per is not None:
            billed = told.credits / credits_per
        if billed is None:
            why = "billed in credits; say how many make one of the currency"
            return Verdict(bill, "untold", answer, None, None, why)
    if billed is None:
        return Verdict(bill, "untold", answer, None, None, "no cost is reported")
    difference = outside(billed, answer.estimate.low, answer.estimate.high)
    status: Status = "matches" if difference is None else "drifts"
    return Verdict(bill, status, answer, billed, difference, "")


def outside(value: Decimal, low: Decimal, high: Decimal | None) -> Decimal | None:
    """Return how far *value* lies outside a range; None if it lies within."""
    if value < low:
        return value - low
    return value - high if high is not None and value > high else None


def _by_units(answer: Answer, found: Estimate, bill: Job, units: Decimal) -> Verdict:
    """Hold billed units against the quantities of the lines: nobody says which line they count."""
    misses = []
    for line in found.lines:
        low, high = line.item[:2]
        scale = Decimal(10) ** -line.info.places
        miss = outside(units, (low or 0) * scale, None if high is None else high * scale)
        if miss is None:
            why = f"units, as many as {line.info.title} counts"
            return Verdict(bill, "matches", answer, units, None, why)
        misses.append(miss)
    nearest = min(misses, key=abs, default=None)
    return Verdict(bill, "drifts", answer, units, nearest, "units that no line counts")


def explanations(side: Side, name: str, verdicts: list[Verdict]) -> tuple[Explanation, ...]:
    """Find the single changes of an operation's price with which all bills would be right."""
    operation = side.operations[name]
    price = operation.price_on(side.as_of)
    if price is None or price.refused is not None:
        return ()
    drifting, matching = _cases(verdicts, "drifts"), _cases(verdicts, "matches")
    sample = Trial(operation, price, drifting[:MAX_CASES], matching[:MAX_CASES])
    whole = Trial(operation, price, drifting, matching)
    found: dict[tuple[str, str, str], Explanation] = {}
    for change in changes(sample):
        touched = None if sample.tried(change.price) is None else whole.tried(change.price)
        if touched is not None:
            counts = (len(drifting), touched, len(matching))
            key = (change.kind, change.what, change.after)
            found.setdefault(key, Explanation(change, *counts))
    return tuple(sorted(found.values(), key=_size)[:MAX_EXPLANATIONS])


def _size(found: Explanation) -> tuple[int, int, str]:
    """Sort by the keys that would be edited, then by how much there is to write."""
    change = found.change
    return change.size, len(change.after), change.what


def _cases(verdicts: list[Verdict], status: Status) -> tuple[Case, ...]:
    """Return the different bills with one status, as equations."""
    distinct: dict[str, Case] = {}
    for verdict in verdicts:
        if _counts(verdict, status) and verdict.billed is not None:
            job = verdict.job
            key = repr((job.request, sorted(job.facts.items()), verdict.billed))
            distinct.setdefault(
                key, Case(job.request, job.facts, verdict.billed, verdict.answer.ends)
            )
    return tuple(distinct.values())


def spelt(verdict: Verdict) -> str:
    """Say on one line how a bill relates to its estimate."""
    billed = "nothing told" if verdict.billed is None else f"billed {money(verdict.billed)}"
    if verdict.difference is None:
        return f"{billed}, estimated {verdict.answer}"
    sign = "+" if verdict.difference > 0 else "-"
    return f"{billed}, estimated {verdict.answer}: {sign}{money(abs(verdict.difference))}"
