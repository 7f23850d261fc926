"""The command `batch`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from generator.cli.options import json_option, specs_option
from generator.cli.output import complain, paint, write, write_json

if TYPE_CHECKING:
    from generator.columns.batch import Batch, EngineName
    from generator.columns.engine import Progress
    from generator.columns.totals import Sum

SHOWN = 20
"""Reasons that are listed."""
EXAMPLES = """\b
Examples:
  specloom batch jobs.parquet -o priced.parquet
  specloom batch jobs.csv -o priced.csv --engine duckdb --as-of 2026-11-21
  specloom batch jobs.jsonl -o priced.jsonl --operation fal/grok-imagine-video/text-to-video

\b
A table has a column for each parameter that a price reads, named like it: duration,
inputs.video; for the length of a list inputs.frameImages.count, or the list; for what
a caller supplies the name of the fact: input_video_seconds. The column `operation`
names the operation of a row. A JSON line is
{"operation": ..., "params": {...}, "facts": {...}}."""


@click.command("batch", epilog=EXAMPLES)
@click.argument("jobs", metavar="JOBS")
@click.option("-o", "--out", metavar="FILE", required=True, help="Where the priced jobs go.")
@click.option(
    "--engine",
    type=click.Choice(["polars", "duckdb", "spark"]),
    default="polars",
    show_default=True,
    help="What does the work.",
)
@click.option("--operation", metavar="OP", help="The operation of jobs that do not name one.")
@click.option("--as-of", metavar="DAY", help="Price as of this day; the latest price otherwise.")
@click.option("--no-lines", is_flag=True, help="Leave the line items out.")
@json_option
@specs_option
def command(
    jobs: str,
    out: str,
    engine: EngineName,
    operation: str | None,
    as_of: str | None,
    no_lines: bool,
    as_json: bool,
    specs: str | None,
) -> None:
    """Price a file of jobs: low, high, exact, currency, line items and refusal for each row.

    JOBS ends in .csv, .parquet or .jsonl. All its columns are kept. A row that has no price says
    why, and the command ends with exit code 1. Files larger than memory are fine.
    """
    from generator.prices import batch

    with _progress() as progress:
        found = batch(
            jobs,
            out,
            engine=engine,
            operation=operation,
            as_of=as_of,
            lines=not no_lines,
            specs=specs,
            progress=progress,
        )
    for hint in found.hints:
        complain(hint)
    if as_json:
        write_json(found.as_dict())
    else:
        for line in _shown(found):
            write(line)
    raise SystemExit(1 if found.totals.refused else 0)


def _shown(found: Batch) -> Iterator[str]:
    """Spell the totals."""
    totals = found.totals
    yield f"{totals.rows:,} jobs"
    for currency, each in sorted(totals.sums.items()):
        yield f"{each.priced:,} priced, {each.exact:,} of them exactly: {_sum(currency, each)}"
    refused = sum(totals.refused.values())
    if refused:
        yield paint(f"{refused:,} refused", fg="yellow")
    for reason, count in list(totals.refused.items())[:SHOWN]:
        yield f"  {count:,}  {reason}"
    if len(totals.refused) > SHOWN:
        yield f"  and {len(totals.refused) - SHOWN} more reasons"


def _sum(currency: str, each: Sum) -> str:
    from generator.runtime.amounts import money

    sign = "$" if currency == "USD" else f"{currency} "
    low, high = f"{sign}{money(each.low)}", f"{sign}{money(each.high)}"
    if each.open:
        return f"at least {low}; {each.open:,} have no upper end"
    return low if low == high else f"{low} to {high}"


@contextmanager
def _progress() -> Iterator[Progress]:
    """Show on a terminal what is being done."""
    import sys

    from generator.columns.engine import Progress

    if not sys.stderr.isatty():
        yield Progress()
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import ProgressColumn, SpinnerColumn, Task, TimeElapsedColumn
    from rich.text import Text

    class Told(ProgressColumn):
        """Asks how far the stage is whenever the line is drawn."""

        def render(self, task: Task) -> Text:
            """Spell stage and progress."""
            return Text(f"{task.description} {task.fields['told']()}")

    class Shown(Progress):
        """Shows each stage."""

        def stage(self, text: str, told: Callable[[], str] | None = None) -> None:
            """Begin a stage."""
            bar.update(line, description=text, told=told or str)

    columns = (SpinnerColumn(), Told(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        line = bar.add_task("starting", total=None, told=str)
        yield Shown()
