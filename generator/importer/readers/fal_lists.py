"""Lists of parameters in fal's text pages: "**`duration`** (`DurationEnum`, _optional_):" and details."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.importer.blocks import Block
from generator.importer.facts import ITEMS, Place, Subject, is_name
from generator.importer.inline import codes, plain, spans
from generator.importer.kinds import Kind, read_kind, say_kind, typed
from generator.importer.literals import NoLiteral, read_whole
from generator.importer.notes import Notes, place_at
from generator.importer.pages import Section, describe
from generator.importer.patterns import as_number
from generator.importer.prose import Described

_DETAILS = frozenset({"default", "options", "range", "examples", "example", "array of", "one of"})


@dataclass(slots=True)
class _Entry:
    """One parameter of a list."""

    name: str
    level: int
    subject: Subject
    place: Place
    kind: Kind | None
    spelt: str
    is_required: bool
    texts: list[tuple[str, Place]] = field(default_factory=list)
    details: list[tuple[str, str, Place]] = field(default_factory=list)


@dataclass(slots=True)
class Lists:
    """The reader of one list."""

    notes: Notes
    subject: Subject
    section: Section
    entries: list[_Entry] = field(default_factory=list)
    positions: dict[Subject, int] = field(default_factory=dict)

    def take(self, block: Block) -> None:
        """Take in one item: a parameter, or a detail of the last one."""
        head, _, rest = block.text.partition("\n")
        entry = self._entry(head, block)
        if entry is not None:
            self.entries.append(entry)
            told = plain(head).partition("):")[2].strip()
            if told:
                entry.texts.append((told, entry.place))
            if rest.strip():
                line = block.line + 1
                place = place_at(line, f"{self.section.where}, {entry.name}", rest)
                entry.texts.append((rest, place))
            return
        owner = next((one for one in reversed(self.entries) if one.level < block.level), None)
        place = self.section.place(block)
        if owner is None:
            self.notes.miss(plain(block.text), "it belongs to no parameter", place)
            return
        key, colon, value = block.text.partition(":")
        word = plain(key).strip().lower()
        if colon and (word in _DETAILS or (word.isalpha() and value.strip().startswith("`"))):
            owner.details.append((word, value.strip(), place))
        elif word.startswith(("array of ", "list of ")):
            owner.details.append(("array of", block.text.strip()[len("array of ") :], place))
        else:
            owner.texts.append((block.text, place))

    def _entry(self, head: str, block: Block) -> _Entry | None:
        """Read the first line of an item, if it names a parameter."""
        found = spans(head)
        if not head.lstrip().startswith(("**`", "`")) or not found or found[0].kind != "code":
            return None
        name = found[0].text.strip()
        if not is_name(name):
            return None
        behind = plain(head).strip()[len(name) :].strip()
        if not behind.startswith("("):
            return None
        behind = behind.partition(")")[0]
        spelt = found[2].text if len(found) > 2 and found[2].kind == "code" else ""
        words = behind.lower()
        is_required = "required" in words and "not required" not in words
        around = self._around(block.level)
        place = self.section.place(block)
        own = place_at(place.line, f"{self.section.where}, {name}", block.text)
        subject = (*around, name)
        return _Entry(name, block.level, subject, own, read_kind(spelt), spelt, is_required)

    def _around(self, level: int) -> Subject:
        """Return the subject of the object that a parameter on *level* stands in."""
        owner = next((one for one in reversed(self.entries) if one.level < level), None)
        if owner is None:
            return self.subject
        lists = any(word == "array of" for word, _, _ in owner.details)
        is_list = lists or (owner.kind is not None and owner.kind.names == ("array",))
        return (*owner.subject, ITEMS) if is_list else owner.subject

    def close(self) -> list[Described]:
        """Write all parameters down; return their descriptions."""
        described: list[Described] = []
        parents = {one.subject[:-1] for one in self.entries}
        asked: set[str] = set()
        for entry in self.entries:
            self._write(entry)
            described += describe(self.notes, entry.subject, entry.texts)
            inner = entry.kind
            if inner is not None and len(inner.items) == 1:
                inner = inner.items[0]
            holds = entry.subject in parents or (*entry.subject, ITEMS) in parents
            if inner is not None and inner.shape and not holds and inner.shape not in asked:
                asked.add(inner.shape)
                text = f"what {inner.shape} holds is not described; the examples show some of it"
                self.notes.ask(entry.subject, text, entry.place)
        return described

    def _write(self, entry: _Entry) -> None:
        around = entry.subject[:-1]
        self.positions[around] = self.positions.get(around, -1) + 1
        self.notes.say(entry.subject, "position", self.positions[around], entry.place)
        self.notes.say(entry.subject, "required", entry.is_required, entry.place)
        kind = self._kind(entry)
        entry.kind = kind
        if kind is not None:
            say_kind(self.notes, entry.subject, kind, entry.place)
        elif entry.spelt:
            self.notes.miss(f"({entry.spelt})", "there is no such type", entry.place)
        for word, value, place in entry.details:
            self._detail(entry, kind, word, value, place)

    def _kind(self, entry: _Entry) -> Kind | None:
        """Return the type, settled by options and by what a list is said to hold."""
        kind = entry.kind
        held = next((value for word, value, _ in entry.details if word == "array of"), "")
        inner = read_kind(plain(held)) if held else None
        if inner is not None and (kind is None or not kind.items):
            return Kind(("array",), (inner,))
        if kind is not None and not kind.names:
            shown = [value for word, value, _ in entry.details if word in {"options", "default"}]
            values = [_value(code) for text in shown for code in codes(text)]
            numbers = bool(values) and all(type(value) is int for value in values)
            return Kind(("integer" if numbers else "string",))
        return kind

    def _detail(
        self, entry: _Entry, kind: Kind | None, word: str, value: str, place: Place
    ) -> None:
        found = codes(value)
        subject = entry.subject
        if word == "default" and found:
            self.notes.say(subject, "default", _unquoted(found[0], kind), place)
        elif word in {"options", "one of"} and found:
            where = (*subject, ITEMS) if kind and kind.names == ("array",) else subject
            inner = kind.items[0] if kind and len(kind.items) == 1 else kind
            self.notes.say(where, "enum", [_unquoted(code, inner) for code in found], place)
        elif word == "range" and found:
            self._range(subject, kind, value, found, place)
        elif word in {"examples", "example"}:
            try:
                shown = read_whole(f"[{value}]")
            except NoLiteral:
                self.notes.miss(f"{word}: {value}", "this example cannot be read", place)
                return
            self.notes.say(subject, "examples", shown, place)
        elif word == "one of" and read_kind(plain(value)) is not None:
            self.notes.prose += 1  # the type says the same
        elif word != "array of":
            self.notes.miss(f"{word}: {plain(value)}", "this detail is not understood", place)

    def _range(
        self, subject: Subject, kind: Kind | None, value: str, found: list[str], place: Place
    ) -> None:
        """Write down a range; one limit alone is the lower one unless words say otherwise."""
        names = kind.names if kind else ()
        suffix = {"string": "Length", "array": "Items"}.get(names[0], "imum") if names else "imum"
        numbers = [as_number(code) for code in found]
        words = plain(value).lower()
        if len(numbers) == 1 and any(mark in words for mark in ("<", "\u2264", "up to", "at most")):
            numbers = [None, *numbers]
        for word, number in zip(("min", "max"), numbers, strict=False):
            if number is not None:
                self.notes.say(subject, f"{word}{suffix}", number, place)


def _value(code: str) -> Any:
    try:
        return read_whole(code)
    except NoLiteral:
        return code


def _unquoted(code: str, kind: Kind | None) -> Any:
    """Return the value of a piece of code: quotes mark a text."""
    value = _value(code)
    return value if isinstance(value, (str, list, dict, bool)) else typed(code, kind)
