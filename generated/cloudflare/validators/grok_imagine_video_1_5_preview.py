"""Judge requests to Grok Imagine Video 1.5 Preview at Cloudflare before they are paid for.

Written by `specloom generate` from specs/cloudflare/grok-imagine-video-1.5-preview.yaml. Edit the
spec, not this file.
"""

from __future__ import annotations

from ..._runtime.checks import array, choice, integer, missing, string, unknown_keys, wrong_type
from ..._runtime.violations import Violation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_RUN_PARAMS_KEYS = frozenset(
    {
        "_operation",
        "prompt",
        "duration",
        "aspect_ratio",
        "resolution",
        "size",
        "image",
        "video",
        "reference_images",
        "output",
        "user",
    }
)
_RUN_OPERATION = ("generate", "edit", "extend")
_RUN_ASPECT_RATIO = ("1:1", "16:9", "9:16", "4:3", "3:4", "3:2", "2:3")
_RUN_RESOLUTION = ("480p", "720p")
_RUN_SIZE = ("848x480", "1696x960", "1280x720", "1920x1080")
_RUN_IMAGE_KEYS = frozenset({"url"})
_RUN_VIDEO_KEYS = frozenset({"url"})
_RUN_REFERENCE_IMAGE_KEYS = frozenset({"url"})
_RUN_OUTPUT_KEYS = frozenset({"upload_url"})


def validate_run(params: object) -> list[Violation]:
    """Judge a request to cloudflare/grok-imagine-video-1.5-preview/run.

    Makes a video from text or images, or changes or lengthens one that exists, and waits until it
    is ready.

    Returns every violation, and an empty list for a request that keeps to the documentation. The
    request is a dict as the provider documents it; it is not changed.

    https://developers.cloudflare.com/ai/models/xai/grok-imagine-video-1.5-preview/

    >>> validate_run({
    ...     "prompt": "stars over a hill",
    ...     "image": {"url": "https://docs.x.ai/assets/api-examples/video/milkyway-still.png"},
    ...     "duration": 12,
    ... })
    []
    """
    found: list[Violation] = []
    if not isinstance(params, dict):
        wrong_type(found, "", params, "page-1-5-preview#Usage, cURL", "an object")
        return found
    if not params.keys() <= _RUN_PARAMS_KEYS:
        unknown_keys(found, "", params, "page-1-5-preview#Usage, cURL", _RUN_PARAMS_KEYS)
    if "_operation" in params:
        value = params["_operation"]
        if value not in _RUN_OPERATION:
            choice(
                found, "/_operation", value, "page-1-5-preview#Parameters, Input", _RUN_OPERATION
            )
    if "prompt" in params:
        value = params["prompt"]
        if type(value) is not str:
            string(found, "/prompt", value, "page-1-5-preview#Parameters, Input")
    if "duration" in params:
        value = params["duration"]
        if type(value) is not int or not 1 <= value <= 15:
            integer(
                found,
                "/duration",
                value,
                "page-1-5-preview#Parameters, Input",
                minimum=1,
                maximum=15,
            )
    if "aspect_ratio" in params:
        value = params["aspect_ratio"]
        if value not in _RUN_ASPECT_RATIO:
            choice(
                found,
                "/aspect_ratio",
                value,
                "page-1-5-preview#Parameters, Input",
                _RUN_ASPECT_RATIO,
            )
    if "resolution" in params:
        value = params["resolution"]
        if value not in _RUN_RESOLUTION:
            choice(
                found, "/resolution", value, "page-1-5-preview#Parameters, Input", _RUN_RESOLUTION
            )
    if "size" in params:
        value = params["size"]
        if value not in _RUN_SIZE:
            choice(found, "/size", value, "page-1-5-preview#Parameters, Input", _RUN_SIZE)
    if "image" in params:
        _check_run_image(found, "/image", params["image"])
    if "video" in params:
        _check_run_video(found, "/video", params["video"])
    if "reference_images" in params:
        value = params["reference_images"]
        if type(value) is not list or len(value) > 10:
            array(
                found,
                "/reference_images",
                value,
                "page-1-5-preview#Parameters, Input",
                max_items=10,
            )
        if isinstance(value, list):
            for index, item in enumerate(value):
                _check_run_reference_image(found, f"/reference_images/{index}", item)
    if "output" in params:
        _check_run_output(found, "/output", params["output"])
    if "user" in params:
        value = params["user"]
        if type(value) is not str:
            string(found, "/user", value, "page-1-5-preview#Parameters, Input")
    return found


def _check_run_image(found: list[Violation], path: str, parent: Any) -> None:
    if not isinstance(parent, dict):
        wrong_type(found, path, parent, "page-1-5-preview#Parameters, Input", "an object")
        return
    if not parent.keys() <= _RUN_IMAGE_KEYS:
        unknown_keys(found, path, parent, "page-1-5-preview#Parameters, Input", _RUN_IMAGE_KEYS)
    if "url" in parent:
        value = parent["url"]
        if type(value) is not str:
            string(found, f"{path}/url", value, "catalogue-1-5-preview#schema.input, image")
    else:
        missing(found, path, "url", "catalogue-1-5-preview#schema.input, image")


def _check_run_video(found: list[Violation], path: str, parent: Any) -> None:
    if not isinstance(parent, dict):
        wrong_type(found, path, parent, "page-1-5-preview#Parameters, Input", "an object")
        return
    if not parent.keys() <= _RUN_VIDEO_KEYS:
        unknown_keys(found, path, parent, "page-1-5-preview#Parameters, Input", _RUN_VIDEO_KEYS)
    if "url" in parent:
        value = parent["url"]
        if type(value) is not str:
            string(found, f"{path}/url", value, "catalogue-1-5-preview#schema.input, video")
    else:
        missing(found, path, "url", "catalogue-1-5-preview#schema.input, video")


def _check_run_reference_image(found: list[Violation], path: str, parent: Any) -> None:
    if not isinstance(parent, dict):
        wrong_type(
            found, path, parent, "catalogue-1-5-preview#schema.input, reference_images", "an object"
        )
        return
    if not parent.keys() <= _RUN_REFERENCE_IMAGE_KEYS:
        unknown_keys(
            found,
            path,
            parent,
            "catalogue-1-5-preview#schema.input, reference_images",
            _RUN_REFERENCE_IMAGE_KEYS,
        )
    if "url" in parent:
        value = parent["url"]
        if type(value) is not str:
            string(
                found, f"{path}/url", value, "catalogue-1-5-preview#schema.input, reference_images"
            )
    else:
        missing(found, path, "url", "catalogue-1-5-preview#schema.input, reference_images")


def _check_run_output(found: list[Violation], path: str, parent: Any) -> None:
    if not isinstance(parent, dict):
        wrong_type(found, path, parent, "page-1-5-preview#Parameters, Input", "an object")
        return
    if not parent.keys() <= _RUN_OUTPUT_KEYS:
        unknown_keys(found, path, parent, "page-1-5-preview#Parameters, Input", _RUN_OUTPUT_KEYS)
    if "upload_url" in parent:
        value = parent["upload_url"]
        if type(value) is not str:
            string(found, f"{path}/upload_url", value, "catalogue-1-5-preview#schema.input, output")
    else:
        missing(found, path, "upload_url", "catalogue-1-5-preview#schema.input, output")
