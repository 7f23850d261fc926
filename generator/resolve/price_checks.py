"""Whether a resolved price can be evaluated: what no estimator could make sense of is noted here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from generator.ir.prices import Fact, Fallback, Price
from generator.ir.shape import Shape
from generator.price.cases import MAX_CASES, count_cases
from generator.price.expression import Apply, Expression, Name, Words
from generator.price.types import Type, places_of, type_of
from generator.resolve.scope import Scope, near
from generator.runtime.checks import is_number, show


def check_price(scope: Scope, price: Price, parameters: Shape) -> None:
    """Note each fact of *price* that contradicts itself."""
    names = {fact.name: fact for fact in price.facts}
    for fact in price.facts:
        checks = (
            _ways(fact),
            _fallbacks(fact, names),
            _reads(fact, parameters),
            _unit(fact, names),
            _computed_choice(fact, names),
            _needed(fact, names),
        )
        for check in checks:
            for text, hint in check:
                scope.find(fact.origin, "unsound-fact", f"{fact.name}: {text}", hint)
    if not scope.findings and count_cases(price) > MAX_CASES:
        text = f"what may be unknown makes more than {MAX_CASES} cases"
        hint = "give choices fewer values, or a fallback"
        scope.find(price.origin, "too-many-cases", text, hint)
    times = price.multiplier
    if times is not None and (times not in names or names[times].kind != "quantity"):
        hint = near(times, names) or "name a fact that is a quantity"
        scope.find(price.origin, "unknown-fact", f"`{times}` is no quantity among the facts", hint)


def _ways(fact: Fact) -> Iterator[tuple[str, str]]:
    """Note a fact that is said in two ways, of which one would be passed over in silence."""
    derived = [
        way
        for way, there in (
            ("value", fact.value is not None),
            ("count", bool(fact.count)),
            ("length", fact.length is not None),
            ("present", fact.present is not None),
        )
        if there
    ]
    read = fact.parameter is not None or fact.lookup is not None
    if derived and (len(derived) > 1 or read or fact.given or fact.fallbacks):
        yield f"{derived[0]} leaves nothing to say for the other keys", "keep one way"
    if fact.kind == "choice":
        if not fact.values:
            yield "a choice needs values", "list the values under `values`"
        if derived and derived != ["value"]:
            yield f"a choice is not found by {derived[0]}", "leave `values` or the other out"
    if fact.kind != "quantity" and (fact.needed_when is not None or fact.low is not None):
        text = "`unknown` and `needed_when` are for quantities"
        yield text, "leave them out; a choice has its values"
    if fact.low is not None and fact.high is not None and fact.low > fact.high:
        yield f"the domain from {fact.low} to {fact.high} is empty", "swap minimum and maximum"


def _fallbacks(fact: Fact, names: dict[str, Fact]) -> Iterator[tuple[str, str]]:
    for fallback in fact.fallbacks:
        if (fallback.value is None) == (fallback.fact is None):
            yield "a fallback gives one of `value` and `fact`", "keep one of the two"
        elif fallback.fact is not None:
            other = names.get(fallback.fact)
            if other is not None and {fact.kind, other.kind} != {"quantity"}:
                yield f"{other.name} cannot stand in for it", "name a quantity for a quantity"
        elif not _fits(fact, fallback):
            text = f"{show(fallback.value)}, taken as {fallback.why}, is no value of it"
            yield text, "put the value under `ignore`, or mend one of the two"


def _fits(fact: Fact, fallback: Fallback) -> bool:
    """Tell whether a fallback's value is one that the fact can have."""
    if fact.kind == "choice":
        return fallback.value in fact.values
    return _is_quantity(fallback.value, fact.places)


def _is_quantity(value: Any, places: int) -> bool:
    return is_number(value) and value >= 0 and places_of(Decimal(str(value))) <= places


def _reads(fact: Fact, parameters: Shape) -> Iterator[tuple[str, str]]:
    """Note a parameter or table from which the fact cannot be read."""
    member = parameters.find(fact.parameter) if fact.parameter else None
    types = set(member.shape.types) - {"null"} if member else set()
    if types and fact.kind == "quantity" and not types <= {"integer", "number"}:
        yield f"{'.'.join(fact.parameter or ())} is no number", "give the fact `values`"
    if types and fact.kind == "choice" and types not in ({"string"}, {"integer"}, {"boolean"}):
        yield f"{'.'.join(fact.parameter or ())} is no text", "leave `values` out"
    for _, cell in fact.lookup.rows if fact.lookup else ():
        if fact.kind == "quantity" and not _is_quantity(cell, fact.places):
            yield f"the table gives {show(cell)}, which is no quantity", "name another column"
        if fact.kind == "choice" and cell not in fact.values:
            yield f"the table gives {show(cell)}, which is none of its values", "add it to `values`"


def _unit(fact: Fact, names: dict[str, Fact]) -> Iterator[tuple[str, str]]:
    """Note a fact whose expression counts something else than the fact says."""
    if fact.value is None or fact.unit is None:
        return
    types = {name: Type(other.kind, other.unit, other.places) for name, other in names.items()}
    found = type_of(fact.value, types).unit
    if found is not None and found != fact.unit:
        yield f"its expression is in {found}, but its unit is {fact.unit}", "let the two agree"


def _computed_choice(fact: Fact, names: dict[str, Fact]) -> Iterator[tuple[str, str]]:
    """Note a computed choice that may come out as none of its values."""
    if fact.kind == "choice" and fact.value is not None:
        for value in dict.fromkeys(outcomes(fact.value, names)):
            if value not in fact.values:
                yield f"its expression may be {show(value)}, which is none of its values", "add it"


def _needed(fact: Fact, names: dict[str, Fact]) -> Iterator[tuple[str, str]]:
    """Note a fact of which the documents themselves leave open whether it matters."""
    if fact.needed_when is not None and _is_open(fact.needed_when, names):
        yield "`needed_when` depends on a range", "say when it is needed without one"


def _is_open(expression: Expression, facts: Mapping[str, Fact]) -> bool:
    """Tell whether an expression has a range in it, or a fact that is computed from one."""
    match expression:
        case Name(name):
            value = facts[name].value
            return value is not None and _is_open(value, facts)
        case Apply(function, arguments):
            return function == "range" or any(_is_open(each, facts) for each in arguments)
    return False


def outcomes(expression: Expression, facts: Mapping[str, Fact]) -> Iterator[str]:
    """List what an expression of a choice may come out as."""
    match expression:
        case Words(value):
            yield value
        case Name(name):
            yield from facts[name].values
        case Apply("if", (_, then, other)):
            yield from outcomes(then, facts)
            yield from outcomes(other, facts)
