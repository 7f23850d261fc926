"""Decimals made of integers, and how they are spelt."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal


def decimal(units: int, places: int) -> Decimal:
    """Return *units* at a scale of *places* decimal places, exactly."""
    from decimal import Decimal

    return Decimal(f"{units}E-{places}")


def plain(value: Decimal | None) -> str | None:
    """Spell a number without exponent and without trailing zeros."""
    if value is None:
        return None
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(value: Decimal | None) -> str | None:
    """Spell an amount with at least two decimal places."""
    text = plain(value)
    if text is None:
        return None
    whole, _, cents = text.partition(".")
    return f"{whole}.{cents:0<2}"
