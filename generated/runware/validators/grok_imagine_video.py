"""Judge requests to Grok Imagine Video at Runware before they are paid for.

Written by `specloom generate` from specs/runware/grok-imagine-video.yaml. Edit the spec, not this
file.
"""

from __future__ import annotations

from ..._runtime.checks import (
    array,
    boolean,
    choice,
    integer,
    missing,
    string,
    unknown_keys,
    wrong_type,
)
from ..._runtime.formats import is_uri, is_uuid4
from ..._runtime.rules import broken, members, outside, unpaired
from ..._runtime.violations import Violation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_VIDEO_INFERENCE_PARAMS_KEYS = frozenset(
    {
        "taskType",
        "taskUUID",
        "outputType",
        "outputFormat",
        "outputQuality",
        "webhookURL",
        "deliveryMethod",
        "uploadEndpoint",
        "safety",
        "ttl",
        "includeCost",
        "numberResults",
        "inputs",
        "model",
        "positivePrompt",
        "width",
        "height",
        "resolution",
        "duration",
    }
)
_VIDEO_INFERENCE_OUTPUT_FORMAT = ("MP4", "WEBM", "MOV")
_SAFETY_KEYS = frozenset({"checkContent", "mode"})
_SAFETY_MODE = ("none", "fast", "full")
_INPUTS_KEYS = frozenset({"referenceImages", "frameImages", "video"})
_FRAME_IMAGE_KEYS = frozenset({"image", "frame"})
_VIDEO_INFERENCE_RESOLUTION = ("480p", "720p")
_SIZES = (
    (480, 480),
    (848, 480),
    (480, 848),
    (640, 480),
    (480, 640),
    (720, 480),
    (480, 720),
    (720, 720),
    (1280, 720),
    (720, 1280),
    (960, 720),
    (720, 960),
    (1088, 720),
    (720, 1088),
)


def validate_video_inference(params: object) -> list[Violation]:
    """Judge a request to runware/grok-imagine-video/video-inference.

    Makes a clip from a text, from a first frame, or from another clip; the inputs decide which.

    Returns every violation, and an empty list for a request that keeps to the documentation. The
    request is a dict as the provider documents it; it is not changed.

    https://runware.ai/docs/models/xai-grok-imagine-video

    Rules:

    - one-origin-of-the-picture: Give frame images, or an input video, or width and height, and only
      one of the three.
    - frame-images-without-reference-images: Leave out reference images when you give frame images.
    - frame-images-without-video: Give frame images or an input video, not both.
    - video-sets-the-size: Leave out width, height and resolution when you give an input video.
    - video-duration-2-to-10: With an input video, ask for 2 to 10 seconds.
    - resolution-without-size: Give resolution, or width and height, not both.
    - resolution-needs-frame-image: Give at least one frame image when you give resolution.
    - size-comes-in-pairs: Give width and height together.
    - size-from-the-table: Take width and height from the table of sizes.

    >>> validate_video_inference({
    ...     "positivePrompt": "a lighthouse in a storm",
    ...     "width": 1280,
    ...     "height": 720,
    ...     "duration": 8,
    ... })
    []
    """
    found: list[Violation] = []
    if not isinstance(params, dict):
        wrong_type(found, "", params, "page#Request Parameters", "an object")
        return found
    if not params.keys() <= _VIDEO_INFERENCE_PARAMS_KEYS:
        unknown_keys(found, "", params, "page#Request Parameters", _VIDEO_INFERENCE_PARAMS_KEYS)
    if "taskType" in params:
        value = params["taskType"]
        if value != "videoInference":
            choice(
                found,
                "/taskType",
                value,
                "page#Request Parameters, taskType",
                ("videoInference",),
                "const",
            )
    if "taskUUID" in params:
        value = params["taskUUID"]
        if type(value) is not str or not is_uuid4(value):
            string(found, "/taskUUID", value, "page#Request Parameters, taskUUID", form="uuid4")
    if "outputType" in params:
        value = params["outputType"]
        if value != "URL":
            choice(found, "/outputType", value, "page#Request Parameters, outputType", ("URL",))
    if "outputFormat" in params:
        value = params["outputFormat"]
        if value not in _VIDEO_INFERENCE_OUTPUT_FORMAT:
            choice(
                found,
                "/outputFormat",
                value,
                "page#Request Parameters, outputFormat",
                _VIDEO_INFERENCE_OUTPUT_FORMAT,
            )
    if "outputQuality" in params:
        value = params["outputQuality"]
        if type(value) is not int or not 20 <= value <= 99:
            integer(
                found,
                "/outputQuality",
                value,
                "page#Request Parameters, outputQuality",
                minimum=20,
                maximum=99,
            )
    if "webhookURL" in params:
        value = params["webhookURL"]
        if type(value) is not str or not is_uri(value):
            string(found, "/webhookURL", value, "page#Request Parameters, webhookURL", form="uri")
    if "deliveryMethod" in params:
        value = params["deliveryMethod"]
        if value != "async":
            choice(
                found,
                "/deliveryMethod",
                value,
                "page#Request Parameters, deliveryMethod",
                ("async",),
            )
    if "uploadEndpoint" in params:
        value = params["uploadEndpoint"]
        if type(value) is not str or not is_uri(value):
            string(
                found,
                "/uploadEndpoint",
                value,
                "page#Request Parameters, uploadEndpoint",
                form="uri",
            )
    if "safety" in params:
        _check_safety(found, "/safety", params["safety"])
    if "ttl" in params:
        value = params["ttl"]
        if type(value) is not int or value < 60:
            integer(found, "/ttl", value, "page#Request Parameters, ttl", minimum=60)
    if "includeCost" in params:
        value = params["includeCost"]
        if type(value) is not bool:
            boolean(found, "/includeCost", value, "page#Request Parameters, includeCost")
    if "numberResults" in params:
        value = params["numberResults"]
        if type(value) is not int or not 1 <= value <= 4:
            integer(
                found,
                "/numberResults",
                value,
                "page#Request Parameters, numberResults",
                minimum=1,
                maximum=4,
            )
    if "inputs" in params:
        _check_inputs(found, "/inputs", params["inputs"])
    if "model" in params:
        value = params["model"]
        if value != "xai:grok-imagine@video":
            choice(
                found,
                "/model",
                value,
                "page#Request Parameters, model",
                ("xai:grok-imagine@video",),
                "const",
            )
    if "positivePrompt" in params:
        value = params["positivePrompt"]
        if type(value) is not str or len(value) < 1:
            string(
                found,
                "/positivePrompt",
                value,
                "page#Request Parameters, positivePrompt",
                min_length=1,
            )
    else:
        missing(found, "", "positivePrompt", "page#Request Parameters, positivePrompt")
    if "width" in params:
        value = params["width"]
        if type(value) is not int:
            integer(found, "/width", value, "page#Request Parameters, width")
    if "height" in params:
        value = params["height"]
        if type(value) is not int:
            integer(found, "/height", value, "page#Request Parameters, height")
    if "resolution" in params:
        value = params["resolution"]
        if value not in _VIDEO_INFERENCE_RESOLUTION:
            choice(
                found,
                "/resolution",
                value,
                "page#Request Parameters, resolution",
                _VIDEO_INFERENCE_RESOLUTION,
            )
    if "duration" in params:
        value = params["duration"]
        if type(value) is not int or not 1 <= value <= 15:
            integer(
                found,
                "/duration",
                value,
                "page#Request Parameters, duration",
                minimum=1,
                maximum=15,
            )
    _check_video_inference_rules(found, params)
    return found


def _check_video_inference_rules(found: list[Violation], params: dict[str, Any]) -> None:
    inputs = members(params, "inputs")
    given = (
        ("frameImages" in inputs) + ("video" in inputs) + ("width" in params or "height" in params)
    )
    if given != 1:
        broken(
            found,
            "",
            "one-origin-of-the-picture",
            "Give frame images, or an input video, or width and height, and only one of the three.",
            "page#Compatibility & Validation, exactly one",
        )
    if "frameImages" in inputs and "referenceImages" in inputs:
        broken(
            found,
            "/inputs",
            "frame-images-without-reference-images",
            "Leave out reference images when you give frame images.",
            "page#Compatibility & Validation, frameImages and referenceImages",
        )
    if "frameImages" in inputs and "video" in inputs:
        broken(
            found,
            "/inputs",
            "frame-images-without-video",
            "Give frame images or an input video, not both.",
            "page#Compatibility & Validation, frameImages and video",
        )
    if "video" in inputs and ("width" in params or "height" in params or "resolution" in params):
        broken(
            found,
            "",
            "video-sets-the-size",
            "Leave out width, height and resolution when you give an input video.",
            "page#Compatibility & Validation, video and size",
        )
    if (
        "video" in inputs
        and "duration" in params
        and outside(params["duration"], minimum=2, maximum=10)
    ):
        broken(
            found,
            "",
            "video-duration-2-to-10",
            "With an input video, ask for 2 to 10 seconds.",
            "page#Compatibility & Validation, video and duration",
        )
    if "resolution" in params and ("width" in params or "height" in params):
        broken(
            found,
            "",
            "resolution-without-size",
            "Give resolution, or width and height, not both.",
            "page#Compatibility & Validation, resolution and size",
        )
    if "resolution" in params and (
        "frameImages" not in inputs or outside(inputs["frameImages"], min_items=1)
    ):
        broken(
            found,
            "",
            "resolution-needs-frame-image",
            "Give at least one frame image when you give resolution.",
            "page#Compatibility & Validation, resolution and frameImages",
        )
    if ("width" in params) != ("height" in params):
        broken(
            found,
            "",
            "size-comes-in-pairs",
            "Give width and height together.",
            "page#Compatibility & Validation, width and height",
        )
    if (
        "width" in params
        and "height" in params
        and (params["width"], params["height"]) not in _SIZES
        and unpaired(params["width"], params["height"], _SIZES)
    ):
        broken(
            found,
            "",
            "size-from-the-table",
            "Take width and height from the table of sizes.",
            "page#Compatibility & Validation, dimension combinations",
        )


def _check_safety(found: list[Violation], path: str, parent: Any) -> None:
    if not isinstance(parent, dict):
        wrong_type(found, path, parent, "page#Request Parameters, safety", "an object")
        return
    if not parent.keys() <= _SAFETY_KEYS:
        unknown_keys(found, path, parent, "page#Request Parameters, safety", _SAFETY_KEYS)
    if "checkContent" in parent:
        value = parent["checkContent"]
        if type(value) is not bool:
            boolean(
                found, f"{path}/checkContent", value, "page#Request Parameters, safety.checkContent"
            )
    if "mode" in parent:
        value = parent["mode"]
        if value not in _SAFETY_MODE:
            choice(
                found, f"{path}/mode", value, "page#Request Parameters, safety.mode", _SAFETY_MODE
            )


def _check_inputs(found: list[Violation], path: str, parent: Any) -> None:
    if not isinstance(parent, dict):
        wrong_type(found, path, parent, "page#Request Parameters, Inputs", "an object")
        return
    if not parent.keys() <= _INPUTS_KEYS:
        unknown_keys(found, path, parent, "page#Request Parameters, Inputs", _INPUTS_KEYS)
    if "referenceImages" in parent:
        value = parent["referenceImages"]
        if type(value) is not list:
            array(
                found,
                f"{path}/referenceImages",
                value,
                "page#Request Parameters, inputs.referenceImages",
            )
        if isinstance(value, list):
            for index, item in enumerate(value):
                if type(item) is not str:
                    string(
                        found,
                        f"{path}/referenceImages/{index}",
                        item,
                        "page#Request Parameters, inputs.referenceImages",
                    )
    if "frameImages" in parent:
        value = parent["frameImages"]
        if type(value) is not list:
            array(
                found, f"{path}/frameImages", value, "page#Request Parameters, inputs.frameImages"
            )
        if isinstance(value, list):
            for index, item in enumerate(value):
                _check_inputs_frame_image(found, f"{path}/frameImages/{index}", item)
    if "video" in parent:
        value = parent["video"]
        if type(value) is not str:
            string(found, f"{path}/video", value, "page#Request Parameters, inputs.video")


def _check_inputs_frame_image(found: list[Violation], path: str, value: Any) -> None:
    if isinstance(value, str):
        pass
    elif isinstance(value, dict):
        _check_frame_image(found, path, value)
    else:
        wrong_type(
            found, path, value, "page#Request Parameters, inputs.frameImages", "text or an object"
        )


def _check_frame_image(found: list[Violation], path: str, parent: Any) -> None:
    if not isinstance(parent, dict):
        wrong_type(found, path, parent, "page#Request Parameters, inputs.frameImages", "an object")
        return
    if not parent.keys() <= _FRAME_IMAGE_KEYS:
        unknown_keys(
            found, path, parent, "page#Request Parameters, inputs.frameImages", _FRAME_IMAGE_KEYS
        )
    if "image" in parent:
        value = parent["image"]
        if type(value) is not str:
            string(
                found, f"{path}/image", value, "page#Request Parameters, inputs.frameImages.image"
            )
    else:
        missing(found, path, "image", "page#Request Parameters, inputs.frameImages.image")
    if "frame" in parent:
        value = parent["frame"]
        choice(
            found,
            f"{path}/frame",
            value,
            "page#Request Parameters, inputs.frameImages.frame",
            ("first", 0),
        )
