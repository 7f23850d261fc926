"""Compare prices, and say what a change does to the requests that documents show."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from generator.diff.changes import Change, Effect
from generator.diff.facets import same, shown
from generator.diff.nodes import Node
from generator.ir.prices import Line, Price
from generator.ir.provider import Operation
from generator.judge import judge
from generator.price.evaluate import estimate
from generator.runtime.estimates import PriceRefused

FACT_PARTS = (
    ("kind", "kind"),
    ("unit", "unit"),
    ("values", "choices"),
    ("parameter", "parameter"),
    ("lookup", "table"),
    ("fallbacks", "fallbacks"),
    ("low", "least value"),
    ("high", "greatest value"),
    ("value", "value"),
    ("needed_when", "condition"),
)
"""Parts of a fact that an estimate depends on, and how a reader calls them."""


def compare_prices(old: Operation, new: Operation) -> Iterator[Change]:
    """List how the latest prices of two states differ, and the effect on documented requests."""
    before, after = old.price, new.price
    effects = tuple(_effects(old, new))
    parts = list(_parts(before, after))
    if parts or effects:
        text = "; ".join(parts) or "documented requests cost something else"
        places = _place(before), _place(after)
        yield Change("price", text, "price", None, None, places[0], places[1], "", effects)
    yield from _supplied(before, after)
    if before is not None and after is not None:
        yield from _noted(before, after, changed=bool(parts or effects))


def _place(price: Price | None) -> str:
    return f"{price.origin.path}:{price.origin.line}" if price else ""


def _parts(old: Price | None, new: Price | None) -> Iterator[str]:
    """Say in which parts two prices differ."""
    if old is None or new is None:
        if old is not new:
            yield "a price is now known" if old is None else "no price is known any more"
        return
    if (old.refused is None) != (new.refused is None):
        yield "a price is now given" if new.refused is None else "a price is no longer given"
        return
    if old.currency != new.currency:
        yield f"currency changed from {old.currency} to {new.currency}"
    before, after = ({line.id: line for line in price.lines} for price in (old, new))
    yield from (f"line {name} is gone" for name in before if name not in after)
    for name, line in after.items():
        if name not in before:
            yield f"line {name} is new ({_rates_words(line)})"
        else:
            yield from (f"{name}: {text}" for text in _line(before[name], line))
    if old.multiplier != new.multiplier:
        yield f"multiplier changed from {old.multiplier or 'none'} to {new.multiplier or 'none'}"
    if old.settlement != new.settlement:
        yield "how the total is settled changed"
    if old.ends != new.ends:
        yield f"holds until {new.ends or 'the next price'}, not until {old.ends or 'the next price'}"
    yield from _facts(old, new)


def _line(old: Line, new: Line) -> Iterator[str]:
    first, second = old.rates or {}, new.rates or {}
    for key in {**first, **second}:
        if first.get(key) != second.get(key):
            label = f" at {' and '.join(key)}" if key else ""
            was, now = (
                f"{rates[key].normalize():f}" if key in rates else "unstated"
                for rates in (first, second)
            )
            yield f"rate{label} changed from {was} to {now} a {new.unit}"
    if old.unit != new.unit:
        yield f"unit changed from {old.unit} to {new.unit}"
    if old.quantity != new.quantity:
        yield "what is counted changed"
    if old.when != new.when:
        yield "the condition under which it is charged changed"
    if old.minimum != new.minimum:
        yield "least amount changed"
    if old.confidence != new.confidence:
        yield f"evidence changed from {old.confidence} to {new.confidence}"


def _rates_words(line: Line) -> str:
    rates = line.rates or {}
    spelt = [f"{' '.join(cell)} {rate.normalize():f}".strip() for cell, rate in rates.items()]
    return f"{', '.join(spelt) or 'rate unstated'} a {line.unit}"


def _facts(old: Price, new: Price) -> Iterator[str]:
    """Say which of the facts that the lines are written in differ; origins do not count."""
    for fact in new.facts:
        was = old.fact(fact.name)
        if was is not None:
            for part, words in FACT_PARTS:
                if getattr(was, part) != getattr(fact, part):
                    yield f"{fact.name}: {words} changed"


def _supplied(old: Price | None, new: Price | None) -> Iterator[Change]:
    """Compare the facts that a caller may give to an estimate by name."""
    before, after = (
        {fact.name for fact in price.given} if price else set() for price in (old, new)
    )
    for name in sorted(before - after):
        yield Change("breaking", "estimates no longer take it", f"fact {name}")
    for name in sorted(after - before):
        yield Change("additive", "estimates now take it", f"fact {name}")


def _noted(old: Price, new: Price, *, changed: bool) -> Iterator[Change]:
    """Compare what changes no amount."""
    if dict(old.billed_when) != dict(new.billed_when):
        text = f"billed when: {shown(dict(old.billed_when))}; now {shown(dict(new.billed_when))}"
        yield Change("price", text, "price", None, None, _place(old), _place(new))
    if [doubt.text for doubt in old.doubts] != [doubt.text for doubt in new.doubts]:
        text = "what is unsettled changed"
        yield Change("docs only", text, "price", None, None, _place(old), _place(new))
    if old.as_of != new.as_of and not changed:
        text = f"as of {new.as_of}, before {old.as_of}"
        yield Change("docs only", text, "price", None, None, _place(old), _place(new))


def _effects(old: Operation, new: Operation) -> Iterator[Effect]:
    """Estimate the documented requests of both states in both states, where both take them."""
    seen: set[str] = set()
    for title, request, facts in (*_requests(old), *_requests(new)):
        key = json.dumps([request, facts], sort_keys=True, default=str)
        if key in seen or judge(old, request) or judge(new, request):
            continue
        seen.add(key)
        was, now = (_estimate(operation, request, facts) for operation in (old, new))
        if was != now:
            yield Effect(title, was, now)


def _requests(
    operation: Operation,
) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    for example in operation.examples:
        if example.request is not None:
            yield example.id, example.request, example.facts
    for row in operation.price.rows if operation.price else ():
        yield row.title, row.request, row.facts


def _estimate(operation: Operation, request: Mapping[str, Any], facts: Mapping[str, Any]) -> str:
    known = {fact.name for fact in operation.price.given} if operation.price else set()
    supplied = {name: value for name, value in facts.items() if name in known}
    try:
        return str(estimate(operation, request, supplied))
    except PriceRefused:
        return "no price"
    except (TypeError, ValueError) as error:
        return f"no price: {error}"


def compare_rates(old: Mapping[str, Node], new: Mapping[str, Node]) -> Iterator[Change]:
    """Compare rates as documents state them, each by its unit and condition."""
    before, after = (_by_condition(nodes) for nodes in (old, new))
    for key in {**before, **after}:
        was, now = before.get(key), after.get(key)
        subject = f"price {key}".strip()
        if was is None and now is not None:
            text = f"{_amount(now)} is new"
            yield Change("price", text, subject, None, _amount(now), "", now.place)
        elif was is not None and now is None:
            text = f"{_amount(was)} is no longer stated"
            yield Change("price", text, subject, _amount(was), None, was.place)
        elif was is not None and now is not None and not same(was.said, now.said):
            text = f"changed from {_amount(was)} to {_amount(now)}"
            yield Change("price", text, subject, _amount(was), _amount(now), was.place, now.place)


def _by_condition(nodes: Mapping[str, Node]) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for key, node in nodes.items():
        rate = node.said.get("rate")
        named = key
        if isinstance(rate, dict):
            when = ", ".join(f"{name} {value}" for name, value in (rate.get("when") or {}).items())
            unit = f"a {rate['unit']}" if "unit" in rate else ""
            named = " ".join(part for part in (unit, when, str(rate.get("case", ""))) if part)
        found[named if named not in found else f"{named} ({key})"] = node
    return found


def _amount(node: Node) -> str:
    rate = node.said.get("rate")
    if not isinstance(rate, dict):
        return shown(node.said)
    per = rate.get("per", "1")
    return (
        f"{rate.get('amount')} for {per} {rate.get('unit')}"
        if per != "1"
        else str(rate.get("amount"))
    )
