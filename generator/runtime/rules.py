"""Rules about several parameters: what generated code asks before it says that one is broken."""

from __future__ import annotations

from .checks import alike, equals, is_number
from .violations import Violation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any


def members(value: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Return the object under *key* of *value*, or an empty one if there is none."""
    inner = value.get(key)
    return inner if isinstance(inner, dict) else {}


def broken(found: list[Violation], path: str, rule: str, message: str, source: str) -> None:
    """Say that the object at *path* breaks a rule about several parameters."""
    found.append(Violation(path, rule, message, source))


def outside(
    value: object,
    minimum: float | None = None,
    maximum: float | None = None,
    min_items: int | None = None,
    max_items: int | None = None,
    choices: tuple[object, ...] | None = None,
) -> bool:
    """Tell whether *value* breaks the limits that a rule sets; of another type, it breaks none."""
    if isinstance(value, list):
        few = min_items is not None and len(value) < min_items
        if few or (max_items is not None and len(value) > max_items):
            return True
    elif isinstance(value, (int, float)) and is_number(value):
        low = minimum is not None and value < minimum
        if low or (maximum is not None and value > maximum):
            return True
    return choices is not None and not any(equals(value, other) for other in choices)


def unpaired(first: object, second: object, pairs: Iterable[tuple[object, object]]) -> bool:
    """Tell whether two values of the right types form none of *pairs*."""
    columns = list(zip(*pairs, strict=True))
    for value, column in zip((first, second), columns, strict=bool(columns)):
        if not any(alike(value, cell) for cell in column):
            return False
    return bool(columns) and not any(
        equals(first, one) and equals(second, other) for one, other in pairs
    )
