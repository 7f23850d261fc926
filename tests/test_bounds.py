"""A range holds every price that it may come to: each completion of what is missing is tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product
from random import Random
from typing import Any

import drafts
import pytest
from emitted import function, kind, priced, shapes
from shipped import operations

from generator.ir.prices import Fact
from generator.ir.provider import Operation
from generator.judge import judge
from generator.views.boundaries import put

KINDS = ("arithmetic", "choices", "counted")
NAMES = [*operations(), *KINDS, *shapes()]
REQUESTS = 40


def grid(domain: Any) -> list[str]:
    """List values of a domain: all of a choice; ends, middle and a broken one of a quantity."""
    if isinstance(domain, list):
        return [str(value) for value in domain]
    low = Decimal(domain["minimum"])
    high = Decimal(domain["maximum"]) if domain["maximum"] else low + 40
    middle = (low + high) / 2
    return [str(value) for value in dict.fromkeys((low, middle.quantize(Decimal(1)), high))]


def completions(
    operation: Operation, request: dict[str, Any], facts: dict[str, Any], missing: list[Any]
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Give what is missing in every combination: as a fact, or as the parameter that says it."""
    price = operation.price
    assert price is not None, "something is missing"
    asked: Mapping[str, Fact] = {fact.shown: fact for fact in price.facts}
    for values in product(*(grid(each["domain"]) for each in missing)):
        whole, known = request, dict(facts)
        for each, value in zip(missing, values, strict=True):
            fact = asked[each["name"]]
            if fact.given:
                known[fact.name] = value
            else:
                assert fact.parameter is not None, "nobody could say it"
                number = fact.kind == "quantity"
                whole = put(whole, fact.parameter, int(Decimal(value)) if number else value)
        yield whole, known


def amounts(found: Mapping[str, Any]) -> tuple[Decimal, Decimal]:
    """Return both ends of an estimate; one that is open upwards ends nowhere."""
    high = Decimal("Infinity") if found["high"] is None else Decimal(found["high"])
    return Decimal(found["low"]), high


@pytest.mark.parametrize("name", NAMES)
def test_every_completion_lies_within_the_range(name: str) -> None:
    chance = Random(name)  # noqa: S311  # requests, not secrets
    operation = operations().get(name) or shapes().get(name) or kind(name)
    estimate = function(operation, "costs", "estimate")
    tried = ranges = 0
    for _ in range(REQUESTS * 20):
        request = drafts.request(chance, operation, 0.0)
        if tried >= REQUESTS or judge(operation, request):
            continue
        asked = operation.price.given if operation.price else ()
        facts = {each.name: drafts.fact(chance, each) for each in asked if chance.random() < 0.3}
        found = priced(estimate, request, **facts)
        if isinstance(found, str):
            continue
        tried += 1
        low, high = amounts(found)
        ranges += low != high
        for whole, known in completions(operation, request, facts, found["missing"][:5]):
            inner = priced(estimate, whole, **known)
            if not isinstance(inner, str):
                least, most = amounts(inner)
                assert low <= least <= most <= high, (request, facts, whole, known)
    if operation.price is not None and operation.price.refused is None:
        assert tried == REQUESTS
    if name in KINDS or "video-inference" in name:
        assert ranges
