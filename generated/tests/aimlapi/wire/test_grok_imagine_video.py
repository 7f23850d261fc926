"""Hold what AI/ML API's client sends to grok-imagine-video to what is documented.

Written by `specloom generate` from specs/aimlapi/grok-imagine-video.yaml. Edit the spec, not this
file.
"""

from __future__ import annotations

from ....aimlapi.client import AimlApi

CLIENT = AimlApi(key="a-key", account="an-account")


def test_request_grok_imagine_video_generate_curl_sample() -> None:
    """What `curl-sample` sends is what the provider documents."""
    params = {
        "model": "x-ai/grok-imagine-video",
        "prompt": "a painting smiles",
        "image_url": "https://raw.githubusercontent.com/aimlapi/api-docs/main/reference-files/mona_lisa_extended.jpg",
    }
    request = CLIENT.grok_imagine_video.generate.request(**params)  # type: ignore[arg-type]  # JSON as documented
    assert request.method == "POST"
    assert request.url == "https://api.aimlapi.com/v2/video/generations"
    body = {
        "model": "x-ai/grok-imagine-video",
        "prompt": "a painting smiles",
        "image_url": "https://raw.githubusercontent.com/aimlapi/api-docs/main/reference-files/mona_lisa_extended.jpg",
    }
    assert request.body == body
    assert request.billable


def test_request_grok_imagine_video_generate_code_example_corrected() -> None:
    """What `code-example-corrected` sends is what the provider documents."""
    params = {
        "model": "x-ai/grok-imagine-video",
        "prompt": "a painting smiles",
        "image_url": "https://raw.githubusercontent.com/aimlapi/api-docs/main/reference-files/mona_lisa_extended.jpg",
        "duration": 8,
    }
    request = CLIENT.grok_imagine_video.generate.request(**params)  # type: ignore[arg-type]  # JSON as documented
    assert request.method == "POST"
    assert request.url == "https://api.aimlapi.com/v2/video/generations"
    body = {
        "model": "x-ai/grok-imagine-video",
        "prompt": "a painting smiles",
        "image_url": "https://raw.githubusercontent.com/aimlapi/api-docs/main/reference-files/mona_lisa_extended.jpg",
        "duration": 8,
    }
    assert request.body == body
    assert request.billable
