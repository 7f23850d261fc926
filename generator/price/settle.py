"""Settle the facts of a price for one request, as the specification of the language says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from generator.ir.prices import Fact, Fallback
from generator.ir.shape import PathTo, When
from generator.price.expression import Expression
from generator.price.layout import scaled
from generator.price.spans import (
    NoCell,
    Options,
    Span,
    Truth,
    Value,
    choice,
    exactly,
    span,
    truth,
)
from generator.runtime import facts as read
from generator.runtime.amounts import plain
from generator.runtime.checks import equals
from generator.runtime.estimates import Assumption, Missing, PriceRefused

Request = Mapping[str, Any]


@dataclass(slots=True)
class Sheet:
    """One estimate in the making."""

    request: Request
    supplied: Mapping[str, Any]
    facts: dict[str, Value] = field(default_factory=dict)
    assumed: list[Assumption] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)
    """Facts that nobody has said."""


def computed(fact: Fact, value: Expression, facts: Mapping[str, Value]) -> Value:
    """Return what the expression of a computed fact comes to; a cell that is missing refuses."""
    try:
        return choice(value, facts) if fact.kind == "choice" else span(value, facts)
    except NoCell as error:
        raise read.no_price(error.key) from None


def dig(request: Any, path: PathTo) -> Any:
    """Return what stands at *path* of *request*, or None."""
    for step in path:
        request = request.get(step) if isinstance(request, Mapping) else None
    return request


def holds(when: When | None, request: Request) -> bool:
    """Tell whether the condition *when* holds of *request*."""
    if when is None:
        return True
    return (
        all(dig(request, path) is not None for path in when.present)
        and all(dig(request, path) is None for path in when.absent)
        and all(equals(dig(request, path), value) for path, value in when.equals)
    )


def settle(sheet: Sheet, fact: Fact) -> Value:
    """Settle one fact by what the request says, the caller supplies, or is assumed."""
    if fact.needed_when is not None and not truth(fact.needed_when, sheet.facts).possible:
        return exactly(0)
    if fact.value is not None:
        return computed(fact, fact.value, sheet.facts)
    if fact.present is not None:
        there = dig(sheet.request, fact.present) is not None
        return Truth(there, there)
    if fact.count:
        return exactly(sum(read.how_many(dig(sheet.request, path)) for path in fact.count))
    if fact.length is not None:
        return exactly(read.how_long(".".join(fact.length), dig(sheet.request, fact.length)))
    said = _said(sheet, fact)
    if said is not None:
        read.agree(fact.name, said, _supplied(sheet, fact, said))
        return said
    given = _given(sheet, fact)
    if given is not None:
        if fact.observed:
            sheet.assumed.append(Assumption(fact.name, _spell(given), read.ONLY_AFTERWARDS))
        return given
    for fallback in fact.fallbacks:
        if holds(fallback.when, sheet.request):
            found = _fallback(sheet, fact, fallback)
            if found is not None:
                sheet.assumed.append(Assumption(fact.name, _spell(found), fallback.why))
                return found
    return _unknown(sheet, fact)


def _supplied(sheet: Sheet, fact: Fact, said: Value) -> Value | None:
    """Return what the caller supplies beside what the request has *said*."""
    raw = sheet.supplied.get(fact.name) if fact.given else None
    if raw is None or not isinstance(said, Options):
        return _given(sheet, fact)
    return Options((raw,))


def _spell(value: Value) -> str:
    if isinstance(value, Options):
        return value.values[0]
    assert isinstance(value, Span)
    return plain(_decimal(value.low)) or ""


def _decimal(number: Fraction) -> Decimal:
    """Write a fraction whose denominator divides a power of ten."""
    return Decimal(int(number * 10**18)).scaleb(-18).normalize()


def _said(sheet: Sheet, fact: Fact) -> Value | None:
    """Read the fact from the request itself."""
    value = dig(sheet.request, fact.parameter) if fact.parameter else None
    if value is not None and not any(equals(value, other) for other in fact.ignore):
        return _read(fact, value)
    if fact.lookup is not None:
        keys = tuple(dig(sheet.request, path) for path in fact.lookup.by)
        if all(key is not None for key in keys):
            return _looked_up(fact, keys)
    return None


def _read(fact: Fact, value: Any) -> Value:
    name = ".".join(fact.parameter or ())
    if fact.kind == "choice":
        value = read.spelt(value) if fact.spelt else value
        return Options((read.one_of(name, value, fact.values),))
    if fact.whole:
        return exactly(read.whole(name, value, *fact.bounds))
    return exactly(Fraction(read.quantity(name, value, fact.places), 10**fact.places))


def _looked_up(fact: Fact, keys: tuple[Any, ...]) -> Value:
    assert fact.lookup is not None
    for row, value in fact.lookup.rows:
        if all(equals(key, cell) for key, cell in zip(keys, row, strict=True)):
            if fact.kind == "choice":
                return Options((read.one_of(fact.name, value, fact.values),))
            return exactly(Fraction(Decimal(str(value))))
    raise read.no_price(keys)


def _given(sheet: Sheet, fact: Fact) -> Value | None:
    """Read the fact from what the caller supplies."""
    value = sheet.supplied.get(fact.name) if fact.given else None
    if value is None:
        return None
    if fact.kind == "choice":
        return Options((read.one_of(fact.name, value, fact.values),))
    low = scaled(fact.low or Decimal(0), fact.places)
    high = None if fact.high is None else scaled(fact.high, fact.places)
    units = read.supplied(fact.name, value, fact.places, low, high)
    return exactly(Fraction(units, 10**fact.places))


def _fallback(sheet: Sheet, fact: Fact, fallback: Fallback) -> Value | None:
    if fallback.fact is None:
        if fact.kind == "choice":
            return Options((str(fallback.value),))
        return exactly(Fraction(Decimal(str(fallback.value))))
    other = sheet.facts[fallback.fact]
    if isinstance(other, Span) and other.known and _within(fact, other.low):
        return other
    return None


def _within(fact: Fact, number: Fraction) -> bool:
    low, high = fact.low, fact.high
    return (low is None or number >= low) and (high is None or number <= high)


def _unknown(sheet: Sheet, fact: Fact) -> Value:
    """Fall back on the domain, and say that the fact is missing."""
    if fact.kind == "quantity" and fact.low is None:
        raise PriceRefused(f"{fact.shown} is missing")
    sheet.missing.append(missing(fact))
    sheet.unknown.add(fact.name)
    if fact.kind == "choice":
        return Options(fact.values)
    high = None if fact.high is None else Fraction(fact.high)
    return Span(Fraction(fact.low or 0), high)


def missing(fact: Fact) -> Missing:
    """Describe *fact* for the caller who could state it."""
    if fact.kind == "choice":
        return Missing(fact.shown, None, list(fact.values))
    domain: dict[str, Any] = {"minimum": plain(fact.low or Decimal(0)), "maximum": plain(fact.high)}
    if fact.observed:
        domain["observed"] = {name: plain(seen) for name, seen in fact.observed.items()}
    return Missing(fact.shown, fact.unit, domain)
