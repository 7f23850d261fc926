"""Resolve prices: expressions parsed and typed, tables looked up, server defaults joined to facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from generator.diagnostics import Origin
from generator.ir import prices as ir
from generator.ir.shape import PathTo, Shape, When
from generator.price.expression import Expression, ExpressionError, parse
from generator.price.types import TRUTH, Type, places_of, type_of
from generator.resolve.price_checks import check_price
from generator.resolve.scope import Scope, near, thaw
from generator.spec import price as spec

Place = tuple[str | int, ...]

_EXPRESSIONS = "docs/spec-format.md lists what an expression may say"


@dataclass(slots=True)
class _Desk:
    """One price while it is resolved."""

    scope: Scope
    parameters: Shape
    place: Place
    types: dict[str, Type] = field(default_factory=dict)
    """Facts so far; a fact may use those before it."""

    def expression(self, text: str | None, origin: Origin, kind: str) -> Expression | None:
        """Parse and type *text*, noting what is wrong with it."""
        if text is None:
            return None
        try:
            tree = parse(text)
            found = type_of(tree, self.types).kind
        except ExpressionError as error:
            self.scope.find(origin, "bad-expression", str(error), _EXPRESSIONS)
            return None
        if found != kind:
            wrong = f"`{text}` is a {found}; a {kind} is wanted"
            self.scope.find(origin, "bad-expression", wrong, _EXPRESSIONS)
        return tree if found == kind else None


def resolve_price(scope: Scope, price: spec.Price, place: Place, parameters: Shape) -> ir.Price:
    """Resolve the price at *place* of an operation that takes *parameters*."""
    origin = scope.origin(*place, "as_of")
    desk = _Desk(scope, parameters, place)
    facts = tuple(_fact(desk, name, fact) for name, fact in price.facts.items())
    if (price.refused is None) != bool(price.lines):
        text = "a price has lines, or says why it is refused"
        scope.find(origin, "price-unclear", text, "give one of `lines` and `refused`")
    resolved = ir.Price(
        as_of=price.as_of,
        origin=origin,
        source=scope.cite(price.source, origin),
        refused=price.refused,
        currency=price.currency,
        facts=facts,
        lines=tuple(_line(desk, index, line, price) for index, line in enumerate(price.lines)),
        multiplier=price.multiplier,
        doubts=tuple(_doubt(desk, index, doubt) for index, doubt in enumerate(price.doubts)),
        billed_when=price.billed_when,
        rows=tuple(_row(desk, index, row) for index, row in enumerate(price.rows)),
        allow=price.allow,
    )
    check_price(scope, resolved, parameters)
    return resolved


def _fact(desk: _Desk, name: str, fact: spec.Fact) -> ir.Fact:
    origin = desk.scope.origin(*desk.place, "facts", name)
    if not name.isidentifier():
        text = f"`{name}` cannot be used in an expression"
        desk.scope.find(origin, "bad-name", text, "use letters, digits and _")
    member = _member(desk, fact.parameter, origin)
    kind = _kind(fact)
    path = tuple(fact.parameter.split(".")) if fact.parameter else None
    unit = desk.scope.unit(fact.unit, origin)
    if fact.unknown is not None:
        desk.scope.cite(fact.unknown.source, origin)
    value = desk.expression(fact.value, origin, kind)
    resolved = ir.Fact(
        name=name,
        origin=origin,
        kind=kind,
        unit=unit,
        places=_places(desk, fact, unit, value, member),
        values=fact.values or (),
        parameter=path,
        whole=bool(member and "integer" in member.types),
        bounds=(member.minimum, member.maximum) if member else (None, None),
        ignore=tuple(thaw(value) for value in fact.ignore),
        lookup=_lookup(desk, fact.lookup, origin),
        count=tuple(desk.scope.path(text, desk.parameters, origin) for text in fact.count or ()),
        present=desk.scope.path(fact.present, desk.parameters, origin) if fact.present else None,
        given=fact.given,
        fallbacks=_fallbacks(desk, fact, path, origin),
        low=Decimal(fact.unknown.minimum or 0) if fact.unknown else None,
        high=Decimal(fact.unknown.maximum) if fact.unknown and fact.unknown.maximum else None,
        needed_when=desk.expression(fact.needed_when, origin, "truth"),
        value=value,
        description=fact.description or "",
    )
    desk.types[name] = Type(kind, unit, resolved.places) if kind == "quantity" else Type(kind)
    _check_fact(desk, fact, resolved)
    return resolved


def _check_fact(desk: _Desk, fact: spec.Fact, resolved: ir.Fact) -> None:
    """Note a fact that says nothing, or that could stay unknown without a domain."""
    ways = (fact.value, fact.parameter, fact.lookup, fact.count, fact.present)
    origin = resolved.origin
    if not any(way is not None for way in ways) and not fact.given and not fact.fallbacks:
        text = f"nothing says what {resolved.name} is"
        desk.scope.find(origin, "fact-without-value", text, "name a parameter, or `given: true`")
    always = fact.value or fact.count or fact.present
    settled = any(
        fallback.when is None and fallback.fact is None for fallback in resolved.fallbacks
    )
    safe = always or settled or fact.unknown is not None or _is_required(desk, resolved.parameter)
    if resolved.kind == "quantity" and not safe:
        text = f"{resolved.name} may stay unknown, and no domain is given"
        desk.scope.find(origin, "fact-without-domain", text, "add `unknown`, with what bounds it")


def _is_required(desk: _Desk, path: PathTo | None) -> bool:
    member = desk.parameters.find(path) if path else None
    return bool(member and member.required and path and len(path) == 1)


def _kind(fact: spec.Fact) -> str:
    return "choice" if fact.values is not None else "truth" if fact.present else "quantity"


def _member(desk: _Desk, text: str | None, origin: Origin) -> Shape | None:
    if text is None:
        return None
    member = desk.parameters.find(desk.scope.path(text, desk.parameters, origin))
    return member.shape if member else None


def _places(
    desk: _Desk, fact: spec.Fact, unit: str | None, value: Expression | None, member: Shape | None
) -> int:
    """Infer how many decimal places hold every value that the fact can have."""
    if fact.values is not None or fact.present or fact.count:
        return 0
    if value is not None:
        return type_of(value, desk.types).places
    finest = desk.scope.units[unit].places if unit else 0
    found = [0]
    if fact.given or (member is not None and "integer" not in member.types):
        found.append(finest)
    for fallback in fact.fallbacks:
        if fallback.fact is not None and fallback.fact in desk.types:
            found.append(desk.types[fallback.fact].places)
        elif isinstance(fallback.value, (int, Decimal)):
            found.append(places_of(Decimal(fallback.value)))
    bounds = (fact.unknown.minimum, fact.unknown.maximum) if fact.unknown else ()
    return max([*found, *(places_of(Decimal(bound or 0)) for bound in bounds)])


def _fallbacks(
    desk: _Desk, fact: spec.Fact, path: PathTo | None, origin: Origin
) -> tuple[ir.Fallback, ...]:
    """List what is taken instead, the server's default first where it counts."""
    member = desk.parameters.find(path) if path else None
    found: list[ir.Fallback] = []
    default = member.default if member and not fact.explicit else None
    if default is not None and default.value not in fact.ignore:
        why = f"the server's default for {'.'.join(path or ())}"
        found.append(ir.Fallback(default.value, None, default.when, why))
    for fallback in fact.fallbacks:
        if fallback.fact is not None and fallback.fact not in desk.types:
            hint = near(fallback.fact, desk.types)
            desk.scope.find(origin, "unknown-fact", f"no fact is named {fallback.fact}", hint)
        when: When | None = None
        if fallback.when is not None:
            when = desk.scope.when(fallback.when, desk.parameters, origin)
        found.append(ir.Fallback(thaw(fallback.value), fallback.fact, when, fallback.why))
    return tuple(found)


def _lookup(desk: _Desk, lookup: spec.Lookup | None, origin: Origin) -> ir.Lookup | None:
    if lookup is None:
        return None
    table = desk.scope.tables.get(lookup.table)
    by = tuple(desk.scope.path(text, desk.parameters, origin) for text in lookup.by.values())
    if table is None:
        hint = near(lookup.table, desk.scope.tables) or "declare it under `tables`"
        desk.scope.find(origin, "unknown-table", f"no table is named {lookup.table}", hint)
        return ir.Lookup(lookup.table, lookup.column, by, ())
    for column in (*lookup.by, lookup.column):
        if column not in table.columns:
            text = f"table {lookup.table} has no column {column}"
            desk.scope.find(origin, "unknown-column", text, near(column, table.columns))
            return ir.Lookup(lookup.table, lookup.column, by, ())
    keys = [table.columns.index(column) for column in lookup.by]
    value = table.columns.index(lookup.column)
    whole = [row for row in table.rows if len(row) == len(table.columns)]
    rows = tuple((tuple(thaw(row[key]) for key in keys), thaw(row[value])) for row in whole)
    return ir.Lookup(lookup.table, lookup.column, by, rows)


def _line(desk: _Desk, index: int, line: spec.Line, price: spec.Price) -> ir.Line:
    origin = desk.scope.origin(*desk.place, "lines", index, "id")
    tree = desk.expression(line.quantity, origin, "quantity") or parse("0")
    found = type_of(tree, desk.types)
    if found.unit is not None and found.unit != line.unit:
        text = f"the quantity is in {found.unit}, but the line counts {line.unit}"
        desk.scope.find(origin, "unit-mismatch", text, "charge what the quantity counts")
    desk.scope.unit(line.unit, origin)
    by, rates = _rates(desk, line, origin)
    source = line.source or price.source
    return ir.Line(
        line.id,
        line.title,
        origin,
        tree,
        found.places,
        line.unit,
        by,
        rates,
        desk.expression(line.when, origin, "truth"),
        line.confidence or price.confidence,
        desk.scope.cite(source, origin),
    )


def _rates(
    desk: _Desk, line: spec.Line, origin: Origin
) -> tuple[str | None, Mapping[str, Decimal] | None]:
    """Return the choice that selects the rate, and the rates for one unit."""
    per = Decimal(line.per)
    if per <= 0 or Decimal(1) / per * per != 1:
        desk.scope.find(
            origin,
            "bad-rate",
            f"a rate per {line.per} has no exact decimal",
            "give the rate for one",
        )
        per = Decimal(1)
    if line.rate == "unstated":
        return None, None
    if isinstance(line.rate, str):
        return None, {"": Decimal(line.rate) / per}
    by = line.rate.by
    if desk.types.get(by, TRUTH).kind != "choice":
        hint = near(by, desk.types) or "give the fact `values`"
        desk.scope.find(origin, "unknown-fact", f"`{by}` is no choice among the facts", hint)
        return None, None
    return by, {key: Decimal(rate) / per for key, rate in line.rate.values.items()}


def _doubt(desk: _Desk, index: int, doubt: spec.Doubt) -> ir.Doubt:
    origin = desk.scope.origin(*desk.place, "doubts", index, "id")
    when = desk.expression(doubt.when, origin, "truth")
    return ir.Doubt(doubt.id, doubt.text, when, desk.scope.cite(doubt.source, origin), origin)


def _row(desk: _Desk, index: int, row: spec.Row) -> ir.Row:
    origin = desk.scope.origin(*desk.place, "rows", index, "title")
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
