"""What a job costs: the estimate of the spec, so that both can be held together."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from generator.ir.provider import Operation
from generator.mock.clips import INPUT_SECONDS, INPUT_TIER
from generator.price.evaluate import estimate
from generator.runtime.estimates import Estimate, PriceRefused

ASSUMED = {"input_video_seconds": str(INPUT_SECONDS), "output_tier": INPUT_TIER}
"""What is supplied for facts that only input clips could tell."""


def cost_of(operation: Operation, payload: Mapping[str, Any]) -> Decimal | None:
    """Return what one result of *payload* costs: the least if the estimate is a range."""
    found = _estimate(operation, payload)
    return None if found is None else found.low


def units_of(operation: Operation, payload: Mapping[str, Any]) -> Decimal | None:
    """Return the quantity of the first line, which providers without amounts report."""
    found = _estimate(operation, payload)
    return None if found is None or not found.lines else found.lines[0].quantity


def _estimate(operation: Operation, payload: Mapping[str, Any]) -> Estimate | None:
    price = operation.price
    if price is None:
        return None
    fact = price.fact(price.multiplier) if price.multiplier else None
    counted = fact.parameter[0] if fact is not None and fact.parameter else None
    one = {name: value for name, value in payload.items() if name != counted}
    given = {fact.name for fact in price.given}
    for supplied in ({}, {name: value for name, value in ASSUMED.items() if name in given}):
        try:
            found = estimate(operation, one, supplied)
        except PriceRefused:
            continue
        if not found.missing:
            return found
    return None
