"""What a document says of one value that cannot all be true: a default that its own limits forbid."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from generator.importer.facts import Fact, Subject
from generator.importer.limits import fits_type
from generator.importer.notes import Notes

Said = dict[str, Fact]
"""What is said of one value, by attribute."""

_LEAST = ("minimum", "minLength", "minItems")
_MOST = ("maximum", "maxLength", "maxItems")


def ask_about_contradictions(notes: Notes) -> None:
    """Ask about values whose default, examples or limits contradict each other."""
    values: dict[Subject, Said] = {}
    for fact in notes.facts:
        if len(fact.subject) > 3 and fact.subject[2] == "parameter":
            values.setdefault(fact.subject, {})[fact.attribute] = fact
    for subject, said in values.items():
        for attributes, text in _doubts(said):
            places = [said[attribute].place for attribute in attributes]
            notes.ask(subject, f"{'.'.join(subject[3:])}: {text}", *places)


def _doubts(said: Said) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the attributes that contradict each other, and the question."""
    kind = said["type"].value if "type" in said else None
    if kind is not None and "enum" in said:
        odd = [value for value in said["enum"].value if not fits_type(value, kind)]
        if odd:
            yield (
                "type",
                "enum",
            ), f"the type is {_spelt(kind)}, but {odd[0]!s} is allowed; which counts?"
    for low, high in zip(_LEAST, _MOST, strict=True):
        if low in said and high in said and said[low].value > said[high].value:
            yield (low, high), f"{low} is above {high}; which counts?"
    if "default" not in said:
        return
    default = said["default"].value
    shown = str(default)[:60]
    if kind is not None and not fits_type(default, kind) and not isinstance(default, (dict, list)):
        yield ("type", "default"), f"the default {shown} is no {_spelt(kind)}; which counts?"
    elif "enum" in said and default not in said["enum"].value and not isinstance(default, list):
        yield ("enum", "default"), f"the default {shown} is not among the values; is it allowed?"
    if isinstance(default, (int, Decimal)) and not isinstance(default, bool):
        for bound, sign in (("minimum", -1), ("maximum", 1)):
            if bound in said and (default - said[bound].value) * sign > 0:
                yield (bound, "default"), f"the default {shown} is beyond {bound}; is it allowed?"


def _spelt(kind: Any) -> str:
    return " or ".join(kind) if isinstance(kind, list) else str(kind)
