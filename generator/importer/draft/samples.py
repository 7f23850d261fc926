"""Values made up for a test: the shortest that a parameter takes."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from generator.ir.provider import Operation
from generator.ir.shape import PathTo, Shape
from generator.judge import judge_shape

PROMPT = "a cat"
IMAGE = "https://example.com/a.png"
_UUID = "9a3e1f2c-5d47-4c1b-8f0e-2b6d7c8a9e10"
_TEXTS = (
    *(PROMPT, "a", "A", "1", "1:1", "en", "en-US", "1024x1024", "720p", "2026-01-01", "12:00:00"),
    *("#ffffff", "0", "file.png", "image/png", "user@example.com", "v1", "10s", "5", IMAGE, _UUID),
    *("data:image/png;base64,AAAA", "abc123", "A1", "a_b", "a-b", "ABC", "0.5", "10%", "00:00"),
)
NOTHING = object()
"""Stands for a parameter of which no right value was found."""


def sample(shape: Shape, depth: int = 0) -> Any:
    """Return a right value for *shape*, or `NOTHING`."""
    for value in _candidates(shape, depth):
        if value is not NOTHING and not judge_shape(shape, value, lenient=False):
            return value
    return NOTHING


def _candidates(shape: Shape, depth: int) -> Iterator[Any]:
    if depth > 8:
        return
    if shape.any_of:
        yield from (sample(choice, depth + 1) for choice in shape.any_of)
    elif shape.const is not None:
        yield shape.const
    elif shape.enum:
        yield from shape.enum[:20]
    else:
        names = [name for name in shape.types if name != "null"] or ["string"]
        for name in names:
            yield from _of_type(shape, name, depth)
        if "null" in shape.types:
            yield None


def _of_type(shape: Shape, name: str, depth: int) -> Iterator[Any]:
    match name:
        case "boolean":
            yield True
        case "integer" | "number":
            yield from _numbers(shape)
        case "string":
            yield from _texts(shape)
        case "array":
            inner = sample(shape.items, depth + 1) if shape.items is not None else PROMPT
            least = max(1, shape.min_items or 0)
            if inner is not NOTHING and least <= 100:
                yield [copy.deepcopy(inner) for _ in range(least)]
            yield []
        case "object":
            yield _object(shape, depth)


def _numbers(shape: Shape) -> Iterator[Any]:
    low, high, step = shape.minimum, shape.maximum, shape.multiple_of
    bounds = (low, high, shape.exclusive_minimum, shape.exclusive_maximum)
    for base in (5, 1, *bounds, 0):
        if base is None:
            continue
        yield base
        exact = Decimal(str(base))
        for moved in (exact + 1, exact - 1, exact + Decimal("0.5"), exact - Decimal("0.5")):
            yield _plain(moved)
        if step:
            size = Decimal(str(step))
            lowered = exact // size * size
            yield from (_plain(lowered), _plain(lowered + size))


def _plain(number: Decimal) -> Any:
    return int(number) if number == number.to_integral_value() else float(number)


def _texts(shape: Shape) -> Iterator[str]:
    if shape.format == "uri" or shape.media is not None:
        yield {"video": "https://example.com/a.mp4", "audio": "https://example.com/a.mp3"}.get(
            shape.media.kind if shape.media else "", IMAGE
        )
    if shape.format == "uuid4":
        yield _UUID
    yield from _TEXTS
    least = shape.min_length or 0
    if len(PROMPT) < least <= 20_000:
        yield (f"{PROMPT} " * (least // len(PROMPT) + 1))[:least].rstrip().ljust(least, "x")
    if shape.max_length is not None and shape.max_length < len(PROMPT):
        yield "x" * shape.max_length


def _object(shape: Shape, depth: int) -> Any:
    built = {}
    for member in shape.members:
        if member.required:
            value = sample(member.shape, depth + 1)
            if value is NOTHING:
                return NOTHING
            built[member.name] = value
    return built


def least(operation: Operation) -> dict[str, Any] | None:
    """Return what every request must hold, without what the client supplies."""
    built = {}
    for member in operation.parameters.members:
        if member.needed:
            value = sample(member.shape)
            if value is NOTHING:
                return None
            built[member.name] = value
    return built


def put(request: Mapping[str, Any], path: PathTo, value: Any) -> dict[str, Any] | None:
    """Return *request* with *value* at *path*, or nothing if there is no way to it."""
    changed: dict[str, Any] = copy.deepcopy(dict(request))
    inner: Any = changed
    for step in path[:-1]:
        inner = inner.setdefault(step, {})
        if not isinstance(inner, dict):
            return None
    inner[path[-1]] = value
    return changed


def without(request: Mapping[str, Any], path: PathTo) -> dict[str, Any]:
    """Return *request* without what stands at *path*."""
    changed: dict[str, Any] = copy.deepcopy(dict(request))
    inner: Any = changed
    for step in path[:-1]:
        inner = inner.get(step) if isinstance(inner, dict) else None
    if isinstance(inner, dict):
        inner.pop(path[-1], None)
    return changed
