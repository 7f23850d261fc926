"""Judge requests to grok-imagine-video at AI/ML API before they are paid for.

Written by `specloom generate` from specs/aimlapi/grok-imagine-video.yaml. Edit the spec, not this
file.
"""

from __future__ import annotations

from ..._runtime.checks import array, choice, integer, string, unknown_keys, wrong_type
from ..._runtime.formats import is_uri
from ..._runtime.rules import broken
from ..._runtime.violations import Violation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_GENERATE_PARAMS_KEYS = frozenset(
    {"model", "prompt", "image_url", "reference_images", "duration", "aspect_ratio", "resolution"}
)
_GENERATE_ASPECT_RATIO = ("1:1", "16:9", "9:16", "4:3", "3:4", "3:2", "2:3")
_GENERATE_RESOLUTION = ("480p", "720p", "1080p")


def validate_generate(params: object) -> list[Violation]:
    """Judge a request to aimlapi/grok-imagine-video/generate.

    Makes a video from a text, an image or reference images.

    Returns every violation, and an empty list for a request that keeps to the documentation. The
    request is a dict as the provider documents it; it is not changed.

    https://docs.aimlapi.com/api-references/video-models/xai/grok-imagine-video

    Rules:

    - one-kind-of-image: Give image_url or reference_images, never both.

    >>> validate_generate({
    ...     "prompt": "a painting smiles",
    ...     "image_url": "https://raw.githubusercontent.com/aimlapi/api-docs/main/reference-files/mona_lisa_extended.jpg",
    ... })
    []
    """
    found: list[Violation] = []
    if not isinstance(params, dict):
        wrong_type(found, "", params, "page#Create a video generation task", "an object")
        return found
    if not params.keys() <= _GENERATE_PARAMS_KEYS:
        unknown_keys(
            found, "", params, "page#Create a video generation task", _GENERATE_PARAMS_KEYS
        )
    if "model" in params:
        value = params["model"]
        if value != "x-ai/grok-imagine-video":
            choice(
                found,
                "/model",
                value,
                "openapi#POST, requestBody, model",
                ("x-ai/grok-imagine-video",),
                "const",
            )
    if "prompt" in params:
        value = params["prompt"]
        if type(value) is not str:
            string(found, "/prompt", value, "page#Body, prompt")
    if "image_url" in params:
        value = params["image_url"]
        if type(value) is not str or not is_uri(value):
            string(found, "/image_url", value, "page#Body, image_url", form="uri")
    if "reference_images" in params:
        value = params["reference_images"]
        if type(value) is not list or len(value) < 1 or len(value) > 7:
            array(
                found,
                "/reference_images",
                value,
                "page#Body, reference_images",
                min_items=1,
                max_items=7,
            )
        if isinstance(value, list):
            for index, item in enumerate(value):
                if type(item) is not str or not is_uri(item):
                    string(
                        found,
                        f"/reference_images/{index}",
                        item,
                        "page#Body, reference_images",
                        form="uri",
                    )
    if "duration" in params:
        value = params["duration"]
        if type(value) is not int or not 1 <= value <= 15:
            integer(found, "/duration", value, "page#Body, duration", minimum=1, maximum=15)
    if "aspect_ratio" in params:
        value = params["aspect_ratio"]
        if value not in _GENERATE_ASPECT_RATIO:
            choice(
                found,
                "/aspect_ratio",
                value,
                "openapi#POST, requestBody, aspect_ratio",
                _GENERATE_ASPECT_RATIO,
            )
    if "resolution" in params:
        value = params["resolution"]
        if value not in _GENERATE_RESOLUTION:
            choice(
                found,
                "/resolution",
                value,
                "openapi#POST, requestBody, resolution",
                _GENERATE_RESOLUTION,
            )
    _check_generate_rules(found, params)
    return found


def _check_generate_rules(found: list[Violation], params: dict[str, Any]) -> None:
    given = ("image_url" in params) + ("reference_images" in params)
    if given > 1:
        broken(
            found,
            "",
            "one-kind-of-image",
            "Give image_url or reference_images, never both.",
            "page#Body, image_url and reference_images",
        )
