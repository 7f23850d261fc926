"""JSON and YAML documents as plain values, with the line on which each stands.

Nothing is read by recursion, and numbers stay exact. What other readers would take in silence, such as a
key that stands twice, is kept as an oddity.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from generator.diagnostics import Finding, Rejected
from generator.importer.documents import MAX_DEPTH, Document

Way = tuple[str | int, ...]
"""The keys and indices that lead to a value."""

MAX_NODES = 300_000
MAX_DIGITS = 25
"""Digits of a number; longer ones are kept as text."""
_SPACE = " \t\n"


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something that readers of the same document might take differently."""

    line: int
    text: str
    why: str


@dataclass(frozen=True)
class Structure:
    """A document as plain values."""

    value: Any
    lines: dict[Way, int]
    oddities: tuple[Oddity, ...] = ()

    def line(self, way: Way) -> int:
        """Return the line of what stands at *way*, or of the nearest thing around it."""
        while way and way not in self.lines:
            way = way[:-1]
        return self.lines.get(way, 1)


@lru_cache(maxsize=4)
def structure_of(document: Document) -> Structure | Finding | None:
    """Return *document* as values; what is wrong with it; or nothing if it is plainly other text."""
    from generator.importer.loose_yaml import looks_like_yaml, read_loose_yaml

    try:
        if document.text.lstrip()[:1] in {"{", "["}:
            return read_json(document)
        if looks_like_yaml(document):
            return read_loose_yaml(document)
    except Rejected as rejected:
        return rejected.findings[0]
    return None


def mapping_of(document: Document) -> dict[str, Any]:
    """Return the outermost mapping of *document*, or an empty one if it has none."""
    structure = structure_of(document)
    value = structure.value if isinstance(structure, Structure) else None
    return value if isinstance(value, dict) else {}


def require_structure(document: Document) -> Structure:
    """Return *document* as values, or raise `Rejected`."""
    structure = structure_of(document)
    if isinstance(structure, Structure):
        return structure
    hint = "a document of this form is JSON or YAML"
    finding = structure or Finding(document.origin(1), "no-structure", "no JSON, no YAML", hint)
    raise Rejected([finding])


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not been read yet."""

    value: Any
    way: Way
    key: str | None = None


@dataclass(slots=True)
class Builder:
    """Puts values together as a parser meets them."""

    document: Document
    root: Any = None
    lines: dict[Way, int] = field(default_factory=dict)
    oddities: list[Oddity] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)

    def take(self, value: Any, line: int) -> None:
        """Take in a scalar, or the start of a mapping or list."""
        if isinstance(value, str):
            value = self._clean(value, line)
        way: Way = ()
        if self.stack:
            top = self.stack[-1]
            if isinstance(top.value, list):
                way = (*top.way, len(top.value))
                top.value.append(value)
            else:
                assert top.key is not None
                way = (*top.way, top.key)
                top.value[top.key] = value
                top.key = None
        else:
            self.root = value
        self.lines[way] = line
        if len(self.lines) > MAX_NODES:
            raise self.refusal(line, "document-too-complex", f"more than {MAX_NODES} values")
        if isinstance(value, (dict, list)):
            self.stack.append(_Open(value, way))
            if len(self.stack) > MAX_DEPTH:
                text = f"nested more than {MAX_DEPTH} deep"
                raise self.refusal(line, "document-too-deep", text)

    def take_key(self, key: str, line: int) -> None:
        """Take in the key of the next value."""
        top = self.stack[-1]
        key = self._clean(key, line)
        if key in top.value:
            self.oddities.append(Oddity(line, key, "the key stands twice; the last one counts"))
        top.key = key

    def number(self, text: str, line: int) -> int | Decimal | str:
        """Return the exact number that *text* spells, or *text* itself if it is a monster."""
        if len(text) <= MAX_DIGITS:
            number = Decimal(text)
            if -20 < number.adjusted() < 20:
                return int(number) if number == number.to_integral_value() else number
        self.oddities.append(Oddity(line, text[:60], "no program counts so far; kept as text"))
        return text[:60]

    def end(self) -> None:
        """Close the innermost mapping or list."""
        self.stack.pop()

    def structure(self) -> Structure:
        """Return what was built."""
        return Structure(self.root, self.lines, tuple(self.oddities))

    def refusal(self, line: int, code: str, text: str) -> Rejected:
        """Return the refusal of the document because of *line*."""
        hint = "give the part that matters" if "too" in code else "fetch it again, or repair it"
        return Rejected([Finding(self.document.origin(line), code, text, hint)])

    def _clean(self, text: str, line: int) -> str:
        """Return *text* without halves of characters, which no file can hold."""
        cleaned = text.encode("utf-8", "replace").decode("utf-8")
        if cleaned != text:
            self.oddities.append(Oddity(line, cleaned[:60], "half a character stands in this text"))
        return cleaned


def read_json(document: Document) -> Structure:
    """Read *document* as JSON, or raise `Rejected`."""
    return _Json(document).read()


class _Json:
    """JSON from left to right, scalars by the standard library's decoder."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.at = 0
        self.build = Builder(document)
        self.starts = [0]
        for line in document.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.scalars = json.JSONDecoder(
            parse_float=self._number,
            parse_int=self._number,
            parse_constant=self._constant,
            strict=False,
        )

    def read(self) -> Structure:
        self._value(self._peek())
        stack = self.build.stack
        while stack:
            top = stack[-1]
            is_list = isinstance(top.value, list)
            char = self._peek()
            if char == ("]" if is_list else "}"):
                self.at += 1
                self.build.end()
                continue
            if top.value:
                self._expect(",")
                char = self._peek()
            if not is_list:
                if char != '"':
                    raise self._wrong("a key in quotes is expected")
                line = self._line()
                self.build.take_key(self._scalar(), line)
                self._expect(":")
                char = self._peek()
            self._value(char)
        if self._peek():
            raise self._wrong("something stands behind the end")
        return self.build.structure()

    def _value(self, char: str) -> None:
        line = self._line()
        if char in ("{", "["):
            self.at += 1
            self.build.take({} if char == "{" else [], line)
        elif not char:
            raise self._wrong("it ends too early")
        else:
            self.build.take(self._scalar(), line)

    def _scalar(self) -> Any:
        try:
            value, self.at = self.scalars.raw_decode(self.text, self.at)
        except json.JSONDecodeError as error:
            self.at = max(self.at, min(error.pos, len(self.text)))
            raise self._wrong(f"{error.msg[0].lower()}{error.msg[1:]}") from None
        return value

    def _number(self, text: str) -> int | Decimal | str:
        return self.build.number(text, self._line())

    def _constant(self, text: str) -> Any:
        raise self._wrong(f"{text} is no JSON")

    def _peek(self) -> str:
        text, at, end = self.text, self.at, len(self.text)
        while at < end and text[at] in _SPACE:
            at += 1
        self.at = at
        return text[at : at + 1]

    def _expect(self, char: str) -> None:
        if self._peek() != char:
            raise self._wrong(f"{char!r} is expected")
        self.at += 1

    def _line(self) -> int:
        return bisect_right(self.starts, self.at)

    def _wrong(self, text: str) -> Rejected:
        return self.build.refusal(min(self._line(), len(self.starts) - 1), "json-syntax", text)
