"""Results of Grok Imagine Video at fal.

Written by `specloom generate` from specs/fal/grok-imagine-video.yaml. Edit the spec, not this file.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class VideoFile(BaseModel):
    """A finished video and what is known about it."""

    model_config = ConfigDict(
        extra="allow",
    )
    content_type: str | None = None
    """Media type, such as video/mp4."""

    duration: float | None = None
    """Real length; it may differ a little from the request. Unit: second."""

    file_name: str | None = None
    """Name of the file."""

    fps: float | None = None
    """Frames per second."""

    height: int | None = None
    """Height in pixels."""

    num_frames: int | None = None
    """Number of frames."""

    url: str
    """Where the file can be fetched; no key is needed."""

    width: int | None = None
    """Width in pixels."""


class TextToVideoResult(BaseModel):
    """What fal/grok-imagine-video/text-to-video returns (https://fal.ai/models/xai/grok-imagine-video/text-to-video/playground)."""

    model_config = ConfigDict(
        extra="allow",
    )
    video: VideoFile
    """The new video."""


class ReferenceToVideoResult(BaseModel):
    """What fal/grok-imagine-video/reference-to-video returns (https://fal.ai/models/xai/grok-imagine-video/reference-to-video/playground)."""

    model_config = ConfigDict(
        extra="allow",
    )
    video: VideoFile
    """The new video."""


class EditVideoResult(BaseModel):
    """What fal/grok-imagine-video/edit-video returns (https://fal.ai/models/xai/grok-imagine-video/edit-video/playground)."""

    model_config = ConfigDict(
        extra="allow",
    )
    video: VideoFile
    """The edited video."""


class ExtendVideoResult(BaseModel):
    """What fal/grok-imagine-video/extend-video returns (https://fal.ai/models/xai/grok-imagine-video/extend-video/playground)."""

    model_config = ConfigDict(
        extra="allow",
    )
    video: VideoFile
    """The old video with the new part after it."""


class ImageToVideoResult(BaseModel):
    """What fal/grok-imagine-video/image-to-video returns (https://fal.ai/models/xai/grok-imagine-video/image-to-video/playground)."""

    model_config = ConfigDict(
        extra="allow",
    )
    video: VideoFile
    """The new video."""
