"""How large and how long the clips are that a request makes, as far as documents say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from generator.ir.provider import Operation
from generator.price.evaluate import dig, holds

FPS = 24
INPUT_SECONDS = 5
"""How long every input clip is taken to be; the mock never fetches one."""
INPUT_TIER = "720p"
"""Size class that is taken for what follows from an input."""
USUAL_SECONDS = 6
USUAL_RATIO = "16:9"
LONGEST = 600
WIDEST = 8192


@dataclass(frozen=True, slots=True)
class Clip:
    """What is known about a finished clip."""

    width: int
    height: int
    frames: int

    @property
    def seconds(self) -> int | float:
        """Its length; whole where it is."""
        whole, rest = divmod(self.frames, FPS)
        return whole if rest == 0 else round(self.frames / FPS, 6)


def clip_of(operation: Operation, payload: Mapping[str, Any]) -> Clip:
    """Return the clip that *payload* asks for."""
    width, height = _size(operation, payload)
    frames = _seconds(operation, payload) * FPS + _surplus(operation)
    return Clip(width, height, frames)


def said(operation: Operation, payload: Mapping[str, Any], name: str) -> Any:
    """Return a parameter, or what the server assumes for it."""
    value = payload.get(name)
    member = operation.parameters.member(name)
    if value is None and member is not None and member.default is not None:
        default = member.default
        value = default.value if holds(default.when, payload) else None
    return value


def size_of(tier: str, ratio: str) -> tuple[int, int]:
    """Return width and height of a size class: the short side is its number, the other a block more or less."""
    short = min(int(tier.removesuffix("p")), WIDEST)
    across, down = (whole(part, 1, 100) for part in ratio.split(":", 1))
    long = int(Fraction(short * max(across, down), min(across, down) * 16) + Fraction(1, 2)) * 16
    if across == down:
        return short, short
    return (long, short) if across > down else (short, long)


def _size(operation: Operation, payload: Mapping[str, Any]) -> tuple[int, int]:
    width, height = payload.get("width"), payload.get("height")
    if width and height:
        return whole(width, 1280, WIDEST), whole(height, 720, WIDEST)
    across, cross, down = str(payload.get("size", "")).partition("x")
    if cross and across.isdigit() and down.isdigit():
        return whole(across, 1280, WIDEST), whole(down, 720, WIDEST)
    tier = said(operation, payload, "resolution")
    ratio = said(operation, payload, "aspect_ratio")
    tier = tier if _is_tier(tier) else INPUT_TIER
    return size_of(tier, ratio if isinstance(ratio, str) and ":" in ratio else USUAL_RATIO)


def _is_tier(value: Any) -> bool:
    return isinstance(value, str) and value.endswith("p") and value[:-1].isdigit()


def _seconds(operation: Operation, payload: Mapping[str, Any]) -> int:
    asked = said(operation, payload, "duration")
    if asked is None or "duration" not in payload:
        known = operation.parameters.member("duration") is not None
        asked = asked or (USUAL_SECONDS if known and not _restyles(payload) else INPUT_SECONDS)
    prolongs = operation.id.startswith("extend") or payload.get("_operation") == "extend"
    return min(LONGEST, whole(asked, USUAL_SECONDS, LONGEST) + (INPUT_SECONDS if prolongs else 0))


def whole(value: Any, usual: int, most: int) -> int:
    """Read a whole number above 0 off a number or a text such as 10s; *usual* if there is none."""
    text = str(value)
    digits = text[: len(text) - len(text.lstrip("0123456789"))]
    number = int(digits[:9]) if digits and value is not True else 0
    return min(number, most) if number > 0 else usual


def _restyles(payload: Mapping[str, Any]) -> bool:
    return dig(payload, ("inputs", "video")) is not None or payload.get("_operation") == "edit"


def _surplus(operation: Operation) -> int:
    """Return how many pictures a documented result has beyond whole seconds."""
    for example in operation.examples:
        video = (example.response or {}).get("video")
        if isinstance(video, Mapping) and isinstance(video.get("num_frames"), int):
            return int(video["num_frames"]) % FPS
    return 0
