"""Parameters and fields of a spec, made of what documents say of each value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.importer.draft.counted import UNITS
from generator.importer.draft.disputes import disputes
from generator.importer.draft.kinds import WORDS, holdable, is_scalar, kind_of, types_of
from generator.importer.draft.material import Value
from generator.importer.draft.mixture import distinct
from generator.importer.draft.plans import Log
from generator.importer.draft.words import described

Path = tuple[str, ...]

BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
LENGTHS = ("minLength", "maxLength")
COUNTS = ("minItems", "maxItems")
FORMATS = {"uri": "uri", "url": "uri", "uuid4": "uuid4"}
QUIET_FORMATS = frozenset(
    {"int32", "int64", "float", "double", "int", "uuid", "password", "textarea"}
)
"""Formats that say nothing which the type and the bounds do not say, or less than can be checked."""
_MEDIA = ("kind", "forms", "containers", "codecs", "minimum_seconds", "maximum_seconds")
_MEDIA_MORE = ("truncated_to_seconds", "maximum_area")
MAX_NAME = 200
MOST_VALUES = 1_500
"""Values of one enum."""
MOST_MEMBERS = 600
"""Members of one object."""
PLACES = frozenset({"path", "query", "header"})


@dataclass(frozen=True, slots=True)
class Desk:
    """One side of an operation while its values are written."""

    log: Log
    is_request: bool
    document: str
    """What is cited where nothing says more."""
    units: set[str]
    """Units that the spec needs; filled on the way."""
    constants: Mapping[str, Any]
    """Parameters that the client supplies, with the value that each must have, or None."""
    bare: bool = False
    """Whether parameters may travel outside the body."""


def members(desk: Desk, value: Value, path: Path = ()) -> dict[str, Any]:
    """Write the members of an object, in the order of the documents."""
    made: dict[str, Any] = {}
    if len(value.members) > MOST_MEMBERS:
        text = f"more than {MOST_MEMBERS} members; the others are left out"
        desk.log.ask(text, value.place())
    for name, member in value.ordered()[:MOST_MEMBERS]:
        if not name.strip() or len(name) > MAX_NAME or not holdable(name):
            desk.log.ask("a parameter has a name that a spec cannot hold; left out", member.place())
            continue
        where = member.get("in") if desk.is_request and not path else None
        if where is not None and not (desk.bare and where in PLACES):
            text = f"{name} travels in the {str(where)[:20]}, which cannot be written; left out"
            desk.log.ask(text, member.said["in"])
            continue
        made[name] = _member(desk, name, member, (*path, name))
    return made


def _member(desk: Desk, name: str, value: Value, path: Path) -> dict[str, Any]:
    made = shape(desk, value, path)
    required = value.get("required") is True
    supplied = desk.is_request and len(path) == 1 and name in desk.constants
    if desk.is_request and len(path) == 1 and value.get("in") in PLACES:
        made["sent_in"] = value.get("in")
        required = required or value.get("in") == "path"
    if required:
        made["required"] = True
    if supplied:
        made |= _supplied(made, desk.constants[name])
        listed = made.pop("enum", None) if "const" in made else None
        if listed is not None and listed != [made["const"]]:
            _say_others(value, listed)
    if desk.is_request:
        _default(desk, made, value, path, required=required)
    elif value.get("present_when") is not None:
        made["present_when"] = value.get("present_when")
    text = "Seen in an example; not described." if value.get("seen") else described(name, value)
    made["description"] = text
    place = value.place()
    source = place.cite() if place else {"document": desk.document, "section": ".".join(path)[:100]}
    if desk.is_request or len(path) == 1:
        made["source"] = source
    disputes(desk.log, made, value, ".".join(path))
    return made


def _say_others(value: Value, listed: list[Any]) -> None:
    """Record that a document lists more values than the one that this operation stands for."""
    why = "Each of the values has an operation of its own here."
    value.losing.setdefault("enum", (listed, why, value.said["enum"]))


def _supplied(made: Mapping[str, Any], constant: Any) -> dict[str, Any]:
    """Say that the client fills a parameter in: with a constant, or with a new id."""
    added: dict[str, Any] = {"required": True, "supplied": True}
    if constant is not None and made.get("const") is None:
        added["const"] = constant
    return added


def _default(desk: Desk, made: dict[str, Any], value: Value, path: Path, *, required: bool) -> None:
    """Write what the server assumes, where that can be."""
    said = value.said.get("default")
    if said is None or said.value is None or made.get("supplied"):
        return
    name = ".".join(path)
    if not is_scalar(said.value) or not holdable(said.value):
        kind = WORDS[kind_of(said.value)]
        desk.log.ask(f"the default of {name} is {kind}, which a spec cannot hold; left out", said)
    elif required:
        why = "It is marked as required."
        value.losing.setdefault("server_default", (said.value, why, value.said["required"]))
    else:
        made["server_default"] = said.value


def shape(desk: Desk, value: Value, path: Path) -> dict[str, Any]:
    """Write what a value may be: its type and the keywords that count for it."""
    if value.choices:
        choices = distinct(list(value.choices.values()))
        if len(choices) < len(value.choices):
            text = f"the alternatives of {'.'.join(path)} share a JSON type; they are joined"
            desk.log.ask(text, value.place())
        if len(choices) == 1:
            return shape(desk, _joined(value, choices[0]), path)
        if choices and all(types_of(choice) for choice in choices):
            written = [_choice(desk, choice, path) for choice in choices]
            if value.get("nullable") is True and all("null" not in types_of(c) for c in choices):
                written.append({"type": "null", "description": "Nothing."})
            return {"anyOf": written}
        return {}
    _let_values_count(value)
    types = types_of(value)
    made: dict[str, Any] = {}
    if types:
        made["type"] = types[0] if len(types) == 1 else types
    plain = [name for name in types if name != "null"]
    made |= _values(desk, value, path)
    if (len(plain) == 1 and "enum" not in made and "const" not in made) or (
        len(plain) == 1 and plain[0] in {"integer", "number"}
    ):
        made |= _keywords(desk, value, plain[0], path)
    if len(plain) > 1 and "enum" not in made:
        made.pop("type")
        made["anyOf"] = [_one(desk, value, name, path) for name in types if name != "null"]
        if "null" in types:
            made["anyOf"].append({"type": "null"})
    media = _media(value.get("media"))
    if media:
        made["media"] = media
    if value.get("deprecated") is True:
        made["deprecated"] = True
    return made


def _let_values_count(value: Value) -> None:
    """Where the values that are listed are not of the type that is named, let the values count."""
    said, listed = value.said.get("type"), value.get("enum")
    if said is None or not isinstance(listed, list) or not listed:
        return
    kinds = list(dict.fromkeys(kind_of(each) for each in listed if is_scalar(each)))
    allowed = set(types_of(value)) | ({"integer"} if "number" in types_of(value) else set())
    if kinds and not set(kinds) <= allowed | {"null"}:
        value.overrule("type", kinds, "Other values are listed.", value.said["enum"])


def _joined(value: Value, choice: Value) -> Value:
    """Return *choice* with what is said of the value around the alternatives."""
    said = {key: said for key, said in value.said.items() if key != "alternatives"}
    return Value({**said, **choice.said}, {}, choice.members, choice.items)


def _choice(desk: Desk, choice: Value, path: Path) -> dict[str, Any]:
    """Write one alternative, which has a description of its own."""
    made = shape(desk, choice, path)
    types = [name for name in types_of(choice) if name != "null"]
    made["description"] = f"{WORDS[types[0]].capitalize()}." if types else "Anything."
    return made


def _one(desk: Desk, value: Value, name: str, path: Path) -> dict[str, Any]:
    """Write a value of several types as the alternative of one of them."""
    return {"type": name, **_keywords(desk, value, name, path)}


def _values(desk: Desk, value: Value, path: Path) -> dict[str, Any]:
    """Write the values that are allowed, if they are listed."""
    made: dict[str, Any] = {}
    said = value.said.get("enum")
    if said is not None and isinstance(said.value, list):
        kept = [each for each in said.value if _plain(each)]
        if len(kept) > MOST_VALUES:
            text = f"{'.'.join(path)} has more than {MOST_VALUES} values; none of them is checked"
            desk.log.ask(text, said)
            return {}
        if len(kept) < len(said.value):
            text = f"some values of {'.'.join(path)} cannot be held by a spec; they are left out"
            desk.log.ask(text, said)
        if kept:
            made["enum"] = _once(kept)
    const = value.said.get("const")
    if const is not None and const.value is not None and _plain(const.value):
        made["const"] = const.value
        made.pop("enum", None)
    return made


def _once(values: list[Any]) -> list[Any]:
    """Return *values* without repeats; true is not 1."""
    return list({(isinstance(value, bool), value): value for value in values}.values())


def _keywords(desk: Desk, value: Value, name: str, path: Path) -> dict[str, Any]:
    """Write the keywords that count for the type *name*."""
    made: dict[str, Any] = {}
    if name == "string":
        form = value.get("format")
        if form in FORMATS:
            made["format"] = FORMATS[form]
        elif form is not None and form not in QUIET_FORMATS:
            desk.log.ask(
                f"the format {str(form)[:40]} of {'.'.join(path)} is not checked",
                value.said["format"],
            )
        made |= _numbers(desk, value, LENGTHS, path)
        pattern = value.get("pattern")
        if isinstance(pattern, str) and holdable(pattern) and len(pattern) <= 500:
            made["pattern"] = pattern
    elif name in {"integer", "number"}:
        made |= _numbers(desk, value, BOUNDS, path)
        if value.get("unit") in UNITS:
            made["unit"] = _unit(desk, value.get("unit"))
    elif name == "array":
        made |= _numbers(desk, value, COUNTS, path)
        if value.items is not None:
            made["items"] = shape(desk, value.items, path)
    elif name == "object":
        made |= _object(desk, value, path)
    return made


def _object(desk: Desk, value: Value, path: Path) -> dict[str, Any]:
    made: dict[str, Any] = {}
    title = value.get("class")
    if value.members:
        if isinstance(title, str) and title.isascii() and title.isalnum() and title[:1].isupper():
            made["title"] = title[:60]
        if value.get("additionalProperties") not in (None, False) or value.get("seen"):
            made["open"] = True
        made["properties"] = members(desk, value, path)
    return made


def _numbers(desk: Desk, value: Value, keywords: tuple[str, ...], path: Path) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for keyword in keywords:
        said = value.said.get(keyword)
        if said is None or isinstance(said.value, (bool, str)) or not is_scalar(said.value):
            continue
        if said.value is None or not holdable(said.value):
            desk.log.ask(f"{keyword} of {'.'.join(path)} has more digits than a spec holds", said)
        else:
            made[keyword] = _whole(said.value) if keyword in (*LENGTHS, *COUNTS) else said.value
    return made


def _whole(number: Any) -> Any:
    return int(number) if number == int(number) else number


def _unit(desk: Desk, unit: str) -> str:
    desk.units.add(unit)
    return unit


def _media(said: Any) -> dict[str, Any]:
    """Return what a page says of a media input, as far as a spec can say it."""
    if not isinstance(said, dict) or said.get("kind") not in {"image", "video", "audio"}:
        return {}
    return {key: said[key] for key in (*_MEDIA, *_MEDIA_MORE) if said.get(key)}


def _plain(value: Any) -> bool:
    return is_scalar(value) and holdable(value)
