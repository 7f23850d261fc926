"""Lint: names that clash, and names that Python could not use."""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Iterator
from typing import Any

from generator.diagnostics import Origin
from generator.ir.provider import Operation
from generator.ir.shape import Shape
from generator.lint.registry import Defect, rule
from generator.lint.shapes import KEYWORDS
from generator.lint.subjects import FamilyAt, OperationAt, PriceAt, ProviderAt, shapes, values
from generator.naming import ESTIMATOR_WORDS, RESERVED_PROVIDERS, is_plain_name, module_name

_RENAME = "rename one of the two"
_RULE_WORDS = frozenset({*KEYWORDS, "type", "enum", "const", "required", "unknown-key", "anyOf"})
"""What violations are called that no rule of the spec is about."""


def _clashes(kind: str, named: Iterable[tuple[str, str, Origin]]) -> Iterator[Defect]:
    """Find two things that share a name, given as (shown, name, place)."""
    seen: dict[str, str] = {}
    for shown, name, origin in named:
        if name in seen:
            text = f"{kind} {seen[name]} and {shown} are both {name}"
            yield Defect(origin, text, _RENAME)
        seen.setdefault(name, shown)


@rule("clashing-names", ProviderAt)
def clashing_names(at: ProviderAt) -> Iterator[Defect]:
    """Two providers or two families have the same name in Python, or two error shapes one id."""
    provider = at.provider
    for other in at.providers:
        if other.origin < provider.origin and other.python_name == provider.python_name:
            text = f"providers {other.id} and {provider.id} are both {provider.python_name}"
            yield Defect(provider.origin, text, _RENAME)
    families = at.outlines
    yield from _clashes("families", ((one.id, one.python_name, one.origin) for one in families))
    ids = [shape.id for shape in provider.spec.errors.shapes]
    yield from _clashes("error shapes", ((name, name, provider.origin) for name in ids))


@rule("clashing-names", FamilyAt)
def clashing_operations(at: FamilyAt) -> Iterator[Defect]:
    """Two operations of a family have the same name in Python, or two quirks one id."""
    operations = at.family.operations
    listed = ((one.id, one.python_name, one.origin) for one in operations)
    yield from _clashes("operations", listed)
    titles = ((one.id, one.class_name, one.origin) for one in operations)
    yield from _clashes("classes of operations", titles)
    quirks = (*at.provider.quirks, *at.family.quirks)
    yield from _clashes("quirks", ((q.quirk.id, q.quirk.id, q.origin) for q in quirks))


@rule("clashing-names", OperationAt)
def clashing_ids(at: OperationAt) -> Iterator[Defect]:
    """Two rules, examples, quirks, members or classes of an operation have one name."""
    operation = at.operation
    for kind, listed in (
        ("rules", [(one.id, one.origin) for one in operation.rules]),
        ("examples", [(one.id, one.origin) for one in operation.examples]),
        ("quirks", [(one.quirk.id, one.origin) for one in reversed(operation.quirks)]),
    ):
        yield from _clashes(kind, ((name, module_name(name), place) for name, place in listed))
    for one in operation.rules:
        if one.id in _RULE_WORDS:
            text = f"rule {one.id} is called like a keyword, so its violations cannot be told"
            yield Defect(one.origin, text, "rename the rule")
    yield from _member_clashes(operation)


@rule("clashing-names", PriceAt)
def clashing_lines(at: PriceAt) -> Iterator[Defect]:
    """Two lines or doubts of a price have the same id."""
    yield from _clashes("lines", ((one.id, one.id, one.origin) for one in at.price.lines))
    yield from _clashes("doubts", ((one.id, one.id, one.origin) for one in at.price.doubts))


def _member_clashes(operation: Operation) -> Iterator[Defect]:
    """Find members that differ in spelling alone, and different objects with one class name."""
    seen: dict[str, Any] = {}
    for shape in shapes(operation):
        for whole in (shape, *(value.shape for value in values(shape))):
            listed = ((one.name, module_name(one.name), one.shape.origin) for one in whole.members)
            yield from _clashes("members", listed)
            if not whole.members:
                continue
            said = signature(whole)
            if seen.setdefault(whole.title, said) != said:
                text = f"two different objects would be called {whole.title}"
                yield Defect(whole.origin, text, "give one of them another `title`")


def signature(shape: Shape | None) -> Any:
    """Return what counts of *shape* for the class that is made of it: not words, not places."""
    if shape is None:
        return None
    members = tuple(
        (member.name, member.required, signature(member.shape)) for member in shape.members
    )
    choices = tuple(signature(choice) for choice in shape.any_of)
    keywords = (shape.enum, shape.const, shape.format, shape.pattern, shape.minimum, shape.maximum)
    types = tuple(sorted(set(shape.types) - {"null"}))
    return types, keywords, signature(shape.items), members, choices


@rule("name-not-python", OperationAt)
def name_not_python(at: OperationAt) -> Iterator[Defect]:
    """A member has a name that Python cannot use as a keyword argument or field."""
    for shape in shapes(at.operation):
        for value in values(shape):
            if value.member is not None and not is_plain_name(value.member.name):
                text = f"{value.name} cannot be a name in Python"
                hint = "allow it here if the provider really calls it so; it loses its docs"
                yield Defect(value.shape.origin, text, hint)


@rule("name-not-python", ProviderAt)
def provider_name_reserved(at: ProviderAt) -> Iterator[Defect]:
    """A provider or model is called like a part of the output that is already there."""
    provider = at.provider
    if provider.python_name in RESERVED_PROVIDERS or provider.id in RESERVED_PROVIDERS:
        text = f"{provider.id} is a folder of the output for all providers"
        yield Defect(provider.origin, text, "rename the provider's folder")


@rule("name-not-python", PriceAt)
def fact_name_reserved(at: PriceAt) -> Iterator[Defect]:
    """A fact is called like a word of Python, or like a name that estimators use themselves."""
    for fact in at.price.facts:
        name, why = fact.name, ""
        if keyword.iskeyword(name) or keyword.issoftkeyword(name):
            why = "a word of Python"
        elif name.endswith(("_low", "_high")):
            why = "the end of a range"
        elif name.startswith("_") or (fact.value is None and name in ESTIMATOR_WORDS):
            why = "taken by the estimators"
        if why:
            text = f"fact {fact.name} has a name that is {why}"
            yield Defect(fact.origin, text, "rename the fact")
