"""What a lint rule looks at: one part of the IR, with what it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ir.outline import Outline
from generator.ir.prices import Price
from generator.ir.provider import Family, Operation, PlacedQuirk, Provider
from generator.ir.rules import Rule
from generator.ir.shape import Member, PathTo, Shape


@dataclass(frozen=True, slots=True)
class ProviderAt:
    """A provider among all that are looked at."""

    provider: Provider
    providers: tuple[Provider, ...]
    outlines: tuple[Outline, ...]
    """All its families."""
    words: frozenset[str]
    """All that a quirk may name in the files of its families."""


@dataclass(frozen=True, slots=True)
class FamilyAt:
    """A family of a provider."""

    provider: Provider
    family: Family


@dataclass(frozen=True, slots=True)
class OperationAt:
    """An operation in its family."""

    provider: Provider
    family: Family
    operation: Operation

    @property
    def quirks(self) -> tuple[PlacedQuirk, ...]:
        """All quirks that may speak of the operation: its own, its family's, its provider's."""
        return (*self.operation.quirks, *self.provider.quirks)

    def recorded(self, path: PathTo) -> bool:
        """Tell whether a contradiction about the member at *path* is recorded."""
        names = {".".join(path), path[-1]}
        return any(
            placed.quirk.kind == "contradiction" and not names.isdisjoint(placed.quirk.about)
            for placed in self.quirks
        )


@dataclass(frozen=True, slots=True)
class RuleAt:
    """A rule of an operation."""

    at: OperationAt
    rule: Rule


@dataclass(frozen=True, slots=True)
class PriceAt:
    """A price of an operation."""

    at: OperationAt
    price: Price


@dataclass(frozen=True, slots=True)
class Value:
    """A value inside a request or response, and the way to it; lists count for no step."""

    path: PathTo
    shape: Shape
    member: Member | None
    """None for an item of a list and for an alternative."""

    @property
    def name(self) -> str:
        """The way to it, as quirks and findings write it."""
        return ".".join(self.path)


def values(shape: Shape, path: PathTo = ()) -> Iterator[Value]:
    """List everything that *shape* holds, at any depth, but not itself."""
    for member in shape.members:
        own = (*path, member.name)
        yield Value(own, member.shape, member)
        yield from values(member.shape, own)
    for inner in (shape.items, *shape.any_of):
        if inner is not None:
            yield Value(path, inner, None)
            yield from values(inner, path)


def answers(operation: Operation) -> Iterator[Shape]:
    """List the shapes of what an operation answers with."""
    yield operation.response
    if operation.raw_response is not None:
        yield operation.raw_response


def shapes(operation: Operation) -> Iterator[Shape]:
    """List the shapes of what an operation takes and gives."""
    yield operation.parameters
    yield from answers(operation)


def family_words(family: Family) -> set[str]:
    """List all that a quirk may name in a family's file."""
    words = {word for operation in family.operations for word in operation_words(operation)}
    return words | {shape.title for shape in family.types}


def operation_words(operation: Operation) -> set[str]:
    """List all that a quirk about *operation* may name."""
    found = {operation.id}
    for shape in shapes(operation):
        for value in values(shape):
            found |= {value.name, value.path[-1]} if value.path else set()
    found |= {one.id for one in operation.rules}
    found |= {one.id for one in operation.examples}
    for price in operation.prices:
        found |= {line.id for line in price.lines}
        found |= {doubt.id for doubt in price.doubts}
        found |= {fact.name for fact in price.facts}
    return found
