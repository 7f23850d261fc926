"""Judge a request from the IR, walking it value by value.

Lint, the command line and the mock use this; generated validators say the same, faster, and a
property test holds the two (and the emitted JSON Schema) together.
"""

from __future__ import annotations

from typing import Any

from generator.ir import rules as ir
from generator.ir.provider import Operation
from generator.ir.shape import Member, Shape, When
from generator.price.evaluate import dig
from generator.runtime import checks, rules
from generator.runtime.violations import Violation

TYPE_WORDS = {
    "string": "text",
    "integer": "an integer",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}
"""How messages name JSON types."""


def judge(operation: Operation, request: Any) -> list[Violation]:
    """List everything in which *request* differs from what is documented."""
    found: list[Violation] = []
    source = str(operation.source)
    if not isinstance(request, dict):
        checks.wrong_type(found, "", request, source, "an object")
        return found
    _object(found, "", request, operation.parameters, source, False)
    found.extend(
        Violation(rule.pointer, rule.id, rule.message, str(rule.source or source))
        for rule in operation.rules
        if broken(rule.demand, request)
    )
    return found


def judge_shape(shape: Shape, value: Any, lenient: bool) -> list[Violation]:
    """List what is wrong with *value* by itself; lenient, as with responses, other keys may be there."""
    found: list[Violation] = []
    _value(found, "", value, shape, str(shape.source or ""), lenient)
    return found


def _object(
    found: list[Violation],
    path: str,
    value: dict[str, Any],
    shape: Shape,
    source: str,
    lenient: bool,
) -> None:
    known = {member.name for member in shape.members}
    if not shape.open and not lenient and not value.keys() <= known:
        checks.unknown_keys(found, path, value, source, known)
    for member in shape.members:
        own = str(member.shape.source or source)
        if member.name in value:
            step = f"{path}/{checks.escape(member.name)}"
            _value(found, step, value[member.name], member.shape, own, lenient)
        elif member.required if lenient else member.needed:
            checks.missing(found, path, member.name, own)


def _value(
    found: list[Violation], path: str, value: Any, shape: Shape, source: str, lenient: bool
) -> None:
    """Judge one value against its shape."""
    if shape.nullable and value is None:
        return
    types = [name for name in shape.types if name != "null" or len(shape.types) == 1]
    if shape.any_of:
        _alternatives(found, path, value, shape, source, lenient)
    elif shape.const is not None:
        checks.choice(found, path, value, source, (shape.const,), "const")
    elif shape.enum is not None:
        if not (lenient and isinstance(value, str)):
            checks.choice(found, path, value, source, shape.enum)
    elif types:
        fitting = types if len(types) == 1 else [name for name in types if is_type(value, name)]
        if fitting:
            _typed(found, path, value, shape, fitting[0], source, lenient)
        else:
            checks.wrong_type(found, path, value, source, either(types))


def either(types: list[str]) -> str:
    """Name several JSON types for a message."""
    return " or ".join(TYPE_WORDS[name] for name in types)


def _alternatives(
    found: list[Violation], path: str, value: Any, shape: Shape, source: str, lenient: bool
) -> None:
    for choice in shape.any_of:
        if any(is_type(value, name) for name in choice.types):
            _value(found, path, value, choice, str(choice.source or source), lenient)
            return
    wanted = either([name for choice in shape.any_of for name in choice.types])
    checks.wrong_type(found, path, value, source, wanted)


def is_type(value: Any, name: str) -> bool:
    """Tell whether *value* is of the JSON type *name*."""
    match name:
        case "integer":
            return checks.is_integer(value)
        case "number":
            return checks.is_number(value)
        case "null":
            return value is None
    kinds: dict[str, type] = {"string": str, "boolean": bool, "array": list, "object": dict}
    return isinstance(value, kinds[name])


def _typed(
    found: list[Violation],
    path: str,
    value: Any,
    shape: Shape,
    name: str,
    source: str,
    lenient: bool,
) -> None:
    """Judge a value whose shape allows one JSON type."""
    match name:
        case "string":
            lengths = (shape.min_length, shape.max_length)
            checks.string(found, path, value, source, *lengths, shape.format, shape.pattern)
        case "integer" | "number":
            limits = (shape.minimum, shape.maximum, shape.exclusive_minimum)
            more = (shape.exclusive_maximum, shape.multiple_of)
            check = checks.integer if name == "integer" else checks.number
            check(found, path, value, source, *limits, *more)
        case "boolean":
            checks.boolean(found, path, value, source)
        case "null":
            checks.null(found, path, value, source)
        case "array":
            checks.array(found, path, value, source, shape.min_items, shape.max_items)
            if shape.items is not None and isinstance(value, list):
                own = str(shape.items.source or source)
                for index, item in enumerate(value):
                    _value(found, f"{path}/{index}", item, shape.items, own, lenient)
        case "object" if isinstance(value, dict):
            _object(found, path, value, shape, source, lenient)
        case "object":
            checks.wrong_type(found, path, value, source, "an object")


def there(request: Any, path: tuple[str, ...]) -> bool:
    """Tell whether *request* gives the parameter at *path*, with whatever value."""
    parent = dig(request, path[:-1])
    return isinstance(parent, dict) and path[-1] in parent


def met(when: When, request: Any) -> bool:
    """Tell whether the condition of a rule holds."""
    return (
        all(there(request, path) for path in when.present)
        and not any(there(request, path) for path in when.absent)
        and all(
            there(request, path) and checks.equals(dig(request, path), value)
            for path, value in when.equals
        )
    )


def broken(demand: ir.Demand, request: Any) -> bool:
    """Tell whether *request* breaks a rule."""
    match demand:
        case ir.OneOf(groups, needed):
            given = sum(any(there(request, path) for path in group) for group in groups)
            return given > 1 or (needed and given == 0)
        case ir.Together(paths):
            return len({there(request, path) for path in paths}) > 1
        case ir.Requires(given, needed):
            return there(request, given) and not all(there(request, path) for path in needed)
        case ir.Excludes(given, forbidden):
            return there(request, given) and any(there(request, path) for path in forbidden)
        case ir.WhenThen(when, limits):
            return met(when, request) and any(_exceeds(limit, request) for limit in limits)
        case ir.AllowedPairs(first, second):
            both = there(request, first) and there(request, second)
            return both and rules.unpaired(dig(request, first), dig(request, second), demand.pairs)


def _exceeds(limit: ir.Limit, request: Any) -> bool:
    if not there(request, limit.path):
        return limit.required
    return rules.outside(
        dig(request, limit.path),
        limit.minimum,
        limit.maximum,
        limit.min_items,
        limit.max_items,
        limit.enum,
    )


def member_at(shape: Shape, pointer: str) -> Member | None:
    """Return the member that a dotted path of member names leads to, lists passed through."""
    member: Member | None = None
    for step in pointer.split("."):
        inner = member.shape if member else shape
        while inner.items is not None or inner.any_of:
            objects = [choice for choice in inner.any_of if choice.members]
            inner = inner.items if inner.items is not None else (objects or [inner.any_of[0]])[0]
        member = inner.member(step)
        if member is None:
            return None
    return member
