"""The list of limitations at the end of fal's pages: it merges the endpoints, so it is held against each."""

from __future__ import annotations

from typing import Any

from generator.importer.blocks import Block
from generator.importer.inline import codes, plain
from generator.importer.notes import Notes, place_at
from generator.importer.patterns import as_number, number_at
from generator.importer.words import normal, tokens

_SECTION = "Limitations"


def read_limitations(notes: Notes, operations: list[str], listed: list[Block]) -> None:
    """Compare each line with what the endpoints say; ask about a line that agrees with none."""
    known: dict[tuple[str, str], list[Any]] = {}
    for fact in notes.facts:
        if fact.subject[2:3] == ("parameter",) and fact.subject[1] in operations:
            known.setdefault((fact.subject[-1], fact.attribute), []).append(fact.value)
    for block in listed:
        place = place_at(block.line, _SECTION, block.text)
        found = codes(block.text)
        said = _said(block.text, found)
        if said is None:
            notes.miss(plain(block.text), "this limitation is not understood", place)
        elif _agrees(said, found[0], known):
            notes.prose += 1
        else:
            subject = ("operation", operations[0], "parameter", found[0])
            text = f"{found[0]}: the list of limitations names limits that no endpoint has"
            notes.ask(subject, text, place)


def _said(text: str, found: list[str]) -> dict[str, Any] | None:
    """Return the limits of one line, by keyword."""
    words = plain(text).lower()
    if len(found) > 1 and ("restricted to" in words or "allowed values" in words):
        return {"enum": found[1:]}
    if found and "range" in words:
        seen = normal(tokens(text))
        numbers = [hit[0] for place in range(len(seen)) if (hit := number_at(seen, place))]
        if len(numbers) == 2:
            return {"minimum": numbers[0], "maximum": numbers[1]}
    return None


def _agrees(said: dict[str, Any], name: str, known: dict[tuple[str, str], list[Any]]) -> bool:
    for keyword, value in said.items():
        values = known.get((name, keyword), [])
        if keyword == "enum":
            if not any(list(map(str, one)) == value for one in values):
                return False
        elif not any(one == value or as_number(str(one)) == value for one in values):
            return False
    return True
