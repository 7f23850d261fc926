"""Parameters of Grok Imagine Video at fal.

Written by `specloom generate` from specs/fal/grok-imagine-video.yaml. Edit the spec, not this file.
"""

from typing import Literal, NotRequired, TypedDict

from ...._runtime.inputs import FileInput


class ImageToVideoParams(TypedDict):
    """What fal/grok-imagine-video/image-to-video takes (https://fal.ai/models/xai/grok-imagine-video/image-to-video/playground)."""

    prompt: str
    """What should move or change."""

    duration: NotRequired[int]
    """Length of the video. Unit: second. If it is absent, the server assumes 6. 1 to 15."""

    aspect_ratio: NotRequired[Literal["auto", "16:9", "4:3", "3:2", "1:1", "2:3", "3:4", "9:16"]]
    """
    Width to height. The page does not say what auto follows. If it is absent, the server assumes
    "auto".
    """

    resolution: NotRequired[Literal["480p", "720p"]]
    """
    Size class of the video; it sets the price per second. If it is absent, the server assumes
    "720p".
    """

    image_url: FileInput
    """Address of the still image. The image may be given as url or data-uri."""


class TextToVideoParams(TypedDict):
    """What fal/grok-imagine-video/text-to-video takes (https://fal.ai/models/xai/grok-imagine-video/text-to-video/playground)."""

    prompt: str
    """What the video should show."""

    duration: NotRequired[int]
    """Length of the video. Unit: second. If it is absent, the server assumes 6. 1 to 15."""

    aspect_ratio: NotRequired[Literal["16:9", "4:3", "3:2", "1:1", "2:3", "3:4", "9:16"]]
    """Width to height; auto is not possible here. If it is absent, the server assumes "16:9"."""

    resolution: NotRequired[Literal["480p", "720p"]]
    """
    Size class of the video; it sets the price per second. If it is absent, the server assumes
    "720p".
    """


class ReferenceToVideoParams(TypedDict):
    """What fal/grok-imagine-video/reference-to-video takes (https://fal.ai/models/xai/grok-imagine-video/reference-to-video/playground)."""

    prompt: str
    """What the video should show. @Image1 names the first image, @Image2 the second, and so on."""

    reference_image_urls: list[FileInput]
    """
    Images that lend their content and style, in the order in which the prompt names them. At least
    1 item. At most 7 items.
    """

    duration: NotRequired[int]
    """Length of the video. Unit: second. If it is absent, the server assumes 8. 1 to 10."""

    aspect_ratio: NotRequired[Literal["16:9", "4:3", "3:2", "1:1", "2:3", "3:4", "9:16"]]
    """Width to height; auto is not possible here. If it is absent, the server assumes "16:9"."""

    resolution: NotRequired[Literal["480p", "720p"]]
    """
    Size class of the video; it sets the price per second. If it is absent, the server assumes
    "480p".
    """


class EditVideoParams(TypedDict):
    """What fal/grok-imagine-video/edit-video takes (https://fal.ai/models/xai/grok-imagine-video/edit-video/playground)."""

    prompt: str
    """What should be different."""

    video_url: FileInput
    """
    Address of the video. fal shrinks it to an area of 854x480 at most and drops all after 8 s. The
    video may be given as url or data-uri, cut to 8 s if longer, scaled down to an area of 854x480
    if larger.
    """

    resolution: NotRequired[Literal["auto", "480p", "720p"]]
    """
    Size class of the result; it sets the price per second. What auto chooses is not said. If it is
    absent, the server assumes "auto".
    """


class ExtendVideoParams(TypedDict):
    """What fal/grok-imagine-video/extend-video takes (https://fal.ai/models/xai/grok-imagine-video/extend-video/playground)."""

    prompt: str
    """How the video should go on."""

    video_url: FileInput
    """
    Address of the video to continue, an MP4 file of 2 to 15 s. The video may be given as url or
    data-uri, in mp4, coded as h264, h265 or av1, at least 2 s long, at most 15 s long.
    """

    duration: NotRequired[int]
    """Length of the new part alone. Unit: second. If it is absent, the server assumes 6. 2 to 10."""
