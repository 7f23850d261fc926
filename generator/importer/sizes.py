"""Tables of allowed sizes: a configuration such as `480p (16:9)`, and width x height."""

from __future__ import annotations

from typing import Any

from generator.importer.blocks import Block
from generator.importer.facts import Place
from generator.importer.inline import plain
from generator.importer.notes import Notes, place_at

_MAX_ROWS = 2000


def read_size_table(notes: Notes, operation: str, table: Block, place: Place) -> bool:
    """Write down a table of sizes as a table and a rule; say whether it was one."""
    rows: list[list[Any]] = []
    for cells in table.rows[1:_MAX_ROWS]:
        texts = [plain(cell).strip() for cell in cells]
        size = next((found for text in texts if (found := size_of(text))), None)
        names = next((text for text in texts if text and not size_of(text)), "")
        if size is None:
            text = " | ".join(texts)
            notes.miss(
                text,
                "no width and height stand in this row",
                place_at(table.line, place.section, text),
            )
            continue
        rows.append([*size, *_configuration(names)])
    if not rows:
        return False
    subject = ("operation", operation, "table", "sizes")
    notes.say(subject, "columns", ["width", "height", "tier", "aspect_ratio"], place)
    notes.say(subject, "rows", rows, place)
    rules = {fact.subject for fact in notes.facts if fact.subject[1:3] == (operation, "rule")}
    pairs = [row[:2] for row in rows]
    own = ("operation", operation, "rule", str(len(rules)))
    notes.say(own, "allowed_pairs", {"parameters": ["width", "height"], "pairs": pairs}, place)
    return True


def size_of(text: str) -> tuple[int, int] | None:
    """Return width and height that `848x480` spells."""
    width, cross, height = text.lower().replace("\u00d7", "x").replace(" ", "").partition("x")
    if cross and width.isdecimal() and height.isdecimal() and len(text) < 20:
        return int(width), int(height)
    return None


def _configuration(name: str) -> tuple[str, str]:
    """Split `480p (16:9)` into tier and aspect ratio."""
    tier, _, ratio = name.partition("(")
    return tier.strip(), ratio.strip(" )")
