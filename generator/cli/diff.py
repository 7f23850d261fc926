"""The command `diff`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from generator.cli.options import json_option, specs_option
from generator.cli.output import complain, paint, write, write_json
from generator.runtime.violations import visible

if TYPE_CHECKING:
    from generator.diff.changes import Change
    from generator.diff.compare import Verdict

EXAMPLES = """\b
Examples:
  specloom diff HEAD~3 specs
  specloom diff v1.2.0 HEAD --json
  specloom diff old/openapi.json new/openapi.json

Exit codes: 0 no change; 1 changes; 2 could not run."""

COLOURS = {"breaking": "red", "additive": "green", "price": "yellow", "docs only": "cyan"}


@click.command("diff", epilog=EXAMPLES)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@json_option
@specs_option
def command(old: str, new: str, as_json: bool, specs: str | None) -> None:
    """Say what changed from OLD to NEW, what it breaks, and which version it asks for.

    OLD and NEW are folders of specs, spec files, git revisions of the specs folder, or documents
    of providers. Requests and results are judged by their own direction.
    """
    from generator.diagnostics import Rejected
    from generator.diff.compare import as_dict, compare
    from generator.diff.states import read_state
    from generator.places import specs_folder

    root = specs_folder(specs)
    try:
        verdicts = compare(read_state(old, root), read_state(new, root))
    except Rejected as rejected:
        for finding in rejected.findings:
            click.echo(str(finding), err=True)
        complain("nothing was compared")
        raise SystemExit(2) from None
    if as_json:
        write_json([as_dict(verdict) for verdict in verdicts])
    else:
        for verdict in verdicts:
            write("\n".join(told(verdict)))
        write("" if verdicts else "no change")
    raise SystemExit(1 if verdicts else 0)


def told(verdict: Verdict) -> Iterator[str]:
    """Tell the changes of one package, worst first in each operation, then the verdict."""
    from generator.diff.changes import KINDS

    for section in verdict.diff.sections:
        yield paint(visible(section.name), bold=True)
        for kind in KINDS:
            for change in section.changes:
                if change.kind == kind:
                    yield from _change(change)
    counts = [f"{len(texts)} {kind}" for kind, texts in verdict.entries.items()]
    said = f"{visible(verdict.diff.name)}: {', '.join(counts)}"
    if verdict.new_version is not None:
        said += f"; version {verdict.old_version} -> {verdict.new_version} ({verdict.level})"
    else:
        said += f"; before 1.0.0 this raises the {verdict.level} number"
    yield said


def _change(change: Change) -> Iterator[str]:
    label = paint(f"{change.kind:9}", fg=COLOURS[change.kind])
    yield f"  {label}  {visible(change.sentence)}"
    places = " -> ".join(place for place in (change.old_place, change.new_place) if place)
    if places:
        yield f"             {paint(visible(places), dim=True)}"
    if change.hint:
        yield f"             hint: {visible(change.hint)}"
    for effect in change.effects:
        yield f"             {visible(effect.request)}: {effect.old} -> {effect.new}"
