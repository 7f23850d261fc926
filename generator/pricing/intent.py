"""A wish in words that all providers share: six seconds at 720p from one image."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from generator.diagnostics import CannotRun

ADDRESS = "https://example.com"
"""Where the media lie that a wish does not name: an address that nobody owns."""
MAX_COUNT = 10_000
MAX_IMAGES = 100

_LINES = {"4k": 2160, "2k": 1440}
_PAIR = re.compile(r"([1-9][0-9]{0,4})[x:]([1-9][0-9]{0,4})")


@dataclass(frozen=True, slots=True)
class Intent:
    """What somebody wants, whoever makes it. What is left out is left to each provider."""

    seconds: str | None = None
    """Length of what is made, a decimal; of an extension, of the new part."""
    resolution: str | None = None
    """Size class, such as 720p."""
    size: str | None = None
    """Pixels, such as 1280x720."""
    aspect_ratio: str | None = None
    """Width to height, such as 16:9."""
    images: int = 0
    """How many images are given."""
    images_as: Literal["start", "reference"] | None = None
    """Whether they are the first frame or guide the look; left out, whatever a provider takes."""
    video: str | None = None
    """Address of a video to edit or extend."""
    task: Literal["edit", "extend"] | None = None
    """What to do with the video; left out, either."""
    count: int = 1
    """How many results."""
    prompt: str = "a cat"
    """What is to be seen; no price depends on it so far."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What no request says, such as input_video_seconds; each price takes those that it knows."""

    def __post_init__(self) -> None:
        """Refuse a wish that nobody could read, with `CannotRun`."""
        if self.seconds is not None:
            length(self.seconds)
        if self.size is not None and (self.resolution or self.aspect_ratio):
            raise CannotRun("give a size, or a resolution with an aspect ratio, not both")
        for name, value, sign in (("size", self.size, "x"), ("aspect ratio", self.ratio, ":")):
            if value is not None and (not _PAIR.fullmatch(value) or sign not in value):
                raise CannotRun(f"{value} is no {name}; write it as {_EXAMPLES[sign]}")
        for name, number, most in (
            ("images", self.images, MAX_IMAGES),
            ("results", self.count, MAX_COUNT),
        ):
            if not (name == "results") <= number <= most:
                raise CannotRun(f"{number} {name} cannot be asked for; at most {most}")
        if self.task and not self.video:
            raise CannotRun(f"to {self.task} a video, give one")

    @property
    def ratio(self) -> str | None:
        """The aspect ratio as it was given."""
        return self.aspect_ratio if self.aspect_ratio != "auto" else None

    @property
    def duration(self) -> int | float | None:
        """The length as JSON says it."""
        return None if self.seconds is None else length(self.seconds)

    def as_dict(self) -> dict[str, Any]:
        """Return what is wished, without what is left open."""
        given = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in given.items() if value and value != _BARE.get(name)}


_EXAMPLES = {"x": "1280x720", ":": "16:9"}
_BARE = {"count": 1}


def length(text: str) -> int | float:
    """Read a length in seconds, as JSON would say it, or raise `CannotRun`."""
    try:
        number = Decimal(text if text.isascii() else "none")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not 0 < number <= 10**6 or number.adjusted() < -6:
        raise CannotRun(f"{text} is no length in seconds; write it as 6 or 7.5")
    return int(number) if number == number.to_integral_value() else float(number)


def lines_of(resolution: str) -> int | None:
    """Return the shorter side of a size class in pixels: 720 for 720p."""
    match = re.fullmatch(r"([0-9]{3,4})p", resolution.lower())
    return int(match[1]) if match else _LINES.get(resolution.lower())


def pixels(text: str) -> tuple[int, int] | None:
    """Read `1280x720` or `16:9` as two numbers."""
    match = _PAIR.fullmatch(text)
    return (int(match[1]), int(match[2])) if match else None
