"""Compare two states of one package, or two documents, operation by operation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from generator.diff.changes import Change, Kind, PackageDiff, Section
from generator.diff.facets import same, shown
from generator.diff.nodes import Node, Noted, tree, walk
from generator.diff.prices import compare_prices, compare_rates
from generator.diff.rules import compare_rules
from generator.diff.values import compare_objects, compare_values
from generator.diff.wire import compare_providers
from generator.ir.provider import Operation

LOUD: Mapping[str, str] = {
    "method": "HTTP method",
    "url": "address",
    "endpoint": "endpoint",
    "path": "path",
    "immediate": "immediate answer",
    "model": "model id",
    "content": "content type",
    "method name": "name of the method",
    "class": "name of the classes",
}
"""Attributes of an operation whose change breaks calls, and how readers call them."""


@dataclass(frozen=True, slots=True)
class Package:
    """One state of one package, or what one document says."""

    name: str
    facts: tuple[Noted, ...]
    operations: Mapping[str, Operation] = field(default_factory=dict)
    """From specs; documents have none."""
    version: str | None = None
    root: str = ""
    """The folder that its files were read from, and"""
    shown: str = ""
    """what readers know that folder as."""

    def place(self, place: str) -> str:
        """Name a place in its files as readers know it."""
        rest = place.removeprefix(self.root) if self.root else place
        if rest == place:
            return place
        return f"{self.shown}{rest}" if self.shown else rest.lstrip("/")


def compare_packages(old: Package, new: Package) -> PackageDiff:
    """List all changes from *old* to *new*."""
    sections = []
    shared = (*compare_providers(_provider(old), _provider(new)), *_models(old, new))
    if shared:
        sections.append(Section(new.name, shared))
    before, after = _operations(old), _operations(new)
    renamed = _renamed(before, after)
    for name, node in before.items():
        heir = renamed.get(name, name)
        if heir not in after:
            changes: tuple[Change, ...] = (Change("breaking", "removed", old_place=node.place),)
        else:
            changes = tuple(_operation((old, name, node), (new, heir, after[heir])))
        if changes:
            sections.append(Section(name, changes))
    for name, node in after.items():
        if name not in before and name not in renamed.values():
            sections.append(Section(name, (Change("additive", "added", new_place=node.place),)))
    return PackageDiff(new.name, tuple(sections))


def _provider(package: Package) -> Node:
    return tree((fact for fact in package.facts if fact.subject[0] == "provider"), 1)


def _models(old: Package, new: Package) -> Iterator[Change]:
    """Compare what documents say about the model itself; calls do not depend on it."""
    before, after = (
        {(*fact.subject, fact.attribute): fact for fact in each.facts if fact.subject[0] == "model"}
        for each in (old, new)
    )
    for key in {**before, **after}:
        was, now = before.get(key), after.get(key)
        values = [fact.value if fact else None for fact in (was, now)]
        if not same(*values):
            subject = f"model {' '.join(key[1:])}"
            text = f"changed from {shown(values[0])} to {shown(values[1])}"
            places = [fact.place if fact else "" for fact in (was, now)]
            yield Change("docs only", text, subject, values[0], values[1], places[0], places[1])


def _operations(package: Package) -> dict[str, Node]:
    facts = [fact for fact in package.facts if fact.subject[0] == "operation"]
    return tree(facts, 1).inner


def _renamed(old: dict[str, Node], new: dict[str, Node]) -> dict[str, str]:
    """Guess which new operations some of the old ones have become: those with most in common."""
    found: dict[str, str] = {}
    for name, node in old.items():
        if name in new:
            continue
        scores = {
            other: _overlap(node, new[other])
            for other in new
            if other not in old and other not in found.values()
        }
        best = max(scores, key=lambda other: scores[other], default=None)
        if best is not None and scores[best] >= 0.5:
            found[name] = best
    return found


def _overlap(old: Node, new: Node) -> float:
    one, other = (
        {path for path, _ in walk(node.inner.get("parameter", Node()))} for node in (old, new)
    )
    return len(one & other) / len(one | other)


At = tuple[Package, str, Node]


def _operation(old: At, new: At) -> Iterator[Change]:
    """Compare one operation of two states."""
    before, after = old[2], new[2]
    if old[1] != new[1]:
        text = f"is now called {new[1]}, if it is the same one"
        yield Change("breaking", text, "", old[1], new[1], before.place, after.place)
    for key in sorted({*before.said, *after.said}):
        was, now = before.said.get(key), after.said.get(key)
        if not same(was, now):
            loud = key in LOUD and (was is not None or key in {"path", "immediate"})
            kind: Kind = "breaking" if loud else "docs only"
            words = LOUD.get(key, key)
            text = f"{words} changed from {shown(was)} to {shown(now)}"
            text = "described in other words" if key == "described" else text
            yield Change(kind, text, "", was, now, before.place, after.place)
    first, second = before.inner, after.inner
    requests = first.get("parameter", Node()), second.get("parameter", Node())
    yield from compare_values(*requests, "request", ())
    results = first.get("response", Node()), second.get("response", Node())
    yield from compare_values(*results, "result", ())
    raw = [inner.get("raw response", Node()) for inner in (first, second)]
    for change in compare_objects(raw[0], raw[1], "result"):
        yield replace(change, subject=f"raw answer, {change.subject}")
    known = frozenset(_dotted(path) for path, _ in walk(requests[0]) if path)
    rules = [list(inner.get("rule", Node()).inner.values()) for inner in (first, second)]
    yield from compare_rules(rules[0], rules[1], known)
    yield from _prices(old, new)
    yield from _examples(first.get("example", Node()), second.get("example", Node()))


def _dotted(path: tuple[str, ...]) -> str:
    return ".".join(step for step in path if step != "[]")


def _prices(old: At, new: At) -> Iterator[Change]:
    before, after = old[0].operations.get(old[1]), new[0].operations.get(new[1])
    if before is not None and after is not None:
        for change in compare_prices(before, after):
            places = old[0].place(change.old_place), new[0].place(change.new_place)
            yield replace(change, old_place=places[0], new_place=places[1])
    else:
        rates = [at[2].inner.get("price", Node()).inner for at in (old, new)]
        yield from compare_rates(rates[0], rates[1])


def _examples(old: Node, new: Node) -> Iterator[Change]:
    before, after = (
        {str(node.said.get("id") or key): node for key, node in each.inner.items()}
        for each in (old, new)
    )
    for name in {**before, **after}:
        was, now = before.get(name, Node()), after.get(name, Node())
        if not same(was.said, now.said):
            text = "changed" if was.said and now.said else "removed" if was.said else "added"
            yield Change("docs only", text, f"example {name}", None, None, was.place, now.place)
