"""Say in the words of the spec language where a file does not fit it: pydantic's errors as findings."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ValidationError

from generator.diagnostics import Finding, Origin
from generator.spec.base import PATTERNS
from generator.yaml_reader import Document, Place

KINDS = {
    "string_type": "text",
    "int_type": "an integer",
    "is_instance_of": "a decimal number",
    "decimal_type": "a decimal number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "none_required": "null",
}
"""What was wanted, by pydantic's kind of error."""

FORMS = {
    PATTERNS["name"]: "must be lower case, words joined by hyphens or dots",
    PATTERNS["day"]: 'must be a day, such as "2026-11-21"',
    PATTERNS["amount"]: 'must be a decimal of at least 0, such as "0.05"',
    PATTERNS["operation"]: "must be an operation: <provider>/<family>/<operation>",
    PATTERNS["url"]: "must be an address that begins with https:// or wss://",
    PATTERNS["version"]: 'must be a version of three numbers, such as "0.2.0"',
}
"""What a pattern of the spec language asks for, in words."""

_LANGUAGE = "docs/spec-format.md describes every key"


@dataclass(frozen=True, slots=True)
class Manual:
    """What a file is written in, and the page that describes it."""

    language: str = "the spec language"
    page: str = "docs/spec-format.md"


SPECS = Manual()


def explain(
    document: Document, model: type[BaseModel], error: ValidationError, manual: Manual = SPECS
) -> list[Finding]:
    """Turn the errors of *error* into findings, one for each place and kind."""
    surprising = {found.origin.line for found in document.findings}
    wanted: dict[tuple[Origin, Place], list[str]] = {}
    shown: dict[tuple[Origin, Place], Any] = {}
    findings = []
    closer: set[Place] = set()
    for item in error.errors(include_url=False):
        place = _place(document.data, item["loc"])
        origin = document.origin(place)
        kind, value = item["type"], item["input"]
        scalar = value is None or isinstance(value, (str, int, Decimal))
        if kind in KINDS or kind == "literal_error":
            if origin.line in surprising and scalar:
                continue  # the reader has said what is the matter with that value
            word = KINDS.get(kind) or str(item["ctx"]["expected"])
            wanted.setdefault((origin, place), []).append(word)
            shown[origin, place] = value
        else:
            closer.add(place)
            findings.append(_finding(origin, place, item, model, manual))
    closer |= {place[:-1] for _, place in wanted if place}
    for (origin, place), words in wanted.items():
        if isinstance(shown[origin, place], (dict, tuple)) and _within(closer, place):
            continue  # of the kinds that are allowed it is this one, and what is wrong lies inside
        text = f"must be {' or '.join(dict.fromkeys(words))}, not {_describe(shown[origin, place])}"
        findings.append(_misfit(origin, place, words, text, shown[origin, place]))
    hints = {_LANGUAGE: f"{manual.page} describes every key"}
    return [replace(found, hint=hints.get(found.hint, found.hint)) for found in findings]


def _within(places: set[Place], place: Place) -> bool:
    """Tell whether one of *places* is *place*, or lies in it."""
    return any(other[: len(place)] == place for other in places)


def _misfit(origin: Origin, place: Place, words: list[str], text: str, value: Any) -> Finding:
    """Say that a value is of the wrong kind, or none of those that are allowed."""
    closed = any("'" in word for word in words)
    hint = _LANGUAGE
    if "text" in words and isinstance(value, (bool, int, Decimal)):
        hint = "put it in quotation marks"
    elif isinstance(value, str):
        listed = [word for whole in words for word in whole.split("'")[1::2]]
        close = difflib.get_close_matches(value, listed, 2)
        hint = f"did you mean {' or '.join(close)}?" if close else _LANGUAGE
    code = "wrong-value" if closed and isinstance(value, str) else "wrong-type"
    return Finding(origin, code, _at(place, text), hint)


def _finding(
    origin: Origin, place: Place, item: Any, model: type[BaseModel], manual: Manual
) -> Finding:
    """Return the finding for an error that is not about the kind of a value."""
    kind, step = item["type"], str(item["loc"][-1]) if item["loc"] else ""
    if kind == "extra_forbidden":
        close = [key for key in difflib.get_close_matches(step, _keys(model), 4) if key != step]
        hint = f"did you mean {' or '.join(close)}?" if close else f"{manual.page} lists the keys"
        text = f"this key is not part of {manual.language}"
        return Finding(origin, "unknown-key", _at(place, text), hint)
    if kind == "missing":
        return Finding(origin, "missing-key", _at(place, f"`{step}` is missing"), "add it")
    text = str(item["msg"]).removeprefix("Value error, ").replace("String", "Text")
    if kind == "string_pattern_mismatch":
        pattern = item["ctx"]["pattern"]
        form = FORMS.get(pattern, f"must match {pattern}")
        text = f"{form}, not {_describe(item['input'])}"
    return Finding(origin, "wrong-value", _at(place, text), _LANGUAGE)


def _describe(value: Any) -> str:
    """Name a value that is not what was wanted."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return f'the text "{value if len(value) <= 40 else value[:37] + "..."}"'
    if isinstance(value, (tuple, list)):
        return "a list"
    return "a mapping" if isinstance(value, dict) else f"the number {value}"


def _place(data: Any, location: tuple[str | int, ...]) -> Place:
    """Drop the parts of a pydantic location that name models or unions, not keys."""
    place: list[str | int] = []
    for step in location:
        inside = isinstance(data, list) and isinstance(step, int) and step < len(data)
        if inside or (isinstance(data, dict) and step in data):
            place.append(step)
            data = data[step]
    return tuple(place)


def _keys(model: type[BaseModel]) -> list[str]:
    """List all keys of the language that *model* reaches."""
    definitions: Iterator[Any] = iter(model.model_json_schema().get("$defs", {}).values())
    keys = set(model.model_fields)
    for definition in definitions:
        keys.update(definition.get("properties", {}))
    return sorted(keys)


def _at(place: Place, text: str) -> str:
    """Put before *text* where it applies, as a reader would: operations.draw.rules[0].then."""
    spelt = ""
    for step in place:
        spelt += f"[{step}]" if isinstance(step, int) else f".{step}" if spelt else str(step)
    return f"{spelt}: {text}" if spelt else text
