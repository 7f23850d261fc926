"""Clients of fal, sync and async.

Written by `specloom generate` from specs/fal/provider.yaml. Edit the spec, not this file.
"""

from __future__ import annotations

from .._runtime.client import AsyncClient, SyncClient
from .._runtime.operation import by_name
from .._runtime.provider import ProviderInfo
from .operations.grok_imagine_video import AsyncGrokImagineVideo, GrokImagineVideo

PROVIDER = ProviderInfo(
    id="fal",
    title="fal",
    style="queue",
    servers={
        "queue": "https://queue.fal.run",
        "run": "https://fal.run",
        "realtime": "wss://fal.run",
        "rest": "https://rest.fal.ai",
        "cdn": "https://v3.fal.media",
        "platform": "https://api.fal.ai/v1",
        "run-backup": "https://falrun.com",
        "queue-backup": "https://queue.falrun.com",
    },
    calls={
        "submit": ("queue", "/{endpoint}"),
        "run": ("run", "/{endpoint}"),
        "stream": ("run", "/{endpoint}/stream"),
        "status": ("queue", "/{owner}/{alias}/requests/{request_id}/status"),
        "status-stream": ("queue", "/{owner}/{alias}/requests/{request_id}/status/stream"),
        "result": ("queue", "/{owner}/{alias}/requests/{request_id}"),
        "cancel": ("queue", "/{owner}/{alias}/requests/{request_id}/cancel"),
        "storage-token": ("rest", "/storage/auth/token"),
        "upload": ("cdn", "/files/upload"),
        "upload-start": ("cdn", "/files/upload/multipart"),
        "upload-part": ("cdn", "/{access_path}/multipart/{upload_id}/{part_number}"),
        "upload-complete": ("cdn", "/{access_path}/multipart/{upload_id}/complete"),
        "upload-initiate": ("rest", "/storage/upload/initiate"),
        "webhook-keys": ("rest", "/.well-known/jwks.json"),
        "prices": ("platform", "/models/pricing"),
        "price-estimate": ("platform", "/models/pricing/estimate"),
    },
    body=("payload", "", ""),
    header="Authorization",
    scheme="Key",
    environment=("FAL_KEY",),
    account_environment=None,
    interval=0.5,
    deadline=600.0,
    states={"IN_QUEUE": "waiting", "IN_PROGRESS": "running", "COMPLETED": "succeeded"},
    errors={
        "request_timeout": ("time-out", "yes"),
        "startup_timeout": ("time-out", "yes"),
        "runner_scheduling_failure": ("provider", "yes"),
        "runner_connection_timeout": ("provider", "yes"),
        "runner_disconnected": ("provider", "yes"),
        "runner_connection_refused": ("provider", "yes"),
        "runner_connection_error": ("provider", "yes"),
        "runner_incomplete_response": ("provider", "unknown"),
        "runner_server_error": ("provider", "unknown"),
        "internal_error": ("provider", "unknown"),
        "client_disconnected": ("cancelled", "unknown"),
        "client_cancelled": ("cancelled", "unknown"),
        "bad_request": ("validation", "no"),
        "internal_server_error": ("provider", "unknown"),
        "generation_timeout": ("time-out", "unknown"),
        "downstream_service_error": ("provider", "unknown"),
        "downstream_service_unavailable": ("provider", "unknown"),
        "content_policy_violation": ("content-policy", "no"),
        "no_media_generated": ("provider", "unknown"),
        "file_download_error": ("validation", "unknown"),
        "image_load_error": ("validation", "unknown"),
        "image_too_small": ("validation", "no"),
        "image_too_large": ("validation", "no"),
        "file_too_large": ("validation", "no"),
        "unsupported_image_format": ("validation", "no"),
        "unsupported_video_format": ("validation", "no"),
        "unsupported_audio_format": ("validation", "no"),
        "video_duration_too_long": ("validation", "no"),
        "video_duration_too_short": ("validation", "no"),
        "audio_duration_too_long": ("validation", "no"),
        "audio_duration_too_short": ("validation", "no"),
        "greater_than": ("validation", "no"),
        "greater_than_equal": ("validation", "no"),
        "less_than": ("validation", "no"),
        "less_than_equal": ("validation", "no"),
        "multiple_of": ("validation", "no"),
        "sequence_too_short": ("validation", "no"),
        "sequence_too_long": ("validation", "no"),
        "one_of": ("validation", "no"),
        "feature_not_supported": ("validation", "no"),
        "401": ("authentication", "no"),
        "404": ("not-found", "no"),
        "429": ("rate-limit", "yes"),
        "concurrent_requests_limit": ("rate-limit", "yes"),
    },
    failures={
        "not-sent": "repeat",
        "429": "repeat",
        "lost": "unknown",
        "unreadable": "unknown",
        "408": "unknown",
        "499": "unknown",
        "4xx": "refused",
        "5xx": "unknown",
    },
    result_url="video.url",
    lookup=(
        "look for the request among those of the endpoint in the dashboard, by the time it was sent",
        "",
        "{key}",
    ),
)
OPERATIONS = by_name(GrokImagineVideo)


class Fal(SyncClient):
    """fal: calls that are judged before they are sent.

    The key is read from FAL_KEY unless given. https://fal.ai
    """

    info = PROVIDER
    operations = OPERATIONS

    @property
    def grok_imagine_video(self) -> GrokImagineVideo:
        """Grok Imagine Video."""
        return GrokImagineVideo(self)


class AsyncFal(AsyncClient):
    """fal: awaited calls that are judged before they are sent.

    The key is read from FAL_KEY unless given. https://fal.ai
    """

    info = PROVIDER
    operations = OPERATIONS

    @property
    def grok_imagine_video(self) -> AsyncGrokImagineVideo:
        """Grok Imagine Video."""
        return AsyncGrokImagineVideo(self)
