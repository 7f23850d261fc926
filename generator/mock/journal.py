"""What the server received and answered, without anybody's key."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.types import ASGIApp, Message, Receive, Scope, Send

KEPT = 5_000
"""How many requests are remembered."""
LONGEST = 32 * 2**20
"""Most bytes of a body that are taken in."""
SHOWN = 200_000
"""Most bytes of a body that are kept."""
HIDDEN = "[hidden]"
SECRET_HEADERS = frozenset({"authorization", "cookie", "x-auth-key", "x-api-key"})
SECRET_MEMBERS = frozenset({"apiKey"})
OWN = ("/", "/_received", "/_deliveries", "/_ledger", "/_faults", "/favicon.ico")
"""Paths that are about the journal and do not stand in it."""


@dataclass(slots=True)
class Received:
    """One request, or one message on a socket."""

    number: int
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any
    status: int | None = None
    """HTTP status of the answer; none while there is none."""

    def as_dict(self) -> dict[str, Any]:
        """Return what JSON shows."""
        return asdict(self)


class Journal:
    """Everything received, oldest first."""

    def __init__(self) -> None:
        """Begin empty."""
        self.entries: deque[Received] = deque(maxlen=KEPT)
        self._count = 0

    def note(self, scope: Mapping[str, Any], method: str, body: Any) -> Received:
        """Write a request down."""
        self._count += 1
        query = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
        headers = dict(_shown(scope["headers"]))
        path = str(scope["path"])
        entry = Received(self._count, method, path, query, headers, without_keys(body))
        self.entries.append(entry)
        return entry

    def clear(self) -> None:
        """Forget everything."""
        self.entries.clear()
        self._count = 0


def without_keys(body: Any) -> Any:
    """Return a JSON value with the keys of accounts hidden, at any depth."""
    if isinstance(body, dict):
        return {
            name: HIDDEN if name in SECRET_MEMBERS else without_keys(value)
            for name, value in body.items()
        }
    return [without_keys(item) for item in body] if isinstance(body, list) else body


def _shown(headers: Iterable[tuple[bytes, bytes]]) -> Iterable[tuple[str, str]]:
    """Return headers as text; of those that hold a key, the scheme alone."""
    for raw_name, raw_value in headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        if name in SECRET_HEADERS:
            scheme, blank, _ = value.partition(" ")
            value = f"{scheme} {HIDDEN}" if blank else HIDDEN
        yield name, value


def readable(raw: bytes, kind: str) -> Any:
    """Return a body for readers: JSON, else text, else how long it is."""
    if not raw:
        return None
    if len(raw) > SHOWN:
        return {"bytes": len(raw), "content_type": kind}
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        pass
    if kind.startswith(("text/", "application/json")):
        return raw.decode(errors="replace")
    return {"bytes": len(raw), "content_type": kind}


class Recorder:
    """ASGI middleware that writes every HTTP request down, with the status of its answer."""

    def __init__(self, app: ASGIApp, journal: Journal) -> None:
        """Stand before *app*."""
        self.app = app
        self.journal = journal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body, note the request, and pass it on."""
        if scope["type"] != "http" or scope["path"] in OWN:
            await self.app(scope, receive, send)
            return
        raw = await _body(receive)
        if raw is None:
            await _too_large(send)
            return
        kind = dict(scope["headers"]).get(b"content-type", b"").decode("latin-1")
        entry = self.journal.note(scope, scope["method"], readable(raw, kind))
        given = False

        async def replay() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": raw, "more_body": False}

        async def watch(message: Message) -> None:
            if message["type"] == "http.response.start":
                entry.status = message["status"]
            await send(message)

        await self.app(scope, replay, watch)


async def _body(receive: Receive) -> bytes | None:
    """Read a whole body; none if it is too long."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b"".join(parts)
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > LONGEST:
            return None
        if not message.get("more_body"):
            return b"".join(parts)


async def _too_large(send: Send) -> None:
    headers = [(b"content-type", b"text/plain"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": b"too large"})
