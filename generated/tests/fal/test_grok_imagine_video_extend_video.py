"""Hold fal/grok-imagine-video/extend-video to what fal documents.

Written by `specloom generate` from specs/fal/grok-imagine-video.yaml. Edit the spec, not this file.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from ...fal.costs.grok_imagine_video import estimate_extend_video
from ...fal.models.grok_imagine_video.results import ExtendVideoResult
from ...fal.validators.grok_imagine_video import validate_extend_video

RIGHT: dict[str, Any] = {
    "prompt": "the view widens to a town at dusk",
    "video_url": "https://v3b.fal.media/files/b/0a8b9112/V5Z_NIPE3ppMDWivNo6_q_video_019.mp4",
}


def violations(request: Any) -> set[tuple[str, str]]:
    """Return pointer and rule of everything that is wrong with *request*."""
    return {(found.path, found.rule) for found in validate_extend_video(request)}


def test_example_extend_quick_start() -> None:
    """Only what is required.

    Documented in page#Extend Video, Quick Start.
    """
    request = {
        "prompt": "the view widens to a town at dusk",
        "video_url": "https://v3b.fal.media/files/b/0a8b9112/V5Z_NIPE3ppMDWivNo6_q_video_019.mp4",
    }
    assert violations(request) == set()


def test_response_extend_gallery() -> None:
    """A video that the tab shows under a caption.

    Documented in page#Extend Video, Examples.
    """
    answer = {
        "video": {
            "url": "https://v3b.fal.media/files/b/0a937b62/EGsarDTK78nSVKlMlPli1_TyYKmwA0.mp4",
        },
    }
    result = ExtendVideoResult.model_validate(answer)
    dumped = result.model_dump(by_alias=True, exclude_unset=True)
    assert dumped == answer


def test_example_extend_full_input() -> None:
    """Every parameter, with its result.

    Documented in page#Extend Video, Input Example and Output Example.
    """
    request = {
        "prompt": "the view widens to a town at dusk",
        "video_url": "https://v3b.fal.media/files/b/0a8b9112/V5Z_NIPE3ppMDWivNo6_q_video_019.mp4",
        "duration": 6,
    }
    assert violations(request) == set()


def test_response_extend_full_input() -> None:
    """Every parameter, with its result.

    Documented in page#Extend Video, Input Example and Output Example.
    """
    answer = {
        "video": {
            "content_type": "video/mp4",
            "duration": 16,
            "file_name": "extended_video.mp4",
            "fps": 24,
            "height": 720,
            "num_frames": 384,
            "url": "https://v3b.fal.media/files/b/0a8b9113/extended_video.mp4",
            "width": 1280,
        },
    }
    result = ExtendVideoResult.model_validate(answer)
    dumped = result.model_dump(by_alias=True, exclude_unset=True)
    assert dumped == answer


@pytest.mark.parametrize("value", ["x"])
def test_prompt_accepted(value: Any) -> None:
    """`prompt` inside and on its borders.

    Documented in page#Extend Video, Input Schema.
    """
    request = {**RIGHT, "prompt": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [(7, "type")])
def test_prompt_refused(value: Any, rule: str) -> None:
    """`prompt` outside its borders.

    Documented in page#Extend Video, Input Schema.
    """
    request = {**RIGHT, "prompt": value}
    assert ("/prompt", rule) in violations(request)


@pytest.mark.parametrize("value", ["x"])
def test_video_url_accepted(value: Any) -> None:
    """`video_url` inside and on its borders.

    Documented in page#Extend Video, Input Schema.
    """
    request = {**RIGHT, "video_url": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [(7, "type")])
def test_video_url_refused(value: Any, rule: str) -> None:
    """`video_url` outside its borders.

    Documented in page#Extend Video, Input Schema.
    """
    request = {**RIGHT, "video_url": value}
    assert ("/video_url", rule) in violations(request)


@pytest.mark.parametrize("value", [2, 6, 10])
def test_duration_accepted(value: Any) -> None:
    """`duration` inside and on its borders.

    Documented in page#Extend Video, Input Schema.
    """
    request = {**RIGHT, "duration": value}
    assert violations(request) == set()


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        (True, "type"),
        ("7", "type"),
        (7.5, "type"),
        (1, "minimum"),
        (11, "maximum"),
    ],
)
def test_duration_refused(value: Any, rule: str) -> None:
    """`duration` outside its borders.

    Documented in page#Extend Video, Input Schema.
    """
    request = {**RIGHT, "duration": value}
    assert ("/duration", rule) in violations(request)


def test_required_keys() -> None:
    """What is required is missed."""
    found = {(found.path, found.rule, found.message) for found in validate_extend_video({})}
    assert found >= {
        ("", "required", "prompt is missing"),
        ("", "required", "video_url is missing"),
    }


def test_unknown_key() -> None:
    """A key that is not documented is refused, whatever its value."""
    assert ("/no_such_key", "unknown-key") in violations({"no_such_key": None})


def test_not_an_object() -> None:
    """What is no object is refused as a whole."""
    assert violations(["not", "an", "object"]) == {("", "type")}


def test_price_1_6_s_at_480p() -> None:
    """6 s at 480p.

    Documented in extend-text-page#Pricing.
    """
    request = {"prompt": "a cat", "video_url": "https://example.com/a.mp4", "duration": 6}
    assert violations(request) == set()
    estimate = estimate_extend_video(request, input_video_seconds="6", output_tier="480p")
    assert estimate.low == estimate.high == Decimal("0.36")
    assert estimate.exact
