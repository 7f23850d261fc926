# Copied by `specloom generate` from generator/runtime/checks.py.
"""The slow path of the validators: judge one value closely and say all that is wrong with it.

Generated code tests the usual case inline and calls these functions only when that test fails, so
a right request never comes here. Each appends to *found*; *path* is the JSON pointer of *value*.
"""

from __future__ import annotations

from .formats import is_uri, is_uuid4, python_pattern
from .violations import Violation, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

FORMATS = {
    "uri": (is_uri, "a URI, such as https://example.com/clip.mp4"),
    "uuid4": (is_uuid4, "a UUID of version 4, such as 9a3e1f2c-5d47-4c1b-8f0e-2b6d7c8a9e10"),
}


def is_integer(value: object) -> bool:
    """Tell whether *value* is an integer to JSON: 6 and 6.0 are, true is not."""
    if isinstance(value, float):
        return value.is_integer()
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value: object) -> bool:
    """Tell whether *value* is a number to JSON: no truth value, no NaN, not infinite."""
    if isinstance(value, float):
        return value - value == 0
    return isinstance(value, int) and not isinstance(value, bool)


def equals(value: object, other: object) -> bool:
    """Compare as JSON does: 6 is 6.0, but neither is 1 true nor 0 false."""
    return value == other and isinstance(value, bool) == isinstance(other, bool)


def show(value: object) -> str:
    """Spell *value* for a message, cut short and on one line."""
    if isinstance(value, str):
        text = visible(f'"{value if len(value) <= 40 else value[:37] + "..."}"')
    elif value is None or isinstance(value, bool):
        text = {None: "null", True: "true", False: "false"}[value]
    elif isinstance(value, dict):
        text = "an object"
    elif isinstance(value, list):
        text = "a list"
    elif isinstance(value, (int, float)):
        text = "a number of many digits" if abs(value) >= 10**20 else str(value)
    else:
        text = f"a {type(value).__name__}"
    return text


def name_of(path: str) -> str:
    """Name the value at *path* for a message."""
    parent, _, last = path.rpartition("/")
    if last.isdecimal() and parent:
        return f"item {last} of {name_of(parent)}"
    name = last.replace("~1", "/").replace("~0", "~")
    return visible(name) or "the request"


def escape(step: str) -> str:
    """Spell *step* as a token of a JSON pointer."""
    return step.replace("~", "~0").replace("/", "~1")


def add(found: list[Violation], path: str, rule: str, text: str, source: str) -> None:
    """Append a violation whose message begins with the name of the value."""
    found.append(Violation(path, rule, f"{name_of(path)} {text}", source))


def wrong_type(found: list[Violation], path: str, value: object, source: str, wanted: str) -> None:
    """Say that *value* is of another JSON type than *wanted*."""
    add(found, path, "type", f"must be {wanted}, not {show(value)}", source)


def missing(found: list[Violation], path: str, name: str, source: str) -> None:
    """Say that the object at *path* lacks *name*."""
    found.append(Violation(path, "required", f"{name} is missing", source))


def unknown_keys(
    found: list[Violation],
    path: str,
    value: Mapping[str, Any],
    source: str,
    known: Iterable[str],
) -> None:
    """Say which keys of *value* are not documented, and which were perhaps meant."""
    from difflib import get_close_matches

    names = sorted(known)
    for key in value:
        if key in names:
            continue
        close = get_close_matches(str(key), names, 1)
        hint = f"; did you mean {close[0]}?" if close else f"; there are {', '.join(names)}"
        found.append(
            Violation(
                f"{path}/{escape(str(key))}",
                "unknown-key",
                f"{show(str(key))} is not a documented key{hint}",
                source,
            )
        )


def string(
    found: list[Violation],
    path: str,
    value: object,
    source: str,
    min_length: int | None = None,
    max_length: int | None = None,
    form: str | None = None,
    pattern: str | None = None,
) -> None:
    """Judge a text; lengths count characters."""
    if not isinstance(value, str):
        wrong_type(found, path, value, source, "text")
        return
    if min_length is not None and len(value) < min_length:
        text = f"must have at least {_count(min_length, 'character')}, not {len(value)}"
        add(found, path, "minLength", text, source)
    if max_length is not None and len(value) > max_length:
        text = f"must have at most {_count(max_length, 'character')}, not {len(value)}"
        add(found, path, "maxLength", text, source)
    if form is not None and not FORMATS[form][0](value):
        add(found, path, "format", f"must be {FORMATS[form][1]}, not {show(value)}", source)
    if pattern is not None and not matches(pattern, value):
        add(found, path, "pattern", f"must match {pattern}", source)


def matches(pattern: str, value: str) -> bool:
    """Tell whether the regular expression *pattern* is found in *value*."""
    import re

    return re.search(python_pattern(pattern), value) is not None


def integer(
    found: list[Violation],
    path: str,
    value: object,
    source: str,
    minimum: float | None = None,
    maximum: float | None = None,
    above: float | None = None,
    below: float | None = None,
    multiple_of: float | None = None,
) -> None:
    """Judge an integer."""
    if not is_integer(value):
        wrong_type(found, path, value, source, "an integer")
        return
    _bounds(found, path, value, source, minimum, maximum, above, below, multiple_of)


def number(
    found: list[Violation],
    path: str,
    value: object,
    source: str,
    minimum: float | None = None,
    maximum: float | None = None,
    above: float | None = None,
    below: float | None = None,
    multiple_of: float | None = None,
) -> None:
    """Judge a number."""
    if not is_number(value):
        wrong_type(found, path, value, source, "a number")
        return
    _bounds(found, path, value, source, minimum, maximum, above, below, multiple_of)


def _bounds(
    found: list[Violation],
    path: str,
    value: Any,
    source: str,
    minimum: float | None,
    maximum: float | None,
    above: float | None,
    below: float | None,
    multiple_of: float | None,
) -> None:
    if minimum is not None and value < minimum:
        add(found, path, "minimum", f"must be at least {minimum}, not {show(value)}", source)
    if maximum is not None and value > maximum:
        add(found, path, "maximum", f"must be at most {maximum}, not {show(value)}", source)
    if above is not None and value <= above:
        add(found, path, "exclusiveMinimum", f"must be above {above}, not {show(value)}", source)
    if below is not None and value >= below:
        add(found, path, "exclusiveMaximum", f"must be below {below}, not {show(value)}", source)
    if multiple_of is not None and not is_multiple(value, multiple_of):
        text = f"must be a multiple of {multiple_of}, not {show(value)}"
        add(found, path, "multipleOf", text, source)


def is_multiple(value: float, step: float) -> bool:
    """Tell whether *value* is a whole number of *step*, comparing the decimals as written."""
    from fractions import Fraction

    exact = value if isinstance(value, int) else str(value)
    return (Fraction(exact) / Fraction(str(step))).denominator == 1


def boolean(found: list[Violation], path: str, value: object, source: str) -> None:
    """Judge a truth value."""
    if not isinstance(value, bool):
        wrong_type(found, path, value, source, "true or false")


def null(found: list[Violation], path: str, value: object, source: str) -> None:
    """Judge a null."""
    if value is not None:
        wrong_type(found, path, value, source, "null")


def choice(
    found: list[Violation],
    path: str,
    value: object,
    source: str,
    choices: tuple[object, ...],
    rule: str = "enum",
) -> None:
    """Judge a value of a closed set; one of another JSON type than all of them is called so."""
    if any(equals(value, other) for other in choices):
        return
    if not any(alike(value, other) for other in choices):
        rule = "type"
    wanted = ", ".join(show(other) for other in choices)
    text = f"must be {'one of ' if len(choices) > 1 else ''}{wanted}, not {show(value)}"
    add(found, path, rule, text, source)


def alike(value: object, other: object) -> bool:
    """Tell whether two values are of the same JSON type."""
    if isinstance(value, bool) or isinstance(other, bool):
        return isinstance(value, bool) and isinstance(other, bool)
    if is_number(value):
        return is_number(other)
    return isinstance(value, type(other)) or isinstance(other, type(value))


def array(
    found: list[Violation],
    path: str,
    value: object,
    source: str,
    min_items: int | None = None,
    max_items: int | None = None,
) -> None:
    """Judge a list as such; its items are judged one by one elsewhere."""
    if not isinstance(value, list):
        wrong_type(found, path, value, source, "a list")
        return
    if min_items is not None and len(value) < min_items:
        text = f"must have at least {_count(min_items, 'item')}, not {len(value)}"
        add(found, path, "minItems", text, source)
    if max_items is not None and len(value) > max_items:
        text = f"must have at most {_count(max_items, 'item')}, not {len(value)}"
        add(found, path, "maxItems", text, source)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
