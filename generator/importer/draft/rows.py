"""Documented amounts for whole requests, held against the price that the draft makes of the rates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from generator.importer.draft.choices import seconds_in
from generator.importer.draft.operations import Plan
from generator.importer.draft.rates import Rate, plain, rates
from generator.importer.draft.requests import right
from generator.importer.draft.samples import put
from generator.ir.provider import Operation
from generator.judge import judge
from generator.price.evaluate import estimate
from generator.runtime.estimates import PriceRefused

MOST = 30


def add_rows(plan: Plan, operation: Operation) -> None:
    """Add the documented amounts that the price meets; one that it does not meet is told."""
    price = plan.data["prices"][0]
    if "refused" in price:
        return
    rows = []
    for rate in rates(plan.work.prices)[:MOST]:
        if not rate.is_whole or rate.least or rate.strange:
            continue
        request = _request(operation, rate, plan.data["parameters"])
        if request is None:
            continue
        cost = _cost(operation, request, rate)
        if cost is None:
            text = f"the documented amount of {rate.exact} USD is not what the rates come to"
            plan.log.ask(text, rate.said)
            continue
        rows.append(
            {"title": _title(rate), "request": request, "cost": cost, "source": rate.said.cite()}
        )
    if rows:
        price["rows"] = rows


def _title(rate: Rate) -> str:
    parts = [f"{name} {value}" for name, value in rate.when.items()]
    parts += [f"{plain(rate.length)} s"] if rate.length is not None else []
    return ", ".join(parts) or "One request"


def _request(
    operation: Operation, rate: Rate, parameters: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Make up the request that an amount is for, if that can be told."""
    base: dict[str, Any] | None = right(operation)
    wanted = dict(rate.when)
    if wanted.pop("mode", "text").startswith(("image", "video", "audio")):
        return None
    if rate.length is not None:
        name, value = _length(parameters, rate)
        if name is None:
            return None
        wanted[name] = value
    for path, value in wanted.items():
        if base is None or operation.parameters.find(tuple(path.split("."))) is None:
            return None
        base = put(base, tuple(path.split(".")), value)
    return base if base is not None and not judge(operation, base) else None


def _length(parameters: Mapping[str, Any], rate: Rate) -> tuple[str | None, Any]:
    """Return the parameter of the length, and the value by which it is the one of *rate*."""
    for name, known in parameters.items():
        if known.get("unit") != "second" and name.lower() != "duration":
            continue
        if known.get("type") in {"integer", "number"}:
            assert rate.length is not None, "an amount with a length"
            whole = rate.length == rate.length.to_integral_value()
            return name, int(rate.length) if whole else float(rate.length)
        found = _listed(known.get("enum") or (), rate)
        if found is not None:
            return name, found
    return None, None


def _listed(values: Iterable[Any], rate: Rate) -> Any:
    return next((value for value in values if seconds_in(value) == rate.length), None)


def _cost(operation: Operation, request: Mapping[str, Any], rate: Rate) -> dict[str, str] | None:
    try:
        found = estimate(operation, request, {})
    except PriceRefused:
        return None
    if found.low == found.high == rate.amount:
        return {"exact" if found.exact else "amount": rate.exact}
    if found.low <= rate.amount and (found.high is None or rate.amount <= found.high):
        return {"contains": rate.exact}
    return None
