"""Parameters and results of grok-imagine-video at AI/ML API.

Written by `specloom generate` from specs/aimlapi/provider.yaml. Edit the spec, not this file.
"""

from __future__ import annotations

from ...._runtime.lazy import lazy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .params import GenerateParams as GenerateParams
    from .results import GenerateResult as GenerateResult
    from .results import GenerateResultError as GenerateResultError
    from .results import GenerateResultMeta as GenerateResultMeta
    from .results import GenerateResultMetaUsage as GenerateResultMetaUsage
    from .results import GenerateResultVideo as GenerateResultVideo

__all__ = [
    "GenerateParams",
    "GenerateResult",
    "GenerateResultError",
    "GenerateResultMeta",
    "GenerateResultMetaUsage",
    "GenerateResultVideo",
]

__getattr__ = lazy(
    __name__,
    {
        "GenerateParams": "params",
        "GenerateResult": "results",
        "GenerateResultError": "results",
        "GenerateResultMeta": "results",
        "GenerateResultMetaUsage": "results",
        "GenerateResultVideo": "results",
    },
)


def __dir__() -> list[str]:
    """List what the package holds."""
    return list(__all__)
