"""Prices that take over the lines of another one: a reseller's markup, a discount of the list price."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from generator.resolve.scope import Scope, near
from generator.runtime.estimates import CONFIDENCE
from generator.spec.fact import Fact
from generator.spec.price import Line, Price, Rates

MAX_CHAIN = 5

Place = tuple[str | int, ...]


def expand(scope: Scope, price: Price, place: Place, own: str, depth: int = 0) -> Price:
    """Return *price* of the operation *own* with what it takes over from another price."""
    if price.based_on is None:
        return price
    base = _base(scope, price, place, own, depth)
    if base is None:
        return price
    factor = Decimal(price.based_on.multiply)
    lines = {line.id: _taken(line, base, price, factor) for line in base.lines}
    lines |= {line.id: line for line in price.lines}
    return price.model_copy(
        update={
            "refused": price.refused or base.refused,
            "facts": {name: _uncited(fact) for name, fact in base.facts.items()} | price.facts,
            "lines": tuple(lines.values()),
            "conversions": {**base.conversions, **price.conversions},
            "multiplier": price.multiplier or base.multiplier,
            "currency": base.currency,
        }
    )


def _base(scope: Scope, price: Price, place: Place, own: str, depth: int) -> Price | None:
    """Find the price that *price* is based on, or note that it is not there."""
    assert price.based_on is not None, "the caller has looked"
    origin = scope.origin(*place, "based_on")
    name, day = price.based_on.operation or own, price.based_on.as_of
    if name not in scope.prices:
        hint = near(name, scope.prices) or "name an operation as <provider>/<family>/<operation>"
        scope.find(origin, "unknown-price", f"no operation is named {name}", hint)
        return None
    earlier = [one for one in scope.prices[name] if one is not price]
    found = next((one for one in reversed(earlier) if day in {None, one.as_of}), None)
    if found is None or depth == MAX_CHAIN:
        text = f"{name} has no price of {day}" if day else f"{name} has no other price"
        if depth == MAX_CHAIN:
            text = f"more than {MAX_CHAIN} prices are based on one another"
        scope.find(origin, "unknown-price", text, "name the `as_of` of a price that has lines")
        return None
    return expand(scope, found, place, name, depth + 1)


def _taken(line: Line, base: Price, price: Price, factor: Decimal) -> Line:
    """Return a line with its rates multiplied; its evidence is the weaker of both prices'."""
    evidence = (line.confidence or base.confidence, price.confidence)
    minimum = line.minimum
    if minimum is not None and minimum.amount is not None:
        minimum = minimum.model_copy(update={"amount": _times(minimum.amount, factor)})
    return line.model_copy(
        update={
            "rate": _rate(line, factor),
            "minimum": minimum,
            "confidence": max(evidence, key=CONFIDENCE.index),
            "source": None,
        }
    )


def _rate(line: Line, factor: Decimal) -> str | Rates:
    if isinstance(line.rate, str):
        return line.rate if line.rate == "unstated" else _times(line.rate, factor)
    rate = line.rate
    values: Mapping[str, str] = rate.values or {}
    return rate.model_copy(
        update={
            "values": {key: _times(value, factor) for key, value in values.items()} or None,
            "cells": (
                None
                if rate.cells is None
                else tuple((*cell[:-1], _times(cell[-1], factor)) for cell in rate.cells)
            ),
            "rates": (
                None if rate.rates is None else tuple(_times(value, factor) for value in rate.rates)
            ),
        }
    )


def _times(amount: str, factor: Decimal) -> str:
    return format(Decimal(amount) * factor, "f")


def _uncited(fact: Fact) -> Fact:
    """Return a fact without sources, which name documents of another provider."""
    update: dict[str, object] = {}
    for name in ("unknown", "observed"):
        part = getattr(fact, name)
        if part is not None:
            update[name] = part.model_copy(update={"source": None})
    return fact.model_copy(update=update)
