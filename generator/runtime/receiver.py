"""A small ASGI application that takes webhooks in and hands their events to whoever waits for them."""

from __future__ import annotations

from _thread import allocate_lock

from .errors import TimedOut
from .observer import LOGGER
from .webhook_events import Event, WebhookRefused
from .webhook_inbox import Bell, Inbox
from .webhook_reports import is_enough, names_of
from .webhooks import MAX_BODY, Verifier, webhook_url

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping
    from typing import Any, Self, TypeVar

    Scope = MutableMapping[str, Any]
    Message = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]
    F = TypeVar("F", bound=Callable[[Event], Any])

PATIENCE = 10.0
"""Seconds in which a body has to be there."""


class Receiver:
    """Takes deliveries in at `.../<provider>`, wherever it is mounted.

    It may be served by one event loop and asked from others, and from threads.
    """

    def __init__(
        self,
        base: str = "",
        *,
        secret: str | None = None,
        max_body: int = MAX_BODY,
        record: Callable[[Event], None] | None = None,
    ) -> None:
        """Take in what is delivered below *base*, the public address of this application.

        *secret* has 16 characters or more; without one, a new one is made, and addresses given out
        by an earlier process are refused. *record* is called in a thread with each new event before
        the provider is answered; if it raises, the provider is told that the delivery failed.
        """
        import secrets

        self.base = base
        self._secret = secret or secrets.token_urlsafe(32)
        self._max_body = max_body
        self._verifiers: dict[str, Verifier] = {}
        self._record = record
        self._recording = allocate_lock()
        self._inbox = Inbox()
        self._listeners: list[Callable[[Event], Any]] = []

    def __repr__(self) -> str:
        """Show the providers; never the secret."""
        return f"<Receiver {' '.join(self._verifiers)}>"

    def accept(self, *clients: Any) -> Self:
        """Take in what the providers of *clients* deliver, and return the receiver."""
        for client in clients:
            if client.info.id not in self._verifiers:
                verifier = Verifier(client, self._secret, max_body=self._max_body)
                self._verifiers[verifier.provider] = verifier
        return self

    def url_for(self, provider: str, *, base: str | None = None, tag: str = "") -> str:
        """Return the address that *provider* is to report a job to; a *tag* comes back with it."""
        if provider not in self._verifiers:
            raise ValueError(f"this receiver was given no client of {provider}")
        return webhook_url(self.base if base is None else base, provider, self._secret, tag)

    def on_event(self, function: F) -> F:
        """Have *function* called with each new event, after the provider was answered."""
        self._listeners.append(function)
        return function

    def seen(self, provider: str, *names: str) -> Event | None:
        """Return all that was said about a job, known by its id or tag, or None."""
        return self._inbox.seen(provider, *names)

    def bell(self, provider: str, *names: str) -> Bell:
        """Return what rings when there is news about a job, known by its ids or its tag."""
        return Bell(self._inbox, provider, names)

    def _bell_of(self, job: Any) -> tuple[Bell, int]:
        """Return the bell of a handle or of job data, and how many results are expected."""
        data = job.as_dict()
        return self.bell(data["provider"], *names_of(data)), data["expected"]

    async def wait(self, job: Any, seconds: float) -> Event:
        """Wait until the webhooks of *job* have said enough to look, or raise `TimedOut`."""
        import time

        (bell, expected), end = self._bell_of(job), time.monotonic() + seconds
        while not is_enough(event := bell.event(), expected):
            if time.monotonic() >= end:
                raise _late(job, seconds)
            await bell.wait_async(end - time.monotonic())
        assert event is not None, "nothing is not enough"
        return event

    def wait_sync(self, job: Any, seconds: float) -> Event:
        """Do as `wait` does, in a thread other than the one that serves."""
        import time

        (bell, expected), end = self._bell_of(job), time.monotonic() + seconds
        while not is_enough(event := bell.event(), expected):
            if time.monotonic() >= end:
                raise _late(job, seconds)
            bell.wait(end - time.monotonic())
        assert event is not None, "nothing is not enough"
        return event

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection, as ASGI says."""
        if scope["type"] == "lifespan":
            await _live(receive, send)
        elif scope["type"] == "http":
            status = 200
            events: tuple[Event, ...] = ()
            try:
                events = await self._take(scope, receive)
            except WebhookRefused as refused:
                status = refused.status
                _log().warning("webhook refused: %s", refused.reason)
            except Exception as error:  # noqa: BLE001  # the provider is to deliver it again
                status, name = 500, type(error).__name__
                _log().warning("a webhook could not be recorded: %s", name)
            await _answer(send, status)
            for event in events:
                await self._tell(event)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})

    async def _take(self, scope: Scope, receive: Receive) -> tuple[Event, ...]:
        """Verify a delivery and keep what is new in it."""
        import asyncio

        if scope["method"] != "POST":
            raise WebhookRefused("place", "webhooks are posted", 405)
        verifier = self._verifiers.get(scope["path"].rstrip("/").rpartition("/")[2])
        if verifier is None:
            raise WebhookRefused("place", "no webhook is delivered here", 404)
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in scope["headers"]
        }
        length = headers.get("content-length", "")
        announced = int(length) if length.isascii() and length.isdigit() and len(length) < 16 else 0
        verifier.admit(scope["query_string"], announced)
        body = await _body(receive, verifier.max_body)
        query = scope["query_string"]
        events = await asyncio.to_thread(verifier.verify, headers, query, body)
        return await asyncio.to_thread(self._keep, events, len(body))

    def _keep(self, events: tuple[Event, ...], size: int) -> tuple[Event, ...]:
        """Record and keep the new ones among *events*, and return them."""
        fresh = []
        with self._recording:  # the same news may come twice at the same time
            for event in filter(self._inbox.is_new, events):
                if self._record is not None:
                    self._record(event)
                self._inbox.add(event, size)
                fresh.append(event)
        return tuple(fresh)

    async def _tell(self, event: Event) -> None:
        """Call the listeners; what goes wrong in one concerns no other."""
        import asyncio
        import inspect

        for function in self._listeners:
            try:
                if inspect.iscoroutinefunction(function):
                    await function(event)
                else:
                    await asyncio.to_thread(function, event)
            except Exception as error:  # noqa: BLE001  # the others are called all the same
                name = type(error).__name__
                _log().warning("a listener of webhooks raised %s", name)


async def _body(receive: Receive, most: int) -> bytes:
    """Read a body of *most* bytes at most, in a while."""
    import asyncio

    chunks: list[bytes] = []
    total = 0
    try:
        async with asyncio.timeout(PATIENCE):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise WebhookRefused("body", "the connection broke", 400)
                chunk = message.get("body", b"")
                total += len(chunk)
                if total > most:
                    raise WebhookRefused("too-large", "the body is too large", 413)
                chunks.append(chunk)
                if not message.get("more_body"):
                    return b"".join(chunks)
    except TimeoutError:
        raise WebhookRefused("body", "the body takes too long", 408) from None


async def _answer(send: Send, status: int) -> None:
    headers = [(b"content-length", b"0")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def _live(receive: Receive, send: Send) -> None:
    """Go along with start and end of the server."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def _late(job: Any, seconds: float) -> TimedOut:
    data = job.as_dict()
    text = f"no webhook has said how the job ended within {seconds:g} s"
    return TimedOut(text, operation=data["operation"], request_id=data["id"], job=data)


def _log() -> Any:
    import logging

    return logging.getLogger(LOGGER)
