"""units.yaml: what can be counted and charged."""

from __future__ import annotations

from pydantic import Field

from generator.spec.base import Name, Strict, Text


class Unit(Strict):
    """One unit."""

    one: Text
    """Name of one, such as second."""
    many: Text
    """Name of several, such as seconds."""
    places: int = Field(ge=0, le=9)
    """Decimal places that a quantity may have; 0 for things that are counted."""
    money: bool = False
    """Whether it is money, which results give as Decimal, never as float."""


class UnitsSpec(Strict):
    """All units."""

    units: dict[Name, Unit]
