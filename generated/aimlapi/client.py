"""Clients of AI/ML API, sync and async.

Written by `specloom generate` from specs/aimlapi/provider.yaml. Edit the spec, not this file.
"""

from __future__ import annotations

from .._runtime.client import AsyncClient, SyncClient
from .._runtime.operation import by_name
from .._runtime.provider import ProviderInfo
from .operations.grok_imagine_video import AsyncGrokImagineVideo, GrokImagineVideo

PROVIDER = ProviderInfo(
    id="aimlapi",
    title="AI/ML API",
    style="generations",
    servers={"api": "https://api.aimlapi.com"},
    calls={
        "submit": ("api", "/v2/video/generations"),
        "retrieve": ("api", "/v2/video/generations"),
        "models": ("api", "/v1/models"),
    },
    body=("payload", "", ""),
    header="Authorization",
    scheme="Bearer",
    environment=("AIML_API_KEY", "AIMLAPI_API_KEY"),
    account_environment=None,
    interval=15.0,
    deadline=1000.0,
    states={
        "queued": "waiting",
        "generating": "running",
        "completed": "succeeded",
        "error": "failed",
        "waiting": "waiting",
        "active": "running",
        "processing": "running",
    },
    errors={
        "400": ("validation", "no"),
        "401": ("authentication", "no"),
        "403": ("out-of-credits", "no"),
        "404": ("not-found", "no"),
        "429": ("rate-limit", "yes"),
        "500": ("provider", "unknown"),
        "502": ("provider", "unknown"),
        "503": ("provider", "unknown"),
        "504": ("time-out", "unknown"),
    },
    failures={
        "not-sent": "repeat",
        "429": "repeat",
        "lost": "unknown",
        "unreadable": "unknown",
        "4xx": "refused",
        "5xx": "unknown",
    },
    result_url="video.url",
    lookup=(
        "look for this request id, or the time it was sent, in GET /v2/logs, or for its charge in GET /v2/billing/transactions",
        "X-Client-Request-Id",
        "{key}",
    ),
)
OPERATIONS = by_name(GrokImagineVideo)


class AimlApi(SyncClient):
    """AI/ML API: calls that are judged before they are sent.

    The key is read from AIML_API_KEY or AIMLAPI_API_KEY unless given. https://aimlapi.com
    """

    info = PROVIDER
    operations = OPERATIONS

    @property
    def grok_imagine_video(self) -> GrokImagineVideo:
        """grok-imagine-video."""
        return GrokImagineVideo(self)


class AsyncAimlApi(AsyncClient):
    """AI/ML API: awaited calls that are judged before they are sent.

    The key is read from AIML_API_KEY or AIMLAPI_API_KEY unless given. https://aimlapi.com
    """

    info = PROVIDER
    operations = OPERATIONS

    @property
    def grok_imagine_video(self) -> AsyncGrokImagineVideo:
        """grok-imagine-video."""
        return AsyncGrokImagineVideo(self)
