"""What a side says to a job: an estimate, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.catalogue import load_providers
from generator.ir.provider import Operation
from generator.judge import judge
from generator.price.evaluate import estimate
from generator.pricing.jobs import Job
from generator.pricing.rows import placed
from generator.runtime.amounts import money
from generator.runtime.estimates import Estimate, PriceRefused


@dataclass(frozen=True, slots=True)
class Answer:
    """An estimate, or the reason why there is none."""

    estimate: Estimate | None
    refused: str = ""

    def __str__(self) -> str:
        """Spell the amount, or that there is none."""
        return str(self.estimate) if self.estimate is not None else f"none ({self.refused})"

    @property
    def ends(self) -> tuple[Decimal | None, Decimal | None]:
        """The least and the most."""
        return (None, None) if self.estimate is None else (self.estimate.low, self.estimate.high)

    def as_dict(self) -> dict[str, Any]:
        """Return what JSON output shows."""
        if self.estimate is None:
            return {"refused": self.refused}
        told = self.estimate
        return {
            "low": money(told.low),
            "high": money(told.high),
            "currency": told.currency,
            "exact": told.exact,
        }


@dataclass(frozen=True, slots=True)
class Side:
    """Operations whose prices are asked, as they stand or as of a day."""

    operations: Mapping[str, Operation]
    as_of: str | None = None

    def placed(self, job: Job) -> Job:
        """Make request and facts of the columns of *job*."""
        operation = self.operations.get(job.operation)
        return job if operation is None else placed(operation, job)

    def answer(self, job: Job) -> Answer:
        """Price one job; the facts that its price does not take are left out."""
        job = self.placed(job)
        if job.problem:
            return Answer(None, job.problem)
        operation = self.operations.get(job.operation)
        if operation is None:
            named = f"no operation is named {job.operation}"
            return Answer(None, named if job.operation else "it names no operation")
        found = judge(operation, dict(job.request))
        if found:
            return Answer(None, "not valid: " + "; ".join(each.message for each in found))
        try:
            return Answer(estimate(operation, job.request, job.facts, as_of=self.as_of))
        except (PriceRefused, TypeError) as refused:
            return Answer(None, str(refused))


def side(root: Path, as_of: str | None = None) -> Side:
    """Read the specs under *root*."""
    operations = [each for provider in load_providers(root) for each in provider.operations]
    return Side({operation.name: operation for operation in operations}, as_of)
