"""Hold what Cloudflare's client sends to Grok Imagine Video to what is documented.

Written by `specloom generate` from specs/cloudflare/grok-imagine-video.yaml. Edit the spec, not
this file.
"""

from __future__ import annotations

from ....cloudflare.client import Cloudflare

CLIENT = Cloudflare(key="a-key", account="an-account")


def test_request_grok_imagine_video_run_simple_video() -> None:
    """What `simple-video` sends is what the provider documents."""
    params = {
        "prompt": "a dog in a meadow",
        "aspect_ratio": "16:9",
        "duration": 5,
        "resolution": "720p",
    }
    request = CLIENT.grok_imagine_video.run.request(**params)  # type: ignore[arg-type]  # JSON as documented
    assert request.method == "POST"
    assert request.url == "https://api.cloudflare.com/client/v4/accounts/an-account/ai/run"
    body = {
        "model": "xai/grok-imagine-video",
        "input": {
            "prompt": "a dog in a meadow",
            "aspect_ratio": "16:9",
            "duration": 5,
            "resolution": "720p",
        },
    }
    assert request.body == body
    assert request.billable


def test_request_grok_imagine_video_run_portrait_video() -> None:
    """What `portrait-video` sends is what the provider documents."""
    params = {"prompt": "ink in water", "aspect_ratio": "9:16", "duration": 5, "resolution": "720p"}
    request = CLIENT.grok_imagine_video.run.request(**params)  # type: ignore[arg-type]  # JSON as documented
    assert request.method == "POST"
    assert request.url == "https://api.cloudflare.com/client/v4/accounts/an-account/ai/run"
    body = {
        "model": "xai/grok-imagine-video",
        "input": {
            "prompt": "ink in water",
            "aspect_ratio": "9:16",
            "duration": 5,
            "resolution": "720p",
        },
    }
    assert request.body == body
    assert request.billable


def test_request_grok_imagine_video_run_cinematic_landscape() -> None:
    """What `cinematic-landscape` sends is what the provider documents."""
    params = {
        "prompt": "mountains at dawn",
        "aspect_ratio": "16:9",
        "duration": 10,
        "resolution": "720p",
    }
    request = CLIENT.grok_imagine_video.run.request(**params)  # type: ignore[arg-type]  # JSON as documented
    assert request.method == "POST"
    assert request.url == "https://api.cloudflare.com/client/v4/accounts/an-account/ai/run"
    body = {
        "model": "xai/grok-imagine-video",
        "input": {
            "prompt": "mountains at dawn",
            "aspect_ratio": "16:9",
            "duration": 10,
            "resolution": "720p",
        },
    }
    assert request.body == body
    assert request.billable
