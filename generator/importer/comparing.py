"""Whether two places of a page say the same, and how values are spelt in questions."""

from __future__ import annotations

from typing import Any

from generator.importer.limits import fits_type
from generator.importer.patterns import as_number
from generator.importer.words import Token


def is_list(found: list[Token]) -> bool:
    """Tell whether brackets hold a list of single words: "(normal, fun, custom)"."""
    texts = [token.text for token in found[1:12]]
    inside = texts[: texts.index(")")] if ")" in texts else []
    return len(inside) > 4 and all((text == ",") == (at % 2 == 1) for at, text in enumerate(inside))


def same_amount(one: Any, other: Any) -> bool:
    """Tell whether two texts or lists say the same; 3 is 3.0."""
    numbers = [as_number(str(value)) for value in (one, other)]
    return numbers[0] == numbers[1] if None not in numbers else same_value(one, other)


def same_value(one: Any, other: Any) -> bool:
    """Tell whether two values say the same; the order of a list says nothing."""
    if isinstance(one, list) and isinstance(other, list):
        return sorted(map(str, one)) == sorted(map(str, other))
    return str(one) == str(other) if fits_type(one, "string") else bool(one == other)


def spelt(value: Any) -> str:
    """Spell *value* for a question."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
