"""Lint: contradictions that no quirk records, and quirks that settle or concern nothing."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from generator.ir.provider import PlacedQuirk, Provider
from generator.ir.rules import Excludes, OneOf
from generator.ir.shape import PathTo, Shape
from generator.lint.registry import Defect, rule
from generator.lint.subjects import (
    FamilyAt,
    OperationAt,
    ProviderAt,
    RuleAt,
    family_words,
    operation_words,
    shapes,
    values,
)
from generator.lint.wire import wire_shapes
from generator.resolve.scope import near
from generator.spec.price import Price
from generator.spec.provider import ErrorCode, Protocol, ProviderSpec

GENERAL = frozenset(
    {
        *ProviderSpec.model_fields,
        *Protocol.model_fields,
        *ErrorCode.model_fields,
        *Price.model_fields,
        "price",
        "model",
        "page",
        "response",
        "raw_response",
        "examples",
        "default",
        "defaults",
        "rules",
        "parameters",
    }
)
"""Words that a quirk may be about without naming a part of the spec."""

_RECORD = "record a contradiction whose `about` names the member, with both claims and what wins"


@rule("contradiction-without-quirk", OperationAt)
def contradiction_without_quirk(at: OperationAt) -> Iterator[Defect]:
    """The documents contradict each other about a member, and no quirk records it."""
    for shape in shapes(at.operation):
        for value in values(shape):
            if value.member and value.member.documented_as and not at.recorded(value.path):
                told = ", ".join(value.member.documented_as)
                text = f"{value.name} is documented otherwise ({told}), and no quirk says so"
                yield Defect(value.shape.origin, text, _RECORD)


@rule("contradiction-without-quirk", RuleAt)
def required_without_quirk(at: RuleAt) -> Iterator[Defect]:
    """A rule may forbid a parameter that is required, and no quirk records it."""
    if isinstance(at.rule.demand, (OneOf, Excludes)):
        parameters = at.at.operation.parameters
        for path in at.rule.paths:
            if _required(parameters, path) and not at.at.recorded(path):
                text = f"{'.'.join(path)} is required, and {at.rule.id} may forbid it"
                yield Defect(at.rule.origin, text, _RECORD)


def _required(shape: Shape, path: PathTo) -> bool:
    """Tell whether *path* must be there in every request."""
    member = shape.member(path[0])
    if member is None or not member.required:
        return False
    return len(path) == 1 or _required(member.shape, path[1:])


@rule("quirk-undecided", ProviderAt)
def quirk_undecided(at: ProviderAt) -> Iterator[Defect]:
    """A provider's contradiction does not say which claim wins."""
    yield from _undecided(at.provider.quirks)


@rule("quirk-undecided", FamilyAt)
def shared_quirk_undecided(at: FamilyAt) -> Iterator[Defect]:
    """So does a family's."""
    yield from _undecided(at.family.quirks)


@rule("quirk-undecided", OperationAt)
def own_quirk_undecided(at: OperationAt) -> Iterator[Defect]:
    """An operation's contradiction does not say which claim wins."""
    yield from _undecided(_own(at))


def _own(at: OperationAt) -> tuple[PlacedQuirk, ...]:
    """Return the quirks of the operation without those of its family."""
    return tuple(placed for placed in at.operation.quirks if placed not in at.family.quirks)


def _undecided(quirks: tuple[PlacedQuirk, ...]) -> Iterator[Defect]:
    for placed in quirks:
        quirk = placed.quirk
        if not quirk.claims:
            text = f"{quirk.id} rests on no claim"
            yield Defect(placed.origin, text, "add what the documents say, with sources")
        if quirk.kind == "contradiction" and quirk.wins is None:
            text = f"{quirk.id} is a contradiction, but nothing says which claim wins"
            yield Defect(placed.origin, text, "add `wins:`, a number from 1 or undecided")
        if quirk.kind == "contradiction" and len(quirk.claims) < 2:
            text = f"{quirk.id} is a contradiction of fewer than two claims"
            yield Defect(placed.origin, text, "add the other claim, or call it a trap or a gap")
        if isinstance(quirk.wins, int) and not 1 <= quirk.wins <= len(quirk.claims):
            text = f"{quirk.id} lets claim {quirk.wins} of {len(quirk.claims)} win"
            yield Defect(placed.origin, text, "count the claims from 1")


@rule("quirk-about-nothing", OperationAt)
def quirk_about_nothing(at: OperationAt) -> Iterator[Defect]:
    """An operation's quirk is about something that is not in the spec."""
    own = _own(at)
    if own:
        yield from _pointless(own, operation_words(at.operation) | _provider_words(at.provider))


@rule("quirk-about-nothing", ProviderAt)
def shared_quirk_about_nothing(at: ProviderAt) -> Iterator[Defect]:
    """A provider's quirk is about something that is not in its specs."""
    if at.provider.quirks:
        yield from _pointless(at.provider.quirks, at.words | _provider_words(at.provider))


@rule("quirk-about-nothing", FamilyAt)
def family_quirk_about_nothing(at: FamilyAt) -> Iterator[Defect]:
    """So is a family's."""
    if at.family.quirks:
        yield from _pointless(
            at.family.quirks, family_words(at.family) | _provider_words(at.provider)
        )


def _pointless(quirks: tuple[PlacedQuirk, ...], known: AbstractSet[str]) -> Iterator[Defect]:
    for placed in quirks:
        if not placed.quirk.about:
            yield Defect(placed.origin, f"{placed.quirk.id} is about nothing", "fill in `about`")
        for name in placed.quirk.about:
            if name not in known:
                text = f"{placed.quirk.id} is about {name}, which is no part of the spec"
                hint = near(name, known) or "name a parameter, rule, field, example or price line"
                yield Defect(placed.origin, text, hint)


def _provider_words(provider: Provider) -> set[str]:
    """List all that a quirk may name in a provider's own file."""
    spec = provider.spec
    found = {*GENERAL, *spec.protocol.calls, *spec.servers}
    found |= {state.value for state in spec.protocol.states}
    found |= {code.code for code in spec.errors.codes}
    found |= provider.names
    for name, call in provider.wire.calls.items():
        found |= {f"{name}.{member.name}" for member in call.query.members}
    for shape in wire_shapes(provider):
        for value in values(shape):
            found |= {value.name, value.path[-1]} if value.path else set()
    return found | set(provider.wire.errors)
