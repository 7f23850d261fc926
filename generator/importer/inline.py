"""The inside of a line of Markdown: code, links and plain text, read once from left to right.

markdown-it finds the blocks of a page. Its inline rules take quadratic time on text made to hurt (a
line of brackets, a line of underscores), and readers need no more than what stands here.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Literal

_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_UNMARKED = re.compile(r"[^`\\\[*_]+")
_LONGEST_LABEL = 500
_LONGEST_TARGET = 4000


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a line."""

    kind: Literal["text", "code", "link"]
    text: str
    target: str = ""
    """Of a link: its address."""
    label: str = ""
    """Of a link: its text as it stands, marks and all."""


def spans(text: str) -> list[Span]:
    """Cut *text* into code, links and plain text; marks of emphasis vanish."""
    found: list[Span] = []
    plain: list[str] = []
    ends = _ticks(text)
    place = 0
    while place < len(text):
        run = _UNMARKED.match(text, place)
        if run:
            plain.append(run.group())
            place = run.end()
            continue
        char = text[place]
        if char == "`":
            inside, end = _code(text, place, ends)
            if inside is None:
                plain.append(text[place:end])
            else:
                _flush(plain, found)
                found.append(Span("code", inside))
            place = end
        elif char == "\\" and place + 1 < len(text) and text[place + 1] in _ESCAPABLE:
            plain.append(text[place + 1])
            place += 2
        elif char == "[" and (link := _link(text, place)) is not None:
            _flush(plain, found)
            found.append(Span("link", _unmarked(link[0]), link[1], link[0]))
            place = link[2]
        elif char == "*" or text.startswith("__", place):
            place += 1 if char == "*" else 2
        else:
            plain.append(char)
            place += 1
    _flush(plain, found)
    return found


def plain(text: str) -> str:
    """Return what a reader of the page sees of *text*."""
    return "".join(span.text for span in spans(text))


def codes(text: str) -> list[str]:
    """Return the stretches of *text* that are set as code."""
    return [span.text for span in spans(text) if span.kind == "code"]


def _flush(plain: list[str], found: list[Span]) -> None:
    if plain:
        found.append(Span("text", html.unescape("".join(plain))))
        plain.clear()


def _ticks(text: str) -> dict[int, list[int]]:
    """Return where runs of backticks start, by their length, the last first."""
    runs: dict[int, list[int]] = {}
    place = text.find("`")
    if place < 0:
        return runs
    while place >= 0:
        end = place
        while end < len(text) and text[end] == "`":
            end += 1
        runs.setdefault(end - place, []).append(place)
        place = text.find("`", end)
    for starts in runs.values():
        starts.reverse()
    return runs


def _code(text: str, place: int, ends: dict[int, list[int]]) -> tuple[str | None, int]:
    """Read code that begins at *place*, and where it ends; None where the mark is never closed."""
    end = place
    while end < len(text) and text[end] == "`":
        end += 1
    width = end - place
    closing = ends.get(width, [])
    while closing and closing[-1] < end:
        closing.pop()
    if not closing:
        return None, end
    inside = text[end : closing[-1]]
    return inside.strip() or inside, closing[-1] + width


def _link(text: str, place: int) -> tuple[str, str, int] | None:
    """Read `[label](target)` at *place*: its label, target and end."""
    close = text.find("](", place, place + _LONGEST_LABEL)
    if close < 0 or "[" in text[place + 1 : close].replace("\\[", "").lstrip("!"):
        return None
    end = text.find(")", close, close + _LONGEST_TARGET)
    if end < 0:
        return None
    inside = text[close + 2 : end].strip()
    target = inside.split(maxsplit=1)[0].strip("<>") if inside else ""
    return text[place + 1 : close], target, end + 1


def _unmarked(label: str) -> str:
    """Return the text of a link's label without marks; labels hold no links."""
    kept = label.replace("\\[", "[").replace("\\]", "]").replace("\\_", "_")
    return html.unescape(kept.replace("**", "").replace("`", ""))
