"""Sums, products and roundings of quantities in SQL, each proved to fit into the integers of the sheet.

An amount is a column times a constant factor, which is carried along as long as it can be.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd

from generator.columns.sheet import Amount, Sheet, Test, case, either, opposite, times

Terms = tuple[list[Amount], int]
"""Amounts whose columns count in the same units, and the factor of all of them."""


def constant(number: int) -> Amount:
    """Return the same quantity for all rows."""
    return Amount(str(number), str(number), number, least=number)


def multiply(sheet: Sheet, one: Amount, other: Amount) -> Amount:
    """Return a product; nothing times what is open upwards is nothing."""
    for number, amount in ((one.constant, other), (other.constant, one)):
        if number is not None:
            return times_constant(amount, number)
    high = f"{one.high} * {other.high}"
    zero = [b for a, b in ((one, other), (other, one)) if a.open and (b.open or not b.least)]
    if zero:
        nothing = either(*(f"({end.high} = 0)" for end in (one, other)))
        high = case([(nothing, "0")], high)
    low = f"{one.low} * {other.low}"
    if one.certain and other.certain:
        high = low
    return sheet.amount(
        *(low, high, one.most * other.most),
        open_=one.open or other.open,
        factor=one.factor * other.factor,
        least=one.least * other.least,
    )


def times_constant(amount: Amount, number: int) -> Amount:
    """Multiply by the same number in all rows."""
    if amount.constant is not None or number == 0:
        return constant((amount.constant or 0) * number)
    return amount.times(number)


def scaled(amount: Amount, shift: int) -> Amount:
    """Multiply by a power of ten."""
    return times_constant(amount, 10**shift)


def aligned(sheet: Sheet, amounts: Sequence[Amount]) -> Terms:
    """Let the columns of *amounts* count in the same units."""
    factor = common_factor(amounts)
    return [counted(sheet, amount, factor) for amount in amounts], factor


def common_factor(amounts: Sequence[Amount]) -> int:
    """Return the greatest factor that *amounts* can share."""
    numbers = (amount.constant or amount.factor for amount in amounts if amount.constant != 0)
    return gcd(*numbers) or 1


def counted(sheet: Sheet, amount: Amount, factor: int) -> Amount:
    """Return *amount* in units of *factor*, which divides it."""
    if amount.constant is not None:
        return constant(amount.constant // factor)
    more = amount.factor // factor
    if more == 1:
        return amount.times(1, factor=1)
    low, high = times(amount.low, more), times(amount.high, more)
    return sheet.amount(
        *(low, low if amount.certain else high, amount.most * more),
        open_=amount.open,
        least=amount.least * more,
    )


def add(sheet: Sheet, amounts: Sequence[Amount]) -> Amount:
    """Return a sum; NULL, which is open upwards, adds up to NULL."""
    parts = [amount for amount in amounts if amount.constant is None]
    number = sum(amount.constant or 0 for amount in amounts)
    if not parts:
        return constant(number)
    if number:
        parts.append(constant(number))
    if len(parts) == 1:
        return parts[0]
    terms, factor = aligned(sheet, parts)
    low, high = (" + ".join(ends) for ends in zip(*((a.low, a.high) for a in terms), strict=True))
    most, least = sum(term.most for term in terms), sum(term.least for term in terms)
    opened = any(term.open for term in terms)
    return sheet.amount(low, high, most, open_=opened, factor=factor, least=least)


def subtract(sheet: Sheet, one: Amount, other: Amount) -> Amount:
    """Return a difference, which stops at 0."""
    (one, other), factor = aligned(sheet, (one, other))
    low = case([(f"{one.low} > {other.high}", f"{one.low} - {other.high}")], "0")
    if one.certain and other.certain:
        return sheet.amount(low, low, one.most, factor=factor)
    high = f"GREATEST({one.high} - {other.low}, 0)"
    if one.open:
        high = case([(f"({one.high} IS NULL)", "NULL")], high)
    return sheet.amount(low, high, one.most, open_=one.open, factor=factor)


def smaller(sheet: Sheet, one: Amount, other: Amount) -> Amount:
    """Return the smaller of two; LEAST leaves out NULL, which is more than anything."""
    if one.constant is not None and other.constant is not None:
        return constant(min(one.constant, other.constant))
    (one, other), factor = aligned(sheet, (one, other))
    bounded = [amount.most for amount in (one, other) if not amount.open]
    most = min(bounded) if len(bounded) == 2 else max(one.most, other.most)
    low, high = f"LEAST({one.low}, {other.low})", f"LEAST({one.high}, {other.high})"
    opened, least = one.open and other.open, min(one.least, other.least)
    return sheet.amount(low, high, most, open_=opened, factor=factor, least=least)


def greater(sheet: Sheet, one: Amount, other: Amount) -> Amount:
    """Return the greater of two."""
    if one.constant is not None and other.constant is not None:
        return constant(max(one.constant, other.constant))
    (one, other), factor = aligned(sheet, (one, other))
    low = f"GREATEST({one.low}, {other.low})"
    high = low if one.certain and other.certain else _greatest(one, other)
    most, least = max(one.most, other.most), max(one.least, other.least)
    opened = one.open or other.open
    return sheet.amount(low, high, most, open_=opened, factor=factor, least=least)


def hull(sheet: Sheet, one: Amount, other: Amount) -> Amount:
    """Return what holds both."""
    if one == other:
        return one
    (one, other), factor = aligned(sheet, (one, other))
    low, high = f"LEAST({one.low}, {other.low})", _greatest(one, other)
    most, least = max(one.most, other.most), min(one.least, other.least)
    opened = one.open or other.open
    return sheet.amount(low, high, most, open_=opened, factor=factor, least=least)


def upto(sheet: Sheet, one: Amount, other: Amount) -> Amount:
    """Return what goes from *one* to *other*, which is never less."""
    (one, other), factor = aligned(sheet, (one, other))
    most, least = max(one.most, other.most), one.least
    return sheet.amount(one.low, other.high, most, open_=other.open, factor=factor, least=least)


def _greatest(one: Amount, other: Amount) -> str:
    """Spell the greater of two greatest values, which is NULL if one of them is."""
    most = f"GREATEST({one.high}, {other.high})"
    nothing = [f"({amount.high} IS NULL)" for amount in (one, other) if amount.open]
    return case([(either(*nothing), "NULL")], most)


def branch(sheet: Sheet, condition: Test, one: Amount, other: Amount) -> Amount:
    """Return *one* where *condition* holds, else *other*; where it is undecided, what holds both."""
    if one == other:
        return one
    (one, other), factor = aligned(sheet, (one, other))
    decided = condition.certain == condition.possible
    ways = [condition.certain] if decided else [condition.certain, opposite(condition.possible)]
    lows = list(zip(ways, (one.low, other.low), strict=False))
    highs = list(zip(ways, (one.high, other.high), strict=False))
    low = case(lows, other.low if decided else f"LEAST({one.low}, {other.low})")
    high = case(highs, other.high if decided else _greatest(one, other))
    most, least = max(one.most, other.most), min(one.least, other.least)
    opened = one.open or other.open
    return sheet.amount(low, high, most, open_=opened, factor=factor, least=least)


def divide(sheet: Sheet, amount: Amount, step: int, mode: str) -> Amount:
    """Divide by *step* and round to whole numbers: up, down, half-up or half-even."""
    if amount.constant is not None:
        return constant(_divided(amount.constant, step, mode))
    shared = gcd(amount.factor, step)
    step //= shared
    amount = counted(sheet, amount.times(1, factor=amount.factor // shared), 1)
    if step == 1:
        return amount
    if amount.most + 2 * step > sheet.limit:  # proves the sums below
        sheet.too_wide()
    low, high = (_rounded(end, step, mode) for end in (amount.low, amount.high))
    most, least = _divided(amount.most, step, mode), _divided(amount.least, step, mode)
    return sheet.amount(low, high, most, open_=amount.open, least=least)


def _rounded(end: str, step: int, mode: str) -> str:
    if mode == "up":
        return f"({end} + {step - 1}) // {step}"
    if mode == "down":
        return f"{end} // {step}"
    twice = f"2 * ({end} % {step})"
    up = f"{twice} >= {step}"
    if mode == "half-even":
        up = f"{twice} > {step} OR ({twice} = {step} AND ({end} // {step}) % 2 = 1)"
    return f"CASE WHEN {up} THEN {end} // {step} + 1 ELSE {end} // {step} END"


def _divided(number: int, step: int, mode: str) -> int:
    below, rest = divmod(number, step)
    up = {
        "up": rest > 0,
        "down": False,
        "half-up": 2 * rest >= step,
        "half-even": 2 * rest > step or (2 * rest == step and below % 2 == 1),
    }
    return below + up[mode]
