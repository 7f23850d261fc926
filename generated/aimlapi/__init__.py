"""AI/ML API: judge, price and run requests.

Written by `specloom generate` from specs/aimlapi/provider.yaml. Edit the spec, not this file.
"""

from __future__ import annotations

from .._runtime.lazy import lazy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import costs as costs
    from . import models as models
    from . import operations as operations
    from . import validators as validators
    from .client import AimlApi as AimlApi
    from .client import AsyncAimlApi as AsyncAimlApi

__all__ = ["AimlApi", "AsyncAimlApi", "costs", "models", "operations", "validators"]

__version__ = "0.1.0"

__getattr__ = lazy(
    __name__,
    {
        "AimlApi": "client",
        "AsyncAimlApi": "client",
        "costs": "costs",
        "models": "models",
        "operations": "operations",
        "validators": "validators",
    },
)


def __dir__() -> list[str]:
    """List what the package holds."""
    return list(__all__)
