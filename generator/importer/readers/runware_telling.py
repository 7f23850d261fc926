"""What stands below the properties of a parameter on Runware's pages: prose, values, formats, links."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.importer.blocks import Block
from generator.importer.facts import ITEMS, Place, Subject, alternative
from generator.importer.inline import codes, plain, spans
from generator.importer.kinds import Kind, read_kind, typed
from generator.importer.literals import NoLiteral, read_whole
from generator.importer.notes import Notes
from generator.importer.pages import Section, describe, labelled
from generator.importer.prose import Described

VALUES = frozenset({"allowed values", "possible values", "values", "options"})
_ASIDES = frozenset({"learn more", "examples", "example", "common use cases", "code", "note"})


def say_values(
    notes: Notes, subject: Subject, kind: Kind | None, texts: list[str], place: Place
) -> None:
    """Write down the values that *texts* set as code."""
    values = [typed(code, kind) for text in texts for code in codes(text)]
    if values:
        notes.say(subject, "enum", list(dict.fromkeys(values)), place)
    else:
        notes.miss(" ".join(map(plain, texts)), "no value is named", place)


@dataclass(slots=True)
class Telling:
    """The reader of what follows the properties of one parameter."""

    notes: Notes
    subject: Subject
    kind: Kind | None
    section: Section
    lists: dict[Subject, int]
    """Lists that were seen, with the alternative that is being described."""
    mode: str = ""
    """The bold words under which we are."""
    texts: list[tuple[str, Place]] = field(default_factory=list)
    values: list[Block] = field(default_factory=list)
    described: list[Described] = field(default_factory=list)

    def read(self, rest: list[Block]) -> list[Described]:
        """Read *rest*; return the descriptions."""
        for block in rest:
            label = labelled(block.text) if block.kind == "text" else None
            if label is not None:
                self._label(label[0], label[1], block)
            elif block.kind == "code":
                self._shown(block)
            elif block.kind == "item":
                self._item(block)
            elif block.kind in {"text", "quote"} and self.mode != "group":
                self._text(block)
        if self.values:
            place = self.section.place(self.values[0])
            heads = [_head(block.text) for block in self.values]
            say_values(self.notes, self.subject, self.kind, heads, place)
            self.texts += [(_meaning(one.text), self.section.place(one)) for one in self.values]
        return [*self.described, *describe(self.notes, self.subject, self.texts)]

    def _label(self, label: str, rest: str, block: Block) -> None:
        """Turn to what a bold label announces."""
        self.mode = plain(label).lower().partition(" (")[0]
        if self.mode in VALUES and rest:
            say_values(self.notes, self.subject, self.kind, [rest], self.section.place(block))
        elif self.mode.startswith("format ") and self.kind is not None:
            number = "".join(char for char in self.mode.partition(":")[0] if char.isdigit())
            if self.kind.names == ("array",) and len(self.kind.items) > 1 and number:
                self.lists[self.subject] = min(int(number[:3]), len(self.kind.items)) - 1
        elif rest and self.mode not in _ASIDES:
            self.texts.append((rest, self.section.place(block)))
        elif not rest and ":" not in block.text:
            self.mode = "group"

    def _item(self, block: Block) -> None:
        """Take in one item of a list."""
        inner = labelled(block.text)
        place = self.section.place(block)
        if self.mode in VALUES:
            self.values.append(block)
        elif self.mode == "learn more":
            for span in spans(block.text):
                if span.kind == "link" and span.target:
                    self.notes.say(self.subject, "see", span.target, place)
        elif self.mode.startswith("format ") and inner is not None:
            if inner[0].lower() != "type" or read_kind(plain(inner[1])) is None:
                self.notes.miss(plain(block.text), "this property is not known", place)
        elif self.mode != "group":
            self.texts.append((block.text, place))

    def _text(self, block: Block) -> None:
        """Take in one paragraph, of the parameter or of one format of its items."""
        place = self.section.place(block)
        if self.mode.startswith("format "):
            chosen = self.lists.get(self.subject, -1)
            format_step = (alternative(chosen),) if chosen >= 0 else ()
            own = (*self.subject, ITEMS, *format_step)
            self.described += describe(self.notes, own, [(block.text, place)])
            return
        if self.mode in VALUES or self.mode == "learn more":
            self.mode = ""
        self.texts.append((block.text, place))

    def _shown(self, block: Block) -> None:
        """Read a piece of a request that shows this parameter."""
        text = block.text.strip()
        try:
            value = read_whole(text if text.startswith("{") else f"{{{text}}}")
        except NoLiteral:
            self.notes.prose += 1
            return
        name = next(step for step in reversed(self.subject) if step != ITEMS)
        while isinstance(value, dict) and len(value) == 1 and next(iter(value)) != name:
            value = next(iter(value.values()))
        place = self.section.place(block)
        if isinstance(value, dict) and name in value:
            self.notes.say(self.subject, "example", value[name], place)
        else:
            self.notes.miss(text, "it does not show this parameter", place)


def _head(text: str) -> str:
    """Return the code that *text* begins with, as Markdown."""
    found = codes(text)
    return f"`{found[0]}`" if found else ""


def _meaning(text: str) -> str:
    """Return what is said about a value behind its name."""
    parts = spans(text)
    rest = [f"`{span.text}`" if span.kind == "code" else span.text for span in parts[1:]]
    return "".join(rest).strip(" :-\u2013")
