"""Compare what a provider has for all operations: addresses, keys, protocol, errors, sources.

Old code speaks to the provider as the old state says. Where the new state says otherwise, old code
stops working: an address, a header, a path, the meaning of a state or of an error code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.diff.changes import Change, Kind
from generator.diff.facets import same, shown
from generator.diff.nodes import Node
from generator.diff.values import Direction, compare_objects

LISTED: Mapping[str, tuple[str, Kind, Kind]] = {
    "server": ("server", "breaking", "additive"),
    "call": ("call", "breaking", "additive"),
    "state": ("state", "docs only", "additive"),
    "error": ("error code", "breaking", "additive"),
    "error answer": ("error answer", "docs only", "additive"),
    "document": ("document", "docs only", "docs only"),
    "family": ("model", "docs only", "docs only"),
    "quirk": ("quirk", "docs only", "docs only"),
}
"""What a provider has several of: its name for readers, and how bad it is to lose or gain one."""

SINGLE = {"auth": "authentication", "protocol": "protocol", "body": "request body"}
SINGLE |= {"poll": "pace of asking", "webhook": "webhook"}

QUIET = frozenset({"described", "title", "website", "statuses", "interval"})
"""Attributes whose change nobody's code notices."""

PARTS: Mapping[str, Direction] = {
    "query": "request",
    "headers": "request",
    "body": "request",
    "response": "result",
    "response headers": "result",
}


def compare_providers(old: Node, new: Node) -> Iterator[Change]:
    """List the changes from one provider to the same one in another state."""
    yield from _attributes(old, new, "provider")
    for area, words in SINGLE.items():
        yield from _single(old.inner.get(area, Node()), new.inner.get(area, Node()), words)
    options = [node.inner.get("options", Node()) for node in (old, new)]
    yield from compare_objects(options[0], options[1], "request")
    for area, (words, lost, gained) in LISTED.items():
        before, after = (node.inner.get(area, Node()).inner for node in (old, new))
        for name in {**before, **after}:
            subject = f"{words} {name}"
            if name not in after:
                yield Change(lost, "removed", subject, old_place=before[name].place)
            elif name not in before:
                yield Change(gained, "added", subject, new_place=after[name].place)
            else:
                yield from _single(before[name], after[name], subject)


def _single(old: Node, new: Node, subject: str) -> Iterator[Change]:
    yield from _attributes(old, new, subject)
    for part, way in PARTS.items():
        before, after = old.inner.get(part, Node()), new.inner.get(part, Node())
        for change in compare_objects(before, after, way):
            yield replace(change, subject=f"{subject}, {change.subject}")


def _attributes(old: Node, new: Node, subject: str) -> Iterator[Change]:
    for key in sorted({*old.said, *new.said}):
        before, after = old.said.get(key), new.said.get(key)
        if same(before, after):
            continue
        kind: Kind = "docs only" if key in QUIET else "breaking"
        text = f"{key.replace('_', ' ')} changed from {shown(before)} to {shown(after)}"
        if isinstance(before, list) and isinstance(after, list) and after[: len(before)] == before:
            kind, text = (
                "additive",
                f"{key} now also has {', '.join(map(str, after[len(before) :]))}",
            )
        elif key == "described":
            text = "described in other words"
        yield Change(kind, text, subject, before, after, old.place, new.place)
