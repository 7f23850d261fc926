"""Every documented request runs through the generated clients, sync and async alike."""

from __future__ import annotations

import asyncio
import inspect
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from clients import ASYNC, KEY, SMALLEST, SYNC, bound, client, close_all, documented, smallest

from generated._runtime.errors import MissingKey, RequestRefused
from generator.cli.loading import load_providers

CASES = list(documented(load_providers(Path(__file__).parent.parent / "specs")))
IDS = ["-".join(case[:4]) for case in CASES]


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Close what a test has opened."""
    yield
    close_all()


def submits(mock: Any) -> list[dict[str, Any]]:
    """List the bodies of the requests that cost money."""
    polls = ("getResponse",)
    posts = [seen for seen in mock.received() if seen["method"] == "POST"]
    return [seen for seen in posts if not any(poll in str(seen["body"]) for poll in polls)]


@pytest.mark.parametrize(("provider", "family", "operation", "example", "request_"), CASES, ids=IDS)
def test_documented_requests_run(
    provider: str,
    family: str,
    operation: str,
    example: str,
    request_: dict[str, Any],
    specloom_mock: Any,
) -> None:
    """A documented JSON body is splatted into the call; sync and async send and get the same."""
    del example
    sent = []
    bodies = []
    for number in range(2):
        body = dict(request_)
        if "taskUUID" in body:
            body["taskUUID"] = str(uuid.uuid4())  # a used one is refused
        specloom_mock.reset()
        if number == 0:
            with client(provider, specloom_mock) as sync:
                result = bound(sync, family, operation)(**body)
        else:
            result = asyncio.run(awaited(provider, specloom_mock, family, operation, body))
        sent.append(type(result))
        bodies.append(submits(specloom_mock))
        dumped = result.model_dump()
        assert any(str(value).startswith("http") for value in flat(dumped)), dumped
    assert sent[0] is sent[1]
    first, second = bodies
    assert len(first) == len(second) == 1
    assert (first[0]["path"], first[0]["method"]) == (second[0]["path"], second[0]["method"])
    assert without_ids(first[0]["body"]) == without_ids(second[0]["body"])


async def awaited(
    provider: str, mock: Any, family: str, operation: str, body: dict[str, Any]
) -> Any:
    """Run one request through the async client."""
    async with client(provider, mock, kind=ASYNC) as of:
        return await bound(of, family, operation)(**body)


def flat(value: Any) -> list[Any]:
    """List all scalars of a JSON value."""
    if isinstance(value, dict):
        return [scalar for item in value.values() for scalar in flat(item)]
    return [value]


def without_ids(body: Any) -> Any:
    """Return *body* without the ids that are made anew for each job."""
    if isinstance(body, list):
        return [without_ids(item) for item in body]
    return {key: value for key, value in body.items() if key != "taskUUID"}


@pytest.mark.parametrize("provider", SYNC)
def test_sync_and_async_have_the_same_signatures(provider: str) -> None:
    sync, other = SYNC[provider](key="k"), ASYNC[provider](key="k")
    families = [name for name, value in vars(type(sync)).items() if isinstance(value, property)]
    assert families == [
        name for name, value in vars(type(other)).items() if isinstance(value, property)
    ]
    for family in families:
        one, two = getattr(sync, family), getattr(other, family)
        names = [info.python_name for info in one._operations]
        assert names == [info.python_name for info in two._operations]
        for name in names:
            first, second = getattr(one, name), getattr(two, name)
            assert inspect.signature(first) == inspect.signature(second)
            assert len(inspect.signature(first).parameters) >= 3
            assert first.__doc__ == second.__doc__
            offered = {part for part in dir(type(first)) if not part.startswith("_")}
            assert offered == {part for part in dir(type(second)) if not part.startswith("_")}


@pytest.mark.parametrize("provider", SYNC)
def test_a_wrong_request_is_never_sent(provider: str, specloom_mock: Any) -> None:
    specloom_mock.reset()
    operation, request = smallest(provider, client(provider, specloom_mock))
    with pytest.raises(RequestRefused) as refused:
        operation(**{**request, "duration": 99, "no_such_key": 1})
    assert {found.rule for found in refused.value.violations} == {"maximum", "unknown-key"}
    assert specloom_mock.received() == []


@pytest.mark.parametrize("provider", SYNC)
def test_what_can_be_known_without_a_call(provider: str) -> None:
    operation, request = smallest(provider, SYNC[provider](key="k", account="a"))
    assert operation.validate(**request) == []
    assert operation.schema()["type"] == "object"
    sent = operation.request(**request)
    assert sent.method == "POST"
    assert KEY not in repr(sent)
    if provider != "aimlapi":
        assert operation.estimate(**request).low > 0
        assert operation.price(request).low > 0


@pytest.mark.parametrize("provider", SYNC)
def test_keys_come_from_argument_or_environment(
    provider: str, specloom_mock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = SYNC[provider].info
    for name in (*info.environment, info.account_environment or "UNUSED"):
        monkeypatch.delenv(name, raising=False)
    bare = SYNC[provider](base_urls=specloom_mock.base_urls[provider], account="an-account")
    operation, request = smallest(provider, bare)
    with pytest.raises(MissingKey, match=info.environment[0]):
        operation(**request)
    monkeypatch.setenv(info.environment[-1], "from-the-environment")
    assert operation(**request)
    assert "from-the-environment" not in repr(bare)
    bare.close()


@pytest.mark.parametrize("provider", SYNC)
def test_a_client_of_ones_own(provider: str, specloom_mock: Any) -> None:
    """Headers, time-outs and an own httpx client, for a client and for one call; it stays open."""
    with httpx.Client(headers={"x-mine": "1"}) as http:
        of = client(provider, specloom_mock, http=http, headers={"x-ours": "2"})
        specloom_mock.reset()
        operation, request = smallest(provider, of.with_options(headers={"x-call": "3"}, timeout=5))
        operation(**request)
        seen = {
            name.lower(): value for name, value in specloom_mock.received()[0]["headers"].items()
        }
        assert (seen["x-mine"], seen["x-ours"], seen["x-call"]) == ("1", "2", "3")
        of.close()
        assert not http.is_closed


def test_an_unknown_server_is_refused() -> None:
    with pytest.raises(ValueError, match="no server named sync; there are queue"):
        SYNC["fal"](key="k", base_urls={"sync": "http://localhost"})


def test_one_client_serves_many_threads_and_tasks(specloom_mock: Any) -> None:
    with client("fal", specloom_mock) as of, ThreadPoolExecutor(8) as pool:
        operation, request = smallest("fal", of)
        urls = list(pool.map(lambda _: operation(**request).video.url, range(24)))
    assert len(set(urls)) == 24
    assert len(set(asyncio.run(many(specloom_mock)))) == 24


async def many(mock: Any) -> list[str]:
    """Run two dozen jobs at once."""
    async with client("fal", mock, kind=ASYNC) as of:
        operation, request = smallest("fal", of)
        results = await asyncio.gather(*(operation(**request) for _ in range(24)))
        return [result.video.url for result in results]


def test_the_direct_host_and_its_result(specloom_mock: Any) -> None:
    specloom_mock.reset()
    with client("fal", specloom_mock) as of:
        result = of.grok_imagine_video.text_to_video.direct(**SMALLEST["fal"][1])
    assert result.video.num_frames == 145
    assert [seen["path"] for seen in specloom_mock.received()] == [
        "/fal/run/xai/grok-imagine-video/text-to-video"
    ]
