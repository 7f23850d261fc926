"""Resolve the facts of a price: where each comes from, and how fine it is."""

from __future__ import annotations

from decimal import Decimal

from generator.diagnostics import Origin
from generator.ir import prices as ir
from generator.ir.shape import PathTo, Shape, When
from generator.price.expression import Expression
from generator.price.types import Type, places_of, type_of
from generator.resolve.bindings import choice_text
from generator.resolve.desk import Desk
from generator.resolve.scope import near, thaw
from generator.spec import fact as spec


def resolve_fact(desk: Desk, name: str, fact: spec.Fact) -> ir.Fact:
    """Resolve one fact, which those after it may use."""
    origin = desk.origin("facts", name)
    if not name.isidentifier():
        text = f"`{name}` cannot be used in an expression"
        desk.scope.find(origin, "bad-name", text, "use letters, digits and _")
    if fact.unknown is not None:
        desk.scope.cite(fact.unknown.source, origin)
    resolved = _resolved(desk, name, fact, origin)
    kind = resolved.kind
    desk.types[name] = (
        Type(kind, resolved.unit, resolved.places) if kind == "quantity" else Type(kind)
    )
    if fact.observed is not None or desk.uses_observed(resolved.value):
        desk.observed.add(name)
    _check_fact(desk, fact, resolved)
    return resolved


def _resolved(desk: Desk, name: str, fact: spec.Fact, origin: Origin) -> ir.Fact:
    member = _member(desk, fact.parameter, origin)
    kind = _kind(fact)
    path = tuple(fact.parameter.split(".")) if fact.parameter else None
    unit = desk.scope.unit(fact.unit, origin)
    value = desk.expression(fact.value, origin, kind)
    return ir.Fact(
        name=name,
        origin=origin,
        kind=kind,
        unit=unit,
        places=_places(desk, fact, unit, value, member),
        values=fact.values or (),
        parameter=path,
        whole=bool(member and "integer" in member.types),
        spelt=kind == "choice" and bool(member and "string" not in member.types),
        bounds=(member.minimum, member.maximum) if member else (None, None),
        ignore=tuple(thaw(value) for value in fact.ignore),
        lookup=_lookup(desk, fact.lookup, origin),
        count=tuple(desk.scope.path(text, desk.parameters, origin) for text in fact.count or ()),
        length=_path(desk, fact.length, origin),
        most=_most(desk, fact),
        present=_path(desk, fact.present, origin),
        given=fact.given,
        fallbacks=_fallbacks(desk, fact, path, origin),
        low=Decimal(fact.unknown.minimum or 0) if fact.unknown else None,
        high=Decimal(fact.unknown.maximum) if fact.unknown and fact.unknown.maximum else None,
        needed_when=desk.expression(fact.needed_when, origin, "truth"),
        value=value,
        description=fact.description or "",
        observed={name: Decimal(seen) for name, seen in _observed(desk, fact, origin).items()},
    )


def _check_fact(desk: Desk, fact: spec.Fact, resolved: ir.Fact) -> None:
    """Note a fact that says nothing, or that could stay unknown without a domain."""
    ways = (fact.value, fact.parameter, fact.lookup, fact.count, fact.length, fact.present)
    origin = resolved.origin
    if not any(way is not None for way in ways) and not fact.given and not fact.fallbacks:
        text = f"nothing says what {resolved.name} is"
        desk.scope.find(origin, "fact-without-value", text, "name a parameter, or `given: true`")
    always = fact.value or fact.count or fact.length or fact.present
    settled = any(
        fallback.when is None and fallback.fact is None for fallback in resolved.fallbacks
    )
    safe = always or settled or fact.unknown is not None or _is_required(desk, resolved.parameter)
    if resolved.kind == "quantity" and not safe:
        text = f"{resolved.name} may stay unknown, and no domain is given"
        desk.scope.find(origin, "fact-without-domain", text, "add `unknown`, with what bounds it")


def _path(desk: Desk, text: str | None, origin: Origin) -> PathTo | None:
    return None if text is None else desk.scope.path(text, desk.parameters, origin)


def _most(desk: Desk, fact: spec.Fact) -> int | None:
    """Return the greatest number of items or characters that the parameters allow together."""
    found = 0
    for text in (*(fact.count or ()), *([fact.length] if fact.length else ())):
        member = desk.parameters.find(tuple(text.split(".")))
        shape = member.shape if member else None
        is_list = shape is not None and ("array" in shape.types or not shape.types)
        limit = shape.max_length if shape and fact.length else 1
        if shape is not None and is_list and not fact.length:
            limit = shape.max_items
        if limit is None:
            return None
        found += limit
    return found


def _observed(desk: Desk, fact: spec.Fact, origin: Origin) -> dict[str, str]:
    if fact.observed is None:
        return {}
    desk.scope.cite(fact.observed.source, origin)
    return dict(fact.observed.quantiles)


def _is_required(desk: Desk, path: PathTo | None) -> bool:
    member = desk.parameters.find(path) if path else None
    return bool(member and member.required and path and len(path) == 1)


def _kind(fact: spec.Fact) -> str:
    return "choice" if fact.values is not None else "truth" if fact.present else "quantity"


def _member(desk: Desk, text: str | None, origin: Origin) -> Shape | None:
    if text is None:
        return None
    member = desk.parameters.find(desk.scope.path(text, desk.parameters, origin))
    return member.shape if member else None


def _places(
    desk: Desk, fact: spec.Fact, unit: str | None, value: Expression | None, member: Shape | None
) -> int:
    """Infer how many decimal places hold every value that the fact can have."""
    if fact.values is not None or fact.present or fact.count or fact.length:
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
    desk: Desk, fact: spec.Fact, path: PathTo | None, origin: Origin
) -> tuple[ir.Fallback, ...]:
    """List what is taken instead, the server's default first where it counts."""
    member = desk.parameters.find(path) if path else None
    found: list[ir.Fallback] = []
    default = member.default if member and not fact.explicit else None
    if default is not None and default.value not in fact.ignore:
        why = f"the server's default for {'.'.join(path or ())}"
        value = default.value if fact.values is None else choice_text(default.value)
        found.append(ir.Fallback(value, None, default.when, why))
    for fallback in fact.fallbacks:
        if fallback.fact is not None and fallback.fact not in desk.types:
            hint = near(fallback.fact, desk.types)
            desk.scope.find(origin, "unknown-fact", f"no fact is named {fallback.fact}", hint)
        when: When | None = None
        if fallback.when is not None:
            when = desk.scope.when(fallback.when, desk.parameters, origin)
        found.append(ir.Fallback(thaw(fallback.value), fallback.fact, when, fallback.why))
    return tuple(found)


def _lookup(desk: Desk, lookup: spec.Lookup | None, origin: Origin) -> ir.Lookup | None:
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
