"""Lint: the values that travel around a payload, held to the same rules as parameters."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ir.provider import Provider
from generator.ir.shape import Shape
from generator.lint.registry import Defect, rule
from generator.lint.shapes import idle, impossible, overlapping
from generator.lint.subjects import ProviderAt, Value, values


def wire_shapes(provider: Provider) -> Iterator[Shape]:
    """List the shapes of the protocol and of the error answers."""
    wire = provider.wire
    yield wire.options
    yield from wire.errors.values()
    for call in wire.calls.values():
        yield from (call.query, call.headers, call.response_headers)
        yield from (shape for shape in (call.body, call.response) if shape is not None)
    if wire.webhook is not None:
        yield wire.webhook


def _all(at: ProviderAt) -> Iterator[Value]:
    for shape in wire_shapes(at.provider):
        yield from values(shape)


@rule("keyword-without-type", ProviderAt)
def keyword_without_type(at: ProviderAt) -> Iterator[Defect]:
    """So does one in the protocol or in an error answer."""
    yield from idle(_all(at))


@rule("bounds-empty", ProviderAt)
def bounds_empty(at: ProviderAt) -> Iterator[Defect]:
    """So do those of a value in the protocol or in an error answer."""
    yield from impossible(_all(at))


@rule("alternatives-overlap", ProviderAt)
def alternatives_overlap(at: ProviderAt) -> Iterator[Defect]:
    """So do those of a value in the protocol or in an error answer."""
    yield from overlapping(_all(at))


@rule("parameter-without-description", ProviderAt)
def parameter_without_description(at: ProviderAt) -> Iterator[Defect]:
    """A value in the protocol or in an error answer is not described."""
    for value in _all(at):
        if value.member is not None and not value.shape.description:
            text = f"{value.name} is not described"
            yield Defect(value.shape.origin, text, "add `description:`, in your own words")
