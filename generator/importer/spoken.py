"""The facts that specs state, in the vocabulary of documents, so that the two can be compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.diagnostics import Origin
from generator.importer.demands import spelt_demand, spelt_when
from generator.importer.facts import ITEMS, Fact, Place, Subject, alternative, passage_of
from generator.ir.prices import Fact as PriceFact
from generator.ir.prices import Line, Price
from generator.ir.provider import Example, Operation
from generator.ir.shape import Citation, Default, Member, Shape


@dataclass(frozen=True, slots=True)
class Spoken:
    """One fact of a spec, and where it stands."""

    fact: Fact
    origin: Origin
    source: Citation | None = None
    """The document that the spec cites for it."""


def spoken(operation: Operation, name: str | None = None) -> Iterator[Spoken]:
    """List the facts of *operation*, which subjects call *name*, or by its endpoint."""
    subject: Subject = ("operation", name or operation.endpoint)
    about = {
        "title": operation.title,
        "page": operation.page,
        "endpoint": operation.endpoint,
        "path": operation.path,
        "immediate": operation.immediate or None,
        "model": operation.model_id,
        "class": operation.class_name,
        "method name": operation.python_name,
        "described": passage_of(operation.summary),
    }
    for attribute, value in about.items():
        if value is not None:
            yield _said(subject, attribute, value, operation.origin, operation.source)
    yield from members(operation.parameters, (*subject, "parameter"))
    yield from members(operation.response, (*subject, "response"))
    if operation.raw_response is not None:
        yield from members(operation.raw_response, (*subject, "raw response"))
    for number, rule in enumerate(operation.rules):
        own = (*subject, "rule", str(number))
        for kind, operands in spelt_demand(rule.demand).items():
            yield _said(own, kind, operands, rule.origin, rule.source)
        yield _said(own, "id", rule.id, rule.origin, rule.source)
        yield _said(own, "described", passage_of(rule.message), rule.origin, rule.source)
    if operation.price is not None:
        yield from _price(operation.price, subject)
    for number, example in enumerate(operation.examples):
        yield from _example(example, (*subject, "example", str(number)))


def members(shape: Shape, subject: Subject) -> Iterator[Spoken]:
    """List the facts about the members of an object; *subject* is the object's."""
    for position, member in enumerate(shape.members):
        own = (*subject, member.name)
        for attribute, value in _member(member, position).items():
            yield _said(own, attribute, value, member.shape.origin, member.shape.source)
        yield from value_facts(member.shape, own)


def value_facts(shape: Shape, subject: Subject) -> Iterator[Spoken]:
    """List the facts about one value and all that it holds."""
    for attribute, value in keywords(shape).items():
        yield _said(subject, attribute, value, shape.origin, shape.source)
    yield from members(shape, subject)
    if shape.items is not None:
        yield from value_facts(shape.items, (*subject, ITEMS))
    for index, choice in enumerate(shape.any_of):
        yield from value_facts(choice, (*subject, alternative(index)))


def keywords(shape: Shape) -> dict[str, Any]:
    """Return what is said about a value itself, by keyword; what is not said is left out."""
    types = list(shape.types)
    said: dict[str, Any] = {
        "type": types[0] if len(types) == 1 else types or None,
        "enum": None if shape.enum is None else list(shape.enum),
        "const": shape.const,
        "format": shape.format,
        "pattern": shape.pattern,
        "minLength": shape.min_length,
        "maxLength": shape.max_length,
        "minimum": shape.minimum,
        "maximum": shape.maximum,
        "exclusiveMinimum": shape.exclusive_minimum,
        "exclusiveMaximum": shape.exclusive_maximum,
        "multipleOf": shape.multiple_of,
        "minItems": shape.min_items,
        "maxItems": shape.max_items,
        "unit": shape.unit,
        "deprecated": shape.deprecated or None,
        "additionalProperties": shape.open if "object" in types else None,
        "class": shape.title if shape.members else None,
        "media": shape.media.model_dump(exclude_defaults=True) if shape.media else None,
        "described": passage_of(_prose(shape)) if _prose(shape) else None,
    }
    return {key: value for key, value in said.items() if value is not None}


def _prose(shape: Shape) -> str:
    meanings: Mapping[str, str] = shape.meanings or {}
    return " ".join((shape.description, *(f"{key}: {text}" for key, text in meanings.items())))


def _member(member: Member, position: int) -> dict[str, Any]:
    said = {
        "position": position,
        "required": member.required,
        "supplied": member.supplied or None,
        "default": _default(member.default) if member.default else None,
        "present_when": spelt_when(member.present_when) if member.present_when else None,
        "documented_as": dict(member.documented_as) if member.documented_as else None,
    }
    return {key: value for key, value in said.items() if value is not None}


def _default(default: Default) -> Any:
    """Return the value, or with its condition a mapping as the spec has it."""
    if default.when is None:
        return default.value
    return {"value": default.value, "when": spelt_when(default.when)}


def _price(price: Price, subject: Subject) -> Iterator[Spoken]:
    if price.refused is not None:
        yield _said((*subject, "price", ""), "refused", True, price.origin, price.source)
    for line in price.lines:
        for key, rate in _rates(price, line):
            own = (*subject, "price", key)
            yield _said(own, "rate", rate, line.origin, line.source or price.source)


def _rates(price: Price, line: Line) -> Iterator[tuple[str, dict[str, Any]]]:
    """List the rates of a line as documents state them: an amount for a unit, under a condition."""
    selectors = [fact for name in line.by if (fact := price.fact(name)) is not None]
    names = [".".join(each.parameter) if each.parameter else each.name for each in selectors]
    for cell, amount in (line.rates or {}).items():
        rate: dict[str, Any] = {"amount": plain_amount(amount), "unit": line.unit, "per": "1"}
        if names:
            pairs = zip(selectors, names, cell, strict=True)
            rate["when"] = {
                key: value
                for fact, name, choice in pairs
                for key, value in _selected(fact, name, choice).items()
            }
        yield ".".join((line.id, *cell)), rate


def _selected(selector: PriceFact, name: str, choice: str) -> dict[str, Any]:
    """Say which requests a choice means: by its parameter, or by the only row of its table."""
    if selector.parameter:
        return {name: choice}
    lookup = selector.lookup
    rows = [keys for keys, cell in lookup.rows if cell == choice] if lookup is not None else []
    if lookup is not None and len(rows) == 1:
        return {".".join(path): key for path, key in zip(lookup.by, rows[0], strict=True)}
    return {selector.name: choice}


def plain_amount(amount: Any) -> str:
    """Spell an amount without exponent and without zeros that say nothing."""
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _example(example: Example, subject: Subject) -> Iterator[Spoken]:
    cost = example.cost
    amount = None if cost is None else cost.exact or cost.amount or cost.contains
    said = {
        "id": example.id,
        "request": example.request,
        "response": example.response,
        "cost": None if amount is None else plain_amount(amount),
    }
    for attribute, value in said.items():
        if value is not None:
            yield _said(subject, attribute, value, example.origin, example.source)


def _said(
    subject: Subject, attribute: str, value: Any, origin: Origin, source: Citation | None
) -> Spoken:
    section = str(source) if source else ""
    return Spoken(Fact(subject, attribute, value, Place(origin.line, section, "")), origin, source)
