"""Compare requests and results value by value, each judged by its own direction.

A request may always have been written for the old state: what the new one refuses is breaking. A
result is read by code written for the old state: what may now be missing, or of another type, is
breaking. Values of an enum that a result did not have before are not: results are open, and say so in
their types.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal

from generator.diff.changes import Change, Kind
from generator.diff.facets import Facet, Trend, facets, of_types, same, shown
from generator.diff.nodes import Node, spelt

Direction = Literal["request", "result"]
Path = tuple[str, ...]

REQUEST: Mapping[Trend, Kind] = {"wider": "additive", "narrower": "breaking", "other": "breaking"}
RESULT_TYPES: Mapping[Trend, Kind] = {
    "wider": "breaking",
    "narrower": "additive",
    "other": "breaking",
}
RESULT_VALUES: Mapping[Trend, Kind] = {
    "wider": "additive",
    "narrower": "docs only",
    "other": "additive",
}

MOST_GUESSES = 2_500
"""Pairs of names that are looked at; where more changed at once, nothing was renamed."""

WORDS = {"request": "parameter", "result": "result field"}
WHOLE = {"request": "parameters", "result": "result"}


def compare_objects(old: Node, new: Node, way: Direction, path: Path = ()) -> Iterator[Change]:
    """List the changes from the members of *old* to those of *new*."""
    before, after = old.names, new.names
    gone = [name for name in before if name not in after]
    come = [name for name in after if name not in before]
    renamed = _renamed({name: before[name] for name in gone}, {name: after[name] for name in come})
    for name in gone:
        guess = f"perhaps renamed to {renamed[name]}" if name in renamed else ""
        own = spelt((*path, name))
        yield _removed(before[name], way, f"{WORDS[way]} {own}", guess)
    for name in come:
        yield _added(after[name], way, f"{WORDS[way]} {spelt((*path, name))}")
    for name in before:
        if name in after:
            yield from compare_members(before[name], after[name], way, (*path, name))


def compare_members(old: Node, new: Node, way: Direction, path: Path) -> Iterator[Change]:
    """List the changes from one member to the same member of another state."""
    subject = f"{WORDS[way]} {spelt(path)}"
    yield from _placed(_membership(old, new, way), old, new, subject)
    yield from compare_values(old, new, way, path)


def compare_values(old: Node, new: Node, way: Direction, path: Path) -> Iterator[Change]:
    """List the changes from one value to another, and in all that they hold."""
    subject = f"{WORDS[way]} {spelt(path)}" if path else WHOLE[way]
    types = list(of_types(old.types, new.types))
    own = [_judged(facet, way) for facet in types]
    own += _notes(old, new)
    yield from _placed(own, old, new, subject)
    if types and not old.types & new.types and old.types and new.types:
        return
    first, second = old.alternatives, new.alternatives
    paired, lost, gained = _pairs(first, second)
    single = len(first) == len(second) == 1
    if not types or not single:
        yield from _placed(_alternatives(lost, gained, way), old, new, subject)
    for one, other in paired:
        step = "" if single else f" (alternative {second.index(other) + 1})"
        changes = [_judged(facet, way) for facet in facets(one, other)]
        yield from _placed(changes, one, other, subject + step)
        yield from compare_objects(one, other, way, path)
        if one.items is not None and other.items is not None:
            yield from compare_values(one.items, other.items, way, (*path, "[]"))


def _placed(changes: list[Change], old: Node, new: Node, subject: str) -> Iterator[Change]:
    for change in changes:
        yield replace(change, subject=subject, old_place=old.place, new_place=new.place)


def _judged(facet: Facet, way: Direction) -> Change:
    """Say how bad the change of one aspect is."""
    kind: Kind
    hint = ""
    if way == "request":
        kind = REQUEST[facet.trend]
    elif facet.aspect == "type":
        kind = RESULT_TYPES[facet.trend]
    elif facet.aspect == "enum":
        kind = RESULT_VALUES[facet.trend]
        hint = "results are open: their types take values that nobody has documented yet"
    else:
        kind = "docs only"
    return Change(kind, facet.text, old=facet.old, new=facet.new, hint=hint)


def _removed(node: Node, way: Direction, subject: str, guess: str) -> Change:
    text = "removed"
    if way == "result" and not node.said.get("required"):
        text = "removed; it was optional"
    return Change("breaking", text, subject, old_place=node.place, hint=guess)


def _added(node: Node, way: Direction, subject: str) -> Change:
    if way == "request" and node.said.get("required") and not node.said.get("supplied"):
        return Change("breaking", "added, and required", subject, new_place=node.place)
    return Change("additive", "added", subject, new_place=node.place)


def _membership(old: Node, new: Node, way: Direction) -> list[Change]:
    """Compare what is said about a member and not about its value."""
    if way == "result":
        return _presence(old, new)
    found = []
    needed = [bool(n.said.get("required") and not n.said.get("supplied")) for n in (old, new)]
    if needed[0] != needed[1]:
        kind: Kind = "breaking" if needed[1] else "additive"
        text = "is now required" if needed[1] else "is no longer required"
        found.append(Change(kind, text, old=needed[0], new=needed[1]))
    found += _default(old.said.get("default"), new.said.get("default"))
    return found


def _presence(old: Node, new: Node) -> list[Change]:
    """Compare how sure it is that a field of a result is there."""
    sure = [bool(node.said.get("required")) for node in (old, new)]
    if sure[0] != sure[1]:
        if sure[1]:
            return [Change("additive", "is now always there", old=False, new=True)]
        return [Change("breaking", "is no longer sure to be there", old=True, new=False)]
    when = [node.said.get("present_when") for node in (old, new)]
    if same(*when):
        return []
    kind: Kind = "additive" if when[0] is None else "breaking"
    text = "the condition under which it is there changed"
    return [Change(kind, text, old=when[0], new=when[1])]


def _default(old: Any, new: Any) -> list[Change]:
    """Compare what the server assumes: a call that leaves the parameter out does what that says."""
    if same(old, new):
        return []
    hint = "calls that leave it out now do something else, and may cost something else"
    if old is None:
        return [
            Change("additive", f"server default {shown(new)} is now documented", old=old, new=new)
        ]
    if new is None:
        text = f"server default {shown(old)} is no longer documented"
        return [Change("breaking", text, old=old, new=new, hint=hint)]
    text = f"server default changed from {shown(old)} to {shown(new)}"
    return [Change("breaking", text, old=old, new=new, hint=hint)]


def _notes(old: Node, new: Node) -> list[Change]:
    """Compare what no program looks at, and the few names that it does."""
    found = []
    if not same(old.said.get("unit"), new.said.get("unit")):
        found.append(_changed("breaking", "unit", old, new))
    if not same(old.said.get("class"), new.said.get("class")) and old.names and new.names:
        found.append(_changed("breaking", "class", old, new, "name of the class"))
    if bool(old.said.get("deprecated")) != bool(new.said.get("deprecated")):
        text = "is now deprecated" if new.said.get("deprecated") else "is no longer deprecated"
        found.append(Change("docs only", text))
    if not same(old.said.get("described"), new.said.get("described")):
        found.append(Change("docs only", "described in other words"))
    for key, words in (("media", "notes on the media"), ("documented_as", "what the page says")):
        if not same(old.said.get(key), new.said.get(key)):
            found.append(_changed("docs only", key, old, new, words))
    return found


def _changed(kind: Kind, key: str, old: Node, new: Node, words: str = "") -> Change:
    before, after = old.said.get(key), new.said.get(key)
    text = f"{words or key} changed from {shown(before)} to {shown(after)}"
    return Change(kind, text, old=before, new=after)


def _alternatives(lost: list[Node], gained: list[Node], way: Direction) -> list[Change]:
    """Say which alternatives of a value are gone or new."""
    worse: Kind = "breaking"
    found = []
    for node in lost:
        kind = worse if way == "request" else "additive"
        found.append(Change(kind, f"an alternative ({_type(node)}) is gone"))
    for node in gained:
        kind = "additive" if way == "request" else worse
        found.append(Change(kind, f"an alternative ({_type(node)}) is new"))
    return found


def _type(node: Node) -> str:
    return " or ".join(sorted(node.types)) or "anything"


def _pairs(
    old: list[Node], new: list[Node]
) -> tuple[list[tuple[Node, Node]], list[Node], list[Node]]:
    """Pair alternatives by their types, then by their order; return what is left over, too."""
    if len(old) == len(new) == 1:
        return [(old[0], new[0])], [], []
    left, pairs = list(new), []
    lost = []
    for one in old:
        other = next((each for each in left if each.types - {"null"} == one.types - {"null"}), None)
        if other is None:
            lost.append(one)
        else:
            pairs.append((one, other))
            left.remove(other)
    return pairs, lost, left


def _renamed(gone: dict[str, Node], come: dict[str, Node]) -> dict[str, str]:
    """Guess which of the new members some of the old ones have become."""
    guesses: dict[str, str] = {}
    if len(gone) * len(come) > MOST_GUESSES:
        return guesses
    for name, node in gone.items():
        scores = {
            other: _likeness(name, node, other, new)
            for other, new in come.items()
            if other not in guesses.values()
        }
        best = max(scores, key=lambda other: scores[other], default=None)
        if best is not None and scores[best] >= 0.6:
            guesses[name] = best
    return guesses


def _likeness(name: str, old: Node, other: str, new: Node) -> float:
    """Score from 0 to 1 how much two members are alike; different types are not at all."""
    if old.types != new.types:
        return 0.0
    score = 0.3 + 0.4 * difflib.SequenceMatcher(None, name.lower(), other.lower()).ratio()
    for key in ("required", "position", "described"):
        score += 0.1 * (old.said.get(key) == new.said.get(key))
    alike = not list(facets(old, new)) and same(old.said.get("default"), new.said.get("default"))
    return score + 0.1 * alike + 0.1 * (set(old.names) == set(new.names))
