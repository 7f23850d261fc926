"""Results in the documented shape: members that the mock knows get values, the others are left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.ir.shape import Shape
from generator.judge import met
from generator.mock.clips import FPS, Clip

ADDRESS = frozenset({"url", "videoURL"})
CALLS = frozenset({"id", "status", "error", "meta"})
"""Members that are the protocol's to fill in."""


def facts_about(clip: Clip, url: str) -> dict[str, Any]:
    """Return what is known about a finished clip under the names that results use."""
    return {
        "url": url,
        "videoURL": url,
        "content_type": "video/mp4",
        "file_name": url.rpartition("/")[2],
        "duration": clip.seconds,
        "fps": FPS,
        "width": clip.width,
        "height": clip.height,
        "num_frames": clip.frames,
    }


def result_of(shape: Shape, facts: Mapping[str, Any], payload: Mapping[str, Any]) -> dict[str, Any]:
    """Fill the members of *shape* from *facts*, in the documented order."""
    result: dict[str, Any] = {}
    for member in shape.members:
        asked = member.present_when is None or met(member.present_when, payload)
        inner = member.shape
        if member.name in facts:
            if asked:
                result[member.name] = facts[member.name]
        elif "object" in inner.types and inner.members and member.name not in CALLS:
            result[member.name] = result_of(inner, facts, payload)
        elif inner.const is not None:
            result[member.name] = inner.const
        elif member.required and "string" in inner.types and member.name not in CALLS:
            result[member.name] = facts["url"] if member.name == "video" else _filler(inner)
    return result


def _filler(shape: Shape) -> str:
    """Return some text that a required member may hold."""
    return str(shape.enum[0]) if shape.enum else "text"
