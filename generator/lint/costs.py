"""Lint: documented costs, held against the estimate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.ir.prices import Cost, Price
from generator.ir.provider import Operation
from generator.judge import judge
from generator.lint.registry import Defect, rule
from generator.lint.rules import listing
from generator.lint.subjects import OperationAt, PriceAt
from generator.price.evaluate import estimate
from generator.resolve.scope import near
from generator.runtime.amounts import money
from generator.runtime.estimates import Estimate, PriceRefused

_MEND = "mend the price, or the cost if it is not what the page says"


@rule("example-cost", OperationAt)
def example_cost(at: OperationAt) -> Iterator[Defect]:
    """The documented cost of an example is not what the latest price makes of its request."""
    for example in at.operation.examples:
        if example.cost is None or example.request is None:
            continue
        if example.refused or judge(at.operation, example.request):
            text = f"{example.id} has a cost, but its request is refused"
            hint = "move the cost to an example that corrects it"
            yield Defect(example.origin, text, hint)
            continue
        said = _unmet(at.operation, example.request, example.facts, example.cost)
        if said:
            yield Defect(example.origin, f"{example.id}: {said}", _MEND)


@rule("price-row", PriceAt)
def price_row(at: PriceAt) -> Iterator[Defect]:
    """A documented price row is not what this price makes of its request, or that is refused."""
    operation = replace(at.at.operation, prices=(replace(at.price, ends=None),))
    for row in at.price.rows:
        found = judge(operation, row.request)
        if found:
            text = f"the request of row {row.title} is refused: {listing(found)}"
            yield Defect(row.origin, text, "mend the request")
            continue
        said = _unmet(operation, row.request, row.facts, row.cost)
        if said:
            yield Defect(row.origin, f"row {row.title}: {said}", _MEND)


def _unmet(
    operation: Operation, request: Mapping[str, Any], facts: Mapping[str, str], cost: Cost
) -> str:
    """Say how an estimate differs from the documented *cost*, or nothing."""
    try:
        found = estimate(operation, request, facts)
    except PriceRefused as error:
        return "" if cost.refused else f"documented is {_spell(cost)}, but {error}"
    met = not cost.refused and _meets(found, cost)
    return "" if met else f"documented is {_spell(cost)}, estimated {_show(found)}"


def _meets(found: Estimate, cost: Cost) -> bool:
    if cost.contains is not None:
        return found.low <= cost.contains and (found.high is None or cost.contains <= found.high)
    if cost.low is not None:
        return (found.low, found.high) == (cost.low, cost.high)
    amount = cost.amount if cost.exact is None else cost.exact
    return found.low == found.high == amount and (cost.exact is None or found.exact)


def _spell(cost: Cost) -> str:
    """Write a documented cost as the spec does."""
    if cost.refused:
        return "that no price can be given"
    parts = [
        f"{name} {money(getattr(cost, name))}"
        for name in ("exact", "amount", "contains", "low", "high")
        if getattr(cost, name) is not None
    ]
    return " ".join(parts)


def _show(found: Estimate) -> str:
    """Write an estimate: one amount and its grade, or the range."""
    if found.low == found.high:
        return f"{money(found.low)} ({'exact' if found.exact else found.confidence})"
    return f"{money(found.low)} to {money(found.high) or 'an open end'}"


@rule("unknown-fact-supplied", OperationAt)
def unknown_fact_supplied(at: OperationAt) -> Iterator[Defect]:
    """An example supplies a fact that the price does not take."""
    price = at.operation.price
    for example in at.operation.examples:
        for name in example.facts:
            yield from _untaken(price, name, Defect(example.origin, example.id, ""))


@rule("unknown-fact-supplied", PriceAt)
def unknown_fact_in_row(at: PriceAt) -> Iterator[Defect]:
    """A price row supplies a fact that the price does not take."""
    for row in at.price.rows:
        for name in row.facts:
            yield from _untaken(at.price, name, Defect(row.origin, f"row {row.title}", ""))


def _untaken(price: Price | None, name: str, where: Defect) -> Iterator[Defect]:
    given = [fact.name for fact in price.given] if price else []
    if name not in given:
        hint = near(name, given) or "add `given: true` to the fact, or remove the value"
        yield Defect(where.origin, f"{where.text} supplies {name}, which nothing asks for", hint)
