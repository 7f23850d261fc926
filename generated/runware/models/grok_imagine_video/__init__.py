"""Parameters and results of Grok Imagine Video at Runware.

Written by `specloom generate` from specs/runware/provider.yaml. Edit the spec, not this file.
"""

from __future__ import annotations

from ...._runtime.lazy import lazy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .params import FrameImage as FrameImage
    from .params import Inputs as Inputs
    from .params import Safety as Safety
    from .params import VideoInferenceParams as VideoInferenceParams
    from .results import VideoInferenceResult as VideoInferenceResult

__all__ = ["FrameImage", "Inputs", "Safety", "VideoInferenceParams", "VideoInferenceResult"]

__getattr__ = lazy(
    __name__,
    {
        "FrameImage": "params",
        "Inputs": "params",
        "Safety": "params",
        "VideoInferenceParams": "params",
        "VideoInferenceResult": "results",
    },
)


def __dir__() -> list[str]:
    """List what the package holds."""
    return list(__all__)
