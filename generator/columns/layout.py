"""The layout of a table of jobs: which columns a price reads, and how a request is written into them.

A column is named like the parameter, `inputs.video`; a list has `inputs.images.count` or is a list, a
text whose length counts has `text.length` or is the text, a fact that a caller supplies has its name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from generator.columns.readings import fact_name
from generator.ir.prices import Price
from generator.ir.provider import Operation
from generator.ir.shape import PathTo, When
from generator.runtime.facts import how_many

MAX_TEXT = 200
"""Characters of a text that selects something; a longer one selects nothing."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What one price reads."""

    values: tuple[PathTo, ...]
    """Parameters whose value counts, or whether they are there at all."""
    counts: tuple[PathTo, ...]
    """Lists whose items are counted."""
    lengths: tuple[PathTo, ...]
    """Texts whose characters are counted."""
    facts: Mapping[str, str]
    """Facts that a caller may supply, and their columns."""
    spelt: frozenset[PathTo] = frozenset()
    """Parameters that select by how JSON spells their value."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Name the columns that requests are written into."""
        values = [".".join(path) for path in self.values]
        counts = [f"{'.'.join(path)}.count" for path in self.counts]
        lengths = [f"{'.'.join(path)}.length" for path in self.lengths]
        return tuple(dict.fromkeys((*values, *counts, *lengths, *self.facts.values())))


def layout_of(price: Price | None) -> Layout:
    """Return the layout of the jobs that *price* can price."""
    if price is None or price.refused is not None:
        return Layout((), (), (), {})
    return Layout(
        tuple(dict.fromkeys(_values(price))),
        tuple(dict.fromkeys(path for fact in price.facts for path in fact.count)),
        tuple(dict.fromkeys(fact.length for fact in price.facts if fact.length is not None)),
        {fact.name: fact_name(fact, price) for fact in price.given},
        frozenset(fact.parameter for fact in price.facts if fact.spelt and fact.parameter),
    )


def _values(price: Price) -> Iterator[PathTo]:
    for fact in price.facts:
        yield from (path for path in (fact.parameter, fact.present) if path is not None)
        if fact.lookup is not None:
            yield from fact.lookup.by
        for fallback in fact.fallbacks:
            yield from _paths(fallback.when)


def _paths(when: When | None) -> tuple[PathTo, ...]:
    return () if when is None else when.paths


def cells(
    operation: Operation, layout: Layout, request: Any, supplied: Mapping[str, Any]
) -> dict[str, str]:
    """Write a request and the facts beside it as the texts of a row; what is absent has none."""
    found: dict[str, str] = {}
    for path in layout.values:
        value = dig(request, path)
        if value is not None:
            found[".".join(path)] = _cell(operation, layout, path, value)
    for path in layout.counts:
        if dig(request, path) is not None:
            found[f"{'.'.join(path)}.count"] = str(how_many(dig(request, path)))
    for path in layout.lengths:
        value = dig(request, path)
        if value is not None:
            told = str(len(value)) if isinstance(value, str) else _odd(value)
            found[f"{'.'.join(path)}.length"] = told
    for name, column in layout.facts.items():
        if supplied.get(name) is not None:
            found[column] = _supplied(supplied[name])
    return found


def dig(request: Any, path: PathTo) -> Any:
    """Return what stands at *path*: nested, or under the whole path as one key."""
    if isinstance(request, Mapping) and request.get(".".join(path)) is not None:
        return request[".".join(path)]
    for step in path:
        request = request.get(step) if isinstance(request, Mapping) else None
    return request


def _cell(operation: Operation, layout: Layout, path: PathTo, value: Any) -> str:
    """Spell the value of a parameter; one of a wrong type spells nothing that has a price."""
    member = operation.parameters.find(path)
    types = member.shape.types if member and path not in layout.spelt else ()
    if isinstance(value, bool):
        return _typed(value, json.dumps(value), types, "boolean")
    if isinstance(value, str):
        return _typed(value, _text(value), types, "string")
    if isinstance(value, (int, float)):
        return _typed(value, _number(value), types, "integer", "number")
    return _odd(value)


def _text(value: str) -> str:
    """Spell a text that may select something; an empty cell would be none at all."""
    return value if 0 < len(value) <= MAX_TEXT and value.isprintable() else "(a text)"


def _typed(value: Any, spelt: str, types: tuple[str, ...], *fitting: str) -> str:
    return spelt if not types or set(types) & set(fitting) else _odd(value)


def _odd(value: Any) -> str:
    return f"(a {type(value).__name__})"


def _supplied(value: Any) -> str:
    """Spell a fact; a number as a plain decimal."""
    if isinstance(value, str):
        text = value.strip()
        try:
            return _number(Decimal(text if text.isascii() else "none"))
        except InvalidOperation:
            return _text(text)
    return _odd(value) if isinstance(value, (bool, list, dict)) else _number(value)


def _number(value: float | Decimal) -> str:
    """Spell a number without exponent; one of too many digits spells an overflow, or dust."""
    if isinstance(value, int) and abs(value) >= 10**40:
        return "-1" if value < 0 else "9" * 40
    number = Decimal(str(value))
    if not number.is_finite():
        return _odd(value)
    if number.adjusted() > 40:
        return "-1" if number < 0 else "9" * 40
    if number and number.adjusted() < -40:
        return "-1" if number < 0 else f"0.{'0' * 40}1"
    whole = number == number.to_integral_value()
    return str(int(number)) if whole else format(number.normalize(), "f")
