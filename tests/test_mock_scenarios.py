"""Scenarios: every kind of failure on request, in each provider's own form."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from mocked import KEYS, PATHS, body_of, by_hand, client, poll, until
from shipped import providers

from generator.mock.running import RunningMock

AT_ONCE = {
    "out-of-credits": {"fal": 402, "runware": 402, "cloudflare": 402, "aimlapi": 403},
    "not-found": {"fal": 404, "runware": 404, "cloudflare": 400, "aimlapi": 404},
    "rate-limit": dict.fromkeys(KEYS, 429),
    "server-error": dict.fromkeys(KEYS, 500),
    "permission": dict.fromkeys(KEYS, 403),
    "authentication": dict.fromkeys(KEYS, 401),
}
"""HTTP statuses of refused submits."""


def in_form(provider: str, body: Any) -> bool:
    """Tell whether an error has the provider's own form."""
    match provider:
        case "fal":
            return isinstance(body["detail"], str | list)
        case "runware":
            return bool(body["errors"][0].keys() >= {"code", "message", "taskUUID"})
        case "cloudflare":
            return body["success"] is False and isinstance(body["errors"][0]["code"], int)
    return bool(body.keys() == {"message", "path", "requestId", "statusCode", "timestamp"})


@pytest.mark.parametrize("provider", KEYS)
@pytest.mark.parametrize("name", AT_ONCE)
def test_a_submit_is_refused(specloom_mock: RunningMock, provider: str, name: str) -> None:
    with client(specloom_mock.url, provider) as c:
        asked = {"X-Specloom-Scenario": name}
        answer = c.post(PATHS[provider], json=body_of(provider), headers=asked)
    assert answer.status_code == AT_ONCE[name][provider]
    assert in_form(provider, answer.json())
    assert ("retry-after" in answer.headers) == (name == "rate-limit")


@pytest.mark.parametrize("provider", KEYS)
def test_three_ways_to_ask(specloom_mock: RunningMock, provider: str) -> None:
    path = PATHS[provider]
    with client(specloom_mock.url, provider) as c:
        answers = [c.post(path, json=body_of(provider, "a cat, scenario:rate-limit, please"))]
        c.headers["authorization"] = f"{KEYS[provider]} scenario:rate-limit"
        answers.append(c.post(path, json=body_of(provider)))
        header = {"X-Specloom-Scenario": "success"}
        assert c.post(path, json=body_of(provider), headers=header).is_success
    assert [answer.status_code for answer in answers] == [429, 429]


@pytest.mark.parametrize("provider", KEYS)
def test_an_unknown_scenario_is_told(specloom_mock: RunningMock, provider: str) -> None:
    with client(specloom_mock.url, provider) as c:
        for name in ("nonsense", "code:nonsense"):
            asked = {"X-Specloom-Scenario": name}
            answer = c.post(PATHS[provider], json=body_of(provider), headers=asked)
            assert answer.status_code == 400
            assert "nonsense" in answer.text


def outcome(c: httpx.Client, provider: str, name: str) -> Any:
    """Submit with a scenario, and return what the job ended with."""
    body = body_of(provider)
    asked = {"X-Specloom-Scenario": name}
    answer = c.post(PATHS[provider], json=body, headers=asked)
    if not answer.is_success or provider == "cloudflare":
        return answer
    if provider == "fal":
        job = answer.json()
        until(lambda: c.get(job["status_url"]), lambda found: found["status"] == "COMPLETED")
        return c.get(job["response_url"])
    if provider == "runware":
        wanted = poll(body[0]["taskUUID"])
        return until(
            lambda: c.post(PATHS[provider], json=wanted),
            lambda found: "errors" in found or found["data"][0]["status"] != "processing",
        )[-1]
    query = {"generation_id": answer.json()["id"]}
    return until(
        lambda: c.get(PATHS[provider], params=query),
        lambda found: found["status"] in {"completed", "error"},
    )[-1]


def code_in(provider: str, answer: httpx.Response) -> set[str]:
    """Return all that an error may be known by."""
    body = answer.json()
    found = {str(answer.status_code)}
    match provider:
        case "fal":
            detail = body["detail"]
            found |= {body.get("error_type", "")}
            found |= {entry["type"] for entry in detail} if isinstance(detail, list) else set()
        case "runware":
            found |= {entry["code"] for entry in body["errors"]}
        case "cloudflare":
            found |= {str(entry["code"]) for entry in body["errors"]}
            found |= {str(body["result"].get("error", {}).get("code"))}
        case _:
            found |= {body["error"]["name"]} if "error" in body else set()
    return found


DOCUMENTED = [(name, code.code) for name in KEYS for code in providers()[name].spec.errors.codes]


@pytest.mark.parametrize("provider", KEYS)
@pytest.mark.parametrize("name", ["failed", "content-policy"])
def test_a_job_fails(specloom_mock: RunningMock, provider: str, name: str) -> None:
    with client(specloom_mock.url, provider) as c:
        answer = outcome(c, provider, name)
    wanted = {"fal": {"failed": 500, "content-policy": 422}}.get(provider, {}).get(name, 200)
    assert answer.status_code == wanted
    codes = {"fal": "content_policy_violation", "runware": "invalidProviderContent"}
    if name == "content-policy" and provider in codes:
        assert codes[provider] in code_in(provider, answer)


@pytest.mark.parametrize("provider", KEYS)
def test_every_documented_code_can_be_had(specloom_mock: RunningMock, provider: str) -> None:
    with client(specloom_mock.url, provider) as c:
        for name, code in DOCUMENTED:
            if name == provider:
                answer = outcome(c, provider, f"code:{code}@submit")
                assert not answer.is_success, code
                assert code in code_in(provider, answer), code


@pytest.mark.parametrize("provider", ["fal", "runware", "aimlapi"])
def test_a_poll_can_fail_once(specloom_mock: RunningMock, provider: str) -> None:
    body = body_of(provider, "scenario:flaky")
    with client(specloom_mock.url, provider) as c:
        made = c.post(PATHS[provider], json=body).json()
        asks = {
            "fal": lambda: c.get(made["status_url"]),
            "runware": lambda: c.post(PATHS[provider], json=poll(body[0]["taskUUID"])),
            "aimlapi": lambda: c.get(PATHS[provider], params={"generation_id": made["id"]}),
        }
        statuses = [asks[provider]().status_code for _ in range(2)]
    assert statuses[0] == 503
    assert statuses[1] in {200, 202}


@pytest.mark.parametrize("provider", KEYS)
def test_answers_that_do_not_arrive(specloom_mock: RunningMock, provider: str) -> None:
    path = PATHS[provider]
    with client(specloom_mock.url, provider) as c:
        with pytest.raises(httpx.TransportError):
            c.post(path, json=body_of(provider, "scenario:lost-answer"))
        with pytest.raises(httpx.ReadTimeout):
            c.post(path, json=body_of(provider, "scenario:no-answer"), timeout=0.5)
        answer = c.post(path, json=body_of(provider, "scenario:unreadable"))
    assert answer.is_success
    assert answer.text.startswith("<html>")


def test_a_lost_answer_leaves_a_job_behind(specloom_mock: RunningMock) -> None:
    body = body_of("runware", "scenario:lost-answer")
    with client(specloom_mock.url, "runware") as c:
        with pytest.raises(httpx.TransportError):
            c.post(PATHS["runware"], json=body)
        again = c.post(PATHS["runware"], json=body)
        assert again.json()["errors"][0]["code"] == "conflictTaskUUID"
        assert c.post(PATHS["runware"], json=poll(body[0]["taskUUID"])).json()["data"]


def test_a_running_job_can_wait_once_more() -> None:
    with by_hand() as (clock, mock), client(mock.url, "fal") as c:
        job = c.post(PATHS["fal"], json=body_of("fal", "scenario:requeue")).json()
        states = []
        for _ in range(40):
            states.append(c.get(job["status_url"]).json()["status"])
            clock.advance(0.1)
    changes = [
        state for state, before in zip(states, ["", *states], strict=False) if state != before
    ]
    assert changes == ["IN_QUEUE", "IN_PROGRESS", "IN_QUEUE", "IN_PROGRESS", "COMPLETED"]


def test_forms_that_documents_leave_open(specloom_mock: RunningMock) -> None:
    with client(specloom_mock.url, "cloudflare") as c:
        gateway = outcome(c, "cloudflare", "form:gateway").json()
        bare = outcome(c, "cloudflare", "form:bare").json()
        assert (gateway["state"], bare.keys()) == ("Completed", {"video"})
        nested = c.post(PATHS["aimlapi"], json=body_of("aimlapi", "scenario:form:nested")).json()
        assert nested.keys() == {"error"}
        single = c.post(PATHS["runware"], json=body_of("runware", "scenario:form:single"))
        assert (single.status_code, single.json()["error"]["code"]) == (429, "rateLimitExceeded")
        item = outcome(c, "runware", "form:item").json()["data"][0]
        assert (item["status"], "code" in item["error"]) == ("error", True)


def test_status_words_of_older_documents() -> None:
    with by_hand() as (clock, mock), client(mock.url, "aimlapi") as c:
        task = body_of("runware", "scenario:form:old-words")
        c.post(PATHS["runware"], json=task)
        polled = c.post(PATHS["runware"], json=poll(task[0]["taskUUID"])).json()
        assert polled["data"][0]["status"] == "pending"
        made = c.post(PATHS["aimlapi"], json=body_of("aimlapi", "scenario:form:old-words")).json()
        words = []
        for _ in range(3):
            words.append(c.get(PATHS["aimlapi"], params={"generation_id": made["id"]}).json())
            clock.advance(1.6)
    assert [word["status"] for word in words] == ["waiting", "active", "completed"]
