"""Results of grok-imagine-video at AI/ML API.

Written by `specloom generate` from specs/aimlapi/grok-imagine-video.yaml. Edit the spec, not this
file.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict


class GenerateResultVideo(BaseModel):
    """The finished video."""

    model_config = ConfigDict(
        extra="allow",
    )
    url: str
    """Address of the finished video. How long it stays there is not documented."""


class GenerateResultError(BaseModel):
    """Why the job failed."""

    model_config = ConfigDict(
        extra="allow",
    )
    name: str
    """Kind of the failure."""

    message: str
    """Text for people."""


class GenerateResultMetaUsage(BaseModel):
    """What the job consumed."""

    model_config = ConfigDict(
        extra="allow",
    )
    credits_used: float
    """Credits charged."""

    usd_spent: Decimal | None = None
    """US dollars charged. Unit: dollar."""


class GenerateResultMeta(BaseModel):
    """Further data about the job."""

    model_config = ConfigDict(
        extra="allow",
    )
    usage: GenerateResultMetaUsage | None = None
    """What the job consumed."""


class GenerateResult(BaseModel):
    """What aimlapi/grok-imagine-video/generate returns (https://docs.aimlapi.com/api-references/video-models/xai/grok-imagine-video)."""

    model_config = ConfigDict(
        extra="allow",
    )
    id: str
    """Id of the job."""

    status: Literal["queued", "generating", "completed", "error"] | str
    """
    State of the job. queued: It waits. generating: It runs. completed: The video is ready. error:
    It failed.
    """

    video: GenerateResultVideo | None = None
    """The finished video."""

    error: GenerateResultError | None = None
    """Why the job failed."""

    meta: GenerateResultMeta | None = None
    """Further data about the job."""
