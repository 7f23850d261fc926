"""fal's stream of statuses: it ends waits early, and whatever is wrong with it, the job is asked for."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Iterator
from typing import Any

import pytest
from clients import ASYNC, client, close_all, smallest
from hypothesis import given
from hypothesis import strategies as st
from serving import Serving
from shipped import providers

from generated._runtime.errors import TimedOut, UnexpectedAnswer
from generated._runtime.exchange import MAX_EVENT, Events
from generated._runtime.http import Listen, Request
from generator.mock import application
from generator.mock.running import RunningMock

SELDOM: dict[str, Any] = {"interval": 30.0, "deadline": 25.0}
STREAM = "/status/stream"
BROKEN: list[dict[str, Any]] = [
    {"do": "drop-before"},
    {"do": "silence"},
    {"do": "half"},
    {"do": "invalid-json"},
    {"do": "wrong-type"},
    {"do": "error", "status": 404},
    {"do": "error", "status": 500, "page": True},
    {"do": "unknown-status"},
]
"""What may be wrong with the first answer about a job, which is its stream."""


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    close_all()


@pytest.fixture(scope="module")
def slow() -> Iterator[RunningMock]:
    """Return a server whose jobs take about a fifth of a second."""
    with RunningMock(application(providers().values(), speed=12)) as running:
        yield running


def waited(kind: str, mock: Any, scenario: str = "", **options: Any) -> Any:
    """Run one job at a client that listens, and return its result."""
    given = {**SELDOM, "stream": True, **options}
    if kind == "sync":
        operation, request = smallest("fal", client("fal", mock, **given), scenario)
        return operation(**request)

    async def run() -> Any:
        async with client("fal", mock, kind=ASYNC, **given) as of:
            operation, request = smallest("fal", of, scenario)
            return await operation(**request)

    return asyncio.run(run())


def asked(mock: Any) -> list[str]:
    """List the addresses that were asked about jobs, without their ids."""
    paths = [seen["path"] for seen in mock.received() if seen["method"] == "GET"]
    return [path[path.index("/requests/") + 10 :].partition("/")[2] for path in paths]


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_wait_that_asks_seldom_ends_with_the_stream(kind: str, slow: RunningMock) -> None:
    slow.reset()
    began = time.monotonic()
    assert waited(kind, slow).video.url
    assert time.monotonic() - began < 10
    assert asked(slow) == ["status/stream", "status", ""]


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("fault", BROKEN, ids=lambda fault: fault["do"])
def test_a_broken_stream_is_followed_by_questions(
    fault: dict[str, Any], kind: str, slow: RunningMock
) -> None:
    slow.reset()
    with slow.faults({"faults": [{**fault, "call": "status", "nth": 1}]}):
        assert waited(kind, slow, interval=0.05, timeout=0.5).video.url
        assert slow.fired()[0]["times"] == 1
    assert asked(slow)[:2] == ["status/stream", "status"]


def test_many_jobs_are_asked_for(slow: RunningMock) -> None:
    slow.reset()
    of = client("fal", slow, stream=True)
    operation, request = smallest("fal", of)
    assert all(done.result.video.url for done in of.map(operation, [request] * 2))
    assert "status/stream" not in asked(slow)


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_wait_that_listens_has_its_deadline(kind: str, slow: RunningMock) -> None:
    began = time.monotonic()
    with pytest.raises(TimedOut) as late:
        waited(kind, slow, "slow", deadline=0.3)
    assert time.monotonic() - began < 5
    assert late.value.job is not None
    assert late.value.job["id"]


def test_events_are_told_while_the_stream_goes_on(slow: RunningMock) -> None:
    operation, request = smallest("fal", client("fal", slow, stream=True, **SELDOM))
    seen = [(time.monotonic(), status) for status in operation.submit(**request).events()]
    assert [status.value for _, status in seen][-1] == "COMPLETED"
    assert {"IN_QUEUE", "IN_PROGRESS"} <= {status.value for _, status in seen}
    assert seen[-1][0] - seen[0][0] > 0.08, "they did not come all at once"
    assert any("done" in line for _, status in seen for line in status.logs)


def test_awaited_events_are_told_while_the_stream_goes_on(slow: RunningMock) -> None:
    async def run() -> list[float]:
        async with client("fal", slow, kind=ASYNC, stream=True, **SELDOM) as of:
            operation, request = smallest("fal", of)
            job = await operation.submit(**request)
            return [time.monotonic() async for _ in job.events()]

    times = asyncio.run(run())
    assert times[-1] - times[0] > 0.08


def test_whoever_stops_listening_leaves_nothing_open(slow: RunningMock) -> None:
    of = client("fal", slow, stream=True, **SELDOM)
    operation, request = smallest("fal", of)
    job = operation.submit(**request)
    events = job.events()
    assert next(events).value == "IN_QUEUE"
    events.close()
    assert job.result().video.url


def test_an_endless_event_is_given_up() -> None:
    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(100):
            body = b"data: " + b"x" * 100_000
            await send({"type": "http.response.body", "body": body, "more_body": True})

    with Serving(app) as server:
        of = client("fal", RunningAt(server.url), deadline=1.0)
        listen = Listen(Request("GET", server.url, timeout=5), lambda _text: False)
        with pytest.raises(UnexpectedAnswer, match=str(MAX_EVENT)):
            for _ in of._driver()._hear(listen):
                pass


class RunningAt:
    """A server of the test's own in the place of the mock."""

    def __init__(self, url: str) -> None:
        """Stand for all servers of fal."""
        self.base_urls = {"fal": {"queue": url}}


@given(
    st.lists(st.text(st.characters(exclude_characters="\r\n", codec="utf-8")), max_size=6),
    st.lists(st.integers(1, 40), max_size=20),
    st.sampled_from(["\n", "\r\n"]),
)
def test_events_are_the_same_in_whatever_pieces_they_come(
    texts: list[str], cuts: list[int], end: str
) -> None:
    raw = "".join(f": a comment{end}data: {text}{end}id: 7{end}{end}" for text in texts).encode()
    heard: list[str] = []

    def hear(text: str) -> bool:
        heard.append(text)
        return False

    events = Events(Listen(Request("GET", "http://e"), hear))
    places = [0, *itertools.accumulate(cuts), len(raw)]
    for start, stop in itertools.pairwise(sorted(min(place, len(raw)) for place in places)):
        assert not events.take(raw[start:stop])
    assert heard == [text.encode().strip().decode() for text in texts]
