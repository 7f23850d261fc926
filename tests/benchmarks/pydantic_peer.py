"""Runware's request as pydantic models: the same fields and the same rules, just as strict.

In three points it asks for less than our validator, each in its own favour: an integer may not be
written 6.0, the message of a rule carries neither pointer nor source, and rules are only looked at
once all fields are right.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

UUID4 = "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-4[0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}$"
URI = r"^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!\$&'()*+,;=-]|%[0-9A-Fa-f]{2})+$"
Uri = Annotated[str, StringConstraints(pattern=URI)]
SIZES = frozenset(
    {
        (480, 480),
        (848, 480),
        (480, 848),
        (640, 480),
        (480, 640),
        (720, 480),
        (480, 720),
        (720, 720),
        (1280, 720),
        (720, 1280),
        (960, 720),
        (720, 960),
        (1088, 720),
        (720, 1088),
    }
)


class Strict(BaseModel):
    """No conversions and no unknown keys."""

    model_config = ConfigDict(strict=True, extra="forbid")


class Safety(Strict):
    """Checks of the content."""

    checkContent: bool | None = None
    mode: Literal["none", "fast", "full"] | None = None


class FrameImage(Strict):
    """A picture and its frame."""

    image: str
    frame: Literal["first", 0] | None = None


class Inputs(Strict):
    """What the clip is made from."""

    referenceImages: list[str] | None = None
    frameImages: list[str | FrameImage] | None = None
    video: str | None = None


class VideoInference(Strict):
    """A task that makes a clip."""

    taskType: Literal["videoInference"] | None = None
    taskUUID: Annotated[str, StringConstraints(pattern=UUID4)] | None = None
    outputType: Literal["URL"] | None = None
    outputFormat: Literal["MP4", "WEBM", "MOV"] | None = None
    outputQuality: Annotated[int, Field(ge=20, le=99)] | None = None
    webhookURL: Uri | None = None
    deliveryMethod: Literal["async"] | None = None
    uploadEndpoint: Uri | None = None
    safety: Safety | None = None
    ttl: Annotated[int, Field(ge=60)] | None = None
    includeCost: bool | None = None
    numberResults: Annotated[int, Field(ge=1, le=4)] | None = None
    inputs: Inputs | None = None
    model: Literal["xai:grok-imagine@video"] | None = None
    positivePrompt: Annotated[str, Field(min_length=1)]
    width: int | None = None
    height: int | None = None
    resolution: Literal["480p", "720p"] | None = None
    duration: Annotated[int, Field(ge=1, le=15)] | None = None

    @model_validator(mode="after")
    def keeps_the_rules(self) -> Self:
        """Check everything that concerns more than one field."""
        broken = list(_broken(self))
        if broken:
            raise ValueError("; ".join(broken))
        return self


def _broken(task: VideoInference) -> list[str]:
    """List the rules that *task* breaks."""
    inputs = task.inputs
    frames = inputs.frameImages if inputs else None
    video = inputs is not None and inputs.video is not None
    sized = task.width is not None or task.height is not None
    tests: list[tuple[str, Any]] = [
        ("one-origin-of-the-picture", (frames is not None) + video + sized != 1),
        ("frame-images-without-video", frames is not None and video),
        ("video-sets-the-size", video and (sized or task.resolution is not None)),
        ("resolution-without-size", task.resolution is not None and sized),
        ("resolution-needs-frame-image", task.resolution is not None and not frames),
        ("size-comes-in-pairs", (task.width is None) != (task.height is None)),
    ]
    found = [name for name, holds in tests if holds]
    if frames is not None and inputs is not None and inputs.referenceImages is not None:
        found.append("frame-images-without-reference-images")
    if video and task.duration is not None and not 2 <= task.duration <= 10:
        found.append("video-duration-2-to-10")
    size = (task.width, task.height)
    if None not in size and size not in SIZES:
        found.append("size-from-the-table")
    return found
