"""Resolve prices: their days, lines, facts, settlement, doubts and documented rows."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from generator.diagnostics import Origin
from generator.ir import prices as ir
from generator.ir.shape import Shape
from generator.resolve.bindings import Bindings
from generator.resolve.derived_prices import expand
from generator.resolve.desk import Desk, Place
from generator.resolve.facts import resolve_fact
from generator.resolve.lines import resolve_line
from generator.resolve.price_checks import check_price
from generator.resolve.scope import Scope, thaw
from generator.resolve.settlement import resolve_settlement
from generator.spec import billing
from generator.spec import price as spec


def resolve_prices(
    scope: Scope,
    prices: tuple[spec.Price, ...],
    place: Place,
    operation: str,
    parameters: Shape,
) -> tuple[ir.Price, ...]:
    """Resolve the prices of the operation at *place*, which takes *parameters*."""
    found = []
    for index, price in enumerate(prices):
        where = (*place, "prices", index)
        whole = expand(scope, price, where, operation)
        bindings = Bindings(scope.units, whole.conversions, scope.tables)
        taken = frozenset(whole.facts) - frozenset(price.facts)
        taken |= {line.id for line in whole.lines} - {line.id for line in price.lines}
        desk = Desk(scope, parameters, where, bindings, inherited=taken)
        own = {line.id: index for index, line in enumerate(price.lines)}
        found.append(_price(desk, whole, operation, own))
    return tuple(found)


def _price(desk: Desk, price: spec.Price, operation: str, own_lines: Mapping[str, int]) -> ir.Price:
    scope = desk.scope
    origin = desk.origin("as_of")
    _check_conversions(desk, price, origin)
    facts = [resolve_fact(desk, name, fact) for name, fact in price.facts.items()]
    unfound = price.based_on is not None and not price.lines
    if (price.refused is None) != bool(price.lines) and not unfound:
        text = "a price has lines, or says why it is refused"
        scope.find(origin, "price-unclear", text, "give one of `lines` and `refused`")
    lines: list[ir.Line] = []
    for index, line in enumerate(price.lines):
        step = own_lines.get(line.id, line.id) if price.based_on else index
        more, items = resolve_line(desk, desk.origin("lines", step, "id"), line, price)
        facts.extend(more)
        lines.extend(items)
    resolved = ir.Price(
        as_of=price.as_of,
        starts=price.effective_from or price.as_of,
        ends=price.effective_until,
        discount_of=price.discount_of,
        derived_from=_derived_from(price, operation),
        origin=origin,
        source=scope.cite(price.source, origin),
        refused=price.refused,
        currency=price.currency,
        facts=tuple(facts),
        lines=tuple(lines),
        multiplier=price.multiplier,
        settlement=resolve_settlement(desk, price, origin),
        doubts=tuple(_doubt(desk, index, doubt) for index, doubt in enumerate(price.doubts)),
        billed_when={
            outcome: _billed(desk, told, origin) for outcome, told in price.billed_when.items()
        },
        rows=tuple(_row(desk, index, row) for index, row in enumerate(price.rows)),
        allow=price.allow,
    )
    check_price(scope, resolved, desk.parameters)
    return resolved


def _derived_from(price: spec.Price, operation: str) -> str:
    based = price.based_on
    if based is None:
        return ""
    day = f" of {based.as_of}" if based.as_of else ""
    return f"{based.operation or operation}{day}, times {based.multiply}"


def _check_conversions(desk: Desk, price: spec.Price, origin: Origin) -> None:
    """Note conversions to or from what is no unit."""
    for name, conversion in price.conversions.items():
        for unit in (name, *conversion.of.split("*")):
            desk.scope.unit(unit, origin)


def _billed(desk: Desk, told: str | billing.Billed, origin: Origin) -> ir.Billed:
    if isinstance(told, str):
        return ir.Billed(told, "", None)
    return ir.Billed(told.billed, told.note or "", desk.scope.cite(told.source, origin))


def _doubt(desk: Desk, index: int, doubt: spec.Doubt) -> ir.Doubt:
    origin = desk.origin("doubts", index, "id")
    when = desk.expression(doubt.when, origin, "truth")
    return ir.Doubt(doubt.id, doubt.text, when, desk.scope.cite(doubt.source, origin), origin)


def _row(desk: Desk, index: int, row: spec.Row) -> ir.Row:
    origin = desk.origin("rows", index, "title")
    source = desk.scope.cite(row.source, origin)
    return ir.Row(
        row.title, thaw(row.request), dict(row.facts), resolve_cost(row.cost), source, origin
    )


def resolve_cost(cost: Any) -> ir.Cost:
    """Turn the decimal strings of a documented cost into numbers."""

    def number(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    return ir.Cost(
        number(cost.exact),
        number(cost.amount),
        number(cost.contains),
        number(cost.low),
        number(cost.high),
        bool(cost.refused),
    )
