"""Rates that turn on different parameters, spelt out until all turn on the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from generator.importer.draft.choices import CannotPrice
from generator.importer.draft.rates import Rate

MOST = 60
"""Rates of one line."""


def expanded(parameters: Mapping[str, Any], group: list[Rate]) -> list[Rate]:
    """Return rates that all name the same parameters; the one that says more overrules the other.

    A rate that says nothing of a parameter holds for all its values, unless another rate is for
    one of them.
    """
    names = list(dict.fromkeys(name for rate in group for name in rate.when))
    if not names or all(len(rate.when) == len(names) for rate in group):
        return group
    found: dict[tuple[tuple[str, Any], ...], Rate] = {}
    for rate in sorted(group, key=lambda each: len(each.when)):
        missing = [name for name in names if name not in rate.when]
        listed = [values_of(parameters, name) for name in missing]
        if any(values is None for values in listed):
            raise CannotPrice("the rates turn on different parameters")
        for values in product(*(values or () for values in listed)):
            when = {**rate.when, **dict(zip(missing, values, strict=True))}
            ordered = {name: when[name] for name in names}
            found[_key(ordered.items())] = replace(rate, when=ordered)
    if len(found) > MOST:
        raise CannotPrice("the rates turn on too many values")
    return list(found.values())


def _key(items: Iterable[tuple[str, Any]]) -> tuple[tuple[str, Any], ...]:
    return tuple((name, (isinstance(value, bool), value)) for name, value in items)


def values_of(parameters: Mapping[str, Any], path: str) -> list[Any] | None:
    """Return the values that the parameter at *path* may have, if they can be listed."""
    known: Mapping[str, Any] = {}
    for step in path.split("."):
        known = parameters.get(step) or {}
        parameters = known.get("properties") or {}
    if known.get("enum"):
        return list(known["enum"])
    return [False, True] if known.get("type") == "boolean" else None
