"""Explain parameters, response fields and the rules about parameters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.explain.subject import Entry, Subject, dotted, entry, present
from generator.ir import rules as ir
from generator.ir.prices import Fact, Price
from generator.ir.shape import Default, Member, PathTo, Shape
from generator.price.expression import names
from generator.wording import default_words, media_words, when_words

FORMS = {"uri": "a URI", "uuid4": "a UUID of version 4"}


def members_of(shape: Shape, path: str = "") -> Iterator[tuple[str, Member]]:
    """List all members at any depth, by dotted path; lists and alternatives are passed through."""
    for inner in (shape.items, *shape.any_of):
        if inner is not None:
            yield from members_of(inner, path)
    for member in shape.members:
        below = f"{path}.{member.name}" if path else member.name
        yield below, member
        yield from members_of(member.shape, below)


def parameter(subject: Subject, path: str, member: Member) -> Entry:
    """Explain a parameter, with all that touches it."""
    steps = tuple(path.split("."))
    return entry(
        "parameter",
        path,
        **value(subject, member),
        sent_by="the client, unless given" if member.supplied else None,
        required=member.required,
        default=None if member.default is None else default_of(member.default),
        rules=[rule_line(rule) for rule in subject.operation.rules if _touches(rule, steps)],
        price=price_uses(subject.operation.price, steps),
        quirks=subject.quirks_about(path),
    )


def field(subject: Subject, kind: str, path: str, member: Member) -> Entry:
    """Explain a member of an answer."""
    when = member.present_when
    return entry(
        kind,
        path,
        **value(subject, member),
        always_there=member.required,
        there_when=None if when is None else when_words(when),
        quirks=subject.quirks_about(path),
    )


def value(subject: Subject, member: Member) -> Entry:
    """Say what a value may be and where that is documented."""
    shape = member.shape
    return present(
        {
            "description": shape.description,
            **kinds(shape),
            "documented_as": dict(member.documented_as or {}),
            "deprecated": shape.deprecated or None,
            "members": [path for path, _ in members_of(shape)],
            "source": subject.source(shape.source),
        }
    )


def kinds(shape: Shape) -> Entry:
    """Say what a value may be."""
    names = [f"{shape.types[0]}" if len(shape.types) == 1 else " or ".join(shape.types)]
    return present(
        {
            "type": names[0] if shape.types else "anything" if not shape.any_of else None,
            "any_of": [kinds(choice) for choice in shape.any_of],
            "items": kinds(shape.items) if shape.items else None,
            "unit": shape.unit,
            "const": shape.const,
            "enum": list(shape.enum or ()),
            "meanings": dict(shape.meanings or {}),
            "format": FORMS[shape.format] if shape.format else None,
            "media": media_words(shape.media) if shape.media else None,
            "other_members_allowed": True if shape.open and shape.types == ("object",) else None,
            **_bounds(shape),
        }
    )


def _bounds(shape: Shape) -> Entry:
    return {
        "minimum": shape.minimum,
        "maximum": shape.maximum,
        "above": shape.exclusive_minimum,
        "below": shape.exclusive_maximum,
        "multiple_of": shape.multiple_of,
        "pattern": shape.pattern,
        "min_length": shape.min_length,
        "max_length": shape.max_length,
        "min_items": shape.min_items,
        "max_items": shape.max_items,
    }


def default_of(default: Default) -> Entry:
    """Say what is assumed, and by whom."""
    return present(
        {
            "value": default.value,
            "applied_by": "the server; it is never sent",
            "when": None if default.when is None else when_words(default.when),
            "in_words": default_words(default),
        }
    ) | {"value": default.value}


def _touches(rule: ir.Rule, steps: PathTo) -> bool:
    length = len(steps)
    return any(path[:length] == steps or path == steps[: len(path)] for path in rule.paths)


def rule_line(rule: ir.Rule) -> str:
    """Spell a rule on one line."""
    return f"{rule.id}: {rule.message}"


def price_uses(price: Price | None, steps: PathTo) -> list[str]:
    """List the price's facts that read a parameter, and the lines that read those facts."""
    if price is None or price.refused is not None:
        return []
    found = [fact.name for fact in price.facts if any(_meets(path, steps) for path in reads(fact))]
    for fact in price.facts:
        if fact.name not in found and any(name in found for name in uses(fact)):
            found.append(fact.name)
    lines = [
        f"line {line.id}"
        for line in price.lines
        if any(name in found for name in line.by)
        or any(name in found for name in names(line.quantity))
        or (line.when is not None and any(name in found for name in names(line.when)))
        or price.multiplier in found
    ]
    return [*(f"fact {name}" for name in found), *lines]


def _meets(path: PathTo, steps: PathTo) -> bool:
    return path[: len(steps)] == steps or steps[: len(path)] == path


def reads(fact: Fact) -> Iterator[PathTo]:
    """List the parameters that a fact reads."""
    yield from fact.count
    yield from (path for path in (fact.parameter, fact.present, fact.length) if path is not None)
    if fact.lookup is not None:
        yield from fact.lookup.by
    for fallback in fact.fallbacks:
        if fallback.when is not None:
            yield from fallback.when.paths


def uses(fact: Fact) -> Iterator[str]:
    """List the other facts that a fact is made of."""
    for expression in (fact.value, fact.needed_when):
        if expression is not None:
            yield from names(expression)
    yield from (fallback.fact for fallback in fact.fallbacks if fallback.fact is not None)


def rule(subject: Subject, found: ir.Rule) -> Entry:
    """Explain a rule."""
    return entry(
        "rule",
        found.id,
        message=found.message,
        demand=_demand(found.demand),
        parameters=dotted(found.paths),
        violations_point_at=found.pointer or "(the request)",
        kept_by=[dict(request) for request in found.kept],
        broken_by=[dict(request) for request in found.broken],
        source=subject.source(found.source),
        quirks=subject.quirks_about(found.id),
    )


def _demand(demand: ir.Demand) -> Any:
    """Say what a rule demands, in data."""
    match demand:
        case ir.OneOf(groups, needed):
            word = "exactly_one_of" if needed else "at_most_one_of"
            return {word: [" or ".join(dotted(group)) for group in groups]}
        case ir.Together(paths):
            return {"together": dotted(paths)}
        case ir.Requires(given, needed):
            return {"given": ".".join(given), "needed": dotted(needed)}
        case ir.Excludes(given, forbidden):
            return {"given": ".".join(given), "forbidden": dotted(forbidden)}
        case ir.WhenThen(when, limits):
            return {"when": when_words(when), "then": [_limit(limit) for limit in limits]}
        case ir.AllowedPairs(first, second, table, pairs):
            shown = [f"{one} x {other}" for one, other in pairs]
            both = " x ".join(dotted((first, second)))
            return {"table": table, "columns": both, "allowed_pairs": shown}


def _limit(limit: ir.Limit) -> Entry:
    return present(
        {
            "parameter": ".".join(limit.path),
            "required": limit.required or None,
            "minimum": limit.minimum,
            "maximum": limit.maximum,
            "enum": list(limit.enum or ()),
            "min_items": limit.min_items,
            "max_items": limit.max_items,
        }
    )
