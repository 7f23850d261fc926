"""Demands of rules, spelt as specs and documents spell them: the kind, and what it is about."""

from __future__ import annotations

from typing import Any

from generator.ir.rules import AllowedPairs, Demand, Excludes, Limit, OneOf, Requires, Together
from generator.ir.shape import PathTo, When


def spelt_demand(demand: Demand) -> dict[str, Any]:
    """Spell *demand* as a fact about a rule: the kind, and its operands."""
    match demand:
        case OneOf(groups, needed):
            kind = "exactly_one_of" if needed else "at_most_one_of"
            return {kind: [_group([dotted(path) for path in group]) for group in groups]}
        case Together(paths):
            return {"together": [dotted(path) for path in paths]}
        case Requires(given, needed_paths):
            named = [dotted(path) for path in needed_paths]
            return {"requires": {"given": dotted(given), "needed": named}}
        case Excludes(given, forbidden):
            named = [dotted(path) for path in forbidden]
            return {"excludes": {"given": dotted(given), "forbidden": named}}
        case AllowedPairs(first, second, _, pairs):
            named = [dotted(first), dotted(second)]
            rows = [list(pair) for pair in pairs]
            return {"allowed_pairs": {"parameters": named, "pairs": rows}}
        case _:
            limits = {dotted(limit.path): _limit(limit) for limit in demand.limits}
            return {"then": {"when": spelt_when(demand.when), "then": limits}}


def dotted(path: PathTo) -> str:
    """Spell a path as specs do."""
    return ".".join(path)


def _group(names: list[str]) -> str | list[str]:
    return names[0] if len(names) == 1 else names


def spelt_when(when: When) -> dict[str, Any]:
    """Spell a condition as a spec does."""
    spelt: dict[str, Any] = {
        "present": [dotted(path) for path in when.present],
        "absent": [dotted(path) for path in when.absent],
        "equals": {dotted(path): value for path, value in when.equals},
    }
    return {key: value for key, value in spelt.items() if value}


def _limit(limit: Limit) -> dict[str, Any]:
    said: dict[str, Any] = {
        "required": limit.required or None,
        "minimum": limit.minimum,
        "maximum": limit.maximum,
        "enum": None if limit.enum is None else list(limit.enum),
        "minItems": limit.min_items,
        "maxItems": limit.max_items,
    }
    return {key: value for key, value in said.items() if value is not None}
