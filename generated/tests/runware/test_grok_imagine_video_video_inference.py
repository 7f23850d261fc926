"""Hold runware/grok-imagine-video/video-inference to what Runware documents.

Written by `specloom generate` from specs/runware/grok-imagine-video.yaml. Edit the spec, not this
file.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from ...runware.costs.grok_imagine_video import estimate_video_inference
from ...runware.models.grok_imagine_video.results import VideoInferenceResult
from ...runware.validators.grok_imagine_video import validate_video_inference

RIGHT: dict[str, Any] = {
    "positivePrompt": "a cat",
    "inputs": {"video": "https://example.com/a.mp4"},
}
RIGHT_2: dict[str, Any] = {
    "positivePrompt": "a cat",
    "inputs": {"frameImages": ["https://example.com/a.png"]},
}


def violations(request: Any) -> set[tuple[str, str]]:
    """Return pointer and rule of everything that is wrong with *request*."""
    return {(found.path, found.rule) for found in validate_video_inference(request)}


def test_example_frame_image_shorthand() -> None:
    """What is documented holds.

    A frame image by its id alone; the page shows only the list, the rest of the request is ours.

    Documented in page#Request Parameters, inputs.frameImages, shorthand format.
    """
    request = {
        "taskType": "videoInference",
        "taskUUID": "00000000-0000-4000-8000-000000000001",
        "model": "xai:grok-imagine@video",
        "positivePrompt": "a cat",
        "inputs": {"frameImages": ["aac49721-1964-481a-ae78-8a4e29b91402"]},
    }
    assert violations(request) == set()


def test_example_frame_image_object() -> None:
    """What is documented holds.

    A frame image as an object; the page shows only the list, the rest of the request is ours.

    Documented in page#Request Parameters, inputs.frameImages, object format.
    """
    request = {
        "taskType": "videoInference",
        "taskUUID": "00000000-0000-4000-8000-000000000002",
        "model": "xai:grok-imagine@video",
        "positivePrompt": "a cat",
        "inputs": {
            "frameImages": [{"image": "aac49721-1964-481a-ae78-8a4e29b91402", "frame": "first"}],
        },
    }
    assert violations(request) == set()


def test_example_carnival_text_to_video() -> None:
    """Eight seconds at 1280x720 from a text.

    Documented in page#Examples, 1.
    """
    request = {
        "taskType": "videoInference",
        "taskUUID": "6378aa49-9f31-414a-8e00-3076dea79124",
        "model": "xai:grok-imagine@video",
        "positivePrompt": "a clockwork carnival at night",
        "width": 1280,
        "height": 720,
        "duration": 8,
    }
    assert violations(request) == set()
    estimate = estimate_video_inference(request)
    assert estimate.low == estimate.high == Decimal("0.56")
    assert estimate.exact


def test_response_carnival_text_to_video() -> None:
    """Eight seconds at 1280x720 from a text.

    Documented in page#Examples, 1.
    """
    answer = {
        "taskType": "videoInference",
        "taskUUID": "6378aa49-9f31-414a-8e00-3076dea79124",
        "videoUUID": "c8b6b301-7a5e-4aa8-a3e5-0f4377da76ea",
        "videoURL": "https://vm.runware.ai/video/os/a16d07/ws/5/vi/c8b6b301-7a5e-4aa8-a3e5-0f4377da76ea.mp4",
        "cost": 0.56,
    }
    result = VideoInferenceResult.model_validate(answer)
    dumped = result.model_dump(by_alias=True, exclude_unset=True)
    assert dumped == {
        "taskType": "videoInference",
        "taskUUID": "6378aa49-9f31-414a-8e00-3076dea79124",
        "videoUUID": "c8b6b301-7a5e-4aa8-a3e5-0f4377da76ea",
        "videoURL": "https://vm.runware.ai/video/os/a16d07/ws/5/vi/c8b6b301-7a5e-4aa8-a3e5-0f4377da76ea.mp4",
        "cost": Decimal("0.56"),
    }


def test_example_reef_video_to_video() -> None:
    """A restyled clip, sent under a key that no parameter has.

    Documented in page#Examples, 2.
    """
    request = {
        "taskType": "videoInference",
        "taskUUID": "050f2911-487c-49eb-820f-e2e47f39ec6f",
        "model": "xai:grok-imagine@video",
        "positivePrompt": "a glowing reef",
        "inputs": {
            "referenceVideos": [
                "https://assets.runware.ai/assets/inputs/931713e7-94a4-46ff-b6a2-a450a9ab9e53.mp4",
            ],
        },
    }
    assert violations(request) == {
        ("", "one-origin-of-the-picture"),
        ("/inputs/referenceVideos", "unknown-key"),
    }


def test_response_reef_video_to_video() -> None:
    """A restyled clip, sent under a key that no parameter has.

    Documented in page#Examples, 2.
    """
    answer = {
        "taskType": "videoInference",
        "taskUUID": "050f2911-487c-49eb-820f-e2e47f39ec6f",
        "videoUUID": "ff8ba334-00f7-4158-8296-6dbc1f2fd2d2",
        "videoURL": "https://vm.runware.ai/video/os/a17d13/ws/5/vi/ff8ba334-00f7-4158-8296-6dbc1f2fd2d2.mp4",
        "cost": 0.404,
    }
    result = VideoInferenceResult.model_validate(answer)
    dumped = result.model_dump(by_alias=True, exclude_unset=True)
    assert dumped == {
        "taskType": "videoInference",
        "taskUUID": "050f2911-487c-49eb-820f-e2e47f39ec6f",
        "videoUUID": "ff8ba334-00f7-4158-8296-6dbc1f2fd2d2",
        "videoURL": "https://vm.runware.ai/video/os/a17d13/ws/5/vi/ff8ba334-00f7-4158-8296-6dbc1f2fd2d2.mp4",
        "cost": Decimal("0.404"),
    }


def test_example_reef_video_to_video_corrected() -> None:
    """The restyled clip with the input under its documented name.

    Documented in page#Examples, 2.
    """
    request = {
        "taskType": "videoInference",
        "taskUUID": "050f2911-487c-49eb-820f-e2e47f39ec6f",
        "model": "xai:grok-imagine@video",
        "positivePrompt": "a glowing reef",
        "inputs": {
            "video": "https://assets.runware.ai/assets/inputs/931713e7-94a4-46ff-b6a2-a450a9ab9e53.mp4",
        },
    }
    assert violations(request) == set()
    estimate = estimate_video_inference(request)
    assert estimate.low <= Decimal("0.404")
    assert estimate.high is None or Decimal("0.404") <= estimate.high
    assert not estimate.exact


def test_example_lighthouse_text_to_video() -> None:
    """Another eight seconds at 1280x720 from a text.

    Documented in page#Examples, 3.
    """
    request = {
        "taskType": "videoInference",
        "taskUUID": "ba22dba3-0b1d-44e1-ad81-b3eb720d91fe",
        "model": "xai:grok-imagine@video",
        "positivePrompt": "a lighthouse in a storm",
        "width": 1280,
        "height": 720,
        "duration": 8,
    }
    assert violations(request) == set()
    estimate = estimate_video_inference(request)
    assert estimate.low == estimate.high == Decimal("0.56")
    assert estimate.exact


def test_response_lighthouse_text_to_video() -> None:
    """Another eight seconds at 1280x720 from a text.

    Documented in page#Examples, 3.
    """
    answer = {
        "taskType": "videoInference",
        "taskUUID": "ba22dba3-0b1d-44e1-ad81-b3eb720d91fe",
        "videoUUID": "ed30ad9a-6693-4ff3-8775-796ae3cd8fe7",
        "videoURL": "https://vm.runware.ai/video/os/a03d21/ws/5/vi/ed30ad9a-6693-4ff3-8775-796ae3cd8fe7.mp4",
        "cost": 0.56,
    }
    result = VideoInferenceResult.model_validate(answer)
    dumped = result.model_dump(by_alias=True, exclude_unset=True)
    assert dumped == {
        "taskType": "videoInference",
        "taskUUID": "ba22dba3-0b1d-44e1-ad81-b3eb720d91fe",
        "videoUUID": "ed30ad9a-6693-4ff3-8775-796ae3cd8fe7",
        "videoURL": "https://vm.runware.ai/video/os/a03d21/ws/5/vi/ed30ad9a-6693-4ff3-8775-796ae3cd8fe7.mp4",
        "cost": Decimal("0.56"),
    }


@pytest.mark.parametrize("value", ["videoInference"])
def test_task_type_accepted(value: Any) -> None:
    """`taskType` inside and on its borders.

    Documented in page#Request Parameters, taskType.
    """
    request = {**RIGHT, "taskType": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [("no such value", "const"), (7, "type")])
def test_task_type_refused(value: Any, rule: str) -> None:
    """`taskType` outside its borders.

    Documented in page#Request Parameters, taskType.
    """
    request = {**RIGHT, "taskType": value}
    assert ("/taskType", rule) in violations(request)


@pytest.mark.parametrize("value", ["9a3e1f2c-5d47-4c1b-8f0e-2b6d7c8a9e10"])
def test_task_uuid_accepted(value: Any) -> None:
    """`taskUUID` inside and on its borders.

    Documented in page#Request Parameters, taskUUID.
    """
    request = {**RIGHT, "taskUUID": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [(7, "type"), ("no such form", "format")])
def test_task_uuid_refused(value: Any, rule: str) -> None:
    """`taskUUID` outside its borders.

    Documented in page#Request Parameters, taskUUID.
    """
    request = {**RIGHT, "taskUUID": value}
    assert ("/taskUUID", rule) in violations(request)


@pytest.mark.parametrize("value", ["URL"])
def test_output_type_accepted(value: Any) -> None:
    """`outputType` inside and on its borders.

    Documented in page#Request Parameters, outputType.
    """
    request = {**RIGHT, "outputType": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [("no such value", "enum"), (7, "type")])
def test_output_type_refused(value: Any, rule: str) -> None:
    """`outputType` outside its borders.

    Documented in page#Request Parameters, outputType.
    """
    request = {**RIGHT, "outputType": value}
    assert ("/outputType", rule) in violations(request)


@pytest.mark.parametrize("value", ["MP4", "WEBM", "MOV"])
def test_output_format_accepted(value: Any) -> None:
    """`outputFormat` inside and on its borders.

    Documented in page#Request Parameters, outputFormat.
    """
    request = {**RIGHT, "outputFormat": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [("no such value", "enum"), (7, "type")])
def test_output_format_refused(value: Any, rule: str) -> None:
    """`outputFormat` outside its borders.

    Documented in page#Request Parameters, outputFormat.
    """
    request = {**RIGHT, "outputFormat": value}
    assert ("/outputFormat", rule) in violations(request)


@pytest.mark.parametrize("value", [20, 59, 99])
def test_output_quality_accepted(value: Any) -> None:
    """`outputQuality` inside and on its borders.

    Documented in page#Request Parameters, outputQuality.
    """
    request = {**RIGHT, "outputQuality": value}
    assert violations(request) == set()


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        (True, "type"),
        ("7", "type"),
        (7.5, "type"),
        (19, "minimum"),
        (100, "maximum"),
    ],
)
def test_output_quality_refused(value: Any, rule: str) -> None:
    """`outputQuality` outside its borders.

    Documented in page#Request Parameters, outputQuality.
    """
    request = {**RIGHT, "outputQuality": value}
    assert ("/outputQuality", rule) in violations(request)


@pytest.mark.parametrize("value", ["https://example.com/a.png"])
def test_webhook_url_accepted(value: Any) -> None:
    """`webhookURL` inside and on its borders.

    Documented in page#Request Parameters, webhookURL.
    """
    request = {**RIGHT, "webhookURL": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [(7, "type"), ("no such form", "format")])
def test_webhook_url_refused(value: Any, rule: str) -> None:
    """`webhookURL` outside its borders.

    Documented in page#Request Parameters, webhookURL.
    """
    request = {**RIGHT, "webhookURL": value}
    assert ("/webhookURL", rule) in violations(request)


@pytest.mark.parametrize("value", ["async"])
def test_delivery_method_accepted(value: Any) -> None:
    """`deliveryMethod` inside and on its borders.

    Documented in page#Request Parameters, deliveryMethod.
    """
    request = {**RIGHT, "deliveryMethod": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [("no such value", "enum"), (7, "type")])
def test_delivery_method_refused(value: Any, rule: str) -> None:
    """`deliveryMethod` outside its borders.

    Documented in page#Request Parameters, deliveryMethod.
    """
    request = {**RIGHT, "deliveryMethod": value}
    assert ("/deliveryMethod", rule) in violations(request)


@pytest.mark.parametrize("value", ["https://example.com/a.png"])
def test_upload_endpoint_accepted(value: Any) -> None:
    """`uploadEndpoint` inside and on its borders.

    Documented in page#Request Parameters, uploadEndpoint.
    """
    request = {**RIGHT, "uploadEndpoint": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [(7, "type"), ("no such form", "format")])
def test_upload_endpoint_refused(value: Any, rule: str) -> None:
    """`uploadEndpoint` outside its borders.

    Documented in page#Request Parameters, uploadEndpoint.
    """
    request = {**RIGHT, "uploadEndpoint": value}
    assert ("/uploadEndpoint", rule) in violations(request)


@pytest.mark.parametrize(("value", "rule"), [([], "type")])
def test_safety_refused(value: Any, rule: str) -> None:
    """`safety` outside its borders.

    Documented in page#Request Parameters, safety.
    """
    request = {**RIGHT, "safety": value}
    assert ("/safety", rule) in violations(request)


@pytest.mark.parametrize("value", [True, False])
def test_safety_check_content_accepted(value: Any) -> None:
    """`safety.checkContent` inside and on its borders.

    Documented in page#Request Parameters, safety.checkContent.
    """
    request = {**RIGHT, "safety": {"checkContent": value}}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [("true", "type"), (1, "type")])
def test_safety_check_content_refused(value: Any, rule: str) -> None:
    """`safety.checkContent` outside its borders.

    Documented in page#Request Parameters, safety.checkContent.
    """
    request = {**RIGHT, "safety": {"checkContent": value}}
    assert ("/safety/checkContent", rule) in violations(request)


@pytest.mark.parametrize("value", ["none", "fast", "full"])
def test_safety_mode_accepted(value: Any) -> None:
    """`safety.mode` inside and on its borders.

    Documented in page#Request Parameters, safety.mode.
    """
    request = {**RIGHT, "safety": {"mode": value}}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [("no such value", "enum"), (7, "type")])
def test_safety_mode_refused(value: Any, rule: str) -> None:
    """`safety.mode` outside its borders.

    Documented in page#Request Parameters, safety.mode.
    """
    request = {**RIGHT, "safety": {"mode": value}}
    assert ("/safety/mode", rule) in violations(request)


@pytest.mark.parametrize("value", [60])
def test_ttl_accepted(value: Any) -> None:
    """`ttl` inside and on its borders.

    Documented in page#Request Parameters, ttl.
    """
    request = {**RIGHT, "ttl": value}
    assert violations(request) == set()


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        (True, "type"),
        ("7", "type"),
        (7.5, "type"),
        (59, "minimum"),
    ],
)
def test_ttl_refused(value: Any, rule: str) -> None:
    """`ttl` outside its borders.

    Documented in page#Request Parameters, ttl.
    """
    request = {**RIGHT, "ttl": value}
    assert ("/ttl", rule) in violations(request)


@pytest.mark.parametrize("value", [True, False])
def test_include_cost_accepted(value: Any) -> None:
    """`includeCost` inside and on its borders.

    Documented in page#Request Parameters, includeCost.
    """
    request = {**RIGHT, "includeCost": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [("true", "type"), (1, "type")])
def test_include_cost_refused(value: Any, rule: str) -> None:
    """`includeCost` outside its borders.

    Documented in page#Request Parameters, includeCost.
    """
    request = {**RIGHT, "includeCost": value}
    assert ("/includeCost", rule) in violations(request)


@pytest.mark.parametrize("value", [1, 2, 4])
def test_number_results_accepted(value: Any) -> None:
    """`numberResults` inside and on its borders.

    Documented in page#Request Parameters, numberResults.
    """
    request = {**RIGHT, "numberResults": value}
    assert violations(request) == set()


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        (True, "type"),
        ("7", "type"),
        (7.5, "type"),
        (0, "minimum"),
        (5, "maximum"),
    ],
)
def test_number_results_refused(value: Any, rule: str) -> None:
    """`numberResults` outside its borders.

    Documented in page#Request Parameters, numberResults.
    """
    request = {**RIGHT, "numberResults": value}
    assert ("/numberResults", rule) in violations(request)


@pytest.mark.parametrize(("value", "rule"), [([], "type")])
def test_inputs_refused(value: Any, rule: str) -> None:
    """`inputs` outside its borders.

    Documented in page#Request Parameters, Inputs.
    """
    request = {**RIGHT, "inputs": value}
    assert ("/inputs", rule) in violations(request)


@pytest.mark.parametrize("value", [["x"]])
def test_inputs_reference_images_accepted(value: Any) -> None:
    """`inputs.referenceImages` inside and on its borders.

    Documented in page#Request Parameters, inputs.referenceImages.
    """
    request = {**RIGHT, "inputs": {"video": "https://example.com/a.mp4", "referenceImages": value}}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [("x", "type")])
def test_inputs_reference_images_refused(value: Any, rule: str) -> None:
    """`inputs.referenceImages` outside its borders.

    Documented in page#Request Parameters, inputs.referenceImages.
    """
    request = {**RIGHT, "inputs": {"video": "https://example.com/a.mp4", "referenceImages": value}}
    assert ("/inputs/referenceImages", rule) in violations(request)


@pytest.mark.parametrize("value", [["x"]])
def test_inputs_frame_images_accepted(value: Any) -> None:
    """`inputs.frameImages` inside and on its borders.

    Documented in page#Request Parameters, inputs.frameImages.
    """
    request = {**RIGHT_2, "inputs": {"frameImages": value}}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [("x", "type")])
def test_inputs_frame_images_refused(value: Any, rule: str) -> None:
    """`inputs.frameImages` outside its borders.

    Documented in page#Request Parameters, inputs.frameImages.
    """
    request = {**RIGHT_2, "inputs": {"frameImages": value}}
    assert ("/inputs/frameImages", rule) in violations(request)


@pytest.mark.parametrize("value", ["x"])
def test_inputs_video_accepted(value: Any) -> None:
    """`inputs.video` inside and on its borders.

    Documented in page#Request Parameters, inputs.video.
    """
    request = {**RIGHT, "inputs": {"video": value}}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [(7, "type")])
def test_inputs_video_refused(value: Any, rule: str) -> None:
    """`inputs.video` outside its borders.

    Documented in page#Request Parameters, inputs.video.
    """
    request = {**RIGHT, "inputs": {"video": value}}
    assert ("/inputs/video", rule) in violations(request)


@pytest.mark.parametrize("value", ["xai:grok-imagine@video"])
def test_model_accepted(value: Any) -> None:
    """`model` inside and on its borders.

    Documented in page#Request Parameters, model.
    """
    request = {**RIGHT, "model": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [("no such value", "const"), (7, "type")])
def test_model_refused(value: Any, rule: str) -> None:
    """`model` outside its borders.

    Documented in page#Request Parameters, model.
    """
    request = {**RIGHT, "model": value}
    assert ("/model", rule) in violations(request)


@pytest.mark.parametrize("value", ["x"])
def test_positive_prompt_accepted(value: Any) -> None:
    """`positivePrompt` inside and on its borders.

    Documented in page#Request Parameters, positivePrompt.
    """
    request = {**RIGHT, "positivePrompt": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [(7, "type"), ("", "minLength")])
def test_positive_prompt_refused(value: Any, rule: str) -> None:
    """`positivePrompt` outside its borders.

    Documented in page#Request Parameters, positivePrompt.
    """
    request = {**RIGHT, "positivePrompt": value}
    assert ("/positivePrompt", rule) in violations(request)


@pytest.mark.parametrize(("value", "rule"), [(True, "type"), ("7", "type"), (7.5, "type")])
def test_width_refused(value: Any, rule: str) -> None:
    """`width` outside its borders.

    Documented in page#Request Parameters, width.
    """
    request = {**RIGHT, "width": value}
    assert ("/width", rule) in violations(request)


@pytest.mark.parametrize(("value", "rule"), [(True, "type"), ("7", "type"), (7.5, "type")])
def test_height_refused(value: Any, rule: str) -> None:
    """`height` outside its borders.

    Documented in page#Request Parameters, height.
    """
    request = {**RIGHT, "height": value}
    assert ("/height", rule) in violations(request)


@pytest.mark.parametrize("value", ["480p", "720p"])
def test_resolution_accepted(value: Any) -> None:
    """`resolution` inside and on its borders.

    Documented in page#Request Parameters, resolution.
    """
    request = {**RIGHT_2, "resolution": value}
    assert violations(request) == set()


@pytest.mark.parametrize(("value", "rule"), [("no such value", "enum"), (7, "type")])
def test_resolution_refused(value: Any, rule: str) -> None:
    """`resolution` outside its borders.

    Documented in page#Request Parameters, resolution.
    """
    request = {**RIGHT_2, "resolution": value}
    assert ("/resolution", rule) in violations(request)


@pytest.mark.parametrize("value", [1, 8, 15])
def test_duration_accepted(value: Any) -> None:
    """`duration` inside and on its borders.

    Documented in page#Request Parameters, duration.
    """
    request = {**RIGHT_2, "duration": value}
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

    Documented in page#Request Parameters, duration.
    """
    request = {**RIGHT_2, "duration": value}
    assert ("/duration", rule) in violations(request)


def test_required_keys() -> None:
    """What is required is missed."""
    found = {(found.path, found.rule, found.message) for found in validate_video_inference({})}
    assert found >= {("", "required", "positivePrompt is missing")}


def test_unknown_key() -> None:
    """A key that is not documented is refused, whatever its value."""
    assert ("/no_such_key", "unknown-key") in violations({"no_such_key": None})


def test_not_an_object() -> None:
    """What is no object is refused as a whole."""
    assert violations(["not", "an", "object"]) == {("", "type")}


@pytest.mark.parametrize(
    "request_",
    [
        {"positivePrompt": "a cat", "width": 848, "height": 480},
        {"positivePrompt": "a cat", "inputs": {"frameImages": ["https://example.com/a.png"]}},
        {"positivePrompt": "a cat", "inputs": {"video": "https://example.com/a.mp4"}},
    ],
)
def test_rule_one_origin_of_the_picture_kept(request_: Any) -> None:
    """Give frame images, or an input video, or width and height, and only one of the three.

    Documented in page#Compatibility & Validation, exactly one.
    """
    assert violations(request_) == set()


@pytest.mark.parametrize(
    "request_",
    [
        {"positivePrompt": "a cat"},
        {"positivePrompt": "a cat", "inputs": {"referenceImages": ["https://example.com/a.png"]}},
        {
            "positivePrompt": "a cat",
            "width": 848,
            "height": 480,
            "inputs": {"frameImages": ["https://example.com/a.png"]},
        },
    ],
)
def test_rule_one_origin_of_the_picture_broken(request_: Any) -> None:
    """Give frame images, or an input video, or width and height, and only one of the three.

    Documented in page#Compatibility & Validation, exactly one.
    """
    assert "one-origin-of-the-picture" in {rule for _, rule in violations(request_)}


@pytest.mark.parametrize(
    "request_",
    [
        {"positivePrompt": "a cat", "inputs": {"frameImages": ["https://example.com/a.png"]}},
        {
            "positivePrompt": "a cat",
            "width": 848,
            "height": 480,
            "inputs": {"referenceImages": ["https://example.com/a.png"]},
        },
    ],
)
def test_rule_frame_images_without_reference_images_kept(request_: Any) -> None:
    """Leave out reference images when you give frame images.

    Documented in page#Compatibility & Validation, frameImages and referenceImages.
    """
    assert violations(request_) == set()


@pytest.mark.parametrize(
    "request_",
    [
        {
            "positivePrompt": "a cat",
            "inputs": {
                "frameImages": ["https://example.com/a.png"],
                "referenceImages": ["https://example.com/b.png"],
            },
        },
    ],
)
def test_rule_frame_images_without_reference_images_broken(request_: Any) -> None:
    """Leave out reference images when you give frame images.

    Documented in page#Compatibility & Validation, frameImages and referenceImages.
    """
    assert "frame-images-without-reference-images" in {rule for _, rule in violations(request_)}


@pytest.mark.parametrize(
    "request_",
    [
        {"positivePrompt": "a cat", "inputs": {"frameImages": ["https://example.com/a.png"]}},
        {"positivePrompt": "a cat", "inputs": {"video": "https://example.com/a.mp4"}},
    ],
)
def test_rule_frame_images_without_video_kept(request_: Any) -> None:
    """Give frame images or an input video, not both.

    Documented in page#Compatibility & Validation, frameImages and video.
    """
    assert violations(request_) == set()


@pytest.mark.parametrize(
    "request_",
    [
        {
            "positivePrompt": "a cat",
            "inputs": {
                "frameImages": ["https://example.com/a.png"],
                "video": "https://example.com/a.mp4",
            },
        },
    ],
)
def test_rule_frame_images_without_video_broken(request_: Any) -> None:
    """Give frame images or an input video, not both.

    Documented in page#Compatibility & Validation, frameImages and video.
    """
    assert "frame-images-without-video" in {rule for _, rule in violations(request_)}


@pytest.mark.parametrize(
    "request_", [{"positivePrompt": "a cat", "inputs": {"video": "https://example.com/a.mp4"}}]
)
def test_rule_video_sets_the_size_kept(request_: Any) -> None:
    """Leave out width, height and resolution when you give an input video.

    Documented in page#Compatibility & Validation, video and size.
    """
    assert violations(request_) == set()


@pytest.mark.parametrize(
    "request_",
    [
        {
            "positivePrompt": "a cat",
            "width": 848,
            "height": 480,
            "inputs": {"video": "https://example.com/a.mp4"},
        },
        {
            "positivePrompt": "a cat",
            "resolution": "480p",
            "inputs": {"video": "https://example.com/a.mp4"},
        },
    ],
)
def test_rule_video_sets_the_size_broken(request_: Any) -> None:
    """Leave out width, height and resolution when you give an input video.

    Documented in page#Compatibility & Validation, video and size.
    """
    assert "video-sets-the-size" in {rule for _, rule in violations(request_)}


@pytest.mark.parametrize(
    "request_",
    [
        {
            "positivePrompt": "a cat",
            "duration": 2,
            "inputs": {"video": "https://example.com/a.mp4"},
        },
        {
            "positivePrompt": "a cat",
            "duration": 10,
            "inputs": {"video": "https://example.com/a.mp4"},
        },
        {"positivePrompt": "a cat", "duration": 15, "width": 848, "height": 480},
    ],
)
def test_rule_video_duration_2_to_10_kept(request_: Any) -> None:
    """With an input video, ask for 2 to 10 seconds.

    Documented in page#Compatibility & Validation, video and duration.
    """
    assert violations(request_) == set()


@pytest.mark.parametrize(
    "request_",
    [
        {
            "positivePrompt": "a cat",
            "duration": 1,
            "inputs": {"video": "https://example.com/a.mp4"},
        },
        {
            "positivePrompt": "a cat",
            "duration": 11,
            "inputs": {"video": "https://example.com/a.mp4"},
        },
    ],
)
def test_rule_video_duration_2_to_10_broken(request_: Any) -> None:
    """With an input video, ask for 2 to 10 seconds.

    Documented in page#Compatibility & Validation, video and duration.
    """
    assert "video-duration-2-to-10" in {rule for _, rule in violations(request_)}


@pytest.mark.parametrize(
    "request_",
    [
        {
            "positivePrompt": "a cat",
            "resolution": "720p",
            "inputs": {"frameImages": ["https://example.com/a.png"]},
        },
        {"positivePrompt": "a cat", "width": 1280, "height": 720},
    ],
)
def test_rule_resolution_without_size_kept(request_: Any) -> None:
    """Give resolution, or width and height, not both.

    Documented in page#Compatibility & Validation, resolution and size.
    """
    assert violations(request_) == set()


@pytest.mark.parametrize(
    "request_", [{"positivePrompt": "a cat", "resolution": "720p", "width": 1280, "height": 720}]
)
def test_rule_resolution_without_size_broken(request_: Any) -> None:
    """Give resolution, or width and height, not both.

    Documented in page#Compatibility & Validation, resolution and size.
    """
    assert "resolution-without-size" in {rule for _, rule in violations(request_)}


@pytest.mark.parametrize(
    "request_",
    [
        {
            "positivePrompt": "a cat",
            "resolution": "480p",
            "inputs": {"frameImages": [{"image": "https://example.com/a.png"}]},
        },
    ],
)
def test_rule_resolution_needs_frame_image_kept(request_: Any) -> None:
    """Give at least one frame image when you give resolution.

    Documented in page#Compatibility & Validation, resolution and frameImages.
    """
    assert violations(request_) == set()


@pytest.mark.parametrize(
    "request_",
    [
        {"positivePrompt": "a cat", "resolution": "480p", "inputs": {"frameImages": []}},
        {"positivePrompt": "a cat", "resolution": "480p"},
    ],
)
def test_rule_resolution_needs_frame_image_broken(request_: Any) -> None:
    """Give at least one frame image when you give resolution.

    Documented in page#Compatibility & Validation, resolution and frameImages.
    """
    assert "resolution-needs-frame-image" in {rule for _, rule in violations(request_)}


@pytest.mark.parametrize("request_", [{"positivePrompt": "a cat", "width": 480, "height": 480}])
def test_rule_size_comes_in_pairs_kept(request_: Any) -> None:
    """Give width and height together.

    Documented in page#Compatibility & Validation, width and height.
    """
    assert violations(request_) == set()


@pytest.mark.parametrize(
    "request_",
    [
        {"positivePrompt": "a cat", "width": 848},
        {"positivePrompt": "a cat", "height": 480},
    ],
)
def test_rule_size_comes_in_pairs_broken(request_: Any) -> None:
    """Give width and height together.

    Documented in page#Compatibility & Validation, width and height.
    """
    assert "size-comes-in-pairs" in {rule for _, rule in violations(request_)}


@pytest.mark.parametrize(
    "request_",
    [
        {"positivePrompt": "a cat", "width": 848, "height": 480},
        {"positivePrompt": "a cat", "width": 1088, "height": 720},
    ],
)
def test_rule_size_from_the_table_kept(request_: Any) -> None:
    """Take width and height from the table of sizes.

    Documented in page#Compatibility & Validation, dimension combinations.
    """
    assert violations(request_) == set()


@pytest.mark.parametrize(
    "request_",
    [
        {"positivePrompt": "a cat", "width": 854, "height": 480},
        {"positivePrompt": "a cat", "width": 1080, "height": 720},
        {"positivePrompt": "a cat", "width": 480, "height": 1280},
    ],
)
def test_rule_size_from_the_table_broken(request_: Any) -> None:
    """Take width and height from the table of sizes.

    Documented in page#Compatibility & Validation, dimension combinations.
    """
    assert "size-from-the-table" in {rule for _, rule in violations(request_)}


def test_price_1_480p_t2v_6_s() -> None:
    """480p T2V 6 s.

    Documented in page#Pricing, row 1.
    """
    request = {"positivePrompt": "a cat", "width": 848, "height": 480, "duration": 6}
    assert violations(request) == set()
    estimate = estimate_video_inference(request)
    assert estimate.low == estimate.high == Decimal("0.30")
    assert estimate.exact


def test_price_2_720p_t2v_6_s() -> None:
    """720p T2V 6 s.

    Documented in page#Pricing, row 2.
    """
    request = {"positivePrompt": "a cat", "width": 1280, "height": 720, "duration": 6}
    assert violations(request) == set()
    estimate = estimate_video_inference(request)
    assert estimate.low == estimate.high == Decimal("0.42")
    assert estimate.exact


def test_price_3_480p_i2v_6_s() -> None:
    """480p I2V 6 s.

    Documented in page#Pricing, row 3.
    """
    request = {
        "positivePrompt": "a cat",
        "resolution": "480p",
        "duration": 6,
        "inputs": {"frameImages": ["https://example.com/a.png"]},
    }
    assert violations(request) == set()
    estimate = estimate_video_inference(request)
    assert estimate.low == estimate.high == Decimal("0.302")
    assert estimate.exact


def test_price_4_720p_i2v_6_s() -> None:
    """720p I2V 6 s.

    Documented in page#Pricing, row 4.
    """
    request = {
        "positivePrompt": "a cat",
        "resolution": "720p",
        "duration": 6,
        "inputs": {"frameImages": ["https://example.com/a.png"]},
    }
    assert violations(request) == set()
    estimate = estimate_video_inference(request)
    assert estimate.low == estimate.high == Decimal("0.422")
    assert estimate.exact


def test_price_5_480p_v2v_6_s() -> None:
    """480p V2V 6 s.

    Documented in page#Pricing, row 5.
    """
    request = {
        "positivePrompt": "a cat",
        "duration": 6,
        "inputs": {"video": "https://example.com/a.mp4"},
    }
    assert violations(request) == set()
    estimate = estimate_video_inference(request, input_video_seconds="6", output_tier="480p")
    assert estimate.low == estimate.high == Decimal("0.36")
    assert estimate.exact


def test_price_6_720p_v2v_6_s() -> None:
    """720p V2V 6 s.

    Documented in page#Pricing, row 6.
    """
    request = {
        "positivePrompt": "a cat",
        "duration": 6,
        "inputs": {"video": "https://example.com/a.mp4"},
    }
    assert violations(request) == set()
    estimate = estimate_video_inference(request, input_video_seconds="6", output_tier="720p")
    assert estimate.low == estimate.high == Decimal("0.48")
    assert estimate.exact
