"""Parameters of Grok Imagine Video 1.5 Preview at Cloudflare.

Written by `specloom generate` from specs/cloudflare/grok-imagine-video-1.5-preview.yaml. Edit the
spec, not this file.
"""

from typing import Literal, NotRequired, TypedDict


class RunImage(TypedDict):
    """Image to start from."""

    url: str
    """Address of the image."""


class RunVideo(TypedDict):
    """Video to edit or extend. The answer has a text of the same name."""

    url: str
    """Address of the video."""


class RunReferenceImage(TypedDict):
    """One reference image."""

    url: str
    """Address of the image."""


class RunOutput(TypedDict):
    """Where the result should be put."""

    upload_url: str
    """Address to which the finished video is uploaded with PUT."""


class RunParams(TypedDict):
    """What cloudflare/grok-imagine-video-1.5-preview/run takes (https://developers.cloudflare.com/ai/models/xai/grok-imagine-video-1.5-preview/)."""

    _operation: NotRequired[Literal["generate", "edit", "extend"]]
    """
    What to do. generate: Make a new video. edit: Change the video that is given. extend: Lengthen
    the video that is given.
    """

    prompt: NotRequired[str]
    """What the video should show or how it should change."""

    duration: NotRequired[int]
    """Length of the video in seconds. Unit: second. 1 to 15."""

    aspect_ratio: NotRequired[Literal["1:1", "16:9", "9:16", "4:3", "3:4", "3:2", "2:3"]]
    """Width to height of the video."""

    resolution: NotRequired[Literal["480p", "720p"]]
    """Resolution tier of the video; it decides the price of a second."""

    size: NotRequired[Literal["848x480", "1696x960", "1280x720", "1920x1080"]]
    """Width and height of the video in pixels."""

    image: NotRequired[RunImage]
    """Image to start from."""

    video: NotRequired[RunVideo]
    """Video to edit or extend. The answer has a text of the same name."""

    reference_images: NotRequired[list[RunReferenceImage]]
    """Images that show what should appear in the video. At most 10 items."""

    output: NotRequired[RunOutput]
    """Where the result should be put."""

    user: NotRequired[str]
    """A text about the user; what it is for is not documented."""
