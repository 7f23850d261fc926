"""Many jobs at once in one event loop: `python many_jobs.py ours|theirs COUNT`, answers in JSON.

A program of its own, so that its memory is that of one client. It needs nothing but the client that
it is asked to use, which is why it imports neither at its top.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import sys
import time
from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any

KIBIBYTES = 2**20 if sys.platform == "darwin" else 2**10
"""How many of the units that the system counts memory in make a MiB."""

Runner = Callable[[int], Awaitable[str]]


async def with_ours(count: int) -> None:
    """Run the jobs with the generated client."""
    servers = {"queue": os.environ["FAL_QUEUE"]}
    async with import_module("generated.fal").AsyncFal(base_urls=servers) as client:

        async def run(number: int) -> str:
            job = await client.grok_imagine_video.text_to_video.submit(prompt=f"cat {number}")
            url: str = (await job.result()).video.url
            return url

        await report(run, count)


async def with_theirs(count: int) -> None:
    """Run the same jobs with fal_client."""
    client: Any = import_module("fal_client").AsyncClient()

    async def run(number: int) -> str:
        endpoint = "xai/grok-imagine-video/text-to-video"
        job = await client.submit(endpoint, arguments={"prompt": f"cat {number}"})
        url: str = (await job.get())["video"]["url"]
        return url

    await report(run, count)


async def report(run: Runner, count: int) -> None:
    """Run *count* jobs at once, and print how long that took and the most memory ever used."""
    start = time.perf_counter()
    urls = await asyncio.gather(*(run(number) for number in range(count)))
    seconds = time.perf_counter() - start
    assert len(set(urls)) == count, "every job has a result of its own"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIBIBYTES
    sys.stdout.write(json.dumps({"seconds": seconds, "memory": memory}) + "\n")


if __name__ == "__main__":
    asyncio.run({"ours": with_ours, "theirs": with_theirs}[sys.argv[1]](int(sys.argv[2])))
