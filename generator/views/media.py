"""Which parameters of an operation take media, and in what form: a table for uploads."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ir.provider import Operation
from generator.ir.shape import Shape

MediaTable = dict[str, tuple[str, tuple[str, ...]]]


def media_table(operation: Operation) -> MediaTable:
    """Return kind and forms by dotted name, [] standing for the items of a list."""
    return dict(_found(operation.parameters, ""))


def _found(shape: Shape, name: str) -> Iterator[tuple[str, tuple[str, tuple[str, ...]]]]:
    if shape.media is not None and shape.media.forms:
        yield name, (shape.media.kind, shape.media.forms)
    for inner in shape.any_of:
        yield from _found(inner, name)
    for member in shape.members:
        yield from _found(member.shape, f"{name}.{member.name}" if name else member.name)
    if shape.items is not None:
        yield from _found(shape.items, f"{name}[]")
