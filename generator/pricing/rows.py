"""Columns of a table of jobs: each is a parameter of the operation, or a fact that its price takes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from generator.ir.provider import Operation
from generator.pricing.intent import ADDRESS, MAX_IMAGES
from generator.pricing.jobs import Job
from generator.pricing.mapping import held

COUNT = ".count"
"""`images.count` is the length of the list `images`."""


def placed(operation: Operation, job: Job) -> Job:
    """Make request and facts of the columns of *job* that are named like a parameter or a fact."""
    if not job.columns:
        return job
    given = {fact.name for price in operation.prices for fact in price.given}
    request: dict[str, Any] = dict(job.request)
    facts = dict(job.facts)
    for name, value in job.columns.items():
        if name in given and operation.parameters.find((name,)) is None:
            facts[name] = str(value)
        else:
            _put(operation, request, name, value)
    return replace(job, request=request, facts=facts, columns={})


def _put(operation: Operation, request: dict[str, Any], name: str, value: Any) -> None:
    """Put the value of a column where its name says; what the operation does not know stays on top."""
    path = tuple(name.removesuffix(COUNT).split("."))
    member = operation.parameters.find(path)
    if member is None:
        request[name] = value
        return
    if name.endswith(COUNT) and member.shape.items is not None:
        if not isinstance(value, int) or not 0 <= value <= MAX_IMAGES:
            request[name] = value
            return
        value = held(member.shape, f"{ADDRESS}/file", value)
        if not value:
            return
    inner = request
    for step in path[:-1]:
        inner = inner.setdefault(step, {})
    inner[path[-1]] = value
