"""What is seen from outside: logs, events, spans, and nothing that is secret in any of them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from clients import KEY, SYNC, client, close_all, smallest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from generated._runtime.errors import CallError, OutcomeUnknown
from generated._runtime.observer import LEVELS, Event

SECRET = "hush"  # noqa: S105  # not one that opens anything
SPANS = InMemorySpanExporter()


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    close_all()


@pytest.fixture(scope="module", autouse=True)
def tracing() -> None:
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(SPANS))
    trace.set_tracer_provider(provider)


@pytest.mark.parametrize("provider", SYNC)
def test_events_tell_the_life_of_a_job(provider: str, specloom_mock: Any) -> None:
    seen: list[Event] = []
    operation, request = smallest(provider, client(provider, specloom_mock, on_event=seen.append))
    job = operation.submit(**request)
    job.result()
    kinds = [event.kind for event in seen]
    assert kinds[0] == "submitted"
    assert kinds.index("submitted") < kinds.index("accepted") < kinds.index("succeeded")
    accepted = next(event for event in seen if event.kind == "accepted")
    assert accepted.facts["request_id"] == job.id
    assert accepted.operation == job.as_dict()["operation"]
    assert set(kinds) <= set(LEVELS)


@pytest.mark.parametrize("provider", SYNC)
def test_logs_hold_no_key_no_prompt_and_no_query(
    provider: str, specloom_mock: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="specloom")
    caplog.set_level(logging.INFO)
    operation, request = smallest(provider, client(provider, specloom_mock))
    word = "positivePrompt" if provider == "runware" else "prompt"
    secret = {**request, word: f"{SECRET} prompt"}
    options: dict[str, Any] = {}
    if provider == "fal":
        options = {"webhook_url": f"https://example.com/hook?secret={SECRET}"}
    operation.submit_with(options, secret).result()
    failing = {**request, word: f"{SECRET} prompt scenario:lost-answer"}
    if provider != "runware":
        with pytest.raises(OutcomeUnknown) as unknown:
            operation.submit_with(options, failing)
        assert SECRET not in f"{unknown.value}{unknown.value!r}"
    ours = [each for each in caplog.records if each.name in {"specloom", "httpx"}]
    text = "\n".join(each.getMessage() for each in ours)
    assert SECRET not in text
    assert KEY not in text
    assert "accepted" in text
    assert "HTTP Request" in text


def test_a_hook_that_raises_ends_nothing(
    specloom_mock: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(event: Event) -> None:
        raise RuntimeError(event.kind)

    operation, request = smallest("fal", client("fal", specloom_mock, on_event=broken))
    assert operation(**request).video.url
    assert "the event hook raised RuntimeError" in caplog.text


def test_spans_are_made_where_the_package_is_loaded(specloom_mock: Any) -> None:
    SPANS.clear()
    operation, request = smallest("runware", client("runware", specloom_mock))
    operation(**request, includeCost=True)
    broke = smallest("runware", client("runware", specloom_mock), "out-of-credits")[1]
    with pytest.raises(CallError):
        operation(**broke)
    good, bad = SPANS.get_finished_spans()
    assert good.name == "specloom job"
    assert good.attributes is not None
    assert good.attributes["specloom.operation"] == "runware/grok-imagine-video/video-inference"
    assert good.attributes["specloom.cost"] == "0.3"
    assert bad.status.description == "OutOfCredits"
    assert "a cat" not in f"{good.attributes}{bad.attributes}{bad.status.description}"


@pytest.mark.parametrize("provider", SYNC)
def test_errors_carry_request_ids(provider: str, specloom_mock: Any) -> None:
    operation, request = smallest(provider, client(provider, specloom_mock), "failed")
    with pytest.raises(CallError) as failed:
        operation.submit(**request).result()
    assert failed.value.request_id
