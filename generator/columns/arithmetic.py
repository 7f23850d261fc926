"""Sums, products and roundings of quantities in SQL, each proved to fit into the integers of the sheet."""

from __future__ import annotations

from generator.columns.sheet import Amount, Sheet, Test, case, either, opposite, times


def constant(number: int) -> Amount:
    """Return the same quantity for all rows."""
    return Amount(str(number), str(number), number)


def scaled(sheet: Sheet, amount: Amount, shift: int) -> Amount:
    """Multiply by a power of ten."""
    return multiply(sheet, amount, constant(10**shift))


def multiply(sheet: Sheet, one: Amount, other: Amount) -> Amount:
    """Return a product; nothing times what is open upwards is nothing."""
    if one.constant is not None and other.constant is not None:
        return constant(one.constant * other.constant)
    for factor, amount in ((one.constant, other), (other.constant, one)):
        if factor == 1:
            return amount
        if factor == 0:
            return constant(0)
        if factor is not None:
            ends = times(amount.low, factor), times(amount.high, factor)
            return sheet.amount(*ends, amount.most * factor, open_=amount.open)
    high = f"{one.high} * {other.high}"
    if one.open or other.open:
        nothing = either(f"({one.high} = 0)", f"({other.high} = 0)")
        high = case([(nothing, "0")], high)
    low, most = f"{one.low} * {other.low}", one.most * other.most
    return sheet.amount(low, high, most, open_=one.open or other.open)


def add(sheet: Sheet, one: Amount, other: Amount) -> Amount:
    """Return a sum; NULL, which is open upwards, adds up to NULL."""
    if one.constant is not None and other.constant is not None:
        return constant(one.constant + other.constant)
    if one.constant == 0:
        return other
    if other.constant == 0:
        return one
    ends = f"{one.low} + {other.low}", f"{one.high} + {other.high}"
    return sheet.amount(*ends, one.most + other.most, open_=one.open or other.open)


def subtract(sheet: Sheet, one: Amount, other: Amount) -> Amount:
    """Return a difference, which stops at 0."""
    low = case([(f"{one.low} > {other.high}", f"{one.low} - {other.high}")], "0")
    if one.certain and other.certain:
        return sheet.amount(low, low, one.most)
    high = f"GREATEST({one.high} - {other.low}, 0)"
    if one.open:
        high = case([(f"({one.high} IS NULL)", "NULL")], high)
    return sheet.amount(low, high, one.most, open_=one.open)


def smaller(sheet: Sheet, one: Amount, other: Amount) -> Amount:
    """Return the smaller of two; LEAST leaves out NULL, which is more than anything."""
    if one.constant is not None and other.constant is not None:
        return constant(min(one.constant, other.constant))
    bounded = [amount.most for amount in (one, other) if not amount.open]
    most = min(bounded) if len(bounded) == 2 else max(one.most, other.most)
    ends = f"LEAST({one.low}, {other.low})", f"LEAST({one.high}, {other.high})"
    return sheet.amount(*ends, most, open_=one.open and other.open)


def greater(sheet: Sheet, one: Amount, other: Amount) -> Amount:
    """Return the greater of two."""
    if one.constant is not None and other.constant is not None:
        return constant(max(one.constant, other.constant))
    return _upto(sheet, f"GREATEST({one.low}, {other.low})", one, other)


def hull(sheet: Sheet, one: Amount, other: Amount) -> Amount:
    """Return what holds both."""
    if one == other:
        return one
    return _upto(sheet, f"LEAST({one.low}, {other.low})", one, other)


def _upto(sheet: Sheet, low: str, one: Amount, other: Amount) -> Amount:
    opened = one.open or other.open
    high = _greatest(one, other)
    if one.certain and other.certain and low.startswith("GREATEST"):
        high = low
    return sheet.amount(low, high, max(one.most, other.most), open_=opened)


def _greatest(one: Amount, other: Amount) -> str:
    """Spell the greater of two greatest values, which is NULL if one of them is."""
    most = f"GREATEST({one.high}, {other.high})"
    nothing = [f"({amount.high} IS NULL)" for amount in (one, other) if amount.open]
    return case([(either(*nothing), "NULL")], most)


def branch(sheet: Sheet, condition: Test, one: Amount, other: Amount) -> Amount:
    """Return *one* where *condition* holds, else *other*; where it is undecided, what holds both."""
    if one == other:
        return one
    opened, most = one.open or other.open, max(one.most, other.most)
    if condition.certain == condition.possible:
        low = case([(condition.certain, one.low)], other.low)
        high = case([(condition.certain, one.high)], other.high)
        if one.certain and other.certain:
            high = low
        return sheet.amount(low, high, most, open_=opened)
    ways = condition.certain, opposite(condition.possible)
    least = f"LEAST({one.low}, {other.low})"
    low = case([(ways[0], one.low), (ways[1], other.low)], least)
    high = case([(ways[0], one.high), (ways[1], other.high)], _greatest(one, other))
    return sheet.amount(low, high, most, open_=opened)


def divide(sheet: Sheet, amount: Amount, step: int, mode: str) -> Amount:
    """Divide by *step* and round to whole numbers: up, down, half-up or half-even."""
    if step == 1:
        return amount
    if amount.constant is not None:
        return constant(_divided(amount.constant, step, mode))
    more = step - 1 if mode == "up" else 2 * step
    if amount.most + more > sheet.limit:  # proves the sums below
        amount = sheet.amount(amount.low, amount.high, amount.most + more, open_=amount.open)
    low, high = (_spelt(end, step, mode) for end in (amount.low, amount.high))
    return sheet.amount(low, high, _divided(amount.most, step, mode), open_=amount.open)


def _spelt(end: str, step: int, mode: str) -> str:
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
