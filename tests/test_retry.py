"""When a request is sent again: pauses that grow, with jitter, as servers ask, and never beyond a total."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from clients import client, close_all, smallest
from hypothesis import given
from hypothesis import strategies as st

from generated._runtime.errors import RateLimited
from generated._runtime.http import Answer
from generated._runtime.retry import CEILING, LONGEST, Retry, retry_after


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    close_all()


def answer(**headers: str) -> Answer:
    return Answer(429, {name.replace("_", "-"): value for name, value in headers.items()}, b"")


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry_after": "3"}, 3.0),
        ({"retry_after": "0.25"}, 0.25),
        ({"retry_after_ms": "1500"}, 1.5),
        ({"retry_after": "9", "retry_after_ms": "20"}, 0.02),
        ({"retry_after": "soon"}, None),
        ({"retry_after": "-5"}, None),
        ({"retry_after": "1e9"}, None),
        ({"retry_after": "9" * 5000}, None),
        ({"retry_after": "Sat, 21 Nov 2026"}, None),
        ({"retry_after": "Sat, 01 Jan 2000 00:00:00 GMT"}, 0.0),
    ],
)
def test_servers_ask_in_three_ways(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(answer(**headers)) == seconds


def test_a_date_is_read() -> None:
    later = datetime.now(UTC) + timedelta(seconds=100)
    asked = retry_after(answer(retry_after=format_datetime(later, usegmt=True)))
    assert asked is not None
    assert 97 <= asked <= 100


@given(
    limit=st.floats(0, 2000),
    first=st.floats(0.001, 1),
    asked=st.lists(st.one_of(st.none(), st.floats(0, 1e6)), max_size=40),
)
def test_no_pause_outlives_the_total(limit: float, first: float, asked: list[float | None]) -> None:
    """Time passes by the pauses alone; each is bounded, and no attempt begins after the end."""
    retry = Retry(limit, first)
    spent = 0.0
    for each in asked:
        pause = paused(retry, spent, each)
        if pause is None:
            break
        assert pause >= 0
        assert pause <= max(CEILING, LONGEST + first)
        if each is not None:
            assert pause >= min(each, CEILING)
        spent += pause
        assert spent <= limit + 0.01


def paused(retry: Retry, spent: float, asked: float | None) -> float | None:
    """Ask for a pause as if *spent* seconds had passed."""
    retry._state = retry._state or retry._begin()
    retry._state.start_time = retry.began - spent
    return retry.pause(asked)


def test_pauses_grow_and_differ() -> None:
    runs = []
    for _ in range(20):
        retry = Retry(1000, 0.5)
        runs.append([retry.pause() or 0.0 for _ in range(8)])
    assert len({tuple(run) for run in runs}) == 20
    for run in runs:
        assert run[0] <= 1.0
        assert max(run) <= LONGEST + 0.5
        assert run[4] > run[0]


def test_a_server_that_asks_for_too_long_is_believed_and_told(specloom_mock: Any) -> None:
    """Longer than the total: the error comes at once, with what was asked for."""
    fault = {"do": "error", "call": "submit", "status": 429, "retry_after": {"seconds": 3000}}
    operation, request = smallest("fal", client("fal", specloom_mock, retry_for=2.0))
    with specloom_mock.faults({"faults": [fault]}), pytest.raises(RateLimited) as limited:
        operation(**request)
    assert limited.value.retry_after == 3000
    assert limited.value.repeat == "yes"
