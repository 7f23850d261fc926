"""The command `price-diff`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from generator.cli.options import json_option, specs_option
from generator.cli.output import paint, write, write_json

if TYPE_CHECKING:
    from generator.pricing.price_diff import Change, Ends, PriceDiff

SHOWN = 10
"""Jobs without a price that are listed."""
EXAMPLES = """\b
Examples:
  specloom price-diff old-specs specs
  specloom price-diff old-specs specs --jobs jobs.csv --json
  specloom price-diff 2026-06-01 2026-12-01 --jobs jobs.jsonl"""


@click.command("price-diff", epilog=EXAMPLES)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--jobs", metavar="FILE", help="Jobs to price: .csv, .json, .jsonl or a journal.")
@json_option
@specs_option
def command(old: str, new: str, jobs: str | None, as_json: bool, specs: str | None) -> None:
    """Say what a change of the specs does to the cost of jobs, line item by line item.

    OLD and NEW are folders of specs, or days on which the prices of one folder hold. Without
    --jobs, all documented rows and examples are priced. Exit 1 if any cost changes.
    """
    from generator.prices import price_diff

    found = price_diff(old, new, jobs, specs=specs)
    if as_json:
        write_json(found.as_dict())
    else:
        for line in _shown(found):
            write(line)
    raise SystemExit(1 if found.changes else 0)


def _shown(found: PriceDiff) -> Iterator[str]:
    for change in found.changes:
        yield from _change(change)
    jobs = len(found.changes) + found.same
    for where, why in found.unpriced[:SHOWN]:
        yield f"{where}: no price on either side: {why}"
    if len(found.unpriced) > SHOWN:
        yield f"... and {len(found.unpriced) - SHOWN} more without a price; --json lists all"
    yield f"{len(found.changes)} of {jobs} jobs change"
    if found.comparable:
        yield f"together {_more(found.total)}"


def _change(change: Change) -> Iterator[str]:
    job = change.job
    name = f"{paint(job.operation or '?', fg='cyan')}: {job.id}" if job.id else job.operation
    yield f"{name} ({job.where})"
    more = _more(change.difference)
    yield f"  {change.before} -> {paint(str(change.after), bold=True)}{f', {more}' if more else ''}"
    for line in change.lines:
        yield f"    {line.id}: {_ends(line.before)} -> {_ends(line.after)}"


def _ends(ends: Ends) -> str:
    from generator.runtime.amounts import money

    low, high = ends
    if low is None:
        return "none"
    if high is None:
        return f"{money(low)} or more"
    return f"{money(low)}" if low == high else f"{money(low)} to {money(high)}"


def _more(ends: Ends) -> str:
    """Say how much more, or less, something costs."""
    from generator.runtime.amounts import money

    low, high = ends
    if low is None:
        return ""
    signed = [
        f"{'+' if end >= 0 else '-'}{money(abs(end))}" for end in (low, high) if end is not None
    ]
    if high is None:
        return f"{signed[0]} or more"
    return signed[0] if low == high else " to ".join(signed)
