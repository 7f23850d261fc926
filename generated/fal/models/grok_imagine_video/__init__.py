"""Parameters and results of Grok Imagine Video at fal.

Written by `specloom generate` from specs/fal/provider.yaml. Edit the spec, not this file.
"""

from __future__ import annotations

from ...._runtime.lazy import lazy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .params import EditVideoParams as EditVideoParams
    from .params import ExtendVideoParams as ExtendVideoParams
    from .params import ImageToVideoParams as ImageToVideoParams
    from .params import ReferenceToVideoParams as ReferenceToVideoParams
    from .params import TextToVideoParams as TextToVideoParams
    from .results import EditVideoResult as EditVideoResult
    from .results import ExtendVideoResult as ExtendVideoResult
    from .results import ImageToVideoResult as ImageToVideoResult
    from .results import ReferenceToVideoResult as ReferenceToVideoResult
    from .results import TextToVideoResult as TextToVideoResult
    from .results import VideoFile as VideoFile

__all__ = [
    "EditVideoParams",
    "EditVideoResult",
    "ExtendVideoParams",
    "ExtendVideoResult",
    "ImageToVideoParams",
    "ImageToVideoResult",
    "ReferenceToVideoParams",
    "ReferenceToVideoResult",
    "TextToVideoParams",
    "TextToVideoResult",
    "VideoFile",
]

__getattr__ = lazy(
    __name__,
    {
        "EditVideoParams": "params",
        "EditVideoResult": "results",
        "ExtendVideoParams": "params",
        "ExtendVideoResult": "results",
        "ImageToVideoParams": "params",
        "ImageToVideoResult": "results",
        "ReferenceToVideoParams": "params",
        "ReferenceToVideoResult": "results",
        "TextToVideoParams": "params",
        "TextToVideoResult": "results",
        "VideoFile": "results",
    },
)


def __dir__() -> list[str]:
    """List what the package holds."""
    return list(__all__)
