"""The commands `jobs list`, `show`, `resume` and `close`: what the journal of a client knows."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import json_option
from generator.cli.output import paint, write, write_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.runtime.journal import Journal
    from generator.runtime.journal_rows import Entry

EXAMPLES = """\b
Examples:
  specloom jobs list --unfinished
  specloom jobs show 3f2a
  specloom jobs resume --download results
  specloom jobs resume 3f2a --job-id ID-FOUND-AT-THE-PROVIDER
  specloom jobs close 3f2a

Exit codes: 0 all is done; 1 resume left jobs unfinished, unknown or failed; 2 could not run."""

COLOURS = {"succeeded": "green", "failed": "red", "refused": "red", "unknown": "yellow"}

journal_option = click.option(
    "--journal",
    "path",
    envvar="SPECLOOM_JOURNAL",
    default="specloom-journal.db",
    show_default=True,
    help="The journal's file; SPECLOOM_JOURNAL names another one.",
)


@click.group("jobs", epilog=EXAMPLES)
def command() -> None:
    """Look after paid jobs that a client wrote into its journal."""


@contextmanager
def opened(path: str) -> Iterator[Journal]:
    """Open a journal that exists; whatever is wrong with it is told on one line."""
    from generator.diagnostics import CannotRun
    from generator.runtime.journal import Journal, JournalError

    if not Path(path).is_file():
        raise CannotRun(f"there is no journal at {path}; name it with --journal FILE")
    try:
        with Journal(path) as journal:
            yield journal
    except JournalError as error:
        raise CannotRun(f"this is no journal that can be used: {error}") from error


def find(journal: Journal, key: str) -> Entry:
    """Return the job that a key or id begins with."""
    from generator.diagnostics import CannotRun

    entry = journal.entry(key)
    if entry is None:
        raise CannotRun(
            f"no job, or more than one, begins with {key}; `specloom jobs list` has all"
        )
    return entry


@command.command("list")
@journal_option
@click.option("--unfinished", is_flag=True, help="Only jobs that somebody has to look after.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="At most.")
@json_option
def list_command(path: str, unfinished: bool, limit: int, as_json: bool) -> None:
    """List jobs, newest first."""
    from generator.runtime.journal import UNFINISHED

    with opened(path) as journal:
        entries = journal.entries(UNFINISHED if unfinished else (), limit)
    if as_json:
        write_json([entry.as_dict() for entry in entries])
        return
    for entry in entries:
        write(line_of(entry))
    if not entries:
        write("no unfinished jobs" if unfinished else "no jobs")


def line_of(entry: Entry) -> str:
    """Show a job on one line."""
    from generator.runtime.violations import visible

    state = paint(f"{entry.state:<9}", fg=COLOURS.get(entry.state, "cyan"))
    cost = f"${entry.cost}" if entry.cost is not None else ""
    key, created = visible(entry.key[:8]), visible(entry.columns["created"][:19])
    return f"{key}  {state}  {created}  {visible(entry.operation)}  {cost}".rstrip()


@command.command("show")
@click.argument("key")
@journal_option
@json_option
def show_command(key: str, path: str, as_json: bool) -> None:
    """Show everything about the job whose key or id begins with KEY."""
    import json

    from generator.runtime.violations import visible

    with opened(path) as journal:
        entry = find(journal, key)
    if as_json:
        write_json(entry.as_dict())
        return
    write(line_of(entry))
    shown = ("key", "job_id", "fingerprint", "created", "updated", "low", "high", "cost", "error")
    for name in shown:
        if entry.columns[name] is not None:
            write(f"  {name:<12} {visible(str(entry.columns[name]))}")
    for name, value in (("request", entry.request), ("results", entry.results or None)):
        if value is not None:
            write(f"  {name:<12} {json.dumps(value)}")
    for place, line in enumerate(advice(entry) if entry.state == "unknown" else ()):
        write(f"  {'' if place else 'what to do':<12} {visible(line)}")


def advice(entry: Entry) -> tuple[str, ...]:
    """Say how a job is found whose answer was lost."""
    from generator.cli.resuming import lookup_of

    if entry.job is not None:
        return (f"its id is known: specloom jobs resume {entry.key[:8]}",)
    return lookup_of(entry, "generated")


@command.command("resume")
@click.argument("keys", nargs=-1)
@journal_option
@click.option("--job-id", metavar="ID", help="The id of the one KEY, as you found it.")
@click.option("--download", "folder", type=click.Path(file_okay=False), help="Save results here.")
@click.option("--deadline", type=click.FloatRange(0), help="Seconds to wait for each job.")
@click.option("--package", default="generated", show_default=True, help="Package of the clients.")
@json_option
def resume_command(
    keys: tuple[str, ...],
    path: str,
    job_id: str | None,
    folder: str | None,
    deadline: float | None,
    package: str,
    as_json: bool,
) -> None:
    """Finish the jobs that a process left behind, or say what became of them.

    Without KEYS, all that are unfinished. Nothing is ever sent again; a job whose answer was lost is
    asked for where its id is known, and otherwise explained. Keys are taken from the environment.
    """
    from generator.cli.resuming import Finisher

    if job_id is not None and len(keys) != 1:
        raise click.UsageError("--job-id belongs to one KEY")
    with opened(path) as journal:
        entries = [find(journal, key) for key in keys] if keys else journal.unfinished()
        finisher = Finisher(journal, package, folder, deadline)
        if job_id is not None:
            entries = [finisher.adopt(entries[0], job_id)]
        told = []
        for entry in entries:
            told.append(finisher.finish(entry))
            if not as_json:
                for line in told[-1].lines():
                    write(line)
    if as_json:
        write_json([each.as_dict() for each in told])
    elif not entries:
        write("no unfinished jobs")
    if not all(each.finished for each in told):
        raise click.exceptions.Exit(1)


@command.command("close")
@click.argument("keys", nargs=-1, required=True)
@journal_option
def close_command(keys: tuple[str, ...], path: str) -> None:
    """Mark jobs as looked after, so that nothing asks for them any more.

    For a job whose outcome stays unknown, once you have looked for it at the provider.
    """
    from generator.diagnostics import CannotRun
    from generator.runtime.journal import UNFINISHED

    with opened(path) as journal:
        entries = [find(journal, key) for key in keys]
        for entry in entries:
            if entry.state not in UNFINISHED:
                raise CannotRun(f"{entry.key[:8]} is {entry.state}; there is nothing to close")
            if entry.state == "sending":
                raise CannotRun(f"{entry.key[:8]} is being sent by a process that is at work")
        for entry in entries:
            journal.closed(entry.key)
            write(line_of(find(journal, entry.key)))
