"""Resolve rules: each kind of the vocabulary becomes one demand."""

from __future__ import annotations

from typing import Any

from generator.diagnostics import Origin
from generator.ir import rules as ir
from generator.ir.shape import Citation, Shape
from generator.resolve.scope import Scope, near, thaw, thaw_all
from generator.spec.rule import AllowedPairs, Group, Rule


def resolve_rule(
    scope: Scope, rule: Rule, place: tuple[str | int, ...], parameters: Shape
) -> ir.Rule:
    """Resolve the rule at *place* of an operation that takes *parameters*."""
    origin = scope.origin(*place, "id")
    cited: Citation | None = scope.cite(rule.source, origin)
    return ir.Rule(
        id=rule.id,
        message=rule.message,
        source=cited,
        origin=origin,
        demand=_demand(scope, rule, origin, parameters),
        kept=tuple(thaw(request) for request in rule.kept),
        broken=tuple(thaw(request) for request in rule.broken),
        allow=rule.allow,
    )


def _demand(scope: Scope, rule: Rule, origin: Origin, parameters: Shape) -> ir.Demand:
    def path(text: str) -> tuple[str, ...]:
        return scope.path(text, parameters, origin)

    def groups(listed: tuple[Group, ...]) -> tuple[ir.Group, ...]:
        split = [(group,) if isinstance(group, str) else group for group in listed]
        return tuple(tuple(path(text) for text in group) for group in split)

    if rule.exactly_one_of is not None:
        return ir.OneOf(groups(rule.exactly_one_of), needed=True)
    if rule.at_most_one_of is not None:
        return ir.OneOf(groups(rule.at_most_one_of), needed=False)
    if rule.together is not None:
        return ir.Together(tuple(path(text) for text in rule.together))
    if rule.requires is not None:
        needed = tuple(path(text) for text in rule.requires.needed)
        return ir.Requires(path(rule.requires.given), needed)
    if rule.excludes is not None:
        forbidden = tuple(path(text) for text in rule.excludes.forbidden)
        return ir.Excludes(path(rule.excludes.given), forbidden)
    if rule.allowed_pairs is not None:
        return _pairs(scope, rule.allowed_pairs, origin, parameters)
    assert rule.when is not None, "the spec model lets no other kind in"
    assert rule.then is not None, "`when` and `then` go together"
    limits = tuple(_limit(path(text), bounds) for text, bounds in rule.then.items())
    return ir.WhenThen(scope.when(rule.when, parameters, origin), limits)


def _limit(path: tuple[str, ...], bounds: Any) -> ir.Limit:
    return ir.Limit(
        path,
        required=bounds.required,
        minimum=thaw(bounds.minimum),
        maximum=thaw(bounds.maximum),
        enum=thaw_all(bounds.enum),
        min_items=bounds.minItems,
        max_items=bounds.maxItems,
    )


def _pairs(
    scope: Scope, allowed: AllowedPairs, origin: Origin, parameters: Shape
) -> ir.AllowedPairs:
    first, second = (scope.path(text, parameters, origin) for text in allowed.parameters)
    table = scope.tables.get(allowed.table)
    if table is None:
        hint = near(allowed.table, scope.tables) or "declare it under `tables`"
        scope.find(origin, "unknown-table", f"no table is named {allowed.table}", hint)
        return ir.AllowedPairs(first, second, allowed.table, ())
    missing = [path[-1] for path in (first, second) if path[-1] not in table.columns]
    for name in missing:
        text = f"table {allowed.table} has no column {name}"
        scope.find(
            origin,
            "unknown-column",
            text,
            near(name, table.columns) or "call it like the parameter",
        )
    if missing:
        return ir.AllowedPairs(first, second, allowed.table, ())
    left, right = table.columns.index(first[-1]), table.columns.index(second[-1])
    width = len(table.columns)
    pairs = tuple((thaw(row[left]), thaw(row[right])) for row in table.rows if len(row) == width)
    return ir.AllowedPairs(first, second, allowed.table, pairs)
