"""One exchange with a provider: its limits in time and size, and what a failure of it means."""

from __future__ import annotations

from .errors import CallError, UnexpectedAnswer
from .http import MAX_BODY, Answer, Listen, Request, lost

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    import httpx

MAX_EVENT = 1_000_000
"""Bytes of one event of a stream."""

SENDING = "send_request_headers.started"
"""What httpcore says right before the first byte of a request goes out."""


class Exchange:
    """One request under way: its limit in time, and whether anything of it has gone out."""

    def __init__(self, request: Request, headers: Mapping[str, str], timeout: float) -> None:
        """Begin to send *request* with *headers*; all of it may take *timeout* seconds, or its own."""
        import time

        self.request = request
        self.limit = timeout if request.timeout is None else request.timeout
        self.began = time.monotonic()
        self.traced = self.sent = False
        self.chunks: list[bytes] = []
        self.total = 0
        self.arguments = _arguments(request, headers)
        self.arguments["timeout"] = self.limit

    @property
    def seconds(self) -> float:
        """Seconds since it began."""
        import time

        return time.monotonic() - self.began

    def trace(self, event: str, _info: Any) -> None:
        """Note whether the request has begun to go out."""
        self.traced = True
        self.sent = self.sent or event.endswith(SENDING)

    async def trace_async(self, event: str, info: Any) -> None:
        """Do as `trace` does."""
        self.trace(event, info)

    def take(self, chunk: bytes) -> None:
        """Keep a part of the answer, within limits of size and time."""
        import httpx

        self.total += len(chunk)
        if self.total > MAX_BODY:
            raise UnexpectedAnswer(f"the answer is larger than {MAX_BODY} bytes")
        if self.seconds > self.limit:
            raise httpx.ReadTimeout("the answer takes too long")
        self.chunks.append(chunk)

    def lost(self, error: Exception) -> CallError:
        """Say what *error* means: nothing was accepted, or nobody knows."""
        import httpx

        never = httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.InvalidURL
        unsent = isinstance(error, never) or (self.traced and not self.sent)
        return lost(self.request, error, sent=not unsent)

    def answer(self, response: httpx.Response) -> Answer:
        """Return all that has come."""
        return Answer(response.status_code, response.headers, b"".join(self.chunks))


def _arguments(request: Request, headers: Mapping[str, str]) -> dict[str, Any]:
    import json

    arguments: dict[str, Any] = {
        "method": request.method,
        "url": request.url,
        "headers": {**({} if request.keyless else headers), **request.headers},
    }
    if request.query:
        arguments["params"] = request.query
    if request.content is not None:
        arguments["content"] = request.content
    elif request.body is not None:
        arguments["content"] = json.dumps(request.body, allow_nan=False).encode()
        arguments["headers"]["Content-Type"] = "application/json"
    return arguments


class Events:
    """The data of server-sent events, put together from the pieces in which they come."""

    def __init__(self, listen: Listen) -> None:
        """Hand what is put together to whoever listens."""
        self.heard = listen.heard
        self.rest = b""
        self.data: list[bytes] = []

    def take(self, chunk: bytes) -> bool:
        """Take a piece of the stream; tell whether enough was heard."""
        *lines, self.rest = (self.rest + chunk).split(b"\n")
        if any(self._line(line.rstrip(b"\r")) for line in lines):
            return True
        if len(self.rest) + sum(map(len, self.data)) > MAX_EVENT:
            raise UnexpectedAnswer(f"an event of the stream is larger than {MAX_EVENT} bytes")
        return False

    def _line(self, line: bytes) -> bool:
        if line.startswith(b"data:"):
            self.data.append(line[5:].strip())
        if line or not self.data:
            return False
        text, self.data = b"\n".join(self.data).decode("utf-8", "replace"), []
        return self.heard(text)
