"""A whole value: its members, its items, its alternatives, and the rules among its members."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generator.importer.documents import MAX_DEPTH
from generator.importer.facts import ITEMS, Subject, alternative, is_reserved
from generator.importer.schemas.keywords import read_keywords
from generator.importer.schemas.parts import Node, Parts, Walk
from generator.importer.schemas.rules import is_rule, read_rules

_ADDS_NOTHING = frozenset({"title", "description", "nullable", "default", "examples", "example"})


def read_value(walk: Walk, subject: Subject, nodes: Iterable[Node]) -> None:
    """Write down all facts about the value that *subject* names and *nodes* describe together."""
    nodes = tuple(nodes)
    if len(subject) > MAX_DEPTH:
        walk.refuse(nodes[0], "document-too-deep", f"more than {MAX_DEPTH} levels")
    parts, choices = unfold(walk, subject, walk.parts(nodes, subject))
    read_keywords(walk, subject, parts)
    if choices:
        walk.say(subject, "alternatives", choices[0], len(choices))
    _members(walk, subject, parts)
    _items(walk, subject, parts)
    read_rules(walk, subject, parts)
    for index, choice in enumerate(choices):
        read_value(walk, (*subject, alternative(index)), (choice,))


def unfold(walk: Walk, subject: Subject, parts: Parts, level: int = 0) -> tuple[Parts, list[Node]]:
    """Split off real alternatives; fold those that only add null, values of an enum, or one schema."""
    if level > MAX_DEPTH:
        walk.refuse(parts.nodes[0], "document-too-deep", f"more than {MAX_DEPTH} levels")
    inner: list[Node] = []
    extra: list[Node] = []
    chosen: list[Node] = []
    for node in (*parts.all("anyOf"), *parts.all("oneOf")):
        if not isinstance(node.value, list) or not node.value:
            walk.miss(node, subject, str(node.way[-1]), "a list of schemas is expected")
            continue
        branches = [node.at(index) for index in range(len(node.value))]
        if is_rule(parts, branches):
            continue
        real = [branch for branch in branches if not _is_null(branch.value)]
        if len(real) < len(branches):
            extra.append(Node({"nullable": True}, node.way))
        values = _values(real)
        if values is not None:
            extra.append(Node(values, node.way))
        elif len(real) == 1:
            folded, deeper = unfold(walk, subject, walk.parts(real, subject), level + 1)
            inner += folded.nodes
            chosen = chosen or deeper
        elif chosen:
            walk.miss(node, subject, str(node.way[-1]), "there are alternatives of two kinds")
        else:
            chosen = real
    return Parts((*inner, *parts.nodes, *extra)), chosen


def _is_null(schema: Any) -> bool:
    """Tell whether *schema* allows null and nothing else."""
    if not isinstance(schema, dict):
        return False
    if schema.get("type") in ("null", ["null"]) or schema.get("enum") == [None]:
        return True
    if "const" in schema and schema["const"] is None:
        return True
    return schema.get("nullable") is True and not schema.keys() - _ADDS_NOTHING


def _values(branches: list[Node]) -> dict[str, Any] | None:
    """Return one enum for branches that are nothing but lists of values of one type."""
    values: list[Any] = []
    types: list[Any] = []
    for branch in branches:
        said = branch.value
        if not isinstance(said, dict) or said.keys() - {"type", "enum", "const", *_ADDS_NOTHING}:
            return None
        found = [said["const"]] if "const" in said else said.get("enum")
        if not isinstance(found, list) or not found:
            return None
        values += found
        types.append(said.get("type"))
    if len(branches) < 2 or any(kind != types[0] for kind in types):
        return None
    return {"enum": values, **({"type": types[0]} if types[0] else {})}


def _members(walk: Walk, subject: Subject, parts: Parts) -> None:
    """Write down the members of an object."""
    needed = required_of(walk, subject, parts)
    members = members_of(walk, subject, parts)
    for position, name in enumerate(_ordered(parts, members)):
        nodes = members[name]
        own = (*subject, name)
        if not name.strip() or is_reserved(name):
            walk.miss(nodes[-1], own, "name", "this is no name that a parameter can have")
            continue
        if _is_hidden(walk, nodes):
            continue
        walk.say(own, "position", nodes[-1], position)
        said = needed.get(name) or next(_own_word(nodes), None)
        walk.say(own, "required", said or nodes[-1], said is not None)
        read_value(walk, own, nodes)
    for name, node in needed.items():
        if name not in members and not any(parts.all(word) for word in ("anyOf", "oneOf")):
            text = f"{'.'.join((*subject[3:], name))} is required, but described nowhere"
            walk.notes.ask((*subject, name), text, walk.place(node, *subject[3:], "required"))


def members_of(walk: Walk, subject: Subject, parts: Parts) -> dict[str, list[Node]]:
    """Return the schemas of each member, in order."""
    members: dict[str, list[Node]] = {}
    for node in parts.all("properties"):
        if not isinstance(node.value, dict):
            walk.miss(node, subject, "properties", "a mapping of names to schemas is expected")
            continue
        for name in node.value:
            members.setdefault(name, []).append(node.at(name))
    return members


def required_of(walk: Walk, subject: Subject, parts: Parts) -> dict[str, Node]:
    """Return the members that must be there, with the place that says so."""
    needed: dict[str, Node] = {}
    for node in parts.all("required"):
        if isinstance(node.value, list):
            for index, name in enumerate(node.value):
                if isinstance(name, str):
                    needed.setdefault(name, node.at(index))
                else:
                    walk.miss(node.at(index), subject, "required", "a name is expected")
        elif not isinstance(node.value, bool):
            walk.miss(node, subject, "required", "a list of names is expected")
    return needed


def _own_word(nodes: list[Node]) -> Iterator[Node]:
    """Yield where a member itself says that it is required, as old drafts had it."""
    for node in nodes:
        if isinstance(node.value, dict) and node.value.get("required") is True:
            yield node.at("required")


def _ordered(parts: Parts, members: dict[str, list[Node]]) -> list[str]:
    """Return the names in the order that the document asks for, or has."""
    asked = parts.last("x-fal-order-properties")
    names = asked.value if asked is not None and isinstance(asked.value, list) else []
    first = [name for name in names if isinstance(name, str) and name in members]
    return list(dict.fromkeys((*first, *members)))


def _is_hidden(walk: Walk, nodes: list[Node]) -> bool:
    """Tell whether a member never stands in a body of this direction."""
    word = "readOnly" if walk.is_request else "writeOnly"
    return any(isinstance(node.value, dict) and node.value.get(word) is True for node in nodes)


def _items(walk: Walk, subject: Subject, parts: Parts) -> None:
    """Write down what a list holds."""
    nodes = []
    for node in parts.all("items"):
        if isinstance(node.value, (dict, bool)):
            nodes.append(node)
        else:
            walk.miss(node, subject, "items", "one schema for all items is expected")
    if nodes:
        read_value(walk, (*subject, ITEMS), nodes)
