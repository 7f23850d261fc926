"""Hold aimlapi/grok-imagine-video/generate to what AI/ML API documents.

Written by `specloom generate` from specs/aimlapi/grok-imagine-video.yaml. Edit the spec, not this
file.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from ..._runtime.estimates import PriceRefused
from ...aimlapi.costs.grok_imagine_video import estimate_generate
from ...aimlapi.models.grok_imagine_video.results import GenerateResult
from ...aimlapi.validators.grok_imagine_video import validate_generate

RIGHT: dict[str, Any] = {"prompt": "a cat"}


def violations(request: Any) -> set[tuple[str, str]]:
    """Return pointer and rule of everything that is wrong with *request*."""
    return {(found.path, found.rule) for found in validate_generate(request)}


def test_response_response_sample() -> None:
    """The id and status that the page shows.

    Documented in page#Create a video generation task, Responses.
    """
    answer = {"id": "60ac7c34-3224-4b14-8e7d-0aa0db708325", "status": "completed"}
    result = GenerateResult.model_validate(answer)
    dumped = result.model_dump(by_alias=True, exclude_unset=True)
    assert dumped == answer


def test_response_field_samples() -> None:
    """The sample values of all response fields together.

    Documented in openapi#POST, responses, 200, examples of the fields.
    """
    answer = {
        "id": "60ac7c34-3224-4b14-8e7d-0aa0db708325",
        "status": "completed",
        "video": {
            "url": "https://cdn.aimlapi.com/generations/hedgehog/1759866285599-0cdfb138-c03a-49d4-a601-4f6413e27b15.mp4",
        },
        "meta": {"usage": {"credits_used": 120000, "usd_spent": 0.06}},
    }
    result = GenerateResult.model_validate(answer)
    dumped = result.model_dump(by_alias=True, exclude_unset=True)
    assert dumped == {
        "id": "60ac7c34-3224-4b14-8e7d-0aa0db708325",
        "status": "completed",
        "video": {
            "url": "https://cdn.aimlapi.com/generations/hedgehog/1759866285599-0cdfb138-c03a-49d4-a601-4f6413e27b15.mp4",
        },
        "meta": {"usage": {"credits_used": 120000, "usd_spent": Decimal("0.06")}},
    }


def test_example_curl_sample() -> None:
    """Image to video with the defaults, as in the curl, JavaScript and Python samples.

    Documented in openapi#POST, x-codeSamples.
    """
    request = {
        "model": "x-ai/grok-imagine-video",
        "prompt": "a painting smiles",
        "image_url": "https://raw.githubusercontent.com/aimlapi/api-docs/main/reference-files/mona_lisa_extended.jpg",
    }
    assert violations(request) == set()
    with pytest.raises(PriceRefused):
        estimate_generate(request)


def test_example_code_example() -> None:
    """Image to video, with the duration as a text.

    Documented in page-source#Code Example, Python and JS.
    """
    request = {
        "model": "x-ai/grok-imagine-video",
        "prompt": "a painting smiles",
        "image_url": "https://raw.githubusercontent.com/aimlapi/api-docs/main/reference-files/mona_lisa_extended.jpg",
        "duration": "8",
    }
    assert violations(request) == {("/duration", "type")}


def test_example_code_example_corrected() -> None:
    """The same with the duration as a number.

    Documented in page-source#Code Example, Python and JS.
    """
    request = {
        "model": "x-ai/grok-imagine-video",
        "prompt": "a painting smiles",
        "image_url": "https://raw.githubusercontent.com/aimlapi/api-docs/main/reference-files/mona_lisa_extended.jpg",
        "duration": 8,
    }
    assert violations(request) == set()
    with pytest.raises(PriceRefused):
        estimate_generate(request)


def test_response_completed_sample() -> None:
    """A finished job.

    Documented in page-source#Response.
    """
    answer = {
        "id": "0m25kAkw71oR0OCotP9XE",
        "status": "completed",
        "video": {
            "url": "https://cdn.aimlapi.com/xenops/xai-vidgen-bucket/xai-video-3e3a3eaf-b822-4243-84d9-83fcc7b446f2.mp4",
        },
    }
    result = GenerateResult.model_validate(answer)
    dumped = result.model_dump(by_alias=True, exclude_unset=True)
    assert dumped == answer


def test_price_is_refused() -> None:
    """No price is documented, so none is given, whatever the request."""
    with pytest.raises(PriceRefused):
        estimate_generate({})


@pytest.mark.parametrize("value", ["x-ai/grok-imagine-video"])
def test_model_accepted(value: Any) -> None:
    """`model` inside and on its borders.

    Documented in openapi#POST, requestBody, model.
    """
    request = {**RIGHT, "model": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [("no such value", "const"), (7, "type")])
def test_model_refused(value: Any, rule: str) -> None:
    """`model` outside its borders.

    Documented in openapi#POST, requestBody, model.
    """
    request = {**RIGHT, "model": value}
    assert ("/model", rule) in violations(request)


@pytest.mark.parametrize("value", ["x"])
def test_prompt_accepted(value: Any) -> None:
    """`prompt` inside and on its borders.

    Documented in page#Body, prompt.
    """
    request = {**RIGHT, "prompt": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [(7, "type")])
def test_prompt_refused(value: Any, rule: str) -> None:
    """`prompt` outside its borders.

    Documented in page#Body, prompt.
    """
    request = {**RIGHT, "prompt": value}
    assert ("/prompt", rule) in violations(request)


@pytest.mark.parametrize("value", ["https://example.com/a.png"])
def test_image_url_accepted(value: Any) -> None:
    """`image_url` inside and on its borders.

    Documented in page#Body, image_url.
    """
    request = {**RIGHT, "image_url": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [(7, "type"), ("no such form", "format")])
def test_image_url_refused(value: Any, rule: str) -> None:
    """`image_url` outside its borders.

    Documented in page#Body, image_url.
    """
    request = {**RIGHT, "image_url": value}
    assert ("/image_url", rule) in violations(request)


@pytest.mark.parametrize(
    "value",
    [
        ["https://example.com/a.png"],
        [
            "https://example.com/a.png",
            "https://example.com/a.png",
            "https://example.com/a.png",
            "https://example.com/a.png",
            "https://example.com/a.png",
            "https://example.com/a.png",
            "https://example.com/a.png",
        ],
    ],
)
def test_reference_images_accepted(value: Any) -> None:
    """`reference_images` inside and on its borders.

    Documented in page#Body, reference_images.
    """
    request = {**RIGHT, "reference_images": value}
    assert violations(request) == set()


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("x", "type"),
        ([], "minItems"),
        (
            [
                "https://example.com/a.png",
                "https://example.com/a.png",
                "https://example.com/a.png",
                "https://example.com/a.png",
                "https://example.com/a.png",
                "https://example.com/a.png",
                "https://example.com/a.png",
                "https://example.com/a.png",
            ],
            "maxItems",
        ),
    ],
)
def test_reference_images_refused(value: Any, rule: str) -> None:
    """`reference_images` outside its borders.

    Documented in page#Body, reference_images.
    """
    request = {**RIGHT, "reference_images": value}
    assert ("/reference_images", rule) in violations(request)


@pytest.mark.parametrize("value", [1, 8, 15])
def test_duration_accepted(value: Any) -> None:
    """`duration` inside and on its borders.

    Documented in page#Body, duration.
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

    Documented in page#Body, duration.
    """
    request = {**RIGHT, "duration": value}
    assert ("/duration", rule) in violations(request)


@pytest.mark.parametrize("value", ["1:1", "16:9", "9:16", "4:3", "3:4", "3:2", "2:3"])
def test_aspect_ratio_accepted(value: Any) -> None:
    """`aspect_ratio` inside and on its borders.

    Documented in openapi#POST, requestBody, aspect_ratio.
    """
    request = {**RIGHT, "aspect_ratio": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [("no such value", "enum"), (7, "type")])
def test_aspect_ratio_refused(value: Any, rule: str) -> None:
    """`aspect_ratio` outside its borders.

    Documented in openapi#POST, requestBody, aspect_ratio.
    """
    request = {**RIGHT, "aspect_ratio": value}
    assert ("/aspect_ratio", rule) in violations(request)


@pytest.mark.parametrize("value", ["480p", "720p", "1080p"])
def test_resolution_accepted(value: Any) -> None:
    """`resolution` inside and on its borders.

    Documented in openapi#POST, requestBody, resolution.
    """
    request = {**RIGHT, "resolution": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [("no such value", "enum"), (7, "type")])
def test_resolution_refused(value: Any, rule: str) -> None:
    """`resolution` outside its borders.

    Documented in openapi#POST, requestBody, resolution.
    """
    request = {**RIGHT, "resolution": value}
    assert ("/resolution", rule) in violations(request)


def test_unknown_key() -> None:
    """A key that is not documented is refused, whatever its value."""
    assert ("/no_such_key", "unknown-key") in violations({"no_such_key": None})


def test_not_an_object() -> None:
    """What is no object is refused as a whole."""
    assert violations(["not", "an", "object"]) == {("", "type")}


@pytest.mark.parametrize(
    "request_",
    [
        {"model": "x-ai/grok-imagine-video", "prompt": "a cat"},
        {
            "model": "x-ai/grok-imagine-video",
            "prompt": "a cat",
            "image_url": "https://example.com/a.png",
        },
        {
            "model": "x-ai/grok-imagine-video",
            "prompt": "a cat",
            "reference_images": ["https://example.com/a.png"],
        },
    ],
)
def test_rule_one_kind_of_image_kept(request_: Any) -> None:
    """Give image_url or reference_images, never both.

    Documented in page#Body, image_url and reference_images.
    """
    assert violations(request_) == set()


@pytest.mark.parametrize(
    "request_",
    [
        {
            "model": "x-ai/grok-imagine-video",
            "prompt": "a cat",
            "image_url": "https://example.com/a.png",
            "reference_images": ["https://example.com/b.png"],
        },
    ],
)
def test_rule_one_kind_of_image_broken(request_: Any) -> None:
    """Give image_url or reference_images, never both.

    Documented in page#Body, image_url and reference_images.
    """
    assert "one-kind-of-image" in {rule for _, rule in violations(request_)}
