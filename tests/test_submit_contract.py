"""Each row of the table of failed submits, held to a server that fails in that way.

The rows stand in the specs, in `protocol.submit_failures`; docs/reliability.md shows them.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from clients import ASYNC, SYNC, client, close_all, smallest
from shipped import providers

from generated._runtime.errors import CallError, ConnectionFailed, OutcomeUnknown
from generator.mock import application
from generator.mock.running import RunningMock
from generator.spec.provider import SubmitFailure

FAULTS: dict[str, list[dict[str, Any]]] = {
    "lost": [
        {"do": "drop-before", "call": "submit"},
        {"do": "drop-after", "call": "submit"},
        {"do": "silence", "call": "submit", "when": "after"},
        {"do": "half", "call": "submit"},
        {"do": "length-long", "call": "submit"},
    ],
    "unreadable": [
        {"do": "invalid-json", "call": "submit"},
        {"do": "invalid-utf8", "call": "submit"},
    ],
}
"""Faults of the local server, by the failure that they are."""
STATUSES = {"4xx": (400, 401, 403, 404, 422), "5xx": (500, 502, 503, 504)}
ROWS = [
    (provider.id, row)
    for provider in providers().values()
    for row in provider.spec.protocol.submit_failures
]


def faults(row: SubmitFailure) -> Iterator[dict[str, Any]]:
    """List what the server does wrong once for a failure."""
    yield from FAULTS.get(row.failure, ())
    if row.failure[0].isdigit():
        for status in STATUSES.get(row.failure, (row.failure,)):
            fault = {"do": "error", "call": "submit", "status": int(status), "page": True}
            yield fault
            if row.then in {"unknown", "same-task"}:
                yield {**fault, "when": "after"}


CASES = [
    pytest.param(provider, row, fault, id=f"{provider}-{row.failure}-{place}-{fault['do']}")
    for provider, row in ROWS
    for place, fault in enumerate(faults(row))
]


@pytest.fixture(scope="module")
def mock() -> Iterator[RunningMock]:
    with RunningMock(application(providers().values(), speed=50)) as running:
        yield running


@pytest.fixture(autouse=True)
def closed(mock: RunningMock) -> Iterator[None]:
    mock.reset()
    yield
    close_all()


def test_every_provider_has_its_rows() -> None:
    assert {provider for provider, _ in ROWS} == set(SYNC)
    for provider in SYNC:
        failures = [row.failure for name, row in ROWS if name == provider]
        assert {"not-sent", "lost", "unreadable", "429", "4xx", "5xx"} <= set(failures)
        assert len(failures) == len(set(failures))


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize(("provider", "row", "fault"), CASES)
def test_a_failed_submit_is_what_the_table_says(
    provider: str, row: SubmitFailure, fault: dict[str, Any], kind: str, mock: RunningMock
) -> None:
    submit = submit_sync if kind == "sync" else submit_async
    with mock.faults({"faults": [{**fault, "nth": 1}]}):
        outcome = submit(provider, mock)
        assert mock.fired()[0]["times"] == 1
    sent = [seen for seen in mock.received() if is_submit(seen)]
    charged = [entry["charged"] for entry in mock.ledger()]
    if row.then in {"repeat", "same-task"}:
        assert not isinstance(outcome, CallError), outcome
        assert charged == [1]
        if row.then == "same-task":
            assert len({seen["body"][0]["taskUUID"] for seen in sent}) == 1
    elif row.then == "refused":
        assert isinstance(outcome, CallError)
        assert not isinstance(outcome, OutcomeUnknown)
        assert charged == []
    else:
        assert isinstance(outcome, OutcomeUnknown)
        assert outcome.provider == provider
        assert outcome.operation.startswith(f"{provider}/")
        assert outcome.time
        assert len(outcome.fingerprint) == 64
        assert outcome.hint == client(provider, mock).info.lookup[0]
        assert len(charged) <= 1
    assert len(charged) <= 1
    assert len(sent) <= (2 if row.then in {"repeat", "same-task"} else 1)


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("provider", SYNC)
def test_a_request_that_was_never_sent_is_sent_when_somebody_listens(
    provider: str, kind: str
) -> None:
    with RunningMock(application(providers().values())) as gone:
        pass
    late: list[RunningMock] = []

    def listen() -> None:
        late.append(RunningMock(application(providers().values(), speed=50), gone.port).__enter__())

    timer = threading.Timer(0.3, listen)
    timer.start()
    try:
        outcome = (submit_sync if kind == "sync" else submit_async)(provider, gone)
        assert not isinstance(outcome, CallError), outcome
        assert [entry["charged"] for entry in late[0].ledger()] == [1]
    finally:
        timer.join()
        late[0].__exit__(None, None, None)


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("provider", SYNC)
def test_a_failed_handshake_is_a_request_that_was_never_sent(
    provider: str, kind: str, mock: RunningMock
) -> None:
    class Encrypted:
        base_urls: ClassVar[dict[str, dict[str, str]]] = {
            name: {server: url.replace("http", "https", 1) for server, url in urls.items()}
            for name, urls in mock.base_urls.items()
        }

    submit = submit_sync if kind == "sync" else submit_async
    outcome = submit(provider, Encrypted, retry_for=0.2)  # type: ignore[arg-type]  # as much of it as is used
    assert isinstance(outcome, ConnectionFailed)
    assert outcome.repeat == "yes"
    assert mock.ledger() == []


def is_submit(seen: dict[str, Any]) -> bool:
    tasks = seen["body"] if isinstance(seen["body"], list) else [{}]
    return bool(seen["method"] == "POST" and tasks[0].get("taskType") != "getResponse")


def submit_sync(provider: str, mock: RunningMock, retry_for: float = 5.0) -> Any:
    """Return the handle, or the error."""
    operation, request = smallest(
        provider, client(provider, mock, timeout=1.0, deadline=1.0, retry_for=retry_for)
    )
    try:
        return operation.submit(**request)
    except CallError as error:
        return error


def submit_async(provider: str, mock: RunningMock, retry_for: float = 5.0) -> Any:
    """Return the handle, or the error."""

    async def submit() -> Any:
        async with client(
            provider, mock, kind=ASYNC, timeout=1.0, deadline=1.0, retry_for=retry_for
        ) as of:
            operation, request = smallest(provider, of)
            try:
                return await operation.submit(**request)
            except CallError as error:
                return error

    return asyncio.run(submit())
