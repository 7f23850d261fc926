"""Deliveries that requests ask for: webhooks and uploads, carried out on this machine alone."""

from __future__ import annotations

import asyncio
import ipaddress
from collections import deque
from collections.abc import Awaitable, Coroutine, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

KEPT = 2_000
"""How many deliveries are remembered."""
TIMEOUT = 5.0


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery and what became of it."""

    kind: str
    """webhook or upload."""
    method: str
    url: str
    size: int
    status: int | None
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return what JSON shows."""
        return asdict(self)


def is_loopback(url: str) -> bool:
    """Tell whether *url* leads to this machine: a loopback address by number, or localhost."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"}:
        return False
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)


class Courier:
    """Sends what is asked for to loopback addresses, and refuses all others."""

    def __init__(self) -> None:
        """Begin with nothing delivered."""
        self.deliveries: deque[Delivery] = deque(maxlen=KEPT)
        self._tasks: set[asyncio.Task[None]] = set()

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Do *work* in the background of the running loop."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def send(
        self, kind: str, method: str, url: str, body: bytes, headers: Mapping[str, str]
    ) -> None:
        """Deliver *body* once, and note what became of it."""
        status: int | None = None
        note = "refused: not a loopback address"
        if is_loopback(url):
            status, note = await _sent(method, url, body, headers)
        self.deliveries.append(Delivery(kind, method, url, len(body), status, note))

    def webhook(self, url: str, body: bytes, headers: Mapping[str, str]) -> Awaitable[None]:
        """Report a finished job."""
        kind = {"content-type": "application/json"}
        return self.send("webhook", "POST", url, body, {**kind, **headers})

    def upload(self, url: str, body: bytes) -> Awaitable[None]:
        """Hand over a finished file."""
        return self.send("upload", "PUT", url, body, {"content-type": "video/mp4"})


async def _sent(
    method: str, url: str, body: bytes, headers: Mapping[str, str]
) -> tuple[int | None, str]:
    """Send, without proxies and without following anything away from here."""
    try:
        async with httpx.AsyncClient(
            timeout=TIMEOUT,
            trust_env=False,
            follow_redirects=False,
            verify=False,  # noqa: S501  # this machine's own, with throw-away certificates
        ) as client:
            answer = await client.request(method, url, content=body, headers=dict(headers))
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        return None, f"failed: {type(error).__name__}"
    return answer.status_code, "" if answer.is_success else f"answered {answer.status_code}"
