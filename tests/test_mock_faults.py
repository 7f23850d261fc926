"""Everything that goes wrong on command, over a port and in process, as a client sees it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from faulty import FAMILIES, WAYS, Server, charged, fired, fresh, look, serving, submit
from shipped import providers

from generator.mock.faults.kinds import KINDS

ASKING = ("fal", "runware", "aimlapi")
"""Providers that are asked how a job is."""
CODES = [
    (provider.id, code.code)
    for provider in providers().values()
    for code in provider.spec.errors.codes
]


@pytest.fixture(scope="module", params=WAYS)
def running(request: pytest.FixtureRequest) -> Iterator[Server]:
    with serving(request.param) as server:
        yield server


@pytest.fixture
def server(running: Server) -> Server:
    return fresh(running)


def plan(server: Server, do: str, call: str = "submit", **more: Any) -> None:
    server.app.state.faults({"faults": [{"do": do, "call": call, "nth": 1, **more}]})


@pytest.mark.parametrize("provider", FAMILIES)
@pytest.mark.parametrize(
    ("do", "taken"),
    [("drop-before", 0), ("drop-after", 1), ("half", 1), ("length-long", 1)],
)
def test_a_broken_connection_takes_the_job_or_not(
    server: Server, provider: str, do: str, taken: int
) -> None:
    plan(server, do)
    with pytest.raises(httpx.TransportError) as caught:
        submit(server, provider)
    assert not isinstance(caught.value, httpx.ConnectError)
    assert len(charged(server)) == taken
    assert submit(server, provider).is_success
    assert fired(server) == [1]


@pytest.mark.parametrize("provider", FAMILIES)
@pytest.mark.parametrize("do", ["length-short", "invalid-json", "invalid-utf8", "wrong-type"])
def test_an_answer_that_cannot_be_read(server: Server, provider: str, do: str) -> None:
    plan(server, do)
    answer = submit(server, provider)
    assert answer.is_success
    with pytest.raises((json.JSONDecodeError, UnicodeDecodeError)):
        json.loads(answer.content)
    assert len(charged(server)) == 1


@pytest.mark.parametrize("when", ["before", "after"])
def test_silence_lasts_until_the_client_gives_up(server: Server, when: str) -> None:
    plan(server, "silence", when=when)
    with pytest.raises(httpx.ReadTimeout):
        submit(server, "fal", timeout=0.3)
    assert len(charged(server)) == (when == "after")


@pytest.mark.parametrize("do", ["slow", "drip"])
def test_a_slow_answer_is_the_right_one(server: Server, do: str) -> None:
    plan(server, do, seconds=0.3)
    start = time.monotonic()
    assert submit(server, "fal").json()["status"] == "IN_QUEUE"
    assert time.monotonic() - start >= 0.28


@pytest.mark.parametrize(("provider", "code"), CODES)
def test_every_documented_error_can_be_had(server: Server, provider: str, code: str) -> None:
    plan(server, "error", provider=provider, code=code)
    answer = submit(server, provider)
    known = {each.code: each for each in providers()[provider].spec.errors.codes}[code]
    assert answer.status_code == (known.status or answer.status_code)
    assert answer.status_code >= 400
    assert answer.json()
    assert charged(server) == []


@pytest.mark.parametrize("provider", FAMILIES)
@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 408, 409, 429, 500, 502, 503, 504])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_status_before_or_after_the_job_was_taken(
    server: Server, provider: str, status: int, when: str
) -> None:
    plan(server, "error", status=status, when=when)
    answer = submit(server, provider)
    assert answer.status_code == status
    assert answer.json()
    assert len(charged(server)) == (when == "after")


def test_a_gateway_answers_with_its_own_page(server: Server) -> None:
    plan(server, "error", status=502, page=True)
    answer = submit(server, "fal")
    assert (answer.status_code, "nginx" in answer.text) == (502, True)
    assert "x-fal-request-id" not in answer.headers


@pytest.mark.parametrize(
    ("wanted", "name", "value"),
    [
        ({"seconds": 2}, "retry-after", "2"),
        ({"seconds": 10**10}, "retry-after", "10000000000"),
        ({"milliseconds": 150}, "retry-after-ms", "150"),
        ({"text": "soon"}, "retry-after", "soon"),
    ],
)
def test_retry_after(server: Server, wanted: Any, name: str, value: str) -> None:
    plan(server, "error", status=429, retry_after=wanted)
    assert submit(server, "runware").headers[name] == value


def test_retry_after_as_a_date(server: Server) -> None:
    plan(server, "error", status=503, retry_after={"date": 90})
    date = parsedate_to_datetime(submit(server, "aimlapi").headers["retry-after"])
    assert 60 < (date - datetime.now(UTC)).total_seconds() <= 90


@pytest.mark.parametrize("provider", FAMILIES)
def test_unknown_members_come_with_the_known_ones(server: Server, provider: str) -> None:
    usual = submit(server, provider, "m0").json()
    plan(server, "unknown-fields")
    answer = submit(server, provider).json()
    assert answer["x_specloom_unknown"]
    assert answer.keys() > usual.keys()


def done(server: Server, provider: str) -> httpx.Response:
    """Return the acceptance of a job that has ended."""
    accepted = submit(server, provider)
    until = time.monotonic() + 10
    while charged(server)[0]["state"] == "open":
        assert time.monotonic() < until
        time.sleep(0.005)
    return accepted


def state_of(provider: str, answer: httpx.Response) -> str:
    body = answer.json()
    return str((body["data"][0] if provider == "runware" else body)["status"])


@pytest.mark.parametrize("provider", ASKING)
def test_a_status_nobody_knows(server: Server, provider: str) -> None:
    accepted = done(server, provider)
    plan(server, "unknown-status", "status", word="pondering")
    assert state_of(provider, look(server, provider, accepted)) == "pondering"
    assert state_of(provider, look(server, provider, accepted)).lower() in {"completed", "success"}


@pytest.mark.parametrize("provider", ASKING)
def test_a_status_that_goes_backwards(server: Server, provider: str) -> None:
    accepted = done(server, provider)
    plan(server, "backward", "status")
    answer = look(server, provider, accepted)
    assert state_of(provider, answer) in {"IN_QUEUE", "processing", "queued"}
    assert "mp4" not in answer.text
    assert answer.status_code == (202 if provider == "fal" else 200)
    assert state_of(provider, look(server, provider, accepted)).lower() in {"completed", "success"}


@pytest.mark.parametrize("provider", ASKING)
def test_a_result_that_comes_late(server: Server, provider: str) -> None:
    accepted = done(server, provider)
    plan(server, "late", "result" if provider == "fal" else "status")
    key = {"authorization": "Key a-key"}
    for late in (True, False):
        if provider == "fal":
            answer = server.ask("GET", accepted.json()["response_url"], headers=key)
        else:
            answer = look(server, provider, accepted)
        assert ("mp4" not in answer.text) == late
        assert answer.status_code == (400 if late and provider == "fal" else 200)


def test_a_result_that_comes_twice(server: Server) -> None:
    accepted = done(server, "runware")
    plan(server, "duplicate", "status")
    one, two = look(server, "runware", accepted).json()["data"]
    assert one == two
    assert len(look(server, "runware", accepted).json()["data"]) == 1


def test_what_changes_nothing_does_not_count(server: Server) -> None:
    accepted = done(server, "fal")
    plan(server, "duplicate", "status")
    look(server, "fal", accepted)
    assert fired(server) == [0]


def test_every_kind_is_tried_here() -> None:
    """Those of connections, downloads and webhooks are tried in the modules beside this one."""
    modules = Path(__file__).parent.glob("test_mock_*.py")
    text = "".join(module.read_text(encoding="utf-8") for module in modules)
    assert [kind for kind in KINDS if f'"{kind}"' not in text] == []
