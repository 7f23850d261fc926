"""Hold fal/grok-imagine-video/edit-video to what fal documents.

Written by `specloom generate` from specs/fal/grok-imagine-video.yaml. Edit the spec, not this file.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from ...fal.costs.grok_imagine_video import estimate_edit_video
from ...fal.models.grok_imagine_video.results import EditVideoResult
from ...fal.validators.grok_imagine_video import validate_edit_video

RIGHT: dict[str, Any] = {
    "prompt": "add colour",
    "video_url": "https://v3b.fal.media/files/b/0a8b9112/V5Z_NIPE3ppMDWivNo6_q_video_019.mp4",
}


def violations(request: Any) -> set[tuple[str, str]]:
    """Return pointer and rule of everything that is wrong with *request*."""
    return {(found.path, found.rule) for found in validate_edit_video(request)}


def test_example_edit_quick_start() -> None:
    """Only what is required.

    Documented in page#Edit Video, Quick Start.
    """
    request = {
        "prompt": "add colour",
        "video_url": "https://v3b.fal.media/files/b/0a8b9112/V5Z_NIPE3ppMDWivNo6_q_video_019.mp4",
    }
    assert violations(request) == set()


def test_example_edit_full_input() -> None:
    """Every parameter, with its result.

    Documented in page#Edit Video, Input Example and Output Example.
    """
    request = {
        "prompt": "add colour",
        "video_url": "https://v3b.fal.media/files/b/0a8b9112/V5Z_NIPE3ppMDWivNo6_q_video_019.mp4",
        "resolution": "auto",
    }
    assert violations(request) == set()


def test_response_edit_full_input() -> None:
    """Every parameter, with its result.

    Documented in page#Edit Video, Input Example and Output Example.
    """
    answer = {
        "video": {
            "content_type": "video/mp4",
            "duration": 5.041667,
            "file_name": "EuDrZuQTW9m1phBXOsauz_EpJH3s8X.mp4",
            "fps": 24,
            "height": 720,
            "num_frames": 121,
            "url": "https://v3b.fal.media/files/b/0a8b9113/EuDrZuQTW9m1phBXOsauz_EpJH3s8X.mp4",
            "width": 1280,
        },
    }
    result = EditVideoResult.model_validate(answer)
    dumped = result.model_dump(by_alias=True, exclude_unset=True)
    assert dumped == answer


@pytest.mark.parametrize("value", ["x"])
def test_prompt_accepted(value: Any) -> None:
    """`prompt` inside and on its borders.

    Documented in page#Edit Video, Input Schema.
    """
    request = {**RIGHT, "prompt": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [(7, "type")])
def test_prompt_refused(value: Any, rule: str) -> None:
    """`prompt` outside its borders.

    Documented in page#Edit Video, Input Schema.
    """
    request = {**RIGHT, "prompt": value}
    assert ("/prompt", rule) in violations(request)


@pytest.mark.parametrize("value", ["x"])
def test_video_url_accepted(value: Any) -> None:
    """`video_url` inside and on its borders.

    Documented in page#Edit Video, Input Schema.
    """
    request = {**RIGHT, "video_url": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [(7, "type")])
def test_video_url_refused(value: Any, rule: str) -> None:
    """`video_url` outside its borders.

    Documented in page#Edit Video, Input Schema.
    """
    request = {**RIGHT, "video_url": value}
    assert ("/video_url", rule) in violations(request)


@pytest.mark.parametrize("value", ["auto", "480p", "720p"])
def test_resolution_accepted(value: Any) -> None:
    """`resolution` inside and on its borders.

    Documented in page#Edit Video, Input Schema.
    """
    request = {**RIGHT, "resolution": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [("no such value", "enum"), (7, "type")])
def test_resolution_refused(value: Any, rule: str) -> None:
    """`resolution` outside its borders.

    Documented in page#Edit Video, Input Schema.
    """
    request = {**RIGHT, "resolution": value}
    assert ("/resolution", rule) in violations(request)


def test_required_keys() -> None:
    """What is required is missed."""
    found = {(found.path, found.rule, found.message) for found in validate_edit_video({})}
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


def test_price_1_6_s_of_input() -> None:
    """6 s of input.

    Documented in edit-price-copy#6 seconds.
    """
    request = {"prompt": "a cat", "video_url": "https://example.com/a.mp4", "resolution": "480p"}
    assert violations(request) == set()
    estimate = estimate_edit_video(request, input_video_seconds="6")
    assert estimate.low == estimate.high == Decimal("0.36")
    assert not estimate.exact
