# Copied by `specloom generate` from generator/runtime/http.py.
"""One request, one answer: what protocols ask for.

Protocols are generators: they yield a `Request`, which an `Answer` is sent for, or a `Pause` or a
`Listen`, which nothing is sent for. The two drivers (module `drivers`) carry that out, so sync and async share the rest.
"""

from __future__ import annotations

from .errors import CallError, ConnectionFailed, OutcomeUnknown, UnexpectedAnswer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterable, Callable, Generator, Iterable, Mapping
    from typing import Any, TypeVar

    Content = bytes | Iterable[bytes] | AsyncIterable[bytes]
    T = TypeVar("T")

MAX_BODY = 64_000_000
"""Bytes of an answer that are read; base64 videos come in JSON."""


class Request:
    """One HTTP request."""

    __slots__ = (
        *("billable", "body", "content", "headers"),
        *("keyless", "method", "query", "timeout", "url"),
    )

    def __init__(
        self,
        method: str,
        url: str,
        *,
        body: Any = None,
        content: Content | None = None,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        billable: bool = False,
        keyless: bool = False,
        timeout: float | None = None,
    ) -> None:
        """Keep the parts.

        *body* is sent as JSON, *content* as it is (bytes, or an iterable of them); *billable* says that a repeat may cost money,
        *keyless* that the provider's key is not sent along, *timeout* is in seconds, for all of it.
        """
        self.method = method
        self.url = url
        self.body = body
        self.content = content
        self.query = dict(query or {})
        self.headers = dict(headers or {})
        self.billable = billable
        self.keyless = keyless
        self.timeout = timeout

    def __repr__(self) -> str:
        """Show method and address; neither query nor body, which may hold secrets and prompts."""
        return f"<Request {self.method} {bare(self.url)}>"


class Pause:
    """A wait between two requests."""

    __slots__ = ("bell", "seconds")

    def __init__(self, seconds: float, bell: Bell | None = None) -> None:
        """Wait for *seconds*, or until *bell* rings."""
        self.seconds = seconds
        self.bell = bell


class Listen:
    """A stream of server-sent events, heard until *heard* has had enough or the stream ends."""

    __slots__ = ("heard", "request")

    def __init__(self, request: Request, heard: Callable[[str], bool]) -> None:
        """Send *request* and hand the data of each event to *heard*, which says when to stop."""
        self.request = request
        self.heard = heard


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
    from typing import Protocol as Shape

    class Bell(Shape):
        """What may end a pause early, such as a webhook that has come."""

        def event(self) -> Any:
            """Return what it has to say, or None."""

        def wait(self, seconds: float) -> None:
            """Come back after *seconds*, or when it rings."""

        async def wait_async(self, seconds: float) -> None:
            """Come back after *seconds*, or when it rings."""

    Step = Request | Pause | Listen
    Steps = Generator[Step, Answer | None, T]


def lost(request: Request, error: Exception, *, sent: bool) -> CallError:
    """Say what a failed connection means for *request*."""
    what = f"{request.method} {bare(request.url)}: {type(error).__name__}"
    if sent and request.billable:
        return OutcomeUnknown(f"the answer was lost ({what})", repeat="no")
    return ConnectionFailed(f"no answer ({what})", repeat="yes")


def bare(url: str) -> str:
    """Return *url* without its query, which may hold secrets."""
    return url.partition("?")[0]
