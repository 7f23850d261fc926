"""Parameter types and result models, as schemas for the models stage."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from generator.ir.provider import Family, Operation, Provider
from generator.ir.shape import Member, Shape
from generator.models import FILE_INPUT, Kind
from generator.naming import class_name
from generator.python import WIDTH
from generator.views.module import header
from generator.wording import description

JsonSchema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ModelsView:
    """One module of classes."""

    path: str
    doc: str
    kind: Kind
    schemas: Mapping[str, JsonSchema]
    """Schemas by class name, in the order in which they were met."""


def models_views(provider: Provider, family: Family) -> tuple[ModelsView, ModelsView]:
    """Return the parameter types and the result models of one family."""
    folder = f"{provider.python_name}/models/{family.python_name}"
    title = f"{family.model.title} at {provider.spec.title}"
    params, results = _Classes("params", provider, family), _Classes("results", provider, family)
    for operation in family.operations:
        params.add(operation.parameters, operation, _about(operation, "takes"))
        results.add(operation.response, operation, _about(operation, "returns"))
        if operation.raw_response is not None:
            results.add(operation.raw_response, operation, _about(operation, "answers with"))
    return (
        ModelsView(
            f"{folder}/params.py",
            header(f"Parameters of {title}.", family.file),
            "params",
            params.schemas,
        ),
        ModelsView(
            f"{folder}/results.py",
            header(f"Results of {title}.", family.file),
            "results",
            results.schemas,
        ),
    )


def _about(operation: Operation, verb: str) -> str:
    return f"What {operation.name} {verb} ({operation.page})."


class _Classes:
    """Gathers schemas of objects, each under the name of its class."""

    def __init__(self, kind: Kind, provider: Provider, family: Family) -> None:
        self.kind = kind
        self.money = {name for name, unit in provider.units.items() if unit.money}
        self.stores = provider.spec.protocol.style in {"queue", "tasks"}
        self.shared = {shape.title: shape.description for shape in family.types}
        self.schemas: dict[str, JsonSchema] = {}
        self._shapes: dict[str, Shape] = {}

    def add(self, shape: Shape, operation: Operation, text: str = "") -> str:
        """Add the object *shape* and return the name of its class."""
        name = shape.title
        bare = replace(shape, description="", source=None, deprecated=False)
        if self._shapes.get(name, bare) != bare:
            name = class_name(operation.id, name)
        if name in self.schemas:
            return name
        self._shapes[name] = bare
        schema: JsonSchema = {"title": name, "type": "object"}
        self.schemas[name] = schema
        text = text or self.shared.get(name) or shape.description
        if text:
            schema["description"] = text
        lenient = self.kind == "results" or shape.open
        schema["additionalProperties"] = lenient
        schema["properties"] = {
            member.name: self._member(member, operation) for member in shape.members
        }
        required = [member.name for member in shape.members if self._needed(member)]
        if required:
            schema["required"] = required
        return name

    def _needed(self, member: Member) -> bool:
        return member.required if self.kind == "results" else member.needed

    def _member(self, member: Member, operation: Operation) -> JsonSchema:
        schema = self._value(member.shape, operation)
        text = f"{description(member.shape, member)} {_bounds(member.shape)}".strip()
        text = textwrap.fill(text, WIDTH - 4, break_long_words=False, break_on_hyphens=False)
        if text and "$ref" in schema:
            return {"allOf": [schema], "description": text}
        return {**schema, "description": text} if text else schema

    def _value(self, shape: Shape, operation: Operation) -> JsonSchema:
        if shape.any_of:
            return {"anyOf": [self._value(choice, operation) for choice in shape.any_of]}
        types = [name for name in shape.types if name != "null"]
        schema = self._plain(shape, types, operation)
        if shape.nullable:
            return {"anyOf": [schema, {"type": "null"}]}
        return schema

    def _plain(self, shape: Shape, types: list[str], operation: Operation) -> JsonSchema:
        if shape.const is not None:
            return self._open({"enum": [shape.const]}, types)
        if shape.enum is not None:
            choices = [_number(value) for value in shape.enum]
            return self._open({"enum": choices}, types)
        if types == ["object"] and (shape.members or not shape.open):
            return {"$ref": f"#/components/schemas/{self.add(shape, operation)}"}
        if types == ["object"]:
            return {"type": "object", "additionalProperties": True}
        if types == ["array"]:
            items = self._value(shape.items, operation) if shape.items else {}
            return {"type": "array", "items": items}
        if types == ["number"] and shape.unit in self.money:
            return {"type": "number", "format": "decimal"}
        if self.kind == "params" and types == ["string"] and self._takes_files(shape):
            return {"type": "string", "customTypePath": FILE_INPUT}
        if len(types) == 1:
            return {"type": types[0]}
        return {"anyOf": [{"type": name} for name in types]} if types else {}

    def _takes_files(self, shape: Shape) -> bool:
        """Tell whether a file can be given, because the provider stores files or takes them as text."""
        forms = set(shape.media.forms) if shape.media is not None else set()
        return bool(forms & {"data-uri", "base64"}) or (bool(forms) and self.stores)

    def _open(self, schema: JsonSchema, types: list[str]) -> JsonSchema:
        """Let results hold values that are not documented yet."""
        if len(types) == 1:
            schema["type"] = types[0]
        if self.kind == "params" or not all(isinstance(value, str) for value in schema["enum"]):
            return schema
        return {"anyOf": [schema, {"type": "string"}]}


def _number(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _bounds(shape: Shape) -> str:
    """Say the bounds of a value in words."""
    parts = []
    if shape.minimum is not None and shape.maximum is not None:
        parts.append(f"{shape.minimum} to {shape.maximum}")
    else:
        parts += [f"At least {shape.minimum}"] if shape.minimum is not None else []
        parts += [f"At most {shape.maximum}"] if shape.maximum is not None else []
    if shape.exclusive_minimum is not None:
        parts.append(f"Above {shape.exclusive_minimum}")
    if shape.exclusive_maximum is not None:
        parts.append(f"Below {shape.exclusive_maximum}")
    if shape.multiple_of is not None:
        parts.append(f"A multiple of {shape.multiple_of}")
    parts += _counts("character", shape.min_length, shape.max_length)
    parts += _counts("item", shape.min_items, shape.max_items)
    return "".join(f"{part}. " for part in parts).strip()


def _counts(noun: str, least: int | None, most: int | None) -> list[str]:
    limits = (("At least", least), ("At most", most))
    return [
        f"{word} {limit} {noun}{'' if limit == 1 else 's'}"
        for word, limit in limits
        if limit is not None
    ]
