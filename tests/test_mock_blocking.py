"""The blocking protocol over real HTTP: envelopes, options, cache, log entries, background."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from mocked import PATHS, body_of, client
from receiving import Receiver

from generator.mock.running import RunningMock

RUN = PATHS["cloudflare"]


def test_a_call_waits_and_answers_in_both_envelopes(specloom_mock: RunningMock) -> None:
    body = body_of("cloudflare")
    body["input"].update(resolution="480p", aspect_ratio="9:16", duration=5)
    with client(specloom_mock.url, "cloudflare") as c:
        answer = c.post(RUN, json=body)
    found = answer.json()
    assert (found["success"], found["errors"], found["messages"]) == (True, [], [])
    assert found["result"]["state"] == "Completed"
    assert found["result"]["gatewayMetadata"] == {"keySource": "Unified"}
    assert found["result"]["result"].keys() == {"video"}
    assert "/480x848/120/" in found["result"]["result"]["video"]
    assert answer.headers["cf-aig-model"] == "xai/grok-imagine-video"
    assert answer.headers["cf-aig-cache-status"] == "MISS"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"model": "xai/grok-imagine-video", "input": {"duration": 99}}, 400, 5006),
        ({"model": "xai/grok-imagine-video", "input": {"prompt": "x", "seed": 1}}, 400, 5006),
        ({"model": "xai/grok-imagine-video", "input": 5}, 400, 5006),
        ({"model": "nobody/nothing", "input": {}}, 400, 5007),
        ({"model": "xai/grok-imagine-video"}, 400, 3003),
        ({"input": {}}, 400, 3003),
        ([], 400, 3003),
        ({**body_of("cloudflare"), "options": {"backgrund": True}}, 400, 5006),
        ({**body_of("cloudflare"), "more": 1}, 400, 5006),
        ({**body_of("cloudflare"), "options": {"webhookUrl": "http://localhost/"}}, 400, 5004),
        ({**body_of("cloudflare"), "options": {"background": True}}, 400, 5004),
    ],
)
def test_errors_come_in_the_envelope(
    specloom_mock: RunningMock, body: Any, status: int, code: int
) -> None:
    with client(specloom_mock.url, "cloudflare") as c:
        answer = c.post(RUN, json=body)
    found = answer.json()
    assert answer.status_code == status
    assert {entry["code"] for entry in found["errors"]} == {code}
    assert (found["success"], found["messages"], found["result"]) == (False, [], {})


def test_a_wrong_token_and_a_wrong_path(specloom_mock: RunningMock) -> None:
    with client(specloom_mock.url, "cloudflare", "wrong") as c:
        answer = c.post(RUN, json=body_of("cloudflare"))
    assert answer.status_code == 401
    assert answer.json()["errors"][0]["code"] == 10000
    with client(specloom_mock.url, "cloudflare") as c:
        answer = c.get("/cloudflare/client/v4/user")
    assert (answer.status_code, answer.json()["success"]) == (404, False)


def test_a_failed_job_says_so_inside_a_success(specloom_mock: RunningMock) -> None:
    with client(specloom_mock.url, "cloudflare") as c:
        answer = c.post(RUN, json=body_of("cloudflare", "scenario:failed"))
    result = answer.json()["result"]
    assert (answer.status_code, answer.json()["success"]) == (200, True)
    assert result["state"] == "Failed"
    assert result["error"].keys() == {"code", "message"}
    assert "result" not in result


def test_the_cache_gives_the_old_video_again(specloom_mock: RunningMock) -> None:
    body = body_of("cloudflare", "cache me")
    headers = {"cf-aig-cache-ttl": "600"}
    with client(specloom_mock.url, "cloudflare") as c:
        first = c.post(RUN, json=body, headers=headers)
        second = c.post(RUN, json=body, headers=headers)
        third = c.post(RUN, json=body, headers={**headers, "cf-aig-skip-cache": "true"})
    videos = [answer.json()["result"]["result"]["video"] for answer in (first, second, third)]
    assert videos[0] == videos[1] != videos[2]
    assert second.headers["cf-aig-cache-status"] == "HIT"


def test_the_log_entry_holds_the_cost(specloom_mock: RunningMock) -> None:
    body = body_of("cloudflare")
    body["input"].update(resolution="480p", duration=4)
    with client(specloom_mock.url, "cloudflare") as c:
        log = c.post(RUN, json=body).headers["cf-aig-log-id"]
        gateway = "/cloudflare/client/v4/accounts/acc/ai-gateway/gateways/default/logs"
        entry = c.get(f"{gateway}/{log}").json()["result"]
        assert c.get(f"{gateway}/nothing").status_code == 404
    assert (entry["id"], entry["cost"]) == (log, 0.2)


@pytest.mark.parametrize(
    ("prompt", "state"), [("a cat", "Completed"), ("scenario:failed", "Failed")]
)
def test_background_is_acknowledged_and_reported_once(
    specloom_mock: RunningMock, prompt: str, state: str
) -> None:
    with Receiver() as receiver, client(specloom_mock.url, "cloudflare") as c:
        options = {"background": True, "webhookUrl": f"{receiver.url}/hook"}
        answer = c.post(RUN, json={**body_of("cloudflare", prompt), "options": options})
        assert answer.json()["success"] is True
        ((method, path, _, raw),) = receiver.wait()
    body = json.loads(raw)
    assert (method, path, body["state"]) == ("POST", "/hook", state)
    assert body["id"] == answer.json()["result"]["id"]
    assert (body["provider"], body["model"]) == ("xai", "xai/grok-imagine-video")
    assert (body["result"] is None) == (state == "Failed") == (body["error"] is not None)


def test_the_video_is_uploaded_where_the_input_says(specloom_mock: RunningMock) -> None:
    with Receiver() as receiver, client(specloom_mock.url, "cloudflare") as c:
        body = body_of("cloudflare")
        body["input"]["output"] = {"upload_url": f"{receiver.url}/put/here?signed=1"}
        url = c.post(RUN, json=body).json()["result"]["result"]["video"]
        ((method, path, headers, raw),) = receiver.wait()
    assert (method, path) == ("PUT", "/put/here?signed=1")
    assert headers["content-type"] == "video/mp4"
    assert raw == httpx.get(url, trust_env=False).content
