"""Many jobs at once, in threads and in tasks; one that takes too long counts as hung."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Iterator

from .outcomes import Outcome

LIMIT = 90.0
"""Seconds after which a job counts as hung; clients are told to give up long before."""
WORKERS = 32
GLANCE = 0.2

Do = Callable[[str], Outcome]
DoLater = Callable[[str], Awaitable[Outcome]]


class Threads:
    """Threads that do one job after the other, and a watch over them."""

    def __init__(self, do: Do, markers: Iterator[str], limit: float = LIMIT) -> None:
        """Let *do* be done for each of *markers*."""
        self._do = do
        self._markers = markers
        self._limit = limit
        self._lock = threading.Lock()
        self._running: dict[str, float] = {}
        self._done: list[Outcome] = []
        self._left = True

    def run(self, workers: int = WORKERS) -> list[Outcome]:
        """Return what came of all jobs."""
        for _ in range(workers):
            self._start()
        while self._left or self._running:
            time.sleep(GLANCE)
            self._watch()
        return self._done

    def _start(self) -> None:
        threading.Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        while True:
            with self._lock:
                marker = next(self._markers, None)
                if marker is None:
                    self._left = False
                    return
                self._running[marker] = time.monotonic()
            outcome = self._do(marker)
            with self._lock:
                if self._running.pop(marker, None) is None:
                    return  # it was given up, and another thread took its place
                self._done.append(outcome)

    def _watch(self) -> None:
        """Give up what takes too long."""
        with self._lock:
            before = time.monotonic() - self._limit
            late = [marker for marker, since in self._running.items() if since < before]
            for marker in late:
                del self._running[marker]
                self._done.append(Outcome(marker, "hung"))
        for _ in late:
            self._start()


async def in_tasks(
    do: DoLater, markers: Iterator[str], workers: int = WORKERS, limit: float = LIMIT
) -> list[Outcome]:
    """Return what came of all jobs, done by that many tasks."""
    done: list[Outcome] = []

    async def work() -> None:
        for marker in markers:
            try:
                outcome = await asyncio.wait_for(do(marker), limit)
            except TimeoutError:
                outcome = Outcome(marker, "hung")
            done.append(outcome)

    await asyncio.gather(*(work() for _ in range(workers)))
    return done
