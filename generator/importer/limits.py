"""What the description of one parameter says about its value: limits, defaults, formats of files."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any

from generator.importer.inline import plain
from generator.importer.patterns import Matcher, Slots, fitting
from generator.importer.phrases import LIMITS
from generator.importer.words import Token

Keywords = dict[str, Any]

_NO_ITEMS = frozenset(
    [
        *("%", "mb", "kb", "gb", "token", "tokens", "fps", "megapixel", "megapixels"),
        *("percent", "pixel", "total", "combined", "overall", "altogether", "pixels"),
        *("second", "minute", "minutes", "hour", "hours", "day", "days", "times", "x"),
        *("mp",),
    ]
)
_KINDS = {
    "image": ("image", "images", "picture", "photo", "frame", "mask"),
    "video": ("video", "videos", "clip"),
    "audio": ("audio", "voice", "sound", "speech", "song"),
}
_FORMS = {
    "uuid": "uuid",
    "url": "url",
    "urls": "url",
    "data uri": "data-uri",
    "data-uri": "data-uri",
    "data uris": "data-uri",
    "base64": "base64",
}
_UNITS = {
    ("in", "second"): "second",
    ("in", "pixels"): "pixel",
    ("in", "pixel"): "pixel",
    ("in", "usd"): "dollar",
}


@dataclass(slots=True)
class Limits:
    """What a sentence says: keywords of the value itself, of its items, and about a media input."""

    own: Keywords = field(default_factory=dict)
    items: Keywords = field(default_factory=dict)
    media: Keywords = field(default_factory=dict)
    odd: list[str] = field(default_factory=list)
    """What does not fit the parameter, in our words."""
    matched: int = 0
    covered: set[int] = field(default_factory=set)
    """Indices of the tokens that were understood."""


def read_limits(tokens: list[Token], known: Keywords) -> Limits:
    """Return the limits that a normal sentence states about a value known by *known*."""
    found = Limits()
    matcher = Matcher()
    patterns = fitting(LIMITS, tokens)
    if not patterns:
        return found
    place = 0
    while place < len(tokens):
        end = place + 1
        for pattern in patterns:
            hit = next(iter(matcher.match(pattern, tokens, place)), None)
            if hit and _take(pattern.says, hit[0], known, found):
                end = hit[1]
                found.covered.update(range(place, end))
                found.matched += 1
                break
        place = end
    return found


def _take(says: str, slots: Slots, known: Keywords, found: Limits) -> bool:
    """Note what a pattern says, if it fits a value of this type; say whether it does."""
    kind = known.get("type")
    if says in {"length", "shortest"}:
        where = found.items if kind == "array" else found.own
        where["maxLength" if says == "length" else "minLength"] = slots["N"]
        return kind in {"string", "array", None}
    if says in {"range", "spread", "most", "least", "multiple"}:
        return _numeric(says, slots, known, found)
    if says in {"seconds", "longest", "briefest", "most_seconds", "area", "codecs", "formats"}:
        return _clip(says, slots, known, found)
    if says in {"most_items", "least_items"}:
        fits = kind == "array" and slots.get("*") not in _NO_ITEMS
        if fits:
            found.own["maxItems" if says == "most_items" else "minItems"] = slots.get("N", 1)
        return fits
    values = slots["V"]
    if says == "enum":
        found.own["enum"] = [_fitting(value, kind) for value in values]
        return True
    if len(values) != 1:
        return False
    value = _fitting(values[0], kind)
    if kind and not fits_type(value, kind):
        found.odd.append("it names a default of another type than the parameter's")
        return True
    found.own["default"] = value
    return True


def _numeric(says: str, slots: Slots, known: Keywords, found: Limits) -> bool:
    if known.get("type") not in {"integer", "number", None}:
        return False
    if says == "multiple":
        found.own["multipleOf"] = slots["N"]
    elif says in {"most", "least"}:
        found.own["maximum" if says == "most" else "minimum"] = slots["N"]
    elif slots["N"] > slots["M"]:
        return False
    else:
        found.own.update(minimum=slots["N"], maximum=slots["M"])
    return True


def _clip(says: str, slots: Slots, known: Keywords, found: Limits) -> bool:
    """Note what is said about seconds, areas and files: of a number itself, or of a media input."""
    kind = known.get("type")
    if kind in {"integer", "number"}:
        bounds = {
            "longest": ["maximum"],
            "briefest": ["minimum"],
            "seconds": ["minimum", "maximum"],
        }
        for name, slot in zip(
            bounds.get(says, []), ("N", "M") if says == "seconds" else "N", strict=False
        ):
            found.own[name] = slots[slot]
        return says in bounds
    if kind not in {"string", "array", None} or (known.get("enum") and says != "formats"):
        return False
    match says:
        case "formats":
            if known.get("enum"):
                return {str(value).lower() for value in known["enum"]} == set(slots["F"])
            found.media["containers"] = slots["F"]
        case "codecs":
            found.media["codecs"] = slots["F"]
        case "area":
            found.media["maximum_area"] = slots["S"]
        case "seconds":
            found.media["minimum_seconds"] = str(slots["N"])
            found.media["maximum_seconds"] = str(slots["M"])
        case "most_seconds":
            found.media["truncated_to_seconds"] = str(slots["N"])
        case _:
            key = "maximum_seconds" if says == "longest" else "minimum_seconds"
            found.media[key] = str(slots["N"])
    return True


def _fitting(value: Any, kind: Any) -> Any:
    """Return *value* as the type asks for, where the two say the same."""
    if kind == "string" and not isinstance(value, str):
        return str(value).lower() if isinstance(value, bool) else str(value)
    if kind == "integer" and isinstance(value, Decimal) and value == int(value):
        return int(value)
    return value


def fits_type(value: Any, kind: Any) -> bool:
    """Tell whether *value* is of the JSON type, or one of the types, *kind*."""
    kinds = kind if isinstance(kind, list) else [kind]
    if isinstance(value, bool):
        return "boolean" in kinds
    if isinstance(value, int):
        return "integer" in kinds or "number" in kinds
    if isinstance(value, Decimal):
        return "number" in kinds or ("integer" in kinds and value == value.to_integral_value())
    if isinstance(value, str):
        return "string" in kinds
    return value is None or isinstance(value, list) == ("array" in kinds)


def unit_of(text: str) -> str | None:
    """Return the unit that a description names: "in seconds", "in pixels", "in USD"."""
    words = text.lower().replace(".", " ").replace(",", " ").replace("seconds", "second").split()
    for pair in pairwise(words):
        if pair in _UNITS:
            return _UNITS[pair]
    return None


def media_of(name: str, text: str) -> dict[str, Any]:
    """Return what a name and a description say about a media input; nothing if it is none."""
    words = plain(text).lower()
    for mark in ".,;:()/!?'\"":
        words = words.replace(mark, " ")
    padded = f" {' '.join(words.split())} "
    named = "".join(f" {char.lower()}" if char.isupper() else char for char in name)
    parts = named.replace("_", " ").replace("-", " ").split()
    kinds = [kind for kind, told in _KINDS.items() if any(word in parts for word in told)]
    kinds += [kind for kind, told in _KINDS.items() if any(f" {word} " in padded for word in told)]
    forms = list(dict.fromkeys(form for word, form in _FORMS.items() if f" {word} " in padded))
    if not forms and {"url", "urls"} & set(parts):
        forms = ["url"]
    return {"kind": kinds[0], "forms": forms} if kinds and forms else {}
