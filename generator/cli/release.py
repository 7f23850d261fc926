"""The command `release`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from generator.cli.options import specs_option
from generator.cli.output import paint, write

if TYPE_CHECKING:
    from generator.release.record import Plan
    from generator.release.verify import Evidence

EXAMPLES = """\b
Examples:
  specloom release
  specloom release fal --against v1.2.0
  specloom release fal --verify
  specloom release fal --apply

Exit codes: 0 nothing to record, or recorded; 1 something to record, or the tests say otherwise;
2 could not run."""


@click.command("release", epilog=EXAMPLES)
@click.argument("provider", metavar="[PROVIDER]", required=False)
@click.option("--against", metavar="OLD", help="Old state: a git revision or a folder of specs.")
@click.option("--apply", "applied", is_flag=True, help="Write the release into the specs.")
@click.option("--verify", is_flag=True, help="Run the old tests and old calls on the new package.")
@click.option("--date", "day", metavar="DAY", help="Day to record; today unless given.")
@specs_option
def command(
    provider: str | None,
    against: str | None,
    applied: bool,
    verify: bool,
    day: str | None,
    specs: str | None,
) -> None:
    """Record version and changelog entry of what changed since the last release.

    The old state is the specs as they were committed with the last entry of releases.yaml.
    Nothing is written without --apply.
    """
    from generator.diagnostics import CannotRun
    from generator.places import provider_names, specs_folder
    from generator.release.record import plan, record

    root = specs_folder(specs)
    names = provider_names(root)
    if provider is not None and provider not in names:
        raise CannotRun(f"no provider is named {provider}; there are {', '.join(names)}")
    chosen = chosen_day(day)
    plans = [plan(root, name, against) for name in names if provider in {None, name}]
    open_ones = [made for made in plans if made is not None]
    contradicted = False
    for made in open_ones:
        write("\n".join(_told(made)))
        if verify and made.verdict is not None:
            contradicted |= _verify(made)
    if applied:
        for made in open_ones:
            if not made.recorded:
                record(made, chosen)
                write(f"{made.file}: {made.version} recorded")
    if not open_ones:
        write("nothing changed since the last release")
    waiting = any(not made.recorded for made in open_ones) and not applied
    raise SystemExit(1 if waiting or contradicted else 0)


def chosen_day(given: str | None) -> str:
    """Return the day that the user gave, or today."""
    from datetime import date

    from generator.diagnostics import CannotRun

    if given is None:
        return date.today().isoformat()  # noqa: DTZ011  # the day where the person is
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        raise CannotRun(f"{given} is no day, such as 2026-11-21") from None


def _told(made: Plan) -> Iterator[str]:
    head = f"{made.provider} {made.old or 'nothing'} -> {made.version}"
    yield paint(head, bold=True) + (" (recorded already)" if made.recorded else "")
    for key, texts in made.entry.items():
        yield f"  {key}:"
        yield from (f"    - {text}" for text in texts)


def _verify(made: Plan) -> bool:
    """Hold the verdict to old tests and calls; return whether they contradict it."""
    from generator.release.verify import verify

    evidence = verify(made)
    write("\n".join(evidence_lines(evidence)))
    return bool(evidence.contradictions)


def evidence_lines(evidence: Evidence) -> Iterator[str]:
    """Tell what old tests and calls say."""
    for title, failed in evidence.failed.items():
        ran = evidence.ran.get(title, 0)
        yield f"  {title}: {ran} held, {len(failed)} failed"
        yield from (f"    {name}" for name in failed[:10])
        if len(failed) > 10:
            yield f"    and {len(failed) - 10} more"
    yield from (f"  {paint('doubt:', fg='yellow')} {text}" for text in evidence.contradictions)
