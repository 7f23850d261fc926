"""Parameters of grok-imagine-video at AI/ML API.

Written by `specloom generate` from specs/aimlapi/grok-imagine-video.yaml. Edit the spec, not this
file.
"""

from typing import Literal, NotRequired, TypedDict


class GenerateParams(TypedDict):
    """What aimlapi/grok-imagine-video/generate takes (https://docs.aimlapi.com/api-references/video-models/xai/grok-imagine-video)."""

    model: NotRequired[Literal["x-ai/grok-imagine-video"]]
    """Which model runs. The client fills it in; a value that is given must be right."""

    prompt: NotRequired[str]
    """What the video should show and what should happen in it."""

    image_url: NotRequired[str]
    """Image that the video starts from. Leave it out for text alone. The image may be given as url."""

    reference_images: NotRequired[list[str]]
    """Images of what should appear in the video. At least 1 item. At most 7 items."""

    duration: NotRequired[int]
    """Length of the video in seconds. Unit: second. If it is absent, the server assumes 10. 1 to 15."""

    aspect_ratio: NotRequired[Literal["1:1", "16:9", "9:16", "4:3", "3:4", "3:2", "2:3"]]
    """Width to height of the video. If it is absent, the server assumes "16:9"."""

    resolution: NotRequired[Literal["480p", "720p", "1080p"]]
    """
    Resolution tier of the video. If it is absent, the server assumes "720p", provided that
    image_url is absent and reference_images is absent. It follows from the resolution of the images
    that are sent.
    """
