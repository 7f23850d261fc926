"""One family file: operations drafted, tried on the bench, mended, and shown to hold together."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from generator.importer.draft.bench import Bench, Tried
from generator.importer.draft.homes import Home
from generator.importer.draft.material import Said
from generator.importer.draft.mending import Mender, make_optional
from generator.importer.draft.operations import Plan, draft_price, draft_shapes, model
from generator.importer.draft.plans import Log
from generator.importer.draft.rates import plain
from generator.importer.draft.requests import cases, right
from generator.importer.draft.rows import add_rows
from generator.importer.draft.samples import NOTHING, sample
from generator.ir.provider import Operation
from generator.judge import judge, met
from generator.lint.rules import listing
from generator.price.evaluate import estimate
from generator.runtime.estimates import PriceRefused


def draft_family(
    name: str,
    plans: list[Plan],
    about: Mapping[str, Said],
    home: Home,
    bench: Bench,
    units: set[str],
    day: str,
) -> tuple[dict[str, Any], Log, Tried]:
    """Write a family; return its data, what is open about it as a whole, and how it was tried."""
    shared = Log()
    tables: dict[str, Any] = {}
    for plan in plans:
        draft_shapes(plan, home, tables, units)
    data: dict[str, Any] = {"family": name, "model": model(plans, about, home, name)}
    data["tables"] = tables
    data["operations"] = {plan.key: plan.data for plan in plans}
    mender = Mender(bench, data, {plan.key: plan.log for plan in plans}, shared)
    for plan in plans:
        plan.data["quirks"] = plan.log.quirks
    _refuse_prices(plans, day)
    _without(data, "tables", mender)
    _add_rules(plans, data, bench)
    for plan in plans:
        draft_price(plan, tables, units, day)
    _add_examples(plans, data, bench)
    _drop_unused(data)
    tried = mender.mend()
    if any("documented_cost" in example for plan in plans for example in plan.examples) or any(
        plan.work.prices for plan in plans
    ):
        _add_costs(plans, tried)
        tried = mender.mend()
    return _tidy(data), shared, tried


def _refuse_prices(plans: list[Plan], day: str) -> None:
    for plan in plans:
        text = "Not yet drafted."
        plan.data["prices"] = [{"as_of": day, "source": plan.data["source"], "refused": text}]


def _without(data: dict[str, Any], key: str, mender: Mender) -> None:
    """Mend the draft as if it had no *key*."""
    kept = data.pop(key)
    mender.mend()
    data[key] = kept


def _add_rules(plans: list[Plan], data: dict[str, Any], bench: Bench) -> None:
    """Add the rules, each with requests that keep and break it."""
    if not any(plan.rules for plan in plans):
        return
    for plan in plans:
        plan.data["rules"] = plan.rules
        for rule in plan.rules:
            make_optional(plan.data, rule, plan.log)
    tried = bench.try_out(data, linted=False)
    for plan in plans:
        operation = tried.operation(plan.key)
        if operation is None:
            if plan.rules:
                plan.log.ask("the rules cannot be resolved; left out")
            plan.data.pop("rules")
            continue
        for rule, resolved in zip(plan.rules, operation.rules, strict=True):
            rule["kept"], rule["broken"] = cases(operation, resolved)
        for rule in [each for each in plan.rules if not each["kept"] or not each["broken"]]:
            what = "keeps" if not rule["kept"] else "breaks"
            plan.log.ask(f"no request was found that {what} the rule {rule['id']}; left out")
        plan.data["rules"] = [each for each in plan.rules if each["kept"] and each["broken"]]


def _add_examples(plans: list[Plan], data: dict[str, Any], bench: Bench) -> None:
    """Add the examples, with the verdict that the rest of the spec passes on them."""
    tried = bench.try_out(data, linted=False)
    for plan in plans:
        operation = tried.operation(plan.key)
        if operation is None:
            continue
        for example in plan.examples:
            _judge(plan, operation, example)
            _expect(plan, operation, example)
        accepted = [
            each for each in plan.examples if "request" in each and each.get("verdict") is None
        ]
        if not accepted:
            _add_own(plan, operation)
        plan.data["examples"] = [
            {key: value for key, value in example.items() if key != "documented_cost"}
            for example in plan.examples
        ]
        plan.data["quirks"] = plan.log.quirks


def _judge(plan: Plan, operation: Operation, example: dict[str, Any]) -> None:
    """Say what is wrong with a documented request, if anything is."""
    request = example.get("request")
    if request is None:
        return
    _add_outside(operation, request)
    found = judge(operation, thawed(request))
    if not found:
        return
    example["verdict"] = "refused"
    example["violations"] = [
        {"path": path, "rule": rule} for path, rule in ((one.path, one.rule) for one in found)
    ]
    claims = [
        ("The request is shown as an example.", example["source"]),
        (f"It is not what the parameters allow: {listing(found)[:300]}.", plan.data["source"]),
    ]
    decision = "The list of parameters beats the example."
    about = [example["id"]]
    name = f"{example['id']}-refused"
    example.setdefault("quirks", []).append(plan.log.quirk(name, about, claims, decision, wins=2))


def _add_outside(operation: Operation, request: dict[str, Any]) -> None:
    """Add what must travel outside the body, where a document shows the body alone."""
    for member in operation.parameters.members:
        if member.sent_in is not None and member.required and member.name not in request:
            value = sample(member.shape)
            if value is not NOTHING:
                request[member.name] = value


def _expect(plan: Plan, operation: Operation, example: dict[str, Any]) -> None:
    """Record the fields of an answer for which its request does not ask."""
    request, answer = example.get("request"), example.get("response")
    if request is None or not isinstance(answer, dict):
        return
    for member in operation.response.members:
        when = member.present_when
        if when is None or member.name not in answer or met(when, thawed(request)):
            continue
        claims = [
            ("It is there only when the request asks for it.", plan.data["source"]),
            ("An example shows it without that.", example["source"]),
        ]
        name = f"{member.name}-unasked"
        decision = "It is read when it is there."
        quirk = plan.log.quirk(name, [member.name], claims, decision, wins="undecided")
        example.setdefault("quirks", []).append(quirk)


def _add_own(plan: Plan, operation: Operation) -> None:
    """Add a request of our own where no document shows one that is right."""
    request = right(operation)
    if request is None:
        plan.log.ask("no right request was found; the parameters are tested less")
        return
    supplied = {
        member.name: sample(member.shape)
        for member in operation.parameters.members
        if member.supplied and member.shape.const is None
    }
    request = {**supplied, **request}
    made = {"id": "made-up", "title": "The least that is right, made up", "request": request}
    plan.examples.append({**made, "source": plan.data["source"]})


def _add_costs(plans: list[Plan], tried: Tried) -> None:
    """Hold the documented costs of examples against the price."""
    for plan in plans:
        operation = tried.operation(plan.key)
        if operation is not None:
            add_rows(plan, operation)
        costs = {each["id"]: each.get("documented_cost") for each in plan.examples}
        for example in plan.data.get("examples", []):
            said = costs.get(example["id"])
            if said is None or operation is None or example.get("verdict") == "refused":
                continue
            cost = _cost(operation, example["request"], Decimal(str(said.value)))
            if cost is not None:
                example["cost"] = cost
            else:
                text = f"the documented cost of {example['id']} is not what the price makes of it"
                plan.log.ask(text, said)


def _cost(operation: Operation, request: Any, amount: Decimal) -> dict[str, Any] | None:
    try:
        found = estimate(operation, thawed(request), {})
    except PriceRefused:
        return None
    if found.low == found.high == amount:
        return {"exact" if found.exact else "amount": plain(amount)}
    if found.low <= amount and (found.high is None or amount <= found.high):
        return {"contains": plain(amount)}
    return None


def _drop_unused(data: dict[str, Any]) -> None:
    """Drop the tables that no rule and no price uses."""
    used = set()
    for operation in data["operations"].values():
        for rule in operation.get("rules", []):
            used.add(rule.get("allowed_pairs", {}).get("table"))
        for price in operation.get("prices", []):
            for fact in price.get("facts", {}).values():
                used.add(fact.get("lookup", {}).get("table"))
    data["tables"] = {name: table for name, table in data["tables"].items() if name in used}


def thawed(value: Any) -> Any:
    """Return a JSON value with plain numbers in the place of decimals."""
    if isinstance(value, dict):
        return {key: thawed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [thawed(inner) for inner in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


_ORDER = (
    *("title", "summary", "page", "endpoint", "path", "immediate", "source", "allow"),
    *("parameters", "rules", "response", "raw_response", "prices", "examples", "quirks"),
)


def _tidy(data: dict[str, Any]) -> dict[str, Any]:
    """Put the keys of a finished draft in their usual order; empty ones go."""
    for key, operation in data["operations"].items():
        data["operations"][key] = {
            name: operation[name]
            for name in _ORDER
            if name in operation and operation[name] not in ([], None)
        }
    wanted = ("family", "model", "tables", "operations")
    return {key: data[key] for key in wanted if data.get(key)}
