"""Hold what fal's client sends to Grok Imagine Video to what is documented.

Written by `specloom generate` from specs/fal/grok-imagine-video.yaml. Edit the spec, not this file.
"""

from __future__ import annotations

from ....fal.client import Fal

CLIENT = Fal(key="a-key", account="an-account")


def test_request_grok_imagine_video_image_to_video_image_quick_start() -> None:
    """What `image-quick-start` sends is what the provider documents."""
    params = {
        "prompt": "a knight walks through a glowing wood",
        "image_url": "https://v3b.fal.media/files/b/0a8b90e0/BFLE9VDlZqsryU-UA3BoD_image_004.png",
    }
    request = CLIENT.grok_imagine_video.image_to_video.request(**params)  # type: ignore[arg-type]  # JSON as documented
    assert request.method == "POST"
    assert request.url == "https://queue.fal.run/xai/grok-imagine-video/image-to-video"
    body = {
        "prompt": "a knight walks through a glowing wood",
        "image_url": "https://v3b.fal.media/files/b/0a8b90e0/BFLE9VDlZqsryU-UA3BoD_image_004.png",
    }
    assert request.body == body
    assert request.billable


def test_request_grok_imagine_video_image_to_video_image_full_input() -> None:
    """What `image-full-input` sends is what the provider documents."""
    params = {
        "prompt": "a knight walks through a glowing wood",
        "duration": 6,
        "aspect_ratio": "auto",
        "resolution": "720p",
        "image_url": "https://v3b.fal.media/files/b/0a8b90e0/BFLE9VDlZqsryU-UA3BoD_image_004.png",
    }
    request = CLIENT.grok_imagine_video.image_to_video.request(**params)  # type: ignore[arg-type]  # JSON as documented
    assert request.method == "POST"
    assert request.url == "https://queue.fal.run/xai/grok-imagine-video/image-to-video"
    body = {
        "prompt": "a knight walks through a glowing wood",
        "duration": 6,
        "aspect_ratio": "auto",
        "resolution": "720p",
        "image_url": "https://v3b.fal.media/files/b/0a8b90e0/BFLE9VDlZqsryU-UA3BoD_image_004.png",
    }
    assert request.body == body
    assert request.billable


def test_request_grok_imagine_video_text_to_video_text_quick_start() -> None:
    """What `text-quick-start` sends is what the provider documents."""
    params = {"prompt": "a girl runs out of a house in spring"}
    request = CLIENT.grok_imagine_video.text_to_video.request(**params)  # type: ignore[arg-type]  # JSON as documented
    assert request.method == "POST"
    assert request.url == "https://queue.fal.run/xai/grok-imagine-video/text-to-video"
    body = {"prompt": "a girl runs out of a house in spring"}
    assert request.body == body
    assert request.billable


def test_request_grok_imagine_video_text_to_video_text_full_input() -> None:
    """What `text-full-input` sends is what the provider documents."""
    params = {
        "prompt": "a girl runs out of a house in spring",
        "duration": 6,
        "aspect_ratio": "16:9",
        "resolution": "720p",
    }
    request = CLIENT.grok_imagine_video.text_to_video.request(**params)  # type: ignore[arg-type]  # JSON as documented
    assert request.method == "POST"
    assert request.url == "https://queue.fal.run/xai/grok-imagine-video/text-to-video"
    body = {
        "prompt": "a girl runs out of a house in spring",
        "duration": 6,
        "aspect_ratio": "16:9",
        "resolution": "720p",
    }
    assert request.body == body
    assert request.billable


def test_request_grok_imagine_video_reference_to_video_reference_quick_start() -> None:
    """What `reference-quick-start` sends is what the provider documents."""
    params = {
        "prompt": "@Image1 in a meadow",
        "reference_image_urls": [
            "https://v3b.fal.media/files/b/0a8b90e0/BFLE9VDlZqsryU-UA3BoD_image_004.png",
        ],
    }
    request = CLIENT.grok_imagine_video.reference_to_video.request(**params)  # type: ignore[arg-type]  # JSON as documented
    assert request.method == "POST"
    assert request.url == "https://queue.fal.run/xai/grok-imagine-video/reference-to-video"
    body = {
        "prompt": "@Image1 in a meadow",
        "reference_image_urls": [
            "https://v3b.fal.media/files/b/0a8b90e0/BFLE9VDlZqsryU-UA3BoD_image_004.png",
        ],
    }
    assert request.body == body
    assert request.billable


def test_request_grok_imagine_video_reference_to_video_reference_full_input() -> None:
    """What `reference-full-input` sends is what the provider documents."""
    params = {
        "prompt": "@Image1 in a meadow",
        "reference_image_urls": [
            "https://v3b.fal.media/files/b/0a8b90e0/BFLE9VDlZqsryU-UA3BoD_image_004.png",
        ],
        "duration": 8,
        "aspect_ratio": "16:9",
        "resolution": "480p",
    }
    request = CLIENT.grok_imagine_video.reference_to_video.request(**params)  # type: ignore[arg-type]  # JSON as documented
    assert request.method == "POST"
    assert request.url == "https://queue.fal.run/xai/grok-imagine-video/reference-to-video"
    body = {
        "prompt": "@Image1 in a meadow",
        "reference_image_urls": [
            "https://v3b.fal.media/files/b/0a8b90e0/BFLE9VDlZqsryU-UA3BoD_image_004.png",
        ],
        "duration": 8,
        "aspect_ratio": "16:9",
        "resolution": "480p",
    }
    assert request.body == body
    assert request.billable


def test_request_grok_imagine_video_edit_video_edit_quick_start() -> None:
    """What `edit-quick-start` sends is what the provider documents."""
    params = {
        "prompt": "add colour",
        "video_url": "https://v3b.fal.media/files/b/0a8b9112/V5Z_NIPE3ppMDWivNo6_q_video_019.mp4",
    }
    request = CLIENT.grok_imagine_video.edit_video.request(**params)  # type: ignore[arg-type]  # JSON as documented
    assert request.method == "POST"
    assert request.url == "https://queue.fal.run/xai/grok-imagine-video/edit-video"
    body = {
        "prompt": "add colour",
        "video_url": "https://v3b.fal.media/files/b/0a8b9112/V5Z_NIPE3ppMDWivNo6_q_video_019.mp4",
    }
    assert request.body == body
    assert request.billable


def test_request_grok_imagine_video_edit_video_edit_full_input() -> None:
    """What `edit-full-input` sends is what the provider documents."""
    params = {
        "prompt": "add colour",
        "video_url": "https://v3b.fal.media/files/b/0a8b9112/V5Z_NIPE3ppMDWivNo6_q_video_019.mp4",
        "resolution": "auto",
    }
    request = CLIENT.grok_imagine_video.edit_video.request(**params)  # type: ignore[arg-type]  # JSON as documented
    assert request.method == "POST"
    assert request.url == "https://queue.fal.run/xai/grok-imagine-video/edit-video"
    body = {
        "prompt": "add colour",
        "video_url": "https://v3b.fal.media/files/b/0a8b9112/V5Z_NIPE3ppMDWivNo6_q_video_019.mp4",
        "resolution": "auto",
    }
    assert request.body == body
    assert request.billable


def test_request_grok_imagine_video_extend_video_extend_quick_start() -> None:
    """What `extend-quick-start` sends is what the provider documents."""
    params = {
        "prompt": "the view widens to a town at dusk",
        "video_url": "https://v3b.fal.media/files/b/0a8b9112/V5Z_NIPE3ppMDWivNo6_q_video_019.mp4",
    }
    request = CLIENT.grok_imagine_video.extend_video.request(**params)  # type: ignore[arg-type]  # JSON as documented
    assert request.method == "POST"
    assert request.url == "https://queue.fal.run/xai/grok-imagine-video/extend-video"
    body = {
        "prompt": "the view widens to a town at dusk",
        "video_url": "https://v3b.fal.media/files/b/0a8b9112/V5Z_NIPE3ppMDWivNo6_q_video_019.mp4",
    }
    assert request.body == body
    assert request.billable


def test_request_grok_imagine_video_extend_video_extend_full_input() -> None:
    """What `extend-full-input` sends is what the provider documents."""
    params = {
        "prompt": "the view widens to a town at dusk",
        "video_url": "https://v3b.fal.media/files/b/0a8b9112/V5Z_NIPE3ppMDWivNo6_q_video_019.mp4",
        "duration": 6,
    }
    request = CLIENT.grok_imagine_video.extend_video.request(**params)  # type: ignore[arg-type]  # JSON as documented
    assert request.method == "POST"
    assert request.url == "https://queue.fal.run/xai/grok-imagine-video/extend-video"
    body = {
        "prompt": "the view widens to a town at dusk",
        "video_url": "https://v3b.fal.media/files/b/0a8b9112/V5Z_NIPE3ppMDWivNo6_q_video_019.mp4",
        "duration": 6,
    }
    assert request.body == body
    assert request.billable
