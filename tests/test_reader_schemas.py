"""What the keywords of JSON Schema become: values, alternatives, references, rules."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import read_value, rules, said
from shipped import operations

from generator.importer.documents import document_from
from generator.importer.forms import read_document
from generator.importer.spoken import spoken
from generator.schema import payload_schema, response_schema

SAME = frozenset(
    [
        *("enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
        *("multipleOf", "minItems", "maxItems", "minLength", "maxLength"),
    ]
)
"""Attributes that specs and schemas spell alike."""


def about(schema: dict[str, Any], *subject: str) -> dict[str, Any]:
    """Return what is said of one parameter of a schema, without what every parameter has."""
    found = said(read_value(schema), "parameter", *subject)
    return {key: value for key, value in found.items() if key not in {"position", "required"}}


def value(schema: Any, **beside: Any) -> dict[str, Any]:
    """Return what is said of a parameter called a, whose schema is *schema*."""
    return about({"type": "object", "properties": {"a": schema}, **beside}, "a")


def test_null_is_an_attribute_and_no_type() -> None:
    nullable = {"type": "string", "nullable": True}
    assert value({"type": ["string", "null"]}) == nullable
    assert value({"type": "string", "nullable": True}) == nullable
    assert value({"anyOf": [{"type": "string"}, {"type": "null"}]}) == nullable
    assert value({"oneOf": [{"nullable": True}, {"type": "string"}]}) == nullable


def test_alternatives_of_single_values_are_one_enum() -> None:
    titled = [{"const": "a", "title": "The first"}, {"const": "b", "title": "The second"}]
    assert value({"oneOf": titled}) == {"enum": ["a", "b"]}
    mixed = value({"anyOf": [{"type": "string"}, {"type": "integer"}]})
    assert mixed == {"alternatives": 2}


def test_both_spellings_of_an_exclusive_bound() -> None:
    old = value({"type": "number", "minimum": 0, "exclusiveMinimum": True, "maximum": 2})
    new = value({"type": "number", "exclusiveMinimum": 0, "maximum": 2})
    assert old == new == {"type": "number", "exclusiveMinimum": 0, "maximum": 2}


def test_parts_that_hold_together_are_narrowed() -> None:
    parts = [{"type": "number", "minimum": 1, "enum": [1, 2, 3]}, {"type": "integer", "minimum": 2}]
    found = value({"allOf": [*parts, {"enum": [3, 2, 9]}]})
    assert found == {"type": "integer", "minimum": 2, "enum": [2, 3]}


def test_truth_is_no_number_in_an_enum() -> None:
    assert value({"enum": [1, True, 0, False, 1]})["enum"] == [1, True, 0, False]


def test_numbers_stay_exact() -> None:
    found = value({"type": "number", "multipleOf": 0.1, "maximum": 30.0, "default": 0.30})
    assert found["multipleOf"] == Decimal("0.1")
    assert found["maximum"] == 30
    assert isinstance(found["maximum"], int)
    assert not any(isinstance(one, float) for one in found.values())


def test_a_reference_into_the_schema_that_stands_in_a_document() -> None:
    inner = {
        "type": "object",
        "properties": {"a": {"$ref": "#/$defs/A"}},
        "$defs": {"A": {"minLength": 3}},
    }
    assert said(read_value({"input": inner}), "parameter", "a")["minLength"] == 3


def test_names_in_pointers_are_unescaped() -> None:
    shared = {"a/b~c d": {"type": "boolean"}}
    assert value({"$ref": "#/$defs/a~1b~0c%20d"}, **{"$defs": shared})["type"] == "boolean"


def test_a_circle_of_references_ends_with_a_question() -> None:
    tree = {
        "type": "object",
        "properties": {"name": {"type": "string"}, "next": {"$ref": "#/$defs/Tree"}},
    }
    reading = read_value(
        {"type": "object", "properties": {"a": {"$ref": "#/$defs/Tree"}}, "$defs": {"Tree": tree}}
    )
    assert said(reading, "a", "next")["type"] == "object"
    assert [question.subject[-2:] for question in reading.questions] == [("a", "next")]


def test_the_same_reference_twice_is_no_circle() -> None:
    point = {"type": "object", "properties": {"x": {"type": "integer"}}}
    twice = {
        "from": {"$ref": "#/$defs/P"},
        "to": {"allOf": [{"$ref": "#/$defs/P"}, {"$ref": "#/$defs/P"}]},
    }
    reading = read_value({"type": "object", "properties": twice, "$defs": {"P": point}})
    assert reading.questions == ()
    assert said(reading, "to", "x")["type"] == "integer"


def test_what_is_only_read_or_only_written_stands_on_one_side() -> None:
    members = {
        "id": {"type": "string", "readOnly": True},
        "key": {"type": "string", "writeOnly": True},
    }
    both = {"type": "object", "properties": members}
    reading = read_value({"input": both, "output": both})
    assert not said(reading, "parameter", "id")
    assert said(reading, "parameter", "key")
    assert said(reading, "response", "id")
    assert not said(reading, "response", "key")


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "colour"},
        {"type": 5},
        {"enum": "a"},
        {"enum": [[1]]},
        {"minimum": "1"},
        {"maxLength": -1},
        {"multipleOf": True},
        {"items": [{"type": "string"}]},
        {"properties": ["a"]},
        {"required": 3},
        {"anyOf": {}},
        {"allOf": {}},
        {"$ref": 4},
        {"$ref": "https://elsewhere.example/schema.json"},
        {"const": {"a": 1}},
        {"description": 5},
        {"uniqueItems": True},
        {"patternProperties": {"^a": {}}},
        {"additionalProperties": {"type": "string"}},
        "text",
        False,
    ],
)
def test_what_is_not_understood_is_reported_with_its_line(schema: Any) -> None:
    reading = read_value({"type": "object", "properties": {"a": schema, "b": {"type": "string"}}})
    assert [one.place.line >= 4 for one in reading.unread] == [True]
    assert said(reading, "b")["type"] == "string"


def test_contradictions_within_a_value_are_asked_about() -> None:
    members = {
        "a": {"type": "integer", "default": "5"},
        "b": {"enum": ["x", "y"], "default": "z"},
        "c": {"type": "number", "minimum": 5, "maximum": 2},
        "d": {"type": "integer", "maximum": 5, "default": 6},
        "e": {"type": "string", "enum": ["x", 2]},
    }
    reading = read_value({"type": "object", "properties": members})
    assert [question.subject[-1] for question in reading.questions] == list("abcde")


def test_members_of_alternative_wholes_are_laid_over_each_other() -> None:
    one = {
        "type": "object",
        "required": ["a", "b"],
        "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
    }
    two = {
        "type": "object",
        "required": ["a", "c"],
        "properties": {"a": {"type": "integer"}, "c": {"type": "string"}},
    }
    reading = read_value({"oneOf": [one, two]})
    required = {name: said(reading, "parameter", name)["required"] for name in "abc"}
    assert required == {"a": True, "b": False, "c": False}
    assert said(reading, "parameter", "a")["alternatives"] == 2
    assert len(reading.questions) == 1


OPERATIONS = list(operations().values())


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: str(operation.endpoint))
def test_our_own_schemas_are_read_back(operation: Any) -> None:
    """What specs say of values and rules comes back from the JSON Schemas that are made of them."""
    both = {"input": payload_schema(operation), "output": response_schema(operation)}
    text = json.dumps({"name": operation.endpoint, **both}, default=float)
    reading = read_document(document_from(text.encode(), "own.json"))
    meant = {
        (one.fact.subject, one.fact.attribute): one.fact.value
        for one in spoken(operation)
        if one.fact.attribute in SAME and one.fact.subject[2] in {"parameter", "response"}
    }
    read = {
        (fact.subject, fact.attribute): fact.value
        for fact in reading.facts
        if fact.attribute in SAME and fact.subject[2] in {"parameter", "response"}
    }
    assert read == meant
    assert len(rules(reading)) == len(operation.rules)


NAMES = st.lists(st.sampled_from("abcdefgh"), min_size=2, max_size=5, unique=True)


@settings(deadline=None)
@given(NAMES)
def test_each_kind_of_rule_is_recognised(names: list[str]) -> None:
    first, *others = names
    single = [{"required": [name]} for name in names]
    pairs = [{"required": [first, other]} for other in others]
    whole = {"type": "object", "properties": {name: {"type": "string"} for name in names}}

    def read(**said: Any) -> list[dict[str, Any]]:
        return rules(read_value({**whole, **said}))

    assert read(oneOf=single) == [{"exactly_one_of": names}]
    requires = {"requires": {"given": first, "needed": others}}
    assert read(dependentRequired={first: others}) == [requires]
    assert read(**{"if": {"required": [first]}, "then": {"required": others}}) == [requires]
    circle = {name: [other for other in names if other != name] for name in names}
    assert read(dependentRequired=circle) == [{"together": names}]
    if len(others) > 1:
        excludes = {"excludes": {"given": first, "forbidden": others}}
        assert read(**{"not": {"anyOf": pairs}}) == [excludes]
    condition = {"properties": {first: {"const": "x"}}, "required": [first]}
    then = {"properties": {others[0]: {"enum": ["y"]}}}
    told = {"when": {"equals": {first: "x"}}, "then": {others[0]: {"enum": ["y"]}}}
    assert read(**{"if": condition, "then": then}) == [told]
