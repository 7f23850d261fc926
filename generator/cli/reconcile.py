"""The command `reconcile`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from generator.cli.options import json_option, specs_option
from generator.cli.output import paint, write, write_json

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.pricing.reconcile import Explanation, Reconciliation

SHOWN = 20
"""Bills of one kind that are listed."""
EXAMPLES = """\b
Examples:
  specloom reconcile bills.csv
  specloom reconcile answers.jsonl --jobs jobs.jsonl --json
  specloom reconcile journal.sqlite --credits-per-dollar 2000000"""


@click.command("reconcile", epilog=EXAMPLES)
@click.argument("bills", metavar="BILLS")
@click.option("--jobs", metavar="FILE", help="Jobs by id, where the bills say no request.")
@click.option("--credits-per-dollar", metavar="N", help="For bills in credits.")
@click.option("--as-of", metavar="DAY", help="Take the prices of that day, such as 2026-11-21.")
@json_option
@specs_option
def command(
    bills: str,
    jobs: str | None,
    credits_per_dollar: str | None,
    as_of: str | None,
    as_json: bool,
    specs: str | None,
) -> None:
    """Hold reported costs against estimates, and find what would explain the drift.

    BILLS is a .csv, .json or .jsonl file of operation, request, facts and amount, of answers with
    their headers, or the journal of the clients. Each bill matches its estimate, drifts from it or
    has none. For drifts, the single changes of the spec that would make every bill of the operation
    right are listed, smallest first: what the bills allow, not what is so. Exit 1 if a bill drifts.
    """
    from generator.prices import reconcile

    ratio = _ratio(credits_per_dollar)
    found = reconcile(bills, jobs, credits_per_dollar=ratio, as_of=as_of, specs=specs)
    if as_json:
        write_json(found.as_dict())
    else:
        for line in _shown(found):
            write(line)
    raise SystemExit(1 if found.counts["drifts"] else 0)


def _ratio(text: str | None) -> Decimal | None:
    from generator.diagnostics import CannotRun
    from generator.pricing.reported import exactly

    if text is None:
        return None
    try:
        number = exactly(text)
    except ValueError as error:
        raise CannotRun(f"--credits-per-dollar: {error}") from None
    if not number:
        raise CannotRun("--credits-per-dollar: 0 makes no dollar")
    return number


def _shown(found: Reconciliation) -> Iterator[str]:
    from generator.pricing.reconcile import spelt

    for status in ("drifts", "unpriced", "untold"):
        listed = [verdict for verdict in found.verdicts if verdict.status == status]
        for verdict in listed[:SHOWN]:
            said = spelt(verdict) if status == "drifts" else verdict.why
            name = " ".join(word for word in (verdict.job.operation, verdict.job.id) if word)
            colour = "red" if status == "drifts" else "yellow"
            yield f"{verdict.job.where}: {paint(status, fg=colour)}: {name}{': ' if name else ''}{said}"
        if len(listed) > SHOWN:
            yield f"... and {len(listed) - SHOWN} more of the kind {status}; --json lists all"
    for operation, causes in found.explanations.items():
        yield f"{paint(operation, fg='cyan')}: {_head(causes)}"
        yield from (f"  {_said(cause)}" for cause in causes)
    counts = found.counts
    yield ", ".join(f"{count} {_WORDS[name]}" for name, count in counts.items())


_WORDS = {
    "matches": "match",
    "drifts": "drift",
    "unpriced": "have no estimate",
    "untold": "tell no cost",
}


def _head(causes: tuple[Explanation, ...]) -> str:
    if not causes:
        return "no single change that was tried explains all of its bills"
    if len(causes) == 1:
        return "one change would explain all of its bills"
    return f"each of {len(causes)} changes would explain all of its bills"


def _said(cause: Explanation) -> str:
    change = cause.change
    tells = (
        f"{cause.touched} different bills speak for it" if cause.firm else "one bill speaks for it"
    )
    about = "about " if change.loose else ""
    where = f"{change.origin.path}:{change.origin.line}"
    return f"{where}: {change.what}: {change.before} -> {about}{change.after}  ({tells})"
