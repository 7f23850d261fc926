"""What grok-imagine-video costs at AI/ML API, known before the call.

Written by `specloom generate` from specs/aimlapi/grok-imagine-video.yaml. Edit the spec, not this
file.
"""

from __future__ import annotations

from ..._runtime.estimates import Estimate, PriceRefused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


def estimate_generate(params: Mapping[str, Any]) -> Estimate:
    """Estimate what a request to aimlapi/grok-imagine-video/generate costs.

    Makes a video from a text, an image or reference images.

    Raises PriceRefused: no price is documented.

    https://docs.aimlapi.com/api-references/video-models/xai/grok-imagine-video
    """
    del params
    raise PriceRefused(
        "Neither the page nor the OpenAPI file states a price for this model. The provider's list at GET /v1/models?include=pricing may hold one, and a job reports what it cost afterwards."
    )
