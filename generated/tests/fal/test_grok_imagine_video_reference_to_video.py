"""Hold fal/grok-imagine-video/reference-to-video to what fal documents.

Written by `specloom generate` from specs/fal/grok-imagine-video.yaml. Edit the spec, not this file.
"""

from __future__ import annotations

from typing import Any

import pytest

from ...fal.models.grok_imagine_video.results import ReferenceToVideoResult
from ...fal.validators.grok_imagine_video import validate_reference_to_video

RIGHT: dict[str, Any] = {
    "prompt": "@Image1 in a meadow",
    "reference_image_urls": [
        "https://v3b.fal.media/files/b/0a8b90e0/BFLE9VDlZqsryU-UA3BoD_image_004.png",
    ],
}


def violations(request: Any) -> set[tuple[str, str]]:
    """Return pointer and rule of everything that is wrong with *request*."""
    return {(found.path, found.rule) for found in validate_reference_to_video(request)}


def test_example_reference_quick_start() -> None:
    """Only what is required.

    Documented in page#Reference To Video, Quick Start.
    """
    request = {
        "prompt": "@Image1 in a meadow",
        "reference_image_urls": [
            "https://v3b.fal.media/files/b/0a8b90e0/BFLE9VDlZqsryU-UA3BoD_image_004.png",
        ],
    }
    assert violations(request) == set()


def test_response_reference_gallery() -> None:
    """A video that the tab shows under a caption, twice.

    Documented in page#Reference To Video, Examples.
    """
    answer = {
        "video": {
            "url": "https://v3b.fal.media/files/b/0a937b3e/SCRymQFjmgeuvDXWJkCt6_eEjGlXhW.mp4",
        },
    }
    result = ReferenceToVideoResult.model_validate(answer)
    dumped = result.model_dump(by_alias=True, exclude_unset=True)
    assert dumped == answer


def test_example_reference_full_input() -> None:
    """Every parameter, with its result.

    Documented in page#Reference To Video, Input Example and Output Example.
    """
    request = {
        "prompt": "@Image1 in a meadow",
        "reference_image_urls": [
            "https://v3b.fal.media/files/b/0a8b90e0/BFLE9VDlZqsryU-UA3BoD_image_004.png",
        ],
        "duration": 8,
        "aspect_ratio": "16:9",
        "resolution": "480p",
    }
    assert violations(request) == set()


def test_response_reference_full_input() -> None:
    """Every parameter, with its result.

    Documented in page#Reference To Video, Input Example and Output Example.
    """
    answer = {
        "video": {
            "content_type": "video/mp4",
            "duration": 8,
            "file_name": "r2v_output.mp4",
            "fps": 24,
            "height": 720,
            "num_frames": 192,
            "url": "https://v3b.fal.media/files/b/0a8b90e4/r2v_output.mp4",
            "width": 1280,
        },
    }
    result = ReferenceToVideoResult.model_validate(answer)
    dumped = result.model_dump(by_alias=True, exclude_unset=True)
    assert dumped == answer


@pytest.mark.parametrize("value", ["x"])
def test_prompt_accepted(value: Any) -> None:
    """`prompt` inside and on its borders.

    Documented in page#Reference To Video, Input Schema.
    """
    request = {**RIGHT, "prompt": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [(7, "type")])
def test_prompt_refused(value: Any, rule: str) -> None:
    """`prompt` outside its borders.

    Documented in page#Reference To Video, Input Schema.
    """
    request = {**RIGHT, "prompt": value}
    assert ("/prompt", rule) in violations(request)


@pytest.mark.parametrize("value", [["x"], ["x", "x", "x", "x", "x", "x", "x"]])
def test_reference_image_urls_accepted(value: Any) -> None:
    """`reference_image_urls` inside and on its borders.

    Documented in page#Reference To Video, Input Schema.
    """
    request = {**RIGHT, "reference_image_urls": value}
    assert violations(request) == set()


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("x", "type"),
        ([], "minItems"),
        (["x", "x", "x", "x", "x", "x", "x", "x"], "maxItems"),
    ],
)
def test_reference_image_urls_refused(value: Any, rule: str) -> None:
    """`reference_image_urls` outside its borders.

    Documented in page#Reference To Video, Input Schema.
    """
    request = {**RIGHT, "reference_image_urls": value}
    assert ("/reference_image_urls", rule) in violations(request)


@pytest.mark.parametrize("value", [1, 5, 10])
def test_duration_accepted(value: Any) -> None:
    """`duration` inside and on its borders.

    Documented in page#Reference To Video, Input Schema.
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
        (11, "maximum"),
    ],
)
def test_duration_refused(value: Any, rule: str) -> None:
    """`duration` outside its borders.

    Documented in page#Reference To Video, Input Schema.
    """
    request = {**RIGHT, "duration": value}
    assert ("/duration", rule) in violations(request)


@pytest.mark.parametrize("value", ["16:9", "4:3", "3:2", "1:1", "2:3", "3:4", "9:16"])
def test_aspect_ratio_accepted(value: Any) -> None:
    """`aspect_ratio` inside and on its borders.

    Documented in page#Reference To Video, Input Schema.
    """
    request = {**RIGHT, "aspect_ratio": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [("no such value", "enum"), (7, "type")])
def test_aspect_ratio_refused(value: Any, rule: str) -> None:
    """`aspect_ratio` outside its borders.

    Documented in page#Reference To Video, Input Schema.
    """
    request = {**RIGHT, "aspect_ratio": value}
    assert ("/aspect_ratio", rule) in violations(request)


@pytest.mark.parametrize("value", ["480p", "720p"])
def test_resolution_accepted(value: Any) -> None:
    """`resolution` inside and on its borders.

    Documented in page#Reference To Video, Input Schema.
    """
    request = {**RIGHT, "resolution": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [("no such value", "enum"), (7, "type")])
def test_resolution_refused(value: Any, rule: str) -> None:
    """`resolution` outside its borders.

    Documented in page#Reference To Video, Input Schema.
    """
    request = {**RIGHT, "resolution": value}
    assert ("/resolution", rule) in violations(request)


def test_required_keys() -> None:
    """What is required is missed."""
    found = {(found.path, found.rule, found.message) for found in validate_reference_to_video({})}
    assert found >= {
        ("", "required", "prompt is missing"),
        ("", "required", "reference_image_urls is missing"),
    }


def test_unknown_key() -> None:
    """A key that is not documented is refused, whatever its value."""
    assert ("/no_such_key", "unknown-key") in violations({"no_such_key": None})


def test_not_an_object() -> None:
    """What is no object is refused as a whole."""
    assert violations(["not", "an", "object"]) == {("", "type")}
