# Copied by `specloom generate` from generator/runtime/downloads.py.
"""Results to files: streamed, resumed, checked, and in place only when they are whole."""

from __future__ import annotations

from contextlib import asynccontextmanager, contextmanager

from .transfer import MAX_BYTES, Downloaded, DownloadFailed, DownloadRefused, ResultGone, Transfer

__all__ = [
    "DownloadFailed",
    "DownloadRefused",
    "Downloaded",
    "ResultGone",
    "addresses",
    "download",
    "download_async",
]

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import AsyncIterator, Iterator, Sequence
    from typing import Any

    import httpx

    from .connections import AsyncConnections

TIMEOUT = 30.0
"""Seconds without a byte after which a connection is given up."""


def download(
    url: str,
    path: str | os.PathLike[str],
    *,
    kind: str | None = "video",
    max_bytes: int = MAX_BYTES,
    deadline: float = 600.0,
    http: httpx.Client | None = None,
) -> Downloaded:
    """Store what is at *url* as *path*, which is there when it is whole or not at all.

    *kind* is the kind of file that is wanted (video, image, audio), or None for any. A connection
    that breaks is taken up where it broke, within *deadline* seconds, also by a later call. No key
    is sent. Raises `ResultGone`, `DownloadRefused` or `DownloadFailed`.
    """
    import time

    import httpx

    limits: dict[str, Any] = {"kind": kind, "max_bytes": max_bytes, "deadline": deadline}
    with Transfer(url, path, **limits) as transfer, _client(http) as client:
        while True:
            try:
                with client.stream(**_arguments(transfer)) as response:
                    if transfer.begins(response.status_code, response.headers):
                        for chunk in response.iter_raw():
                            transfer.write(chunk)
                        if stored := transfer.finished():
                            return stored
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                transfer.missed(error)
            time.sleep(transfer.pause())


async def download_async(
    url: str,
    path: str | os.PathLike[str],
    *,
    kind: str | None = "video",
    max_bytes: int = MAX_BYTES,
    deadline: float = 600.0,
    http: AsyncConnections | httpx.AsyncClient | None = None,
) -> Downloaded:
    """Do as `download` does, awaited."""
    import asyncio

    import httpx

    limits: dict[str, Any] = {"kind": kind, "max_bytes": max_bytes, "deadline": deadline}
    with Transfer(url, path, **limits) as transfer:
        async with _async_client(http) as client:
            while True:
                try:
                    async with client.stream(**_arguments(transfer)) as response:
                        if transfer.begins(response.status_code, response.headers):
                            async for chunk in response.aiter_raw():
                                transfer.write(chunk)
                            if stored := await asyncio.to_thread(transfer.finished):
                                return stored
                except (httpx.HTTPError, httpx.InvalidURL) as error:
                    transfer.missed(error)
                await asyncio.sleep(transfer.pause())


def _arguments(transfer: Transfer) -> dict[str, Any]:
    return {
        "method": "GET",
        "url": transfer.url,
        "headers": transfer.headers(),
        "timeout": TIMEOUT,
        "follow_redirects": False,
    }


@contextmanager
def _client(given: httpx.Client | None) -> Iterator[httpx.Client]:
    """Lend the caller's connections, or a pool that is closed afterwards."""
    import httpx

    if given is not None:
        yield given
        return
    with httpx.Client() as own:
        yield own


@asynccontextmanager
async def _async_client(given: Any) -> AsyncIterator[Any]:
    """Lend the caller's connections, or a pool that is closed afterwards."""
    import httpx

    if given is not None:
        yield given
        return
    async with httpx.AsyncClient() as own:
        yield own


def addresses(results: Sequence[Any], place: str) -> list[str]:
    """Return the address of the file in each of the raw *results*.

    *place* is a spec's `result_url`, such as video.url or data[].videoURL: a way through the whole
    answer, whose first steps a result may lack.
    """
    steps = place.replace("[]", "").split(".")
    found = []
    for result in results:
        ways = (_at(result, steps[first:]) for first in range(len(steps)))
        address = next((way for way in ways if isinstance(way, str)), None)
        if address is not None:
            found.append(address)
    return found


def _at(value: Any, steps: Sequence[str]) -> Any:
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    return value
