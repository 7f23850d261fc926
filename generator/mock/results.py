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
            is_address = member.name == "video" or inner.format == "uri"
            result[member.name] = facts["url"] if is_address else _filler(inner)
        elif member.required and member.name not in CALLS:
            result[member.name] = _some(inner, facts, payload)
    return result


def _some(shape: Shape, facts: Mapping[str, Any], payload: Mapping[str, Any]) -> Any:
    """Return a value that *shape* allows, where nothing more is known."""
    if shape.any_of:
        return _some(shape.any_of[0], facts, payload)
    if shape.enum:
        return shape.enum[0]
    match next((name for name in shape.types if name != "null"), "null"):
        case "array":
            few = max(1, shape.min_items or 0)
            return [_some(shape.items, facts, payload)] * few if shape.items is not None else []
        case "object":
            return result_of(shape, facts, payload)
        case "integer" | "number":
            return shape.minimum if shape.minimum is not None else 1
        case "boolean":
            return False
        case "string":
            return _filler(shape) if shape.format != "uri" else facts["url"]
    return None


def _filler(shape: Shape) -> str:
    """Return some text that a required member may hold."""
    return str(shape.enum[0]) if shape.enum else "text"
