"""Lint: prices with gaps, out of order, or with parts that nothing uses."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from generator.ir.prices import Fact, Line, Price
from generator.ir.shape import Shape
from generator.lint.registry import Defect, rule
from generator.lint.subjects import OperationAt, PriceAt
from generator.price.expression import Expression, names
from generator.runtime.checks import equals, is_number, show


@rule("prices-out-of-order", OperationAt)
def prices_out_of_order(at: OperationAt) -> Iterator[Defect]:
    """Prices are not listed by day, oldest first, or two are of the same day."""
    for before, after in pairwise(at.operation.prices):
        if before.as_of >= after.as_of:
            text = f"the price of {after.as_of} stands after that of {before.as_of}"
            yield Defect(after.origin, text, "list each day once, oldest first")


@rule("price-missing", OperationAt)
def price_missing(at: OperationAt) -> Iterator[Defect]:
    """An operation says nothing about its price, not even that nothing is documented."""
    if not at.operation.prices:
        text = f"{at.operation.id} has no price"
        yield Defect(at.operation.origin, text, "add `prices:`, with `refused` if none is known")


@rule("rate-missing", PriceAt)
def rate_missing(at: PriceAt) -> Iterator[Defect]:
    """A choice has a value without a rate, a rate for no value, or misses values of its parameter."""
    for line in at.price.lines:
        fact = at.price.fact(line.by) if line.by else None
        if fact is not None:
            yield from _rates(line, fact)
    for fact in at.price.facts:
        if fact.kind == "choice" and fact.parameter:
            yield from _uncounted(fact, at.at.operation.parameters)


def _rates(line: Line, fact: Fact) -> Iterator[Defect]:
    rates = line.rates or {}
    for value in fact.values:
        if value not in rates:
            text = f"line {line.id} has no rate for {fact.name} {value}"
            yield Defect(line.origin, text, "add the rate, or remove the value from the fact")
    for value in rates:
        if value not in fact.values:
            text = f"line {line.id} has a rate for {value}, which {fact.name} cannot be"
            yield Defect(line.origin, text, "add the value to the fact, or remove the rate")


def _uncounted(fact: Fact, parameters: Shape) -> Iterator[Defect]:
    member = parameters.find(fact.parameter or ())
    for value in (member.shape.enum or ()) if member else ():
        if value not in fact.values and not any(equals(value, other) for other in fact.ignore):
            name = ".".join(fact.parameter or ())
            text = f"parameter {name} may be {show(value)}, which fact {fact.name} does not count"
            yield Defect(fact.origin, text, "add it to `values`, or to `ignore`")


@rule("unused-fact", PriceAt)
def unused_fact(at: PriceAt) -> Iterator[Defect]:
    """A fact of a price is used by nothing."""
    used = set(_used(at.price))
    for fact in at.price.facts:
        if fact.name not in used:
            text = f"fact {fact.name} is used by nothing"
            yield Defect(fact.origin, text, "use it in a line, or remove it")


def _used(price: Price) -> Iterator[str]:
    """List the facts that lines, doubts and other facts use."""
    trees: list[Expression | None] = []
    for line in price.lines:
        trees += [line.quantity, line.when]
        yield line.by or ""
    for fact in price.facts:
        trees += [fact.value, fact.needed_when]
        yield from (fallback.fact or "" for fallback in fact.fallbacks)
    trees += [doubt.when for doubt in price.doubts]
    yield price.multiplier or ""
    for tree in trees:
        yield from names(tree) if tree is not None else ()


@rule("fact-below-zero", PriceAt)
def fact_below_zero(at: PriceAt) -> Iterator[Defect]:
    """A quantity is read from a parameter that may be negative, and so might the price be."""
    for fact in at.price.facts:
        member = at.at.operation.parameters.find(fact.parameter) if fact.parameter else None
        if member is None or fact.kind != "quantity":
            continue
        lows = (member.shape.minimum, member.shape.exclusive_minimum)
        bounded = any(is_number(low) and low >= 0 for low in lows)
        choices = member.shape.enum or (member.shape.const,)
        if not bounded and not all(is_number(value) and value >= 0 for value in choices):
            text = (
                f"{fact.name} is read from {'.'.join(fact.parameter or ())}, which has no minimum"
            )
            yield Defect(fact.origin, text, "add `minimum:` to the parameter, as documented")


@rule("rate-of-nothing", PriceAt)
def rate_of_nothing(at: PriceAt) -> Iterator[Defect]:
    """A rate is zero: what costs nothing is no line, and what is not known is `unstated`."""
    for line in at.price.lines:
        if line.rates is not None and not any(line.rates.values()):
            text = f"line {line.id} charges nothing"
            yield Defect(line.origin, text, "remove the line, or write `rate: unstated`")


@rule("lookup-ambiguous", PriceAt)
def lookup_ambiguous(at: PriceAt) -> Iterator[Defect]:
    """A table has two rows that match the same request and say different things."""
    for fact in at.price.facts:
        seen: dict[tuple[Any, ...], Any] = {}
        for keys, cell in fact.lookup.rows if fact.lookup else ():
            if seen.setdefault(keys, cell) != cell:
                told = " x ".join(str(key) for key in keys)
                text = f"fact {fact.name} is {show(seen[keys])} and {show(cell)} for {told}"
                yield Defect(fact.origin, text, "remove one of the two rows of the table")
