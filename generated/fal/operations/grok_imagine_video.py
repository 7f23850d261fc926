"""The operations of Grok Imagine Video at fal, typed.

Written by `specloom generate` from specs/fal/grok-imagine-video.yaml. Edit the spec, not this file.
"""

from __future__ import annotations

from ..._runtime.operation import Family, bound, bound_async
from ..._runtime.provider import OperationInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Unpack

    from ..models.grok_imagine_video.params import (
        EditVideoParams,
        ExtendVideoParams,
        ImageToVideoParams,
        ReferenceToVideoParams,
        TextToVideoParams,
    )
    from ..models.grok_imagine_video.results import (
        EditVideoResult,
        ExtendVideoResult,
        ImageToVideoResult,
        ReferenceToVideoResult,
        TextToVideoResult,
    )


def image_to_video(**params: Unpack[ImageToVideoParams]) -> ImageToVideoResult:
    """Image to video.

    Sets a still image in motion.

    Judges the request, sends it, waits, and returns the result. What is absent is not sent. The
    parameters are the provider's own; their type says what each means.

    Raises CallError; RequestRefused before anything is sent.

    https://fal.ai/models/xai/grok-imagine-video/image-to-video/playground

    >>> result = client.grok_imagine_video.image_to_video(
    ...     prompt="a knight walks through a glowing wood",
    ...     image_url="https://v3b.fal.media/files/b/0a8b90e0/BFLE9VDlZqsryU-UA3BoD_image_004.png",
    ... )
    """
    raise NotImplementedError


def text_to_video(**params: Unpack[TextToVideoParams]) -> TextToVideoResult:
    """Text to video.

    Makes a video from a description.

    Judges the request, sends it, waits, and returns the result. What is absent is not sent. The
    parameters are the provider's own; their type says what each means.

    Raises CallError; RequestRefused before anything is sent.

    https://fal.ai/models/xai/grok-imagine-video/text-to-video/playground

    >>> result = client.grok_imagine_video.text_to_video(prompt="a girl runs out of a house in spring")
    """
    raise NotImplementedError


def reference_to_video(**params: Unpack[ReferenceToVideoParams]) -> ReferenceToVideoResult:
    """Reference to video.

    Makes a video in which the things or the style of one to seven images appear.

    Judges the request, sends it, waits, and returns the result. What is absent is not sent. The
    parameters are the provider's own; their type says what each means.

    Raises CallError; RequestRefused before anything is sent.

    https://fal.ai/models/xai/grok-imagine-video/reference-to-video/playground

    >>> result = client.grok_imagine_video.reference_to_video(
    ...     prompt="@Image1 in a meadow",
    ...     reference_image_urls=["https://v3b.fal.media/files/b/0a8b90e0/BFLE9VDlZqsryU-UA3BoD_image_004.png"],
    ... )
    """
    raise NotImplementedError


def edit_video(**params: Unpack[EditVideoParams]) -> EditVideoResult:
    """Edit video.

    Changes an existing video as a prompt says.

    Judges the request, sends it, waits, and returns the result. What is absent is not sent. The
    parameters are the provider's own; their type says what each means.

    Raises CallError; RequestRefused before anything is sent.

    https://fal.ai/models/xai/grok-imagine-video/edit-video/playground

    >>> result = client.grok_imagine_video.edit_video(
    ...     prompt="add colour",
    ...     video_url="https://v3b.fal.media/files/b/0a8b9112/V5Z_NIPE3ppMDWivNo6_q_video_019.mp4",
    ... )
    """
    raise NotImplementedError


def extend_video(**params: Unpack[ExtendVideoParams]) -> ExtendVideoResult:
    """Extend video.

    Lets a video go on, and returns the old and the new part in one piece.

    Judges the request, sends it, waits, and returns the result. What is absent is not sent. The
    parameters are the provider's own; their type says what each means.

    Raises CallError; RequestRefused before anything is sent.

    https://fal.ai/models/xai/grok-imagine-video/extend-video/playground

    >>> result = client.grok_imagine_video.extend_video(
    ...     prompt="the view widens to a town at dusk",
    ...     video_url="https://v3b.fal.media/files/b/0a8b9112/V5Z_NIPE3ppMDWivNo6_q_video_019.mp4",
    ... )
    """
    raise NotImplementedError


IMAGE_TO_VIDEO = OperationInfo(
    name="fal/grok-imagine-video/image-to-video",
    package=__name__.rpartition(".operations.")[0],
    family="grok_imagine_video",
    python_name="image_to_video",
    endpoint="xai/grok-imagine-video/image-to-video",
    model="xai/grok-imagine-video",
    params="ImageToVideoParams",
    result="ImageToVideoResult",
    supplied={},
    billed={"success": "yes", "failure": "unknown", "moderated": "unknown"},
    media={"image_url": ("image", ("url", "data-uri"))},
)


TEXT_TO_VIDEO = OperationInfo(
    name="fal/grok-imagine-video/text-to-video",
    package=__name__.rpartition(".operations.")[0],
    family="grok_imagine_video",
    python_name="text_to_video",
    endpoint="xai/grok-imagine-video/text-to-video",
    model="xai/grok-imagine-video",
    params="TextToVideoParams",
    result="TextToVideoResult",
    supplied={},
    billed={"success": "yes", "failure": "unknown", "moderated": "unknown"},
)


REFERENCE_TO_VIDEO = OperationInfo(
    name="fal/grok-imagine-video/reference-to-video",
    package=__name__.rpartition(".operations.")[0],
    family="grok_imagine_video",
    python_name="reference_to_video",
    endpoint="xai/grok-imagine-video/reference-to-video",
    model="xai/grok-imagine-video",
    params="ReferenceToVideoParams",
    result="ReferenceToVideoResult",
    supplied={},
    billed={"success": "yes", "failure": "unknown", "moderated": "unknown"},
    media={"reference_image_urls[]": ("image", ("url", "data-uri"))},
)


EDIT_VIDEO = OperationInfo(
    name="fal/grok-imagine-video/edit-video",
    package=__name__.rpartition(".operations.")[0],
    family="grok_imagine_video",
    python_name="edit_video",
    endpoint="xai/grok-imagine-video/edit-video",
    model="xai/grok-imagine-video",
    params="EditVideoParams",
    result="EditVideoResult",
    supplied={},
    billed={"success": "yes", "failure": "unknown", "moderated": "unknown"},
    media={"video_url": ("video", ("url", "data-uri"))},
)


EXTEND_VIDEO = OperationInfo(
    name="fal/grok-imagine-video/extend-video",
    package=__name__.rpartition(".operations.")[0],
    family="grok_imagine_video",
    python_name="extend_video",
    endpoint="xai/grok-imagine-video/extend-video",
    model="xai/grok-imagine-video",
    params="ExtendVideoParams",
    result="ExtendVideoResult",
    supplied={},
    billed={"success": "yes", "failure": "unknown", "moderated": "unknown"},
    media={"video_url": ("video", ("url", "data-uri"))},
)


class GrokImagineVideo(Family):
    """Grok Imagine Video at fal."""

    _operations = (IMAGE_TO_VIDEO, TEXT_TO_VIDEO, REFERENCE_TO_VIDEO, EDIT_VIDEO, EXTEND_VIDEO)

    image_to_video = bound(image_to_video, IMAGE_TO_VIDEO)

    text_to_video = bound(text_to_video, TEXT_TO_VIDEO)

    reference_to_video = bound(reference_to_video, REFERENCE_TO_VIDEO)

    edit_video = bound(edit_video, EDIT_VIDEO)

    extend_video = bound(extend_video, EXTEND_VIDEO)


class AsyncGrokImagineVideo(Family):
    """Grok Imagine Video at fal."""

    _operations = (IMAGE_TO_VIDEO, TEXT_TO_VIDEO, REFERENCE_TO_VIDEO, EDIT_VIDEO, EXTEND_VIDEO)

    image_to_video = bound_async(image_to_video, IMAGE_TO_VIDEO)

    text_to_video = bound_async(text_to_video, TEXT_TO_VIDEO)

    reference_to_video = bound_async(reference_to_video, REFERENCE_TO_VIDEO)

    edit_video = bound_async(edit_video, EDIT_VIDEO)

    extend_video = bound_async(extend_video, EXTEND_VIDEO)
