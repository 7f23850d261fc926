"""The slow path of the estimators: read a fact that is not what it usually is, or refuse it."""

from __future__ import annotations

from .amounts import decimal, plain
from .checks import equals, is_integer, is_number, show
from .estimates import Assumption, PriceRefused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal
    from typing import Any, TypeVar

    T = TypeVar("T")
    Given = int | str | Decimal


ONLY_AFTERWARDS = "supplied, though it is known only afterwards"
"""Why a supplied fact that can only be observed counts as assumed."""


def whole(name: str, value: object, low: int | None, high: int | None) -> int:
    """Read the integer parameter *name*, or refuse: a wrong request has no price."""
    if type(value) is int and (low is None or value >= low) and (high is None or value <= high):
        return value
    if not is_integer(value):
        raise PriceRefused(f"{name} must be an integer, not {show(value)}")
    number: int = int(value)  # type: ignore[call-overload]  # is_integer admits int and float
    if (low is not None and number < low) or (high is not None and number > high):
        raise PriceRefused(f"{name} is {show(value)}, outside what the provider documents")
    return number


def quantity(name: str, value: object, places: int) -> int:
    """Read the numeric parameter *name* at a scale of *places*, or refuse it."""
    if not is_number(value):
        raise PriceRefused(f"{name} must be a number, not {show(value)}")
    return _scaled(name, _text(name, value), places)


def supplied(name: str, value: Given, places: int, low: int, high: int | None) -> int:
    """Read the fact *name* that the caller supplies, within its documented domain.

    Raises `TypeError` for a float, which cannot say exactly what it means.
    """
    if isinstance(value, float) and is_number(value):
        raise TypeError(f'{name} must be exact, a text or a Decimal: "{value:.{places}f}"')
    if isinstance(value, (bool, float)):
        raise TypeError(f"{name} must be a number, not {show(value)}")
    units = _scaled(name, _text(name, value), places)
    if units == 0 and places:
        raise PriceRefused(f"{name} is {value}; it must be above 0")
    if units < low or (high is not None and units > high):
        top = "" if high is None else f" to {plain(decimal(high, places))}"
        domain = f"{plain(decimal(low, places))}{top or ' or more'}"
        raise PriceRefused(f"{name} is {value}, but the documented domain is {domain}")
    return units


def _text(name: str, value: object) -> str:
    """Spell a number that may be a quantity; one of thousands of digits is not even spelt."""
    if isinstance(value, int) and abs(value) >= 10**20:
        raise PriceRefused(f"{name} is {show(value)}, which is no quantity")
    return str(value)


def _scaled(name: str, text: str, places: int) -> int:
    """Turn a decimal text into an integer at a scale of *places*, or refuse."""
    from decimal import Decimal, InvalidOperation

    try:
        number = Decimal(text if text.isascii() else "none")
    except InvalidOperation:
        raise PriceRefused(f"{name} is {show(text)}, which is no number") from None
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int) or number < 0 or number.adjusted() > 15 or exponent < -40:
        raise PriceRefused(f"{name} is {show(text)}, which is no quantity")
    shift = exponent + places
    units = int("".join(map(str, digits)))
    if shift < 0 and units % 10**-shift:
        nearest = f"{number:.{places}f}"
        raise PriceRefused(f"{name} is {text}; at most {places} decimal places count: {nearest}")
    scale: int = 10 ** abs(shift)
    return units * scale if shift >= 0 else units // scale


def one_of(name: str, value: object, values: tuple[str, ...]) -> str:
    """Read a choice, or refuse a value for which no price is documented."""
    if isinstance(value, str) and value in values:
        return value
    raise PriceRefused(f"no price is documented for {name} {show(value)}")


def spelt(value: object) -> object:
    """Spell a truth or a whole number as JSON does, to be one of a choice."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return show(int(value)) if is_integer(value) else value  # type: ignore[call-overload]  # int or float


def how_long(name: str, value: object) -> int:
    """Count the characters of a text; one that is not there has none."""
    if value is not None and not isinstance(value, str):
        raise PriceRefused(f"{name} must be text, not {show(value)}")
    return len(value or "")


def agree(name: str, said: T, given: object) -> T:
    """Return what the request says; refuse a fact that the caller supplies otherwise."""
    if given is not None and given != said:
        raise PriceRefused(f"{name} is supplied, but the request says otherwise")
    return said


def how_many(value: object) -> int:
    """Count the items of a list; any other value that is there counts as one."""
    if value is None:
        return 0
    return len(value) if isinstance(value, list) else 1


def assume(fact: str, units: int, places: int, why: str) -> Assumption:
    """Say that the quantity *fact* was assumed."""
    return Assumption(fact, plain(decimal(units, places)) or "0", why)


def rated(rates: Mapping[Any, int], line: str, choices: tuple[str, ...], *values: str) -> int:
    """Read the rate of a line for the *values* of its choices, or refuse: no rate is never nothing."""
    rate = rates.get(values if len(values) > 1 else values[0])
    if rate is None:
        raise no_rate(line, choices, values)
    return rate


def look_up(table: Mapping[tuple[Any, ...], T], *keys: object) -> T:
    """Read the row of *table* that *keys* select, or refuse."""
    try:
        return table[keys]
    except (KeyError, TypeError):
        raise no_price(keys) from None


def look_up_exactly(table: Mapping[tuple[Any, ...], T], *keys: object) -> T:
    """Do the same where the rows hold true, false, 1 or 0, which are equal to Python."""
    for row, value in table.items():
        if all(map(equals, keys, row)):
            return value
    raise no_price(keys)


def no_price(keys: tuple[object, ...]) -> PriceRefused:
    """Say that a table has no row for *keys*."""
    shown = " x ".join(key if isinstance(key, str) else show(key) for key in keys)
    return PriceRefused(f"no price is documented for {shown}")


def no_rate(line: str, choices: tuple[str, ...], values: tuple[str, ...]) -> PriceRefused:
    """Say that a line has no rate for the *values* of its choices."""
    told = " and ".join(f"{choice} {value}" for choice, value in zip(choices, values, strict=True))
    return PriceRefused(f"no rate of {line} is documented for {told}")
