"""Clients of Cloudflare, sync and async.

Written by `specloom generate` from specs/cloudflare/provider.yaml. Edit the spec, not this file.
"""

from __future__ import annotations

from .._runtime.client import AsyncClient, SyncClient
from .._runtime.operation import by_name
from .._runtime.provider import ProviderInfo
from .operations.grok_imagine_video import AsyncGrokImagineVideo, GrokImagineVideo
from .operations.grok_imagine_video_1_5_preview import (
    AsyncGrokImagineVideo1_5Preview,
    GrokImagineVideo1_5Preview,
)

PROVIDER = ProviderInfo(
    id="cloudflare",
    title="Cloudflare",
    style="blocking",
    servers={"api": "https://api.cloudflare.com/client/v4"},
    calls={"submit": ("api", "/accounts/{account_id}/ai/run")},
    body=("envelope", "model", "input"),
    header="Authorization",
    scheme="Bearer",
    environment=("CLOUDFLARE_API_TOKEN",),
    account_environment="CLOUDFLARE_ACCOUNT_ID",
    interval=1.0,
    deadline=600.0,
    states={"Completed": "succeeded", "Failed": "failed"},
    errors={
        "5006": ("validation", "no"),
        "5007": ("not-found", "no"),
        "5004": ("validation", "no"),
        "3003": ("validation", "no"),
        "2001": ("not-found", "no"),
        "10000": ("authentication", "no"),
        "2009": ("authentication", "no"),
        "2049": ("out-of-credits", "no"),
        "5018": ("permission", "no"),
        "3041": ("permission", "no"),
        "3023": ("permission", "no"),
        "5016": ("permission", "no"),
        "3042": ("not-found", "no"),
        "5019": ("validation", "no"),
        "5005": ("validation", "no"),
        "3007": ("time-out", "unknown"),
        "3008": ("time-out", "unknown"),
        "3006": ("validation", "no"),
        "3036": ("rate-limit", "yes"),
        "3040": ("rate-limit", "yes"),
    },
    failures={
        "not-sent": "repeat",
        "429": "repeat",
        "lost": "unknown",
        "unreadable": "unknown",
        "408": "unknown",
        "4xx": "refused",
        "5xx": "unknown",
    },
    result_url="result.result.video",
    lookup=(
        "look in the gateway's log for the metadata that holds this request id, or for the time it was sent",
        "cf-aig-metadata",
        '{"specloom": "{key}"}',
    ),
)
OPERATIONS = by_name(GrokImagineVideo1_5Preview, GrokImagineVideo)


class Cloudflare(SyncClient):
    """Cloudflare: calls that are judged before they are sent.

    The key is read from CLOUDFLARE_API_TOKEN unless given. https://developers.cloudflare.com/ai/
    """

    info = PROVIDER
    operations = OPERATIONS

    @property
    def grok_imagine_video_1_5_preview(self) -> GrokImagineVideo1_5Preview:
        """Grok Imagine Video 1.5 Preview."""
        return GrokImagineVideo1_5Preview(self)

    @property
    def grok_imagine_video(self) -> GrokImagineVideo:
        """Grok Imagine Video."""
        return GrokImagineVideo(self)


class AsyncCloudflare(AsyncClient):
    """Cloudflare: awaited calls that are judged before they are sent.

    The key is read from CLOUDFLARE_API_TOKEN unless given. https://developers.cloudflare.com/ai/
    """

    info = PROVIDER
    operations = OPERATIONS

    @property
    def grok_imagine_video_1_5_preview(self) -> AsyncGrokImagineVideo1_5Preview:
        """Grok Imagine Video 1.5 Preview."""
        return AsyncGrokImagineVideo1_5Preview(self)

    @property
    def grok_imagine_video(self) -> AsyncGrokImagineVideo:
        """Grok Imagine Video."""
        return AsyncGrokImagineVideo(self)
