"""Hold what Cloudflare's client sends to Grok Imagine Video 1.5 Preview to what is documented.

Written by `specloom generate` from specs/cloudflare/grok-imagine-video-1.5-preview.yaml. Edit the
spec, not this file.
"""

from __future__ import annotations

from ....cloudflare.client import Cloudflare

CLIENT = Cloudflare(key="a-key", account="an-account")


def test_request_grok_imagine_video_1_5_preview_run_image_to_video() -> None:
    """What `image-to-video` sends is what the provider documents."""
    params = {
        "prompt": "stars over a hill",
        "image": {"url": "https://docs.x.ai/assets/api-examples/video/milkyway-still.png"},
        "duration": 12,
    }
    request = CLIENT.grok_imagine_video_1_5_preview.run.request(**params)  # type: ignore[arg-type]  # JSON as documented
    assert request.method == "POST"
    assert request.url == "https://api.cloudflare.com/client/v4/accounts/an-account/ai/run"
    body = {
        "model": "xai/grok-imagine-video-1.5-preview",
        "input": {
            "prompt": "stars over a hill",
            "image": {"url": "https://docs.x.ai/assets/api-examples/video/milkyway-still.png"},
            "duration": 12,
        },
    }
    assert request.body == body
    assert request.billable
