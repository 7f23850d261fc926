"""The same jobs with the providers' own clients, as their documentation uses them.

They have their own time-outs and repetitions, except that one answer may take as long as with ours.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Iterator
from typing import Any

from .addresses import ACCOUNT
from .outcomes import Kind, Outcome
from .pools import Threads, in_tasks

TIMEOUT = 1.0
"""Seconds for one answer."""


def fal(url: str, markers: Iterator[str]) -> list[Outcome]:
    """Submit and get; hosts and certificate come from the environment."""
    del url
    from fal_client import SyncClient

    client = SyncClient(key="a-key", default_timeout=TIMEOUT)

    def do(marker: str) -> Outcome:
        arguments = {"prompt": f"a cat marker:{marker}"}
        try:
            handle = client.submit("xai/grok-imagine-video/text-to-video", arguments)
        except Exception as error:  # noqa: BLE001  # whatever a client raises is its answer
            return Outcome(marker, "refused", error=type(error).__name__)
        try:
            return Outcome(marker, "result", str(handle.get()["video"]["url"]))
        except Exception as error:  # noqa: BLE001  # whatever a client raises is its answer
            return Outcome(marker, "handle", error=type(error).__name__)

    return Threads(do, markers).run()


def runware(url: str, markers: Iterator[str]) -> list[Outcome]:
    """Run over REST; an error that names the task leaves the caller with a handle."""
    from runware import Runware, RunwareError

    async def all_jobs() -> list[Outcome]:
        options: dict[str, Any] = {"transport": "rest", "http_base_url": f"{url}/runware/v1"}
        async with Runware(api_key="a-key", timeout=int(TIMEOUT * 1000), **options) as client:

            async def do(marker: str) -> Outcome:
                try:
                    made = await client.run(_task(marker))
                except RunwareError as error:
                    told: Kind = "handle" if error.task_uuid else "refused"
                    return Outcome(marker, told, error=f"{type(error).__name__} {error.code}")
                except Exception as error:  # noqa: BLE001  # whatever it raises is its answer
                    return Outcome(marker, "refused", error=type(error).__name__)
                return Outcome(marker, "result", str(made[0].get("videoURL", "")))

            return await in_tasks(do, markers)

    return asyncio.run(all_jobs())


def _task(marker: str) -> dict[str, Any]:
    return {
        "taskType": "videoInference",
        "taskUUID": str(uuid.uuid4()),
        "model": "xai:grok-imagine@video",
        "positivePrompt": f"a cat marker:{marker}",
        "width": 848,
        "height": 480,
    }


def cloudflare(url: str, markers: Iterator[str]) -> list[Outcome]:
    """Post to the unified route, for which the client has no method."""
    from cloudflare import Cloudflare

    client = Cloudflare(
        api_token="a-key",  # noqa: S106  # the local server takes any
        base_url=f"{url}/cloudflare/client/v4",
        timeout=TIMEOUT,
    )

    def do(marker: str) -> Outcome:
        asked = {"prompt": f"a cat marker:{marker}", "duration": 1, "resolution": "480p"}
        body = {"model": "xai/grok-imagine-video", "input": asked}
        try:
            made: Any = client.post(f"/accounts/{ACCOUNT}/ai/run", body=body, cast_to=object)
            return Outcome(marker, "result", str(made["result"]["result"]["video"]))
        except Exception as error:  # noqa: BLE001  # whatever a client raises is its answer
            return Outcome(marker, "refused", error=type(error).__name__)

    return Threads(do, markers).run()


CLIENTS = {"fal-client": fal, "runware-sdk": runware, "cloudflare": cloudflare}
"""How each of them does all jobs, by package."""
PACKAGES = {"fal": "fal-client", "runware": "runware-sdk", "cloudflare": "cloudflare"}
"""The official client of each provider that is compared."""
