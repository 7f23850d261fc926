"""Hold fal/grok-imagine-video/text-to-video to what fal documents.

Written by `specloom generate` from specs/fal/grok-imagine-video.yaml. Edit the spec, not this file.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from ...fal.costs.grok_imagine_video import estimate_text_to_video
from ...fal.models.grok_imagine_video.results import TextToVideoResult
from ...fal.validators.grok_imagine_video import validate_text_to_video

RIGHT: dict[str, Any] = {"prompt": "a girl runs out of a house in spring"}


def violations(request: Any) -> set[tuple[str, str]]:
    """Return pointer and rule of everything that is wrong with *request*."""
    return {(found.path, found.rule) for found in validate_text_to_video(request)}


def test_example_text_quick_start() -> None:
    """Only what is required.

    Documented in page#Text To Video, Quick Start.
    """
    request = {"prompt": "a girl runs out of a house in spring"}
    assert violations(request) == set()


def test_example_text_full_input() -> None:
    """Every parameter, with its result.

    Documented in page#Text To Video, Input Example and Output Example.
    """
    request = {
        "prompt": "a girl runs out of a house in spring",
        "duration": 6,
        "aspect_ratio": "16:9",
        "resolution": "720p",
    }
    assert violations(request) == set()


def test_response_text_full_input() -> None:
    """Every parameter, with its result.

    Documented in page#Text To Video, Input Example and Output Example.
    """
    answer = {
        "video": {
            "content_type": "video/mp4",
            "duration": 6.041667,
            "file_name": "RUAbFYlssdqnbjNLmE8qP_IX7BNYGP.mp4",
            "fps": 24,
            "height": 720,
            "num_frames": 145,
            "url": "https://v3b.fal.media/files/b/0a8b90e4/RUAbFYlssdqnbjNLmE8qP_IX7BNYGP.mp4",
            "width": 1280,
        },
    }
    result = TextToVideoResult.model_validate(answer)
    dumped = result.model_dump(by_alias=True, exclude_unset=True)
    assert dumped == answer


@pytest.mark.parametrize("value", ["x"])
def test_prompt_accepted(value: Any) -> None:
    """`prompt` inside and on its borders.

    Documented in page#Text To Video, Input Schema.
    """
    request = {**RIGHT, "prompt": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [(7, "type")])
def test_prompt_refused(value: Any, rule: str) -> None:
    """`prompt` outside its borders.

    Documented in page#Text To Video, Input Schema.
    """
    request = {**RIGHT, "prompt": value}
    assert ("/prompt", rule) in violations(request)


@pytest.mark.parametrize("value", [1, 8, 15])
def test_duration_accepted(value: Any) -> None:
    """`duration` inside and on its borders.

    Documented in page#Text To Video, Input Schema.
    """
    request = {**RIGHT, "duration": value}
    assert violations(request) == set()


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        (True, "type"),
        ("7", "type"),
        (7.5, "type"),
        (0, "minimum"),
        (16, "maximum"),
    ],
)
def test_duration_refused(value: Any, rule: str) -> None:
    """`duration` outside its borders.

    Documented in page#Text To Video, Input Schema.
    """
    request = {**RIGHT, "duration": value}
    assert ("/duration", rule) in violations(request)


@pytest.mark.parametrize("value", ["16:9", "4:3", "3:2", "1:1", "2:3", "3:4", "9:16"])
def test_aspect_ratio_accepted(value: Any) -> None:
    """`aspect_ratio` inside and on its borders.

    Documented in page#Text To Video, Input Schema.
    """
    request = {**RIGHT, "aspect_ratio": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [("no such value", "enum"), (7, "type")])
def test_aspect_ratio_refused(value: Any, rule: str) -> None:
    """`aspect_ratio` outside its borders.

    Documented in page#Text To Video, Input Schema.
    """
    request = {**RIGHT, "aspect_ratio": value}
    assert ("/aspect_ratio", rule) in violations(request)


@pytest.mark.parametrize("value", ["480p", "720p"])
def test_resolution_accepted(value: Any) -> None:
    """`resolution` inside and on its borders.

    Documented in page#Text To Video, Input Schema.
    """
    request = {**RIGHT, "resolution": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [("no such value", "enum"), (7, "type")])
def test_resolution_refused(value: Any, rule: str) -> None:
    """`resolution` outside its borders.

    Documented in page#Text To Video, Input Schema.
    """
    request = {**RIGHT, "resolution": value}
    assert ("/resolution", rule) in violations(request)


def test_required_keys() -> None:
    """What is required is missed."""
    found = {(found.path, found.rule, found.message) for found in validate_text_to_video({})}
    assert found >= {("", "required", "prompt is missing")}


def test_unknown_key() -> None:
    """A key that is not documented is refused, whatever its value."""
    assert ("/no_such_key", "unknown-key") in violations({"no_such_key": None})


def test_not_an_object() -> None:
    """What is no object is refused as a whole."""
    assert violations(["not", "an", "object"]) == {("", "type")}


def test_price_1_6_s_at_480p() -> None:
    """6 s at 480p.

    Documented in text-page#Pricing.
    """
    request = {"prompt": "a cat", "duration": 6, "resolution": "480p"}
    assert violations(request) == set()
    estimate = estimate_text_to_video(request)
    assert estimate.low == estimate.high == Decimal("0.3")
    assert estimate.exact


def test_price_2_1_s_at_720p() -> None:
    """1 s at 720p.

    Documented in text-page#Pricing.
    """
    request = {"prompt": "a cat", "duration": 1, "resolution": "720p"}
    assert violations(request) == set()
    estimate = estimate_text_to_video(request)
    assert estimate.low == estimate.high == Decimal("0.07")
    assert estimate.exact
