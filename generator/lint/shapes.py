"""Lint: keywords that contradict each other, count for nothing, or leave a value out of reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from generator.ir.rules import AllowedPairs, Limit, WhenThen
from generator.ir.shape import Shape, When
from generator.judge import broken, judge_shape
from generator.lint.registry import Defect, rule
from generator.lint.subjects import OperationAt, Value, answers, shapes, values
from generator.runtime.checks import equals, is_integer, is_number, show

KEYWORDS = {
    "minLength": ("min_length", {"string"}),
    "maxLength": ("max_length", {"string"}),
    "pattern": ("pattern", {"string"}),
    "format": ("format", {"string"}),
    "minimum": ("minimum", {"integer", "number"}),
    "maximum": ("maximum", {"integer", "number"}),
    "exclusiveMinimum": ("exclusive_minimum", {"integer", "number"}),
    "exclusiveMaximum": ("exclusive_maximum", {"integer", "number"}),
    "multipleOf": ("multiple_of", {"integer", "number"}),
    "unit": ("unit", {"integer", "number"}),
    "items": ("items", {"array"}),
    "minItems": ("min_items", {"array"}),
    "maxItems": ("max_items", {"array"}),
    "properties": ("members", {"object"}),
}
"""Keywords, where the IR keeps them, and the types for which they count."""


def _all(at: OperationAt) -> Iterator[Value]:
    for shape in shapes(at.operation):
        yield from values(shape)


def fits(shape: Shape, value: Any) -> bool:
    """Tell whether *value* is right for *shape*."""
    return not judge_shape(shape, value, lenient=False)


@rule("keyword-without-type", OperationAt)
def keyword_without_type(at: OperationAt) -> Iterator[Defect]:
    """A keyword stands where it counts for nothing: minimum on a text, items on an object."""
    yield from idle(_all(at))


def idle(listed: Iterable[Value]) -> Iterator[Defect]:
    """Find the keywords that count for nothing in the values *listed*."""
    for value in listed:
        for text in _idle(value.shape):
            hint = "remove the keyword, correct the type, or write the alternatives under `anyOf`"
            yield Defect(value.shape.origin, f"{value.name}: {text}", hint)


def _idle(shape: Shape) -> Iterator[str]:
    """Name the keywords of *shape* that count for nothing."""
    types = set(shape.types) - {"null"}
    given = [
        (keyword, wanted)
        for keyword, (name, wanted) in KEYWORDS.items()
        if getattr(shape, name) not in (None, ())
    ]
    if shape.any_of and (types or given or shape.enum is not None or shape.const is not None):
        yield "beside anyOf other keywords count for nothing"
        return
    for keyword, wanted in given:
        if not types <= wanted or not types:
            named = " or ".join(sorted(types)) or "a value without type"
            yield f"{keyword} counts for nothing on {named}"
    if shape.meanings and shape.enum is None:
        yield "meanings count for nothing without enum"
    if len(types) > 1 and shape.enum is None and types != {"integer", "number"}:
        yield f"{' or '.join(sorted(types))} without enum cannot be bounded"


@rule("bounds-empty", OperationAt)
def bounds_empty(at: OperationAt) -> Iterator[Defect]:
    """Bounds leave no value, or a constant lies outside them."""
    yield from impossible(_all(at))


def impossible(listed: Iterable[Value]) -> Iterator[Defect]:
    """Find the bounds that leave nothing in the values *listed*."""
    for value in listed:
        for text in _impossible(value.shape):
            yield Defect(value.shape.origin, f"{value.name}: {text}", "compare with the page")


def _impossible(shape: Shape) -> Iterator[str]:
    pairs = (
        ("minLength", shape.min_length, "maxLength", shape.max_length),
        ("minItems", shape.min_items, "maxItems", shape.max_items),
        ("minimum", shape.minimum, "maximum", shape.maximum),
    )
    for low, least, high, most in pairs:
        if least is not None and most is not None and least > most:
            yield f"{low} {least} is above {high} {most}"
    above, below = shape.exclusive_minimum, shape.exclusive_maximum
    for low, high in ((above, below), (above, shape.maximum), (shape.minimum, below)):
        if low is not None and high is not None and low >= high:
            yield f"nothing lies between {low} and {high}"
    bounds = (shape.minimum, shape.maximum, above, below, shape.multiple_of)
    for bound in bounds if {"integer"} == set(shape.types) - {"null"} else ():
        if is_number(bound) and not is_integer(bound):
            yield f"{show(bound)} bounds an integer"
    if shape.enum is not None and not shape.enum:
        yield "enum is empty"
    if shape.const is None:
        return
    if shape.enum is not None and not any(equals(shape.const, value) for value in shape.enum):
        yield f"const {show(shape.const)} is not in enum"
    if _refused(shape, shape.const):
        yield f"const {show(shape.const)} is refused by the other keywords"


def _refused(shape: Shape, value: Any) -> bool:
    """Tell whether an allowed value is of the wrong type or refused by the other keywords."""
    if not shape.types:
        return False
    bare = [
        Shape(
            shape.origin,
            (name,),
            format=shape.format,
            pattern=shape.pattern,
            min_length=shape.min_length,
            max_length=shape.max_length,
            minimum=shape.minimum,
            maximum=shape.maximum,
            exclusive_minimum=shape.exclusive_minimum,
            exclusive_maximum=shape.exclusive_maximum,
            multiple_of=shape.multiple_of,
        )
        for name in shape.types
    ]
    return not any(fits(one, value) for one in bare)


@rule("enum-value-unreachable", OperationAt)
def enum_value_unreachable(at: OperationAt) -> Iterator[Defect]:
    """A value of an enum is repeated, or refused by a keyword, a table or a rule in every case."""
    for value in _all(at):
        seen: set[tuple[bool, Any]] = set()
        for one in value.shape.enum or ():
            hint = "remove the value, or correct what refuses it"
            key = (isinstance(one, bool), one)  # true is not 1
            why = "stands twice" if key in seen else ""
            seen.add(key)
            if not why and _refused(value.shape, one):
                why = "is refused by the type or another keyword of the parameter"
            if why:
                yield Defect(value.shape.origin, f"{value.name}: {show(one)} {why}", hint)
    for value in values(at.operation.parameters):
        for one in value.shape.enum or ():
            for name in _forbidding(at, value, one):
                text = f"{value.name}: {show(one)} can never keep {name}"
                yield Defect(value.shape.origin, text, "remove the value, or mend the rule")


def _forbidding(at: OperationAt, value: Value, one: Any) -> Iterator[str]:
    """Name the rules that refuse *one* whatever else a request says."""
    for other in at.operation.rules:
        match other.demand:
            case AllowedPairs(first, second, _, pairs) if pairs and value.path in (first, second):
                column = 0 if value.path == first else 1
                if not any(equals(one, pair[column]) for pair in pairs):
                    yield other.id
            case WhenThen(when, limits) if when == When():
                for limit in limits:
                    if limit.path == value.path and _exceeds(limit, one):
                        yield other.id


def _exceeds(limit: Limit, value: Any) -> bool:
    here = Limit(("value",), False, limit.minimum, limit.maximum, limit.enum)
    return broken(WhenThen(When(), (here,)), {"value": value})


@rule("default-out-of-bounds", OperationAt)
def default_out_of_bounds(at: OperationAt) -> Iterator[Defect]:
    """A server default is no value that the parameter may have."""
    for value in values(at.operation.parameters):
        default = value.member.default if value.member else None
        if default is not None and not fits(value.shape, default.value):
            text = f"the server default {show(default.value)} of {value.name} would be refused"
            yield Defect(value.shape.origin, text, "mend the default or the bounds")


@rule("default-never-taken", OperationAt)
def default_never_taken(at: OperationAt) -> Iterator[Defect]:
    """A required parameter has a server default, which can never be taken."""
    for value in values(at.operation.parameters):
        if value.member and value.member.default is not None and value.member.required:
            text = f"{value.name} is required and has a server default"
            yield Defect(value.shape.origin, text, "remove one of the two, and record a quirk")


@rule("keyword-out-of-place", OperationAt)
def keyword_out_of_place(at: OperationAt) -> Iterator[Defect]:
    """A keyword of requests stands in a response, or one of responses in a request."""
    for value in values(at.operation.parameters):
        if value.member and value.member.present_when is not None:
            text = f"{value.name}: present_when is for response fields"
            yield Defect(value.shape.origin, text, "write a rule with `when` and `then`")
    for shape in answers(at.operation):
        for value in values(shape):
            if value.member and (value.member.default is not None or value.member.supplied):
                text = f"{value.name}: server_default and supplied are for parameters"
                yield Defect(value.shape.origin, text, "remove the keyword")


@rule("unknown-parameter-in-condition", OperationAt)
def unknown_parameter_in_condition(at: OperationAt) -> Iterator[Defect]:
    """The condition of a response field or of a server default names no parameter."""
    for value in _all(at):
        if value.member is None:
            continue
        default = value.member.default
        for when in (value.member.present_when, default.when if default else None):
            for path in when.paths if when else ():
                if at.operation.parameters.find(path) is None:
                    text = f"the condition of {value.name} names {'.'.join(path)}, no parameter"
                    yield Defect(value.shape.origin, text, "write the whole path of a parameter")


@rule("meaning-of-nothing", OperationAt)
def meaning_of_nothing(at: OperationAt) -> Iterator[Defect]:
    """A meaning is given for a value that the enum does not have."""
    for value in _all(at):
        listed = {str(one) for one in value.shape.enum or ()}
        for name in value.shape.meanings or {}:
            if name not in listed and value.shape.enum is not None:
                text = f"{value.name}: {name} has a meaning and is no value"
                yield Defect(value.shape.origin, text, "add the value, or remove its meaning")


@rule("alternatives-overlap", OperationAt)
def alternatives_overlap(at: OperationAt) -> Iterator[Defect]:
    """Alternatives share a JSON type or have none, so that which is meant cannot be told."""
    yield from overlapping(_all(at))


def overlapping(listed: Iterable[Value]) -> Iterator[Defect]:
    """Find the alternatives that cannot be told apart in the values *listed*."""
    for value in listed:
        hint = "give each alternative a JSON type of its own"
        choices = value.shape.any_of
        if any(not choice.types for choice in choices):
            yield Defect(value.shape.origin, f"{value.name}: an alternative has no type", hint)
        for one, other in combinations(choices, 2):
            shared = _widened(one.types) & _widened(other.types)
            if shared:
                text = f"{value.name}: two alternatives may be {' or '.join(sorted(shared))}"
                yield Defect(value.shape.origin, text, hint)


def _widened(types: tuple[str, ...]) -> set[str]:
    """Return the types, an integer being a number too."""
    return {*types, *(("number",) if "integer" in types else ())}
