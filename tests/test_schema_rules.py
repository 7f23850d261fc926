"""Each kind of rule, over nested parameters too, means the same to the schema and to the judge."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no types

from generator.diagnostics import Origin
from generator.ir import rules as ir
from generator.ir.shape import When
from generator.judge import broken
from generator.schema_rules import rule_schema

A, B, C, D = ("a",), ("b",), ("o", "c"), ("o", "d")
PLACE = Origin("specs/x.yaml", 1)

DEMANDS: dict[str, ir.Demand] = {
    "exactly one": ir.OneOf(((A, B), (C,), (D,)), needed=True),
    "exactly one of none": ir.OneOf((), needed=True),
    "at most one": ir.OneOf(((A,), (B, C), (D,)), needed=False),
    "at most one of none": ir.OneOf((), needed=False),
    "object and member": ir.OneOf(((("o",),), (A,), (C,)), needed=False),
    "together": ir.Together((A, B)),
    "together inside": ir.Together((C, D)),
    "together across": ir.Together((A, C, D)),
    "requires": ir.Requires(A, (B,)),
    "requires inside": ir.Requires(C, (D,)),
    "requires across": ir.Requires(C, (A, D)),
    "excludes": ir.Excludes(A, (B, D)),
    "excludes one": ir.Excludes(C, (D,)),
    "when": ir.WhenThen(
        When(present=(A,), absent=(D,), equals=((C, 1),)),
        (ir.Limit(B, required=True, minimum=1, maximum=6),),
    ),
    "when false": ir.WhenThen(When(equals=((A, False),)), (ir.Limit(C, enum=(0, "x")),)),
    "then several": ir.WhenThen(
        When(present=(A,)),
        (ir.Limit(C, min_items=1, max_items=1), ir.Limit(D, required=True), ir.Limit(B, maximum=0)),
    ),
    "always": ir.WhenThen(When(), (ir.Limit(("o",), required=True), ir.Limit(C, minimum=1))),
    "pairs": ir.AllowedPairs(A, B, "t", ((0, 1), (6, "x"))),
    "pairs across": ir.AllowedPairs(A, D, "t", ((True, 1), (False, 6))),
    "pairs of none": ir.AllowedPairs(A, B, "t", ()),
}

VALUES: list[Any] = [0, 1, 1.0, 6, False, True, "x", None, [], [1], [1, 2], {}]
ABSENT = object()


def requests() -> list[dict[str, Any]]:
    """List requests with everything that the rules tell apart."""
    insides: list[Any] = [
        ABSENT,
        {},
        1,
        {"c": 1},
        {"d": 6},
        {"c": 0, "d": 1},
        {"c": [1], "d": None},
    ]
    insides += [{"c": []}, {"c": "x"}, {"c": True}]
    found = []
    for first, second, inner in product([ABSENT, *VALUES], [ABSENT, *VALUES], insides):
        members = {"a": first, "b": second, "o": inner}
        found.append({key: value for key, value in members.items() if value is not ABSENT})
    return found


@pytest.mark.parametrize("kind", DEMANDS)
def test_schema_and_judge_agree(kind: str) -> None:
    demand = DEMANDS[kind]
    schema = rule_schema(ir.Rule("some-rule", "Do so.", None, PLACE, demand))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for request in requests():
        assert validator.is_valid(request) != broken(demand, request), request


def test_a_rule_carries_id_and_message() -> None:
    schema = rule_schema(ir.Rule("some-rule", "Do so.", None, PLACE, DEMANDS["together"]))
    assert schema == {
        "$comment": "some-rule: Do so.",
        "dependentRequired": {"a": ["b"], "b": ["a"]},
    }
