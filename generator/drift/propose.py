"""Propose the change of a spec that follows from a gap, where a program can make it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generator.diff.nodes import Node
from generator.drift.described import Described
from generator.drift.items import Item, Path, Proposal
from generator.drift.places import at, place_of, resolved
from generator.drift.values import Gap

KEYWORDS = (
    *("minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    *("multipleOf", "minItems", "maxItems"),
)
"""Keywords that a spec spells as documents do."""

FORMATS = {"uri": "uri", "url": "uri", "uuid": "uuid4", "uuid4": "uuid4"}


def propose(item: Item, gap: Gap, each: Described, document: str | None) -> Item:
    """Return *item* with the change of the spec that would settle it, if there is one."""
    data = each.yaml.data
    place = place_of(data, each.key, gap.subject)
    proposal: Proposal | None = None
    if item.kind == "undeclared" and gap.page_node is not None:
        if at(data, place[:-1]) is not None or place[-2] == "parameters":
            cited = document or each.operation.source.document
            value = entry(gap.page_node, str(place[-1]), cited, gap.subject[2] == "parameter")
            proposal = Proposal(each.file, "add", place, value)
    elif item.kind == "vanished":
        proposal = Proposal(each.file, "remove", place)
    elif item.kind == "changed":
        proposal = _keyword(gap, each, place)
    return item if proposal is None else replace(item, proposals=(proposal,))


def _keyword(gap: Gap, each: Described, place: Path) -> Proposal | None:
    """Propose another value for one keyword."""
    data = each.yaml.data
    if gap.attribute == "required":
        if gap.page:
            return Proposal(each.file, "set", (*place, "required"), True)
        return Proposal(each.file, "remove", (*place, "required"))
    if gap.attribute == "default":
        default = (*place, "server_default")
        if isinstance(at(data, default), dict):
            default = (*default, "value")
        if isinstance(gap.page, (dict, list)):
            return None
        return Proposal(each.file, "set", default, gap.page)
    inner = resolved(data, place)
    if gap.attribute in KEYWORDS or gap.attribute == "pattern":
        return Proposal(each.file, "set", (*inner, gap.attribute), gap.page)
    if gap.attribute in {"enum", "const"} and gap.page_node is not None:
        values = gap.page_node.values or []
        if at(data, (*inner, "const")) is not None:
            return (
                Proposal(each.file, "set", (*inner, "const"), values[0])
                if len(values) == 1
                else None
            )
        return Proposal(each.file, "set", (*inner, "enum"), _ordered(gap.spec, values))
    if gap.attribute == "type" and isinstance(gap.page, (str, list)):
        return Proposal(each.file, "set", (*inner, "type"), gap.page)
    return None


def _ordered(old: Any, values: list[Any]) -> list[Any]:
    """Keep the order of the spec for values that stay; new ones follow as the page has them."""
    listed = list(old) if isinstance(old, (list, tuple)) else []
    kept = [value for value in listed if value in values]
    return [*kept, *(value for value in values if value not in kept)]


def entry(node: Node, name: str, document: str, request: bool) -> dict[str, Any]:
    """Write the spec of a value that the page has, in our own words, made of its name alone."""
    written: dict[str, Any] = _shape(node, name)
    if node.said.get("required") is True:
        written["required"] = True
    default = node.said.get("default")
    if request and default is not None and not isinstance(default, (dict, list)):
        written["server_default"] = default
    written["description"] = f"{words(name)}."
    written["source"] = {"document": document, "section": name[:200]}
    return written


def _shape(node: Node, name: str) -> dict[str, Any]:
    types = sorted(node.types)
    written: dict[str, Any] = {"type": types[0] if len(types) == 1 else types}
    if not types:
        written = {"type": "string"}
    if len(node.alternatives) > 1:
        return {"anyOf": [_shape(each, name) for each in node.alternatives]}
    if node.values is not None:
        written["enum"] = node.values
    written.update({key: node.said[key] for key in KEYWORDS if key in node.said})
    if node.said.get("format") in FORMATS:
        written["format"] = FORMATS[node.said["format"]]
    if node.items is not None:
        written["items"] = _shape(node.items, name)
    if node.names:
        written["properties"] = {key: _inner(inner, key) for key, inner in node.names.items()}
    return written


def _inner(node: Node, name: str) -> Mapping[str, Any]:
    required = {"required": True} if node.said.get("required") is True else {}
    return {**_shape(node, name), **required, "description": f"{words(name)}."}


def words(name: str) -> str:
    """Turn a name into words: negativePrompt and negative_prompt become Negative prompt."""
    split = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name[:100]).replace("_", " ").replace("-", " ")
    plain = " ".join(split.lower().split()) or "Value"
    return plain[:1].upper() + plain[1:]
