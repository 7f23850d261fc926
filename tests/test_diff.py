"""Comparing two states: what holds for every pair of them, and how single changes are judged."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from hypothesis import given, settings
from nodes import node, objects

from generator.diff.changes import Change
from generator.diff.nodes import Node, Noted
from generator.diff.rules import compare_rules
from generator.diff.values import compare_objects
from generator.diff.verdict import next_version

Direction = Literal["request", "result"]


def kinds(old: Node, new: Node, way: Direction) -> list[str]:
    return [change.kind for change in compare_objects(old, new, way)]


def one(said: dict[str, Any], name: str = "x") -> Node:
    return node([Noted((name,), attribute, value) for attribute, value in said.items()])


@settings(max_examples=150, deadline=None)
@given(objects())
def test_a_state_does_not_differ_from_itself(facts: list[Noted]) -> None:
    for way in ("request", "result"):
        assert kinds(node(facts), node(list(reversed(facts))), way) == []


@settings(max_examples=200, deadline=None)
@given(objects(), objects())
def test_what_is_only_additive_is_no_more_than_that_one_way_round(
    first: list[Noted], second: list[Noted]
) -> None:
    """If all that happened is additive, going back breaks something, or is told in other words."""
    old, new = node(first), node(second)
    for way in ("request", "result"):
        there, back = kinds(old, new, way), kinds(new, old, way)
        assert bool(there) == bool(back)
        if set(there) == {"additive"}:
            assert "additive" not in back


@settings(max_examples=100, deadline=None)
@given(objects(), objects())
def test_every_change_says_what_happened_to_what(first: list[Noted], second: list[Noted]) -> None:
    for change in compare_objects(node(first), node(second), "request"):
        assert change.subject.startswith("parameter ")
        assert change.text


@pytest.mark.parametrize(
    ("old", "new", "request_kinds", "result_kinds"),
    [
        (
            {"type": "integer", "maximum": 9},
            {"type": "integer", "maximum": 5},
            "breaking",
            "docs only",
        ),
        (
            {"type": "integer", "maximum": 5},
            {"type": "integer", "maximum": 9},
            "additive",
            "docs only",
        ),
        ({"type": "integer", "exclusiveMinimum": 0}, {"type": "integer", "minimum": 1}, "", ""),
        (
            {"type": "number", "exclusiveMinimum": 0},
            {"type": "number", "minimum": 0},
            "additive",
            "docs only",
        ),
        ({"enum": ["a"]}, {"enum": ["a", "b"]}, "additive", "additive"),
        ({"enum": ["a", "b"]}, {"enum": ["a"]}, "breaking", "docs only"),
        ({"enum": [0]}, {"enum": [False]}, "breaking", "breaking"),
        ({"type": "string"}, {"type": ["string", "null"]}, "additive", "breaking"),
        ({"type": "integer"}, {"type": "number"}, "additive", "breaking"),
        ({"enum": ["a"]}, {"type": "string", "enum": ["a"]}, "", ""),
        ({"required": True}, {"required": False}, "additive", "breaking"),
        ({"required": False}, {"required": True}, "breaking", "additive"),
        ({"default": 5}, {"default": 8}, "breaking", ""),
        ({"type": "string"}, {"type": "string", "default": "a"}, "additive", ""),
        ({"unit": "second"}, {"unit": "millisecond"}, "breaking", "breaking"),
        (
            {"type": "integer", "multipleOf": 8},
            {"type": "integer", "multipleOf": 16},
            "breaking",
            "docs only",
        ),
        ({"described": "a"}, {"described": "b"}, "docs only", "docs only"),
    ],
)
def test_requests_and_results_are_judged_by_their_own_direction(
    old: dict[str, Any], new: dict[str, Any], request_kinds: str, result_kinds: str
) -> None:
    assert " ".join(kinds(one(old), one(new), "request")) == request_kinds
    found = kinds(one(old), one(new), "result")
    assert (found[0] if found else "") == result_kinds


def test_members_that_come_and_go() -> None:
    text = {"type": "string", "required": True, "position": 0}
    gone, come = compare_objects(one(text, "prompt"), one(text, "text"), "request")
    assert (gone.kind, gone.hint) == ("breaking", "perhaps renamed to text")
    assert (come.kind, come.text) == ("breaking", "added, and required")
    assert kinds(node([]), one({"type": "string"}), "request") == ["additive"]
    assert kinds(one({"type": "string"}), node([]), "result") == ["breaking"]
    assert kinds(node([]), one(text), "result") == ["additive"]


def test_alternatives_are_paired_by_type() -> None:
    choice = [Noted(("x", "|0"), "type", "string"), Noted(("x", "|1"), "type", "object")]
    turned = [Noted(("x", "|0"), "type", "object"), Noted(("x", "|1"), "type", "string")]
    assert kinds(node(choice), node(turned), "request") == []
    assert kinds(one({"type": "string"}), node(choice), "request") == ["additive", "additive"]
    assert kinds(node(choice), one({"type": "string"}), "request") == ["breaking", "breaking"]


def rules(*demands: dict[str, Any]) -> list[Node]:
    return [Node(dict(demand)) for demand in demands]


KNOWN = frozenset({"image", "video", "width", "height", "duration"})
PAIRS = {"parameters": ["width", "height"], "pairs": [[1, 1], [2, 1]]}


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ({"at_most_one_of": ["image", "video"]}, {"at_most_one_of": ["video", "image"]}, None),
        (None, {"at_most_one_of": ["image", "video"]}, "breaking"),
        (None, {"at_most_one_of": ["image", "mask"]}, "additive"),
        (None, {"requires": {"given": "mask", "needed": ["image"]}}, "additive"),
        (None, {"requires": {"given": "image", "needed": ["mask"]}}, "breaking"),
        ({"together": ["width", "height"]}, None, "additive"),
        (
            {"exactly_one_of": ["image", "video"]},
            {"at_most_one_of": ["image", "video"]},
            "additive",
        ),
        ({"allowed_pairs": PAIRS}, {"allowed_pairs": {**PAIRS, "pairs": [[1, 1]]}}, "breaking"),
        ({"allowed_pairs": {**PAIRS, "pairs": [[1, 1]]}}, {"allowed_pairs": PAIRS}, "additive"),
        (
            {"then": {"when": {"present": ["video"]}, "then": {"duration": {"maximum": 10}}}},
            {"then": {"when": {"present": ["video"]}, "then": {"duration": {"maximum": 8}}}},
            "breaking",
        ),
        (
            {"then": {"when": {"present": ["video"]}, "then": {"duration": {"maximum": 8}}}},
            {"then": {"when": {"present": ["video"]}, "then": {"duration": {"maximum": 10}}}},
            "additive",
        ),
    ],
)
def test_rules_are_judged_by_what_they_refuse(
    old: dict[str, Any] | None, new: dict[str, Any] | None, kind: str | None
) -> None:
    """A rule that can only refuse requests with new parameters breaks nobody's calls."""
    found: list[Change] = list(
        compare_rules(rules(*([old] if old else [])), rules(*([new] if new else [])), KNOWN)
    )
    assert [change.kind for change in found] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("version", "kind", "following"),
    [
        ("0.1.0", "breaking", "0.2.0"),
        ("0.1.0", "additive", "0.1.1"),
        ("0.1.9", "price", "0.1.10"),
        ("1.4.2", "breaking", "2.0.0"),
        ("1.4.2", "additive", "1.5.0"),
        ("1.4.2", "price", "1.5.0"),
        ("1.4.2", "docs only", "1.4.3"),
    ],
)
def test_versions_follow_from_the_worst_change(version: str, kind: Any, following: str) -> None:
    assert next_version(version, [kind, "docs only"]) == following
    assert next_version(version, []) == version
