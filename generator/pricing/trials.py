"""Bills as equations: try a changed price on them, and solve for the number that was changed.

Everything is exact. A number that enters a price linearly is found from two trials of each bill; what
comes of it is then tried on all bills, so a wrong guess is never reported.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from generator.ir.prices import Price
from generator.ir.provider import Operation
from generator.price.evaluate import estimate
from generator.runtime.estimates import Estimate, PriceRefused

MAX_PLACES = 9
"""Decimal places that a solved number may have; a finer one is an accident of the bills."""
NEAR = Fraction(1, 10)
"""How far from the nearest possible number a plainer one may lie."""

Ends = tuple[Decimal | None, Decimal | None]
"""The least and the most of an estimate."""


@dataclass(frozen=True, slots=True)
class Case:
    """One bill: what was asked for, and what it cost."""

    request: Mapping[str, Any]
    facts: Mapping[str, str]
    amount: Decimal
    now: Ends
    """The estimate as it is."""


@dataclass(frozen=True, slots=True)
class Trial:
    """All bills of one operation, told apart by whether its price explains them."""

    operation: Operation
    price: Price
    drifting: tuple[Case, ...]
    matching: tuple[Case, ...]

    def estimate(self, price: Price, case: Case) -> Estimate | None:
        """Estimate one bill with *price*; None if it gives none."""
        operation = replace(self.operation, prices=(price,))
        try:
            return estimate(operation, case.request, case.facts)
        except PriceRefused:
            return None

    def tried(self, price: Price) -> int | None:
        """Count the bills to which *price* gives another estimate; None if it is wrong for any."""
        touched = 0
        for case in (*self.drifting, *self.matching):
            found = self.estimate(price, case)
            if not holds(found, case):
                return None
            touched += ends(found) != case.now
        return touched


def ends(found: Estimate | None) -> Ends:
    """Return the least and the most of an estimate."""
    return (None, None) if found is None else (found.low, found.high)


def holds(found: Estimate | None, case: Case) -> bool:
    """Tell whether the bill lies within the estimate."""
    if found is None or case.amount < found.low:
        return False
    return found.high is None or case.amount <= found.high


Make = Callable[[Decimal], Price]


@dataclass(frozen=True, slots=True)
class Solved:
    """A number that explains the drifting bills."""

    number: Decimal
    loose: bool
    """Whether others would too, because some bill lies in a range; it is then a near and plain one."""


def solve(trial: Trial, make: Make, start: Decimal) -> Solved | None:
    """Find the number for which `make` explains the drifting bills, or None.

    *start* is the number as it is; the cost of a bill is taken to be linear in it.
    """
    low, high = Fraction(0), None
    here, there = make(start), make(start + 1)
    for case in trial.drifting:
        span = _span(trial, (here, there), case, Fraction(start))
        if span is None:
            return None
        low = max(low, span[0])
        high = span[1] if high is None or (span[1] is not None and span[1] < high) else high
        if high is not None and high < low:
            return None
    number = _near(low, high, Fraction(start))
    return None if number is None else Solved(number, low != high)


def _span(
    trial: Trial, prices: tuple[Price, Price], case: Case, start: Fraction
) -> tuple[Fraction, Fraction | None] | None:
    """Return the numbers with which the bill lies in the estimate; None if it does not depend on it."""
    found, other = (trial.estimate(price, case) for price in prices)
    if found is None or other is None:
        return None
    least = _crossing(found.low, other.low, case, start)
    if found.high is None or other.high is None:
        return None if least is None else (Fraction(0), least)
    most = _crossing(found.high, other.high, case, start)
    if most is None:
        reaches = case.amount <= found.high and least is not None
        return (Fraction(0), least) if reaches else None
    return most, most if found.low == found.high else least


def _crossing(here: Decimal, there: Decimal, case: Case, start: Fraction) -> Fraction | None:
    """Return where a straight line through two costs meets the bill; it must rise."""
    slope = Fraction(there) - Fraction(here)
    return None if slope <= 0 else start + (Fraction(case.amount) - Fraction(here)) / slope


def _near(low: Fraction, high: Fraction | None, start: Fraction) -> Decimal | None:
    """Return a number between *low* and *high*, near *start* and with few decimal places."""
    if high is not None and start > high:
        return plainest(max(low, high * (1 - NEAR)), high, downwards=True)
    near = low * (1 + NEAR)
    return plainest(low, near if high is None else min(high, near))


def plainest(low: Fraction, high: Fraction, downwards: bool = False) -> Decimal | None:
    """Return the number between *low* and *high* with the fewest decimal places."""
    for places in range(MAX_PLACES + 1):
        scale = 10**places
        number = math.floor(high * scale) if downwards else math.ceil(low * scale)
        if low <= Fraction(number, scale) <= high:
            return Decimal(number).scaleb(-places)
    return None


def agreed(numbers: Iterable[Fraction | None]) -> Decimal | None:
    """Return the number that all of *numbers* are, if it is a short decimal."""
    distinct = set(numbers)
    number = distinct.pop() if len(distinct) == 1 else None
    return None if number is None else plainest(number, number)
