"""Compare what is said about one value, keyword by keyword: does it allow more, less or others?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, NamedTuple

from generator.diff.nodes import Node

Trend = Literal["wider", "narrower", "other"]
"""What the new state allows beside the old one."""


class Facet(NamedTuple):
    """How one aspect of a value changed."""

    aspect: str
    trend: Trend
    text: str
    old: Any
    new: Any


LEAST = {"minLength": "shortest text", "minItems": "fewest items"}
MOST = {"maxLength": "longest text", "maxItems": "most items"}


def facets(old: Node, new: Node) -> Iterator[Facet]:
    """List the aspects in which *new* differs from *old*; alternatives and members apart."""
    yield from of_values(old.values, new.values)
    types = old.types | new.types
    whole = "integer" in types and types <= {"integer", "null"}
    yield from _bound("least value", _lower(old, whole), _lower(new, whole), upper=False)
    yield from _bound("greatest value", _upper(old, whole), _upper(new, whole), upper=True)
    for keyword, words in LEAST.items():
        ends = [(node.said.get(keyword) or None, False) for node in (old, new)]
        yield from _bound(words, ends[0], ends[1], upper=False)
    for keyword, words in MOST.items():
        ends = [(node.said.get(keyword), False) for node in (old, new)]
        yield from _bound(words, ends[0], ends[1], upper=True)
    yield from _multiple(old, new, whole)
    for keyword in ("pattern", "format"):
        yield from _fixed(keyword, old.said.get(keyword), new.said.get(keyword))
    if old.said.get("additionalProperties", True) != new.said.get("additionalProperties", True):
        opened = new.said.get("additionalProperties", True) is not False
        text = "other members are now allowed" if opened else "other members are no longer allowed"
        yield Facet("open", "wider" if opened else "narrower", text, not opened, opened)


def of_types(old: frozenset[str], new: frozenset[str]) -> Iterator[Facet]:
    """Compare the JSON types; no types means that any will do."""
    if old == new:
        return
    text = f"type changed from {_either(old)} to {_either(new)}"
    lost, gained = _beyond(old, new), _beyond(new, old)
    trend: Trend = "other"
    if lost != gained:
        trend = "wider" if gained else "narrower"
    yield Facet("type", trend, text, sorted(old), sorted(new))


def _beyond(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether *one* allows a type that *other* does not."""
    if not other:
        return False
    covered = other | ({"integer"} if "number" in other else frozenset())
    return not one or not one <= covered


def of_values(old: list[Any] | None, new: list[Any] | None) -> Iterator[Facet]:
    """Compare lists of allowed values; none means that they are not listed."""
    if old is None and new is None:
        return
    if old is None or new is None:
        listed = _list(new if new is not None else old or [])
        if old is None:
            yield Facet("enum", "narrower", f"now takes only {listed}", old, new)
        else:
            yield Facet("enum", "wider", f"is no longer limited to {listed}", old, new)
        return
    lost = [value for value in old if not _among(value, new)]
    gained = [value for value in new if not _among(value, old)]
    parts = [f"{_list(lost)} no longer allowed"] if lost else []
    parts += [f"{_list(gained)} now allowed"] if gained else []
    if parts:
        trend: Trend = "other" if len(parts) == 2 else "narrower" if lost else "wider"
        yield Facet("enum", trend, ", ".join(parts), old, new)


def same(one: Any, other: Any) -> bool:
    """Tell whether two JSON values are the same: 1 and 1.0 are, 1 and true are not."""
    return _canonical(one) == _canonical(other)


def number(value: Any) -> Decimal | None:
    """Read a number, however it is held; what is no number gives None."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal, str)):
        return None
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def shown(value: Any) -> str:
    """Spell a value as JSON has it."""
    return json.dumps(value, default=str, ensure_ascii=False)


def _canonical(value: Any) -> str:
    def plain(one: Any) -> Any:
        if isinstance(one, (list, tuple)):
            return [plain(each) for each in one]
        if isinstance(one, dict):
            return {str(key): plain(each) for key, each in one.items()}
        exact = None if isinstance(one, str) else number(one)
        return f"#{exact.normalize():f}" if exact is not None else one

    return json.dumps(plain(value), sort_keys=True, default=str)


def _among(value: Any, values: list[Any]) -> bool:
    return any(same(value, other) for other in values)


def _list(values: list[Any]) -> str:
    return ", ".join(shown(value) for value in values)


def _either(types: frozenset[str]) -> str:
    return " or ".join(sorted(types)) if types else "anything"


End = tuple[Any, bool]
"""A bound, and whether the bound itself is excluded."""


def _lower(node: Node, whole: bool) -> End:
    return _tightest(node, ("minimum", "exclusiveMinimum"), 1 if whole else None)


def _upper(node: Node, whole: bool) -> End:
    return _tightest(node, ("maximum", "exclusiveMaximum"), -1 if whole else None)


def _tightest(node: Node, keywords: tuple[str, str], step: int | None) -> End:
    """Return the bound that counts; of integers, one that excludes itself is moved by *step*."""
    inclusive, exclusive = (number(node.said.get(keyword)) for keyword in keywords)
    if node.said.get(keywords[1]) is True:  # as OpenAPI 3.0 has it
        inclusive, exclusive = None, inclusive
    if exclusive is None:
        return inclusive, False
    if step is not None and exclusive == exclusive.to_integral_value():
        moved = exclusive + step
        tighter = max if step > 0 else min
        return (moved if inclusive is None else tighter(moved, inclusive)), False
    if inclusive is None:
        return exclusive, True
    tighter_is_inclusive = (
        inclusive > exclusive if keywords[0] == "minimum" else inclusive < exclusive
    )
    return (inclusive, False) if tighter_is_inclusive else (exclusive, True)


def _bound(words: str, old: End, new: End, *, upper: bool) -> Iterator[Facet]:
    if old == new:
        return
    before, after = number(old[0]), number(new[0])
    text = f"{words} changed from {_end(old)} to {_end(new)}"
    if before is None or after is None:
        if before == after:
            return
        trend: Trend = "narrower" if before is None else "wider"
        verb = f"{words} is now {_end(new)}" if before is None else f"{words} {_end(old)} is gone"
        yield Facet(words, trend, verb, old[0], new[0])
        return
    if before == after:
        trend = "narrower" if new[1] else "wider"
    else:
        trend = "wider" if (after > before) == upper else "narrower"
    yield Facet(words, trend, text, old[0], new[0])


def _end(end: End) -> str:
    if end[0] is None:
        return "none"
    exact = number(end[0])
    spelt = shown(end[0]) if exact is None else f"{exact:f}"
    return f"{spelt} (excluded)" if end[1] else spelt


def _multiple(old: Node, new: Node, whole: bool) -> Iterator[Facet]:
    before, after = (number(node.said.get("multipleOf")) for node in (old, new))
    if whole:
        before, after = (None if step == 1 else step for step in (before, after))
    if before == after:
        return
    trend: Trend = "other"
    if before is None or (after is not None and before != 0 and after % before == 0):
        trend = "narrower"
    elif after is None or (after != 0 and before % after == 0):
        trend = "wider"
    said = [f"{step:f}" if step is not None else "none" for step in (before, after)]
    yield Facet("step", trend, f"step changed from {said[0]} to {said[1]}", before, after)


def _fixed(keyword: str, old: Any, new: Any) -> Iterator[Facet]:
    if same(old, new):
        return
    if old is None:
        yield Facet(keyword, "narrower", f"{keyword} {new} is now demanded", old, new)
    elif new is None:
        yield Facet(keyword, "wider", f"{keyword} {old} is no longer demanded", old, new)
    else:
        yield Facet(keyword, "other", f"{keyword} changed from {old} to {new}", old, new)
