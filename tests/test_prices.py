"""Every shape that a price can have: its documented rows, and the emitted estimator beside the reference."""

from __future__ import annotations

import os
from random import Random
from typing import Any

import drafts
import pytest
from emitted import SHAPES, function, priced, shapes

from generator.ir.provider import Operation
from generator.judge import judge
from generator.price.bounds import bits_for, bounds
from generator.price.evaluate import estimate
from generator.runtime.estimates import PriceRefused
from generator.survey import survey

ROWS = int(os.environ.get("BULK", "1500"))
"""Rows drawn for each shape; `make prices` draws 100,000."""

SHAPE = pytest.mark.parametrize("shape", shapes())


def test_the_rows_of_all_shapes_are_what_the_reference_says() -> None:
    """Lint prices every row."""
    _, findings = survey(SHAPES)
    assert findings == []


@SHAPE
def test_rows_are_what_the_estimator_says(shape: str) -> None:
    operation = shapes()[shape]
    for price in operation.prices:
        assert price.rows, "a shape shows what it costs"
        day = {"as_of": price.as_of} if len(operation.prices) > 1 else {}
        for row in price.rows:
            found = priced(
                function(operation, "costs", "estimate"), row.request, **row.facts, **day
            )
            assert found == priced(estimate, operation, row.request, row.facts, **day)


@SHAPE
def test_the_estimator_agrees_with_the_reference(shape: str) -> None:
    """Both give the same estimate or refusal, nulls, wrong values and missing facts included."""
    chance = Random(shape)  # noqa: S311  # requests, not secrets
    operation = shapes()[shape]
    ours = function(operation, "costs", "estimate")
    prices = 0
    for turn in range(ROWS):
        request = drafts.request(chance, operation, 0.1 if turn % 5 == 0 else 0.0)
        if not isinstance(request, dict) or (turn % 5 and judge(operation, request)):
            continue
        facts = supplied(chance, operation)
        expected = priced(estimate, operation, request, facts)
        assert priced(ours, request, **facts) == expected, (request, facts)
        prices += not isinstance(expected, str)
    assert prices > ROWS / 20


@SHAPE
def test_no_request_costs_more_than_is_proved(shape: str) -> None:
    chance = Random(shape)  # noqa: S311  # requests, not secrets
    operation = shapes()[shape]
    assert operation.price is not None
    proved = bounds(operation.price)
    if proved.total is None:
        return
    assert proved.bits in {64, 128}
    for _ in range(ROWS // 10):
        request = drafts.request(chance, operation, 0.0)
        if not judge(operation, request):
            try:
                found = estimate(operation, request, supplied(chance, operation))
            except (PriceRefused, TypeError):
                continue
            assert found.low_units <= proved.total
            assert found.high_units is None or found.high_units <= proved.total


def test_bits_are_those_of_a_signed_integer() -> None:
    assert [bits_for(2**63 - 1), bits_for(2**63), bits_for(2**127), bits_for(None)] == [
        *(64, 128, None, None)
    ]


def supplied(chance: Random, operation: Operation) -> dict[str, Any]:
    """Draw facts for some of those that a caller may supply."""
    asked = operation.price.given if operation.price else ()
    return {each.name: drafts.fact(chance, each) for each in asked if chance.random() < 0.7}
