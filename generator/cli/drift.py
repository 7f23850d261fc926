"""The command `drift`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from generator.cli.options import json_option, specs_option
from generator.cli.output import paint, write, write_json
from generator.runtime.violations import visible

if TYPE_CHECKING:
    from generator.drift.items import Item
    from generator.drift.survey import Findings

EXAMPLES = """\b
Examples:
  specloom drift
  specloom drift pages/reel.md --json
  specloom drift https://acme.example/docs/reel.md --apply

Exit codes: 0 none; 1 drift; 2 something could not be read."""

COLOURS = {"changed": "yellow", "undeclared": "green", "vanished": "red", "unreadable": "red"}


@click.command("drift", epilog=EXAMPLES)
@click.argument("pages", metavar="[PAGE...]", nargs=-1)
@click.option("--apply", "applied", is_flag=True, help="Write the proposed changes of the specs.")
@click.option("--accept", "accepted", is_flag=True, help="Keep these readings as the known state.")
@click.option("--date", "day", metavar="DAY", help="Day of new prices; today unless given.")
@json_option
@specs_option
def command(
    pages: tuple[str, ...],
    applied: bool,
    accepted: bool,
    day: str | None,
    as_json: bool,
    specs: str | None,
) -> None:
    """Say where documents and specs differ, and propose the change of the specs.

    Pages are files, folders or addresses; without any, the documents that the specs declare with
    a form. A difference that a quirk or `documented_as` records is no drift. Nothing is written
    without --apply or --accept.
    """
    from generator.cli.release import chosen_day
    from generator.drift.apply import diffs, proposed, write_all
    from generator.drift.survey import accept, look, proposals_of
    from generator.places import specs_folder

    root = specs_folder(specs)
    found = look(root, pages)
    chosen = chosen_day(day)
    texts = proposed(proposals_of(root, found, chosen), chosen)
    if as_json:
        write_json({"items": [as_dict(item) for item in found.items], "edits": diffs(texts)})
    else:
        write("\n".join(told(found)))
        for text in diffs(texts):
            write(text.rstrip("\n"))
    if applied:
        write_all(texts)
    kept = accept(root, found, open_too=True) if accepted else []
    if not as_json:
        for path in (*texts, *kept) if applied else kept:
            write(f"{path}: written")
    raise SystemExit(2 if found.unreadable else 1 if found.items else 0)


def told(found: Findings) -> Iterator[str]:
    """Tell all drift, document by document."""
    for drift in found.drifts:
        reading = drift.reading
        said = f"{len(reading.facts)} facts, {len(drift.items)} differences"
        said += f", {drift.known} known" if drift.known else ""
        yield f"{paint(visible(reading.document), bold=True)} ({reading.form}): {said}"
        for item in drift.items:
            yield from _item(item)
    for item in found.unreadable:
        yield from _item(item)
    if not found.items:
        yield "no drift" if found.drifts else "no document was looked at"


def _item(item: Item) -> Iterator[str]:
    label = paint(f"{item.kind:10}", fg=COLOURS[item.kind])
    yield f"  {label}  {visible(f'{item.about}: {item.text}')}"
    places = " <-> ".join(place for place in (item.page_place, item.spec_place) if place)
    if places:
        yield f"              {paint(visible(places), dim=True)}"
    if item.operations:
        names = ", ".join(item.operations)
        yield f"              {names} (package {', '.join(item.packages)})"
    if item.note:
        yield f"              note: {visible(item.note)}"


def as_dict(item: Item) -> dict[str, Any]:
    """Return what JSON output shows of one difference."""
    from generator.diff.compare import plain

    return {
        "kind": item.kind,
        "about": item.about,
        "text": item.text,
        "page_place": item.page_place,
        "spec_place": item.spec_place,
        "operations": list(item.operations),
        "packages": list(item.packages),
        "document": item.document,
        "subject": list(item.subject),
        "attribute": item.attribute,
        "spec": plain(item.spec),
        "page": plain(item.page),
        "edits": [
            {
                "file": each.file,
                "action": each.action,
                "place": list(each.place),
                "value": plain(each.value),
            }
            for each in item.proposals
        ],
        "note": item.note,
    }
