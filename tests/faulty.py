"""The local provider server with a plan of faults, over a port and in process, for the tests of both."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import httpx
from mocked import KEYS, PATHS, body_of
from shipped import providers

from generator.mock import application
from generator.mock.running import RunningMock

SPEED = 400.0
"""How fast jobs are: some milliseconds each."""
FAMILIES = tuple(PATHS)
WAYS = ("port", "process")


class Server(Protocol):
    """A server that can be asked, and told what to do wrong."""

    app: Any

    def ask(self, method: str, url: str, **more: Any) -> httpx.Response:
        """Send one request."""


class OverPort:
    """A server on a loopback port."""

    def __init__(self, mock: RunningMock) -> None:
        """Ask *mock*."""
        self.app = mock.app
        self.mock = mock
        self.url = mock.url

    def ask(self, method: str, url: str, **more: Any) -> httpx.Response:
        """Send one request on a connection of its own."""
        with httpx.Client(base_url=self.url, trust_env=False, timeout=10) as client:
            return client.request(method, url, **more)


class InProcess:
    """A server without a port."""

    def __init__(self) -> None:
        """Make it."""
        self.app = application(providers().values(), speed=SPEED)
        self.url = "http://mock"

    def ask(self, method: str, url: str, **more: Any) -> httpx.Response:
        """Send one request in an event loop of its own."""

        async def once() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url=self.url) as client:
                return await client.request(method, url, **more)

        return asyncio.run(once())


@contextmanager
def serving(way: str) -> Iterator[Server]:
    """Return a server of that kind."""
    if way == "process":
        yield InProcess()
        return
    with RunningMock(application(providers().values(), speed=SPEED)) as mock:
        yield OverPort(mock)


def fresh(server: Server) -> Server:
    """Return *server* as it was in the beginning."""
    server.app.state.pages.reset()
    server.app.state.faults({})
    return server


def submit(server: Server, provider: str, marker: str = "m1", **more: Any) -> httpx.Response:
    """Send the shortest job of a provider."""
    headers = {"authorization": f"{KEYS[provider]} a-key", "x-specloom-marker": marker}
    body = more.pop("body", None) or body_of(provider)
    return server.ask("POST", PATHS[provider], json=body, headers=headers, **more)


def look(server: Server, provider: str, answer: httpx.Response, **more: Any) -> httpx.Response:
    """Ask how a job is; where that is not possible, look at its log."""
    headers = {"authorization": f"{KEYS[provider]} a-key"}
    if provider == "fal":
        return server.ask("GET", answer.json()["status_url"], headers=headers, **more)
    if provider == "runware":
        task = answer.json()["data"][0]["taskUUID"]
        body = [{"taskType": "getResponse", "taskUUID": task}]
        return server.ask("POST", PATHS["runware"], json=body, headers=headers, **more)
    url = f"{PATHS['aimlapi']}?generation_id={answer.json()['id']}"
    return server.ask("GET", url, headers=headers, **more)


def charged(server: Server) -> list[dict[str, Any]]:
    """Return the ledger."""
    listed: list[dict[str, Any]] = server.ask("GET", "/_ledger").json()
    return listed


def fired(server: Server) -> list[int]:
    """Return how often each fault of the plan has happened."""
    return [entry["times"] for entry in server.ask("GET", "/_faults").json()]
