"""The parameters of Cloudflare's pages: a name, then type, limits and description without a gap.

What the page sets apart by colour arrives as one line of text: the type as code, then words such as
`required`, `enum: a, b`, `maximum: 15`, and the description directly behind the last value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from generator.importer.blocks import Block
from generator.importer.facts import Place, Subject
from generator.importer.inline import plain, spans
from generator.importer.kinds import Kind, read_format, read_kind, say_kind, typed
from generator.importer.limits import fits_type
from generator.importer.notes import Notes, place_at
from generator.importer.pages import Section, describe
from generator.importer.patterns import as_number
from generator.importer.prose import Described

_NUMBERS = frozenset(
    [
        *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength"),
        *("maxLength", "minItems", "maxItems"),
    ]
)
_KEYS = sorted((*_NUMBERS, "default", "enum", "format", "pattern", "const", "example"), key=len)[
    ::-1
]
_FLAGS = ("required", "deprecated", "nullable")
_KEY = re.compile(rf"(?:{'|'.join(_KEYS)}):[ ]")
_NUMBER = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,20})?")
_NAME = re.compile(r"[A-Za-z_$][A-Za-z0-9_$.-]{0,99}")
_FORMATS = (
    *("date-time", "date", "time", "uri-reference", "uri", "url", "uuid", "email", "hostname"),
    *("binary", "byte", "base64", "int32", "int64", "float", "double", "ipv4", "ipv6"),
)


@dataclass(slots=True)
class Line:
    """One parameter as the page has it."""

    name: str
    steps: tuple[str, ...]
    place: Place
    side: str = ""
    """`input` or `output`, where a heading says so."""
    kind: Kind | None = None
    said: dict[str, Any] = field(default_factory=dict)
    description: str = ""
    is_closed: bool = False
    """Whether the page hides what is inside."""
    odd: list[str] = field(default_factory=list)

    def fits(self, value: Any) -> bool:
        """Tell whether *value*, from an example, could be this."""
        names = self.kind.names if self.kind else ()
        if isinstance(value, dict):
            return not names or "object" in names
        return not names or fits_type(value, list(names))


def read_lines(notes: Notes, section: Section) -> list[Line]:
    """Read the names of a section, each with the line behind it."""
    found: list[Line] = []
    pending: Block | None = None
    side = "output" if section.title.lower() == "output" else ""
    for block in section.blocks:
        if block.kind not in {"text", "item"}:
            if block.kind == "code":
                notes.miss(block.text, "code is not expected here", section.place(block))
            continue
        parts = spans(block.text)
        is_line = bool(parts) and parts[0].kind == "code"
        if is_line and pending is not None:
            found.append(_line(pending, block, section, side))
            pending = None
        elif is_line:
            notes.miss(plain(block.text), "no name stands before this", section.place(block))
        elif len(parts) == 1 and parts[0].kind == "link":
            continue
        elif block.kind == "text" and _name(block.text) is not None:
            if pending is not None:
                notes.miss(plain(pending.text), "no type stands behind it", section.place(pending))
            pending = block
        else:
            side = {"input": "input", "output": "output"}.get(
                plain(block.text).strip().lower(), side
            )
            notes.prose += 1
    if pending is not None:
        notes.miss(plain(pending.text), "no type stands behind it", section.place(pending))
    return found


def _name(text: str) -> str | None:
    """Return the name that a paragraph consists of."""
    bare = plain(text).strip().lstrip("\u25b6\u25b8\u25bc\u25be> ").strip()
    bare = bare.removesuffix("{}").removesuffix("[]").removesuffix("{}")
    return bare if _NAME.fullmatch(bare) else None


def _line(head: Block, block: Block, section: Section, side: str) -> Line:
    name = _name(head.text) or ""
    parts = spans(block.text)
    place = place_at(head.line, f"{section.where}, {name}", f"{head.text}\n{block.text}")
    line = Line(name, (name,), place, side, read_kind(parts[0].text))
    if line.kind is None:
        line.odd.append(f"there is no such type: {parts[0].text}")
    marked = plain(head.text)
    line.is_closed = "{}" in marked or "[]" in marked
    rest = "".join(f"`{part.text}`" if part.kind == "code" else part.text for part in parts[1:])
    _take_apart(line, rest.strip())
    return line


def _take_apart(line: Line, rest: str) -> None:
    """Cut the run-together *rest* into keywords and the description."""
    while rest:
        if rest.startswith("\0"):
            line.description = rest[1:]
            return
        flag = next((word for word in _FLAGS if rest.startswith(word)), None)
        key = _KEY.match(rest)
        if flag is not None and _ends_well(rest[len(flag) :]):
            line.said[flag] = True
            rest = rest[len(flag) :].lstrip()
        elif key is not None:
            word = key.group()[:-2]
            rest = _keyword(line, word, rest[key.end() :])
        else:
            line.description = rest
            return


def _ends_well(rest: str) -> bool:
    """Tell whether a flag ends here: a keyword, a capital, or nothing follows."""
    return (
        not rest or not rest[0].islower() or _KEY.match(rest) is not None or rest.startswith(_FLAGS)
    )


def _keyword(line: Line, word: str, rest: str) -> str:
    """Read the value of one keyword; return what stands behind it."""
    following = _KEY.search(rest)
    limit = following.start() if following else len(rest)
    if word in _NUMBERS:
        number = _NUMBER.match(rest)
        value = as_number(number.group()) if number else None
        if value is None or number is None:
            line.odd.append(f"no number stands behind {word}")
            return rest[limit:]
        line.said[word] = value
        return rest[number.end() :].lstrip()
    if word == "format":
        name = next(
            (name for name in _FORMATS if rest.startswith(name)),
            rest[:limit].split(" ", maxsplit=1)[0],
        )
        line.said["format"] = name
        return rest[len(name) :].lstrip()
    names = line.kind.names if line.kind else ()
    if word in {"default", "const", "example"} and set(names) & {"integer", "number", "boolean"}:
        match = _NUMBER.match(rest) or re.match(r"true|false|null", rest)
        if match:
            line.said[word] = typed(match.group(), line.kind)
            return rest[match.end() :].lstrip()
    flags = [place for flag in _FLAGS if (place := rest.rfind(flag, 0, limit)) > 0]
    if following and flags and rest[max(flags) : limit].strip() in _FLAGS:
        limit = max(flags)
    if following:
        line.said[word] = _values(word, rest[:limit].strip(), line)
        return rest[limit:]
    value_text, description = _split(rest, listed=word == "enum")
    line.said[word] = _values(word, value_text, line)
    if word == "enum" and not description and " " in value_text.split(", ")[-1]:
        line.odd.append("where the last of its values ends is not clear")
    return f"\0{description}" if description else ""


def _values(word: str, text: str, line: Line) -> Any:
    if word != "enum":
        return typed(text, line.kind)
    return [typed(value, line.kind) for value in text.split(", ") if value]


def _split(text: str, *, listed: bool) -> tuple[str, str]:
    """Split the last value from the description that follows it without a gap."""
    begin = 0
    pieces = text.split(", ") if listed else [text]
    for index, piece in enumerate(pieces):
        edge = _edge(piece)
        rest = text[begin + edge :] if edge else ""
        is_prose = " " in rest or rest.endswith(".") or index == len(pieces) - 1
        if edge and is_prose:
            return text[: begin + edge], rest
        begin += len(piece) + 2
    return text, ""


def _edge(piece: str) -> int:
    """Return where a capitalised word begins inside *piece*, or 0."""
    for place in range(1, len(piece)):
        char, before = piece[place], piece[place - 1]
        after = piece[place + 1 : place + 2]
        if not char.isupper() or before in " -_/(" or before == "'":
            continue
        if after.islower() or (after == " " and not before.isupper()):
            return place
        if before.islower() and " " in piece[place:]:
            return place
    return 0


def say_line(notes: Notes, subject: Subject, line: Line, position: int) -> list[Described]:
    """Write down what one line says; return its description."""
    place = line.place
    notes.say(subject, "position", position, place)
    if line.said.get("required") or subject[2] == "parameter":  # results are never marked
        notes.say(subject, "required", bool(line.said.get("required")), place)
    if line.kind is not None:
        say_kind(notes, subject, line.kind, place)
    for key, value in line.said.items():
        if key == "format" and read_format(str(value)) is None:
            notes.say(subject, "format", value, place)
        elif key == "format":
            notes.say(subject, "format", read_format(str(value)), place)
        elif key != "required":
            notes.say(subject, key, value, place)
    for text in line.odd:
        notes.miss(f"{line.name}: {text}", text, place)
    if line.is_closed:
        text = f"{'.'.join(subject[3:])}: the page hides what is inside; see the schema file"
        notes.ask(subject, text, place)
    return describe(notes, subject, [(line.description, place)], as_it_stands=True)
