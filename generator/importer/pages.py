"""A Markdown page as sections: headings with the blocks below them, and what stands before them all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.importer.blocks import Block, blocks
from generator.importer.facts import Place, Subject, passage_of
from generator.importer.inline import plain, spans
from generator.importer.notes import Notes, place_at
from generator.importer.prose import Described

_LONGEST_FRONT = 100


@dataclass(slots=True)
class Section:
    """A heading and the blocks between it and the next one."""

    title: str
    """The heading without marks."""
    level: int
    line: int
    blocks: list[Block] = field(default_factory=list)
    trail: tuple[str, ...] = ()
    """The titles of the headings around it, its own last."""
    target: str = ""
    """The address that the heading links to."""

    @property
    def where(self) -> str:
        """How a person would name this section."""
        return ", ".join(self.trail[-2:]) or "head of the page"

    def place(self, block: Block) -> Place:
        """Return the place of *block*."""
        text = block.text or " ".join(cell for row in block.rows for cell in row)
        return place_at(block.line, self.where, text)


def sections_of(found: Iterable[Block]) -> list[Section]:
    """Group *found* under its headings; the first section has no heading."""
    sections = [Section("", 0, 1)]
    open_titles: list[tuple[int, str]] = []
    for block in found:
        if block.kind != "heading":
            sections[-1].blocks.append(block)
            continue
        while open_titles and open_titles[-1][0] >= block.level:
            open_titles.pop()
        title = plain(block.text).strip()
        open_titles.append((block.level, title))
        links = [span.target for span in spans(block.text) if span.kind == "link"]
        trail = tuple(name for level, name in open_titles if level > 1)
        sections.append(
            Section(title, block.level, block.line, [], trail, links[0] if links else "")
        )
    return sections


def front_matter(text: str) -> tuple[dict[str, str], int]:
    """Return the `key: value` lines between --- at the head of a page, and the line behind them."""
    lines = text.split("\n", _LONGEST_FRONT + 2)
    if lines[0].strip() != "---":
        return {}, 0
    found: dict[str, str] = {}
    for number, row in enumerate(lines[1:_LONGEST_FRONT], 1):
        if row.strip() == "---":
            return found, number + 1
        key, colon, value = row.partition(":")
        if colon and key.strip().isidentifier() and key == key.lstrip():
            found[key.strip()] = value.strip().strip("\"'")
    return {}, 0


def page_blocks(text: str) -> tuple[dict[str, str], list[Block]]:
    """Return the front matter of a page and all blocks behind it."""
    front, skipped = front_matter(text)
    rest = text.split("\n", skipped)[-1] if skipped else text
    return front, blocks(rest, skipped + 1)


def labelled(text: str) -> tuple[str, str] | None:
    """Split `**Label**: rest`, or `**Label:** rest`; None where *text* has no such head."""
    text = text.strip()
    if not text.startswith("**"):
        return None
    end = text.find("**", 2)
    if end < 0:
        return None
    label, rest = text[2:end].strip(), text[end + 2 :].strip()
    if label.endswith(":"):
        return label[:-1].strip(), rest
    if rest.startswith(":"):
        return label, rest[1:].strip()
    if rest.startswith("(") and rest.endswith("):"):
        return label, ""
    return (label, "") if not rest else None


def describe(
    notes: Notes, subject: Subject, texts: list[tuple[str, Place]], *, as_it_stands: bool = False
) -> list[Described]:
    """Write down that *subject* is described, and return what describes it for reading.

    What is hashed is the text as a reader of the page sees it, or *as_it_stands*, marks and all.
    """
    told = [(text.strip(), place) for text, place in texts if text.strip()]
    if not told:
        return []
    whole = "\n\n".join(text for text, _ in told)
    whole = whole if as_it_stands else plain(whole)
    first = told[0][1]
    notes.say(subject, "described", passage_of(whole), place_at(first.line, first.section, whole))
    return [Described(subject, text, place) for text, place in told]
