"""Read one YAML file into plain values, with the line of each, refusing what YAML 1.1 would silently change.

The file is read as a stream of events, without recursion, so that neither deep nesting nor a bomb of
aliases can hurt. Anchors, aliases, tags and merge keys are no part of the spec language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from generator.diagnostics import Finding, Origin

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
MAX_NODES = 100_000

Place = tuple[str | int, ...]

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,19})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{0,17}[1-9]")
_WORDS = {"true": True, "false": False, "null": None}
_SEXAGESIMAL = re.compile(r"[-+]?[0-9]+(?::[0-9]+)+(?:\.[0-9]*)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?")
_ODD_NUMBER = re.compile(r"[-+]?(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9_]+)(?:[eE][-+]?[0-9]+)?")
_BASED = re.compile(r"[-+]?0(?:[xX][0-9a-fA-F_]+|[oO]?[0-7_]+|[bB][01_]+)")
_SPECIAL = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_YES_NO = frozenset({"y", "n", "yes", "no", "on", "off"})


@dataclass(slots=True)
class Document:
    """One file: its values as dicts, lists and scalars, and the line on which each stands."""

    path: str
    data: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    whole: bool = False
    """Whether it was read to its end, so that what is missing is really missing."""

    def origin(self, place: Place) -> Origin:
        """Return where *place* stands, or its nearest parent that has a line."""
        while place and place not in self.lines:
            place = place[:-1]
        return Origin(self.path, self.lines.get(place, 1))


@dataclass(slots=True)
class _Open:
    """A mapping or sequence whose end has not been read yet."""

    value: Any
    place: Place
    key: str | None = None


def read_yaml(path: Path, shown: str) -> Document:
    """Read the file at *path*; findings name it *shown*."""
    document = Document(shown)
    if path.exists() and not path.is_file():
        _find(document, 0, "file-unreadable", "this is no ordinary file", "remove or rename it")
        return document
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        _find(
            document,
            0,
            "file-unreadable",
            error.strerror or "cannot be read",
            "see that it is there",
        )
        return document
    if size > MAX_BYTES:
        hint = "split the family into several files"
        _find(document, 0, "file-too-large", f"{size} bytes; at most {MAX_BYTES} are read", hint)
        return document
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        _find(document, line, "not-utf-8", "the file is not UTF-8 text", "save it as UTF-8")
        return document
    try:
        _build(document, text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else _line_of(text, getattr(error, "position", None))
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
        hint = "check brackets, quotes and indentation from here upwards"
        _find(document, line, "yaml-syntax", str(problem), hint)
    return document


def _line_of(text: str, position: int | None) -> int:
    return text.count("\n", 0, position) + 1 if position is not None else 1


def _find(document: Document, line: int, code: str, text: str, hint: str = "") -> None:
    document.findings.append(Finding(Origin(document.path, line), code, text, hint))


def _build(document: Document, text: str) -> None:
    """Turn the events of *text* into values, keeping an explicit stack."""
    stack: list[_Open] = []
    documents = 0
    events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    for nodes, event in enumerate(events, 1):
        mark = event.start_mark
        line = mark.line + 1 if mark else 0
        if nodes > MAX_NODES or len(stack) > MAX_DEPTH:
            what = f"more than {MAX_NODES} values or {MAX_DEPTH} levels"
            _find(document, line, "file-too-complex", what, "split the file")
            return
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                text = "a spec file holds one YAML document"
                _find(document, line, "many-documents", text, "split the file at ---")
                return
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            stack.pop()
        elif isinstance(event, yaml.NodeEvent):
            _node(document, stack, event, line)
    if documents == 0:
        _find(document, 1, "file-empty", "the file holds no value", "fill it, or remove the file")
    document.whole = documents > 0


def _node(document: Document, stack: list[_Open], event: Any, line: int) -> None:
    """Take in one scalar, or the start of a mapping or sequence."""
    if isinstance(event, yaml.AliasEvent) or event.anchor:
        hint = "write the value out, or name it under `types`"
        _find(document, line, "yaml-alias", "anchors and aliases are not read", hint)
    _refuse_unseen(document, event, line)
    value: Any
    if isinstance(event, yaml.AliasEvent):
        value = None
    elif event.tag is not None and event.tag != "!":
        _find(document, line, "yaml-tag", f"the tag {event.tag} is not read", "remove the tag")
        value = None
    elif isinstance(event, yaml.ScalarEvent):
        value = event.value if event.style else _plain(document, event.value, line)
    else:
        value = {} if isinstance(event, yaml.MappingStartEvent) else []
    place = _put(document, stack, event, value, line)
    if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
        stack.append(_Open(value if isinstance(value, (dict, list)) else [], place))


def _refuse_unseen(document: Document, event: Any, line: int) -> None:
    """Note characters that nobody sees: controls, and those that turn the order of others."""
    text = event.value if isinstance(event, yaml.ScalarEvent) else ""
    if text.isprintable():
        return
    unseen = next((char for char in text if not char.isprintable() and char not in "\n\t"), None)
    if unseen is not None:
        what = f"the text holds U+{ord(unseen):04X}, a character that nobody sees"
        _find(document, line, "control-character", what, "remove it")


def _put(document: Document, stack: list[_Open], event: Any, value: Any, line: int) -> Place:
    """Store *value* in the innermost open container, or keep it as the key that it is."""
    if not stack:
        document.data = value
        document.lines[()] = line
        return ()
    top = stack[-1]
    if isinstance(top.value, list):
        place = (*top.place, len(top.value))
        top.value.append(value)
    elif top.key is None:
        top.key = _key(document, top, event, value, line)
        return (*top.place, top.key)
    else:
        place = (*top.place, top.key)
        top.value[top.key] = value
        top.key = None
    document.lines.setdefault(place, line)
    return place


def _key(document: Document, top: _Open, event: Any, value: Any, line: int) -> str:
    """Read a mapping's key: text that is not there yet."""
    if not isinstance(event, yaml.ScalarEvent):
        _find(document, line, "yaml-key", "a key must be text", "write a plain word")
        return f"\0{len(top.value)}"
    key: str = event.value
    if key == "<<" and not event.style:
        _find(document, line, "yaml-merge", "merge keys are not read", "write the keys out")
    elif event.tag in {None, "!"} and not isinstance(value, str):
        _find(document, line, "yaml-surprise", f"the key {key} is not text", f'write "{key}"')
    if key in top.value:
        first = document.lines.get((*top.place, key), 0)
        text = f"{key} stands twice, first on line {first}; the second would win silently"
        _find(document, line, "duplicate-key", text, "remove or rename one of the two")
    document.lines.setdefault((*top.place, key), line)
    return key


def _plain(document: Document, text: str, line: int) -> Any:
    """Read an unquoted scalar: text, an integer, a plain decimal, true, false or null."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    surprise = _surprise(text)
    if surprise:
        hint = f'quote it if it is text: "{text}"' if text else "write null, or remove the key"
        _find(document, line, "yaml-surprise", surprise, hint)
    return text


@lru_cache(maxsize=4096)
def _surprise(text: str) -> str:
    """Say what another YAML reader would make of *text*, or nothing."""
    if text == "":
        return "nothing stands here; YAML reads null"
    if text == "~" or text.lower() in _WORDS:
        return f"{text} is null, true or false to some readers and text to others"
    if text.lower() in _YES_NO:
        return f"{text} is true or false to a YAML 1.1 reader"
    if _SEXAGESIMAL.fullmatch(text):
        return f"{text} is a number to base 60 to a YAML 1.1 reader"
    if _DATE.fullmatch(text):
        return f"{text} is a date to a YAML 1.1 reader"
    if _BASED.fullmatch(text) or _ODD_NUMBER.fullmatch(text) or _SPECIAL.fullmatch(text):
        return f"{text} is a number that readers spell or understand differently"
    return ""


@dataclass(frozen=True, slots=True)
class Span:
    """Where a value and its key stand in the text of a file, as offsets."""

    key: int
    """Where the key begins, or the value itself in a list."""
    start: int
    end: int
    """Just behind the value; of a block, behind the last value in it."""
    flow: bool
    """Whether the value is written in brackets or on one line."""


def spans(text: str) -> dict[Place, Span]:
    """Return where each value of *text*, a file that was read without findings, stands."""
    found: dict[Place, Span] = {}
    stack: list[tuple[Place, int, int, list[Any]]] = []  # place, key, start, [is list, count, name]
    events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    last = 0
    for event in events:
        begin, end = getattr(event.start_mark, "index", 0), getattr(event.end_mark, "index", 0)
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            place, key, start, state = stack.pop()
            last = end if state[3] else last
            found[place] = Span(key, start, last, state[3])
        elif isinstance(event, yaml.NodeEvent):
            start = begin
            place, key = (), start
            if stack:
                top, state = stack[-1][0], stack[-1][3]
                if not state[0] and state[2] is None:
                    state[2] = (getattr(event, "value", ""), start)
                    continue
                name, key = (state[1], start) if state[0] else state[2]
                place, state[1], state[2] = (*top, name), state[1] + 1, None
            if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                listed = isinstance(event, yaml.SequenceStartEvent)
                stack.append((place, key, start, [listed, 0, None, bool(event.flow_style)]))
            else:
                last = end
                while last > start and text[last - 1].isspace():
                    last -= 1  # a block of text ends where the next line begins
                found[place] = Span(key, start, last, True)
    return found
