"""Parameters and results of Grok Imagine Video at Cloudflare.

Written by `specloom generate` from specs/cloudflare/provider.yaml. Edit the spec, not this file.
"""

from __future__ import annotations

from ...._runtime.lazy import lazy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .params import RunImage as RunImage
    from .params import RunOutput as RunOutput
    from .params import RunParams as RunParams
    from .params import RunReferenceImage as RunReferenceImage
    from .params import RunVideo as RunVideo
    from .results import RunRawResponse as RunRawResponse
    from .results import RunRawResponseGatewayMetadata as RunRawResponseGatewayMetadata
    from .results import RunRawResponseResult as RunRawResponseResult
    from .results import RunResult as RunResult

__all__ = [
    "RunImage",
    "RunOutput",
    "RunParams",
    "RunRawResponse",
    "RunRawResponseGatewayMetadata",
    "RunRawResponseResult",
    "RunReferenceImage",
    "RunResult",
    "RunVideo",
]

__getattr__ = lazy(
    __name__,
    {
        "RunImage": "params",
        "RunOutput": "params",
        "RunParams": "params",
        "RunRawResponse": "results",
        "RunRawResponseGatewayMetadata": "results",
        "RunRawResponseResult": "results",
        "RunReferenceImage": "params",
        "RunResult": "results",
        "RunVideo": "params",
    },
)


def __dir__() -> list[str]:
    """List what the package holds."""
    return list(__all__)
