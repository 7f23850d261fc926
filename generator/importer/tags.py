"""Tags in a page: MDX (`<ParamField type="string">`), HTML and GitBook (`{% hint %}`), read tolerantly.

A page is cut into a flat list of tags and of the text between them. Nothing here trusts a page to
close what it opens: nesting is a depth that tags raise and lower, never a recursion. What stands in
a code fence or in backticks is text. Each character is looked at a bounded number of times.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from generator.importer.documents import MAX_DEPTH
from generator.importer.lines import Lines, fences

_CANDIDATE = re.compile(r"</?(?=[A-Za-z])|\{%-?")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9.:-]{0,63}")
_KEY = re.compile(r"[A-Za-z_@:][A-Za-z0-9_.:@-]{0,63}")
_SPACE = re.compile(r"[ \t\n]{0,1000}")
_BARE = re.compile(r"[^ \t\n<>\"'`={}]{1,4000}")
_LONGEST = 20_000
_LONGEST_BRACED = 2000

INLINE = frozenset(
    [
        *("a", "abbr", "b", "big", "br", "code", "em", "font", "i", "kbd", "mark", "s", "small"),
        *("span", "strong", "sub", "sup", "tt", "u", "var", "wbr"),
    ]
)
"""HTML that is part of a sentence."""
VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
BLOCK = frozenset(
    [
        *(
            "article",
            "aside",
            "blockquote",
            "body",
            "button",
            "caption",
            "center",
            "colgroup",
            "dd",
        ),
        *(
            "details",
            "div",
            "dl",
            "dt",
            "figcaption",
            "figure",
            "footer",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
        ),
        *(
            "h6",
            "head",
            "header",
            "html",
            "iframe",
            "label",
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "picture",
        ),
        *(
            "pre",
            "script",
            "section",
            "style",
            "summary",
            "svg",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
        ),
        *("thead", "title", "tr", "ul", "video", "audio", "img", "hr", "input", "source", "col"),
    ]
)


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag."""

    kind: Literal["open", "close", "alone"]
    name: str
    line: int
    attributes: dict[str, str | None] = field(default_factory=dict)
    """An attribute without a value is None."""
    depth: int = 0
    """How many tags are open around it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Text between two tags, moved to the left by the indentation of its first line."""

    text: str
    line: int
    depth: int = 0


def pieces(text: str, line: int = 1) -> list[Tag | Passage]:
    """Cut *text*, which begins on *line*, into tags and the passages between them."""
    found: list[Tag | Passage] = []
    where = Lines(text, line)
    open_names: list[str] = []
    start = 0
    for tag, begin, end in _tags(text, where):
        if text[start:begin].strip():
            found.append(Passage(_moved_left(text[start:begin]), where.at(start), len(open_names)))
        start = end
        found.append(_nested(tag, open_names))
    if text[start:].strip():
        found.append(Passage(_moved_left(text[start:]), where.at(start), len(open_names)))
    return found


def untagged(text: str) -> str:
    """Return *text* with the HTML inside its sentences taken out; code keeps its backticks."""
    parts: list[str] = []
    start = 0
    for tag, begin, end in _tags(text, Lines(text, 1), inline=True):
        parts.append(text[start:begin])
        parts.append({"code": "`", "br": "\n"}.get(tag.name, ""))
        start = end
    parts.append(text[start:])
    return html.unescape("".join(parts))


def _nested(tag: Tag, open_names: list[str]) -> Tag:
    """Note what *tag* opens or closes, and return it with its depth."""
    if tag.kind == "close":
        if tag.name in open_names:
            while open_names.pop() != tag.name:
                pass
        return Tag("close", tag.name, tag.line, tag.attributes, len(open_names))
    depth = len(open_names)
    if tag.kind == "open" and tag.name not in VOID and depth < MAX_DEPTH:
        open_names.append(tag.name)
    return Tag(tag.kind, tag.name, tag.line, tag.attributes, depth)


def _moved_left(content: str) -> str:
    """Take the indentation of the first whole line off all lines."""
    head, newline, rest = content.partition("\n")
    lines = rest.split("\n")
    first = next((row for row in lines if row.strip()), "")
    width = len(first) - len(first.lstrip(" "))
    moved = [row[min(width, len(row) - len(row.lstrip(" "))) :] for row in lines]
    return head.lstrip(" ") + newline + "\n".join(moved)


def _tags(text: str, where: Lines, *, inline: bool = False) -> Iterator[tuple[Tag, int, int]]:
    """Find tags with their begin and end; *inline* chooses those inside sentences, or the others."""
    masks = fences(text)
    starts = [mask[0] for mask in masks]
    reached = 0
    for match in _CANDIDATE.finditer(text):
        begin = match.start()
        if begin < reached:
            continue
        at = bisect_right(starts, begin) - 1
        if (at >= 0 and begin < masks[at][1]) or where.is_code(begin):
            continue
        tag, end = _tag(text, begin, where.at(begin))
        reached = end
        if tag is not None and (tag.name in INLINE) == inline:
            yield tag, begin, end


def _tag(text: str, begin: int, line: int) -> tuple[Tag | None, int]:
    """Read the tag at *begin*; also where it ends, or how far it was looked at in vain."""
    if text[begin] == "{":
        end = text.find("%}", begin, begin + _LONGEST_BRACED)
        if end < 0:
            return None, min(len(text), begin + _LONGEST_BRACED)
        inside = text[begin + 2 : end].strip("- \t\n")
        name = _NAME.match(inside)
        if name is None:
            return None, end + 2
        attributes, _, _ = _attributes(inside, name.end())
        word = name.group()
        if word.startswith("end") and len(word) > 3:
            return Tag("close", word[3:], line), end + 2
        return Tag("open", word, line, attributes), end + 2
    closing = text.startswith("</", begin)
    name = _NAME.match(text, begin + (2 if closing else 1))
    if name is None or not _is_tag(name.group()):
        return None, begin + 1
    attributes, end, whole = _attributes(text, name.end())
    alone = text.startswith("/>", end)
    if not whole or not (alone or text.startswith(">", end)):
        return None, max(end, begin + 1)
    kind: Literal["open", "close", "alone"] = "close" if closing else "alone" if alone else "open"
    return Tag(kind, name.group(), line, attributes), end + (2 if alone else 1)


def _is_tag(name: str) -> bool:
    """Tell a tag from a text in angle brackets: HTML's names, or a component in CamelCase."""
    return name in INLINE or name in BLOCK or (name[0].isupper() and not name.isupper())


def _attributes(text: str, place: int) -> tuple[dict[str, str | None], int, bool]:
    """Read attributes from *place*: them, where they end, and whether that is a clean end."""
    found: dict[str, str | None] = {}
    limit = place + _LONGEST
    while place < limit:
        space = _SPACE.match(text, place)
        place = space.end() if space else place
        key = _KEY.match(text, place)
        if key is None:
            return found, place, True
        place = key.end()
        if not text.startswith("=", place):
            found.setdefault(key.group(), None)
            continue
        value, place, whole = _value(text, place + 1)
        if not whole:
            return found, place, False
        found.setdefault(key.group(), value)
    return found, place, False


def _value(text: str, place: int) -> tuple[str, int, bool]:
    """Read the value of an attribute: in quotes, in braces, or bare."""
    quote = text[place : place + 1]
    if quote in {'"', "'"}:
        end = text.find(quote, place + 1, place + _LONGEST)
        if end < 0:
            return "", place + 1, False
        return html.unescape(text[place + 1 : end]), end + 1, True
    if quote == "{":
        depth = 0
        for end in range(place, min(len(text), place + _LONGEST_BRACED)):
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            if depth == 0:
                return text[place + 1 : end].strip().strip("\"'`"), end + 1, True
        return "", min(len(text), place + _LONGEST_BRACED), False
    bare = _BARE.match(text, place)
    if bare is None:
        return "", place, False
    return html.unescape(bare.group()), bare.end(), True
