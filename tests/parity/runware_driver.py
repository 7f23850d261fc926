"""Drives runware-sdk, over REST and over WebSocket."""

from __future__ import annotations

import asyncio
from typing import Any

from runware import Runware

RETRY_DELAY = 50
"""Milliseconds before the first repetition, a second unless told; how many there are stays as it is."""


async def _run(job: dict[str, Any]) -> Any:
    where = {"rest": "http_base_url", "websocket": "ws_base_url"}[job["call"]]
    options = {"transport": job["call"], where: job["urls"][job["call"]]}
    async with Runware(api_key=job["key"], retry_delay=RETRY_DELAY, **options) as client:
        return await client.run(job["payload"])


def run(job: dict[str, Any]) -> Any:
    """Do one job over the transport that it names."""
    return asyncio.run(_run(job))
