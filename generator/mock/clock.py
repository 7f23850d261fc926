"""The time that jobs live in: faster than real time, or moved by hand."""

from __future__ import annotations

import asyncio
import time
from typing import Protocol

GLANCE = 0.005
"""Real seconds between two looks at a clock that is moved by hand."""


class Clock(Protocol):
    """What tells the seconds of the mock."""

    def now(self) -> float:
        """Return the seconds since the clock was started."""

    async def sleep(self, seconds: float) -> None:
        """Come back when that many of its seconds have passed."""


class ScaledClock:
    """Real time, running *speed* times as fast."""

    def __init__(self, speed: float = 1.0) -> None:
        """Start at zero."""
        self.speed = speed
        self._start = time.monotonic()

    def now(self) -> float:
        """Return the seconds since the clock was started."""
        return (time.monotonic() - self._start) * self.speed

    async def sleep(self, seconds: float) -> None:
        """Come back when that many of its seconds have passed."""
        await asyncio.sleep(max(0.0, seconds) / self.speed)


class ManualClock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        """Start at zero."""
        self._now = 0.0

    def now(self) -> float:
        """Return the seconds that it was moved by."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Move it forward."""
        self._now += seconds

    async def sleep(self, seconds: float) -> None:
        """Come back when it has been moved that far."""
        until = self._now + seconds
        while self._now < until:  # noqa: ASYNC110  # an event would belong to one loop
            await asyncio.sleep(GLANCE)
