"""Runware: judge and price requests before they are paid for.

Written by `specloom generate` from specs/runware/provider.yaml. Edit the spec, not this file.
"""

from __future__ import annotations

from .._runtime.lazy import lazy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import costs as costs
    from . import models as models
    from . import validators as validators

__all__ = ["costs", "models", "validators"]

__getattr__ = lazy(__name__, {"costs": "costs", "models": "models", "validators": "validators"})


def __dir__() -> list[str]:
    """List what the package holds."""
    return list(__all__)
