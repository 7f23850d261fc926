"""Compare the rates that a document states with those of the latest price of a spec."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from generator.diff.nodes import Node
from generator.drift.described import Described
from generator.drift.items import Item, Proposal


class Rate(NamedTuple):
    """A rate for one unit, and the values under which it holds."""

    key: str
    amount: Decimal
    unit: str
    when: frozenset[str]
    place: str


def compare_rates(each: Described, page: Node, document: str | None) -> Iterator[Item]:
    """List the rates in which page and spec differ."""
    spec_rates, page_rates = list(_rates(each.node)), list(_rates(page))
    open_ones = [o for o in page_rates if not any(_same_price(o, s) for s in spec_rates)]
    left = [s for s in spec_rates if not any(_same_price(o, s) for o in page_rates)]
    for rate in open_ones:
        rivals = [o for o in left if o.unit == rate.unit and o.when == rate.when]
        if not rivals and sum(o.unit == rate.unit for o in open_ones) == 1:
            rivals = [o for o in left if o.unit == rate.unit]
        if len(rivals) == 1 and each.operation.price is not None:
            yield _changed(each, rate, rivals[0], document)
        else:
            yield _unknown(each, rate, document)


def _changed(each: Described, rate: Rate, old: Rate, document: str | None) -> Item:
    """Say that the page has another amount for what the spec has a rate for."""
    return Item(
        "changed",
        _about(old),
        f"spec {old.amount}, page {rate.amount}",
        rate.place,
        old.place,
        (each.operation.name,),
        str(old.amount),
        str(rate.amount),
        ("operation", each.operation.endpoint, "price", rate.key),
        "rate",
        document or "",
        _reprice(each, old, rate.amount),
        "a new price is a new entry; its documented rows are to be typed anew",
    )


def _unknown(each: Described, rate: Rate, document: str | None) -> Item:
    """Say that the page has a rate for something that the spec has none for."""
    place = each.operation.price.origin if each.operation.price else each.operation.origin
    return Item(
        "undeclared",
        _about(rate),
        f"the page says {rate.amount}, and no rate of the spec is for that",
        rate.place,
        f"{place.path}:{place.line}",
        (each.operation.name,),
        None,
        str(rate.amount),
        ("operation", each.operation.endpoint, "price", rate.key),
        "rate",
        document or "",
    )


def compare_rows(each: Described, page: Node, document: str | None) -> Iterator[Item]:
    """List the priced rows of the page whose amount no documented row of the spec has."""
    price = each.operation.price
    if price is None or not price.rows:
        return
    costs = [row.cost for row in price.rows]
    costs += [example.cost for example in each.operation.examples if example.cost is not None]
    known = {amount for cost in costs for amount in (cost.exact, cost.amount, cost.contains)}
    for key, inner in page.inner.get("price", Node()).inner.items():
        row = inner.said.get("row")
        amount = _amount(row) if isinstance(row, Mapping) else None
        if amount is not None and amount not in known:
            yield Item(
                "changed",
                f"price row {key}",
                f"the page says {amount}, and no row of the spec does",
                inner.place,
                f"{price.origin.path}:{price.origin.line}",
                (each.operation.name,),
                None,
                str(amount),
                ("operation", each.operation.endpoint, "price", key),
                "row",
                document or "",
                note="rows are documented prices, so a person types them",
            )


def _about(rate: Rate) -> str:
    return " ".join(("price a", rate.unit, *sorted(rate.when)))


def _same_price(one: Rate, other: Rate) -> bool:
    """Tell whether two rates agree; one whose conditions are among the other's says less, not else."""
    if one.unit != other.unit or one.amount != other.amount:
        return False
    return one.when <= other.when or other.when <= one.when


def _rates(node: Node) -> Iterator[Rate]:
    for key, inner in node.inner.get("price", Node()).inner.items():
        rate = inner.said.get("rate")
        if isinstance(rate, Mapping):
            found = _amount(rate)
            if found is not None:
                when = rate.get("when")
                values = list(map(str, when.values())) if isinstance(when, Mapping) else []
                values += [str(rate["case"])] if "case" in rate else []
                yield Rate(key, found, str(rate.get("unit")), frozenset(values), inner.place)


def _amount(rate: Mapping[str, Any]) -> Decimal | None:
    """Return the amount for one unit, if the document gives one that can be told exactly."""
    try:
        amount, per = Decimal(str(rate.get("amount"))), Decimal(str(rate.get("per", "1")))
    except InvalidOperation:
        return None
    exact = amount.is_finite() and per.is_finite() and per > 0
    return amount / per if exact else None


def _reprice(each: Described, old: Rate, amount: Decimal) -> tuple[Proposal, ...]:
    """Propose a new price entry in which one rate differs."""
    line, _, choice = old.key.partition(".")
    value = {"line": line, "choice": choice, "amount": f"{amount:f}"}
    place = ("operations", each.key, "prices")
    return (Proposal(each.file, "reprice", place, value),)
