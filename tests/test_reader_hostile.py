"""No structured document breaks a reader: it is read, or refused with a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading import read_text, read_value, rules, said

from generator.diagnostics import Rejected
from generator.importer.facts import Reading

PAGES = Path(__file__).parent / "pages" / "json"
BASES = [json.loads(path.read_bytes()) for path in sorted(PAGES.glob("*.json"))]
FORMS = ("cloudflare-catalogue", "aimlapi-openapi", "openapi", "json-schema")
WORDS = [
    *(
        "type",
        "properties",
        "$ref",
        "allOf",
        "oneOf",
        "anyOf",
        "required",
        "enum",
        "const",
        "items",
    ),
    *(
        "not",
        "if",
        "then",
        "else",
        "dependentRequired",
        "dependentSchemas",
        "dependencies",
        "title",
    ),
    *("default", "example", "examples", "minimum", "exclusiveMinimum", "maxItems", "description"),
    *("nullable", "additionalProperties", "content", "schema", "parameters", "responses", "paths"),
    *("requestBody", "servers", "url", "name", "in", "model", "[]", "|0", "", "class", "__init__"),
    *("input", "output", "pricing", "metadata", "x-codeSamples", "source", "post", "get", "200"),
    *("string", "object", "array", "#", "#/a", "#/components/schemas/Canvas", "\x00", "a" * 90),
    *("Either a or b must be given, not both.", "Between 1 and 10 seconds.", "Default is a."),
]
ANY = st.recursive(
    st.sampled_from([None, True, False, 0, -1, 2.5, 10**18, *WORDS]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4),
    max_leaves=12,
)


def attempt(text: str, form: str | None = None) -> Reading | None:
    """Read *text*, or see that it is refused with a place and in words."""
    try:
        return read_text(text, form=form)
    except Rejected as rejected:
        wrong = [one for one in rejected.findings if one.origin.line < 1 or not one.text]
    assert wrong == []
    return None


def places(value: Any) -> list[tuple[Any, Any]]:
    """List all places of *value* in which something else could stand."""
    found: list[tuple[Any, Any]] = []
    if isinstance(value, (dict, list)):
        for key in value if isinstance(value, dict) else range(len(value)):
            found += [(value, key), *places(value[key])]
    return found


PATIENT = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


@PATIENT
@given(ANY)
def test_any_value_is_read_or_refused(value: Any) -> None:
    for form in (None, *FORMS):
        attempt(json.dumps(value), form)


@PATIENT
@given(
    st.sampled_from(BASES), st.lists(st.tuples(st.integers(0, 10**6), ANY), min_size=1, max_size=5)
)
def test_a_good_page_with_anything_in_it_is_read_or_refused(
    base: Any, changes: list[tuple[int, Any]]
) -> None:
    page = json.loads(json.dumps(base))
    for number, value in changes:
        spots = places(page)
        if spots:
            holder, key = spots[number % len(spots)]
            holder[key] = value
    for form in (None, *FORMS):
        attempt(json.dumps(page), form)


@PATIENT
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    attempt(text)
    attempt('{"openapi": "3.0.0", "paths": {' + text)
    attempt("openapi: 3.0.0\npaths: " + text)


def test_references_that_double_at_every_step_end() -> None:
    shared: dict[str, Any] = {
        f"D{step}": {"allOf": [{"$ref": f"#/$defs/D{step + 1}"}, {"$ref": f"#/$defs/D{step + 1}"}]}
        for step in range(40)
    }
    page = {
        "type": "object",
        "properties": {"a": {"$ref": "#/$defs/D0"}},
        "$defs": {**shared, "D40": {}},
    }
    with pytest.raises(Rejected, match="document-too-complex"):
        read_value(page)


def test_members_that_double_at_every_step_end() -> None:
    shared: dict[str, Any] = {
        f"D{step}": {"properties": {side: {"$ref": f"#/$defs/D{step + 1}"} for side in "lr"}}
        for step in range(30)
    }
    page = {
        "type": "object",
        "properties": {"a": {"$ref": "#/$defs/D0"}},
        "$defs": {**shared, "D30": {}},
    }
    with pytest.raises(Rejected, match=r"document-too-complex|document-too-deep"):
        read_value(page)


def test_a_long_chain_of_references_is_refused() -> None:
    shared: dict[str, Any] = {f"D{step}": {"$ref": f"#/$defs/D{step + 1}"} for step in range(2000)}
    page = {"type": "object", "properties": {"a": {"$ref": "#/$defs/D0"}}, "$defs": shared}
    with pytest.raises(Rejected, match="document-too-deep"):
        read_value(page)


def test_circles_of_every_kind_end() -> None:
    circles: list[dict[str, Any]] = [
        {"$ref": "#"},
        {"allOf": [{"$ref": "#"}], "properties": {"a": {"$ref": "#"}}},
        {"type": "object", "properties": {"a": {"$ref": "#/properties/a"}}},
        {"type": "array", "items": {"$ref": "#"}},
        {"anyOf": [{"$ref": "#"}, {"type": "null"}], "properties": {}},
        {"oneOf": [{"$ref": "#"}, {"$ref": "#"}], "properties": {}},
    ]
    for circle in circles:
        assert read_value(circle).questions


def test_names_that_are_no_names_are_kept_or_reported() -> None:
    names = [
        "class",
        "__init__",
        "from",
        "a-b",
        "A",
        "a",
        "1",
        "x'y",
        'x"y',
        "{{ x }}",
        "x\ny",
        "../x",
        "é",
    ]
    odd = ["", " ", "[]", "|0"]
    page = {"type": "object", "properties": {name: {"type": "string"} for name in (*names, *odd)}}
    reading = read_value(page)
    read = [
        fact.subject[3]
        for fact in reading.facts
        if fact.attribute == "type" and len(fact.subject) > 3
    ]
    assert read == names
    assert len(reading.unread) == len(odd)


def test_text_that_wants_to_be_code_stays_text() -> None:
    text = '"""\nimport os; os.system("true")\n{% raw %}{{ 1 }}<script>'
    page = {
        "type": "object",
        "properties": {"a": {"type": "string", "enum": [text], "description": text}},
    }
    assert said(read_value(page), "parameter", "a")["enum"] == [text]


def test_a_rule_with_very_many_values_stays_small() -> None:
    many = {name: {"enum": list(range(100))} for name in ("a", "b", "c")}
    condition = {"properties": many, "required": ["a", "b", "c"]}
    page = {"type": "object", "properties": many, "if": condition, "then": {"required": ["d"]}}
    reading = read_value(page)
    assert rules(reading) == []
    assert len(reading.unread) == 1


def test_the_same_operation_twice_is_kept_apart() -> None:
    body = {
        "content": {"application/json": {"schema": {"type": "object", "properties": {"a": {}}}}}
    }
    call = {"operationId": "make", "requestBody": body}
    other = {"operationId": "make", "requestBody": {"content": {}}}
    page = {
        "openapi": "3.0.0",
        "paths": {"/a": {"post": call}, "/b": {"post": call}, "/c": {"post": other}},
    }
    reading = read_value(page)
    assert {fact.subject[1] for fact in reading.facts} == {"make", "make (POST /c)"}
    assert said(reading, "make")["alias"] == "/b"


def test_of_several_paths_to_a_model_the_one_with_a_version_counts() -> None:
    body = {"type": "object", "properties": {"model": {"type": "string", "enum": ["lantern/hum"]}}}
    call = {"requestBody": {"content": {"application/json": {"schema": body}}}}
    servers = [{"url": "https://api.aimlapi.com"}]
    paths = {"/tts": {"post": call}, "/v1/tts": {"post": call}}
    reading = read_value({"openapi": "3.0.0", "servers": servers, "paths": paths})
    own = said(reading, "lantern/hum")
    assert own["url"] == "https://api.aimlapi.com/v1/tts"
    assert own["alias"] == "/tts"
