"""One request, one answer: what protocols ask for, and the two drivers that carry it out with httpx.

Protocols are generators: they yield `Request` and `Pause` and are sent `Answer`s. The drivers are
the only code that differs between sync and async.
"""

from __future__ import annotations

from .errors import CallError, ConnectionFailed, OutcomeUnknown, UnexpectedAnswer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from typing import Any, TypeVar

    import httpx

    from .connections import AsyncConnections

    T = TypeVar("T")

MAX_BODY = 64_000_000
"""Bytes of an answer that are read; base64 videos come in JSON."""


class Request:
    """One HTTP request."""

    __slots__ = ("billable", "body", "headers", "method", "query", "url")

    def __init__(
        self,
        method: str,
        url: str,
        *,
        body: Any = None,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        billable: bool = False,
    ) -> None:
        """Keep the parts; *body* is sent as JSON, *billable* says that a repeat may cost money."""
        self.method = method
        self.url = url
        self.body = body
        self.query = dict(query or {})
        self.headers = dict(headers or {})
        self.billable = billable

    def __repr__(self) -> str:
        """Show method and address; neither query nor body, which may hold secrets and prompts."""
        return f"<Request {self.method} {bare(self.url)}>"


class Pause:
    """A wait between two requests."""

    __slots__ = ("seconds",)

    def __init__(self, seconds: float) -> None:
        """Wait for *seconds*."""
        self.seconds = seconds


class Answer:
    """What came back."""

    __slots__ = ("body", "headers", "status")

    def __init__(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        """Keep the parts; names of headers are lower case."""
        self.status = status
        self.headers = {name.lower(): value for name, value in headers.items()}
        self.body = body

    @property
    def ok(self) -> bool:
        """Whether the status is 2xx."""
        return 200 <= self.status < 300

    def json(self) -> Any:
        """Return the body as JSON, or raise `UnexpectedAnswer`."""
        import json

        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            text = f"the answer with status {self.status} is no JSON"
            raise UnexpectedAnswer(text, status=self.status, answer=self.body[:2000]) from None


if TYPE_CHECKING:
    Steps = Generator[Request | Pause, Answer | None, T]


def lost(request: Request, error: Exception, *, sent: bool) -> CallError:
    """Say what a failed connection means for *request*."""
    what = f"{request.method} {bare(request.url)}: {type(error).__name__}"
    if sent and request.billable:
        return OutcomeUnknown(f"the answer was lost ({what})", repeat="no")
    return ConnectionFailed(f"no answer ({what})", repeat="yes")


def bare(url: str) -> str:
    """Return *url* without its query, which may hold secrets."""
    return url.partition("?")[0]


def _arguments(request: Request, headers: Mapping[str, str]) -> dict[str, Any]:
    import json

    arguments: dict[str, Any] = {
        "method": request.method,
        "url": request.url,
        "headers": {**headers, **request.headers},
    }
    if request.query:
        arguments["params"] = request.query
    if request.body is not None:
        arguments["content"] = json.dumps(request.body, allow_nan=False).encode()
        arguments["headers"]["Content-Type"] = "application/json"
    return arguments


def _read(chunks: list[bytes], chunk: bytes, total: int) -> int:
    total += len(chunk)
    if total > MAX_BODY:
        raise UnexpectedAnswer(f"the answer is larger than {MAX_BODY} bytes")
    chunks.append(chunk)
    return total


class SyncDriver:
    """Carries out steps with `httpx.Client`."""

    def __init__(self, http: httpx.Client, headers: Mapping[str, str], timeout: float) -> None:
        """Send *headers* with everything; *timeout* is in seconds, for one answer."""
        self.http = http
        self.headers = headers
        self.timeout = timeout

    def run(self, steps: Steps[T]) -> T:
        """Carry out *steps* and return what they return."""
        import time

        try:
            step = next(steps)
            while True:
                if isinstance(step, Pause):
                    time.sleep(step.seconds)
                    step = steps.send(None)
                    continue
                try:
                    answer = self._send(step)
                except CallError as error:
                    step = steps.throw(error)
                else:
                    step = steps.send(answer)
        except StopIteration as done:
            value: T = done.value
            return value

    def _send(self, request: Request) -> Answer:
        import httpx

        arguments = _arguments(request, self.headers)
        try:
            with self.http.stream(**arguments, timeout=self.timeout) as response:
                chunks: list[bytes] = []
                total = 0
                for chunk in response.iter_bytes():
                    total = _read(chunks, chunk, total)
                return Answer(response.status_code, response.headers, b"".join(chunks))
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise lost(request, error, sent=False) from None
        except httpx.HTTPError as error:
            raise lost(request, error, sent=True) from None


class AsyncDriver:
    """Carries out steps with `httpx.AsyncClient`."""

    def __init__(
        self,
        http: AsyncConnections | httpx.AsyncClient,
        headers: Mapping[str, str],
        timeout: float,
    ) -> None:
        """Send *headers* with everything; *timeout* is in seconds, for one answer."""
        self.http = http
        self.headers = headers
        self.timeout = timeout

    async def run(self, steps: Steps[T]) -> T:
        """Carry out *steps* and return what they return."""
        import asyncio

        try:
            step = next(steps)
            while True:
                if isinstance(step, Pause):
                    await asyncio.sleep(step.seconds)
                    step = steps.send(None)
                    continue
                try:
                    answer = await self._send(step)
                except CallError as error:
                    step = steps.throw(error)
                else:
                    step = steps.send(answer)
        except StopIteration as done:
            value: T = done.value
            return value

    async def _send(self, request: Request) -> Answer:
        import httpx

        arguments = _arguments(request, self.headers)
        try:
            async with self.http.stream(**arguments, timeout=self.timeout) as response:
                chunks: list[bytes] = []
                total = 0
                async for chunk in response.aiter_bytes():
                    total = _read(chunks, chunk, total)
                return Answer(response.status_code, response.headers, b"".join(chunks))
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise lost(request, error, sent=False) from None
        except httpx.HTTPError as error:
            raise lost(request, error, sent=True) from None
