"""Values at the borders of what a parameter may be: inside, on and outside."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from generator.ir.provider import Operation
from generator.ir.shape import PathTo, Shape
from generator.judge import judge
from generator.runtime.formats import is_uri

_UUID = "9a3e1f2c-5d47-4c1b-8f0e-2b6d7c8a9e10"


@dataclass(frozen=True, slots=True)
class Boundary:
    """The borders of one parameter."""

    path: PathTo
    shape: Shape
    base: Mapping[str, Any]
    """A right request in which the parameter can be varied."""
    accepted: tuple[Any, ...]
    refused: tuple[tuple[Any, str], ...]
    """Values and the keyword that refuses each."""


def boundaries(operation: Operation) -> Iterator[Boundary]:
    """List the borders of every parameter of *operation*, nested ones included."""
    bases = _bases(operation)
    for path, shape in _walk(operation.parameters, ()):
        accepted = tuple(_inside(shape))
        base, fitting = _base_for(operation, bases, path, accepted)
        if base is not None:
            refused = tuple(_outside(shape))
            yield Boundary(path, shape, base, fitting, refused)


def _walk(shape: Shape, prefix: PathTo) -> Iterator[tuple[PathTo, Shape]]:
    for member in shape.members:
        path = (*prefix, member.name)
        yield path, member.shape
        if member.shape.types == ("object",):
            yield from _walk(member.shape, path)


def _bases(operation: Operation) -> list[Mapping[str, Any]]:
    """List right requests, the shortest first."""
    requests = [
        example.request
        for example in operation.examples
        if example.request is not None and not example.refused
    ]
    requests += [request for rule in operation.rules for request in rule.kept]
    supplied = {member.name for member in operation.parameters.members if member.supplied}
    plain = [
        {key: value for key, value in each.items() if key not in supplied} for each in requests
    ]
    return sorted(plain, key=lambda request: (len(request), len(json.dumps(request, default=str))))


def put(request: Mapping[str, Any], path: PathTo, value: Any) -> dict[str, Any]:
    """Return *request* with *value* at *path*."""
    changed: dict[str, Any] = copy.deepcopy(dict(request))
    inner = changed
    for step in path[:-1]:
        inner = inner.setdefault(step, {})
    inner[path[-1]] = value
    return changed


def _base_for(
    operation: Operation, bases: list[Mapping[str, Any]], path: PathTo, accepted: tuple[Any, ...]
) -> tuple[Mapping[str, Any] | None, tuple[Any, ...]]:
    """Choose the request in which most of the values are right."""
    best: tuple[Mapping[str, Any] | None, tuple[Any, ...]] = (bases[0] if bases else None, ())
    for base in bases:
        fitting = tuple(value for value in accepted if not judge(operation, put(base, path, value)))
        if len(fitting) > len(best[1]):
            best = (base, fitting)
        if len(fitting) == len(accepted):
            break
    return best


def _inside(shape: Shape) -> Iterator[Any]:
    """Give values that the parameter takes by itself."""
    if shape.any_of:
        yield from (value for choice in shape.any_of for value in list(_inside(choice))[:1])
        return
    if shape.const is not None or shape.enum is not None:
        yield from (shape.const,) if shape.const is not None else shape.enum or ()
        return
    match [name for name in shape.types if name != "null"]:
        case ["integer" | "number"]:
            yield from _numbers(shape)
        case ["boolean"]:
            yield from (True, False)
        case ["string"]:
            yield from _texts(shape)
        case ["array"]:
            yield from _lists(shape)


def _numbers(shape: Shape) -> Iterator[Any]:
    low, high, step = shape.minimum, shape.maximum, shape.multiple_of or 1
    if low is None and high is None:
        return
    if low is not None and low % step == 0:
        yield low
    if low is not None and high is not None and high - low > step:
        middle = low + (high - low) // 2
        yield middle - middle % step
    if high is not None and high % step == 0:
        yield high


def _texts(shape: Shape) -> Iterator[str]:
    if shape.pattern is not None:
        return
    if shape.format == "uri":
        yield "https://example.com/a.png"
    elif shape.format == "uuid4":
        yield _UUID
    else:
        least = shape.min_length or 1
        yield "x" * least
        if shape.max_length is not None and shape.max_length <= 5000:
            yield "x" * shape.max_length


def _lists(shape: Shape) -> Iterator[list[Any]]:
    item = next(_inside(shape.items), None) if shape.items is not None else "x"
    if shape.items is not None and shape.items.types == ("object",):
        item = _object(shape.items)
    if item is None:
        return
    least = 1 if shape.min_items is None else shape.min_items
    yield [item] * least
    if shape.max_items is not None and least < shape.max_items <= 50:
        yield [item] * shape.max_items


def _object(shape: Shape) -> dict[str, Any] | None:
    """Build an object of its needed members."""
    built = {}
    for member in shape.members:
        if member.needed:
            value = next(_inside(member.shape), None)
            if value is None:
                return None
            built[member.name] = value
    return built


def _outside(shape: Shape) -> Iterator[tuple[Any, str]]:
    """Give values that the parameter refuses, and why."""
    if shape.any_of:
        return
    if shape.const is not None or shape.enum is not None:
        choices = (shape.const,) if shape.const is not None else shape.enum or ()
        if any(isinstance(value, str) for value in choices):
            yield "no such value", "const" if shape.const is not None else "enum"
        if all(isinstance(value, str) for value in choices):
            yield 7, "type"
        return
    types = [name for name in shape.types if name != "null"]
    wrong: Mapping[str, tuple[Any, ...]] = {
        "integer": (True, "7"),
        "number": (True, "7"),
        "boolean": ("true", 1),
        "string": (7, None),
        "array": ("x",),
        "object": ([],),
    }
    if len(types) == 1:
        yield from ((value, "type") for value in wrong.get(types[0], ()) if value is not None)
    if types == ["integer"]:
        yield Decimal("7.5"), "type"
    yield from _beyond(shape, types)


def _beyond(shape: Shape, types: list[str]) -> Iterator[tuple[Any, str]]:
    """Give values one step outside the bounds."""
    if types in (["integer"], ["number"]):
        step = shape.multiple_of or 1
        if shape.minimum is not None:
            yield shape.minimum - step, "minimum"
        if shape.maximum is not None:
            yield shape.maximum + step, "maximum"
    if types == ["string"]:
        if shape.min_length:
            yield "x" * (shape.min_length - 1), "minLength"
        if shape.max_length is not None and shape.max_length <= 5000:
            yield "x" * (shape.max_length + 1), "maxLength"
        if shape.format is not None:
            assert not is_uri("no such form"), "a text that no format admits"
            yield "no such form", "format"
    if types == ["array"]:
        item = next(_inside(shape.items), None) if shape.items is not None else "x"
        if shape.min_items and item is not None:
            yield [item] * (shape.min_items - 1), "minItems"
        if shape.max_items is not None and shape.max_items <= 50:
            filler = _object(shape.items) if shape.items and not item else item
            if filler is not None:
                yield [filler] * (shape.max_items + 1), "maxItems"
