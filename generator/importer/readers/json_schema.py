"""Any JSON Schema: of a request, of a result, or of both side by side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from generator.importer.documents import Document
from generator.importer.doubts import ask_about_contradictions
from generator.importer.facts import Reading
from generator.importer.forms import Form
from generator.importer.notes import Notes
from generator.importer.prose import read_prose
from generator.importer.readers.openapi import note_oddities
from generator.importer.schemas.bodies import examples_in, read_body
from generator.importer.schemas.parts import Node, Walk
from generator.importer.structure import mapping_of, require_structure

FORM = Form("json-schema", "a JSON Schema of a request, of a result, or {input, output}")

_SIDES = {
    "parameter": ("input", "request", "inputSchema", "input_schema", "parameters", "arguments"),
    "response": ("output", "response", "outputSchema", "output_schema", "result"),
}
_MARKS = frozenset({"type", "properties", "$ref", "allOf", "anyOf", "oneOf", "enum", "items"})
_RESULT_NAMES = ("output", "response", "result")


def recognise(document: Document) -> int:
    """Say that a mapping with the keywords of a schema, or with two schemas, is one."""
    value = mapping_of(document)
    if "$schema" in value:
        return 60
    if _is_schema(value):
        return 50
    return 45 if any(True for _ in _sides(Node(value, ()))) else 0


def read(document: Document) -> Reading:
    """Read the one operation that *document* describes."""
    structure = require_structure(document)
    notes = Notes(document)
    walk = Walk(structure, notes)
    note_oddities(structure, notes)
    root = Node(structure.value, ())
    name, title = _named(document, structure.value)
    own = walk.into("title")
    if title and isinstance(root.value, dict):
        own.say(("operation", name), "title", root.at("title"), title)
    if isinstance(root.value, (dict, bool)) and _is_schema(root.value):
        side = "response" if _is_result(document) else "parameter"
        _read_side(walk, ("operation", name, side), root, "")
    elif isinstance(root.value, dict):
        for side, node in _sides(root):
            _read_side(walk, ("operation", name, side), node, str(node.way[-1]))
        known = {str(node.way[0]) for _, node in _sides(root)} | {"title", "$schema", "name", "$id"}
        for key in root.value:
            if key not in known:
                walk.miss(root.at(key), ("operation", name), key, "this is no part of a schema")
    else:
        walk.miss(root, ("operation", name), "schema", "a schema is a mapping")
    read_prose(notes, walk.described)
    ask_about_contradictions(notes)
    return notes.reading(FORM.id, title or name)


def _read_side(walk: Walk, subject: tuple[str, ...], node: Node, section: str) -> None:
    """Write down what one schema says, with its examples."""
    is_request = subject[2] == "parameter"
    inner = walk.into(section, base=node.way, is_request=is_request)
    read_body(inner, subject, node)
    kind = "request" if is_request else "response"
    for number, example in enumerate(examples_in(inner, subject, (node,))):
        inner.say((*subject[:2], "example", f"{number}"), kind, example)


def _sides(root: Node) -> Iterator[tuple[str, Node]]:
    """List the schemas of request and result that stand side by side."""
    for holder in ("", "schema"):
        node = root.at(holder) if holder and isinstance(root.value.get(holder), dict) else root
        if holder and node is root:
            continue
        found = False
        for side, names in _SIDES.items():
            for name in names:
                if isinstance(node.value.get(name), dict) and _is_schema(node.value[name]):
                    found = True
                    yield side, node.at(name)
                    break
        if found:
            return


def _is_schema(value: Any) -> bool:
    """Tell whether *value* describes a JSON value."""
    if value is True:
        return True
    return isinstance(value, dict) and any(
        key in value and isinstance(value[key], (str, list, dict)) for key in _MARKS
    )


def _is_result(document: Document) -> bool:
    stem = PurePosixPath(document.name.rstrip("/")).stem.lower()
    return any(stem.endswith(name) for name in _RESULT_NAMES)


def _named(document: Document, value: Any) -> tuple[str, str]:
    """Return the id of the operation, and its title.

    A file that is called `schema-input.json` is named after its folder.
    """
    title = value.get("title") if isinstance(value, dict) else None
    title = title.strip() if isinstance(title, str) else ""
    name = value.get("name") if isinstance(value, dict) else None
    if isinstance(name, str) and name.strip():
        return name.strip(), title
    path = PurePosixPath(document.name.rstrip("/"))
    stem = path.stem
    for side in ("schema-input", "schema-output", "input", "output", "schema"):
        if stem == side and path.parent.name:
            return path.parent.name, title
        if stem.endswith((f"-{side}", f"_{side}", f".{side}")):
            return stem[: -len(side) - 1], title
    return stem or "schema", title
