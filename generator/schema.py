"""JSON Schema 2020-12 of requests and results. A payload passes it exactly if `judge` passes it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from generator.ir.provider import Operation, Provider
from generator.ir.shape import Member, Shape
from generator.judge import is_type
from generator.runtime.formats import URI_PATTERN, UUID4_PATTERN
from generator.schema_rules import rule_schema
from generator.wording import description

DIALECT = "https://json-schema.org/draft/2020-12/schema"

JsonSchema = dict[str, Any]

FORMATS = {"uri": ("uri", URI_PATTERN), "uuid4": ("uuid", UUID4_PATTERN)}
"""Our formats as the standard calls them, and as patterns that every engine checks."""

_PLAIN_KEYWORDS = {
    "string": (("minLength", "min_length"), ("maxLength", "max_length")),
    "number": (
        ("minimum", "minimum"),
        ("maximum", "maximum"),
        ("exclusiveMinimum", "exclusive_minimum"),
        ("exclusiveMaximum", "exclusive_maximum"),
        ("multipleOf", "multiple_of"),
    ),
    "array": (("minItems", "min_items"), ("maxItems", "max_items")),
}
"""Keywords whose value is taken over as it is, by the JSON type that they are about."""


@dataclass(frozen=True, slots=True)
class Side:
    """Which side of the wire a schema describes."""

    strict: bool
    """Whether unknown members are refused: requests are strict, results lenient."""
    supplied: bool
    """Whether members that the client fills in have to be there."""

    def needs(self, member: Member) -> bool:
        """Tell whether *member* must be there."""
        return member.required if self.supplied else member.needed


PAYLOAD = Side(strict=True, supplied=False)
SENT = Side(strict=True, supplied=True)
RECEIVED = Side(strict=False, supplied=True)


def payload_schema(operation: Operation) -> JsonSchema:
    """Describe what a caller gives: keys that the client fills in may be left out."""
    return {**_head(operation, "", "payload"), **_request(operation, PAYLOAD)}


def wire_schema(provider: Provider, operation: Operation) -> JsonSchema:
    """Describe the whole body as it is sent, envelope and all."""
    return {**_head(operation, ":wire", "body as sent"), **body_schema(provider, operation)}


def response_schema(operation: Operation) -> JsonSchema:
    """Describe the documented result; members that are not documented may be there too."""
    return {**_head(operation, ":response", "result"), **value_schema(operation.response, RECEIVED)}


def body_schema(provider: Provider, operation: Operation) -> JsonSchema:
    """Describe the whole body as it is sent, for use inside another document."""
    payload = _request(in_body(operation), SENT)
    body = provider.spec.protocol.body
    match body.form:
        case "array":
            return {"type": "array", "minItems": 1, "items": payload}
        case "envelope":
            members: JsonSchema = {}
            if body.model_key is not None:
                members[body.model_key] = {"type": "string", "const": operation.model_id}
            if body.payload_key is not None:
                members[body.payload_key] = payload
            required = list(members)
            options = value_schema(provider.wire.options, SENT)
            members |= options.get("properties", {})
            return {
                "type": "object",
                "properties": members,
                "required": required + options.get("required", []),
                "additionalProperties": False,
            }
    return payload


def in_body(operation: Operation) -> Operation:
    """Return *operation* without the parameters that travel outside the body."""
    members = operation.parameters.members
    kept = tuple(member for member in members if member.sent_in is None)
    if len(kept) == len(members):
        return operation
    names = {member.name for member in members} - {member.name for member in kept}
    rules = tuple(
        rule for rule in operation.rules if names.isdisjoint(path[0] for path in rule.paths)
    )
    parameters = replace(operation.parameters, members=kept)
    return replace(operation, parameters=parameters, rules=rules)


def _head(operation: Operation, suffix: str, what: str) -> JsonSchema:
    return {
        "$schema": DIALECT,
        "$id": f"urn:specloom:{operation.name}{suffix}",
        "title": f"{operation.title}, {what}",
    }


def _request(operation: Operation, side: Side) -> JsonSchema:
    """Describe a payload with the rules about several of its members."""
    schema = value_schema(operation.parameters, side)
    schema["description"] = operation.summary
    if operation.rules:
        schema["allOf"] = [rule_schema(rule) for rule in operation.rules]
    schema["x-source"] = str(operation.source)
    return schema


def value_schema(shape: Shape, side: Side, member: Member | None = None) -> JsonSchema:
    """Describe one value; *member* adds what is known of it as a member of an object."""
    schema: JsonSchema = {}
    words = description(shape, member)
    if words:
        schema["description"] = words
    schema |= _constraints(shape, side)
    if member is not None and member.default is not None and member.default.when is None:
        schema["default"] = member.default.value
    if shape.deprecated:
        schema["deprecated"] = True
    if shape.source is not None:
        schema["x-source"] = str(shape.source)
    return schema


def _constraints(shape: Shape, side: Side) -> JsonSchema:
    """Describe what the value may be, in the order of precedence in which `judge` looks."""
    if shape.any_of:
        choices = [value_schema(choice, side) for choice in shape.any_of]
        return {"anyOf": [*choices, {"type": "null"}] if shape.nullable else choices}
    schema = _types(shape)
    if shape.const is not None:
        values = (shape.const, None) if shape.nullable else (shape.const,)
        return schema | ({"const": shape.const} if len(values) == 1 else {"enum": list(values)})
    if shape.enum is not None:
        extra = [None] if shape.nullable and None not in shape.enum else []
        return schema | {"enum": [*shape.enum, *extra]}
    for name in shape.types:
        schema |= _typed(shape, name, side)
    return schema


def _types(shape: Shape) -> JsonSchema:
    """Name the types, unless listed values of other types show that they do not count."""
    listed = shape.enum if shape.const is None else (shape.const,)
    fits = all(any(is_type(value, name) for name in shape.types) for value in listed or ())
    if not shape.types or not fits:
        return {}
    return {"type": shape.types[0] if len(shape.types) == 1 else list(shape.types)}


def _typed(shape: Shape, name: str, side: Side) -> JsonSchema:
    """Spell the keywords about values of the JSON type *name*."""
    key = "number" if name == "integer" else name
    schema: JsonSchema = {}
    for keyword, attribute in _PLAIN_KEYWORDS.get(key, ()):
        value = getattr(shape, attribute)
        if value is not None:
            schema[keyword] = value
    if name == "string":
        schema |= _form(shape)
    elif name == "array" and shape.items is not None:
        schema["items"] = value_schema(shape.items, side)
    elif name == "object":
        schema |= _members(shape, side)
    return schema


def _form(shape: Shape) -> JsonSchema:
    """Spell format and pattern; a text may have to match both."""
    schema: JsonSchema = {}
    if shape.format is not None:
        schema["format"], schema["pattern"] = FORMATS[shape.format]
    if shape.pattern is not None and "pattern" in schema:
        schema["allOf"] = [{"pattern": shape.pattern}]
    elif shape.pattern is not None:
        schema["pattern"] = shape.pattern
    return schema


def _members(shape: Shape, side: Side) -> JsonSchema:
    schema: JsonSchema = {}
    if shape.members:
        schema["properties"] = {
            member.name: value_schema(member.shape, side, member) for member in shape.members
        }
    required = [member.name for member in shape.members if side.needs(member)]
    if required:
        schema["required"] = required
    if side.strict and not shape.open:
        schema["additionalProperties"] = False
    return schema
