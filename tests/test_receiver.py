"""The receiver of webhooks: it answers fast, hands each piece of news over once, and wakes who waits."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from clients import KEY, SYNC, client, close_all, smallest
from serving import Serving
from signed import Keys, Signer, report

from generated._runtime.errors import ProviderFailed, TimedOut
from generated._runtime.receiver import Receiver
from generated._runtime.webhook_events import Event
from generated._runtime.webhook_reports import reported
from generated.fal import Fal

SECRET = "a secret of some length"  # noqa: S105  # of this test alone
SIGNER = Signer()


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Close what a test has opened."""
    yield
    close_all()


@pytest.fixture(params=["wait", "wait_sync"])
def waited(request: pytest.FixtureRequest) -> Any:
    """Wait for a webhook in one way or the other."""

    def wait(receiver: Receiver, job: Any) -> Event:
        if request.param == "wait_sync":
            return receiver.wait_sync(job, 20)
        return asyncio.run(receiver.wait(job, 20))

    return wait


@pytest.mark.parametrize(
    ("provider", "operation", "request_", "expected"),
    [
        ("fal", "text_to_video", {"prompt": "a cat"}, 1),
        (
            "runware",
            "video_inference",
            {"positivePrompt": "a cat", "width": 848, "height": 480, "numberResults": 3},
            3,
        ),
        (
            "runware",
            "video_inference",
            {"positivePrompt": "scenario:form:flat", "width": 848, "height": 480},
            1,
        ),
        ("cloudflare", "run", {"prompt": "a cat", "duration": 1, "resolution": "480p"}, 1),
    ],
)
def test_a_job_is_told_by_its_webhook(
    provider: str,
    operation: str,
    request_: dict[str, Any],
    expected: int,
    waited: Any,
    specloom_mock: Any,
) -> None:
    of = client(provider, specloom_mock)
    receiver = Receiver(secret=SECRET).accept(of)
    told: list[Event] = []
    receiver.on_event(told.append)
    with Serving(receiver) as running:
        url = receiver.url_for(provider, base=f"{running.url}/deep/hooks", tag="mine")
        job = submitted(of, operation, url, request_)
        event = waited(receiver, job)
        assert (event.status, len(event.results), event.tag) == ("succeeded", expected, "mine")
        asked = len(specloom_mock.received())
        outcome = of._driver().run(reported(of._protocol(), job._data, event))
        assert outcome is not None
        assert len(outcome.results) == expected
        assert outcome.results == event.results
        assert len(specloom_mock.received()) == asked, "nothing was asked for"
        assert receiver.seen(provider, "mine") is not None
        assert receiver.seen(provider, "another") is None
        until(lambda: len(told) == expected)
    assert "https://" not in repr(event)


@pytest.mark.parametrize("provider", ["fal", "runware", "cloudflare"])
def test_a_failure_is_the_providers_to_say(provider: str, specloom_mock: Any) -> None:
    """A webhook about a failure ends the wait; what went wrong is asked for, where there is a way."""
    of = client(provider, specloom_mock)
    receiver = Receiver(secret=SECRET).accept(of)
    with Serving(receiver) as running:
        url = receiver.url_for(provider, base=running.url, tag="mine")
        bound, request = smallest(provider, of, "failed")
        job = submitted(of, bound.__name__, url, request)
        event = receiver.wait_sync(job, 20)
    assert (event.status, event.results, bool(event.error)) == ("failed", [], True)
    steps = reported(of._protocol(), job._data, event)
    if provider == "cloudflare":
        with pytest.raises(ProviderFailed):
            of._driver().run(steps)
    else:
        assert of._driver().run(steps) is None


def submitted(of: Any, operation: str, url: str, request: dict[str, Any]) -> Any:
    """Submit a job whose webhook is *url*; Runware takes it as a parameter."""
    bound = getattr(of.grok_imagine_video, operation)
    if of.info.id == "runware":
        return bound.submit(**request, webhookURL=url)
    return bound.submit_with({"webhook_url": url}, request)


def until(done: Any) -> None:
    end = time.monotonic() + 10
    while not done():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def taking() -> Iterator[tuple[Receiver, str, list[Event]]]:
    """A receiver of fal and Runware, where it is, and what it told."""
    told: list[Event] = []
    receiver = Receiver(secret=SECRET, max_body=5_000)
    receiver.on_event(told.append)
    with Serving(Keys(SIGNER)) as keys, Serving(receiver) as running:
        receiver.accept(Fal(key="k", base_urls={"rest": keys.url}), SYNC["runware"](key="k"))
        receiver.base = running.url
        yield receiver, running.url, told


def test_the_receiver_refuses_what_is_not_genuine(
    taking: tuple[Receiver, str, list[Event]], caplog: pytest.LogCaptureFixture
) -> None:
    receiver, base, told = taking
    url, body = receiver.url_for("fal"), report()
    good = SIGNER.headers(body)

    def large() -> Iterator[bytes]:
        for _ in range(10):
            yield b"x" * 1_000

    with httpx.Client() as http, caplog.at_level(logging.DEBUG, "specloom"):
        answers = [
            http.get(url),
            http.post(f"{base}/nobody?key=1"),
            http.post(f"{base}/fal", content=body, headers=good),
            http.post(f"{url}0", content=body, headers=good),
            http.post(url, content=body),
            http.post(url, content=body + b" ", headers=good),
            http.post(url, content=body, headers=SIGNER.headers(body, age=400)),
            http.post(url, content=b"x" * 6_000, headers=good),
            http.post(url, content=large(), headers=good),
            http.post(url, content=b"no json", headers=SIGNER.headers(b"no json")),
            http.post(receiver.url_for("runware"), content=b"{}"),
            http.post(receiver.url_for("runware"), content=b'{"data": [{"taskUUID": 1}]}'),
        ]
    statuses = [answer.status_code for answer in answers]
    assert statuses == [405, 404, 401, 401, 401, 401, 401, 413, 413, 400, 400, 400]
    assert told == []
    assert receiver.seen("fal", "r1") is None
    assert SECRET not in caplog.text
    assert urlsplit(url).query not in caplog.text
    assert all(answer.content == b"" for answer in answers)


def test_what_comes_twice_is_told_once(taking: tuple[Receiver, str, list[Event]]) -> None:
    receiver, _, told = taking
    body = report(id="twice")
    with httpx.Client() as http:
        for age in (0, 0, 10):
            headers = SIGNER.headers(body, id="twice", age=age)
            assert http.post(receiver.url_for("fal"), content=body, headers=headers).is_success
        late = report(id="twice", payload={"video": {"url": "https://evil.invalid"}})
        headers = SIGNER.headers(late, id="twice")
        assert http.post(receiver.url_for("fal"), content=late, headers=headers).is_success
    until(lambda: told)
    assert len(told) == 1
    event = receiver.seen("fal", "twice")
    assert event is not None
    assert event.results == [{"video": {"url": "https://files.invalid/a.mp4"}}]


def test_what_cannot_be_recorded_is_delivered_again(specloom_mock: Any) -> None:
    recorded: list[Event] = []

    def record(event: Event) -> None:
        recorded.append(event)
        if len(recorded) == 1:
            raise OSError("the disk is full")

    receiver = Receiver(secret=SECRET, record=record).accept(client("runware", specloom_mock))
    told: list[str] = []

    @receiver.on_event
    def fail(event: Event) -> None:
        raise ValueError(event.job_id)

    @receiver.on_event
    async def tell(event: Event) -> None:
        told.append(event.job_id)

    item = {"taskUUID": "t", "videoUUID": "v", "videoURL": "https://a.invalid"}
    with Serving(receiver) as running, httpx.Client() as http:
        url = receiver.url_for("runware", base=running.url)
        statuses = [http.post(url, json=item).status_code for _ in range(3)]
        until(lambda: told)
    assert statuses == [500, 200, 200]
    assert (len(recorded), told) == (2, ["t"])


def test_nothing_is_waited_for_in_vain(specloom_mock: Any) -> None:
    of = client("fal", specloom_mock)
    job = of.grok_imagine_video.text_to_video.submit(prompt="a cat")
    receiver = Receiver(secret=SECRET).accept(of)
    with pytest.raises(TimedOut) as late:
        receiver.wait_sync(job, 0.05)
    assert late.value.job == job.as_dict()
    assert KEY not in json.dumps(late.value.job)
    with pytest.raises(TimedOut):
        asyncio.run(receiver.wait(job, 0.05))
    assert receiver._inbox._listeners == {}
