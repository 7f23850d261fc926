"""Every documented failure raises the error that says what to do, and no error shows a key."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from clients import ASYNC, KEY, SYNC, client, close_all, smallest

from generated._runtime import errors
from generator.cli.loading import load_providers

CODES = [
    (provider.id, code.code, code.kind)
    for provider in load_providers(Path(__file__).parent.parent / "specs")
    for code in provider.spec.errors.codes
]
SCENARIOS = [
    ("out-of-credits", errors.OutOfCredits),
    ("not-found", errors.NotFound),
    ("rate-limit", errors.RateLimited),
    ("server-error", errors.OutcomeUnknown),
    ("failed", errors.ProviderFailed),
    ("content-policy", errors.ContentRefused),
]


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Close what a test has opened."""
    yield
    close_all()


@pytest.mark.parametrize(("scenario", "kind"), SCENARIOS)
@pytest.mark.parametrize("provider", SYNC)
def test_scenarios_raise_their_error(
    provider: str,
    scenario: str,
    kind: type[errors.CallError],
    specloom_mock: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    raised = []
    operation, request = smallest(provider, client(provider, specloom_mock), scenario)
    with pytest.raises(errors.CallError) as error:
        operation(**request)
    raised.append(error.value)
    with pytest.raises(errors.CallError) as error:
        asyncio.run(awaited(provider, specloom_mock, scenario))
    raised.append(error.value)
    for one in raised:
        assert isinstance(one, expected(provider, scenario, kind)), repr(one)
        assert one.provider == provider
        assert one.operation.startswith(f"{provider}/grok-imagine-video/")
        assert one.repeat in {"yes", "no", "unknown"}
        assert KEY not in f"{one}{one!r}{one.answer}{one.job}{caplog.text}"
        if isinstance(one, errors.RateLimited):
            assert one.retry_after == 1.0


def expected(
    provider: str, scenario: str, kind: type[errors.CallError]
) -> tuple[type[errors.CallError], ...]:
    """Return the classes that the provider's own documents allow for a scenario."""
    if (provider, scenario) in {("cloudflare", "content-policy"), ("aimlapi", "content-policy")}:
        return kind, errors.ProviderFailed, errors.InvalidRequest
    if scenario == "not-found":
        return kind, errors.InvalidRequest
    return (kind,)


async def awaited(provider: str, mock: Any, scenario: str) -> None:
    """Run one request through the async client."""
    async with client(provider, mock, kind=ASYNC) as of:
        operation, request = smallest(provider, of, scenario)
        await operation(**request)


@pytest.mark.parametrize(
    ("provider", "code", "kind"), CODES, ids=[f"{one}-{two}" for one, two, _ in CODES]
)
def test_every_documented_code_raises_its_error(
    provider: str, code: str, kind: str, specloom_mock: Any
) -> None:
    of = client(provider, specloom_mock).with_options(
        headers={"X-Specloom-Scenario": f"code:{code}@submit"}
    )
    operation, request = smallest(provider, of)
    with pytest.raises(errors.CallError) as error:
        operation.submit(**request).result()
    meant = errors.KINDS[kind]
    if type(error.value) is errors.OutcomeUnknown:
        assert type(error.value.__cause__) is meant, repr(error.value.__cause__)
        assert error.value.status is not None
        assert error.value.status in {408, 499} or error.value.status >= 500
    else:
        assert type(error.value) is meant, repr(error.value)


@pytest.mark.parametrize("provider", SYNC)
def test_a_wrong_key_is_said_to_be_wrong(provider: str, specloom_mock: Any) -> None:
    operation, request = smallest(
        provider, client(provider, specloom_mock, key="scenario:authentication")
    )
    with pytest.raises(errors.AuthenticationFailed) as error:
        operation(**request)
    assert "scenario:authentication" not in f"{error.value}"


@pytest.mark.parametrize("provider", SYNC)
def test_a_dead_server_accepted_nothing(provider: str, specloom_mock: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    urls = dict.fromkeys(specloom_mock.base_urls[provider], f"http://127.0.0.1:{port}")
    of = client(provider, specloom_mock).with_options(base_urls=urls)
    operation, request = smallest(provider, of)
    with pytest.raises(errors.ConnectionFailed):
        operation(**request)


def test_addresses_elsewhere_never_get_the_key(specloom_mock: Any) -> None:
    """A submit answer that points to another server is not followed with the key."""
    of = client("fal", specloom_mock)
    protocol = of._protocol()
    given = {
        "status_url": "https://evil.example/steal",
        "response_url": "//evil.example",
        "cancel_url": 7,
    }
    base = specloom_mock.base_urls["fal"]["queue"]
    for name in given:
        address = protocol._address(given, name, "xai/grok-imagine-video/text-to-video", "a/../b")
        assert address.startswith(f"{base}/xai/grok-imagine-video/requests/a%2F..%2Fb")
