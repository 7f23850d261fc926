"""The OpenAPI documents are valid under an independent checker, and hold what the specs hold."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no types
from openapi_spec_validator import OpenAPIV31SpecValidator
from shipped import SPECS, providers, read

from generator.openapi import openapi
from generator.schema import wire_schema

IDS = sorted(providers())


def body_of(document: dict[str, Any], path: str) -> dict[str, Any]:
    """Return the schema of a request body, with the components that it refers to."""
    schema = document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]
    return {**schema, "components": document["components"]}


@pytest.mark.parametrize("provider", IDS)
def test_the_document_is_valid(provider: str) -> None:
    document = json.loads(json.dumps(openapi(providers()[provider]), allow_nan=False))
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


@pytest.mark.parametrize("provider", IDS)
def test_the_document_is_the_same_each_time(provider: str) -> None:
    again = {found.id: found for found in read(SPECS)}
    texts = {json.dumps(openapi(found)) for found in (providers()[provider], again[provider])}
    assert len(texts) == 1


@pytest.mark.parametrize("provider", IDS)
def test_every_documented_call_is_there_once(provider: str) -> None:
    found = providers()[provider]
    document = openapi(found)
    operations = [
        operation
        for item in document["paths"].values()
        for method, operation in item.items()
        if method in {"get", "post", "put", "delete"}
    ]
    ids = [operation["operationId"] for operation in operations]
    assert len(ids) == len(set(ids))
    summaries = " ".join(operation["summary"] for operation in operations)
    for call in found.spec.protocol.calls.values():
        assert call.title in summaries


def test_each_endpoint_of_fal_has_a_path_on_both_servers() -> None:
    paths = openapi(providers()["fal"])["paths"]
    queued = paths["/xai/grok-imagine-video/text-to-video"]
    blocking = paths["/grok-imagine-video/text-to-video"]
    assert "servers" not in queued
    assert blocking["servers"][0]["url"] == "https://fal.run/xai"
    answer = queued["post"]["responses"]["2XX"]["content"]["application/json"]["schema"]
    assert "request_id" in answer["properties"]


def test_one_path_takes_the_bodies_of_all_its_operations() -> None:
    path = "/accounts/{account_id}/ai/run"
    document = openapi(providers()["cloudflare"])
    validator = Draft202012Validator(body_of(document, path))
    for model in ("xai/grok-imagine-video", "xai/grok-imagine-video-1.5-preview"):
        assert validator.is_valid({"model": model, "input": {"prompt": "a cat"}})
    assert not validator.is_valid({"model": "xai/grok", "input": {"prompt": "a cat"}})
    assert document["paths"][path]["parameters"][0]["name"] == "account_id"


def test_tasks_of_runware_share_one_address() -> None:
    validator = Draft202012Validator(body_of(openapi(providers()["runware"]), "/v1"))
    poll = {"taskType": "getResponse", "taskUUID": "9a3e1f2c-5d47-4c1b-8f0e-2b6d7c8a9e10"}
    task = {"positivePrompt": "a cat", "width": 848, "height": 480, "taskType": "videoInference"}
    whole = {**task, "taskUUID": poll["taskUUID"], "model": "xai:grok-imagine@video"}
    assert validator.is_valid([poll])
    assert validator.is_valid([whole])
    assert not validator.is_valid([{**whole, "height": 481}])
    assert not validator.is_valid([task])
    assert not validator.is_valid(poll)


def test_bodies_are_those_of_the_wire_schema() -> None:
    provider = providers()["aimlapi"]
    operation = next(provider.operations)
    whole = wire_schema(provider, operation)
    bare = {key: value for key, value in whole.items() if key not in {"$schema", "$id", "title"}}
    schemas = openapi(provider)["components"]["schemas"]
    assert schemas["GrokImagineVideoGenerateRequest"] == bare


def test_the_version_is_the_day_of_the_latest_document() -> None:
    assert openapi(providers()["fal"])["info"]["version"] == "2026-11-21"
