"""The commands `jobs list`, `jobs show` and `jobs resume`: what the journal of a client knows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import json_option
from generator.cli.output import paint, write, write_json

if TYPE_CHECKING:
    from generator.runtime.journal import Journal
    from generator.runtime.journal_rows import Entry

EXAMPLES = """\b
Examples:
  specloom jobs list --unfinished
  specloom jobs show 3f2a
  specloom jobs resume --download results

Exit codes: 0 all is done; 1 jobs are unfinished, unknown or failed; 2 could not run."""

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


def open_journal(path: str) -> Journal:
    """Open a journal that exists."""
    from generator.diagnostics import CannotRun
    from generator.runtime.journal import Journal, JournalError

    if not Path(path).is_file():
        raise CannotRun(f"there is no journal at {path}; name it with --journal FILE")
    try:
        return Journal(path)
    except JournalError as error:
        raise CannotRun(f"the journal cannot be read: {error}") from error


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

    with open_journal(path) as journal:
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
    state = paint(f"{entry.state:<9}", fg=COLOURS.get(entry.state, "cyan"))
    cost = f"${entry.cost}" if entry.cost is not None else ""
    created = entry.columns["created"][:19]
    return f"{entry.key[:8]}  {state}  {created}  {entry.operation}  {cost}".rstrip()


@command.command("show")
@click.argument("key")
@journal_option
@json_option
def show_command(key: str, path: str, as_json: bool) -> None:
    """Show everything about the job whose key or id begins with KEY."""
    with open_journal(path) as journal:
        entry = find(journal, key)
    if as_json:
        write_json(entry.as_dict())
        return
    write(line_of(entry))
    shown = ("key", "job_id", "fingerprint", "created", "updated", "low", "high", "cost", "error")
    for name in shown:
        if entry.columns[name] is not None:
            write(f"  {name:<12} {entry.columns[name]}")
    for name, value in (("request", entry.request), ("results", entry.results or None)):
        if value is not None:
            import json

            write(f"  {name:<12} {json.dumps(value)}")
    if entry.state == "unknown":
        write(f"  {'what to do':<12} {advice(entry)}")


def advice(entry: Entry) -> str:
    """Say how a person looks for a job whose answer was lost."""
    from generator.cli.resuming import client_class

    lookup = client_class(entry.provider, "generated").info.lookup[0]
    return f"it is never sent again; {lookup or 'look for it at the provider by its time'}"


@command.command("resume")
@click.argument("keys", nargs=-1)
@journal_option
@click.option("--download", "folder", type=click.Path(file_okay=False), help="Save results here.")
@click.option("--deadline", type=click.FloatRange(0), help="Seconds to wait for each job.")
@click.option("--package", default="generated", show_default=True, help="Package of the clients.")
def resume_command(
    keys: tuple[str, ...], path: str, folder: str | None, deadline: float | None, package: str
) -> None:
    """Finish the jobs that a process left behind, or say what became of them.

    Without KEYS, all that are unfinished. Nothing is ever sent again; a job whose answer was lost is
    asked for where its id is known, and otherwise explained.
    """
    from generator.cli.resuming import resume

    with open_journal(path) as journal:
        entries = [find(journal, key) for key in keys] if keys else journal.unfinished()
    left = 0
    for entry in entries:
        finished, lines = resume(entry, path, package, folder, deadline)
        left += not finished
        write(line_of(entry) if not lines else f"{entry.key[:8]}  {lines[0]}")
        for line in lines[1:]:
            write(f"          {line}")
    if not entries:
        write("no unfinished jobs")
    elif left:
        raise click.exceptions.Exit(1)
