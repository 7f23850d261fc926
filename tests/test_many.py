"""Many jobs at a time: results as they finish, in bounded memory, and nothing lost on the way."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from clients import ASYNC, SYNC, client, close_all, smallest

from generated._runtime.errors import CallError, OutOfCredits, RequestRefused, TimedOut
from generated._runtime.many import Progress


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    close_all()


def gathered(provider: str, mock: Any, kind: str, requests: Any, **options: Any) -> list[Any]:
    """Run *requests* at a sync or async client."""
    if kind == "sync":
        of = client(provider, mock)
        return list(of.map(smallest(provider, of)[0], requests, **options))

    async def run() -> list[Any]:
        async with client(provider, mock, kind=ASYNC) as awaited:
            run = awaited.map(smallest(provider, awaited)[0], requests, **options)
            return [done async for done in run]

    return asyncio.run(run())


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("provider", SYNC)
def test_one_failure_does_not_stop_the_others(provider: str, kind: str, specloom_mock: Any) -> None:
    of = client(provider, specloom_mock)
    good, broke = smallest(provider, of)[1], smallest(provider, of, "out-of-credits")[1]
    seen: list[tuple[int, int]] = []

    def report(progress: Progress) -> None:
        seen.append((progress.finished, progress.failed))
        assert progress.total == 4

    requests = [good, {"wrong": 1}, broke, good]
    done = gathered(provider, specloom_mock, kind, requests, concurrency=2, progress=report)
    by_index = {each.index: each for each in done}
    assert [type(by_index[place].error) for place in range(4)] == [
        type(None),
        RequestRefused,
        OutOfCredits,
        type(None),
    ]
    assert by_index[0].result == by_index[0].results[0]
    with pytest.raises(OutOfCredits):
        _ = by_index[2].result
    assert by_index[3].params == good
    assert seen[-1] == (4, 2)
    assert [finished for finished, _ in seen] == [1, 2, 3, 4]


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_requests_are_taken_as_they_are_needed(kind: str, specloom_mock: Any) -> None:
    taken = 0

    def requests() -> Iterator[Mapping[str, Any]]:
        nonlocal taken
        while True:
            taken += 1
            yield {"prompt": f"cat {taken}"}

    if kind == "sync":
        of = client("fal", specloom_mock)
        run = of.map(smallest("fal", of)[0], requests(), concurrency=3)
        first = next(run)
        run.close()
        unfinished = run.unfinished
    else:
        first, unfinished = asyncio.run(first_of_many(specloom_mock, requests()))
    assert first.error is None
    assert taken <= 4
    assert len(unfinished) <= 3


async def first_of_many(mock: Any, requests: Iterator[Mapping[str, Any]]) -> Any:
    async with client("fal", mock, kind=ASYNC) as of:
        run = of.map(smallest("fal", of)[0], requests, concurrency=3)
        first = await anext(run)
        await run.close()
        return first, run.unfinished


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_jobs_under_way_are_handed_over_when_nobody_wants_more(
    kind: str, specloom_mock: Any
) -> None:
    quick, slow = {"prompt": "a cat"}, {"prompt": "a cat scenario:slow"}
    began = time.monotonic()
    if kind == "sync":
        of = client("fal", specloom_mock)
        run = of.map(smallest("fal", of)[0], [slow, quick, slow], concurrency=3)
        assert next(run).index == 1
        run.close()
        unfinished = run.unfinished
    else:
        _, unfinished = asyncio.run(first_of_many(specloom_mock, iter([slow, quick, slow])))
    assert time.monotonic() - began < 10
    assert {each.index for each in unfinished} == {0, 2}
    for each in unfinished:
        assert isinstance(each.error, TimedOut)
        assert client("fal", specloom_mock).resume(each.job.as_dict()).status().state != "failed"
        assert each.error.job == each.job.as_dict()


def test_concurrency_has_a_floor(specloom_mock: Any) -> None:
    of = client("fal", specloom_mock)
    with pytest.raises(ValueError, match="at least 1"):
        of.map(smallest("fal", of)[0], [], concurrency=0)


def test_a_provider_that_wants_calm_gets_it(specloom_mock: Any) -> None:
    """After one 429 with Retry-After, no submit of the client goes out before its time."""
    of = client("fal", specloom_mock, retry_for=10)
    operation, request = smallest("fal", of)
    fault = {
        "do": "error",
        "call": "submit",
        "status": 429,
        "nth": 1,
        "retry_after": {"seconds": 1},
    }
    with specloom_mock.faults({"faults": [fault]}):
        began = time.monotonic()
        done = list(of.map(operation, [request] * 4, concurrency=1))
        assert time.monotonic() - began >= 1
    assert all(each.error is None for each in done)
    assert not any(isinstance(each.error, CallError) for each in done)
