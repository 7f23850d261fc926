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
    spec_rates = list(_rates(each.node))
    for rate in _rates(page):
        if any(_same_price(rate, other) for other in spec_rates):
            continue
        rivals = [o for o in spec_rates if o.unit == rate.unit and o.when == rate.when]
        subject = ("operation", each.operation.endpoint, "price", rate.key)
        about = " ".join(("price a", rate.unit, *sorted(rate.when)))
        if len(rivals) == 1 and each.operation.price is not None:
            yield Item(
                "changed",
                about,
                f"spec {rivals[0].amount}, page {rate.amount}",
                rate.place,
                rivals[0].place,
                (each.operation.name,),
                str(rivals[0].amount),
                str(rate.amount),
                subject,
                "rate",
                document or "",
                _reprice(each, rivals[0], rate.amount),
                "a new price is a new entry; its documented rows are to be typed anew",
            )
        else:
            place = each.operation.price.origin if each.operation.price else each.operation.origin
            yield Item(
                "undeclared",
                about,
                f"the page says {rate.amount}, and no rate of the spec is for that",
                rate.place,
                f"{place.path}:{place.line}",
                (each.operation.name,),
                None,
                str(rate.amount),
                subject,
                "rate",
                document or "",
            )


def _same_price(one: Rate, other: Rate) -> bool:
    """Tell whether two rates agree; a rate without condition agrees with one under any."""
    if one.unit != other.unit or one.amount != other.amount:
        return False
    return one.when == other.when or not one.when or not other.when


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
