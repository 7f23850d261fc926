"""The generations protocol over real HTTP: create, poll, failures with HTTP 200, cost reports."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from mocked import PATHS, body_of, by_hand, client, until

from generator.mock.running import RunningMock

RUN = PATHS["aimlapi"]


def ended(c: httpx.Client, job: str) -> list[httpx.Response]:
    return until(
        lambda: c.get(RUN, params={"generation_id": job}),
        lambda body: body["status"] in {"completed", "error"},
    )


def test_a_job_is_queued_generated_and_completed() -> None:
    with by_hand() as (clock, mock), client(mock.url, "aimlapi") as c:
        answer = c.post(RUN, json=body_of("aimlapi"), headers={"X-Client-Request-Id": "my.id-1"})
        job = answer.json()["id"]
        assert answer.json() == {"id": job, "status": "queued"}
        assert answer.headers["x-inference-id"] == job
        assert answer.headers["x-client-request-id"] == "my.id-1"
        answers = []
        for _ in range(3):
            answers.append(c.get(RUN, params={"generation_id": job}))
            clock.advance(1.6)
    assert [answer.status_code for answer in answers] == [200] * 3
    states = [answer.json()["status"] for answer in answers]
    assert states == ["queued", "generating", "completed"]
    last = answers[-1].json()
    assert last.keys() == {"id", "status", "video"}, "no cost unless it is asked for"
    assert "/1280x720/240/" in last["video"]["url"], "ten seconds at 720p are assumed"
    assert not any(name.startswith("x-aimlapi") for name in answers[-1].headers)


def test_a_cost_is_reported_where_that_is_asked_for(specloom_mock: RunningMock) -> None:
    with client(specloom_mock.url, "aimlapi") as c:
        headers = {"X-Specloom-Scenario": "with-cost"}
        job = c.post(RUN, json=body_of("aimlapi"), headers=headers).json()["id"]
        last = ended(c, job)[-1]
    usage = last.json()["meta"]["usage"]
    assert usage == {"credits_used": 120000, "usd_spent": 0.06}
    assert last.headers["x-aimlapi-credits-used"] == "120000"
    assert last.headers["x-aimlapi-usd-spent"] == "0.06"


@pytest.mark.parametrize("name", ["failed", "content-policy"])
def test_a_failure_comes_with_http_200(specloom_mock: RunningMock, name: str) -> None:
    with client(specloom_mock.url, "aimlapi") as c:
        job = c.post(RUN, json=body_of("aimlapi", f"scenario:{name}")).json()["id"]
        last = ended(c, job)[-1]
    assert last.status_code == 200
    assert last.json()["status"] == "error"
    assert last.json()["error"].keys() == {"name", "message"}
    assert "video" not in last.json()


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({**body_of("aimlapi"), "duration": "8"}, 400, "/duration"),
        ({**body_of("aimlapi"), "image_url": "nothing"}, 400, "/image_url"),
        ({"prompt": "x"}, 400, "model is missing"),
        ([], 400, "model is missing"),
        ({"model": "nobody/nothing", "prompt": "x"}, 404, "nobody/nothing"),
    ],
)
def test_errors_are_flat(specloom_mock: RunningMock, body: Any, status: int, words: str) -> None:
    with client(specloom_mock.url, "aimlapi") as c:
        answer = c.post(RUN, json=body)
    found = answer.json()
    assert answer.status_code == status
    assert found.keys() == {"message", "path", "requestId", "statusCode", "timestamp"}
    assert (found["path"], found["statusCode"]) == ("/v2/video/generations", str(status))
    assert words in found["message"]


def test_ids_that_nobody_has(specloom_mock: RunningMock) -> None:
    with client(specloom_mock.url, "aimlapi") as c:
        for job, marked in (("0m25kAkw71oR0OCotP9XE", True), ("?!", False), ("", False)):
            answer = c.get(RUN, params={"generation_id": job})
            assert answer.status_code == 404
            assert ("x-inference-id" in answer.headers) == marked
        answer = c.post(RUN, json=body_of("aimlapi"), headers={"X-Client-Request-Id": "no good"})
        assert "x-client-request-id" not in answer.headers


def test_other_addresses(specloom_mock: RunningMock) -> None:
    with client(specloom_mock.url, "aimlapi") as c:
        root = c.post("/v2/video/generations", json=body_of("aimlapi"))
        assert root.json()["status"] == "queued", "the official client forgets the base path"
        models = httpx.get(f"{specloom_mock.url}/aimlapi/v1/models", trust_env=False)
        assert models.json()["data"][0]["id"] == "x-ai/grok-imagine-video"
        assert c.get("/aimlapi/v2/billing").json()["balance"] > 0
        assert c.get("/aimlapi/nothing").json()["statusCode"] == "404"
        c.headers["authorization"] = "Bearer wrong"
        assert c.post(RUN, json=body_of("aimlapi")).status_code == 401
