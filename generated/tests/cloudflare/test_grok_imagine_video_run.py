"""Hold cloudflare/grok-imagine-video/run to what Cloudflare documents.

Written by `specloom generate` from specs/cloudflare/grok-imagine-video.yaml. Edit the spec, not
this file.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from ...cloudflare.costs.grok_imagine_video import estimate_run
from ...cloudflare.models.grok_imagine_video.results import RunRawResponse, RunResult
from ...cloudflare.validators.grok_imagine_video import validate_run

RIGHT: dict[str, Any] = {
    "prompt": "ink in water",
    "aspect_ratio": "9:16",
    "duration": 5,
    "resolution": "720p",
}


def violations(request: Any) -> set[tuple[str, str]]:
    """Return pointer and rule of everything that is wrong with *request*."""
    return {(found.path, found.rule) for found in validate_run(request)}


def test_example_simple_video() -> None:
    """Text to video, landscape.

    Documented in page#Usage.
    """
    request = {
        "prompt": "a dog in a meadow",
        "aspect_ratio": "16:9",
        "duration": 5,
        "resolution": "720p",
    }
    assert violations(request) == set()


def test_response_simple_video() -> None:
    """Text to video, landscape.

    Documented in page#Usage.
    """
    answer = {
        "video": "https://examples.aig.cloudflare.com/xai/grok-imagine-video/simple-video.mp4",
    }
    result = RunResult.model_validate(answer)
    dumped = result.model_dump(by_alias=True, exclude_unset=True)
    assert dumped == answer


def test_raw_response_simple_video() -> None:
    """Text to video, landscape.

    Documented in page#Usage.
    """
    answer = {
        "state": "Completed",
        "gatewayMetadata": {"keySource": "Unified"},
        "result": {
            "video": "https://examples.aig.cloudflare.com/xai/grok-imagine-video/simple-video.mp4",
        },
    }
    result = RunRawResponse.model_validate(answer)
    dumped = result.model_dump(by_alias=True, exclude_unset=True)
    assert dumped == answer


def test_example_portrait_video() -> None:
    """Upright video.

    Documented in page#Examples, Portrait Video.
    """
    request = {
        "prompt": "ink in water",
        "aspect_ratio": "9:16",
        "duration": 5,
        "resolution": "720p",
    }
    assert violations(request) == set()


def test_response_portrait_video() -> None:
    """Upright video.

    Documented in page#Examples, Portrait Video.
    """
    answer = {
        "video": "https://examples.aig.cloudflare.com/xai/grok-imagine-video/portrait-video.mp4",
    }
    result = RunResult.model_validate(answer)
    dumped = result.model_dump(by_alias=True, exclude_unset=True)
    assert dumped == answer


def test_raw_response_portrait_video() -> None:
    """Upright video.

    Documented in page#Examples, Portrait Video.
    """
    answer = {
        "state": "Completed",
        "gatewayMetadata": {"keySource": "Unified"},
        "result": {
            "video": "https://examples.aig.cloudflare.com/xai/grok-imagine-video/portrait-video.mp4",
        },
    }
    result = RunRawResponse.model_validate(answer)
    dumped = result.model_dump(by_alias=True, exclude_unset=True)
    assert dumped == answer


def test_example_cinematic_landscape() -> None:
    """Ten seconds, landscape.

    Documented in page#Examples, Cinematic Landscape.
    """
    request = {
        "prompt": "mountains at dawn",
        "aspect_ratio": "16:9",
        "duration": 10,
        "resolution": "720p",
    }
    assert violations(request) == set()


def test_response_cinematic_landscape() -> None:
    """Ten seconds, landscape.

    Documented in page#Examples, Cinematic Landscape.
    """
    answer = {
        "video": "https://examples.aig.cloudflare.com/xai/grok-imagine-video/cinematic-landscape.mp4",
    }
    result = RunResult.model_validate(answer)
    dumped = result.model_dump(by_alias=True, exclude_unset=True)
    assert dumped == answer


def test_raw_response_cinematic_landscape() -> None:
    """Ten seconds, landscape.

    Documented in page#Examples, Cinematic Landscape.
    """
    answer = {
        "state": "Completed",
        "gatewayMetadata": {"keySource": "Unified"},
        "result": {
            "video": "https://examples.aig.cloudflare.com/xai/grok-imagine-video/cinematic-landscape.mp4",
        },
    }
    result = RunRawResponse.model_validate(answer)
    dumped = result.model_dump(by_alias=True, exclude_unset=True)
    assert dumped == answer


@pytest.mark.parametrize("value", ["generate", "edit", "extend"])
def test_operation_accepted(value: Any) -> None:
    """`_operation` inside and on its borders.

    Documented in page#Parameters, Input.
    """
    request = {**RIGHT, "_operation": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [("no such value", "enum"), (7, "type")])
def test_operation_refused(value: Any, rule: str) -> None:
    """`_operation` outside its borders.

    Documented in page#Parameters, Input.
    """
    request = {**RIGHT, "_operation": value}
    assert ("/_operation", rule) in violations(request)


@pytest.mark.parametrize("value", ["x"])
def test_prompt_accepted(value: Any) -> None:
    """`prompt` inside and on its borders.

    Documented in page#Parameters, Input.
    """
    request = {**RIGHT, "prompt": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [(7, "type")])
def test_prompt_refused(value: Any, rule: str) -> None:
    """`prompt` outside its borders.

    Documented in page#Parameters, Input.
    """
    request = {**RIGHT, "prompt": value}
    assert ("/prompt", rule) in violations(request)


@pytest.mark.parametrize("value", [1, 8, 15])
def test_duration_accepted(value: Any) -> None:
    """`duration` inside and on its borders.

    Documented in page#Parameters, Input.
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

    Documented in page#Parameters, Input.
    """
    request = {**RIGHT, "duration": value}
    assert ("/duration", rule) in violations(request)


@pytest.mark.parametrize("value", ["1:1", "16:9", "9:16", "4:3", "3:4", "3:2", "2:3"])
def test_aspect_ratio_accepted(value: Any) -> None:
    """`aspect_ratio` inside and on its borders.

    Documented in page#Parameters, Input.
    """
    request = {**RIGHT, "aspect_ratio": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [("no such value", "enum"), (7, "type")])
def test_aspect_ratio_refused(value: Any, rule: str) -> None:
    """`aspect_ratio` outside its borders.

    Documented in page#Parameters, Input.
    """
    request = {**RIGHT, "aspect_ratio": value}
    assert ("/aspect_ratio", rule) in violations(request)


@pytest.mark.parametrize("value", ["480p", "720p"])
def test_resolution_accepted(value: Any) -> None:
    """`resolution` inside and on its borders.

    Documented in page#Parameters, Input.
    """
    request = {**RIGHT, "resolution": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [("no such value", "enum"), (7, "type")])
def test_resolution_refused(value: Any, rule: str) -> None:
    """`resolution` outside its borders.

    Documented in page#Parameters, Input.
    """
    request = {**RIGHT, "resolution": value}
    assert ("/resolution", rule) in violations(request)


@pytest.mark.parametrize("value", ["848x480", "1696x960", "1280x720", "1920x1080"])
def test_size_accepted(value: Any) -> None:
    """`size` inside and on its borders.

    Documented in page#Parameters, Input.
    """
    request = {**RIGHT, "size": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [("no such value", "enum"), (7, "type")])
def test_size_refused(value: Any, rule: str) -> None:
    """`size` outside its borders.

    Documented in page#Parameters, Input.
    """
    request = {**RIGHT, "size": value}
    assert ("/size", rule) in violations(request)


@pytest.mark.parametrize(("value", "rule"), [([], "type")])
def test_image_refused(value: Any, rule: str) -> None:
    """`image` outside its borders.

    Documented in page#Parameters, Input.
    """
    request = {**RIGHT, "image": value}
    assert ("/image", rule) in violations(request)


@pytest.mark.parametrize("value", ["x"])
def test_image_url_accepted(value: Any) -> None:
    """`image.url` inside and on its borders.

    Documented in catalogue#schema.input, image.
    """
    request = {**RIGHT, "image": {"url": value}}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [(7, "type")])
def test_image_url_refused(value: Any, rule: str) -> None:
    """`image.url` outside its borders.

    Documented in catalogue#schema.input, image.
    """
    request = {**RIGHT, "image": {"url": value}}
    assert ("/image/url", rule) in violations(request)


@pytest.mark.parametrize(("value", "rule"), [([], "type")])
def test_video_refused(value: Any, rule: str) -> None:
    """`video` outside its borders.

    Documented in page#Parameters, Input.
    """
    request = {**RIGHT, "video": value}
    assert ("/video", rule) in violations(request)


@pytest.mark.parametrize("value", ["x"])
def test_video_url_accepted(value: Any) -> None:
    """`video.url` inside and on its borders.

    Documented in catalogue#schema.input, video.
    """
    request = {**RIGHT, "video": {"url": value}}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [(7, "type")])
def test_video_url_refused(value: Any, rule: str) -> None:
    """`video.url` outside its borders.

    Documented in catalogue#schema.input, video.
    """
    request = {**RIGHT, "video": {"url": value}}
    assert ("/video/url", rule) in violations(request)


@pytest.mark.parametrize(
    "value",
    [
        [{"url": "x"}],
        [
            {"url": "x"},
            {"url": "x"},
            {"url": "x"},
            {"url": "x"},
            {"url": "x"},
            {"url": "x"},
            {"url": "x"},
            {"url": "x"},
            {"url": "x"},
            {"url": "x"},
        ],
    ],
)
def test_reference_images_accepted(value: Any) -> None:
    """`reference_images` inside and on its borders.

    Documented in page#Parameters, Input.
    """
    request = {**RIGHT, "reference_images": value}
    assert violations(request) == set()


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("x", "type"),
        (
            [
                {"url": "x"},
                {"url": "x"},
                {"url": "x"},
                {"url": "x"},
                {"url": "x"},
                {"url": "x"},
                {"url": "x"},
                {"url": "x"},
                {"url": "x"},
                {"url": "x"},
                {"url": "x"},
            ],
            "maxItems",
        ),
    ],
)
def test_reference_images_refused(value: Any, rule: str) -> None:
    """`reference_images` outside its borders.

    Documented in page#Parameters, Input.
    """
    request = {**RIGHT, "reference_images": value}
    assert ("/reference_images", rule) in violations(request)


@pytest.mark.parametrize(("value", "rule"), [([], "type")])
def test_output_refused(value: Any, rule: str) -> None:
    """`output` outside its borders.

    Documented in page#Parameters, Input.
    """
    request = {**RIGHT, "output": value}
    assert ("/output", rule) in violations(request)


@pytest.mark.parametrize("value", ["x"])
def test_output_upload_url_accepted(value: Any) -> None:
    """`output.upload_url` inside and on its borders.

    Documented in catalogue#schema.input, output.
    """
    request = {**RIGHT, "output": {"upload_url": value}}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [(7, "type")])
def test_output_upload_url_refused(value: Any, rule: str) -> None:
    """`output.upload_url` outside its borders.

    Documented in catalogue#schema.input, output.
    """
    request = {**RIGHT, "output": {"upload_url": value}}
    assert ("/output/upload_url", rule) in violations(request)


@pytest.mark.parametrize("value", ["x"])
def test_user_accepted(value: Any) -> None:
    """`user` inside and on its borders.

    Documented in page#Parameters, Input.
    """
    request = {**RIGHT, "user": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [(7, "type")])
def test_user_refused(value: Any, rule: str) -> None:
    """`user` outside its borders.

    Documented in page#Parameters, Input.
    """
    request = {**RIGHT, "user": value}
    assert ("/user", rule) in violations(request)


def test_unknown_key() -> None:
    """A key that is not documented is refused, whatever its value."""
    assert ("/no_such_key", "unknown-key") in violations({"no_such_key": None})


def test_not_an_object() -> None:
    """What is no object is refused as a whole."""
    assert violations(["not", "an", "object"]) == {("", "type")}


def test_price_1_one_second_at_480p() -> None:
    """One second at 480p.

    Documented in catalogue#pricing, @480p (per second).
    """
    request = {"prompt": "a cat", "duration": 1, "resolution": "480p"}
    assert violations(request) == set()
    estimate = estimate_run(request)
    assert estimate.low == estimate.high == Decimal("0.05")
    assert estimate.exact


def test_price_2_one_second_at_720p() -> None:
    """One second at 720p.

    Documented in catalogue#pricing, @720p (per second).
    """
    request = {"prompt": "a cat", "duration": 1, "resolution": "720p"}
    assert violations(request) == set()
    estimate = estimate_run(request)
    assert estimate.low == estimate.high == Decimal("0.07")
    assert estimate.exact


def test_price_3_one_second_with_no_resolution_asked_for() -> None:
    """One second with no resolution asked for.

    Documented in catalogue#pricing, Default (per second).
    """
    request = {"prompt": "a cat", "duration": 1}
    assert violations(request) == set()
    estimate = estimate_run(request)
    assert estimate.low <= Decimal("0.05")
    assert estimate.high is None or Decimal("0.05") <= estimate.high
    assert not estimate.exact
