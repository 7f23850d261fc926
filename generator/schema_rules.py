"""Rules about several parameters in the words of JSON Schema 2020-12."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

from generator.ir import rules as ir
from generator.ir.shape import PathTo, When

JsonSchema = dict[str, Any]
Clause = JsonSchema | bool

_KINDS = {bool: "boolean", int: "number", float: "number", str: "string", type(None): "null"}


def rule_schema(rule: ir.Rule) -> JsonSchema:
    """Spell one rule as an entry of `allOf`."""
    said = _demand(rule.demand)
    clause = said if isinstance(said, dict) else {} if said else {"not": {}}
    cited = {"x-source": str(rule.source)} if rule.source else {}
    return {"$comment": f"{rule.id}: {rule.message}", **cited, **clause}


def _demand(demand: ir.Demand) -> Clause:
    match demand:
        case ir.OneOf(groups, needed):
            return _one_of(groups, needed)
        case ir.Together(paths):
            return _together(paths)
        case ir.Requires(given, needed):
            if _siblings((given, *needed)):
                return _inside(given[:-1], _dependent(given, needed))
            return {"if": _given(given), "then": _given(*needed)}
        case ir.Excludes(given, forbidden):
            return {"not": _any(_given(given, path) for path in forbidden)}
        case ir.WhenThen(when, limits):
            return {"if": _condition(when), "then": _limits(limits)}
        case ir.AllowedPairs():
            return _pairs(demand)


def _one_of(groups: tuple[ir.Group, ...], needed: bool) -> Clause:
    """Count the alternatives that are given."""
    if needed:
        choices = [_any(_given(path) for path in group) for group in groups]
        return {"oneOf": choices} if choices else False
    clashes = [
        _given(left, right)
        for one, other in combinations(groups, 2)
        for left in one
        for right in other
    ]
    return {"not": _any(clashes)}


def _together(paths: tuple[PathTo, ...]) -> JsonSchema:
    if _siblings(paths):
        others = {path[-1]: [other[-1] for other in paths if other != path] for path in paths}
        return _inside(paths[0][:-1], {"dependentRequired": others})
    return {"anyOf": [_given(*paths), {"not": _any(_given(path) for path in paths)}]}


def _siblings(paths: tuple[PathTo, ...]) -> bool:
    """Tell whether all of *paths* are members of one object."""
    return len({path[:-1] for path in paths}) == 1


def _dependent(given: PathTo, needed: tuple[PathTo, ...]) -> JsonSchema:
    return {"dependentRequired": {given[-1]: [path[-1] for path in needed]}}


def _condition(when: When) -> JsonSchema:
    """Spell a condition on the request."""
    demanded: dict[PathTo, JsonSchema] = {path: {} for path in when.present}
    demanded |= {path: {"const": value} for path, value in when.equals}
    schema = _nested(demanded)
    if when.absent:
        schema["not"] = _any(_given(path) for path in when.absent)
    return schema


def _limits(limits: tuple[ir.Limit, ...]) -> JsonSchema:
    clauses = [
        (
            _nested({limit.path: _bounds(limit)})
            if limit.required
            else _inside(limit.path, _bounds(limit))
        )
        for limit in limits
    ]
    return clauses[0] if len(clauses) == 1 else {"allOf": clauses} if clauses else {}


def _bounds(limit: ir.Limit) -> JsonSchema:
    found = {
        "minimum": limit.minimum,
        "maximum": limit.maximum,
        "enum": None if limit.enum is None else list(limit.enum),
        "minItems": limit.min_items,
        "maxItems": limit.max_items,
    }
    return {keyword: value for keyword, value in found.items() if value is not None}


def _pairs(demand: ir.AllowedPairs) -> JsonSchema:
    """Demand one of the pairs, where both values are of the types that the table holds."""
    if not demand.pairs:
        return {}
    left, right = ([*column] for column in zip(*demand.pairs, strict=True))
    condition = _nested({demand.first: _kinds(left), demand.second: _kinds(right)})
    pairs = [
        _nested({demand.first: {"const": one}, demand.second: {"const": other}}, optional=True)
        for one, other in demand.pairs
    ]
    return {"if": condition, "then": {"anyOf": pairs}}


def _kinds(values: list[Any]) -> JsonSchema:
    kinds = list(dict.fromkeys(_KINDS[type(value)] for value in values))
    return {"type": kinds[0] if len(kinds) == 1 else kinds}


def _given(*paths: PathTo) -> JsonSchema:
    """Demand that all of *paths* are there, with whatever value."""
    return _nested({path: {} for path in paths})


def _any(clauses: Iterable[JsonSchema]) -> Clause:
    found = list(clauses)
    return False if not found else found[0] if len(found) == 1 else {"anyOf": found}


def _inside(path: PathTo, schema: JsonSchema) -> JsonSchema:
    """Apply *schema* to what stands at *path*, if anything does."""
    for step in reversed(path):
        schema = {"properties": {step: schema}}
    return schema


def _nested(demanded: Mapping[PathTo, JsonSchema], optional: bool = False) -> JsonSchema:
    """Demand that each path is there, below objects, and that its value fits the schema beside it.

    With *optional* only the values are demanded, for use where presence is known.
    """
    steps = list(dict.fromkeys(path[0] for path in demanded))
    properties: JsonSchema = {}
    for step in steps:
        here = demanded.get((step,), {})
        below = {path[1:]: want for path, want in demanded.items() if path[0] == step and path[1:]}
        inner = {"type": "object", **_nested(below, optional)} if below else {}
        if here and inner:
            properties[step] = {"allOf": [here, inner]}
        elif here or inner:
            properties[step] = here or inner
    schema: JsonSchema = {"properties": properties} if properties else {}
    return schema if optional or not steps else {**schema, "required": steps}
