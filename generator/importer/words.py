"""Sentences as tokens: words, numbers, money, code, values such as 720p, and marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from generator.importer.inline import spans

Kind = Literal["word", "number", "money", "code", "value", "mark"]
MAX_TEXT = 20_000
"""A paragraph of more characters than this is no prose."""
MAX_TOKENS = 400
"""A sentence of more tokens than this is no sentence."""
_ABBREVIATIONS = frozenset({"e.g", "i.e", "vs", "approx", "incl", "max", "min"})


@dataclass(frozen=True, slots=True)
class Token:
    """One token: *text* is lower case for words, plain digits for numbers and money."""

    kind: Kind
    text: str
    shown: str = ""
    """As the page has it."""


_TOKEN = re.compile(
    r"(?P<money>(?:US)?\$[ ]?[0-9][0-9,]{0,15}(?:\.[0-9]{1,12})?)"
    r"|(?P<address>https?://[^\s<>\"')\]]{1,500})"
    r"|(?P<value>[0-9]{1,5}[xX\u00d7][0-9]{1,5}(?![0-9A-Za-z])"
    r"|[0-9]{1,3}(?:\.[0-9]{1,2})?:[0-9]{1,3}(?![0-9A-Za-z:])"
    r"|[0-9]{3,4}[pP](?![0-9A-Za-z-])|[1-9][0-9]?[kK](?![0-9A-Za-z]))"
    r"|(?P<number>(?:(?<![\w.)\]])[-\u2212](?=[0-9]))?(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9])|[0-9]{1,20}(?:\.[0-9]{1,12})?))"
    r"|(?P<word>[^\W\d_][\w'\u2019]{0,60}(?:\.[0-9]{1,4}|[-./](?=[^\W_])[\w'\u2019]{1,60}){0,6})"
    r"|(?P<name>_[\w]{1,60}|@[\w]{1,60})"
    r"|(?P<stop>[.!?](?=[\s\"')\]]|$))"
    r"|(?P<mark>[^\s\w.]|_)"
)
_UNITS = {"s": "second", "sec": "second", "secs": "second", "px": "pixel", "ms": "millisecond"}
_COUNTS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
COUNTS = {word: str(number) for number, word in enumerate(_COUNTS)}

PHRASES: tuple[tuple[str, str], ...] = (
    ("can not", "cannot"),
    ("can't", "cannot"),
    ("must not", "cannot"),
    ("may not", "cannot"),
    ("should not", "cannot"),
    ("could not", "cannot"),
    ("mustn't", "cannot"),
    ("shouldn't", "cannot"),
    ("do not", "never"),
    ("don't", "never"),
    ("at least", "at-least"),
    ("no fewer than", "at-least"),
    ("no less than", "at-least"),
    ("a minimum of", "at-least"),
    ("minimum of", "at-least"),
    ("greater than or equal to", "at-least"),
    ("at most", "at-most"),
    ("no more than", "at-most"),
    ("not more than", "at-most"),
    ("not exceed", "at-most"),
    ("up to", "at-most"),
    ("a maximum of", "at-most"),
    ("maximum of", "at-most"),
    ("less than or equal to", "at-most"),
    ("limited to", "at-most"),
    ("a limit of", "at-most"),
    ("as well as", "and"),
    ("together with", "with"),
    ("in combination with", "with"),
    ("in conjunction with", "with"),
    ("along with", "with"),
    ("alongside", "with"),
    ("at the same time", "together"),
    ("at once", "together"),
    ("simultaneously", "together"),
    ("in the same request", "together"),
    ("one or more", "at-least 1"),
    ("mutually-exclusive", "mutually exclusive"),
)
_PHRASES = {
    first: sorted(
        (
            (tuple(old.split()), tuple(new.split()))
            for old, new in PHRASES
            if old.split()[0] == first
        ),
        key=lambda pair: -len(pair[0]),
    )
    for first in {old.split()[0] for old, _ in PHRASES}
}
SAME: dict[str, str] = {
    **dict.fromkeys(("if", "whenever", "while"), "when"),
    **dict.fromkeys(
        ("provided", "specified", "present", "supplied", "passed", "included"), "given"
    ),
    **dict.fromkeys(("defined", "enabled", "populated"), "given"),
    **dict.fromkeys(
        ("specify", "supply", "pass", "give", "send", "include", "use", "combine", "mix"), "provide"
    ),
    **dict.fromkeys(("combined", "mixed", "sent", "paired"), "used"),
    **dict.fromkeys(("items", "entries", "entry", "elements", "element"), "item"),
    **dict.fromkeys(("mandatory", "needed", "necessary"), "required"),
    **dict.fromkeys(("available", "supported", "valid", "permitted", "possible"), "allowed"),
    **dict.fromkeys(("need", "needs", "require"), "requires"),
    **dict.fromkeys(("support", "supports", "accept", "allows", "allow", "takes"), "accepts"),
    **dict.fromkeys(("contain", "contains", "has"), "have"),
    **dict.fromkeys(("maximum", "max"), "maximum"),
    **dict.fromkeys(("minimum", "min"), "minimum"),
    **dict.fromkeys(("defaults",), "default"),
    **dict.fromkeys(("seconds", "secs", "sec"), "second"),
    **dict.fromkeys(("multiples",), "multiple"),
}
"""Words that the grammar takes for the same."""


def tokens(text: str) -> list[Token]:
    """Cut *text*, a paragraph of Markdown, into tokens."""
    found: list[Token] = []
    for span in spans(text):
        if span.kind == "code":
            found.extend(_code(span.text))
        else:
            found.extend(_plain(span.text))
    return found


def _code(text: str) -> Iterator[Token]:
    """A stretch of code: money if it says so, else one token."""
    if text.lstrip().startswith(("$", "US$")) and len(text) < 60:
        yield from _plain(text)
    else:
        yield Token("code", text, text)


def _plain(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        spelt = match.group()
        if kind == "word":
            yield from _word(spelt)
        elif kind == "name":
            yield Token("code" if spelt[0] == "_" else "value", spelt, spelt)
        elif kind in {"money", "number", "value"}:
            yield _token(kind, spelt)
        elif kind in {"mark", "stop"}:
            yield Token("mark", spelt, spelt)
        elif kind == "address":
            yield Token("value", spelt, spelt)


def _token(kind: str, spelt: str) -> Token:
    if kind == "money":
        return Token("money", spelt.lstrip("US$ ").replace(",", ""), spelt)
    if kind == "number":
        return Token("number", spelt.replace(",", "").replace("\u2212", "-"), spelt)
    return Token("value", spelt.replace("\u00d7", "x"), spelt)


def _word(spelt: str) -> Iterator[Token]:
    """A word; one that is written like a parameter counts as code, `6-second` falls apart."""
    if "_" in spelt or (not spelt.isupper() and spelt[:1].islower() and spelt.lower() != spelt):
        yield Token("code", spelt, spelt)
        return
    lower = spelt.lower().replace("\u2019", "'")
    yield Token("word", _UNITS.get(lower, lower), spelt)


def sentences(found: Iterable[Token]) -> Iterator[list[Token]]:
    """Cut tokens into sentences at full stops and marks of the like."""
    current: list[Token] = []
    for token in found:
        current.append(token)
        ends = token.kind == "mark" and token.text in {".", "!", "?", "\u2022"}
        if ends and not (len(current) > 1 and current[-2].text in _ABBREVIATIONS):
            yield current
            current = []
    if current:
        yield current


def shown(sentence: Iterable[Token]) -> str:
    """Return a sentence roughly as the page has it, for a person to read."""
    text = " ".join(token.shown or token.text for token in sentence)
    for mark in ".,;:)!?":
        text = text.replace(f" {mark}", mark)
    return text.replace("( ", "(")


def normal(sentence: list[Token]) -> list[Token]:
    """Return *sentence* with phrases and words of one meaning made the same."""
    found: list[Token] = []
    place = 0
    while place < len(sentence):
        token = sentence[place]
        if token.kind != "word":
            found.append(token)
            place += 1
            continue
        for old, new in _PHRASES.get(token.text, ()):
            if tuple(other.text for other in sentence[place : place + len(old)]) == old:
                found.extend(_canonical(word, sentence[place].shown) for word in new)
                place += len(old)
                break
        else:
            found.append(_canonical(SAME.get(token.text, token.text), token.shown))
            place += 1
    return found


def _canonical(word: str, spelt: str) -> Token:
    if word in COUNTS and word != "one":
        return Token("number", COUNTS[word], spelt)
    return Token("number" if word.isdigit() else "word", word, spelt)
