"""Connections of clients that bring none of their own: httpx, set up for many jobs at once."""

from __future__ import annotations

from contextlib import asynccontextmanager

from .http import bare

TYPE_CHECKING = False
if TYPE_CHECKING:
    import logging
    from collections.abc import AsyncIterator
    from typing import Any

    import httpx

MOST = 100
"""Connections that are open at a time, and kept for the next request.

httpx keeps 20, and with more of them open closes each one after a single request.
"""

KEPT = 5.0
"""Seconds for which a connection is kept; servers close theirs after a while, at a bad moment."""


def connections() -> httpx.Client:
    """Return a new pool of connections."""
    import httpx

    keep_queries_quiet()
    return httpx.Client(limits=_limits(MOST))


class AsyncConnections:
    """Connections of one event loop, each with a httpx client of its own.

    In a pool of httpx, whatever ends a request looks at all that wait, and tasks that run in turns
    are given the same connection and have to ask again: nearly all of the time of a thousand jobs.
    Here a request takes the connection that was free last, and waits if there are too many.
    """

    def __init__(self) -> None:
        """Open nothing yet."""
        import asyncio

        import httpx

        keep_queries_quiet()
        self._context = httpx.create_ssl_context()
        self._gate = asyncio.Semaphore(MOST)
        self._free: list[tuple[float, httpx.AsyncClient]] = []
        self._closed = False

    @asynccontextmanager
    async def stream(self, **arguments: Any) -> AsyncIterator[httpx.Response]:
        """Send a request, as `httpx.AsyncClient.stream` does, when it is its turn."""
        import time

        async with self._gate:
            connection = self._free.pop()[1] if self._free else self._new()
            try:
                async with connection.stream(**arguments) as response:
                    yield response
            finally:
                now = time.monotonic()
                self._free.append((now, connection))
                if self._closed:
                    await self.aclose()
                elif self._free[0][0] < now - KEPT:
                    await self._free.pop(0)[1].aclose()

    def _new(self) -> httpx.AsyncClient:
        import httpx

        return httpx.AsyncClient(verify=self._context, limits=_limits(1))

    async def aclose(self) -> None:
        """Close all connections; those in use follow when their request is over."""
        self._closed = True
        while self._free:
            await self._free.pop()[1].aclose()


def _limits(most: int) -> httpx.Limits:
    import httpx

    return httpx.Limits(max_connections=most, max_keepalive_connections=most, keepalive_expiry=KEPT)


def keep_queries_quiet() -> None:
    """Have httpx log addresses without their query, which may hold secrets and signatures."""
    import logging

    log = logging.getLogger("httpx")
    if _bare not in log.filters:
        log.addFilter(_bare)


def _bare(record: logging.LogRecord) -> bool:
    import httpx

    if isinstance(record.args, tuple):
        record.args = tuple(
            bare(str(part)) if isinstance(part, httpx.URL) else part for part in record.args
        )
    return True
