"""Quick tests of scalars: what a usual value passes at once, and the call for one that does not."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from generator.ir.shape import Shape
from generator.python import literal

FORMAT_TESTS = {"uri": "is_uri", "uuid4": "is_uuid4"}


@dataclass(slots=True)
class Check:
    """How one scalar is checked."""

    function: str
    """The runtime's function that says what is wrong."""
    tests: list[str]
    """Source of tests, any of which sends the value to the function."""
    more: list[str] = field(default_factory=list)
    """Further arguments of the function."""
    checks: set[str] = field(default_factory=set)
    """Names that the tests need from the runtime's checks."""
    formats: set[str] = field(default_factory=set)
    """Names that the tests need from the runtime's formats."""


def scalar_check(shape: Shape, kind: str, name: str) -> Check:
    """Return the check of the variable *name*, whose JSON type is *kind*."""
    match kind:
        case "string":
            return _string(shape, name)
        case "integer":
            check = Check("integer", [f"type({name}) is not int"])
            return _number(check, shape, name)
        case "number":
            check = Check("number", [f"not is_number({name})"], checks={"is_number"})
            return _number(check, shape, name)
        case "boolean":
            return Check("boolean", [f"type({name}) is not bool"])
        case "null":
            return Check("null", [f"{name} is not None"])
    return Check("wrong_type", [f"not isinstance({name}, dict)"], ['"an object"'])


def _string(shape: Shape, name: str) -> Check:
    check = Check("string", [f"type({name}) is not str"])
    if shape.min_length is not None:
        check.tests.append(f"len({name}) < {shape.min_length}")
        check.more.append(f"min_length={shape.min_length}")
    if shape.max_length is not None:
        check.tests.append(f"len({name}) > {shape.max_length}")
        check.more.append(f"max_length={shape.max_length}")
    if shape.format is not None:
        test = FORMAT_TESTS[shape.format]
        check.formats.add(test)
        check.tests.append(f"not {test}({name})")
        check.more.append(f"form={literal(shape.format)}")
    if shape.pattern is not None:
        check.more.append(f"pattern={literal(shape.pattern)}")
    return check


def _number(check: Check, shape: Shape, name: str) -> Check:
    """Add the tests that a number outside its bounds fails."""
    low, high = shape.minimum, shape.maximum
    if low is not None and high is not None:
        check.tests.append(f"not {literal(low)} <= {name} <= {literal(high)}")
    elif low is not None:
        check.tests.append(f"{name} < {literal(low)}")
    elif high is not None:
        check.tests.append(f"{name} > {literal(high)}")
    if shape.exclusive_minimum is not None:
        check.tests.append(f"{name} <= {literal(shape.exclusive_minimum)}")
    if shape.exclusive_maximum is not None:
        check.tests.append(f"{name} >= {literal(shape.exclusive_maximum)}")
    if shape.multiple_of is not None:
        check.checks.add("is_multiple")
        check.tests.append(f"not is_multiple({name}, {literal(shape.multiple_of)})")
    limits = {
        "minimum": low,
        "maximum": high,
        "above": shape.exclusive_minimum,
        "below": shape.exclusive_maximum,
        "multiple_of": shape.multiple_of,
    }
    check.more = [f"{word}={literal(limit)}" for word, limit in limits.items() if limit is not None]
    return check


def says_nothing(shape: Shape) -> bool:
    """Tell whether the type of *shape* is all that it says."""
    limits = (
        shape.enum,
        shape.const,
        shape.format,
        shape.pattern,
        shape.min_length,
        shape.max_length,
        shape.minimum,
        shape.maximum,
        shape.exclusive_minimum,
        shape.exclusive_maximum,
        shape.multiple_of,
        shape.items,
        shape.min_items,
        shape.max_items,
    )
    closed = "object" in shape.types and not shape.open
    return all(limit is None for limit in limits) and not closed and not shape.any_of


def alternatives(shape: Shape, types: list[str]) -> Shape:
    """Split a value of several types, with keywords of their own, into one alternative for each."""
    choices = tuple(replace(shape, types=(name,)) for name in types)
    return Shape(shape.origin, (), shape.source, title=shape.title, any_of=choices)


def without_null(shape: Shape) -> Shape:
    """Return *shape* for a value that is not null, where null is allowed beside other types."""
    if not shape.nullable:
        return shape
    return replace(shape, types=tuple(name for name in shape.types if name != "null"))
