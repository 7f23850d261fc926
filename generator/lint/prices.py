"""Lint: prices with gaps, out of order, or with parts that nothing uses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from generator.ir.prices import Fact, Line, Price
from generator.ir.shape import Shape
from generator.lint.registry import Defect, rule
from generator.lint.subjects import OperationAt, PriceAt
from generator.price.expression import Expression, names
from generator.resolve.bindings import choice_text
from generator.runtime.checks import equals, is_number, show


@rule("prices-out-of-order", OperationAt)
def prices_out_of_order(at: OperationAt) -> Iterator[Defect]:
    """Prices are not listed by day, oldest first, or two are of the same day."""
    for before, after in pairwise(at.operation.prices):
        if before.as_of >= after.as_of:
            text = f"the price of {after.as_of} stands after that of {before.as_of}"
            yield Defect(after.origin, text, "list each day once, oldest first")


@rule("price-days", OperationAt)
def price_days(at: OperationAt) -> Iterator[Defect]:
    """The days on which prices hold overlap, leave a gap, or run backwards."""
    prices = at.operation.prices
    for price in prices:
        if price.ends is not None and price.ends < price.starts:
            text = f"the price holds from {price.starts} to {price.ends}"
            yield Defect(price.origin, text, "let it end after it begins")
        if price.discount_of is not None:
            listed = [one.as_of for one in prices if one is not price]
            if price.discount_of not in listed or price.ends is None:
                text = f"the price is a discount of {price.discount_of}"
                hint = "name the `as_of` of a list price, and give `effective_until`"
                yield Defect(price.origin, text, hint)
    yield from _neighbours([price for price in prices if price.discount_of is None])


def _neighbours(prices: list[Price]) -> Iterator[Defect]:
    """Point at list prices that do not follow one another day by day."""
    for before, after in pairwise(prices):
        if after.as_of <= before.as_of:
            continue
        if after.starts <= before.starts:
            text = f"the price from {after.starts} leaves no day to that from {before.starts}"
            yield Defect(after.origin, text, "mend `effective_from`")
        elif before.ends is not None and before.ends >= after.starts:
            text = f"the price to {before.ends} overlaps that from {after.starts}"
            yield Defect(after.origin, text, "let one end before the other begins")
        elif before.ends is not None and before.ends < _day_before(after.starts):
            text = f"no price holds between {before.ends} and {after.starts}"
            yield Defect(after.origin, text, "say what holds then, with `refused` if nothing does")


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


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
        facts = [fact for fact in map(at.price.fact, line.by) if fact is not None]
        if len(facts) == 1:
            yield from _rates(line, facts[0])
        elif facts:
            yield from _unreachable(line, facts)
    for fact in at.price.facts:
        if fact.kind == "choice" and fact.parameter:
            yield from _uncounted(fact, at.at.operation.parameters)


def _rates(line: Line, fact: Fact) -> Iterator[Defect]:
    rates = line.rates or {}
    for value in fact.values:
        if (value,) not in rates:
            text = f"line {line.id} has no rate for {fact.name} {value}"
            yield Defect(line.origin, text, "add the rate, or remove the value from the fact")
    for (value,) in rates:
        if value not in fact.values:
            text = f"line {line.id} has a rate for {value}, which {fact.name} cannot be"
            yield Defect(line.origin, text, "add the value to the fact, or remove the rate")


def _unreachable(line: Line, facts: list[Fact]) -> Iterator[Defect]:
    """Point at cells that no combination selects; one that is not there is a refusal, and meant."""
    for key in line.rates or {}:
        for fact, value in zip(facts, key, strict=True):
            if value not in fact.values:
                text = f"line {line.id} has a rate for {value}, which {fact.name} cannot be"
                yield Defect(line.origin, text, "add the value to the fact, or remove the cell")


def _uncounted(fact: Fact, parameters: Shape) -> Iterator[Defect]:
    member = parameters.find(fact.parameter or ())
    for value in (member.shape.enum or ()) if member else ():
        told = choice_text(value) if fact.spelt else value
        if told not in fact.values and not any(equals(value, other) for other in fact.ignore):
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
        yield from line.by
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
