"""Requests made up for a test: the shortest that are right, and those that break a rule."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import combinations, islice
from typing import Any

from generator.ir.provider import Operation
from generator.ir.rules import AllowedPairs, Limit, Rule, WhenThen
from generator.ir.shape import PathTo, Shape
from generator.judge import broken, judge, judge_shape

PROMPT = "a cat"
IMAGE = "https://example.com/a.png"
_UUID = "9a3e1f2c-5d47-4c1b-8f0e-2b6d7c8a9e10"
_TEXTS = (
    *(PROMPT, "a", "A", "1", "1:1", "en", "en-US", "1024x1024", "720p", "2026-01-01", "12:00:00"),
    *("#ffffff", "0", "file.png", "image/png", "user@example.com", "v1", "10s", "5", IMAGE, _UUID),
    *("data:image/png;base64,AAAA", "abc123", "A1", "a_b", "a-b", "ABC", "0.5", "10%", "00:00"),
)
MAX_TRIES = 3_000
MAX_TOGGLES = 9
NOTHING = object()
"""Stands for a parameter of which no right value was found."""


def sample(shape: Shape, depth: int = 0) -> Any:
    """Return a right value for *shape*, or `NOTHING`."""
    for value in _candidates(shape, depth):
        if value is not NOTHING and not judge_shape(shape, value, lenient=False):
            return value
    return NOTHING


def _candidates(shape: Shape, depth: int) -> Iterator[Any]:
    if depth > 8:
        return
    if shape.any_of:
        yield from (sample(choice, depth + 1) for choice in shape.any_of)
    elif shape.const is not None:
        yield shape.const
    elif shape.enum:
        yield from shape.enum[:20]
    else:
        names = [name for name in shape.types if name != "null"] or ["string"]
        for name in names:
            yield from _of_type(shape, name, depth)
        if "null" in shape.types:
            yield None


def _of_type(shape: Shape, name: str, depth: int) -> Iterator[Any]:
    match name:
        case "boolean":
            yield True
        case "integer" | "number":
            yield from _numbers(shape)
        case "string":
            yield from _texts(shape)
        case "array":
            inner = sample(shape.items, depth + 1) if shape.items is not None else PROMPT
            least = max(1, shape.min_items or 0)
            if inner is not NOTHING and least <= 100:
                yield [copy.deepcopy(inner) for _ in range(least)]
            yield []
        case "object":
            yield _object(shape, depth)


def _numbers(shape: Shape) -> Iterator[Any]:
    low, high, step = shape.minimum, shape.maximum, shape.multiple_of
    bounds = (low, high, shape.exclusive_minimum, shape.exclusive_maximum)
    for base in (5, 1, *bounds, 0):
        if base is None:
            continue
        yield base
        exact = Decimal(str(base))
        for moved in (exact + 1, exact - 1, exact + Decimal("0.5"), exact - Decimal("0.5")):
            yield _plain(moved)
        if step:
            size = Decimal(str(step))
            lowered = exact // size * size
            yield from (_plain(lowered), _plain(lowered + size))


def _plain(number: Decimal) -> Any:
    return int(number) if number == number.to_integral_value() else float(number)


def _texts(shape: Shape) -> Iterator[str]:
    if shape.format == "uri" or shape.media is not None:
        yield {"video": "https://example.com/a.mp4", "audio": "https://example.com/a.mp3"}.get(
            shape.media.kind if shape.media else "", IMAGE
        )
    if shape.format == "uuid4":
        yield _UUID
    yield from _TEXTS
    least = shape.min_length or 0
    if len(PROMPT) < least <= 20_000:
        yield (f"{PROMPT} " * (least // len(PROMPT) + 1))[:least].rstrip().ljust(least, "x")
    if shape.max_length is not None and shape.max_length < len(PROMPT):
        yield "x" * shape.max_length


def _object(shape: Shape, depth: int) -> Any:
    built = {}
    for member in shape.members:
        if member.required:
            value = sample(member.shape, depth + 1)
            if value is NOTHING:
                return NOTHING
            built[member.name] = value
    return built


def least(operation: Operation) -> dict[str, Any] | None:
    """Return what every request must hold, without what the client supplies."""
    built = {}
    for member in operation.parameters.members:
        if member.needed:
            value = sample(member.shape)
            if value is NOTHING:
                return None
            built[member.name] = value
    return built


def put(request: Mapping[str, Any], path: PathTo, value: Any) -> dict[str, Any] | None:
    """Return *request* with *value* at *path*, or nothing if there is no way to it."""
    changed: dict[str, Any] = copy.deepcopy(dict(request))
    inner: Any = changed
    for step in path[:-1]:
        inner = inner.setdefault(step, {})
        if not isinstance(inner, dict):
            return None
    inner[path[-1]] = value
    return changed


def without(request: Mapping[str, Any], path: PathTo) -> dict[str, Any]:
    """Return *request* without what stands at *path*."""
    changed: dict[str, Any] = copy.deepcopy(dict(request))
    inner: Any = changed
    for step in path[:-1]:
        inner = inner.get(step) if isinstance(inner, dict) else None
    if isinstance(inner, dict):
        inner.pop(path[-1], None)
    return changed


def tried(operation: Operation, rules: Iterable[Rule]) -> Iterator[dict[str, Any]]:
    """Make up requests, the shortest first: what must be there, with and without what rules name."""
    base = least(operation)
    if base is None:
        return
    paths = list(dict.fromkeys(path for rule in rules for path in rule.paths))[:MAX_TOGGLES]
    values = {path: _at(operation, path) for path in paths}
    usable = [path for path in paths if values[path] is not NOTHING]
    bare = base
    for path in usable:
        bare = without(bare, path) if len(path) > 1 else bare
    for size in range(len(usable) + 1):
        for chosen in combinations(usable, size):
            request: dict[str, Any] | None = dict(bare)
            for path in chosen:
                request = put(request, path, values[path]) if request is not None else None
            if request is not None:
                yield request


def _at(operation: Operation, path: PathTo) -> Any:
    member = operation.parameters.find(path)
    if member is None or member.supplied:
        return NOTHING
    return sample(member.shape)


def right(operation: Operation) -> dict[str, Any] | None:
    """Return a short request that is right in every respect."""
    requests = islice(tried(operation, operation.rules), MAX_TRIES)
    return next((each for each in requests if not judge(operation, each)), None)


def cases(operation: Operation, rule: Rule) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return requests that keep *rule* and are right, and requests that break it."""
    kept: list[dict[str, Any]] = []
    bad: list[tuple[int, dict[str, Any]]] = []
    for request in islice(_varied(operation, rule), MAX_TRIES):
        if broken(rule.demand, request):
            if len(bad) < 40:
                bad.append((len(judge(operation, request)), request))
        elif len(kept) < 2 and _touches(rule, request, kept) and not judge(operation, request):
            kept.append(request)
        if len(kept) == 2 and any(wrong == 1 for wrong, _ in bad):
            break
    fewest = sorted(bad, key=lambda each: each[0])
    return kept, [request for _, request in fewest[:1]]


def _touches(rule: Rule, request: Mapping[str, Any], kept: list[dict[str, Any]]) -> bool:
    """Tell whether *request* shows something of *rule* that those before it do not."""
    if request in kept:
        return False
    return any(path[0] in request for path in rule.paths) or not kept


def _varied(operation: Operation, rule: Rule) -> Iterator[dict[str, Any]]:
    """Make up requests, with the values on which *rule* turns."""
    others = [other for other in operation.rules if other is not rule]
    for request in tried(operation, (rule, *others)):
        yield request
        demand = rule.demand
        if isinstance(demand, AllowedPairs):
            yield from _paired(request, demand)
        elif isinstance(demand, WhenThen):
            yield from _limited(operation, request, demand)
        yield from _matched(operation, request, rule)


def _matched(operation: Operation, request: dict[str, Any], rule: Rule) -> Iterator[dict[str, Any]]:
    """Give the parameters of tables values that go together."""
    for other in operation.rules:
        if other is not rule and isinstance(other.demand, AllowedPairs):
            first, second = other.demand.first, other.demand.second
            if _has(request, first) and _has(request, second):
                for pair in other.demand.pairs[:2]:
                    matched = _both(request, other.demand, pair)
                    if matched is not None:
                        yield matched
                        if isinstance(rule.demand, WhenThen):
                            yield from _limited(operation, matched, rule.demand)


def _has(request: Any, path: PathTo) -> bool:
    for step in path:
        if not isinstance(request, dict) or step not in request:
            return False
        request = request[step]
    return True


def _both(
    request: Mapping[str, Any], demand: AllowedPairs, pair: tuple[Any, Any]
) -> dict[str, Any] | None:
    once = put(request, demand.first, pair[0])
    return put(once, demand.second, pair[1]) if once is not None else None


def _paired(request: dict[str, Any], demand: AllowedPairs) -> Iterator[dict[str, Any]]:
    pairs = demand.pairs[:6]
    for one in pairs:
        for other in pairs:
            made = _both(request, demand, (one[0], other[1]))
            if made is not None:
                yield made


def _limited(
    operation: Operation, request: dict[str, Any], demand: WhenThen
) -> Iterator[dict[str, Any]]:
    met: dict[str, Any] | None = request
    for path, value in demand.when.equals:
        met = put(met, path, value) if met is not None else None
    if met is None:
        return
    yield met
    for limit in demand.limits:
        for value in _around(operation, limit):
            made = put(met, limit.path, value)
            if made is not None:
                yield made


def _around(operation: Operation, limit: Limit) -> Iterator[Any]:
    """Give values on, inside and outside what a rule demands of one parameter."""
    for bound, step in ((limit.minimum, -1), (limit.maximum, 1)):
        if bound is not None:
            yield from (bound, bound + step)
    yield from (limit.enum or ())[:3]
    member = operation.parameters.find(limit.path)
    shape = member.shape if member else None
    if shape is None:
        return
    yield from (value for value in (shape.enum or ())[:20] if value not in (limit.enum or ()))
    for bound, step in ((limit.min_items, -1), (limit.max_items, 1)):
        if bound is not None and bound <= 50:
            inner = sample(shape.items) if shape.items is not None else PROMPT
            if inner is not NOTHING:
                yield from ([inner] * bound, [inner] * max(0, bound + step))
