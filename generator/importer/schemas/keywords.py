"""The keywords of JSON Schema that say something about one value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from generator.importer.facts import Subject
from generator.importer.schemas.parts import Node, Parts, Walk, is_number, is_scalar

TYPES = ("string", "integer", "number", "boolean", "object", "array", "null")

ELSEWHERE = frozenset(
    [
        *(
            "$ref",
            "allOf",
            "anyOf",
            "oneOf",
            "properties",
            "required",
            "items",
            "not",
            "if",
            "then",
        ),
        *("else", "dependentRequired", "dependentSchemas", "dependencies", "additionalProperties"),
        *("enum", "const", "type", "nullable", "default", "description", "title", "example"),
        *("examples", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "readOnly"),
        *("writeOnly", "x-fal-order-properties", "ui", "_fal_ui_field"),
    ]
)
"""Keywords that have a treatment of their own."""

SILENT = frozenset(
    [
        *("$schema", "$id", "id", "$comment", "$defs", "definitions", "components", "$anchor"),
        *("$vocabulary", "xml", "externalDocs", "discriminator"),
    ]
)
"""Keywords that say nothing about a value."""

_TIGHTER: dict[str, Callable[[Iterable[Any]], Any]] = {
    "minLength": max,
    "maxLength": min,
    "minItems": max,
    "maxItems": min,
}
_KNOWN = frozenset(
    [*_TIGHTER, "format", "pattern", "multipleOf", "deprecated", *ELSEWHERE, *SILENT]
)
_KINDS = ("image", "video", "audio")


def read_keywords(walk: Walk, subject: Subject, parts: Parts) -> None:
    """Write down what *parts* say about the value that *subject* names."""
    _type(walk, subject, parts)
    _enum(walk, subject, parts)
    for bound, tighter in (("inimum", max), ("aximum", min)):
        _bound(walk, subject, parts, bound, tighter)
    for keyword, combine in _TIGHTER.items():
        found = [node for node in parts.all(keyword) if _is_count(walk, subject, keyword, node)]
        if found:
            value = combine(node.value for node in found)
            walk.say(subject, keyword, _stating(found, value))
    for keyword in ("format", "pattern"):
        _single(walk, subject, parts, keyword, lambda value: isinstance(value, str) and value)
    _single(walk, subject, parts, "multipleOf", is_number)
    _flag(walk, subject, parts, "deprecated")
    if len(subject) > 3:
        _prose(walk, subject, parts)
    _open(walk, subject, parts)
    for keyword, nodes in parts.said.items():
        if keyword not in _KNOWN:
            walk.miss(nodes[-1], subject, keyword, "the spec language has no word for it")


def _type(walk: Walk, subject: Subject, parts: Parts) -> None:
    """Say the type, without null, which is an attribute of its own."""
    narrowed: list[str] | None = None
    nullable: Node | None = None
    stated: Node | None = None
    for node in parts.all("type"):
        names = node.value if isinstance(node.value, list) else [node.value]
        known = [name for name in names if isinstance(name, str) and name in TYPES]
        if len(known) < len(names) or not names:
            walk.miss(node, subject, "type", "JSON has no such type")
        if "null" in known:
            nullable = node
        known = [name for name in dict.fromkeys(known) if name != "null"]
        if not known:
            continue
        both = _both(narrowed, known)
        if not both:
            walk.notes.ask(
                subject,
                f"{'.'.join(subject[3:])} is {' or '.join(narrowed or ())} in one part of the"
                f" document and {' or '.join(known)} in another",
                walk.place(node, *subject[3:], "type"),
            )
        narrowed, stated = both or known, node
    for node in parts.all("nullable"):
        if node.value is True:
            nullable = node
        elif node.value is not False:
            walk.miss(node, subject, "nullable", "true or false is expected")
    if narrowed and stated is not None:
        walk.say(subject, "type", stated, narrowed[0] if len(narrowed) == 1 else narrowed)
    if nullable is not None and not narrowed and not parts.all("nullable"):
        walk.say(subject, "type", nullable, "null")
    elif nullable is not None:
        walk.say(subject, "nullable", nullable, True)


def _both(one: list[str] | None, other: list[str]) -> list[str]:
    """Return the types that both lists allow; an integer is a number."""
    if one is None:
        return other
    wide = {*other, *(["integer"] if "number" in other else [])}
    narrow = [name for name in one if name in wide]
    if "number" in one and "integer" in other and "integer" not in narrow:
        narrow.append("integer")
    return narrow


def _enum(walk: Walk, subject: Subject, parts: Parts) -> None:
    """Say which values are allowed; null among them makes the value nullable."""
    allowed: dict[tuple[bool, Any], Any] | None = None
    stated: Node | None = None
    for node in parts.all("enum"):
        values = node.value if isinstance(node.value, list) else None
        if not values or not all(is_scalar(value) for value in values):
            walk.miss(node, subject, "enum", "a list of single values is expected")
            continue
        kept = {(value is True or value is False, value): value for value in values}
        if allowed is not None:
            kept = {key: value for key, value in allowed.items() if key in kept}
        allowed = kept
        stated = node
    if stated is not None and allowed is not None:
        if (False, None) in allowed:
            walk.say(subject, "nullable", stated, True)
        named = [value for value in allowed.values() if value is not None]
        if named:
            walk.say(subject, "enum", stated, named)
        else:
            walk.miss(stated, subject, "enum", "no value is left over")
    node_const = parts.last("const")
    if node_const is not None:
        if is_scalar(node_const.value) and node_const.value is not None:
            walk.say(subject, "const", node_const, node_const.value)
        else:
            walk.miss(node_const, subject, "const", "a single value is expected")


def _bound(
    walk: Walk,
    subject: Subject,
    parts: Parts,
    bound: str,
    tighter: Callable[[Iterable[Any]], Any],
) -> None:
    """Say a limit, in both the old and the new way of leaving the limit itself out."""
    inclusive: list[Node] = []
    exclusive: list[Node] = []
    keyword, other = f"m{bound}", f"exclusiveM{bound}"
    for part in parts.nodes:
        strict = part.value.get(other)
        for name, into in ((keyword, inclusive), (other, exclusive)):
            if name not in part.value or (name == other and isinstance(strict, bool)):
                continue
            node = part.at(name)
            if not is_number(node.value):
                if node.value is not None:
                    walk.miss(node, subject, name, "a number is expected")
            elif name == keyword and strict is True:
                exclusive.append(node)
            else:
                into.append(node)
    for name, found in ((keyword, inclusive), (other, exclusive)):
        if found:
            value = tighter(node.value for node in found)
            walk.say(subject, name, _stating(found, value))


def _stating(found: list[Node], value: Any) -> Node:
    """Return the first of *found* that says *value*."""
    return next(node for node in found if node.value == value)


def _is_count(walk: Walk, subject: Subject, keyword: str, node: Node) -> bool:
    value = node.value
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return True
    if value is not None:
        walk.miss(node, subject, keyword, "a whole number from 0 is expected")
    return False


def _single(
    walk: Walk, subject: Subject, parts: Parts, keyword: str, fits: Callable[[Any], Any]
) -> None:
    """Say a keyword that cannot be combined: where two parts differ, the outer one counts."""
    found = []
    for node in parts.all(keyword):
        if fits(node.value):
            found.append(node)
        elif node.value is not None:
            walk.miss(node, subject, keyword, "a value of another type is expected")
    if not found:
        return
    walk.say(subject, keyword, found[-1])
    if any(node.value != found[-1].value for node in found):
        places = [walk.place(node, *subject[3:], keyword) for node in found]
        text = f"{'.'.join(subject[3:])} has two values of {keyword}; do both hold?"
        walk.notes.ask(subject, text, *places)


def _flag(walk: Walk, subject: Subject, parts: Parts, keyword: str) -> None:
    node = parts.last(keyword)
    if node is not None and node.value is True:
        walk.say(subject, keyword, node)
    elif node is not None and node.value is not False:
        walk.miss(node, subject, keyword, "true or false is expected")


def _prose(walk: Walk, subject: Subject, parts: Parts) -> None:
    """Say default and examples, and that there is a description."""
    node = parts.last("default")
    if node is not None and node.value is not None:
        walk.say(subject, "default", node)
    for keyword in ("example", "examples"):
        node = parts.last(keyword)
        if node is not None and node.value not in (None, [], {}):
            walk.say(subject, keyword, node)
    node = parts.last("title")
    if node is not None and isinstance(node.value, str) and node.value:
        walk.say(subject, "title", node)
    node = parts.last("description")
    if node is not None:
        walk.describe(subject, node)
    node = parts.last("ui") or parts.last("_fal_ui_field")
    if node is not None:
        kind = node.value.get("field") if isinstance(node.value, dict) else node.value
        if isinstance(kind, str) and kind in _KINDS:
            walk.say(subject, "media", node, {"kind": kind})


def _open(walk: Walk, subject: Subject, parts: Parts) -> None:
    """Say whether members that are not listed are allowed; no word about it is no fact."""
    for node in parts.all("additionalProperties")[-1:]:
        if isinstance(node.value, bool):
            walk.say(subject, "additionalProperties", node)
        elif isinstance(node.value, dict):
            walk.say(subject, "additionalProperties", node, True)
            if node.value:
                why = "the spec language has no word for the type of members with any name"
                walk.miss(node, subject, "additionalProperties", why)
        else:
            walk.miss(node, subject, "additionalProperties", "true, false or a schema is expected")
