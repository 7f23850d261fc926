"""Waits end in a right, terminal state, whatever documented and undocumented answers come in between."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from clients import SYNC
from hypothesis import given
from hypothesis import strategies as st

from generated._runtime.errors import CallError, ProviderFailed, TimedOut
from generated._runtime.http import Answer, Request
from generated._runtime.jobs import JobData, Outcome
from generated._runtime.waiting import Wait

TASK = "00000000-0000-4000-8000-000000000001"
PAGE = b"<html>maintenance</html>"
Reply = tuple[int, Any]


def answer(reply: Reply, headers: dict[str, str] | None = None) -> Answer:
    status, body = reply
    return Answer(
        status, headers or {}, body if isinstance(body, bytes) else json.dumps(body).encode()
    )


PASSING: list[Reply] = [
    (500, PAGE),
    (502, PAGE),
    (503, PAGE),
    (504, PAGE),
    (429, {}),
    (200, b"{"),
    (200, b"\xff\xfe"),
    (200, []),
    (200, "text"),
    (200, {}),
    (404, {"status": "NOT_FOUND"}),
]
"""What may come at any time and decides nothing."""


class Fal:
    """A job in fal's queue."""

    urls = {
        name: f"https://queue.fal.run/a/b/requests/1{tail}"
        for name, tail in (
            ("status_url", "/status"),
            ("response_url", ""),
            ("cancel_url", "/cancel"),
        )
    }
    noise: list[tuple[str, Reply]] = [
        *(
            ("status", (202, {"status": word}))
            for word in ("IN_QUEUE", "IN_PROGRESS", "PAUSED", 7, None)
        ),
        ("status", (200, {"status": "IN_PROGRESS", "logs": 3, "queue_position": "x"})),
        ("result", (400, {"detail": "Request is still in progress"})),
        *(("any", reply) for reply in PASSING),
    ]
    good: dict[str, Reply] = {
        "status": (200, {"status": "COMPLETED", "logs": None}),
        "result": (200, {"video": {"url": "https://v3.fal.media/1.mp4"}}),
    }
    bad: dict[str, Reply] = {
        "status": (200, {"status": "COMPLETED", "error": "x", "error_type": "internal_error"}),
        "result": (500, {"detail": "x", "error_type": "internal_error"}),
    }

    @staticmethod
    def kind(request: Request) -> str:
        """Tell what a request asks for."""
        return "status" if request.url.endswith("/status") else "result"


class Runware:
    """A task at Runware, whose status and results are the same question."""

    urls: dict[str, str] = {}
    noise: list[tuple[str, Reply]] = [
        *(
            ("status", (200, {"data": [{"taskUUID": TASK, "status": word}]}))
            for word in ("processing", "pending", "queued", "success", "strange", None)
        ),
        ("status", (200, {"data": []})),
        ("status", (200, {"data": None, "errors": []})),
        ("status", (200, {"data": [{"taskUUID": "another", "videoURL": "https://e.com/w.mp4"}]})),
        *(("any", reply) for reply in PASSING),
    ]
    good: dict[str, Reply] = {
        "status": (
            200,
            {
                "data": [
                    {
                        "taskUUID": TASK,
                        "status": "success",
                        "videoUUID": TASK,
                        "videoURL": "https://vm.runware.ai/1.mp4",
                        "taskType": "videoInference",
                    }
                ]
            },
        ),
    }
    bad: dict[str, Reply] = {
        "status": (
            200,
            {"errors": [{"taskUUID": TASK, "code": "timeoutProvider", "message": "x"}]},
        ),
    }

    @staticmethod
    def kind(_request: Request) -> str:
        """Tell what a request asks for."""
        return "status"


class Aimlapi:
    """A generation at AI/ML API, whose status and result are the same question."""

    urls: dict[str, str] = {}
    noise: list[tuple[str, Reply]] = [
        *(
            ("status", (200, {"id": "1", "status": word}))
            for word in ("queued", "generating", "waiting", "active", "strange", None, "completed")
        ),
        ("status", (200, {"id": "1", "status": "completed", "video": None})),
        *(("any", reply) for reply in PASSING),
    ]
    good: dict[str, Reply] = {
        "status": (
            200,
            {"id": "1", "status": "completed", "video": {"url": "https://cdn.example/1.mp4"}},
        ),
    }
    bad: dict[str, Reply] = {
        "status": (200, {"id": "1", "status": "error", "error": {"name": "x", "message": "y"}}),
    }

    @staticmethod
    def kind(_request: Request) -> str:
        """Tell what a request asks for."""
        return "status"


WORLDS: dict[str, Any] = {"fal": Fal, "runware": Runware, "aimlapi": Aimlapi}


def wait_for(provider: str, deadline: float) -> Wait:
    client = SYNC[provider](key="k", deadline=deadline, interval=1.0)
    name = next(iter(client.operations))
    id_ = TASK if provider == "runware" else "1"
    job = JobData(
        provider=provider, operation=name, id=id_, submitted="now", urls=WORLDS[provider].urls
    )
    return Wait(client._protocol(time.monotonic() + deadline), job)


def drive(wait: Wait, reply: Callable[[Request], Answer]) -> Outcome:
    """Carry out a wait without sleeping."""
    steps = wait.outcome()
    step = next(steps)
    for _ in range(10_000):
        try:
            step = steps.send(reply(step) if isinstance(step, Request) else None)
        except StopIteration as done:
            outcome: Outcome = done.value
            return outcome
    raise AssertionError("it never ends")


@pytest.mark.parametrize("succeeds", [True, False])
@pytest.mark.parametrize("provider", WORLDS)
@given(data=st.data())
def test_any_order_of_answers_ends_right(
    provider: str, succeeds: bool, data: st.DataObject
) -> None:
    world = WORLDS[provider]
    script = data.draw(st.lists(st.sampled_from(world.noise), max_size=12))
    truth = world.good if succeeds else world.bad

    def reply(request: Request) -> Answer:
        kind = world.kind(request)
        while script:
            wanted, noise = script.pop(0)
            if wanted in {kind, "any"}:
                return answer(noise)
        return answer(truth[kind])

    if succeeds:
        outcome = drive(wait_for(provider, 60), reply)
        assert outcome.results == expected(provider)
    else:
        with pytest.raises(ProviderFailed):
            drive(wait_for(provider, 60), reply)


def expected(provider: str) -> list[Any]:
    body = WORLDS[provider].good.get("result", WORLDS[provider].good["status"])[1]
    return body["data"] if provider == "runware" else [body]


@pytest.mark.parametrize("provider", WORLDS)
@given(data=st.data())
def test_a_wait_is_over_at_its_deadline_and_keeps_the_job(
    provider: str, data: st.DataObject
) -> None:
    world = WORLDS[provider]
    forgiven = [
        reply for wanted, reply in world.noise if reply[0] != 404 and wanted in {"status", "any"}
    ]
    noise = data.draw(st.lists(st.sampled_from(forgiven), min_size=1, max_size=5))
    turn = iter(range(10**9))
    with pytest.raises(TimedOut) as late:
        drive(wait_for(provider, 0.01), lambda _request: answer(noise[next(turn) % len(noise)]))
    assert late.value.job is not None
    assert late.value.job["id"] in {TASK, "1"}


@pytest.mark.parametrize("provider", WORLDS)
def test_a_key_that_is_refused_ends_the_wait_and_keeps_the_job(provider: str) -> None:
    wait = wait_for(provider, 60)
    with pytest.raises(CallError) as refused:
        drive(wait, lambda _request: answer((401, {})))
    assert refused.value.status == 401
    assert wait.verdict is None


def test_runware_keeps_results_that_come_late() -> None:
    """One error among three, and the other two later: the wait goes on for a while."""
    wait = wait_for("runware", 60)
    wait.job.expected = 3
    error = {"taskUUID": TASK, "code": "timeoutProvider", "message": "x"}
    item = {"taskUUID": TASK, "status": "success", "videoURL": "https://e.com/1.mp4"}
    first = {**item, "videoUUID": "1"}
    second = {**item, "videoUUID": "2", "videoURL": "https://e.com/2.mp4"}
    script: list[Any] = [
        {"errors": [error], "data": [{"taskUUID": TASK, "status": "processing"}]},
        {"errors": [error], "data": [first]},
        {"errors": [error], "data": [first, first, second]},
    ]
    with pytest.raises(ProviderFailed) as failed:
        drive(wait, lambda _request: answer((200, script.pop(0) if len(script) > 1 else script[0])))
    assert failed.value.answer["results"] == [first, second]
