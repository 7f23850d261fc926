"""Lint: contradictions that no quirk records, and quirks that settle or concern nothing."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ir.provider import Operation, PlacedQuirk, Provider
from generator.ir.rules import Excludes, OneOf
from generator.ir.shape import PathTo, Shape
from generator.lint.registry import Defect, rule
from generator.lint.subjects import OperationAt, ProviderAt, RuleAt, shapes, values
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
    """A provider's or family's contradiction does not say which claim wins."""
    yield from _undecided(at.provider.quirks)
    for family in at.provider.families:
        yield from _undecided(family.quirks)


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
    known = _words(at.operation) | _provider_words(at.provider)
    yield from _pointless(_own(at), known)


@rule("quirk-about-nothing", ProviderAt)
def shared_quirk_about_nothing(at: ProviderAt) -> Iterator[Defect]:
    """A family's or provider's quirk is about something that is not in its specs."""
    provider = _provider_words(at.provider)
    known: set[str] = set()
    for family in at.provider.families:
        own = {word for operation in family.operations for word in _words(operation)}
        own |= {shape.title for shape in family.types}
        yield from _pointless(family.quirks, own | provider)
        known |= own
    yield from _pointless(at.provider.quirks, known | provider)


def _pointless(quirks: tuple[PlacedQuirk, ...], known: set[str]) -> Iterator[Defect]:
    for placed in quirks:
        if not placed.quirk.about:
            yield Defect(placed.origin, f"{placed.quirk.id} is about nothing", "fill in `about`")
        for name in placed.quirk.about:
            if name not in known:
                text = f"{placed.quirk.id} is about {name}, which is no part of the spec"
                hint = near(name, known) or "name a parameter, rule, field, example or price line"
                yield Defect(placed.origin, text, hint)


def _words(operation: Operation) -> set[str]:
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


def _provider_words(provider: Provider) -> set[str]:
    """List all that a quirk may name in a provider's own file."""
    spec = provider.spec
    found = {*GENERAL, *spec.protocol.calls, *spec.servers}
    found |= {state.value for state in spec.protocol.states}
    found |= {code.code for code in spec.errors.codes}
    found |= {family.id for family in provider.families}
    for name, call in provider.wire.calls.items():
        found |= {f"{name}.{member.name}" for member in call.query.members}
    for shape in wire_shapes(provider):
        for value in values(shape):
            found |= {value.name, value.path[-1]} if value.path else set()
    return found | set(provider.wire.errors)
