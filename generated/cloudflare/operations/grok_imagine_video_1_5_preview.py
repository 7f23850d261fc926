"""The operations of Grok Imagine Video 1.5 Preview at Cloudflare, typed.

Written by `specloom generate` from specs/cloudflare/grok-imagine-video-1.5-preview.yaml. Edit the
spec, not this file.
"""

from __future__ import annotations

from ..._runtime.operation import Family, bound, bound_async
from ..._runtime.provider import OperationInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Unpack

    from ..models.grok_imagine_video_1_5_preview.params import RunParams
    from ..models.grok_imagine_video_1_5_preview.results import RunResult


def run(**params: Unpack[RunParams]) -> RunResult:
    """Make, change or lengthen a video.

    Makes a video from text or images, or changes or lengthens one that exists, and waits until it
    is ready.

    Judges the request, sends it, waits, and returns the result. What is absent is not sent. The
    parameters are the provider's own; their type says what each means.

    Raises CallError; RequestRefused before anything is sent.

    https://developers.cloudflare.com/ai/models/xai/grok-imagine-video-1.5-preview/

    >>> result = client.grok_imagine_video_1_5_preview.run(
    ...     prompt="stars over a hill",
    ...     image={"url": "https://docs.x.ai/assets/api-examples/video/milkyway-still.png"},
    ...     duration=12,
    ... )
    """
    raise NotImplementedError


RUN = OperationInfo(
    name="cloudflare/grok-imagine-video-1.5-preview/run",
    package=__name__.rpartition(".operations.")[0],
    family="grok_imagine_video_1_5_preview",
    python_name="run",
    endpoint="xai/grok-imagine-video-1.5-preview",
    model="xai/grok-imagine-video-1.5-preview",
    params="RunParams",
    result="RunResult",
    supplied={},
    billed={"success": "yes", "failure": "unknown", "moderated": "unknown"},
)


class GrokImagineVideo1_5Preview(Family):
    """Grok Imagine Video 1.5 Preview at Cloudflare."""

    _operations = (RUN,)

    run = bound(run, RUN)


class AsyncGrokImagineVideo1_5Preview(Family):
    """Grok Imagine Video 1.5 Preview at Cloudflare."""

    _operations = (RUN,)

    run = bound_async(run, RUN)
