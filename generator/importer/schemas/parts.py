"""The parts of a schema: what it says itself, what its references say, and what `allOf` adds."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from generator.diagnostics import Finding, Rejected
from generator.importer.documents import MAX_DEPTH
from generator.importer.facts import Place, Subject, passage_of
from generator.importer.notes import Notes, place_at
from generator.importer.prose import Described
from generator.importer.structure import Structure, Way

MAX_STEPS = 20_000
"""Schemas looked at for one operation; references can make a small file endless."""

_CUT = ("type", "nullable", "description", "title")
"""What is still read of a schema that contains itself."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the document, and the way to it."""

    value: Any
    way: Way
    trail: tuple[Way, ...] = ()
    """References that were followed on the way here."""

    def at(self, key: str | int) -> Node:
        """Return what stands in it under *key*."""
        return Node(self.value[key], (*self.way, key), self.trail)


@dataclass(frozen=True)
class Parts:
    """All mappings that together describe one value, the outermost last."""

    nodes: tuple[Node, ...]

    @cached_property
    def said(self) -> dict[str, list[Node]]:
        """What the parts say, by keyword, each in order."""
        found: dict[str, list[Node]] = {}
        for node in self.nodes:
            for key in node.value:
                found.setdefault(key, []).append(node.at(key))
        return found

    def all(self, keyword: str) -> list[Node]:
        """Return what the parts say under *keyword*, in order."""
        return self.said.get(keyword, [])

    def last(self, keyword: str) -> Node | None:
        """Return what the outermost part says under *keyword*."""
        found = self.said.get(keyword)
        return found[-1] if found else None


@dataclass(slots=True)
class Walk:
    """A way through the schemas of one document, with the notebook that is filled on it."""

    structure: Structure
    notes: Notes
    section: str = ""
    """Where in the document we are, in words."""
    base: Way = ()
    """What references that begin with # are relative to."""
    is_request: bool = True
    steps: Counter[str] = field(default_factory=Counter)
    """Counts schemas of an operation, rules and extensions; shared by all walks of the document."""
    described: list[Described] = field(default_factory=list)
    """Descriptions, which are read when all that they may speak of is written down."""

    def into(self, section: str, *, base: Way = (), is_request: bool = True) -> Walk:
        """Return a walk through another section, with the same notebook and counter."""
        return replace(self, section=section, base=base or self.base, is_request=is_request)

    def place(self, node: Node, *about: str, said: Any = None) -> Place:
        """Return the place of *node*, which says *said* of what *about* names."""
        text = " ".join((*about, json.dumps(said, default=str)))
        section = ", ".join(part for part in (self.section, ".".join(about[:-1])) if part)
        return place_at(self.structure.line(node.way), section, text)

    def say(self, subject: Subject, attribute: str, node: Node, value: Any = None) -> None:
        """Write down that *node* says *attribute* of *subject*."""
        said = node.value if value is None else value
        steps = () if subject[2:3] == ("example",) else subject[3:]
        place = self.place(node, *steps, attribute, said=said)
        self.notes.say(subject, attribute, said, place)

    def describe(self, subject: Subject, node: Node) -> None:
        """Write down that *node* describes *subject*, and keep its text to be read later."""
        if isinstance(node.value, str) and node.value.strip():
            place = self.place(node, *subject[3:], "description", said=node.value)
            self.notes.say(subject, "described", passage_of(node.value), place)
            self.described.append(Described(subject, node.value, place))
        elif not isinstance(node.value, str) and node.value is not None:
            self.miss(node, subject, "description", "text is expected")

    def miss(self, node: Node, subject: Subject, keyword: str, why: str) -> None:
        """Write down that *keyword* was not understood."""
        if keyword.startswith("x-"):
            self.steps[keyword] += 1
            if self.steps[keyword] > 1:
                return
            why = f"an extension, shown where it stands first; {why}"
        spelt = json.dumps(node.value, default=str, ensure_ascii=False)
        text = f"{'.'.join(subject[3:]) or '(whole)'}: {keyword}: {spelt}"
        self.notes.miss(text, why, self.place(node, *subject[3:], keyword, said=spelt))

    def parts(self, nodes: Iterable[Node], subject: Subject) -> Parts:
        """Gather all parts of the schemas at *nodes*, which hold together."""
        found: list[Node] = []
        for node in nodes:
            self._gather(node, subject, found)
        return Parts(tuple(found))

    def _gather(self, node: Node, subject: Subject, found: list[Node]) -> None:
        self.spend(node)
        if not isinstance(node.value, dict):
            if node.value is False:
                self.miss(node, subject, "schema", "nothing at all is allowed here")
            elif node.value is not True:
                self.miss(node, subject, "schema", "a schema is a mapping")
            return
        if "$ref" in node.value:
            self._refer(node, subject, found)
        branches = node.value.get("allOf", [])
        if isinstance(branches, list):
            for index in range(len(branches)):
                self._gather(node.at("allOf").at(index), subject, found)
        else:
            self.miss(node.at("allOf"), subject, "allOf", "a list of schemas is expected")
        found.append(node)

    def _refer(self, node: Node, subject: Subject, found: list[Node]) -> None:
        """Gather what the reference of *node* points at, once on every way."""
        target = self.target(node.at("$ref"), subject)
        if target is None:
            return
        if target.way not in node.trail:
            inner = Node(target.value, target.way, (*node.trail, target.way))
            self._gather(inner, subject, found)
            return
        where = ".".join(subject[3:]) or "the whole"
        text = f"{where} contains itself; how deep may it be nested?"
        self.notes.ask(subject, text, self.place(node, *subject[3:], "$ref"))
        said = target.value if isinstance(target.value, dict) else {}
        kept = {key: said[key] for key in _CUT if key in said}
        found.append(Node(kept, target.way, node.trail))

    def target(self, reference: Node, subject: Subject) -> Node | None:
        """Return what *reference* points at, if it stands in this document."""
        text = reference.value
        if isinstance(text, str) and text.startswith("#"):
            for root in (self.base, ()):
                found = _follow(self.structure.value, root, text[1:])
                if found is not None:
                    return found
        why = "it points at nothing in this document"
        self.miss(reference, subject, "$ref", why)
        return None

    def spend(self, node: Node) -> None:
        """Count one step, and refuse a document that never ends."""
        self.steps[""] += 1
        if self.steps[""] > MAX_STEPS:
            self.refuse(node, "document-too-complex", f"more than {MAX_STEPS} schemas by reference")
        if len(node.trail) > MAX_DEPTH:
            self.refuse(node, "document-too-deep", f"more than {MAX_DEPTH} references in a row")

    def refuse(self, node: Node, code: str, text: str) -> None:
        """Refuse the whole document because of *node*."""
        origin = self.notes.document.origin(self.structure.line(node.way))
        raise Rejected([Finding(origin, code, text, "give the part that matters")])


def _follow(value: Any, root: Way, pointer: str) -> Node | None:
    """Follow a JSON pointer, or the name of an anchor, from *root*."""
    way: list[str | int] = []
    steps = [step.replace("~1", "/").replace("~0", "~") for step in unquote(pointer).split("/")]
    if steps[0]:
        return _anchored(value, root, steps[0]) if len(steps) == 1 else None
    for step in (*root, *steps[1:]):
        if isinstance(value, dict) and step in value:
            way.append(step)
        elif isinstance(value, list) and str(step).isdecimal() and int(step) < len(value):
            way.append(int(step))
        else:
            return None
        value = value[way[-1]]
    return Node(value, tuple(way))


def _anchored(value: Any, root: Way, name: str) -> Node | None:
    """Find a shared schema that calls itself *name*."""
    for step in root:
        value = value[step]
    for home in ("$defs", "definitions"):
        shared = value.get(home) if isinstance(value, dict) else None
        for key, schema in (shared if isinstance(shared, dict) else {}).items():
            if isinstance(schema, dict) and schema.get("$anchor") == name:
                return Node(schema, (*root, home, key))
    return None


def is_number(value: Any) -> bool:
    """Tell whether *value* is an exact number."""
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def is_scalar(value: Any) -> bool:
    """Tell whether *value* is neither a mapping nor a list."""
    return not isinstance(value, (dict, list))
