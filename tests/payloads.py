"""Random payloads near the borders of an operation, for hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from generator.ir.provider import Operation
from generator.ir.shape import Member, Shape

JUNK: list[Any] = [
    None,
    True,
    False,
    0,
    1,
    -1,
    0.0,
    1.0,
    6.0,
    6.5,
    1e300,
    10**30,
    "",
    "x",
    "6",
    "first",
    "\ud800",
    "a:b\n",
    [],
    {},
    [1],
    {"a": 1},
]
URIS = [
    "https://e.com/a?b=$c#d",
    "a:b",
    "https://e.com/%41",
    "https://e.com/%4",
    "e.com/a",
    "a:b c",
]
UUIDS = [
    "9a3e1f2c-5d47-4c1b-8f0e-2b6d7c8a9e10",
    "9A3E1F2C-5D47-4C1B-8F0E-2B6D7C8A9E10",
    "9a3e1f2c-5d47-1c1b-8f0e-2b6d7c8a9e10",
    "9a3e1f2c-5d47-4c1b-cf0e-2b6d7c8a9e10",
    "9a3e1f2c5d474c1b8f0e2b6d7c8a9e10",
]


def junk() -> st.SearchStrategy[Any]:
    """Draw a value that hardly anything accepts."""
    return st.sampled_from(JUNK)


def near(shape: Shape) -> st.SearchStrategy[Any]:
    """Draw a value that *shape* accepts, or just not."""
    if shape.any_of:
        return st.one_of(*(near(choice) for choice in shape.any_of))
    if shape.const is not None:
        return st.just(shape.const)
    if shape.enum is not None:
        return st.sampled_from([*shape.enum, 0.0, False, "first"])
    return st.one_of(*(_typed(shape, name) for name in shape.types)) if shape.types else junk()


def _typed(shape: Shape, name: str) -> st.SearchStrategy[Any]:
    match name:
        case "string":
            forms = {"uri": URIS, "uuid4": UUIDS}
            text = st.text(max_size=(shape.min_length or 0) + 2)
            return st.sampled_from(forms[shape.format]) if shape.format else text
        case "integer" | "number":
            low = shape.minimum if shape.minimum is not None else 0
            high = shape.maximum if shape.maximum is not None else low + 2000
            edges = [low - 1, low, float(low), low + 0.5, high, float(high), high + 1]
            return st.sampled_from(edges)
        case "boolean":
            return st.booleans()
        case "array":
            items = values(shape.items) if shape.items else junk()
            return st.lists(items, max_size=(shape.max_items or 2) + 1)
        case "object":
            return members(shape)
    return st.none()


def values(shape: Shape) -> st.SearchStrategy[Any]:
    """Draw a value for *shape*, mostly a fitting one."""
    return st.integers(0, 9).flatmap(lambda dice: junk() if dice == 0 else near(shape))


@st.composite
def members(draw: st.DrawFn, shape: Shape) -> dict[str, Any]:
    """Draw an object with some of the members of *shape*, rarely an unknown one too."""
    drawn = {}
    for member in shape.members:
        if draw(st.integers(0, 9)) < _chance(member):
            drawn[member.name] = draw(values(member.shape))
    if draw(st.integers(0, 19)) == 0:
        drawn["unheard/of~"] = draw(junk())
    return drawn


def _chance(member: Member) -> int:
    return 9 if member.needed else 3


def known(operation: Operation) -> list[dict[str, Any]]:
    """List the requests that the spec itself shows."""
    shown = [example.request for example in operation.examples]
    shown += [request for rule in operation.rules for request in (*rule.kept, *rule.broken)]
    return [dict(request) for request in shown if request is not None]


@st.composite
def changed(draw: st.DrawFn, operation: Operation) -> dict[str, Any]:
    """Draw a request that the spec shows, with a few members changed, added or removed."""
    request = dict(draw(st.sampled_from(known(operation) or [{}])))
    shape = operation.parameters
    for member in draw(st.lists(st.sampled_from(shape.members), max_size=3)):
        request.pop(member.name, None)
        if draw(st.booleans()):
            request[member.name] = draw(values(member.shape))
    return request


def payloads(operation: Operation) -> st.SearchStrategy[Any]:
    """Draw a payload of *operation*: right, nearly right, or no object at all."""
    return st.one_of(changed(operation), changed(operation), members(operation.parameters), junk())
