"""Connections that clients open themselves: how many there are, and what they load."""

from __future__ import annotations

import asyncio
from typing import Any

from generated._runtime.connections import MOST, AsyncConnections
from generated.fal import AsyncFal


def test_many_jobs_at_once_share_a_bounded_number_of_connections(specloom_mock: Any) -> None:
    """All jobs are done, and no more connections were opened than are kept."""
    urls, free = asyncio.run(many(specloom_mock.base_urls["fal"], 3 * MOST))
    assert len(set(urls)) == 3 * MOST
    assert 1 < free <= MOST


def test_jobs_one_after_the_other_share_one_connection(specloom_mock: Any) -> None:
    """What was free last is taken first."""

    async def run() -> int:
        async with AsyncFal(key="k", base_urls=specloom_mock.base_urls["fal"]) as client:
            for _ in range(3):
                await client.grok_imagine_video.text_to_video.submit(prompt="a cat")
            return opened(client)

    assert asyncio.run(run()) == 1


async def many(servers: dict[str, str], count: int) -> tuple[list[str], int]:
    """Run jobs at once; return the results, and how many connections there are in the end."""
    async with AsyncFal(key="k", base_urls=servers, interval=0.05) as client:
        calls = [client.grok_imagine_video.text_to_video(prompt=f"cat {n}") for n in range(count)]
        results = await asyncio.gather(*calls)
        return [result.video.url for result in results], opened(client)


def opened(client: AsyncFal) -> int:
    """Count the connections of a client that is idle."""
    connections = client._http
    assert isinstance(connections, AsyncConnections)
    return len(connections._free)
