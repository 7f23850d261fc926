"""Values written as source code: JSON, and the object literals of JavaScript and Python samples.

Nothing is evaluated: a name that is no constant, a call, a template with holes or an operator ends
the reading with `NoLiteral`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from generator.importer.documents import MAX_DEPTH

_NUMBER = re.compile(r"[-+]?[0-9]{1,40}(?:\.[0-9]{1,40})?(?:[eE][-+]?[0-9]{1,3})?")
_NAME = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]{0,199}")
_SPACE = re.compile(r"[ \t\r\n]+")
_PLAIN = {quote: re.compile(rf"[^\\{quote}]+") for quote in "\"'`"}
_WORDS = {"true": True, "false": False, "null": None, "True": True, "False": False, "None": None}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "0": "\0", "\n": ""}

BODY_MARKS = (
    *("arguments=", "json=", "input:", "data =", "data=", "payload =", "payload=", "body ="),
    *("body:", "JSON.stringify(", "params =", "--data-raw", "-d ", "--data", "json:"),
)
"""What stands before the body of a request in samples of code."""


class NoLiteral(ValueError):
    """What stands here is no literal value."""


def read_literal(text: str, place: int = 0) -> tuple[Any, int]:
    """Read the value at *place*: it, and where it ends. Numbers are `int` or `Decimal`."""
    return _Literal(text).value(_blank(text, place), 0)


def read_whole(text: str) -> Any:
    """Read *text* as one value with nothing behind it."""
    value, end = read_literal(text)
    if text[_blank(text, end) :].strip("; \n\t"):
        raise NoLiteral("something stands behind the value")
    return value


def as_json(value: Any) -> str:
    """Spell a value as JSON, for comparing and hashing."""
    return json.dumps(value, sort_keys=True, default=str, ensure_ascii=False)


def bodies(code: str) -> Iterator[dict[str, Any]]:
    """Find the request bodies in a sample of code, whatever its language."""
    reached = 0
    for at in _marked(code):
        if at < reached:
            continue
        place = _blank(code, at)
        try:
            if code.startswith("'", place) and code[place + 1 :].lstrip().startswith(("{", "[")):
                shell, end = _shell_text(code, place)
                value = read_whole(shell)
            elif code.startswith("{", place):
                value, end = read_literal(code, place)
            else:
                continue
        except NoLiteral:
            continue
        reached = end
        if isinstance(value, dict) and value:
            yield value


def _marked(code: str) -> list[int]:
    """Return where the marks of a body end, in order."""
    found: set[int] = set()
    for mark in BODY_MARKS:
        at = code.find(mark)
        while at >= 0 and len(found) < 1000:
            found.add(at + len(mark))
            at = code.find(mark, at + len(mark))
    return sorted(found)


def _shell_text(code: str, place: int) -> tuple[str, int]:
    """Read a text in single quotes as a shell does; a quote inside is closed, escaped, opened."""
    parts: list[str] = []
    while True:
        end = code.find("'", place + 1)
        if end < 0:
            raise NoLiteral("a quote is never closed")
        parts.append(code[place + 1 : end])
        if not code.startswith("'\\''", end):
            return "'".join(parts), end + 1
        place = end + 3


def _blank(text: str, place: int) -> int:
    """Return the place behind white space and comments."""
    while place < len(text):
        space = _SPACE.match(text, place)
        if space:
            place = space.end()
        elif text.startswith("//", place) or text.startswith("#", place):
            end = text.find("\n", place)
            place = len(text) if end < 0 else end
        elif text.startswith("/*", place):
            end = text.find("*/", place)
            place = len(text) if end < 0 else end + 2
        else:
            break
    return place


class _Literal:
    """A reading of one text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def value(self, place: int, depth: int) -> tuple[Any, int]:
        """Read any value."""
        if depth > MAX_DEPTH:
            raise NoLiteral(f"more than {MAX_DEPTH} levels")
        char = self._text[place : place + 1]
        if char == "{":
            return self._object(place, depth)
        if char == "[":
            return self._array(place, depth)
        if char in {'"', "'", "`"}:
            return self._string(place)
        number = _NUMBER.match(self._text, place)
        if number:
            spelt = number.group()
            plain = "." not in spelt and "e" not in spelt.lower()
            return (int(spelt) if plain else Decimal(spelt)), number.end()
        name = _NAME.match(self._text, place)
        if name and name.group() in _WORDS:
            return _WORDS[name.group()], name.end()
        raise NoLiteral("no literal value stands here")

    def _object(self, place: int, depth: int) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        place = _blank(self._text, place + 1)
        while not self._text.startswith("}", place):
            key, place = self._key(place)
            place = _blank(self._text, place)
            if not self._text.startswith(":", place):
                raise NoLiteral("a key without a value")
            value, place = self.value(_blank(self._text, place + 1), depth + 1)
            if key in found:
                raise NoLiteral("the same key twice")
            found[key] = value
            place = self._behind(place, "}")
        return found, place + 1

    def _array(self, place: int, depth: int) -> tuple[list[Any], int]:
        found: list[Any] = []
        place = _blank(self._text, place + 1)
        while not self._text.startswith("]", place):
            value, place = self.value(place, depth + 1)
            found.append(value)
            place = self._behind(place, "]")
        return found, place + 1

    def _behind(self, place: int, closing: str) -> int:
        """Return the place behind a comma, or at the closing bracket."""
        place = _blank(self._text, place)
        if self._text.startswith(",", place):
            return _blank(self._text, place + 1)
        if self._text.startswith(closing, place):
            return place
        raise NoLiteral("neither a comma nor the closing bracket")

    def _key(self, place: int) -> tuple[str, int]:
        if self._text[place : place + 1] in {'"', "'"}:
            return self._string(place)
        name = _NAME.match(self._text, place)
        if not name:
            raise NoLiteral("no key stands here")
        return name.group(), name.end()

    def _string(self, place: int) -> tuple[str, int]:
        quote = self._text[place]
        parts: list[str] = []
        place += 1
        while True:
            plain = _PLAIN[quote].match(self._text, place)
            if plain:
                parts.append(plain.group())
                place = plain.end()
            char = self._text[place : place + 1]
            if char == quote:
                return self._checked(quote, "".join(parts)), place + 1
            if char != "\\":
                raise NoLiteral("a text is never closed")
            piece, place = self._escape(place + 1)
            parts.append(piece)

    def _escape(self, place: int) -> tuple[str, int]:
        char = self._text[place : place + 1]
        if char in {"u", "x"}:
            width = 5 if char == "u" else 3
            code = self._code(place + 1, place + width)
            place += width
            if 0xD800 <= code < 0xDC00 and self._text.startswith("\\u", place):
                low = self._code(place + 2, place + 6)
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
                place += 6
            if 0xD800 <= code < 0xE000 or code > 0x10FFFF:
                raise NoLiteral("half of a character")
            return chr(code), place
        return _ESCAPES.get(char, char), place + 1

    def _code(self, start: int, end: int) -> int:
        try:
            return int(self._text[start:end], 16)
        except ValueError:
            raise NoLiteral("a broken escape") from None

    @staticmethod
    def _checked(quote: str, text: str) -> str:
        if quote == "`" and "${" in text:
            raise NoLiteral("a template with holes")
        return text
