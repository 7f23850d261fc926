"""Ranges of random expressions: sound for every completion, and tight where more never costs less."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.price.cases import direction
from generator.price.expression import Apply, Expression, Name, Number, Table, Words, parse, spell
from generator.price.spans import Options, Span, Truth, Value, choice, rounded, span
from generator.runtime.ranges import half_even, open_stretches, stretches

TIERS = ("low", "mid", "top")
MOST = 6
KNOWN = settings(max_examples=400, deadline=None, derandomize=True)

QUANTITY: st.SearchStrategy[Any] = st.deferred(
    lambda: st.one_of(
        st.sampled_from([Name("a"), Name("b"), Name("c")]),
        st.sampled_from(["0", "1", "2", "3", "2.5"]).map(lambda text: Number(Decimal(text))),
        st.tuples(st.sampled_from(["+", "-", "*", "min", "max"]), QUANTITY, QUANTITY).map(
            lambda made: Apply(made[0], (made[1], made[2]))
        ),
        st.tuples(
            st.sampled_from(["/", "ceil_div", "floor_div", "half_up_div", "half_even_div"]),
            QUANTITY,
            st.sampled_from(["2", "4", "2.5"]),
        ).map(lambda made: Apply(made[0], (made[1], Number(Decimal(made[2]))))),
        st.tuples(STATEMENT, QUANTITY, QUANTITY).map(lambda made: Apply("if", made)),
        st.just(Table(("tier",), tuple(((tier,), Decimal(n)) for n, tier in enumerate(TIERS, 1)))),
    )
)
CHOICE: st.SearchStrategy[Any] = st.deferred(
    lambda: st.one_of(
        st.just(Name("tier")),
        st.sampled_from(TIERS).map(Words),
        st.tuples(STATEMENT, CHOICE, CHOICE).map(lambda made: Apply("if", made)),
    )
)
STATEMENT: st.SearchStrategy[Any] = st.deferred(
    lambda: st.one_of(
        st.just(Name("truth")),
        st.tuples(st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), QUANTITY, QUANTITY).map(
            lambda made: Apply(made[0], (made[1], made[2]))
        ),
        st.tuples(st.sampled_from(["==", "!="]), CHOICE, CHOICE).map(
            lambda made: Apply(made[0], (made[1], made[2]))
        ),
        st.tuples(st.sampled_from(["and", "or"]), STATEMENT, STATEMENT).map(
            lambda made: Apply(made[0], (made[1], made[2]))
        ),
        STATEMENT.map(lambda made: Apply("not", (made,))),
    )
)
DOMAIN: st.SearchStrategy[Any] = st.tuples(st.integers(0, MOST), st.integers(0, MOST)).map(sorted)


def value(expression: Any, facts: Mapping[str, Any]) -> Any:
    """Return what an expression is when everything is known, in plain Python."""
    match expression:
        case Number(number):
            return Fraction(number)
        case Words(text):
            return text
        case Name(name):
            return facts[name]
        case Table(by, cells):
            found: Decimal = dict(cells)[tuple(facts[name] for name in by)]
            return Fraction(found)
        case Apply("if", (condition, then, other)):
            return value(then if value(condition, facts) else other, facts)
        case Apply("not", (inner,)):
            return not value(inner, facts)
        case Apply(function, (left, right)):
            one, two = value(left, facts), value(right, facts)
            return PLAIN[function](one, two)
    raise AssertionError(expression)


PLAIN: Mapping[str, Any] = {
    "+": lambda one, two: one + two,
    "-": lambda one, two: max(one - two, Fraction(0)),
    "*": lambda one, two: one * two,
    "/": lambda one, two: one / two,
    "min": min,
    "max": max,
    "ceil_div": lambda one, two: Fraction(math.ceil(one / two)),
    "floor_div": lambda one, two: Fraction(math.floor(one / two)),
    "half_up_div": lambda one, two: Fraction(math.floor(one / two + Fraction(1, 2))),
    "half_even_div": lambda one, two: Fraction(round(one / two)),
    "<": lambda one, two: one < two,
    "<=": lambda one, two: one <= two,
    ">": lambda one, two: one > two,
    ">=": lambda one, two: one >= two,
    "==": lambda one, two: one == two,
    "!=": lambda one, two: one != two,
    "and": lambda one, two: one and two,
    "or": lambda one, two: one or two,
}


def completions(domains: list[list[int]], tiers: list[str]) -> Iterator[dict[str, Any]]:
    """List all that the facts may be."""
    numbers = [range(low, high + 1) for low, high in domains]
    for known in product(*numbers):
        values = dict(zip("abc", map(Fraction, known), strict=True))
        for tier, truth in product(tiers, (False, True)):
            yield {**values, "tier": tier, "truth": truth}


def spans(domains: list[list[int]], tiers: list[str]) -> dict[str, Value]:
    """Return what is known of the facts."""
    facts: dict[str, Value] = {
        name: Span(Fraction(low), Fraction(high))
        for name, (low, high) in zip("abc", domains, strict=True)
    }
    return {**facts, "tier": Options(tuple(tiers)), "truth": Truth(certain=False, possible=True)}


@KNOWN
@given(
    QUANTITY, st.lists(DOMAIN, min_size=3, max_size=3), st.sets(st.sampled_from(TIERS), min_size=1)
)
def test_a_range_holds_every_completion(
    expression: Expression, domains: list[list[int]], tiers: set[str]
) -> None:
    found = span(expression, spans(domains, sorted(tiers)))
    for facts in completions(domains, sorted(tiers)):
        truth = value(expression, facts)
        assert found.low <= truth, (spell(expression), facts)
        assert found.high is not None
        assert truth <= found.high, (spell(expression), facts)


@KNOWN
@given(QUANTITY, st.lists(DOMAIN, min_size=3, max_size=3))
def test_a_range_is_tight_where_each_fact_pushes_one_way(
    expression: Expression, domains: list[list[int]]
) -> None:
    ways = {direction(expression, name) for name in ("a", "b", "c", "tier", "truth")}
    if 2 in ways or any(direction(expression, name) for name in ("tier", "truth")):
        return
    found = span(expression, spans(domains, ["low"]))
    all_values = [value(expression, facts) for facts in completions(domains, ["low"])]
    assert (found.low, found.high) == (min(all_values), max(all_values)), spell(expression)


@KNOWN
@given(
    CHOICE, st.lists(DOMAIN, min_size=3, max_size=3), st.sets(st.sampled_from(TIERS), min_size=1)
)
def test_a_choice_holds_every_completion(
    expression: Expression, domains: list[list[int]], tiers: set[str]
) -> None:
    found = choice(expression, spans(domains, sorted(tiers))).values
    assert {value(expression, facts) for facts in completions(domains, sorted(tiers))} <= {*found}


@given(st.integers(0, 10**30), st.integers(1, 10**9))
def test_halves_are_rounded_alike(number: int, step: int) -> None:
    assert half_even(number, step) == rounded(Fraction(number, step), 0, "half-even")
    assert half_even(number, step) == round(Fraction(number, step))


@given(st.integers(0, 30), st.integers(0, 30), st.sets(st.integers(0, 30)))
def test_stretches_cover_everything_once(low: int, more: int, ends: set[int]) -> None:
    rising = sorted(ends)
    parts = stretches(low, low + more, *rising)
    assert [each for one, last in parts for each in range(one, last + 1)] == [
        *range(low, low + more + 1)
    ]
    opened = open_stretches(low, None, *rising)
    assert opened[-1][1] is None
    assert opened[0][0] == low
    closed = [(one, last) for one, last in opened if last is not None]
    assert [one for one, _ in opened[1:]] == [last + 1 for _, last in closed]
    assert all(last in ends for _, last in closed)


def test_what_is_parsed_is_spelt_again() -> None:
    for text in ("min(a, 8)", "(a + 2)", "if((a < 2), b, c)", "ceil_div(a, 3, 2)"):
        assert spell(parse(text)) == text
