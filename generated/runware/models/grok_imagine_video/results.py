"""Results of Grok Imagine Video at Runware.

Written by `specloom generate` from specs/runware/grok-imagine-video.yaml. Edit the spec, not this
file.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict


class VideoInferenceResult(BaseModel):
    """What runware/grok-imagine-video/video-inference returns (https://runware.ai/docs/models/xai-grok-imagine-video)."""

    model_config = ConfigDict(
        extra="allow",
    )
    taskType: Literal["videoInference"] | str
    """The type of the task."""

    taskUUID: str
    """The id of the task."""

    videoUUID: str
    """The id of the clip; tells several results of a task apart."""

    videoURL: str | None = None
    """Address of the clip."""

    videoBase64Data: str | None = None
    """The clip itself as base64 text."""

    videoDataURI: str | None = None
    """The clip itself as a data URI."""

    seed: int | None = None
    """The seed that was used."""

    NSFWContent: bool | None = None
    """Whether the clip was found unsafe for work."""

    cost: Decimal | None = None
    """
    What this result cost, in US dollars. Unit: dollar. Documented to be there when includeCost is
    true.
    """
