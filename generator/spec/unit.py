"""units.yaml: what can be counted and charged."""

from __future__ import annotations

from pydantic import Field

from generator.spec.base import Name, Quantity, Strict, Text


class Conversion(Strict):
    """How a unit is made of another one, or of a product of several."""

    of: Text
    """Unit, or product of units: pixel*pixel."""
    times: Quantity = "1"
    """What a quantity in it is multiplied by,"""
    over: Quantity = "1"
    """and divided by."""


class Unit(Strict):
    """One unit."""

    one: Text
    """Name of one, such as second."""
    many: Text
    """Name of several, such as seconds."""
    places: int = Field(ge=0, le=9)
    """Decimal places that a quantity may have; 0 for things that are counted."""
    conversions: tuple[Conversion, ...] = ()
    """What it can be made of, for `convert` in expressions."""
    money: bool = False
    """Whether it is money, which results give as Decimal, never as float."""


class UnitsSpec(Strict):
    """All units."""

    units: dict[Name, Unit]
