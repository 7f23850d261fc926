"""Compare what a document says about values with what a spec says: only where the document speaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.diff.facets import Facet, facets, of_types, same, shown
from generator.diff.nodes import Node, spelt
from generator.importer.facts import ITEMS, Subject

ASPECTS: Mapping[str, tuple[str, ...]] = {
    "type": ("type", "nullable"),
    "enum": ("enum", "const"),
    "least value": ("minimum", "exclusiveMinimum"),
    "greatest value": ("maximum", "exclusiveMaximum"),
    "shortest text": ("minLength",),
    "longest text": ("maxLength",),
    "fewest items": ("minItems",),
    "most items": ("maxItems",),
    "step": ("multipleOf",),
    "pattern": ("pattern",),
}
"""Aspects of a value, and the keywords in which a document may speak of them."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A difference between what a document and a spec say about one value."""

    subject: Subject
    attribute: str
    text: str
    spec: Any
    page: Any
    spec_node: Node | None
    page_node: Node | None


def compare_trees(spec: Node, page: Node, subject: Subject, whole: bool) -> Iterator[Gap]:
    """List the gaps between two objects; *whole* if the page is taken to list all members."""
    before, after = spec.names, page.names
    for name, node in after.items():
        if name not in before:
            text = "the page has it, the spec does not"
            yield Gap((*subject, name), "", text, None, dict(node.said), None, node)
        else:
            yield from _member(before[name], node, (*subject, name), whole)
    if whole and after:
        for name, node in before.items():
            if name not in after:
                text = "the spec has it, the page does not"
                yield Gap((*subject, name), "", text, dict(node.said), None, node, None)


def _member(spec: Node, page: Node, subject: Subject, whole: bool) -> Iterator[Gap]:
    for key in ("required", "default"):
        if key in page.said:
            wanted, said = _plain(spec.said.get(key), key), _plain(page.said[key], key)
            if not same(wanted, said):
                text = f"{key}: spec {shown(wanted)}, page {shown(said)}"
                yield Gap(subject, key, text, wanted, said, spec, page)
    yield from compare_value(spec, page, subject, whole)


def _plain(value: Any, key: str) -> Any:
    """Return what counts of a value: of a default with a condition the value alone."""
    if key == "required":
        return bool(value)
    return value["value"] if isinstance(value, dict) and "value" in value else value


def compare_value(spec: Node, page: Node, subject: Subject, whole: bool) -> Iterator[Gap]:
    """List the gaps between what is said about one value."""
    types = [facet for facet in of_types(spec.types, page.types) if page.types]
    for facet in types:
        if not _only_null(spec, page):
            yield _gap(facet, subject, spec, page)
    pairs = _pairs(spec, page)
    for step, one, other in pairs:
        own = (*subject, *step)
        for facet in facets(one, other):
            if any(keyword in other.said for keyword in ASPECTS.get(facet.aspect, ())):
                yield _gap(facet, own, one, other)
        yield from compare_trees(one, other, own, whole)
        if one.items is not None and other.items is not None:
            yield from compare_value(one.items, other.items, (*own, ITEMS), whole)


def _only_null(spec: Node, page: Node) -> bool:
    """Tell whether types differ only in null, of which the page does not speak."""
    silent = "nullable" not in page.said and "null" not in page.types
    return silent and spec.types - {"null"} == page.types


def _pairs(spec: Node, page: Node) -> list[tuple[Subject, Node, Node]]:
    """Pair alternatives by their types; a value without alternatives is its own."""
    first, second = spec.alternatives, page.alternatives
    if len(first) == len(second) == 1:
        return [((), first[0], second[0])]
    pairs = []
    for index, one in enumerate(first):
        step: Subject = (f"|{index}",) if len(first) > 1 else ()
        twin = next(
            (each for each in second if each.types - {"null"} == one.types - {"null"}), None
        )
        if twin is not None:
            pairs.append((step, one, twin))
    return pairs


def _gap(facet: Facet, subject: Subject, spec: Node, page: Node) -> Gap:
    keyword = next((key for key in ASPECTS.get(facet.aspect, ()) if key in page.said), facet.aspect)
    said = page.said.get(keyword, facet.new)
    wanted = spec.said.get(keyword, facet.old)
    text = f"{keyword}: spec {shown(wanted)}, page {shown(said)}"
    return Gap(subject, keyword, text, wanted, said, spec, page)


def named(subject: Subject) -> str:
    """Spell what a subject is about for readers."""
    if len(subject) < 3:
        return "model" if subject[:1] == ("model",) else "operation"
    words = {"parameter": "parameter", "response": "result field", "rule": "rule"}
    return f"{words.get(subject[2], subject[2])} {spelt(subject[3:])}".strip()
