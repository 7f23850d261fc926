"""The command `import`."""

from __future__ import annotations

from collections.abc import Iterator, Sized
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import json_option, specs_option
from generator.cli.output import paint, write, write_json

if TYPE_CHECKING:
    from generator.importer.draft.drafting import Draft
    from generator.importer.facts import Reading

EXAMPLES = """\b
Examples:
  specloom import reel.md --provider acme -o specs
  specloom import pages/ --provider acme -o drafts --force
  specloom import https://acme.example/openapi.json --provider acme -o drafts

Exit codes: 0 written, open points listed; 1 findings, and nothing written; 2 could not run."""


@click.command("import", epilog=EXAMPLES)
@click.argument("pages", metavar="PAGE...", nargs=-1, required=True)
@click.option(
    "--provider", metavar="ID", help="Whose documents they are; told by the form unless given."
)
@click.option("-o", "--out", metavar="DIR", required=True, help="Specs folder to write into.")
@click.option("--force", is_flag=True, help="Replace family files that are there.")
@click.option(
    "--date", "day", metavar="DAY", help="Day of retrieval and prices; today unless given."
)
@json_option
@specs_option
def command(
    pages: tuple[str, ...],
    provider: str | None,
    out: str,
    force: bool,
    day: str | None,
    as_json: bool,
    specs: str | None,
) -> None:
    """Draft specs for models that nobody has described yet.

    Pages are files, folders or addresses. The draft is complete and passes lint; what documents
    leave open, or say in a way that nobody reads, is listed and stands at the head of each file.
    A provider with a spec keeps it, and its documents are added; for another one a spec is drafted.
    """
    from generator.cli.release import chosen_day
    from generator.importer.draft.arriving import arrive, land

    target = Path(out)
    readings, setting = arrive(pages, provider, target, specs)
    from generator.importer.draft.drafting import draft

    made = draft(readings, setting, chosen_day(day))
    written = land(made.tree, target, force=force)
    if as_json:
        write_json(_as_dict(readings, made, written))
    else:
        write("\n".join(_told(readings, made)))
        for path in written:
            write(f"{target / path}: written")
    raise SystemExit(0)


def _told(readings: list[Reading], made: Draft) -> Iterator[str]:
    """Tell what each document yields, and what is open."""
    for reading in readings:
        counts = f"{counted(reading.facts, 'fact')}, {len(reading.unread)} unread"
        counts += f", {counted(reading.questions, 'question')}"
        yield f"{paint(reading.document, bold=True)} ({reading.form}): {counts}"
        for unread in reading.unread:
            place = f"{reading.document}:{unread.place.line}"
            yield f"  {paint('unread', fg='yellow')}    {place}: {unread.text} ({unread.why})"
        for question in reading.questions:
            line = question.places[0].line if question.places else 1
            yield f"  {paint('question', fg='yellow')}  {reading.document}:{line}: {question.text}"
    for family, remark in made.remarks:
        yield f"  {paint('open', fg='yellow')}      {family or 'provider'}: {remark}"
    yield f"{counted(made.operations, 'operation')}: {', '.join(made.operations)}"


def counted(listed: Sized, word: str) -> str:
    """Spell how many there are."""
    return f"{len(listed)} {word}" if len(listed) == 1 else f"{len(listed)} {word}s"


def _as_dict(readings: list[Reading], made: Draft, written: list[str]) -> dict[str, object]:
    """Return what JSON output shows."""
    return {
        "documents": [
            {
                "document": reading.document,
                "form": reading.form,
                "facts": len(reading.facts),
                "unread": [
                    {"line": each.place.line, "text": each.text, "why": each.why}
                    for each in reading.unread
                ],
                "questions": [
                    {"line": each.places[0].line if each.places else 1, "text": each.text}
                    for each in reading.questions
                ],
            }
            for reading in readings
        ],
        "open": [{"family": family, "text": text} for family, text in made.remarks],
        "operations": list(made.operations),
        "files": written,
    }
