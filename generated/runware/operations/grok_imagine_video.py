"""The operations of Grok Imagine Video at Runware, typed.

Written by `specloom generate` from specs/runware/grok-imagine-video.yaml. Edit the spec, not this
file.
"""

from __future__ import annotations

from ..._runtime.operation import Family, bound, bound_async
from ..._runtime.provider import OperationInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Unpack

    from ..models.grok_imagine_video.params import VideoInferenceParams
    from ..models.grok_imagine_video.results import VideoInferenceResult


def video_inference(**params: Unpack[VideoInferenceParams]) -> VideoInferenceResult:
    """Video inference.

    Makes a clip from a text, from a first frame, or from another clip; the inputs decide which.

    Judges the request, sends it, waits, and returns the result. What is absent is not sent. The
    parameters are the provider's own; their type says what each means.

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

    Raises CallError; RequestRefused before anything is sent.

    https://runware.ai/docs/models/xai-grok-imagine-video

    >>> result = client.grok_imagine_video.video_inference(
    ...     positivePrompt="a lighthouse in a storm", width=1280, height=720, duration=8
    ... )
    """
    raise NotImplementedError


VIDEO_INFERENCE = OperationInfo(
    name="runware/grok-imagine-video/video-inference",
    package=__name__.rpartition(".operations.")[0],
    family="grok_imagine_video",
    python_name="video_inference",
    endpoint="xai:grok-imagine@video",
    model="xai:grok-imagine@video",
    params="VideoInferenceParams",
    result="VideoInferenceResult",
    supplied={"taskType": "videoInference", "taskUUID": None, "model": "xai:grok-imagine@video"},
    billed={"success": "yes", "failure": "unknown", "moderated": "unknown"},
    media={
        "inputs.referenceImages[]": ("image", ("uuid", "url", "data-uri", "base64")),
        "inputs.frameImages[]": ("image", ("uuid", "url", "data-uri", "base64")),
        "inputs.frameImages[].image": ("image", ("uuid", "url", "data-uri", "base64")),
        "inputs.video": ("video", ("uuid", "url")),
    },
)


class GrokImagineVideo(Family):
    """Grok Imagine Video at Runware."""

    _operations = (VIDEO_INFERENCE,)

    video_inference = bound(video_inference, VIDEO_INFERENCE)


class AsyncGrokImagineVideo(Family):
    """Grok Imagine Video at Runware."""

    _operations = (VIDEO_INFERENCE,)

    video_inference = bound_async(video_inference, VIDEO_INFERENCE)
