"""A server in a thread of its own: real HTTP and WebSocket on a loopback port."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import socket
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx
import trustme
import uvicorn
from starlette.applications import Starlette

from generator.diagnostics import CannotRun
from generator.mock.faults import Asked, Faulty, Laboratory, Plan
from generator.mock.faults.wire import Line, Listener
from generator.mock.spoilt import BrokenOff

HOST = "127.0.0.1"
PATIENCE = 10.0
"""Real seconds in which the server has to come up."""


def listen(port: int) -> Listener:
    """Take a port of this machine; 0 takes any."""
    # asyncio turns Nagle's delay of 40 ms off only where a socket says that it is TCP
    listener = Listener(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        why = (
            "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used: {error.strerror}"
        )
        raise CannotRun(f"port {port} {why}; choose another with --port") from error
    listener.listen(2048)
    return listener


class Server(uvicorn.Server):
    """A server whose port can be closed for a while."""

    def watch(self, listener: Listener, laboratory: Laboratory) -> None:
        """Let *laboratory* refuse connections of *listener*, and close its port."""
        listener.refuses = lambda: laboratory.strike(Asked("", "connect")) is not None
        self._laboratory = laboratory
        self._port = listener.getsockname()[1]
        self._closed: asyncio.Task[None] | None = None
        laboratory.port = self._close_port

    def _close_port(self, seconds: float) -> None:
        """Stop listening for that long; connections that are open go on."""
        if self._closed is None or self._closed.done():
            work = self._listen_again(seconds)
            self._closed = asyncio.get_running_loop().create_task(work)

    async def _listen_again(self, seconds: float) -> None:
        for server in self.servers:
            server.close()
        await asyncio.sleep(seconds)
        until = time.monotonic() + PATIENCE
        while not self.should_exit:
            with contextlib.suppress(CannotRun):
                listener = listen(self._port)
                break
            if time.monotonic() > until:
                raise CannotRun(f"port {self._port} was taken while it was closed")
            await asyncio.sleep(0.01)
        else:
            return
        self.watch(listener, self._laboratory)
        config = self.config
        made = await asyncio.get_running_loop().create_server(
            lambda: Line(config, self.server_state, self.lifespan.state),
            sock=listener,
            ssl=config.ssl,
        )
        self.servers = [made]


def server_of(
    app: Starlette, listener: Listener, certificate: Path | None = None
) -> uvicorn.Server:
    """Return a quiet server for *app* on *listener*; with a *certificate*, it speaks TLS."""
    file = None if certificate is None else str(certificate)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="off",
        loop="asyncio",  # its sockets and its HTTP let connections misbehave
        http=Line,
        ws="websockets-sansio",
        ssl_certfile=file,
        timeout_graceful_shutdown=1,
        timeout_keep_alive=120,  # clients under load hold connections longer than the usual 5 s
    )
    log = logging.getLogger("uvicorn.error")
    log.setLevel(logging.ERROR)
    if not any(isinstance(item, _AsAsked) for item in log.filters):
        log.addFilter(_AsAsked())
    server = Server(config)
    server.watch(listener, app.state.world.laboratory)
    return server


class _AsAsked(logging.Filter):
    """Keeps what was broken off on purpose, by a scenario or by stopping, out of the log."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether to write the record."""
        error = record.exc_info[1] if record.exc_info else None
        stopping = record.getMessage().startswith("Cancel ")
        return not stopping and not isinstance(error, BrokenOff | asyncio.CancelledError)


def certify(folder: Path) -> tuple[Path, Path]:
    """Write a throw-away certificate with its key, and the authority to trust, into *folder*."""
    authority = trustme.CA()
    own, trusted = folder / "server.pem", folder / "authority.pem"
    authority.issue_cert("localhost", HOST, "::1").private_key_and_cert_chain_pem.write_to_path(own)
    authority.cert_pem.write_to_path(trusted)
    own.chmod(0o600)
    return own, trusted


class RunningMock:
    """A running mock, and a look at what it received."""

    def __init__(
        self, app: Starlette, port: int = 0, certificate: Path | None = None, trust: Any = True
    ) -> None:
        """Prepare to serve *app*; *trust* is what its own look at the server takes as `verify`."""
        self.app = app
        self._listener = listen(port)
        self._server = server_of(app, self._listener, certificate)
        self._trust = trust
        self.port: int = self._listener.getsockname()[1]
        self.url = f"{'https' if certificate else 'http'}://localhost:{self.port}"
        """Where it is."""
        services = app.state.services
        self.base_urls: dict[str, dict[str, str]] = {
            name: service.base_urls(self.url) for name, service in services.items()
        }
        """By provider, what stands in for each of its documented servers."""
        run = {"sockets": [self._listener]}
        self._thread = threading.Thread(target=self._server.run, kwargs=run, daemon=True)

    def __enter__(self) -> Self:
        """Start, and wait until it listens."""
        self._thread.start()
        until = time.monotonic() + PATIENCE
        while not self._server.started:
            if time.monotonic() > until or not self._thread.is_alive():
                raise CannotRun("the mock did not start")
            time.sleep(0.005)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop."""
        self._server.should_exit = True
        self._thread.join(PATIENCE)
        self._listener.close()

    def received(self) -> list[dict[str, Any]]:
        """Return all requests so far, oldest first, without keys."""
        return self._look("GET", "/_received")  # type: ignore[no-any-return]  # JSON

    def deliveries(self) -> list[dict[str, Any]]:
        """Return the webhooks and uploads that were carried out or refused."""
        return self._look("GET", "/_deliveries")  # type: ignore[no-any-return]  # JSON

    def ledger(self) -> list[dict[str, Any]]:
        """Return what was charged for each accepted job."""
        return self._look("GET", "/_ledger")  # type: ignore[no-any-return]  # JSON

    def faults(self, plan: Plan | Mapping[str, Any] | Path | str) -> Faulty:
        """Let things go wrong by *plan*: from now on, or in a `with` block until its end."""
        made: Faulty = self.app.state.faults(plan)
        return made

    def fired(self) -> list[dict[str, Any]]:
        """Return the faults of the plan, and how often each has happened."""
        return self._look("GET", "/_faults")  # type: ignore[no-any-return]  # JSON

    def reset(self) -> None:
        """Forget requests, deliveries and jobs; ids and the counts of a plan begin anew."""
        self._look("DELETE", "/_received")

    def _look(self, method: str, path: str) -> Any:
        with httpx.Client(trust_env=False, verify=self._trust) as client:
            answer = client.request(method, f"{self.url}{path}")
        answer.raise_for_status()
        return answer.json() if answer.content else None
