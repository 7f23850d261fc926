"""The way from the subject of a fact to its place in a family file, references followed."""

from __future__ import annotations

from typing import Any

from generator.drift.items import Path
from generator.importer.facts import ITEMS, Subject

PARTS = {"parameter": "parameters", "response": "response", "raw response": "raw_response"}


def place_of(data: Any, operation: str, subject: Subject) -> Path:
    """Return where the value of *subject* stands, or would stand, in the file that says *data*.

    *operation* is the key of the operation there; the subject's first two steps name it.
    """
    place: Path = ("operations", operation, PARTS.get(subject[2], subject[2]))
    for position, step in enumerate(subject[3:]):
        if position:
            place = _resolved(data, place)
        if step == ITEMS:
            place = (*place, "items")
        elif step[:1] == "|" and step[1:].isdigit():
            place = (*place, "anyOf", int(step[1:]))
        elif position:
            place = (*place, "properties", step)
        else:
            place = (*place, step)
    return place


def at(data: Any, place: Path) -> Any:
    """Return what stands at *place*, or None."""
    for step in place:
        if isinstance(data, dict) and step in data:
            data = data[step]
        elif isinstance(data, list) and isinstance(step, int):
            data = data[step] if step < len(data) else None
        else:
            return None
    return data


def _resolved(data: Any, place: Path) -> Path:
    """Go from a reference to the shared type, some steps at most."""
    for _ in range(20):
        node = at(data, place)
        if not isinstance(node, dict) or "ref" not in node:
            break
        place = ("types", str(node["ref"]))
    return place


def resolved(data: Any, place: Path) -> Path:
    """Return where the keywords of the value at *place* stand: in the shared type, if it names one."""
    return _resolved(data, place)
