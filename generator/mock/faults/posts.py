"""Webhooks that misbehave: twice, forged, out of order, or never."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from generator.mock.faults.kinds import DEFAULTS
from generator.mock.faults.laboratory import Asked, Laboratory
from generator.mock.faults.plan import Fault

OLD = 3600
"""Seconds by which an old webhook is old; no receiver takes that."""
FORGED = b"forged"

Sign = Callable[[bytes, int], Mapping[str, str]]
"""Returns the headers that vouch for a body at a time."""
Deliver = Callable[[str, bytes, Mapping[str, str]], Awaitable[None]]


def unsigned(body: bytes, moment: int) -> Mapping[str, str]:  # noqa: ARG001  # as others sign
    """Vouch for nothing: these webhooks are not signed."""
    return {}


@dataclass(frozen=True, slots=True)
class Post:
    """A webhook that is about to be sent."""

    asked: Asked
    url: str
    body: bytes
    mark: bytes
    """What a forged one says differently: the id of the job's result."""
    sign: Sign = unsigned


@dataclass(slots=True)
class PostOffice:
    """Sends webhooks, and holds some back."""

    laboratory: Laboratory
    deliver: Deliver
    _next: asyncio.Event | None = field(default=None, init=False)
    """Set when something has been delivered; whatever is held back waits for it."""

    async def send(self, post: Post) -> None:
        """Deliver *post* as the plan has it."""
        strike = self.laboratory.strike(post.asked)
        fault = None if strike is None else strike.fault
        if fault is not None and fault.do == "webhook-lost":
            return
        if fault is not None and fault.do == "webhook-delayed":
            await self._hold(fault)
        if fault is not None and fault.do == "webhook-forged":
            await self._forge(post, fault.forge or "signature")
        for _ in range(2 if fault is not None and fault.do == "webhook-twice" else 1):
            await self.deliver(post.url, post.body, post.sign(post.body, int(time.time())))
        if self._next is not None:
            self._next.set()
            self._next = None

    async def _hold(self, fault: Fault) -> None:
        """Wait until another webhook has been delivered, or for the time that is given."""
        limit = DEFAULTS[fault.do] if fault.seconds is None else fault.seconds
        self._next = self._next or asyncio.Event()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(float(limit)):
                await self._next.wait()

    async def _forge(self, post: Post, forge: str) -> None:
        """Deliver what nobody should believe: another result under a wrong voucher."""
        body, moment, url = post.body.replace(post.mark, FORGED), int(time.time()), post.url
        if forge == "time":
            await self.deliver(url, body, post.sign(body, moment - OLD))
            return
        vouched = dict(post.sign(post.body if forge == "body" else body, moment))
        if forge == "signature":
            vouched = {
                name: value[::-1] if name.lower().endswith("-signature") else value
                for name, value in vouched.items()
            }
        await self.deliver(url if vouched else _without_secret(url), body, vouched)


def _without_secret(url: str) -> str:
    """Return *url* with other values in its query, where unsigned webhooks carry a secret."""
    parts = urlsplit(url)
    query = [(name, "wrong") for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
    return urlunsplit(parts._replace(query=urlencode(query)))
