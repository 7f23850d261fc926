"""Webhooks that go wrong on command: forged, twice, out of order, lost."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from faulty import SPEED, OverPort, fired, submit
from mocked import PATHS, body_of, task
from receiving import Receiver
from shipped import providers

from generator.mock import application
from generator.mock.running import RunningMock

Got = tuple[str, str, dict[str, str], bytes]


@pytest.fixture(scope="module")
def running() -> Iterator[RunningMock]:
    with RunningMock(application(providers().values(), speed=SPEED)) as mock:
        yield mock


@pytest.fixture
def mock(running: RunningMock) -> RunningMock:
    running.reset()
    return running


def plan(do: str, **more: Any) -> dict[str, Any]:
    return {"faults": [{"do": do, "call": "webhook", "nth": 1, **more}]}


def order(mock: RunningMock, receiver: Receiver, marker: str = "m1") -> httpx.Response:
    """Submit a job of fal that reports to *receiver*."""
    url = f"{PATHS['fal']}?fal_webhook={receiver.url}/{marker}"
    headers = {"authorization": "Key a-key", "x-specloom-marker": marker}
    return OverPort(mock).ask("POST", url, json=body_of("fal"), headers=headers)


def is_vouched_for(mock: RunningMock, got: Got) -> bool:
    """Tell whether a webhook has the provider's signature, whenever that was made."""
    headers, raw = got[2], got[3]
    names = ("request-id", "user-id", "timestamp")
    parts = [headers[f"x-fal-webhook-{name}"] for name in names]
    text = "\n".join([*parts, hashlib.sha256(raw).hexdigest()])
    signer = mock.app.state.world.signer
    public: Ed25519PublicKey = signer._key.public_key()
    try:
        public.verify(bytes.fromhex(headers["x-fal-webhook-signature"]), text.encode())
    except InvalidSignature:
        return False
    return True


def test_a_webhook_that_comes_twice(mock: RunningMock) -> None:
    with Receiver() as receiver, mock.faults(plan("webhook-twice")):
        order(mock, receiver)
        one, two = receiver.wait(2)
    assert one[3] == two[3]
    assert is_vouched_for(mock, one)
    assert is_vouched_for(mock, two)


@pytest.mark.parametrize("forge", ["signature", "body", "time"])
def test_a_forged_webhook_comes_before_the_right_one(mock: RunningMock, forge: str) -> None:
    with Receiver() as receiver, mock.faults(plan("webhook-forged", forge=forge)):
        order(mock, receiver)
        forged, right = receiver.wait(2)
    assert b"/forged-m1.mp4" in forged[3]
    assert b"forged" not in right[3]
    assert is_vouched_for(mock, right)
    assert is_vouched_for(mock, forged) == (forge == "time")
    age = time.time() - int(forged[2]["x-fal-webhook-timestamp"])
    assert (age > 300) == (forge == "time")


def test_a_forged_webhook_without_signature_has_another_secret(mock: RunningMock) -> None:
    with Receiver() as receiver, mock.faults(plan("webhook-forged", provider="runware")):
        hook = f"{receiver.url}/hook?token=secret"
        submit(OverPort(mock), "runware", body=[task(webhookURL=hook)])
        forged, right = receiver.wait(2)
    assert (forged[1], right[1]) == ("/hook?token=wrong", "/hook?token=secret")
    assert b"forged" in forged[3]


def test_a_webhook_that_waits_for_another_one(mock: RunningMock) -> None:
    with Receiver() as receiver, mock.faults(plan("webhook-delayed", seconds=10)):
        first = order(mock, receiver, "m1").json()["request_id"]
        until = time.monotonic() + 10
        while fired(OverPort(mock)) != [1]:
            assert time.monotonic() < until
            time.sleep(0.01)
        second = order(mock, receiver, "m2").json()["request_id"]
        one, two = receiver.wait(2)
    assert second.encode() in one[3]
    assert first.encode() in two[3]


def test_a_webhook_that_is_lost(mock: RunningMock) -> None:
    with Receiver() as receiver, mock.faults(plan("webhook-lost")):
        order(mock, receiver, "m1")
        order(mock, receiver, "m2")
        got = receiver.wait(1)
        time.sleep(0.1)
        assert len(got) == 1
    assert fired(OverPort(mock)) == []
