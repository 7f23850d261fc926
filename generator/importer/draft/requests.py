"""Requests made up for a test: the shortest that are right, and those that break a rule."""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Any

from generator.importer.draft.samples import NOTHING, PROMPT, least, put, sample, without
from generator.ir.provider import Operation
from generator.ir.rules import AllowedPairs, Limit, Rule, WhenThen
from generator.ir.shape import PathTo
from generator.judge import broken, judge

MAX_STARTS = 300
"""Requests of which the ones for a rule are chosen."""
MAX_LOOKS = 600
"""Requests that are looked at to put one right."""
MAX_CASES = 8
"""Requests of each kind among which is chosen."""


def right(operation: Operation) -> dict[str, Any] | None:
    """Return a short request that is right in every respect."""
    base = least(operation)
    if base is None:
        return None
    wrong, request = repaired(operation, base)
    return request if wrong == 0 else None


def cases(operation: Operation, rule: Rule) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return requests that keep *rule* and are right, and requests that break it."""
    kept: list[dict[str, Any]] = []
    bad: list[tuple[int, dict[str, Any]]] = []
    for start in islice(_starts(operation, rule), MAX_STARTS):
        if broken(rule.demand, start):
            if len(bad) < MAX_CASES and not any(wrong == 0 for wrong, _ in bad):
                bad.append(repaired(operation, start, rule, breaking=True))
        elif len(kept) < MAX_CASES:
            wrong, request = repaired(operation, start, rule)
            if wrong == 0 and request not in kept:
                kept.append(request)
    kept.sort(key=lambda each: -sum(_has(each, path) for path in rule.paths))
    best = sorted(bad, key=lambda each: each[0])
    return [*kept[:1], *kept[1:][-1:]], [request for _, request in best[:1]]


def repaired(
    operation: Operation,
    request: dict[str, Any],
    rule: Rule | None = None,
    *,
    breaking: bool = False,
) -> tuple[int, dict[str, Any]]:
    """Change *request* until it is right; return how much is still wrong with the best one found.

    The parameters of *rule* that are there stay there; if it is to be *breaking*, it goes on to
    break that rule, and this alone is not wrong.
    """
    moves = Moves(operation, rule, breaking)
    ignored = rule.id if rule is not None and breaking else None
    count = 0
    best = (*_badness(operation, request, ignored), count, request)
    waiting, seen = [best], {_spelt(request)}
    while waiting and len(seen) < MAX_LOOKS and best[0] > 0:
        for changed in moves.of(heapq.heappop(waiting)[3]):
            key = _spelt(changed)
            if key in seen:
                continue
            seen.add(key)
            count += 1
            entry = (*_badness(operation, changed, ignored), count, changed)
            heapq.heappush(waiting, entry)
            best = min(best, entry)
    return best[0], best[3]


def _spelt(request: Mapping[str, Any]) -> str:
    return json.dumps(request, sort_keys=True, default=str)


def _badness(operation: Operation, request: dict[str, Any], ignored: str | None) -> tuple[int, int]:
    """Count what is wrong with *request*, and how long it is."""
    found = [one for one in judge(operation, request) if one.rule != ignored]
    return len(found), len(_spelt(request))


@dataclass(frozen=True, slots=True)
class Moves:
    """Small changes of a request that may put rules right."""

    operation: Operation
    rule: Rule | None
    """The rule whose parameters stay where they are."""
    breaking: bool
    """Whether the request must go on to break that rule."""

    def of(self, request: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """List the requests that are one change away from *request*."""
        frozen = self.rule.paths if self.rule is not None else ()
        for made in self._made(request):
            if any(_has(request, path) != _has(made, path) for path in frozen):
                continue
            if self.rule is None or not self.breaking or broken(self.rule.demand, made):
                yield made

    def _made(self, request: dict[str, Any]) -> Iterator[dict[str, Any]]:
        broken_ones = [rule for rule in self.operation.rules if broken(rule.demand, request)]
        for path in dict.fromkeys(path for rule in broken_ones for path in rule.paths):
            if _has(request, path):
                yield without(request, path)
            made = _with(self.operation, request, path)
            if made is not None:
                yield made
        for rule in broken_ones:
            yield from _turned(self.operation, request, rule)


def _with(operation: Operation, request: dict[str, Any], path: PathTo) -> dict[str, Any] | None:
    member = operation.parameters.find(path)
    if member is None or member.supplied:
        return None
    value = sample(member.shape)
    return None if value is NOTHING else put(request, path, value)


def _starts(operation: Operation, rule: Rule) -> Iterator[dict[str, Any]]:
    """Make up requests in which the parameters of *rule* stand in all ways that count for it."""
    base = least(operation)
    if base is None:
        return
    paths = rule.paths[:6]
    bare = base
    for path in paths:
        bare = without(bare, path)
    for size in range(len(paths) + 1):
        for chosen in combinations(paths, size):
            request: dict[str, Any] | None = dict(bare)
            for path in chosen:
                request = _with(operation, request, path) if request is not None else None
            if request is not None:
                yield from _turned(operation, request, rule)
                yield request


def _turned(operation: Operation, request: dict[str, Any], rule: Rule) -> Iterator[dict[str, Any]]:
    """Give the parameters of *rule* the values on which it turns."""
    if isinstance(rule.demand, AllowedPairs):
        yield from _paired(request, rule.demand)
    elif isinstance(rule.demand, WhenThen):
        yield from _limited(operation, request, rule.demand)


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
    if not (_has(request, demand.first) and _has(request, demand.second)):
        return
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
