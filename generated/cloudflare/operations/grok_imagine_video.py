"""The operations of Grok Imagine Video at Cloudflare, typed.

Written by `specloom generate` from specs/cloudflare/grok-imagine-video.yaml. Edit the spec, not
this file.
"""

from __future__ import annotations

from ..._runtime.operation import Family, bound, bound_async
from ..._runtime.provider import OperationInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Unpack

    from ..models.grok_imagine_video.params import RunParams
    from ..models.grok_imagine_video.results import RunResult


def run(**params: Unpack[RunParams]) -> RunResult:
    """Make, change or lengthen a video.

    Makes a video from text or images, or changes or lengthens one that exists, and waits until it
    is ready.

    Judges the request, sends it, waits, and returns the result. What is absent is not sent. The
    parameters are the provider's own; their type says what each means.

    Raises CallError; RequestRefused before anything is sent.

    https://developers.cloudflare.com/ai/models/xai/grok-imagine-video/

    >>> result = client.grok_imagine_video.run(
    ...     prompt="ink in water", aspect_ratio="9:16", duration=5, resolution="720p"
    ... )
    """
    raise NotImplementedError


RUN = OperationInfo(
    name="cloudflare/grok-imagine-video/run",
    package=__name__.rpartition(".operations.")[0],
    family="grok_imagine_video",
    python_name="run",
    endpoint="xai/grok-imagine-video",
    model="xai/grok-imagine-video",
    params="RunParams",
    result="RunResult",
    supplied={},
    billed={"success": "yes", "failure": "unknown", "moderated": "unknown"},
)


class GrokImagineVideo(Family):
    """Grok Imagine Video at Cloudflare."""

    _operations = (RUN,)

    run = bound(run, RUN)


class AsyncGrokImagineVideo(Family):
    """Grok Imagine Video at Cloudflare."""

    _operations = (RUN,)

    run = bound_async(run, RUN)
