"""Match the patterns of `generator.importer.phrases` against the tokens of a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from generator.importer.literals import NoLiteral, read_whole
from generator.importer.phrases import Pattern
from generator.importer.words import COUNTS, Token

Group = tuple[str, ...]
"""Names that stand for one alternative: `width/height` is one of two names."""
Slots = dict[str, Any]

_JOINTS = frozenset({",", "and", "or", "/", "&", "|"})
_BEFORE = frozenset({"the", "either", "a", "an"})
_BEHIND = frozenset({"parameter", "parameters", "field", "fields"})
_NO_VALUES = frozenset(
    [
        *("equal", "valid", "allowed", "from", "either", "exactly", "all", "any", "both"),
        *("greater", "lower", "higher", "automatic", "automatically", "multiple", "only"),
        *("unique", "the", "a", "an", "be", "to", "is", "it", "this", "that", "of", "in"),
        *("between", "at-least", "at-most", "not", "one", "same", "given", "used", "based"),
        *("when", "with", "required", "less"),
    ]
)


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a pattern: words of which one must stand there, or a slot to fill."""

    words: frozenset[str] = frozenset()
    slot: str = ""
    """Kind and name of a slot, such as `@A`."""
    optional: bool = False


@cache
def compiled(pattern: Pattern) -> tuple[Element, ...]:
    """Return the elements of *pattern*."""
    found = []
    for spelt in pattern.words.split():
        optional = spelt.startswith("[") and spelt.endswith("]") and len(spelt) > 2
        inside = spelt[1:-1] if optional else spelt
        if inside[0] in "@#%" and len(inside) > 1:
            found.append(Element(slot=inside, optional=optional))
        elif inside == "*":
            found.append(Element(slot="*", optional=optional))
        else:
            found.append(Element(frozenset(inside.split("|")), optional=optional))
    return tuple(found)


@cache
def demanded(pattern: Pattern) -> tuple[frozenset[str], ...]:
    """Return the sets of words of which a sentence must hold one each to fit *pattern*."""
    return tuple(
        element.words for element in compiled(pattern) if element.words and not element.optional
    )


def fitting(patterns: tuple[Pattern, ...], tokens: list[Token]) -> list[Pattern]:
    """Return those of *patterns* whose words all stand somewhere in *tokens*."""
    present = {token.text for token in tokens if token.kind in {"word", "mark"}}
    found = []
    for pattern, demands in _with_demands(patterns):
        for words in demands:
            if present.isdisjoint(words):
                break
        else:
            found.append(pattern)
    return found


@cache
def _with_demands(
    patterns: tuple[Pattern, ...],
) -> list[tuple[Pattern, tuple[frozenset[str], ...]]]:
    """Return each pattern with what it demands, the rarest words first."""
    return [
        (pattern, tuple(sorted(demanded(pattern), key=lambda words: -max(map(len, words)))))
        for pattern in patterns
    ]


@dataclass(frozen=True, slots=True)
class Matcher:
    """Matches patterns; *names* are the words that are parameters even where not set as code."""

    names: frozenset[str] = frozenset()

    def match(
        self, pattern: Pattern, tokens: list[Token], start: int = 0
    ) -> Iterator[tuple[Slots, int]]:
        """Yield each way to match *pattern* from *start*: what fills its slots, and the end."""
        yield from self._match(compiled(pattern), tokens, start, {})

    def _match(
        self, elements: tuple[Element, ...], tokens: list[Token], place: int, slots: Slots
    ) -> Iterator[tuple[Slots, int]]:
        if not elements:
            yield slots, place
            return
        first, rest = elements[0], elements[1:]
        if first.slot:
            filled = self._fill(first.slot, tokens, place)
            if filled is not None:
                more = {**slots, first.slot[-1]: filled[0]}
                yield from self._match(rest, tokens, filled[1], more)
        elif place < len(tokens) and _is_word(tokens[place], first.words):
            yield from self._match(rest, tokens, place + 1, slots)
        if first.optional:
            yield from self._match(rest, tokens, place, slots)

    def _fill(self, slot: str, tokens: list[Token], place: int) -> tuple[Any, int] | None:
        match slot if slot in {"%F", "%O", "%S"} else slot[0]:
            case "@":
                return self.references(tokens, place)
            case "#":
                return number_at(tokens, place)
            case "%F":
                return _formats_at(tokens, place)
            case "%O":
                return _value(tokens, place) if place < len(tokens) else None
            case "%S":
                token = tokens[place] if place < len(tokens) else None
                is_size = token is not None and token.kind == "value" and "x" in token.text
                return (token.text, place + 1) if token is not None and is_size else None
            case "%":
                return values_at(tokens, place)
            case _:
                token = tokens[place] if place < len(tokens) else None
                return None if token is None or token.kind != "word" else (token.text, place + 1)

    def references(self, tokens: list[Token], place: int) -> tuple[list[Group], int] | None:
        """Read a list of parameters; `both a and b` and `a/b` are one alternative."""
        found: list[Group] = []
        both = False
        end = place
        while place < len(tokens):
            token = tokens[place]
            if _is_word(token, _BEFORE) or _is_word(token, frozenset({"both"})):
                both = both or token.text == "both"
                place += 1
                continue
            group = self._group(token)
            if group is None:
                break
            joined = both and len(found) > 0 and tokens[place - 1].text == "and"
            found[-1:] = [(*found[-1], *group)] if joined else [*found[-1:], group]
            both = both and not joined
            place += 1
            while place < len(tokens) and _is_word(tokens[place], _BEHIND):
                place += 1
            end = place
            while place < len(tokens) and _is_word(tokens[place], _JOINTS):
                place += 1
            if place == end:
                break
        return (found, end) if found else None

    def _group(self, token: Token) -> Group | None:
        """Return the names that *token* stands for."""
        if token.kind == "code":
            if not _is_name(token.text):
                return None
            return tuple(part for part in token.text.split("/") if part)
        if token.kind == "word" and token.shown in self.names:
            return (token.shown,)
        return None


def _is_word(token: Token, words: frozenset[str]) -> bool:
    return token.kind in {"word", "mark"} and token.text in words


def _is_name(text: str) -> bool:
    """Tell whether a stretch of code could name parameters."""
    bare = text.replace("/", "").replace(".", "").replace("[]", "").replace("-", "")
    return bare.isidentifier() and text not in {"true", "false", "null", "None", "True", "False"}


def number_at(tokens: list[Token], place: int) -> tuple[int | Decimal, int] | None:
    """Read a number in figures, as code or in words."""
    if place >= len(tokens):
        return None
    token = tokens[place]
    text = COUNTS.get(token.text, token.text) if token.kind == "word" else token.text
    if token.kind not in {"number", "code", "word"}:
        return None
    value = as_number(text)
    return None if value is None else (value, place + 1)


def as_number(text: str) -> int | Decimal | None:
    """Return the exact number that *text* spells, if it does."""
    bare = text.removeprefix("-")
    if not bare.isascii() or not bare.replace(".", "", 1).isdigit() or len(bare) > 40:
        return None
    return Decimal(text) if "." in bare else int(text)


def values_at(tokens: list[Token], place: int) -> tuple[list[Any], int] | None:
    """Read one or several values: code, texts in quotes, numbers, or single words."""
    found: list[Any] = []
    end = place
    while place < len(tokens):
        one = _value(tokens, place)
        if one is None:
            break
        found.append(one[0])
        end = place = one[1]
        while place < len(tokens) and _is_word(tokens[place], _JOINTS):
            place += 1
        if place == end:
            break
    return (found, end) if found else None


def _value(tokens: list[Token], place: int) -> tuple[Any, int] | None:
    token = tokens[place]
    if token.kind == "mark" and token.text in {'"', "'", "\u201c"}:
        for end in range(place + 1, min(place + 12, len(tokens))):
            if tokens[end].text in {token.text, "\u201d"}:
                return " ".join(part.shown for part in tokens[place + 1 : end]), end + 1
        return None
    if token.kind == "code":
        return code_value(token.text), place + 1
    if token.kind == "value":
        return token.text, place + 1
    if token.kind == "number":
        number = as_number(token.text)
        return None if number is None else (number, place + 1)
    if token.kind == "word" and token.text not in _NO_VALUES:
        words = {"true": True, "false": False, "none": "none", "null": None}
        return words.get(token.text, token.shown), place + 1
    return None


def code_value(text: str) -> Any:
    """Return the value that a stretch of code spells; a bare word is a text."""
    try:
        return read_whole(text)
    except NoLiteral:
        return text


def _formats_at(tokens: list[Token], place: int) -> tuple[list[str], int] | None:
    """Read names of file formats: `.mp4/.mov`, `jpg, png and webp`."""
    found: list[str] = []
    end = place
    while place < len(tokens):
        token = tokens[place]
        name = token.text.lower().lstrip(".").replace("h.26", "h26")
        if token.kind not in {"word", "code"} or name in _NO_VALUES | _JOINTS:
            break
        if not name.replace("/", "").replace(".", "").isalnum():
            break
        found.extend(part for part in name.split("/") if part)
        place += 1
        end = place
        while place < len(tokens) and _is_word(tokens[place], _JOINTS):
            place += 1
        if place == end:
            break
    return (found, end) if found else None
