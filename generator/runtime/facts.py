"""The slow path of the estimators: read a fact that is not what it usually is, or refuse it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

    Given = int | str | Decimal

from .checks import is_integer, is_number, show
from .estimates import Assumption, PriceRefused, decimal, plain


def whole(name: str, value: object, low: int | None, high: int | None) -> int:
    """Read the integer parameter *name*, or refuse: a wrong request has no price."""
    if not is_integer(value):
        raise PriceRefused(f"{name} must be an integer, not {show(value)}")
    number = int(value)  # type: ignore[call-overload]  # is_integer admits int and float only
    if (low is not None and number < low) or (high is not None and number > high):
        raise PriceRefused(f"{name} is {show(value)}, outside what the provider documents")
    return int(number)


def quantity(name: str, value: object, places: int) -> int:
    """Read the numeric parameter *name* at a scale of *places*, or refuse it."""
    if not is_number(value):
        raise PriceRefused(f"{name} must be a number, not {show(value)}")
    return _scaled(name, str(value), places)


def supplied(name: str, value: Given, places: int, low: int, high: int | None) -> int:
    """Read the fact *name* that the caller supplies, within its documented domain.

    Raises `TypeError` for a float, which cannot say exactly what it means.
    """
    if isinstance(value, bool) or isinstance(value, float):
        raise TypeError(f'{name} must be exact: write "{value}" or Decimal("{value}")')
    units = _scaled(name, str(value), places)
    if units < low or (high is not None and units > high):
        top = "" if high is None else f" to {plain(decimal(high, places))}"
        domain = f"{plain(decimal(low, places))}{top or ' or more'}"
        raise PriceRefused(f"{name} is {value}, but the documented domain is {domain}")
    return units


def _scaled(name: str, text: str, places: int) -> int:
    """Turn a decimal text into an integer at a scale of *places*, or refuse."""
    from decimal import Decimal, InvalidOperation

    try:
        number = Decimal(text)
    except InvalidOperation:
        raise PriceRefused(f"{name} is {show(text)}, which is no number") from None
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int) or number < 0 or number.adjusted() > 15 or exponent < -40:
        raise PriceRefused(f"{name} is {show(text)}, which is no quantity")
    shift = exponent + places
    units = int("".join(map(str, digits)) or "0")
    if shift < 0 and units % 10**-shift:
        raise PriceRefused(f"{name} is {text}; at most {places} decimal places count")
    return units * 10**shift if shift >= 0 else units // 10**-shift


def one_of(name: str, value: object, values: tuple[str, ...]) -> str:
    """Read a choice, or refuse a value for which no price is documented."""
    if isinstance(value, str) and value in values:
        return value
    raise PriceRefused(f"no price is documented for {name} {show(value)}")


def agree(name: str, given: object, said: object) -> None:
    """Refuse a fact that the caller supplies and the request contradicts."""
    if given != said:
        raise PriceRefused(f"{name} is given as {given}, but the request says {said}")


def how_many(value: object) -> int:
    """Count the items of a list; any other value that is there counts as one."""
    return len(value) if isinstance(value, list) else int(value is not None)


def assume(fact: str, units: int, places: int, why: str) -> Assumption:
    """Say that the quantity *fact* was assumed."""
    return Assumption(fact, plain(decimal(units, places)) or "0", why)
