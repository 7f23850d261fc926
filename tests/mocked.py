"""Requests to the local provider server, as the tests of each protocol send them."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from shipped import providers

from generator.mock import ManualClock, application
from generator.mock.running import RunningMock

PATIENCE = 20.0
T2V = "xai/grok-imagine-video/text-to-video"
MODEL = "xai:grok-imagine@video"
KEYS = {"fal": "Key", "runware": "Bearer", "cloudflare": "Bearer", "aimlapi": "Bearer"}
PATHS = {
    "fal": f"/fal/queue/{T2V}",
    "runware": "/runware/v1",
    "cloudflare": "/cloudflare/client/v4/accounts/acc/ai/run",
    "aimlapi": "/aimlapi/v2/video/generations",
}


@contextmanager
def by_hand() -> Iterator[tuple[ManualClock, RunningMock]]:
    """Run a server whose time stands still until the test moves it."""
    clock = ManualClock()
    with RunningMock(application(providers().values(), clock=clock)) as running:
        yield clock, running


def client(url: str, provider: str, key: str = "a-key") -> httpx.Client:
    """Return a client that carries a key of *provider*."""
    headers = {"authorization": f"{KEYS[provider]} {key}"}
    return httpx.Client(base_url=url, headers=headers, trust_env=False, timeout=30)


def task(**more: Any) -> dict[str, Any]:
    """Return a valid task with an id of its own."""
    return {
        "taskType": "videoInference",
        "taskUUID": str(uuid.uuid4()),
        "model": MODEL,
        "positivePrompt": "a cat",
        "width": 848,
        "height": 480,
        **more,
    }


def body_of(provider: str, prompt: str = "a cat") -> Any:
    """Return the shortest body that *provider* takes."""
    bodies: dict[str, Any] = {
        "fal": {"prompt": prompt},
        "runware": [task(positivePrompt=prompt)],
        "cloudflare": {"model": "xai/grok-imagine-video", "input": {"prompt": prompt}},
        "aimlapi": {"model": "x-ai/grok-imagine-video", "prompt": prompt},
    }
    return bodies[provider]


def until(ask: Callable[[], httpx.Response], done: Callable[[Any], bool]) -> list[httpx.Response]:
    """Ask until an answer is the last one, and return all answers."""
    answers = []
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        answers.append(ask())
        if done(answers[-1].json()):
            return answers
        time.sleep(0.005)
    raise AssertionError(f"never done: {answers[-1].text}")


def poll(uuid_: str) -> list[dict[str, str]]:
    """Return the task that asks for a task."""
    return [{"taskType": "getResponse", "taskUUID": uuid_}]
