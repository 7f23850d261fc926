"""Jobs: events, waiting, resuming in another process, several results, cancelling."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from clients import ASYNC, KEY, SYNC, client, close_all, smallest

from generated._runtime.errors import CallError, OutcomeUnknown, TimedOut, UnexpectedAnswer

POLLED = ("fal", "runware", "aimlapi")


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Close what a test has opened."""
    yield
    close_all()


@pytest.mark.parametrize("provider", POLLED)
def test_events_end_with_success(provider: str, specloom_mock: Any) -> None:
    operation, request = smallest(provider, client(provider, specloom_mock))
    job = operation.submit(**request)
    states = [status.state for status in job.events()]
    assert states[-1] == "succeeded"
    assert set(states[:-1]) <= {"waiting", "running"}
    assert job.result()
    assert job.outcome.request_id == job.id
    assert job.outcome.headers or provider == "runware"


@pytest.mark.parametrize("provider", POLLED)
def test_async_events_are_the_same(provider: str, specloom_mock: Any) -> None:
    async def watch() -> list[str]:
        async with client(provider, specloom_mock, kind=ASYNC) as of:
            operation, request = smallest(provider, of)
            job = await operation.submit(**request)
            return [status.state async for status in job.events()]

    assert asyncio.run(watch())[-1] == "succeeded"


@pytest.mark.parametrize("provider", POLLED)
def test_a_late_job_is_not_lost(provider: str, specloom_mock: Any) -> None:
    """On a time-out the job survives in the exception, and another process finishes it."""
    operation, request = smallest(provider, client(provider, specloom_mock))
    job = operation.submit(**request)
    with pytest.raises(TimedOut) as late:
        job.result(deadline=0)
    assert late.value.job is not None
    stored = json.dumps(late.value.job)
    assert KEY not in stored
    script = (
        "import json, sys; sys.path[:0] = sys.argv[1:3]\n"
        "from clients import SYNC\n"
        "data, urls = json.loads(sys.argv[3]), json.loads(sys.argv[4])\n"
        "client = SYNC[data['provider']](key='k', base_urls=urls, interval=0.01, deadline=20)\n"
        "print(client.resume(data).result())\n"
    )
    here = Path(__file__).parent
    urls = json.dumps(specloom_mock.base_urls[provider])
    command = [sys.executable, "-c", script, str(here), str(here.parent), stored, urls]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "http" in done.stdout


def test_several_results_come_once_each(specloom_mock: Any) -> None:
    operation, request = smallest("runware", client("runware", specloom_mock))
    job = operation.submit(**request, numberResults=3, includeCost=True)
    results = job.results()
    assert len({result.videoUUID for result in results}) == 3
    assert all(result.cost == Decimal("0.30") for result in results)
    assert job.cost == Decimal("0.90")


def test_partial_results_are_kept_with_the_error(specloom_mock: Any) -> None:
    operation, request = smallest("runware", client("runware", specloom_mock), "partial")
    with pytest.raises(CallError) as failed:
        operation.submit(**request, numberResults=3).results()
    assert len(failed.value.answer["results"]) == 1
    assert failed.value.answer["results"][0]["videoURL"].startswith("http")


def test_a_job_is_cancelled_where_there_is_a_way(specloom_mock: Any) -> None:
    operation, request = smallest("fal", client("fal", specloom_mock), "slow")
    job = operation.submit(**request)
    assert job.cancel()
    with pytest.raises(CallError):
        job.result()
    assert not job.cancel()
    for provider in ("runware", "aimlapi"):
        operation, request = smallest(provider, client(provider, specloom_mock))
        with pytest.raises(NotImplementedError, match="no way to cancel"):
            operation.submit(**request).cancel()


@pytest.mark.parametrize(
    ("provider", "scenario"),
    [
        ("fal", "requeue"),
        ("fal", "flaky"),
        ("runware", "flaky"),
        ("aimlapi", "flaky"),
        ("runware", "form:old-words"),
        ("aimlapi", "form:old-words"),
        ("cloudflare", "form:gateway"),
        ("cloudflare", "form:bare"),
        ("aimlapi", "with-cost"),
    ],
)
def test_what_documents_leave_open_ends_well(
    provider: str, scenario: str, specloom_mock: Any
) -> None:
    of = client(provider, specloom_mock)
    name = scenario if scenario.startswith("form:") else f"scenario:{scenario}"
    if scenario.startswith("form:"):
        of = of.with_options(headers={"X-Specloom-Scenario": scenario})
        operation, request = smallest(provider, of)
    else:
        operation, request = smallest(provider, of, scenario)
    job = operation.submit(**request)
    assert job.result(), name
    if scenario == "with-cost":
        assert job.cost is not None


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("scenario", ["lost-answer", "unreadable"])
@pytest.mark.parametrize("provider", SYNC)
def test_a_lost_answer_is_never_sent_again(
    provider: str, scenario: str, kind: str, specloom_mock: Any
) -> None:
    """The submit may have been accepted: `OutcomeUnknown` and one request; or a harmless repeat."""
    specloom_mock.reset()
    if provider == "runware":
        (submit_sync if kind == "sync" else submit_async)(provider, specloom_mock, scenario)
        assert_one_task(specloom_mock)
        return
    with pytest.raises(OutcomeUnknown) as unknown:
        (submit_sync if kind == "sync" else submit_async)(provider, specloom_mock, scenario)
    assert unknown.value.provider == provider
    assert unknown.value.operation.startswith(f"{provider}/")
    assert len([seen for seen in specloom_mock.received() if seen["method"] == "POST"]) == 1
    assert unknown.value.time
    assert len(unknown.value.fingerprint) == 64
    assert unknown.value.hint
    if provider in {"cloudflare", "aimlapi"}:
        assert unknown.value.request_id


def assert_one_task(mock: Any) -> None:
    """The task was sent again under its own id, and is one task all the same."""
    posts = [seen for seen in mock.received() if seen["method"] == "POST"]
    assert len(posts) == 2
    assert len({post["body"][0]["taskUUID"] for post in posts}) == 1
    assert len(mock.ledger()) == 1


def submit_sync(provider: str, mock: Any, scenario: str) -> None:
    """Submit through the sync client."""
    operation, request = smallest(provider, client(provider, mock), scenario)
    operation.submit(**request)


def submit_async(provider: str, mock: Any, scenario: str) -> None:
    """Submit through the async client."""

    async def submit() -> None:
        async with client(provider, mock, kind=ASYNC) as of:
            operation, request = smallest(provider, of, scenario)
            await operation.submit(**request)

    asyncio.run(submit())


def test_the_background_has_no_address_to_ask(specloom_mock: Any) -> None:
    operation, request = smallest("cloudflare", client("cloudflare", specloom_mock))
    job = operation.submit_with({"webhook_url": "https://example.com/hook"}, request)
    assert job.status().state == "running"
    with pytest.raises((TimedOut, UnexpectedAnswer)):
        job.result(deadline=0)


@pytest.mark.parametrize("provider", POLLED)
def test_an_id_is_enough_to_go_on(provider: str, specloom_mock: Any) -> None:
    of = client(provider, specloom_mock)
    operation, request = smallest(provider, of)
    job = operation.submit(**request)
    found = of.job_data(job.as_dict()["operation"], job.id)
    assert {**found, "key": "", "submitted": ""} == {**job.as_dict(), "key": "", "submitted": ""}
    assert of.resume(found).result()


def test_an_id_that_cannot_be_one_is_refused(specloom_mock: Any) -> None:
    of = client("fal", specloom_mock)
    for operation, id_ in (
        ("fal/a/b", "1"),
        *(("fal/grok-imagine-video/text-to-video", bad) for bad in ("", "a\n", "x" * 201)),
    ):
        with pytest.raises(ValueError, match="is no"):
            of.job_data(operation, id_)
    blocking = client("cloudflare", specloom_mock)
    with pytest.raises(NotImplementedError, match="no way to ask"):
        blocking.job_data("cloudflare/grok-imagine-video/run", "1")
    odd = of.job_data("fal/grok-imagine-video/text-to-video", "../../x?y")
    assert odd["urls"]["status_url"].endswith("/requests/..%2F..%2Fx%3Fy/status")
