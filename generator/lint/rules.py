"""Lint: rules about several parameters that cannot be kept, cannot be broken, or say nothing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.ir.rules import AllowedPairs, Excludes, Limit, OneOf, Requires, Together, WhenThen
from generator.ir.shape import Default, Member, PathTo, When
from generator.judge import broken, judge
from generator.lint.registry import Defect, rule
from generator.lint.subjects import RuleAt
from generator.runtime.checks import equals, show
from generator.runtime.violations import Violation


def listing(violations: list[Violation]) -> str:
    """Name violations by pointer and rule."""
    return ", ".join(f"{found.path or '(request)'} {found.rule}" for found in violations)


@rule("rule-trivial", RuleAt)
def rule_trivial(at: RuleAt) -> Iterator[Defect]:
    """A rule is about fewer than two parameters, or demands nothing of them."""
    demand = at.rule.demand
    if len(at.rule.paths) < 2:
        text = f"{at.rule.id} is about fewer than two parameters"
        yield Defect(at.rule.origin, text, "say it with keywords of the parameter")
    if isinstance(demand, OneOf) and len(demand.groups) < 2:
        text = f"{at.rule.id} has fewer than two alternatives"
        yield Defect(at.rule.origin, text, "list two or more")
    for limit in demand.limits if isinstance(demand, WhenThen) else ():
        if limit == Limit(limit.path):
            text = f"{at.rule.id} demands nothing of {'.'.join(limit.path)}"
            yield Defect(at.rule.origin, text, "add `required`, `minimum`, `maximum` or `enum`")


@rule("rule-without-cases", RuleAt)
def rule_without_cases(at: RuleAt) -> Iterator[Defect]:
    """A rule has no request that keeps it, or none that breaks it."""
    for name, cases in (("kept", at.rule.kept), ("broken", at.rule.broken)):
        if not cases:
            text = f"{at.rule.id} has no `{name}` request"
            yield Defect(at.rule.origin, text, "type one by hand from the page")


@rule("rule-kept", RuleAt)
def rule_kept(at: RuleAt) -> Iterator[Defect]:
    """A request that is said to keep the rule is refused."""
    for number, request in enumerate(at.rule.kept, 1):
        found = judge(at.at.operation, request)
        if found:
            text = f"`kept` request {number} of {at.rule.id} is refused: {listing(found)}"
            yield Defect(at.rule.origin, text, "mend the request or the rule")


@rule("rule-broken", RuleAt)
def rule_broken(at: RuleAt) -> Iterator[Defect]:
    """A request that is said to break the rule does not break it."""
    for number, request in enumerate(at.rule.broken, 1):
        if not broken(at.rule.demand, request):
            text = f"`broken` request {number} does not break {at.rule.id}"
            yield Defect(at.rule.origin, text, "mend the request or the rule")


@rule("table-empty", RuleAt)
def table_empty(at: RuleAt) -> Iterator[Defect]:
    """A table of allowed pairs has no row, so every pair is refused or none is."""
    demand = at.rule.demand
    if isinstance(demand, AllowedPairs) and not demand.pairs:
        text = f"{at.rule.id} takes its pairs from {demand.table}, which is empty"
        yield Defect(at.rule.origin, text, "fill the table, or remove the rule")


@rule("limit-unmeetable", RuleAt)
def limit_unmeetable(at: RuleAt) -> Iterator[Defect]:
    """What a rule demands of a parameter is more than the parameter itself allows."""
    parameters = at.at.operation.parameters
    for limit in at.rule.demand.limits if isinstance(at.rule.demand, WhenThen) else ():
        member = parameters.find(limit.path)
        shape = member.shape if member else None
        if shape is not None and any(
            low is not None and high is not None and low > high
            for low, high in (
                (limit.minimum, shape.maximum),
                (shape.minimum, limit.maximum),
                (limit.minimum, limit.maximum),
                (limit.min_items, shape.max_items),
                (shape.min_items, limit.max_items),
                (limit.min_items, limit.max_items),
            )
        ):
            text = f"no {'.'.join(limit.path)} satisfies {at.rule.id} and its own bounds"
            yield Defect(at.rule.origin, text, "compare the rule with the parameter")


@rule("default-breaks-rule", RuleAt)
def default_breaks_rule(at: RuleAt) -> Iterator[Defect]:
    """A server default would break the rule if it were sent or taken."""
    for path, why in _broken_defaults(at):
        text = f"the server default of {'.'.join(path)} {why} {at.rule.id}"
        hint = "say with `when:` when the default holds, or mend it"
        yield Defect(at.rule.origin, text, hint)


def _broken_defaults(at: RuleAt) -> Iterator[tuple[PathTo, str]]:
    demand = at.rule.demand
    match demand:
        case WhenThen(when, limits):
            for limit in limits:
                default = _default(at, limit.path)
                if default and _compatible(default.when, when) and _beyond(limit, default.value):
                    yield limit.path, f"({show(default.value)}) exceeds what is demanded by"
        case OneOf() | Excludes() if len(at.rule.paths) > 1:
            for path in filter(partial(_always, at), at.rule.paths):
                yield path, "holds always, but its presence is limited by"
        case Requires(given) if _always(at, given):
            yield given, "holds always, but it calls for other parameters by"
        case Together(paths) if any(_always(at, path) for path in paths):
            for path in paths:
                if _always(at, path) and not all(_always(at, other) for other in paths):
                    yield path, "holds always, and that of the others does not; see"
        case AllowedPairs(first, second, _, pairs):
            one, other = _default(at, first), _default(at, second)
            always = _always(at, first) and _always(at, second)
            if always and one and other and (one.value, other.value) not in pairs:
                yield first, "and that of the other parameter form no pair of"


def _default(at: RuleAt, path: PathTo) -> Default | None:
    member: Member | None = at.at.operation.parameters.find(path)
    return member.default if member else None


def _always(at: RuleAt, path: PathTo) -> bool:
    """Tell whether the parameter at *path* has a server default that holds on no condition."""
    default = _default(at, path)
    return default is not None and default.when in (None, When())


def _compatible(one: When | None, other: When) -> bool:
    """Tell whether two conditions can hold of the same request."""
    if one is None:
        return True
    for left, right in ((one, other), (other, one)):
        given = {*left.present, *(path for path, _ in left.equals)}
        if not given.isdisjoint(right.absent):
            return False
    return all(
        equals(value, right)
        for path, value in one.equals
        for same, right in other.equals
        if path == same
    )


def _beyond(limit: Limit, value: object) -> bool:
    request: dict[str, object] = {"value": value}
    demand = WhenThen(When(), (Limit(("value",), False, limit.minimum, limit.maximum, limit.enum),))
    return broken(demand, request)
