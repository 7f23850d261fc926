"""Operations of fal, typed.

Written by `specloom generate` from specs/fal/provider.yaml. Edit the spec, not this file.
"""

from __future__ import annotations

from ..._runtime.lazy import lazy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import grok_imagine_video as grok_imagine_video

__all__ = ["grok_imagine_video"]

__getattr__ = lazy(__name__, {"grok_imagine_video": "grok_imagine_video"})


def __dir__() -> list[str]:
    """List what the package holds."""
    return list(__all__)
