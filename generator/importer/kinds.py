"""Types as pages spell them: `list<string>`, `array of strings`, `number | null`, `string · enum`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from generator.importer.facts import ITEMS, Place, Subject, alternative
from generator.importer.literals import NoLiteral, read_whole
from generator.importer.notes import Notes

_WORDS = {
    "string": "string",
    "strings": "string",
    "str": "string",
    "text": "string",
    "uuid": "string",
    "url": "string",
    "uri": "string",
    "integer": "integer",
    "integers": "integer",
    "int": "integer",
    "number": "number",
    "numbers": "number",
    "float": "number",
    "floats": "number",
    "double": "number",
    "decimal": "number",
    "boolean": "boolean",
    "booleans": "boolean",
    "bool": "boolean",
    "object": "object",
    "objects": "object",
    "dict": "object",
    "array": "array",
    "arrays": "array",
    "list": "array",
    "null": "null",
    "none": "null",
}
_FORMATS = {"uri": "uri", "url": "uri", "uuid v4": "uuid4", "uuid4": "uuid4", "uuid": "uuid"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A type: names of JSON's types, and for a list what it holds."""

    names: tuple[str, ...]
    items: tuple[Kind, ...] = ()
    """One kind, or several of which an item is one."""
    format: str | None = None
    nullable: bool = False
    shape: str = ""
    """The name that the page gives an object, such as VideoFile."""


@lru_cache(maxsize=500)
def read_kind(text: str, depth: int = 0) -> Kind | None:
    """Return the type that *text* spells, or None if that is no type we know."""
    text = text.strip().strip("`").strip()
    lower = text.lower()
    if depth > 8 or not text or len(text) > 200:
        return None
    for opening in ("list<", "array<", "list[", "optional[", "array["):
        if lower.startswith(opening) and lower[-1] in ">]":
            inner = read_kind(text[len(opening) : -1], depth + 1)
            if inner is None or opening == "optional[":
                return inner
            return Kind(("array",), (inner,))
    for opening in ("array of ", "list of "):
        if lower.startswith(opening):
            parts = [read_kind(part, depth + 1) for part in _alternatives(text[len(opening) :])]
            known = tuple(part for part in parts if part is not None)
            return Kind(("array",), known) if len(known) == len(parts) else None
    if lower.endswith("[]"):
        inner = read_kind(text[:-2], depth + 1)
        return Kind(("array",), (inner,)) if inner else None
    parts = [read_kind(part, depth + 1) for part in _alternatives(text)] if depth < 8 else []
    if len(parts) > 1:
        return _joined([part for part in parts if part is not None], len(parts))
    return _single(text)


def _alternatives(text: str) -> list[str]:
    """Split at `or` and `|` outside brackets."""
    found = [""]
    level = 0
    for word in text.replace("|", " | ").split():
        if level == 0 and word in {"|", "or"}:
            found.append("")
            continue
        level += word.count("<") + word.count("(") - word.count(">") - word.count(")")
        found[-1] += f" {word}"
    return [part.strip() for part in found if part.strip()]


def _joined(parts: list[Kind], expected: int) -> Kind | None:
    """Return one kind for alternatives of plain types."""
    if len(parts) < expected or any(len(part.names) > 1 for part in parts):
        return None
    parts = [part if part.names else Kind(("string",)) for part in parts]
    real = [part for part in parts if part.names != ("null",)]
    if not real:
        return None
    nullable = len(real) < len(parts)
    if len(real) == 1:
        return Kind(real[0].names, real[0].items, real[0].format, nullable, real[0].shape)
    names = tuple(dict.fromkeys(part.names[0] for part in real))
    items = next((part.items for part in real if part.items), ())
    return Kind(names, items, None, nullable)


def _single(text: str) -> Kind | None:
    """Return the kind for one name: a JSON type, an enum, or a class of the page's own."""
    head = text.partition("(")[0].strip()
    name = _WORDS.get(head.lower())
    if name == "null":
        return Kind(("null",))
    if name:
        return Kind((name,), format=_FORMATS.get(head.lower()) if head.lower() != "text" else None)
    if head.endswith("Enum") and head.isidentifier():
        return Kind(())
    if head[:1].isupper() and head.isidentifier():
        return Kind(("object",), shape=head)
    return None


def read_format(text: str) -> str | None:
    """Return the format that *text* names, if our language knows it."""
    return _FORMATS.get(text.strip().strip("`").lower())


def say_kind(notes: Notes, subject: Subject, kind: Kind, place: Place) -> None:
    """Write down the type of *subject* and of what it holds."""
    if kind.names:
        notes.say(
            subject, "type", kind.names[0] if len(kind.names) == 1 else list(kind.names), place
        )
    if kind.nullable:
        notes.say(subject, "nullable", True, place)
    if kind.format:
        notes.say(subject, "format", kind.format, place)
    if kind.shape:
        notes.say(subject, "class", kind.shape, place)
    if len(kind.items) == 1:
        say_kind(notes, (*subject, ITEMS), kind.items[0], place)
    elif kind.items:
        notes.say((*subject, ITEMS), "alternatives", len(kind.items), place)
        for index, item in enumerate(kind.items):
            say_kind(notes, (*subject, ITEMS, alternative(index)), item, place)


def typed(text: str, kind: Kind | None) -> Any:
    """Return the value that a page spells *text*, for a parameter of *kind*; quotes fall away."""
    text = text.strip()
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    names = kind.names if kind else ()
    if names == ("string",) and not quoted:
        return text
    try:
        value = read_whole(text)
    except NoLiteral:
        return text
    if isinstance(value, Decimal) and names == ("integer",) and value == int(value):
        return int(value)
    return value
