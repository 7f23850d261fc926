"""Connections of clients that bring none of their own: httpx, set up for many jobs at once."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from types import ModuleType
    from typing import Any

    import httpx

MOST = 100
"""Connections that are open at a time, and kept for the next request.

httpx keeps 20, and with more of them open closes each one after a single request.
"""


def connections() -> httpx.Client:
    """Return a new pool of connections."""
    library = load()
    client: httpx.Client = library.Client(limits=_limits(library))
    return client


def async_connections() -> httpx.AsyncClient:
    """Return a new pool of connections for one event loop.

    Requests for which there is no connection yet wait before the pool, each for as long as it
    takes. In the pool they would give up after the time-out, and each request that ends would look
    at all that wait, once for each connection: most of the time of a thousand jobs.
    """
    import asyncio
    from contextlib import asynccontextmanager

    library = load()

    class Connections(library.AsyncClient):  # type: ignore[misc, name-defined]  # loaded late
        """A pool that lets in as many requests as it has connections."""

        gate = asyncio.Semaphore(MOST)

        @asynccontextmanager
        async def stream(self, *args: Any, **options: Any) -> AsyncIterator[httpx.Response]:
            """Send a request when it is its turn."""
            async with self.gate, super().stream(*args, **options) as response:
                yield response

    client: httpx.AsyncClient = Connections(limits=_limits(library))
    return client


def load() -> ModuleType:
    """Import httpx without its command line, which loads click and rich where they are installed.

    That is a third of the time, and httpx foresees that the command line is missing.
    """
    import sys

    left_out = "httpx._main"
    if "httpx" in sys.modules:
        import httpx

        return httpx
    sys.modules[left_out] = None  # type: ignore[assignment]  # importing it now raises ImportError
    try:
        import httpx
    finally:
        sys.modules.pop(left_out, None)
    return httpx


def _limits(library: ModuleType) -> httpx.Limits:
    limits: httpx.Limits = library.Limits(max_connections=MOST, max_keepalive_connections=MOST)
    return limits
