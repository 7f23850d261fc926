"""Resolve line items: quantity, unit and rates; steps and slices become facts and lines of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from generator.diagnostics import Origin
from generator.ir import prices as ir
from generator.naming import module_name
from generator.price.expression import Apply, Expression, Number, Words, parse
from generator.price.types import TRUTH, Type, type_of
from generator.resolve.desk import Desk
from generator.resolve.scope import near
from generator.runtime.estimates import CONFIDENCE
from generator.spec import price as spec

Rates = Mapping[ir.Cell, Decimal]


def resolve_line(
    desk: Desk, origin: Origin, line: spec.Line, price: spec.Price
) -> tuple[list[ir.Fact], list[ir.Line]]:
    """Resolve *line* into one line, or one for each graduated step, and the facts that it adds."""
    tree = desk.expression(line.quantity, origin, "quantity") or parse("0")
    if line.minimum is not None and line.minimum.quantity is not None:
        tree = _at_least(tree, Number(Decimal(line.minimum.quantity)))
    found = type_of(tree, desk.types)
    if found.unit is not None and found.unit != line.unit:
        text = f"the quantity is in {found.unit}, but the line counts {line.unit}"
        desk.scope.find(origin, "unit-mismatch", text, "charge what the quantity counts")
    desk.scope.unit(line.unit, origin)
    facts: list[ir.Fact] = []
    by, rates = _rates(desk, line, origin)
    if isinstance(line.rate, spec.Rates) and line.rate.rates and not line.rate.graduated:
        step = _step(desk, line, line.rate, tree, origin)
        facts, by = [step], (step.name,)
        rates = dict(zip([(value,) for value in step.values], (rates or {}).values(), strict=True))
    amount = line.minimum.amount if line.minimum else None
    resolved = ir.Line(
        id=line.id,
        title=line.title,
        origin=origin,
        quantity=tree,
        places=found.places,
        unit=line.unit,
        by=by,
        rates=rates,
        minimum=None if amount is None else Decimal(amount),
        when=desk.expression(line.when, origin, "truth"),
        confidence=_confidence(desk, line, price, tree),
        source=desk.scope.cite(line.source or price.source, origin),
    )
    if isinstance(line.rate, spec.Rates) and line.rate.graduated:
        return facts, _slices(desk, resolved, line.rate)
    return facts, [resolved]


def _at_least(tree: Expression, least: Number) -> Expression:
    """Charge for at least so much, if for anything."""
    something = Apply(">", (tree, Number(Decimal(0))))
    return Apply("if", (something, Apply("max", (tree, least)), Number(Decimal(0))))


def _confidence(desk: Desk, line: spec.Line, price: spec.Price, tree: Expression) -> str:
    """Return the evidence for a line; what is known only afterwards is never documented."""
    told = line.confidence or price.confidence
    if desk.uses_observed(tree):
        return max(told, "derived", key=CONFIDENCE.index)
    return told


def _rates(
    desk: Desk, line: spec.Line, origin: Origin
) -> tuple[tuple[str, ...], dict[ir.Cell, Decimal] | None]:
    """Return the choices that select the rate, and the rates for one unit."""
    per = Decimal(line.per)
    if per <= 0 or Decimal(1) / per * per != 1:
        text = f"a rate per {line.per} has no exact decimal"
        desk.scope.find(origin, "bad-rate", text, "give the rate for one")
        per = Decimal(1)
    if line.rate == "unstated":
        return (), None
    if isinstance(line.rate, str):
        return (), {(): Decimal(line.rate) / per}
    if line.rate.rates is not None:
        return (), {(str(step),): Decimal(rate) / per for step, rate in enumerate(line.rate.rates)}
    by = (line.rate.by,) if isinstance(line.rate.by, str) else line.rate.by or ()
    for name in by:
        if desk.types.get(name, TRUTH).kind != "choice":
            hint = near(name, desk.types) or "give the fact `values`"
            desk.scope.find(origin, "unknown-fact", f"`{name}` is no choice among the facts", hint)
            return (), None
    cells = line.rate.cells or tuple((line.rate.values or {}).items())
    return by, _cells(desk, cells, by, per, origin)


def _cells(
    desk: Desk,
    cells: tuple[tuple[str, ...], ...],
    by: tuple[str, ...],
    per: Decimal,
    origin: Origin,
) -> dict[ir.Cell, Decimal]:
    found: dict[ir.Cell, Decimal] = {}
    for cell in cells:
        key, text = tuple(cell[:-1]), cell[-1] if cell else ""
        if len(key) != len(by) or not spec.is_money(text) or key in found:
            wrong = f"the cell {', '.join(cell)} is not {', '.join(by)} and a rate, each once"
            desk.scope.find(origin, "bad-rate", wrong, 'write ["480p", "true", "0.05"]')
        else:
            found[key] = Decimal(text) / per
    return found


def _step(
    desk: Desk, line: spec.Line, rate: spec.Rates, tree: Expression, origin: Origin
) -> ir.Fact:
    """Make the choice of a step: which of its bounds a quantity lies above."""
    if rate.select_by is not None:
        tree = desk.expression(rate.select_by, origin, "quantity") or tree
    name = f"{module_name(line.id)}_step"
    while name in desk.types:
        name = f"{name}_"
    bounds = [Decimal(bound) for bound in rate.above or ()]
    values = [f"up to {bound:f}" for bound in bounds]
    values.append(f"above {bounds[-1]:f}" if bounds else "any")
    chosen: Expression = Words(values[-1])
    for bound, value in reversed(list(zip(bounds, values, strict=False))):
        chosen = Apply("if", (Apply("<=", (tree, Number(bound))), Words(value), chosen))
    desk.types[name] = Type("choice")
    return ir.computed_choice(name, origin, tuple(values), chosen)


def _slices(desk: Desk, line: ir.Line, rate: spec.Rates) -> list[ir.Line]:
    """Make a line of each graduated step, which charges for the part of the quantity within it."""
    bounds = [Decimal(bound) for bound in rate.above or ()]
    found = []
    for step, price in enumerate((line.rates or {}).values()):
        part, title = line.quantity, line.title
        if step < len(bounds):
            part = Apply("min", (part, Number(bounds[step])))
            title = f"{title} up to {bounds[step]:f}"
        if step:
            part = Apply("-", (part, Number(bounds[step - 1])))
            title = f"{line.title} above {bounds[step - 1]:f}"
        places = type_of(part, desk.types).places
        own = replace(line, id=f"{line.id}-{step + 1}", title=title, quantity=part, places=places)
        found.append(replace(own, rates={(): price}))
    return found
