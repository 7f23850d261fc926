"""The fields of fal's reference pages: attributes of a tag, then a description with values and range."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.importer.blocks import Block
from generator.importer.facts import ITEMS, Place, Subject, is_name
from generator.importer.inline import codes, plain
from generator.importer.kinds import Kind, read_kind, say_kind, typed
from generator.importer.literals import NoLiteral, read_whole
from generator.importer.notes import Notes, place_at
from generator.importer.pages import describe
from generator.importer.patterns import as_number
from generator.importer.prose import Described
from generator.importer.tags import Tag, untagged

_NAMES = ("body", "name", "path", "query", "header")
_KNOWN = frozenset(
    (*_NAMES, "type", "required", "default", "deprecated", "placeholder", "initialValue")
)
_VALUES = ("possible values", "allowed values", "options")


@dataclass(slots=True)
class Field:
    """One ParamField: its tag and what stands inside."""

    tag: Tag
    side: str
    """`parameter` or `response`; empty where no heading says."""
    section: str
    blocks: list[Block] = field(default_factory=list)
    parent: Field | None = None
    kind: Kind | None = None
    subject: Subject = ()

    @property
    def name(self) -> str:
        """The name of the parameter."""
        found = (self.tag.attributes.get(key) for key in _NAMES)
        return next((name.strip() for name in found if name and name.strip()), "")

    @property
    def place(self) -> Place:
        """Where it stands; its passage is the tag with all that is inside."""
        text = [f"{key}={value}" for key, value in self.tag.attributes.items()]
        inside = [block.text for block in self.blocks]
        return place_at(self.tag.line, f"{self.section}, {self.name}", "\n".join([*text, *inside]))


@dataclass(slots=True)
class Fields:
    """Writes down the fields of one endpoint."""

    notes: Notes
    subject: Subject
    positions: dict[Subject, int] = field(default_factory=dict)

    def write(self, fields: list[Field]) -> list[Described]:
        """Write down *fields*, in order; return their descriptions."""
        described: list[Described] = []
        for one in fields:
            if not is_name(one.name):
                self.notes.miss(
                    str(one.tag.attributes),
                    "this field has no name that a parameter can have",
                    one.place,
                )
                continue
            described += self._field(one)
        self._hidden(fields)
        return described

    def _field(self, one: Field) -> list[Described]:
        """Write down one field; return its description."""
        self._place(one)
        said, place = one.tag.attributes, one.place
        self.notes.say(one.subject, "required", _is_on(said, "required"), place)
        texts, values, bounds = _sorted(one)
        kind = one.kind = self._kind(one, values, texts)
        if kind is not None:
            say_kind(self.notes, one.subject, kind, place)
        if values:
            inner = kind.items[0] if kind and len(kind.items) == 1 else kind
            where = one.subject if inner is kind else (*one.subject, ITEMS)
            self.notes.say(where, "enum", [typed(value, inner) for value in values], place)
        self._bounds(one, kind, bounds)
        default = said.get("default")
        if default is not None:
            self.notes.say(one.subject, "default", typed(_bare(default, kind), kind), place)
        if _is_on(said, "deprecated"):
            self.notes.say(one.subject, "deprecated", True, place)
        for key in said.keys() - _KNOWN:
            self.notes.miss(f"{key}={said[key]}", "this attribute is not known", place)
        return describe(self.notes, one.subject, texts)

    def _place(self, one: Field) -> None:
        """Give a field its subject, and its position among its siblings."""
        side = one.side or "parameter"
        if not one.side:
            text = f"is {one.name} a parameter, or part of the result?"
            self.notes.ask((*self.subject, side, one.name), text, one.place)
        around: Subject = (*self.subject, side)
        if one.parent is not None and one.parent.subject:
            around = one.parent.subject
            if one.parent.kind and one.parent.kind.names == ("array",):
                around = (*around, ITEMS)
        one.subject = (*around, one.name)
        self.positions[around] = self.positions.get(around, -1) + 1
        self.notes.say(one.subject, "position", self.positions[around], one.place)

    def _kind(self, one: Field, values: list[str], texts: list[tuple[str, Place]]) -> Kind | None:
        """Return the type; that of an enum follows from its values."""
        spelt = one.tag.attributes.get("type") or ""
        kind = read_kind(spelt)
        if kind is None and spelt:
            self.notes.miss(f"type={spelt}", "there is no such type", one.place)
        if kind is not None and not kind.names:
            return Kind((_type_of(values, texts, one.tag.attributes.get("default")),))
        if kind is not None and len(kind.items) == 1 and not kind.items[0].names:
            return Kind(kind.names, (Kind((_type_of(values, texts, None),)),))
        return kind

    def _bounds(self, one: Field, kind: Kind | None, bounds: list[Any]) -> None:
        if not bounds:
            return
        names = kind.names if kind else ()
        keywords = {"string": "Length", "array": "Items"}
        suffix = keywords.get(names[0], "imum") if names else "imum"
        for word, number in zip(("min", "max"), bounds, strict=False):
            if number is not None:
                self.notes.say(one.subject, f"{word}{suffix}", number, one.place)

    def _hidden(self, fields: list[Field]) -> None:
        """Ask about classes of the page's own that it describes nowhere."""
        parents = {one.parent.subject for one in fields if one.parent is not None}
        asked: set[str] = set()
        for one in fields:
            kind = one.kind
            inner = kind.items[0] if kind and len(kind.items) == 1 else kind
            if inner is None or not inner.shape or one.subject in parents or inner.shape in asked:
                continue
            asked.add(inner.shape)
            text = f"what {inner.shape} holds is not described; the examples show some of it"
            self.notes.ask(one.subject, text, one.place)


def _is_on(said: dict[str, str | None], key: str) -> bool:
    return key in said and str(said[key]).lower() not in {"false", "no"}


def _sorted(one: Field) -> tuple[list[tuple[str, Place]], list[str], list[Any]]:
    """Return what describes a field, its values, and its range."""
    texts: list[tuple[str, Place]] = []
    values: list[str] = []
    bounds: list[Any] = []
    for block in one.blocks:
        head = block.text.partition(":")[0].strip().lower().strip("*")
        if block.kind in {"text", "item"} and head in _VALUES and codes(block.text):
            values += [code for code in codes(block.text) if code not in values]
        elif head == "range" and len(codes(block.text)) == 2:
            bounds = [as_number(code) for code in codes(block.text)]
        elif head == "range" and len(codes(block.text)) == 1:
            number = as_number(codes(block.text)[0])
            words = plain(block.text).lower()
            bounds = [None, number] if "<" in words or "\u2264" in words else [number]
        else:
            place = place_at(block.line, f"{one.section}, {one.name}", block.text)
            texts.append((untagged(block.text), place))
    return texts, values, bounds


def _type_of(values: list[str], texts: list[tuple[str, Place]], default: str | None) -> str:
    """Return the type of an enum's values: whole numbers only where nothing is set in quotes."""
    prose = " ".join(text for text, _ in texts)
    shown = [code for code in codes(prose) if "efault value" in prose]
    if any(code[:1] in {'"', "'"} for code in [*values, *shown]):
        return "string"
    numbers = [value for value in (*values, *([default] if default else [])) if value]
    if numbers and all(isinstance(as_number(value), int) for value in numbers):
        return "integer"
    return "string"


def _bare(default: str, kind: Kind | None) -> str:
    """Return a default without quotes, where the type says that it is a text."""
    try:
        value = read_whole(default)
    except NoLiteral:
        return default
    return value if isinstance(value, str) and kind and kind.names == ("string",) else default
