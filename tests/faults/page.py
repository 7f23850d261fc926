"""The tables of docs/reliability.md, between markers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from .kills import Aftermath
from .runs import Run
from .server import ROOT

PAGE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- faults -->", "<!-- /faults -->"
COLUMNS = (
    "client",
    "provider",
    "jobs",
    "faults",
    "result",
    "handle",
    "unknown",
    "no job",
    "charged twice",
    "lost",
    "wrong",
    "hung",
    "MiB",
    "s",
)
RIGHT = len(COLUMNS) - 2
NAMES = {"sync": "ours, threads", "async": "ours, asyncio"}
KILLED = ("kills", "charged", "done", "resumed", "unknown", "failed", "twice", "lost", "wrong")


LEGEND = """\
`result`: the caller has the result. `handle`: none, but what the job can be asked for with. `unknown`: an error that says
that the job may have been accepted. `no job`: an error that says nothing of the kind. `lost`: the provider has charged
for the job, and its caller got no result, no handle and no such error. `wrong`: the result of another job. `hung`: no
answer within 90 s. `faults`: how many went wrong by plan; MiB: the most that any process had used so far."""
AFTERWARDS = """\
Processes killed while they paid for jobs. `charged`: jobs that a provider took. `done`: results that stood in the journal
already. `resumed`: results fetched afterwards, by the journal. `unknown`: rows that say that nobody knows whether the job
was taken. `failed`: rows that say what went wrong. `lost`: jobs taken that have no row, or one that says otherwise."""


def table(runs: Sequence[Run]) -> str:
    """Return a row for each run."""
    lines = [_line(COLUMNS), "|---|---|" + "--:|" * RIGHT, *(_line(_cells(run)) for run in runs)]
    return "\n".join(lines)


def _cells(run: Run) -> tuple[str, ...]:
    made = run.tally
    counts = (made.results, made.handles, made.unknown, made.refused)
    wrong = (made.twice, made.lost, made.wrong, made.hung)
    told = [_number(count) for count in (made.jobs, run.faults, *counts, *wrong)]
    client = NAMES.get(run.client, run.client)
    return (client, run.provider, *told, f"{run.memory:.0f}", f"{run.seconds:.0f}")


def killed(made: Aftermath) -> str:
    """Return the table of the processes that were killed."""
    names = tuple("charged twice" if name == "twice" else name for name in KILLED)
    values = tuple(_number(getattr(made, name)) for name in KILLED)
    return "\n".join([_line(names), "--:".join("|" * (len(names) + 1)), _line(values)])


def _number(value: int) -> str:
    return f"{value:,}"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def text(runs: Sequence[Run], aftermath: Aftermath | None) -> str:
    """Return all that stands between the markers."""
    parts = [table(runs), LEGEND]
    if aftermath is not None:
        parts += [killed(aftermath), AFTERWARDS]
    return "\n\n".join(parts)


def put(page: str, between: str) -> str:
    """Return *page* with *between* between its markers, which stand at its end if there are none."""
    if BEGIN not in page:
        page = f"{page.rstrip()}\n\n{BEGIN}\n{END}\n"
    pattern = f"{re.escape(BEGIN)}.*?{re.escape(END)}"
    return re.sub(pattern, lambda _: f"{BEGIN}\n\n{between}\n\n{END}", page, flags=re.DOTALL)


def write(between: str, path: Path = PAGE) -> None:
    """Put the tables into the page."""
    page = path.read_text(encoding="utf-8") if path.exists() else "# Reliability\n"
    path.write_text(put(page, between), encoding="utf-8")
