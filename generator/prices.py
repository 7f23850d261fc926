"""Prices from Python: what the commands `estimate`, `compare`, `table` and so on do, with types.

    from generator import prices

    prices.estimate("fal/grok-imagine-video/text-to-video", {"prompt": "a cat", "duration": 8})
    prices.compare(prices.Intent(seconds="6", resolution="720p")).offers[0]

Amounts are `Decimal`, never floats; a range has `low` and `high`, and `high` is None where the
documents leave a charge open. Every result has `as_dict()`, which is what `--json` prints. *specs* is
a folder of specs: ./specs unless given, else those shipped with specloom. Specs with findings raise
`Rejected`, what cannot be started raises `CannotRun`; docs/pricing.md shows all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.catalogue import load_operation, load_providers
from generator.columns.batch import Batch, EngineName
from generator.columns.engine import Progress
from generator.days import as_day
from generator.diagnostics import CannotRun, Rejected
from generator.judge import judge
from generator.places import specs_folder
from generator.pricing.answers import Side, side
from generator.pricing.compare import Comparison, Offer
from generator.pricing.curves import Curves
from generator.pricing.intent import Intent
from generator.pricing.jobs import Job, joined, read_jobs
from generator.pricing.price_diff import PriceDiff, documented_jobs
from generator.pricing.reconcile import Explanation, Reconciliation, Verdict
from generator.pricing.reported import Reported
from generator.pricing.table import PriceTable
from generator.probe import Clip, probe
from generator.runtime.estimates import Estimate, PriceRefused
from generator.runtime.violations import Violation

__all__ = [
    "Batch",
    "CannotRun",
    "Clip",
    "Comparison",
    "Curves",
    "Estimate",
    "Explanation",
    "Intent",
    "Job",
    "NotValid",
    "Offer",
    "PriceDiff",
    "PriceRefused",
    "PriceTable",
    "Reconciliation",
    "Rejected",
    "Reported",
    "Verdict",
    "Violation",
    "batch",
    "compare",
    "estimate",
    "plot",
    "price_diff",
    "probe",
    "reconcile",
    "table",
]

Folder = str | Path
Jobs = Folder | Iterable[Job]
"""A file of jobs, or the jobs themselves."""


class NotValid(ValueError):
    """The request is not as the provider documents it, so it has no price."""

    def __init__(self, violations: Sequence[Violation]) -> None:
        """Keep all that is wrong with it."""
        self.violations = tuple(violations)
        super().__init__("; ".join(str(violation) for violation in violations))


def estimate(
    operation: str,
    request: Mapping[str, Any],
    facts: Mapping[str, Any] | None = None,
    *,
    as_of: str | None = None,
    specs: Folder | None = None,
) -> Estimate:
    """Say what *request* will cost, line by line; *facts* are what no request says.

    Raises `NotValid` for a request that the provider would refuse, and `PriceRefused` where no
    price can be given. *as_of* is a day such as 2026-11-21; left out, the latest price counts.
    """
    from generator.price.evaluate import estimate as evaluate

    found = load_operation(_text(specs), operation).operation
    violations = judge(found, dict(request))
    if violations:
        raise NotValid(violations)
    return evaluate(found, request, facts or {}, as_of=as_of and as_day(as_of))


def compare(intent: Intent, *, only: str = "", specs: Folder | None = None) -> Comparison:
    """Price *intent* at every operation whose name holds *only*, cheapest first."""
    from generator.pricing.compare import compare as put

    return put(_operations(specs, only), intent)


def table(operation: str, *, specs: Folder | None = None) -> PriceTable:
    """Return rates, what lengths cost and documented amounts of *operation*, and a sentence."""
    from generator.pricing.table import price_table

    found = load_operation(_text(specs), operation)
    return price_table(found.operation, found.provider.units)


def plot(
    intent: Intent,
    file: Folder | None = None,
    *,
    seconds: Sequence[int] = (),
    only: str = "",
    specs: Folder | None = None,
) -> Curves:
    """Return cost against seconds, all that are documented unless given; draw it into *file*.

    A file ends in .png or .svg and needs the extra `plot`.
    """
    from generator.pricing.curves import curves, lengths
    from generator.pricing.plot import check_file, draw

    if file is not None:
        check_file(Path(file))
    operations = _operations(specs, only)
    found = curves(operations, intent, seconds or lengths(operations))
    if not found.curves:
        raise CannotRun("nobody gives a price for that; `specloom compare` says why")
    if file is not None:
        draw(found, Path(file))
    return found


def price_diff(
    old: Folder, new: Folder, jobs: Jobs | None = None, *, specs: Folder | None = None
) -> PriceDiff:
    """Say what the step from *old* to *new* does to the cost of *jobs*, line item by line item.

    Both are folders of specs, or days on which prices of the folder *specs* hold. Without jobs all
    documented rows and examples are priced.
    """
    from generator.pricing.price_diff import price_diff as differences

    sides = _side(old, specs), _side(new, specs)
    return differences(*sides, documented_jobs(*sides) if jobs is None else _jobs(jobs))


def reconcile(
    bills: Jobs,
    jobs: Jobs | None = None,
    *,
    credits_per_dollar: Decimal | None = None,
    as_of: str | None = None,
    specs: Folder | None = None,
) -> Reconciliation:
    """Hold *bills* against estimates, and find the single changes that would explain a drift.

    *jobs* say by id what was asked for, where the bills do not.
    """
    from generator.pricing.reconcile import reconcile as judged

    folder = specs_folder(_text(specs))
    listed = _jobs(bills) if jobs is None else joined(_jobs(bills), _jobs(jobs))
    return judged(side(folder, as_of and as_day(as_of)), listed, credits_per_dollar)


def batch(
    jobs: Folder,
    out: Folder,
    *,
    engine: EngineName = "polars",
    operation: str | None = None,
    as_of: str | None = None,
    lines: bool = True,
    specs: Folder | None = None,
    progress: Progress | None = None,
) -> Batch:
    """Write the file *jobs* to *out* with what each row costs, and return the totals.

    Both are .csv or .parquet, or both .jsonl. *operation* is that of all jobs; left out, the column
    `operation` names it. The engine is an extra: polars, duckdb or spark.
    """
    from generator.columns.batch import Order, price_batch

    day = None if as_of is None else as_day(as_of)
    folder = specs_folder(_text(specs))
    if operation is not None:
        load_operation(_text(specs), operation)
    listed = [each for provider in load_providers(folder) for each in provider.operations]
    order = Order(Path(jobs), Path(out), engine, operation, day, lines)
    return price_batch(listed, order, progress)


def _operations(specs: Folder | None, only: str) -> list[Any]:
    providers = load_providers(specs_folder(_text(specs)))
    found = [each for provider in providers for each in provider.operations if only in each.name]
    if not found:
        raise CannotRun(f"no operation has {only} in its name; `specloom list` shows all")
    return found


def _side(place: Folder, specs: Folder | None) -> Side:
    if Path(place).is_dir():
        return side(specs_folder(str(place)))
    try:
        day = as_day(str(place))
    except CannotRun:
        text = f"{place} is neither a folder of specs nor a day such as 2026-11-21"
        raise CannotRun(text) from None
    return side(specs_folder(_text(specs)), day)


def _jobs(jobs: Jobs) -> list[Job]:
    return read_jobs(Path(jobs)) if isinstance(jobs, (str, Path)) else list(jobs)


def _text(specs: Folder | None) -> str | None:
    return None if specs is None else str(specs)
