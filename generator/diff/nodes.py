"""Facts about values as trees: a node for each value, with what is said about it and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from generator.importer.facts import ITEMS, is_reserved


@dataclass(frozen=True, slots=True)
class Noted:
    """One fact, and where it stands as `path:line`."""

    subject: tuple[str, ...]
    attribute: str
    value: Any
    place: str = ""


@dataclass(slots=True)
class Node:
    """One value: what is said about it, and the values inside it."""

    said: dict[str, Any] = field(default_factory=dict)
    inner: dict[str, Node] = field(default_factory=dict)
    place: str = ""

    @property
    def names(self) -> dict[str, Node]:
        """The members of the object."""
        return {name: node for name, node in self.inner.items() if not is_reserved(name)}

    @property
    def items(self) -> Node | None:
        """What the list holds."""
        return self.inner.get(ITEMS)

    @property
    def alternatives(self) -> list[Node]:
        """The alternatives, or the value itself if there are none."""
        found = [node for name, node in self.inner.items() if name[:1] == "|" and is_reserved(name)]
        return found or [self]

    @property
    def types(self) -> frozenset[str]:
        """The JSON types that it may have; empty if any will do."""
        if self.alternatives != [self]:
            inner = [node.types for node in self.alternatives]
            own = frozenset({"null"} if self.said.get("nullable") is True else ())
            return own.union(*inner) if all(inner) else frozenset()
        named = self.said.get("type")
        listed = [named] if isinstance(named, str) else named if isinstance(named, list) else []
        listed = listed or sorted(self._implied)
        null = ["null"] if listed and self.said.get("nullable") is True else []
        return frozenset(name for name in (*listed, *null) if isinstance(name, str))

    @property
    def _implied(self) -> set[str]:
        """The types that are clear without being named: of listed values, members and items."""
        if self.values is not None:
            return {_type_of(value) for value in self.values}
        if self.names:
            return {"object"}
        return {"array"} if self.items else set()

    @property
    def values(self) -> list[Any] | None:
        """The values that it may have; none if they are not listed."""
        if "const" in self.said:
            return [self.said["const"]]
        listed = self.said.get("enum")
        return list(listed) if isinstance(listed, (list, tuple)) else None


def _type_of(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float, Decimal)):
        return "integer" if value == int(value) else "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, (list, tuple)) else "object"


def tree(facts: Iterable[Noted], depth: int) -> Node:
    """Return the tree of *facts*, whose subjects begin with *depth* steps that are alike."""
    root = Node()
    for fact in facts:
        node = root
        for step in fact.subject[depth:]:
            node = node.inner.setdefault(step, Node())
        node.said.setdefault(fact.attribute, fact.value)
        node.place = node.place or fact.place
    return root


def walk(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Node]]:
    """List all values in *node*, itself included, with the way to each."""
    yield path, node
    for step, inner in node.inner.items():
        yield from walk(inner, (*path, step))


def spelt(path: tuple[str, ...]) -> str:
    """Spell the way to a value for readers: inputs.frameImages[].frame."""
    text = ""
    for step in path:
        if step == ITEMS:
            text += "[]"
        elif is_reserved(step):
            text += f" (alternative {int(step[1:]) + 1})"
        else:
            text += f".{step}" if text else step
    return text
