"""A JSON value as a provider documents it: the keywords of JSON Schema, and what they lack."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from generator.spec.base import Condition, Name, Number, Quantity, Scalar, Source, Strict, Text

TypeName = Literal["string", "integer", "number", "boolean", "object", "array", "null"]

Role = Literal[
    "prompt",
    "duration",
    "resolution",
    "aspect_ratio",
    "size",
    "width",
    "height",
    "start_image",
    "reference_images",
    "input_video",
    "edit_video",
    "extend_video",
    "task",
    "count",
]
"""What every provider lets a caller say, whatever the parameter is called."""


class ServerDefault(Strict):
    """A value that the server assumes, when it does so only under a condition."""

    value: Scalar
    """What is assumed."""
    when: Condition
    """When it is assumed."""
    otherwise: Text | None = None
    """What happens when the condition does not hold."""


class Media(Strict):
    """What a page says in prose about a media input; a hint to the caller, not checked."""

    kind: Literal["image", "video", "audio"]
    """What the input shows."""
    forms: tuple[Literal["url", "uuid", "data-uri", "base64"], ...] = ()
    """The forms in which it may be given."""
    containers: tuple[str, ...] = ()
    """File formats, such as mp4."""
    codecs: tuple[str, ...] = ()
    """Codecs, such as h264."""
    minimum_seconds: Quantity | None = None
    """The shortest clip that is accepted."""
    maximum_seconds: Quantity | None = None
    """The longest clip that is accepted."""
    truncated_to_seconds: Quantity | None = None
    """Longer clips are cut to this length."""
    maximum_area: str | None = Field(None, pattern=r"^[0-9]+x[0-9]+$")
    """Larger pictures are scaled down to this area, as widthxheight."""


class Parameter(Strict):
    """One JSON value: a parameter, a response field, an item of a list."""

    type: TypeName | tuple[TypeName, ...] | None = None
    """JSON type, or several of which one may be null."""
    ref: str | None = None
    """Name of a shape under the file's `types`, instead of a type."""
    description: Text | None = None
    """What it means, in our words."""
    source: Source | None = None
    """Where it is documented; nested values inherit it."""
    required: bool = False
    """Whether it must be there."""
    sent_in: Literal["path", "query", "header"] | None = None
    """Where a parameter travels that is no part of the body."""
    supplied: bool = False
    """Whether the client fills it in; a caller may leave it out, or must give the right value."""
    server_default: ServerDefault | Scalar = None
    """What the server assumes when it is absent. It is never sent."""
    unit: Name | None = None
    """Unit of a number, from units.yaml."""
    role: Role | None = None
    """What the parameter is for, in words that all providers share; `compare` goes by it."""
    title: str | None = Field(None, pattern=r"^[A-Z][A-Za-z0-9]*$", max_length=60)
    """Class name of a nested object, where the default would not do."""
    deprecated: bool = False
    """Whether the provider discourages its use."""
    enum: tuple[Scalar, ...] | None = None
    """The values that are allowed."""
    meanings: dict[str, Text] = {}
    """What single enum values mean."""
    const: Scalar = None
    """The only value that is allowed."""
    format: Literal["uri", "uuid4"] | None = None
    """Form of a text; checked, not only noted."""
    pattern: str | None = Field(None, max_length=500)
    """Regular expression (ECMA 262) that a text must match."""
    minLength: int | None = Field(None, ge=0)
    """Fewest characters."""
    maxLength: int | None = Field(None, ge=0)
    """Most characters."""
    minimum: Number | None = None
    """Least value, inclusive."""
    maximum: Number | None = None
    """Greatest value, inclusive."""
    exclusiveMinimum: Number | None = None
    """The value must be greater."""
    exclusiveMaximum: Number | None = None
    """The value must be less."""
    multipleOf: Number | None = None
    """The value must be a multiple."""
    items: Parameter | None = None
    """What a list holds."""
    minItems: int | None = Field(None, ge=0)
    """Fewest items."""
    maxItems: int | None = Field(None, ge=0)
    """Most items."""
    properties: dict[str, Parameter] | None = None
    """Members of an object; others are refused in requests unless `open`."""
    open: bool = False
    """Whether an object may hold members that are not listed."""
    anyOf: tuple[Parameter, ...] | None = None
    """Alternatives, which must differ in JSON type."""
    media: Media | None = None
    """What the page says about a media input in prose."""
    present_when: Condition | None = None
    """Of a response field: the condition on the request under which it is documented to be there."""
    documented_as: dict[str, Any] = {}
    """What a page says and we do not follow, keyword by keyword; each needs a quirk."""
