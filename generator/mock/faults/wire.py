"""Connections that misbehave: over a port at the socket, in process as the errors of httpx."""

from __future__ import annotations

import asyncio
import http
import socket
import struct
from collections.abc import Callable
from typing import Any

import httpx
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

TRANSPORT = "specloom.transport"
"""Where the state of a request holds its connection."""
PIECES = 50
"""Into how many pieces a dripping answer is cut."""
PATIENCE = 600.0
"""Real seconds after which nobody is waited for any more."""
LINGER = struct.pack("ii", 1, 0)
"""Closing resets the connection."""


class Line(H11Protocol):
    """HTTP that lets a request see its own connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as its parent
        """Keep the connection where requests find it."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, TRANSPORT: transport}


class Listener(socket.socket):
    """A listening socket that can reset a connection before a byte of it is read."""

    refuses: Callable[[], bool] | None = None
    """Tells, for each new connection, whether to refuse it."""

    def accept(self) -> tuple[socket.socket, Any]:
        """Take a connection, or reset it and say that it is gone already."""
        taken, address = super().accept()
        if self.refuses is not None and self.refuses():
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER)
            taken.close()
            raise ConnectionAbortedError
        return taken, address


def connection_of(scope: Scope) -> asyncio.Transport | None:
    """Return the connection of a request; none if it came in process."""
    found: asyncio.Transport | None = scope.get("state", {}).get(TRANSPORT)
    return found


class Cut(Response):
    """No answer: the connection is closed."""

    async def __call__(self, scope: Scope, receive: Receive, _send: Send) -> None:
        """Close it."""
        line = connection_of(scope)
        if line is None:
            raise httpx.RemoteProtocolError("Server disconnected without sending a response.")
        line.abort()
        await gone(receive)


class Silent(Response):
    """No answer, for as long as the client waits."""

    async def __call__(self, scope: Scope, receive: Receive, _send: Send) -> None:
        """Wait until it is gone."""
        if connection_of(scope) is None:
            raise httpx.ReadTimeout("the mock keeps silent, as the plan asks")
        await gone(receive)


class Dripping(Response):
    """An answer that comes in many pieces."""

    def __init__(self, answer: Response, seconds: float) -> None:
        """Send *answer* over so many seconds."""
        self.answer = answer
        self.seconds = seconds
        super().__init__(bytes(answer.body), answer.status_code)
        self.raw_headers = answer.raw_headers

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        """Send piece by piece."""
        body = bytes(self.body)
        size = max(1, -(-len(body) // PIECES))
        parts = [body[start : start + size] for start in range(0, len(body), size)]
        start: Message = {"type": "http.response.start", "status": self.status_code}
        await send({**start, "headers": self.raw_headers})
        for part in parts:
            await send({"type": "http.response.body", "body": part, "more_body": True})
            await asyncio.sleep(self.seconds / len(parts))
        await send({"type": "http.response.body", "body": b"", "more_body": False})


class Misframed(Response):
    """An answer whose body is not as long as its head says; then the connection closes."""

    def __init__(self, answer: Response, body: bytes, announced: int) -> None:
        """Send *body* instead of that of *answer*, and announce another length."""
        super().__init__(body, answer.status_code)
        self.raw_headers = [pair for pair in answer.raw_headers if pair[0] != b"content-length"]
        self.raw_headers.append((b"content-length", str(announced).encode()))
        self.announced = announced

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Write it past the library that would not let it pass."""
        line = connection_of(scope)
        if line is not None:
            line.write(_head(self.status_code, self.raw_headers) + bytes(self.body))
            line.close()
            await gone(receive)
            return
        if self.announced > len(self.body):
            raise httpx.RemoteProtocolError("peer closed connection without the complete body")
        start: Message = {"type": "http.response.start", "status": self.status_code}
        await send({**start, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": bytes(self.body)[: self.announced]})


def _head(status: int, headers: list[tuple[bytes, bytes]]) -> bytes:
    """Spell the head of an answer."""
    try:
        reason = http.HTTPStatus(status).phrase
    except ValueError:
        reason = ""
    lines = [f"HTTP/1.1 {status} {reason}".encode(), *(b"%s: %s" % pair for pair in headers)]
    return b"\r\n".join(lines) + b"\r\n\r\n"


async def gone(receive: Receive) -> None:
    """Wait until the client has gone away."""
    try:
        async with asyncio.timeout(PATIENCE):
            while (await receive())["type"] != "http.disconnect":
                pass
    except TimeoutError:
        return
