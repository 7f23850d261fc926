"""Jobs of the generated clients, in threads and in tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generated._runtime.errors import CallError, OutcomeUnknown
from generated.aimlapi import AimlApi, AsyncAimlApi
from generated.cloudflare import AsyncCloudflare, Cloudflare
from generated.fal import AsyncFal, Fal
from generated.runware import AsyncRunware, Runware

from .addresses import servers_of
from .outcomes import Kind, Outcome
from .pools import Threads, in_tasks

TIMEOUT = 1.0
"""Seconds for one answer."""
DEADLINE = 6.0
"""Seconds for one job."""
INTERVAL = 0.02
SYNC = {"fal": Fal, "runware": Runware, "cloudflare": Cloudflare, "aimlapi": AimlApi}
ASYNC = {
    "fal": AsyncFal,
    "runware": AsyncRunware,
    "cloudflare": AsyncCloudflare,
    "aimlapi": AsyncAimlApi,
}
REQUESTS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "fal": ("text_to_video", "prompt", {}),
    "runware": ("video_inference", "positivePrompt", {"width": 848, "height": 480}),
    "cloudflare": ("run", "prompt", {"duration": 1, "resolution": "480p"}),
    "aimlapi": ("generate", "prompt", {}),
}
"""Operation, name of the prompt, and what else the shortest request holds."""


def client_of(provider: str, url: str, kinds: Mapping[str, type[Any]] = SYNC, **more: Any) -> Any:
    """Return a client of *provider* that talks to the server at *url*."""
    return kinds[provider](
        key="a-key",
        account="an-account",
        base_urls=servers_of(provider, url),
        timeout=TIMEOUT,
        deadline=DEADLINE,
        interval=INTERVAL,
        **more,
    )


def request_of(provider: str, marker: str) -> tuple[str, dict[str, Any]]:
    """Return the name of an operation, and a request that carries *marker*."""
    name, word, request = REQUESTS[provider]
    return name, {**request, word: f"a cat marker:{marker}"}


def address_of(result: Any) -> str:
    """Return where a result is, whichever provider's it is; a model, or the JSON of one."""
    data = result if isinstance(result, dict) else result.model_dump(by_alias=True)
    found = data.get("videoURL") or data.get("video") or ""
    return str(found["url"] if isinstance(found, dict) else found)


def failed(marker: str, error: CallError, *, known: bool) -> Outcome:
    """Return what an error tells; *known* says whether the caller has a handle of the job."""
    unknown = isinstance(error, OutcomeUnknown)
    kind: Kind = "handle" if known or error.job else "unknown" if unknown else "refused"
    return Outcome(marker, kind, error=type(error).__name__)


def sync(provider: str, url: str, markers: Iterator[str]) -> list[Outcome]:
    """Do all jobs in threads that share one client."""
    with client_of(provider, url) as client:

        def do(marker: str) -> Outcome:
            name, request = request_of(provider, marker)
            try:
                job = getattr(client.grok_imagine_video, name).submit(**request)
            except CallError as error:
                return failed(marker, error, known=False)
            try:
                return Outcome(marker, "result", address_of(job.result()))
            except CallError as error:
                return failed(marker, error, known=True)

        return Threads(do, markers).run()


async def later(provider: str, url: str, markers: Iterator[str]) -> list[Outcome]:
    """Do all jobs in tasks that share one client."""
    async with client_of(provider, url, ASYNC) as client:

        async def do(marker: str) -> Outcome:
            name, request = request_of(provider, marker)
            try:
                job = await getattr(client.grok_imagine_video, name).submit(**request)
            except CallError as error:
                return failed(marker, error, known=False)
            try:
                return Outcome(marker, "result", address_of(await job.result()))
            except CallError as error:
                return failed(marker, error, known=True)

        return await in_tasks(do, markers)
