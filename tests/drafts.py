"""Random requests near the borders of an operation, drawn from a `random.Random`.

The same draughtsman serves bulk tests with a fixed seed and hypothesis, which shrinks what fails.
"""

from __future__ import annotations

import math
from decimal import Decimal
from random import Random
from typing import Any

from generator.ir import rules as ir
from generator.ir.prices import Fact
from generator.ir.provider import Operation
from generator.ir.shape import Member, PathTo, Shape
from generator.views.boundaries import put

JUNK: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 6, 0.0, 1.0, 6.0, 6.5, -0.0, 1e300, 5e-324),
    *(math.nan, math.inf, -math.inf, 10**30, -(10**5000), Decimal("1.5"), b"x", object),
    *("", "x", "6", "first", "\ud800", "a:b\n", "auto", "é" * 300, "~/", "\x00"),
    *([], {}, [1], ["x"], [[]], (), ("x",), (1, 2), {"a": 1}, {1: 2}, {None: "x"}, {"image": "x"}),
)
"""Values that hardly anything accepts."""

TEXTS = {
    "uri": ("https://e.com/a?b=$c#d", "a:b", "https://e.com/%41", "https://e.com/%4", "a:b c"),
    "uuid4": (
        "9a3e1f2c-5d47-4c1b-8f0e-2b6d7c8a9e10",
        "9A3E1F2C-5D47-4C1B-BF0E-2B6D7C8A9E10",
        "9a3e1f2c-5d47-1c1b-8f0e-2b6d7c8a9e10",
    ),
}
PATTERNED = ("AB-1", "AB-\n", 'a "b" c', '"x"', "AB-12\n", "ab-1")


def value(chance: Random, shape: Shape, junk: float = 0.08) -> Any:
    """Draw a value for *shape*: mostly a fitting one, at times one just outside, at times junk."""
    if chance.random() < junk:
        return chance.choice(JUNK)
    if shape.any_of:
        return value(chance, chance.choice(shape.any_of), junk)
    if shape.const is not None:
        return chance.choice([shape.const, shape.const, shape.const, *_similar(shape.const)])
    if shape.enum is not None:
        return chance.choice([*shape.enum, *_similar(chance.choice(shape.enum))])
    if not shape.types:
        return chance.choice(JUNK)
    return _typed(chance, shape, chance.choice(shape.types), junk)


def _similar(one: Any) -> list[Any]:
    """List values that resemble *one* and differ from it, some of them equal to it in Python."""
    if isinstance(one, str):
        return [one + " ", one.upper()]
    return [float(one), bool(one), str(one)] if one is not None else [0]


def _typed(chance: Random, shape: Shape, name: str, junk: float) -> Any:
    match name:
        case "string":
            return _text(chance, shape)
        case "integer" | "number":
            return _number(chance, shape)
        case "boolean":
            return chance.random() < 0.5
        case "array":
            least, most = shape.min_items or 0, shape.max_items or 3
            size = chance.randint(max(0, least - 1), most + 1 if most < 12 else least + 2)
            if shape.items is None:
                return [chance.choice(JUNK) for _ in range(size)]
            return [value(chance, shape.items, junk) for _ in range(size)]
        case "object":
            return members(chance, shape, junk)
    return None


def _text(chance: Random, shape: Shape) -> str:
    if shape.format:
        return chance.choice(TEXTS[shape.format])
    if shape.pattern:
        return chance.choice(PATTERNED)
    least, most = shape.min_length or 0, shape.max_length or 8
    return chance.choice(["a", "é", "\U0001f600"]) * chance.choice(
        [max(0, least - 1), least, least + 1, min(most, 6000), min(most, 6000) + 1]
    )


def _number(chance: Random, shape: Shape) -> Any:
    step = shape.multiple_of or 1
    bounds = (shape.minimum, shape.maximum, shape.exclusive_minimum, shape.exclusive_maximum)
    edge = chance.choice([bound for bound in bounds if bound is not None] or [0])
    found = edge + chance.choice([-step, 0, 0, step, step * 2, step * 3, step / 2, step * 0.7])
    inside = [bound for bound in bounds[:2] if bound is not None]
    if len(inside) == 2 and chance.random() < 0.4:
        found = chance.randint(math.ceil(inside[0]), max(math.ceil(inside[0]), int(inside[1])))
    return float(found) if chance.random() < 0.2 else found


def members(chance: Random, shape: Shape, junk: float = 0.08) -> dict[Any, Any]:
    """Draw an object with some of the members of *shape*, at times an unknown one too."""
    often = chance.choice([0.15, 0.4, 0.8])
    drawn: dict[Any, Any] = {}
    for member in shape.members:
        if chance.random() < (0.95 if member.needed else often):
            drawn[member.name] = value(chance, member.shape, junk)
    if chance.random() < junk:
        known = chance.choice(shape.members).name if shape.members else "x"
        drawn[chance.choice(["unheard/of~", known + "s", 5, None, ""])] = chance.choice(JUNK)
    return drawn


def request(chance: Random, operation: Operation, junk: float = 0.08) -> Any:
    """Draw a request: from nothing, from one that the spec shows, or steered at a rule."""
    if chance.random() < junk / 4:
        return chance.choice(JUNK)
    shown = known(operation)
    if not shown or chance.random() < 0.4:
        drawn = members(chance, operation.parameters, junk)
    else:
        drawn = dict(chance.choice(shown))
        all_members = operation.parameters.members
        for member in chance.sample(all_members, chance.randint(0, min(2, len(all_members)))):
            drawn = _changed(chance, drawn, member, junk)
    if operation.rules and chance.random() < 0.5:
        rule = chance.choice(operation.rules)
        for path in rule.paths:
            if chance.random() < 0.7:
                drawn = _steered(chance, operation, drawn, (path, rule), junk)
    return drawn


def _changed(chance: Random, drawn: dict[str, Any], member: Member, junk: float) -> dict[str, Any]:
    if chance.random() < 0.3:
        return {name: each for name, each in drawn.items() if name != member.name}
    return {**drawn, member.name: value(chance, member.shape, junk)}


def _steered(
    chance: Random,
    operation: Operation,
    drawn: dict[str, Any],
    at: tuple[PathTo, ir.Rule],
    junk: float,
) -> dict[str, Any]:
    """Put a value at a path of a rule that the rule has an opinion about."""
    path, rule = at
    member = operation.parameters.find(path)
    assert member is not None, "paths are resolved"
    drawn_value = value(chance, member.shape, junk / 4)
    match rule.demand:
        case ir.WhenThen(when, limits):
            wanted = [each for where, each in when.equals if where == path]
            wanted += [
                bound
                for limit in limits
                if limit.path == path
                for bound in (limit.minimum, limit.maximum, *(limit.enum or ()))
                if bound is not None
            ]
            drawn_value = chance.choice([*wanted, drawn_value])
        case ir.AllowedPairs(first, _, _, pairs) if pairs and chance.random() < 0.8:
            drawn_value = chance.choice(pairs)[0 if path == first else 1]
    try:
        return put(drawn, path, drawn_value)
    except (TypeError, AttributeError):
        return drawn


def known(operation: Operation) -> list[dict[str, Any]]:
    """List the requests that the spec itself shows."""
    shown = [example.request for example in operation.examples]
    shown += [each for rule in operation.rules for each in (*rule.kept, *rule.broken)]
    shown += [row.request for price in operation.prices for row in price.rows]
    return [dict(each) for each in shown if each is not None]


def fact(chance: Random, asked: Fact) -> Any:
    """Draw what a caller may supply for a fact: within its domain, outside it, or junk."""
    if asked.kind == "choice":
        return chance.choice([*asked.values, *asked.values, "other", "", 5])
    low, high = asked.low or Decimal(0), asked.high or Decimal(30)
    drawn = low + (high - low) * chance.randint(0, 12) / 12
    exact = drawn.quantize(Decimal(1).scaleb(-asked.places))
    return chance.choice(
        [str(exact), exact, int(drawn), str(low), str(high), high + 1, "x", 1.5, True, -1, 0, ""]
        if chance.random() < 0.3
        else [str(exact), exact, int(drawn)]
    )
