"""The ledger: what was charged for each accepted job, whatever its caller got to know."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx
import pytest
from faulty import FAMILIES, InProcess, charged, look, submit
from mocked import PATHS, body_of, task


def row(server: InProcess) -> dict[str, Any]:
    (found,) = charged(server)
    return found


@pytest.mark.parametrize("provider", FAMILIES)
def test_an_accepted_job_is_charged_once(provider: str) -> None:
    server = InProcess()
    before = time.time()
    assert submit(server, provider, "m1").is_success
    found = row(server)
    assert (found["provider"], found["marker"], found["charged"]) == (provider, "m1", 1)
    assert found["charged_for_the_same"] == 1
    assert found["accepted_at"].endswith("+00:00")
    assert found["cost"] is None or not found["cost"].startswith("0.00000")
    assert time.time() - before < 30


@pytest.mark.parametrize("provider", FAMILIES)
def test_a_refused_job_is_not_charged(provider: str) -> None:
    server = InProcess()
    assert not submit(server, provider, body=[{"nothing": 1}]).is_success
    assert charged(server) == []


@pytest.mark.parametrize("provider", FAMILIES)
def test_a_job_that_is_sent_twice_is_charged_twice(provider: str) -> None:
    server = InProcess()
    for _ in range(2):
        assert submit(server, provider, "m1").is_success
    assert [found["charged_for_the_same"] for found in charged(server)] == [2, 2]


def test_without_a_marker_requests_are_told_apart_by_their_content() -> None:
    server = InProcess()
    for prompt in ("a cat", "a dog", "a cat"):
        assert submit(server, "runware", "", body=body_of("runware", prompt)).is_success
    assert [found["charged_for_the_same"] for found in charged(server)] == [2, 1, 2]
    assert {found["marker"] for found in charged(server)} == {""}


def test_a_prompt_may_hold_the_marker() -> None:
    server = InProcess()
    submit(server, "fal", "", body=body_of("fal", "a cat marker:m-7 and a dog"))
    assert row(server)["marker"] == "m-7"


@pytest.mark.parametrize("marker", ["../x", "a b", "x" * 65, "ä"])
def test_a_marker_that_is_none_is_left_alone(marker: str) -> None:
    server = InProcess()
    submit(server, "fal", "", body=body_of("fal", "a cat"))
    headers = {"authorization": "Key k", "x-specloom-marker": marker.encode()}
    server.ask("POST", PATHS["fal"], json=body_of("fal"), headers=headers)
    assert [found["marker"] for found in charged(server)] == ["", ""]


def test_what_was_served_and_fetched_is_noted() -> None:
    server = InProcess()
    accepted = submit(server, "aimlapi", "m9")
    assert (row(server)["served"], row(server)["results"]) == (0, [])
    until = time.monotonic() + 10
    while not row(server)["served"]:
        answer = look(server, "aimlapi", accepted)
        assert time.monotonic() < until
    url = answer.json()["video"]["url"]
    assert url.endswith("-m9.mp4")
    assert (row(server)["results"], row(server)["state"]) == ([url], "succeeded")
    server.ask("HEAD", url)
    server.ask("GET", url)
    assert row(server)["downloads"] == 1


def test_a_task_that_is_sent_twice_is_refused_and_charged_once() -> None:
    server = InProcess()
    body = [task()]
    assert submit(server, "runware", body=body).is_success
    again = submit(server, "runware", body=body)
    assert again.json()["errors"][0]["code"] == "conflictTaskUUID"
    assert row(server)["charged_for_the_same"] == 1


def test_tasks_that_are_sent_at_once_are_charged_once() -> None:
    server = InProcess()
    body = [task()]
    headers = {"authorization": "Bearer a-key"}

    async def at_once() -> list[httpx.Response]:
        transport = httpx.ASGITransport(server.app)
        async with httpx.AsyncClient(transport=transport, base_url=server.url) as client:
            calls = (client.post(PATHS["runware"], json=body, headers=headers) for _ in range(20))
            return await asyncio.gather(*calls)

    answers = asyncio.run(at_once())
    assert sum(answer.is_success for answer in answers) == 1
    refused = [answer.json()["errors"][0]["code"] for answer in answers if not answer.is_success]
    assert refused == ["conflictTaskUUID"] * 19
    assert row(server)["charged"] == 1


def test_a_task_whose_answer_was_lost_is_known_by_its_id() -> None:
    server = InProcess()
    body = [task()]
    with server.app.state.faults({"faults": [{"do": "drop-after", "call": "submit", "nth": 1}]}):
        with pytest.raises(httpx.TransportError):
            submit(server, "runware", body=body)
        again = submit(server, "runware", body=body)
    assert again.json()["errors"][0]["code"] == "conflictTaskUUID"
    assert row(server)["charged"] == 1
