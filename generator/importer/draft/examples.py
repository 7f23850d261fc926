"""Documented examples, their prose replaced by short texts of ours."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from generator.importer.draft.kinds import MAX_DIGITS, holdable
from generator.importer.draft.material import Value, Work
from generator.importer.draft.plans import Log
from generator.importer.draft.words import humanised
from generator.runtime.formats import is_uri

MOST = 30
"""Examples of one operation; more show nothing new."""
MOST_VALUES = 1_500
"""Values in one example."""
MOST_ITEMS = 40
_PROSE = frozenset(
    {
        "prompt",
        "text",
        "lyrics",
        "content",
        "caption",
        "description",
        "transcript",
        "script",
        "input",
    }
)
_OURS = ("a cat", "a dog by the sea", "a red house", "a green tree")
_LONG = 200
LONGEST_URL = 1_000


def examples(work: Work, log: Log) -> list[dict[str, Any]]:
    """Write the documented examples; what they prove is looked at later."""
    made: list[dict[str, Any]] = []
    for entry in work.examples:
        first = next(iter(entry.values()), None)
        if len(made) == MOST:
            log.ask(f"more than {MOST} examples; the others are left out", first)
            break
        written: dict[str, Any] = {}
        for key, shapes in (
            ("request", work.parameters),
            ("response", work.response),
            ("raw_response", work.raw),
        ):
            said = entry.get(key)
            if said is None:
                continue
            if not isinstance(said.value, dict) or size(said.value) > MOST_VALUES:
                log.ask(f"the {key} of an example is no object, or too long; left out", said)
            else:
                written[key] = cleaned(said.value, shapes)
        if not written or first is None:
            continue
        number = len(made) + 1
        if "request" in written and "cost" in entry:
            written["documented_cost"] = entry["cost"]
        head = {"id": f"example-{number}", "title": _title(written, number)}
        made.append({**head, "source": first.cite(), **written})
    return made


def _title(written: Mapping[str, Any], number: int) -> str:
    shown = [
        key.replace("_", " ") for key in ("request", "response", "raw_response") if key in written
    ]
    return f"Documented {' and '.join(shown)} {number}"


def size(value: Any) -> int:
    """Count the values inside *value*."""
    stack, count = [value], 0
    while stack and count <= MOST_VALUES:
        count += 1
        top = stack.pop()
        if isinstance(top, dict):
            stack += top.values()
        elif isinstance(top, list):
            stack += top
    return count


def cleaned(value: Any, known: Value | None, name: str = "") -> Any:
    """Return *value* with our own words in the place of prose, in what a spec file can hold."""
    if isinstance(value, dict):
        return {
            key: cleaned(inner, known.members.get(key) if known else None, key)
            for key, inner in value.items()
            if holdable(key) and 0 < len(key) <= _LONG
        }
    if isinstance(value, list):
        inner = known.items if known is not None else None
        return [cleaned(each, inner, name) for each in value[:MOST_ITEMS]]
    if isinstance(value, str):
        return _text(value, known, name)
    if isinstance(value, (Decimal, float)):
        return _number(Decimal(repr(value)) if isinstance(value, float) else value)
    if isinstance(value, int) and not isinstance(value, bool) and not holdable(value):
        return 7
    return value


def _text(text: str, known: Value | None, name: str) -> str:
    """Keep names, addresses and the like; replace what somebody has written."""
    listed = known.get("enum") if known is not None else None
    fixed = (isinstance(listed, list) and text in listed) or (
        known is not None and known.get("const") == text
    )
    if fixed and holdable(text):
        return text
    if "://" in text[:12] and not (is_uri(text) and len(text) <= LONGEST_URL and holdable(text)):
        return "https://example.com/file"
    if is_prose(text, name):
        return _fitting(text, known)
    if not holdable(text) or (len(text) > _LONG * 2 and "://" not in text[:12]):
        return "AAAA" if " " not in text.strip() else _fitting(text, known)
    return text


def is_prose(text: str, name: str) -> bool:
    """Tell whether *text* is something that a person wrote, and not a name or an address."""
    if "://" in text[:12] or text.startswith("data:"):
        return " " in text
    last = humanised(name).rpartition(" ")[2].lower()
    return len(text.split()) > 3 or (last in _PROSE and " " in text) or "\n" in text


def _fitting(text: str, known: Value | None) -> str:
    """Choose a text of ours that the parameter takes."""
    ours = _OURS[sum(map(ord, text[:40])) % len(_OURS)]
    least = known.get("minLength") if known is not None else None
    most = known.get("maxLength") if known is not None else None
    if isinstance(least, int) and len(text) >= least > len(ours):
        ours = (f"{ours}, " * (least // len(ours) + 1))[:least].rstrip(", ").ljust(least, "x")
    if isinstance(most, int) and 0 < most < len(ours):
        ours = ours[:most]
    return ours


def _number(value: Decimal) -> Any:
    if not value.is_finite():
        return 0
    if value == value.to_integral_value():
        whole = int(value)
        return whole if holdable(whole) else 7
    rounded = round(value, MAX_DIGITS)
    return rounded.normalize() if rounded else 0
