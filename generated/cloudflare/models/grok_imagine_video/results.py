"""Results of Grok Imagine Video at Cloudflare.

Written by `specloom generate` from specs/cloudflare/grok-imagine-video.yaml. Edit the spec, not
this file.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class RunResult(BaseModel):
    """What cloudflare/grok-imagine-video/run returns (https://developers.cloudflare.com/ai/models/xai/grok-imagine-video/)."""

    model_config = ConfigDict(
        extra="allow",
    )
    video: str
    """Address of the finished video."""


class RunRawResponseResult(BaseModel):
    """The model's result."""

    model_config = ConfigDict(
        extra="allow",
    )
    video: str
    """Address of the finished video."""


class RunRawResponseGatewayMetadata(BaseModel):
    """How the gateway handled the call."""

    model_config = ConfigDict(
        extra="allow",
    )
    keySource: Literal["Unified", "BYOK"] | str | None = None
    """Whose key was used at the vendor, Cloudflare's (Unified) or the account's own (BYOK)."""


class RunRawResponse(BaseModel):
    """What cloudflare/grok-imagine-video/run answers with (https://developers.cloudflare.com/ai/models/xai/grok-imagine-video/)."""

    model_config = ConfigDict(
        extra="allow",
    )
    state: str | None = None
    """State of the job; Completed on success."""

    result: RunRawResponseResult | None = None
    """The model's result."""

    gatewayMetadata: RunRawResponseGatewayMetadata | None = None
    """How the gateway handled the call."""
