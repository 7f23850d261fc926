"""Emitted validators say exactly what the judge says, and emitted estimators what the reference says."""

from __future__ import annotations

import os
from random import Random
from typing import Any

import drafts
import pytest
from emitted import function, kind, kinds, priced, told
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no types
from shipped import operations

from generator.ir.provider import Operation
from generator.judge import judge
from generator.price.evaluate import estimate
from generator.schema import payload_schema

BULK = int(os.environ.get("BULK", "1500"))
"""Requests drawn for each operation; `BULK=100000 pytest tests/test_agreement.py` tries more."""

KINDS = [operation.id for operation in kinds().operations]
ALL = [*operations(), *KINDS]
PROPERTY = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def named(name: str) -> Operation:
    """Return an operation of the specs, or of tests/kinds."""
    return operations().get(name) or kind(name)


def compare_validators(operation: Operation, request: Any) -> bool:
    """Compare validator and judge, and tell whether the request is right."""
    expected = told(judge(operation, request))
    assert told(function(operation, "validators", "validate")(request)) == expected, request
    return not expected


def compare_estimators(operation: Operation, request: Any, facts: dict[str, Any]) -> bool:
    """Compare estimator and reference, and tell whether there is a price."""
    expected = priced(estimate, operation, request, facts)
    found = priced(function(operation, "costs", "estimate"), request, **facts)
    assert found == expected, (request, facts)
    return not isinstance(expected, str)


def supplied(chance: Random, operation: Operation) -> dict[str, Any]:
    """Draw facts for some of those that a caller may supply."""
    asked = operation.price.given if operation.price else ()
    return {each.name: drafts.fact(chance, each) for each in asked if chance.random() < 0.6}


@pytest.mark.parametrize("name", ALL)
def test_validators_agree_with_the_judge_in_bulk(name: str) -> None:
    chance = Random(name)  # noqa: S311  # requests, not secrets
    operation = named(name)
    right = sum(
        compare_validators(operation, drafts.request(chance, operation, junk))
        for junk in (0.0, 0.02, 0.2)
        for _ in range(BULK // 3)
    )
    assert right > BULK // 100 or name == "take", "nearly all requests were wrong"
    assert right < BULK * 0.95, "hardly a request was wrong"


@pytest.mark.parametrize("name", ALL)
def test_validators_agree_with_the_judge(name: str) -> None:
    operation = named(name)

    @PROPERTY
    @given(st.randoms(use_true_random=False))
    def compare(chance: Random) -> None:
        compare_validators(operation, drafts.request(chance, operation))

    compare()


@pytest.mark.parametrize("name", ALL)
def test_estimators_agree_with_the_reference_in_bulk(name: str) -> None:
    chance = Random(name)  # noqa: S311  # requests, not secrets
    operation = named(name)
    prices = 0
    for _ in range(BULK):
        request = drafts.request(chance, operation, 0.0)
        if judge(operation, request) == []:
            prices += compare_estimators(operation, request, supplied(chance, operation))
    refused = operation.price is None or operation.price.refused is not None
    assert (prices == 0) == refused


@pytest.mark.parametrize("name", ALL)
def test_estimators_agree_even_on_requests_that_are_wrong(name: str) -> None:
    """No estimator leaves with anything but a price or a refusal, though its request should be right."""
    chance = Random(name)  # noqa: S311  # requests, not secrets
    operation = named(name)
    for _ in range(BULK // 3):
        request = drafts.request(chance, operation, 0.1)
        if isinstance(request, dict):
            compare_estimators(operation, request, supplied(chance, operation))


@pytest.mark.parametrize("name", ALL)
def test_estimators_agree_with_the_reference(name: str) -> None:
    operation = named(name)

    @PROPERTY
    @given(st.randoms(use_true_random=False))
    def compare(chance: Random) -> None:
        request = drafts.members(chance, operation.parameters, 0.0)
        compare_estimators(operation, request, supplied(chance, operation))

    compare()


@pytest.mark.parametrize("name", [name for name in KINDS if name in {"take", "keep"}])
def test_an_independent_engine_judges_alike(name: str) -> None:
    """Requests that JSON can spell are right for jsonschema exactly when they are for us."""
    chance = Random(name)  # noqa: S311  # requests, not secrets
    operation = kind(name)
    validator = Draft202012Validator(payload_schema(operation))
    for _ in range(BULK // 3):
        request = drafts.request(chance, operation, 0.0)
        if isinstance(request, dict) and str(request.get("code")).endswith("\n"):
            continue  # to this engine, unlike to ECMA 262, `$` stands before a last line end too
        assert validator.is_valid(request) == (judge(operation, request) == []), request
