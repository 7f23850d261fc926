"""Hold what Runware's client sends to Grok Imagine Video to what is documented.

Written by `specloom generate` from specs/runware/grok-imagine-video.yaml. Edit the spec, not this
file.
"""

from __future__ import annotations

from ....runware.client import Runware

CLIENT = Runware(key="a-key", account="an-account")


def test_request_grok_imagine_video_video_inference_frame_image_shorthand() -> None:
    """What `frame-image-shorthand` sends is what the provider documents."""
    params = {
        "taskType": "videoInference",
        "taskUUID": "00000000-0000-4000-8000-000000000001",
        "model": "xai:grok-imagine@video",
        "positivePrompt": "a cat",
        "inputs": {"frameImages": ["aac49721-1964-481a-ae78-8a4e29b91402"]},
    }
    request = CLIENT.grok_imagine_video.video_inference.request(**params)  # type: ignore[arg-type]  # JSON as documented
    assert request.method == "POST"
    assert request.url == "https://api.runware.ai/v1"
    body = [
        {
            "taskType": "videoInference",
            "taskUUID": "00000000-0000-4000-8000-000000000001",
            "model": "xai:grok-imagine@video",
            "positivePrompt": "a cat",
            "inputs": {"frameImages": ["aac49721-1964-481a-ae78-8a4e29b91402"]},
        },
    ]
    assert request.body == body
    assert request.billable


def test_request_grok_imagine_video_video_inference_frame_image_object() -> None:
    """What `frame-image-object` sends is what the provider documents."""
    params = {
        "taskType": "videoInference",
        "taskUUID": "00000000-0000-4000-8000-000000000002",
        "model": "xai:grok-imagine@video",
        "positivePrompt": "a cat",
        "inputs": {
            "frameImages": [{"image": "aac49721-1964-481a-ae78-8a4e29b91402", "frame": "first"}],
        },
    }
    request = CLIENT.grok_imagine_video.video_inference.request(**params)  # type: ignore[arg-type]  # JSON as documented
    assert request.method == "POST"
    assert request.url == "https://api.runware.ai/v1"
    body = [
        {
            "taskType": "videoInference",
            "taskUUID": "00000000-0000-4000-8000-000000000002",
            "model": "xai:grok-imagine@video",
            "positivePrompt": "a cat",
            "inputs": {
                "frameImages": [
                    {"image": "aac49721-1964-481a-ae78-8a4e29b91402", "frame": "first"},
                ],
            },
        },
    ]
    assert request.body == body
    assert request.billable


def test_request_grok_imagine_video_video_inference_carnival_text_to_video() -> None:
    """What `carnival-text-to-video` sends is what the provider documents."""
    params = {
        "taskType": "videoInference",
        "taskUUID": "6378aa49-9f31-414a-8e00-3076dea79124",
        "model": "xai:grok-imagine@video",
        "positivePrompt": "a clockwork carnival at night",
        "width": 1280,
        "height": 720,
        "duration": 8,
    }
    request = CLIENT.grok_imagine_video.video_inference.request(**params)  # type: ignore[arg-type]  # JSON as documented
    assert request.method == "POST"
    assert request.url == "https://api.runware.ai/v1"
    body = [
        {
            "taskType": "videoInference",
            "taskUUID": "6378aa49-9f31-414a-8e00-3076dea79124",
            "model": "xai:grok-imagine@video",
            "positivePrompt": "a clockwork carnival at night",
            "width": 1280,
            "height": 720,
            "duration": 8,
        },
    ]
    assert request.body == body
    assert request.billable


def test_request_grok_imagine_video_video_inference_reef_video_to_video_corrected() -> None:
    """What `reef-video-to-video-corrected` sends is what the provider documents."""
    params = {
        "taskType": "videoInference",
        "taskUUID": "050f2911-487c-49eb-820f-e2e47f39ec6f",
        "model": "xai:grok-imagine@video",
        "positivePrompt": "a glowing reef",
        "inputs": {
            "video": "https://assets.runware.ai/assets/inputs/931713e7-94a4-46ff-b6a2-a450a9ab9e53.mp4",
        },
    }
    request = CLIENT.grok_imagine_video.video_inference.request(**params)  # type: ignore[arg-type]  # JSON as documented
    assert request.method == "POST"
    assert request.url == "https://api.runware.ai/v1"
    body = [
        {
            "taskType": "videoInference",
            "taskUUID": "050f2911-487c-49eb-820f-e2e47f39ec6f",
            "model": "xai:grok-imagine@video",
            "positivePrompt": "a glowing reef",
            "inputs": {
                "video": "https://assets.runware.ai/assets/inputs/931713e7-94a4-46ff-b6a2-a450a9ab9e53.mp4",
            },
        },
    ]
    assert request.body == body
    assert request.billable


def test_request_grok_imagine_video_video_inference_lighthouse_text_to_video() -> None:
    """What `lighthouse-text-to-video` sends is what the provider documents."""
    params = {
        "taskType": "videoInference",
        "taskUUID": "ba22dba3-0b1d-44e1-ad81-b3eb720d91fe",
        "model": "xai:grok-imagine@video",
        "positivePrompt": "a lighthouse in a storm",
        "width": 1280,
        "height": 720,
        "duration": 8,
    }
    request = CLIENT.grok_imagine_video.video_inference.request(**params)  # type: ignore[arg-type]  # JSON as documented
    assert request.method == "POST"
    assert request.url == "https://api.runware.ai/v1"
    body = [
        {
            "taskType": "videoInference",
            "taskUUID": "ba22dba3-0b1d-44e1-ad81-b3eb720d91fe",
            "model": "xai:grok-imagine@video",
            "positivePrompt": "a lighthouse in a storm",
            "width": 1280,
            "height": 720,
            "duration": 8,
        },
    ]
    assert request.body == body
    assert request.billable
