"""Judge requests to Grok Imagine Video at fal before they are paid for.

Written by `specloom generate` from specs/fal/grok-imagine-video.yaml. Edit the spec, not this file.
"""

from __future__ import annotations

from ..._runtime.checks import array, choice, integer, missing, string, unknown_keys, wrong_type
from ..._runtime.violations import Violation

_IMAGE_TO_VIDEO_PARAMS_KEYS = frozenset(
    {"prompt", "duration", "aspect_ratio", "resolution", "image_url"}
)
_IMAGE_TO_VIDEO_ASPECT_RATIO = ("auto", "16:9", "4:3", "3:2", "1:1", "2:3", "3:4", "9:16")
_IMAGE_TO_VIDEO_RESOLUTION = ("480p", "720p")
_TEXT_TO_VIDEO_PARAMS_KEYS = frozenset({"prompt", "duration", "aspect_ratio", "resolution"})
_TEXT_TO_VIDEO_ASPECT_RATIO = ("16:9", "4:3", "3:2", "1:1", "2:3", "3:4", "9:16")
_TEXT_TO_VIDEO_RESOLUTION = ("480p", "720p")
_REFERENCE_TO_VIDEO_PARAMS_KEYS = frozenset(
    {"prompt", "reference_image_urls", "duration", "aspect_ratio", "resolution"}
)
_REFERENCE_TO_VIDEO_ASPECT_RATIO = ("16:9", "4:3", "3:2", "1:1", "2:3", "3:4", "9:16")
_REFERENCE_TO_VIDEO_RESOLUTION = ("480p", "720p")
_EDIT_VIDEO_PARAMS_KEYS = frozenset({"prompt", "video_url", "resolution"})
_EDIT_VIDEO_RESOLUTION = ("auto", "480p", "720p")
_EXTEND_VIDEO_PARAMS_KEYS = frozenset({"prompt", "video_url", "duration"})


def validate_image_to_video(params: object) -> list[Violation]:
    """Judge a request to fal/grok-imagine-video/image-to-video.

    Sets a still image in motion.

    Returns every violation, and an empty list for a request that keeps to the documentation. The
    request is a dict as the provider documents it; it is not changed.

    https://fal.ai/models/xai/grok-imagine-video/image-to-video/playground

    >>> validate_image_to_video({
    ...     "prompt": "a knight walks through a glowing wood",
    ...     "image_url": "https://v3b.fal.media/files/b/0a8b90e0/BFLE9VDlZqsryU-UA3BoD_image_004.png",
    ... })
    []
    """
    found: list[Violation] = []
    if not isinstance(params, dict):
        wrong_type(found, "", params, "page#Image To Video, Endpoint ID", "an object")
        return found
    if not params.keys() <= _IMAGE_TO_VIDEO_PARAMS_KEYS:
        unknown_keys(
            found, "", params, "page#Image To Video, Endpoint ID", _IMAGE_TO_VIDEO_PARAMS_KEYS
        )
    if "prompt" in params:
        value = params["prompt"]
        if type(value) is not str:
            string(found, "/prompt", value, "page#Image To Video, Input Schema")
    else:
        missing(found, "", "prompt", "page#Image To Video, Input Schema")
    if "duration" in params:
        value = params["duration"]
        if type(value) is not int or not 1 <= value <= 15:
            integer(
                found,
                "/duration",
                value,
                "page#Image To Video, Input Schema",
                minimum=1,
                maximum=15,
            )
    if "aspect_ratio" in params:
        value = params["aspect_ratio"]
        if value not in _IMAGE_TO_VIDEO_ASPECT_RATIO:
            choice(
                found,
                "/aspect_ratio",
                value,
                "page#Image To Video, Input Schema",
                _IMAGE_TO_VIDEO_ASPECT_RATIO,
            )
    if "resolution" in params:
        value = params["resolution"]
        if value not in _IMAGE_TO_VIDEO_RESOLUTION:
            choice(
                found,
                "/resolution",
                value,
                "page#Image To Video, Input Schema",
                _IMAGE_TO_VIDEO_RESOLUTION,
            )
    if "image_url" in params:
        value = params["image_url"]
        if type(value) is not str:
            string(found, "/image_url", value, "page#Image To Video, Input Schema")
    else:
        missing(found, "", "image_url", "page#Image To Video, Input Schema")
    return found


def validate_text_to_video(params: object) -> list[Violation]:
    """Judge a request to fal/grok-imagine-video/text-to-video.

    Makes a video from a description.

    Returns every violation, and an empty list for a request that keeps to the documentation. The
    request is a dict as the provider documents it; it is not changed.

    https://fal.ai/models/xai/grok-imagine-video/text-to-video/playground

    >>> validate_text_to_video({"prompt": "a girl runs out of a house in spring"})
    []
    """
    found: list[Violation] = []
    if not isinstance(params, dict):
        wrong_type(found, "", params, "page#Text To Video, Endpoint ID", "an object")
        return found
    if not params.keys() <= _TEXT_TO_VIDEO_PARAMS_KEYS:
        unknown_keys(
            found, "", params, "page#Text To Video, Endpoint ID", _TEXT_TO_VIDEO_PARAMS_KEYS
        )
    if "prompt" in params:
        value = params["prompt"]
        if type(value) is not str:
            string(found, "/prompt", value, "page#Text To Video, Input Schema")
    else:
        missing(found, "", "prompt", "page#Text To Video, Input Schema")
    if "duration" in params:
        value = params["duration"]
        if type(value) is not int or not 1 <= value <= 15:
            integer(
                found, "/duration", value, "page#Text To Video, Input Schema", minimum=1, maximum=15
            )
    if "aspect_ratio" in params:
        value = params["aspect_ratio"]
        if value not in _TEXT_TO_VIDEO_ASPECT_RATIO:
            choice(
                found,
                "/aspect_ratio",
                value,
                "page#Text To Video, Input Schema",
                _TEXT_TO_VIDEO_ASPECT_RATIO,
            )
    if "resolution" in params:
        value = params["resolution"]
        if value not in _TEXT_TO_VIDEO_RESOLUTION:
            choice(
                found,
                "/resolution",
                value,
                "page#Text To Video, Input Schema",
                _TEXT_TO_VIDEO_RESOLUTION,
            )
    return found


def validate_reference_to_video(params: object) -> list[Violation]:
    """Judge a request to fal/grok-imagine-video/reference-to-video.

    Makes a video in which the things or the style of one to seven images appear.

    Returns every violation, and an empty list for a request that keeps to the documentation. The
    request is a dict as the provider documents it; it is not changed.

    https://fal.ai/models/xai/grok-imagine-video/reference-to-video/playground

    >>> validate_reference_to_video({
    ...     "prompt": "@Image1 in a meadow",
    ...     "reference_image_urls": [
    ...         "https://v3b.fal.media/files/b/0a8b90e0/BFLE9VDlZqsryU-UA3BoD_image_004.png",
    ...     ],
    ... })
    []
    """
    found: list[Violation] = []
    if not isinstance(params, dict):
        wrong_type(found, "", params, "page#Reference To Video, Endpoint ID", "an object")
        return found
    if not params.keys() <= _REFERENCE_TO_VIDEO_PARAMS_KEYS:
        unknown_keys(
            found,
            "",
            params,
            "page#Reference To Video, Endpoint ID",
            _REFERENCE_TO_VIDEO_PARAMS_KEYS,
        )
    if "prompt" in params:
        value = params["prompt"]
        if type(value) is not str:
            string(found, "/prompt", value, "page#Reference To Video, Input Schema")
    else:
        missing(found, "", "prompt", "page#Reference To Video, Input Schema")
    if "reference_image_urls" in params:
        value = params["reference_image_urls"]
        if type(value) is not list or len(value) < 1 or len(value) > 7:
            array(
                found,
                "/reference_image_urls",
                value,
                "page#Reference To Video, Input Schema",
                min_items=1,
                max_items=7,
            )
        if isinstance(value, list):
            for index, item in enumerate(value):
                if type(item) is not str:
                    string(
                        found,
                        f"/reference_image_urls/{index}",
                        item,
                        "page#Reference To Video, Input Schema",
                    )
    else:
        missing(found, "", "reference_image_urls", "page#Reference To Video, Input Schema")
    if "duration" in params:
        value = params["duration"]
        if type(value) is not int or not 1 <= value <= 10:
            integer(
                found,
                "/duration",
                value,
                "page#Reference To Video, Input Schema",
                minimum=1,
                maximum=10,
            )
    if "aspect_ratio" in params:
        value = params["aspect_ratio"]
        if value not in _REFERENCE_TO_VIDEO_ASPECT_RATIO:
            choice(
                found,
                "/aspect_ratio",
                value,
                "page#Reference To Video, Input Schema",
                _REFERENCE_TO_VIDEO_ASPECT_RATIO,
            )
    if "resolution" in params:
        value = params["resolution"]
        if value not in _REFERENCE_TO_VIDEO_RESOLUTION:
            choice(
                found,
                "/resolution",
                value,
                "page#Reference To Video, Input Schema",
                _REFERENCE_TO_VIDEO_RESOLUTION,
            )
    return found


def validate_edit_video(params: object) -> list[Violation]:
    """Judge a request to fal/grok-imagine-video/edit-video.

    Changes an existing video as a prompt says.

    Returns every violation, and an empty list for a request that keeps to the documentation. The
    request is a dict as the provider documents it; it is not changed.

    https://fal.ai/models/xai/grok-imagine-video/edit-video/playground

    >>> validate_edit_video({
    ...     "prompt": "add colour",
    ...     "video_url": "https://v3b.fal.media/files/b/0a8b9112/V5Z_NIPE3ppMDWivNo6_q_video_019.mp4",
    ... })
    []
    """
    found: list[Violation] = []
    if not isinstance(params, dict):
        wrong_type(found, "", params, "page#Edit Video, Endpoint ID", "an object")
        return found
    if not params.keys() <= _EDIT_VIDEO_PARAMS_KEYS:
        unknown_keys(found, "", params, "page#Edit Video, Endpoint ID", _EDIT_VIDEO_PARAMS_KEYS)
    if "prompt" in params:
        value = params["prompt"]
        if type(value) is not str:
            string(found, "/prompt", value, "page#Edit Video, Input Schema")
    else:
        missing(found, "", "prompt", "page#Edit Video, Input Schema")
    if "video_url" in params:
        value = params["video_url"]
        if type(value) is not str:
            string(found, "/video_url", value, "page#Edit Video, Input Schema")
    else:
        missing(found, "", "video_url", "page#Edit Video, Input Schema")
    if "resolution" in params:
        value = params["resolution"]
        if value not in _EDIT_VIDEO_RESOLUTION:
            choice(
                found, "/resolution", value, "page#Edit Video, Input Schema", _EDIT_VIDEO_RESOLUTION
            )
    return found


def validate_extend_video(params: object) -> list[Violation]:
    """Judge a request to fal/grok-imagine-video/extend-video.

    Lets a video go on, and returns the old and the new part in one piece.

    Returns every violation, and an empty list for a request that keeps to the documentation. The
    request is a dict as the provider documents it; it is not changed.

    https://fal.ai/models/xai/grok-imagine-video/extend-video/playground

    >>> validate_extend_video({
    ...     "prompt": "the view widens to a town at dusk",
    ...     "video_url": "https://v3b.fal.media/files/b/0a8b9112/V5Z_NIPE3ppMDWivNo6_q_video_019.mp4",
    ... })
    []
    """
    found: list[Violation] = []
    if not isinstance(params, dict):
        wrong_type(found, "", params, "page#Extend Video, Endpoint ID", "an object")
        return found
    if not params.keys() <= _EXTEND_VIDEO_PARAMS_KEYS:
        unknown_keys(found, "", params, "page#Extend Video, Endpoint ID", _EXTEND_VIDEO_PARAMS_KEYS)
    if "prompt" in params:
        value = params["prompt"]
        if type(value) is not str:
            string(found, "/prompt", value, "page#Extend Video, Input Schema")
    else:
        missing(found, "", "prompt", "page#Extend Video, Input Schema")
    if "video_url" in params:
        value = params["video_url"]
        if type(value) is not str:
            string(found, "/video_url", value, "page#Extend Video, Input Schema")
    else:
        missing(found, "", "video_url", "page#Extend Video, Input Schema")
    if "duration" in params:
        value = params["duration"]
        if type(value) is not int or not 2 <= value <= 10:
            integer(
                found, "/duration", value, "page#Extend Video, Input Schema", minimum=2, maximum=10
            )
    return found
