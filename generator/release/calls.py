"""Calls as users of the old package wrote them, for a type checker to hold the new package to."""

from __future__ import annotations

import keyword
from collections.abc import Iterator, Mapping
from typing import Any

from generator.ir.provider import Family, Operation, Provider
from generator.ir.shape import Member, Shape
from generator.python import literal

TYPES = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
MOST_CALLS = 60
"""Calls of one operation; each is one function."""


def old_calls(provider: Provider, package: str) -> str:
    """Return a module that makes the documented calls of *provider* and reads their results."""
    client = provider.spec.class_name
    root = f"{package}.{provider.python_name}"
    lines = ["from decimal import Decimal", f"from {root} import {client}"]
    lines += [
        f"from {root}.models.{family.python_name}.params import {operation.class_name}Params"
        f" as {_alias(family, operation)}"
        for family in provider.families
        for operation in family.operations
    ]
    for family in provider.families:
        for operation in family.operations:
            lines += _operation(provider, family, operation, client)
    return "\n".join(lines) + "\n"


def _alias(family: Family, operation: Operation) -> str:
    return f"Params_{family.python_name}_{operation.python_name}"


def _operation(
    provider: Provider, family: Family, operation: Operation, client: str
) -> Iterator[str]:
    name = f"{family.python_name}_{operation.python_name}"
    for number, request in enumerate(_requests(operation)):
        yield f"def call_{name}_{number}(client: {client}) -> None:"
        yield f"    params: {_alias(family, operation)} = {literal(request)}"
        yield f"    client.{family.python_name}.{operation.python_name}(**params)"
    yield (f"def read_{name}(client: {client}, params: {_alias(family, operation)}) -> None:")
    yield f"    result = client.{family.python_name}.{operation.python_name}(**params)"
    yield from _reads(provider, operation.response, "result", [0])


def _requests(operation: Operation) -> list[Mapping[str, Any]]:
    """List documented requests, and one of them with each documented value of an enum."""
    shown = [each.request for each in operation.examples if each.request and not each.refused]
    shown += [row.request for price in operation.prices for row in price.rows]
    found: list[Mapping[str, Any]] = list(shown)
    for member in operation.parameters.members if shown else ():
        found += [{**shown[0], member.name: value} for value in member.shape.enum or ()]
    return found[:MOST_CALLS]


def _reads(provider: Provider, shape: Shape, way: str, count: list[int]) -> Iterator[str]:
    """Read each field that is sure to be there, and those of objects among them."""
    for member in shape.members:
        if not member.name.isidentifier() or keyword.iskeyword(member.name):
            continue
        own = f"{way}.{member.name}"
        annotation = _annotation(provider, member)
        count[0] += 1
        if annotation is not None:
            yield f"    value_{count[0]}: {annotation} = {own}"
        elif member.required and not member.shape.nullable and member.shape.members:
            yield from _reads(provider, member.shape, own, count)
        else:
            yield f"    {own}"


def _annotation(provider: Provider, member: Member) -> str | None:
    """Return the type of a scalar, as the old package gives it."""
    types = [TYPES.get(name) for name in member.shape.types]
    if not types or None in types:
        return None
    unit = provider.units.get(member.shape.unit or "")
    if unit is not None and unit.money:
        types = ["Decimal" if name in {"float", "int"} else name for name in types]
    if not member.required:
        types.append("None")
    return " | ".join(dict.fromkeys(str(name) for name in types))
