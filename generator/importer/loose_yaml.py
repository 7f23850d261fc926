"""YAML as other people write it: the core schema of YAML 1.2, with anchors; never a tag that makes objects."""

from __future__ import annotations

import re
from typing import Any

import yaml

from generator.importer.documents import Document
from generator.importer.structure import Builder, Structure

_FIRST = re.compile(r"(?:openapi|swagger|\$schema|properties|input|output|schema|type) *:(?: |$)")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?")
_WORDS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


def looks_like_yaml(document: Document) -> bool:
    """Tell whether *document* has a line, near its top, with which such YAML files begin."""
    heads = [line.replace('"', "").replace("'", "") for line in document.lines[:200]]
    return any(_FIRST.match(line[:40]) for line in heads) and "---" not in heads[1:20]


def read_loose_yaml(document: Document) -> Structure:
    """Read *document* as YAML, or raise `Rejected`."""
    build = Builder(document)
    anchors: dict[str, Any] = {}
    line = 1
    try:
        for event in yaml.parse(
            document.text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        ):
            line = event.start_mark.line + 1 if event.start_mark else line
            if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                build.end()
            elif isinstance(event, yaml.DocumentStartEvent) and build.lines:
                raise build.refusal(line, "many-documents", "more than one YAML document")
            elif isinstance(event, yaml.NodeEvent):
                _take(build, anchors, event, line)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = str(getattr(error, "problem", None) or "no YAML")
        line = min(mark.line + 1, len(document.lines)) if mark else line
        raise build.refusal(line, "yaml-syntax", problem) from None
    return build.structure()


def _take(build: Builder, anchors: dict[str, Any], event: Any, line: int) -> None:
    """Take in one node: a key if one is due, otherwise a value."""
    top = build.stack[-1] if build.stack else None
    if top is not None and isinstance(top.value, dict) and top.key is None:
        if not isinstance(event, yaml.ScalarEvent):
            raise build.refusal(line, "yaml-key", "a key is no text")
        build.take_key(event.value, line)
        return
    value: Any
    if isinstance(event, yaml.AliasEvent):
        name = str(event.anchor)
        if name not in anchors:
            raise build.refusal(line, "yaml-alias", f"no anchor is called {name[:60]}")
        _repeat(build, anchors[name], line)
        return
    if isinstance(event, yaml.ScalarEvent):
        value = event.value if event.style else _plain(build, event.value, line)
    else:
        value = {} if isinstance(event, yaml.MappingStartEvent) else []
    if event.anchor:
        anchors[event.anchor] = value
    build.take(value, line)


def _repeat(build: Builder, value: Any, line: int) -> None:
    """Take in a copy of *value*; the bounds of the builder hold for copies too."""
    top = build.stack[-1] if build.stack else None
    if any(part.value is value for part in build.stack):
        raise build.refusal(line, "yaml-alias", "a structure contains itself")
    if top is not None and top.key == "<<" and isinstance(value, dict):
        top.key = None
        for key, inner in value.items():
            build.take_key(key, line)
            _repeat(build, inner, line)
    elif isinstance(value, dict):
        build.take({}, line)
        for key, inner in value.items():
            build.take_key(key, line)
            _repeat(build, inner, line)
        build.end()
    elif isinstance(value, list):
        build.take([], line)
        for inner in value:
            _repeat(build, inner, line)
        build.end()
    else:
        build.take(value, line)


def _plain(build: Builder, text: str, line: int) -> Any:
    """Return what an unquoted scalar means."""
    if text in _NULLS:
        return None
    if text in _WORDS:
        return _WORDS[text]
    return build.number(text, line) if _NUMBER.fullmatch(text) else text
