"""JSON types of values as documents name them, and what of a value a spec can hold."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from generator.importer.draft.material import Value

WORDS = {
    "string": "a text",
    "integer": "an integer",
    "number": "a number",
    "boolean": "a truth value",
    "array": "a list",
    "object": "an object",
    "null": "null",
}
"""JSON types in words."""

_SPELLINGS = {
    "str": "string",
    "int": "integer",
    "float": "number",
    "double": "number",
    "bool": "boolean",
    "list": "array",
    "dict": "object",
    "none": "null",
}
MAX_TEXT = 2_000
MAX_DIGITS = 17
MAX_WHOLE = 20
"""Digits of a whole number: enough for 64 bits."""


def types_of(value: Value) -> list[str]:
    """Return the JSON types of *value*; none if anything goes."""
    said = value.get("type")
    listed = said if isinstance(said, list) else [said] if said is not None else []
    names = [_SPELLINGS.get(str(name).lower(), str(name)) for name in listed]
    types = [name for name in dict.fromkeys(names) if name in WORDS]
    if not types:
        types = _inferred(value)
    if "number" in types and "integer" in types:
        types.remove("integer")
    if value.get("nullable") is True and types and "null" not in types:
        types.append("null")
    return types


def _inferred(value: Value) -> list[str]:
    if value.members:
        return ["object"]
    if value.items is not None:
        return ["array"]
    const = value.said.get("const")
    listed = value.get("enum") if const is None else [const.value]
    if isinstance(listed, list) and listed:
        return list(dict.fromkeys(kind_of(each) for each in listed))
    return []


def kind_of(value: Any) -> str:
    """Name the JSON type of *value*."""
    kinds: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (bool, "boolean"),
        (int, "integer"),
        ((float, Decimal), "number"),
        (str, "string"),
        (list, "array"),
        (dict, "object"),
    )
    return next((name for kind, name in kinds if isinstance(value, kind)), "null")


def is_scalar(value: Any) -> bool:
    """Tell whether *value* is neither a list nor a mapping."""
    return not isinstance(value, (list, dict))


def holdable(value: Any) -> bool:
    """Tell whether a spec file can hold the scalar *value* as it is."""
    if isinstance(value, str):
        return len(value) <= MAX_TEXT and all(c.isprintable() or c in "\n\t" for c in value)
    if value is None or isinstance(value, bool):
        return True
    exact = Decimal(repr(value) if isinstance(value, float) else value)
    if not exact.is_finite():
        return False
    spelt = f"{exact.normalize():f}".lstrip("-")
    whole, _, places = spelt.partition(".")
    most = MAX_DIGITS + 1 if places else MAX_WHOLE
    return len(whole) <= most and len(places) <= MAX_DIGITS
