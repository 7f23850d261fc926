"""Clients of Runware, sync and async.

Written by `specloom generate` from specs/runware/provider.yaml. Edit the spec, not this file.
"""

from __future__ import annotations

from .._runtime.client import AsyncClient, SyncClient
from .._runtime.operation import by_name
from .._runtime.provider import ProviderInfo
from .operations.grok_imagine_video import AsyncGrokImagineVideo, GrokImagineVideo

PROVIDER = ProviderInfo(
    id="runware",
    title="Runware",
    style="tasks",
    servers={
        "api": "https://api.runware.ai",
        "socket": "wss://ws-api.runware.ai/v1",
        "content": "https://content.runware.ai",
        "schemas": "https://schemas.runware.ai",
    },
    calls={
        "submit": ("api", "/v1"),
        "get-response": ("api", "/v1"),
        "task-details": ("api", "/v1"),
        "media-storage": ("api", "/v1"),
        "image-upload": ("api", "/v1"),
        "account": ("api", "/v1"),
        "price-text": ("content", "/models/{id}/pricing"),
        "schema-registry": ("schemas", "/registry.json"),
        "request-schema": ("schemas", "/resolve/{model}"),
    },
    body=("array", "", ""),
    header="Authorization",
    scheme="Bearer",
    environment=("RUNWARE_API_KEY",),
    account_environment=None,
    interval=1.0,
    deadline=1200.0,
    states={
        "processing": "running",
        "success": "succeeded",
        "error": "failed",
        "pending": "waiting",
        "queued": "waiting",
        "scheduled": "waiting",
        "waiting": "waiting",
    },
    errors={
        "invalidApiKey": ("authentication", "no"),
        "unsupportedDuration": ("validation", "no"),
        "timeoutProvider": ("time-out", "yes"),
        "conflictTaskUUID": ("conflict", "no"),
        "rateLimitExceeded": ("rate-limit", "yes"),
        "providerRateLimitExceeded": ("rate-limit", "yes"),
        "taskFailedOrNotFound": ("not-found", "unknown"),
        "invalidProviderContent": ("content-policy", "no"),
        "400": ("validation", "no"),
        "401": ("authentication", "no"),
        "402": ("out-of-credits", "no"),
        "403": ("permission", "no"),
        "404": ("not-found", "no"),
        "429": ("rate-limit", "yes"),
        "500": ("provider", "yes"),
        "503": ("provider", "yes"),
    },
    failures={
        "not-sent": "repeat",
        "429": "repeat",
        "lost": "same-task",
        "unreadable": "same-task",
        "408": "same-task",
        "4xx": "refused",
        "5xx": "same-task",
    },
    result_url="data[].videoURL",
    lookup=(
        "resume `job`, which asks for the task by the taskUUID that it was sent under, or look for that id in the dashboard",
        "",
        "{key}",
    ),
)
OPERATIONS = by_name(GrokImagineVideo)


class Runware(SyncClient):
    """Runware: calls that are judged before they are sent.

    The key is read from RUNWARE_API_KEY unless given. https://runware.ai
    """

    info = PROVIDER
    operations = OPERATIONS

    @property
    def grok_imagine_video(self) -> GrokImagineVideo:
        """Grok Imagine Video."""
        return GrokImagineVideo(self)


class AsyncRunware(AsyncClient):
    """Runware: awaited calls that are judged before they are sent.

    The key is read from RUNWARE_API_KEY unless given. https://runware.ai
    """

    info = PROVIDER
    operations = OPERATIONS

    @property
    def grok_imagine_video(self) -> AsyncGrokImagineVideo:
        """Grok Imagine Video."""
        return AsyncGrokImagineVideo(self)
