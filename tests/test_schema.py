"""The emitted JSON Schema, given to an independent engine, judges as we do."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no types
from payloads import known, payloads
from shipped import operations, providers

from generator.judge import judge, judge_shape
from generator.schema import payload_schema, response_schema, wire_schema

NAMES = sorted(operations())


def accepts(schema: dict[str, Any], value: Any) -> bool:
    """Ask the independent engine; it ignores `format`, so the patterns have to do."""
    return bool(Draft202012Validator(schema).is_valid(value))


@pytest.mark.parametrize("name", NAMES)
def test_random_payloads_are_judged_alike(name: str) -> None:
    operation = operations()[name]
    validator = Draft202012Validator(payload_schema(operation))

    @settings(
        max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    @given(payloads(operation))
    def compare(payload: Any) -> None:
        assert validator.is_valid(payload) == (judge(operation, payload) == []), payload

    compare()


@pytest.mark.parametrize("name", NAMES)
def test_known_requests_are_judged_alike(name: str) -> None:
    operation = operations()[name]
    schema = payload_schema(operation)
    for request in known(operation):
        assert accepts(schema, request) == (judge(operation, request) == []), request


@pytest.mark.parametrize("name", NAMES)
def test_documented_results_fit_the_schema_of_results(name: str) -> None:
    operation = operations()[name]
    schema = response_schema(operation)
    shown = [example.response for example in operation.examples if example.response is not None]
    for response in shown:
        assert accepts(schema, response)
        assert accepts(schema, {**response, "undocumented": 1})
        assert not accepts(schema, [])


@pytest.mark.parametrize("name", NAMES)
def test_schemas_keep_to_the_standard_and_have_ids_of_their_own(name: str) -> None:
    operation = operations()[name]
    provider = providers()[name.partition("/")[0]]
    schemas = [
        payload_schema(operation),
        wire_schema(provider, operation),
        response_schema(operation),
    ]
    for schema in schemas:
        Draft202012Validator.check_schema(schema)
        json.dumps(schema, allow_nan=False)
    assert len({schema["$id"] for schema in schemas}) == 3


def test_every_rule_is_in_the_schema_with_its_id_and_message() -> None:
    operation = operations()["runware/grok-imagine-video/video-inference"]
    comments = [entry["$comment"] for entry in payload_schema(operation)["allOf"]]
    assert comments == [f"{rule.id}: {rule.message}" for rule in operation.rules]
    assert len(comments) == 9


@pytest.mark.parametrize("name", NAMES)
@given(value=st.one_of(st.integers(), st.text(), st.none(), st.dictionaries(st.text(), st.none())))
@settings(max_examples=30, deadline=None, derandomize=True)
def test_results_are_judged_alike_where_no_enum_is_in_play(name: str, value: Any) -> None:
    shape = operations()[name].response
    found = accepts(response_schema(operations()[name]), value)
    assert found == (judge_shape(shape, value, lenient=True) == [])


def test_the_body_of_runware_is_a_list_of_tasks_with_everything_filled_in() -> None:
    name = "runware/grok-imagine-video/video-inference"
    schema = wire_schema(providers()["runware"], operations()[name])
    task = {"positivePrompt": "a cat", "width": 848, "height": 480}
    supplied = {
        "taskType": "videoInference",
        "taskUUID": "9a3e1f2c-5d47-4c1b-8f0e-2b6d7c8a9e10",
        "model": "xai:grok-imagine@video",
    }
    assert accepts(payload_schema(operations()[name]), task)
    assert not accepts(schema, [task])
    assert accepts(schema, [{**task, **supplied}])
    assert not accepts(schema, {**task, **supplied})
    assert not accepts(schema, [])


def test_the_body_of_cloudflare_is_an_envelope() -> None:
    name = "cloudflare/grok-imagine-video/run"
    schema = wire_schema(providers()["cloudflare"], operations()[name])
    body = {"model": "xai/grok-imagine-video", "input": {"prompt": "a cat"}}
    assert accepts(schema, body)
    assert accepts(schema, {**body, "options": {"gateway": {"skipCache": True}}})
    assert not accepts(schema, {**body, "options": {"gateway": {"skipCash": True}}})
    assert not accepts(schema, {**body, "model": "xai/grok-imagine-video-1.5-preview"})
    assert not accepts(schema, {**body, "prompt": "a cat"})
    assert not accepts(schema, {"input": {"prompt": "a cat"}})


def test_only_unconditional_defaults_are_noted() -> None:
    members = payload_schema(operations()["runware/grok-imagine-video/video-inference"])[
        "properties"
    ]
    assert members["duration"]["default"] == 6
    assert "default" not in members["resolution"]
    assert "480p" in members["resolution"]["description"]
    assert members["duration"]["x-source"] == "page#Request Parameters, duration"
