"""The command `refresh`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from generator.cli.options import specs_option
from generator.cli.output import write

if TYPE_CHECKING:
    from generator.refresh import Refreshed

EXAMPLES = """\b
Examples:
  specloom refresh
  specloom refresh pages/ --apply
  specloom refresh --apply && specloom generate

Exit codes: 0 nothing to do; 1 drift, or the tests say otherwise; 2 something could not be read."""


@click.command("refresh", epilog=EXAMPLES)
@click.argument("pages", metavar="[PAGE...]", nargs=-1)
@click.option("--apply", "applied", is_flag=True, help="Write specs, releases and readings.")
@click.option("--no-tests", is_flag=True, help="Neither generate nor test.")
@click.option("--date", "day", metavar="DAY", help="Day to record; today unless given.")
@specs_option
def command(
    pages: tuple[str, ...], applied: bool, no_tests: bool, day: str | None, specs: str | None
) -> None:
    """Fetch documents, compare, propose, generate, test, and print what a reviewer needs.

    Everything happens in a temporary tree. Nothing is written to specs without --apply; with it,
    `specloom generate` makes the packages that were tried out.
    """
    from generator.cli.drift import told
    from generator.cli.release import chosen_day
    from generator.drift.apply import diffs
    from generator.places import specs_folder
    from generator.refresh import keep, refresh

    root = specs_folder(specs)
    done = refresh(root, pages, chosen_day(day), tests=not no_tests)
    write("## Drift\n")
    write("\n".join(told(done.found)))
    if done.texts:
        write("\n## Proposed specs\n")
        write("\n".join(text.rstrip("\n") for text in diffs(done.texts)))
    write("\n".join(_results(done)))
    if applied:
        for path in keep(root, done):
            write(f"{path}: written")
    raise SystemExit(2 if done.found.unreadable else 1 if done.found.items else 0)


def _results(done: Refreshed) -> Iterator[str]:
    """Tell what lint, the comparison, the old and the new tests say."""
    from generator.cli.diff import told
    from generator.cli.release import evidence_lines

    if done.problems:
        yield "\n## Left for a person\n"
        yield from (str(finding) for finding in done.problems)
    if done.verdicts:
        yield "\n## What it breaks\n"
        for verdict in done.verdicts:
            yield from told(verdict)
    for made in done.plans:
        yield f"\n## Release {made.provider} {made.version}\n"
        for key, texts in made.entry.items():
            yield from (f"- {key}: {text}" for text in texts)
    for provider, evidence in done.evidence:
        yield f"\n## Old tests and calls on the new {provider} package\n"
        yield from evidence_lines(evidence)
    if done.trial is not None:
        yield "\n## New tests\n"
        yield f"{done.trial.held} held, {len(done.trial.failed)} failed"
        yield from done.trial.failed[:20]
