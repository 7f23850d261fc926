"""Resolve what is done with the sum of the lines: minimum, tax, rounding, conversion."""

from __future__ import annotations

from decimal import Decimal

from generator.diagnostics import Origin
from generator.ir import prices as ir
from generator.price.types import MAX_PLACES, places_of
from generator.resolve.desk import Desk
from generator.spec import price as spec
from generator.spec.billing import Convert, Rounding


def resolve_settlement(desk: Desk, price: spec.Price, origin: Origin) -> ir.Settlement:
    """Resolve the settlement of *price*, noting a conversion that has no end."""
    tax = price.tax
    if tax is not None:
        desk.scope.cite(tax.source, origin)
    rounding = price.rounding
    at_line = rounding is not None and rounding.at == "line"
    return ir.Settlement(
        minimum=None if price.minimum is None else Decimal(price.minimum),
        tax=(
            None
            if tax is None
            else ir.Tax(Decimal(tax.rate), tax.included, desk.scope.cite(tax.source, origin))
        ),
        line_rounding=_rounding(rounding) if at_line else None,
        rounding=None if at_line else _rounding(rounding),
        convert=None if price.convert is None else _convert(desk, price.convert, price, origin),
    )


def _rounding(rounding: Rounding | None) -> ir.Rounding | None:
    return None if rounding is None else ir.Rounding(rounding.places, rounding.mode)


def _convert(desk: Desk, convert: Convert, price: spec.Price, origin: Origin) -> ir.Convert:
    per = Decimal(convert.per)
    if convert.currency == price.currency:
        text = f"the total is in {price.currency} already"
        desk.scope.find(origin, "bad-conversion", text, "set `currency` to that of the rates")
    if per <= 0:
        text = f"one {convert.currency} is {convert.per} {price.currency}"
        desk.scope.find(origin, "bad-conversion", text, "give what one of it is worth")
        per = Decimal(1)
    inverse = Decimal(1) / per
    ends = inverse * per == 1 and places_of(inverse) <= MAX_PLACES
    rounding = None
    if convert.places is not None:
        rounding = ir.Rounding(convert.places, convert.mode)
    elif not ends:
        text = f"a total divided by {convert.per} has no exact decimal"
        desk.scope.find(origin, "bad-conversion", text, "say to how many `places` it is rounded")
    source = desk.scope.cite(convert.source, origin)
    return ir.Convert(convert.currency, per, rounding, convert.as_of, source)
