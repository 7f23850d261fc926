"""OpenAPI 3.1 of a provider: what its documents say about the wire, for tools that speak OpenAPI."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.ir.provider import Operation, Provider
from generator.ir.shape import Member, Shape
from generator.naming import class_name
from generator.openapi_paths import Entry, OperationOutline, entries, grouped
from generator.schema import RECEIVED, SENT, JsonSchema, body_schema, value_schema

RESULT_CALLS = {"queue": ("run", "result")}
"""Calls that answer with the bare result, by the style of the protocol."""

RAW_BYTES = "Content-Type"
"""A request header that shows that a call without a documented body sends a file."""


def openapi(provider: Provider) -> dict[str, Any]:
    """Describe *provider* as an OpenAPI 3.1 document."""
    operations = tuple(map(outlined, provider.operations))
    schemas = {
        name: schema
        for operation in provider.operations
        for name, schema in components(provider, operation)
    }
    return document_of(provider, operations, schemas)


def outlined(operation: Operation) -> OperationOutline:
    """Return what the document says of *operation* outside its components."""
    beside = tuple(
        _parameter(member, place)
        for place in ("path", "query", "header")
        for member in operation.parameters.members
        if member.sent_in == place
    )
    return OperationOutline(
        operation.name, operation.endpoint, operation.summary, operation.path, beside
    )


def document_of(
    provider: Provider, operations: Sequence[OperationOutline], schemas: Mapping[str, Any]
) -> dict[str, Any]:
    """Describe *provider* with all its *operations*; *schemas* are those of their components."""
    spec = provider.spec
    submit = spec.servers[spec.protocol.calls["submit"].server]
    document: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {
            "title": spec.title,
            "version": max(document.retrieved for document in spec.documents.values()),
            "description": f"{spec.protocol.summary} Results are at {spec.protocol.result_url}.",
            "x-written-by": f"`specloom generate` from {provider.file}; edit the spec, not this file",
        },
        "externalDocs": {"url": spec.website},
        "servers": [{"url": submit.url, "description": submit.purpose}],
        "security": [{"key": []}],
        "paths": dict(_paths(provider, operations)),
        "components": {
            "securitySchemes": {"key": _security(provider)},
            "schemas": {**schemas, **dict(_errors(provider))},
            "responses": {"Error": _error(provider)},
        },
    }
    if provider.wire.webhook is not None:
        document["webhooks"] = {"job-ended": {"post": _webhook(provider)}}
    document["x-servers"] = {name: server.url for name, server in spec.servers.items()}
    return document


def _security(provider: Provider) -> JsonSchema:
    auth = provider.spec.auth
    note = {"description": auth.note} if auth.note else {}
    if auth.header == "Authorization" and auth.scheme == "Bearer":
        return {"type": "http", "scheme": "bearer", **note}
    text = f"The header holds `{auth.scheme} ` and the key. {auth.note or ''}".strip()
    return {"type": "apiKey", "in": "header", "name": auth.header, "description": text}


def request_name(operation: OperationOutline) -> str:
    """Name the component that describes the body of *operation*."""
    return class_name(*operation.name.split("/")[1:], "Request")


def result_name(operation: OperationOutline) -> str:
    """Name the component that describes the result of *operation*."""
    return class_name(*operation.name.split("/")[1:], "Result")


def components(provider: Provider, operation: Operation) -> Iterator[tuple[str, JsonSchema]]:
    """List the components that describe *operation*, by name."""
    named = outlined(operation)
    yield request_name(named), body_schema(provider, operation)
    yield result_name(named), value_schema(operation.response, RECEIVED)


def _errors(provider: Provider) -> Iterator[tuple[str, JsonSchema]]:
    for name, shape in provider.wire.errors.items():
        yield class_name(name, "Error"), value_schema(shape, RECEIVED)


def _reference(name: str) -> JsonSchema:
    return {"$ref": f"#/components/schemas/{name}"}


def _one_of(schemas: Iterable[JsonSchema], word: str = "oneOf") -> JsonSchema:
    """Join alternatives, each once."""
    found: list[JsonSchema] = []
    for schema in schemas:
        if schema not in found:
            found.append(schema)
    return found[0] if len(found) == 1 else {word: found}


def _json(schema: JsonSchema) -> JsonSchema:
    return {"application/json": {"schema": schema}}


def _error(provider: Provider) -> JsonSchema:
    errors = provider.spec.errors
    shapes = [_reference(class_name(name, "Error")) for name in provider.wire.errors]
    return {
        "description": " ".join(f"{shape.id}: {shape.where}" for shape in errors.shapes),
        "content": _json(_one_of(shapes, "anyOf") if shapes else {}),
        "x-codes": {code.code: code.kind for code in errors.codes},
    }


def _webhook(provider: Provider) -> JsonSchema:
    hook, shape = provider.spec.protocol.webhook, provider.wire.webhook
    assert hook is not None, "the wire has a webhook where the protocol has one"
    assert shape is not None, "the wire has a webhook where the protocol has one"
    return {
        "summary": "A job has ended",
        "description": f"Asked for by: {hook.set_by} {hook.note}",
        "parameters": [
            {"name": name, "in": "header", "schema": {"type": "string"}} for name in hook.headers
        ],
        "requestBody": {"content": _json(value_schema(shape, RECEIVED))},
        "responses": {"2XX": {"description": "Taken."}},
        "x-source": f"{hook.source.document}#{hook.source.section}",
    }


def _paths(
    provider: Provider, operations: Sequence[OperationOutline]
) -> Iterator[tuple[str, JsonSchema]]:
    """List path items; calls that share path and method are one operation there."""
    for place, methods in grouped(provider, entries(provider, operations)):
        item: JsonSchema = {}
        if place.server is not None:
            server = provider.spec.servers[place.server]
            item["servers"] = [{"url": f"{server.url}{place.base}", "description": server.purpose}]
        names = [step[1:-1] for step in place.path.split("/") if step.startswith("{")]
        if names:
            item["parameters"] = [_path_parameter(provider, name) for name in names]
        for method, shared in methods.items():
            item[method.lower()] = _operation(provider, shared, operations)
        yield place.path, item


def _path_parameter(provider: Provider, name: str) -> JsonSchema:
    environment = provider.spec.auth.account_environment
    found = {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
    if environment is not None and name == "account_id":
        found["description"] = f"Id of the account; clients read it from {environment}."
    return found


def _operation(
    provider: Provider, shared: list[Entry], operations: Sequence[OperationOutline]
) -> JsonSchema:
    calls = [provider.spec.protocol.calls[entry.call] for entry in shared]
    titles = dict.fromkeys(call.title for call in calls)
    sources = dict.fromkeys(f"{call.source.document}#{call.source.section}" for call in calls)
    found: JsonSchema = {
        "operationId": shared[0].id,
        "summary": "; ".join(titles),
        "description": _about(provider, shared),
        "parameters": list(_parameters(provider, shared)),
    }
    body = _body(provider, shared)
    if body is not None:
        found["requestBody"] = body
    found["responses"] = _responses(provider, shared, operations)
    found["x-source"] = " | ".join(sources)
    return found


def _about(provider: Provider, shared: list[Entry]) -> str:
    parts = [entry.operation.summary for entry in shared if entry.operation is not None]
    calls = [provider.spec.protocol.calls[entry.call] for entry in shared]
    if any(call.billable for call in calls):
        parts.append("Costs money.")
    if any(call.repeat == "never" and call.billable for call in calls):
        parts.append("Not to be repeated blindly: each call may be charged.")
    if any(call.repeat == "same-task" for call in calls):
        parts.append("A repeat is harmless with the same task id.")
    return " ".join(dict.fromkeys(parts)) or "Costs nothing."


def _parameters(provider: Provider, shared: list[Entry]) -> Iterator[JsonSchema]:
    """List query and header parameters; OpenAPI has a place of its own for the content type."""
    seen = set()
    for entry in shared:
        shapes = provider.wire.calls[entry.call]
        listed = [
            _parameter(member, where)
            for where, shape in (("query", shapes.query), ("header", shapes.headers))
            for member in shape.members
        ]
        if entry.operation is not None and entry.call == "submit":
            listed += map(dict, entry.operation.beside)
        for parameter in listed:
            where, name = parameter["in"], parameter["name"]
            if name != RAW_BYTES and (where, name) not in seen:
                seen.add((where, name))
                needed = where == "path" or (parameter["required"] and len(shared) == 1)
                yield {**parameter, "required": needed}


def _parameter(member: Member, where: str) -> JsonSchema:
    schema = value_schema(member.shape, SENT, member)
    return {"name": member.name, "in": where, "required": member.required, "schema": schema}


def _body(provider: Provider, shared: list[Entry]) -> JsonSchema | None:
    schemas = [_sent(provider, entry) for entry in shared]
    known = [schema for schema in schemas if schema is not None]
    if known:
        return {"required": True, "content": _json(_one_of(known))}
    headers = provider.wire.calls[shared[0].call].headers
    if headers.member(RAW_BYTES) is not None:
        return {"required": True, "content": {"*/*": {"schema": {}}}}
    return None


def _sent(provider: Provider, entry: Entry) -> JsonSchema | None:
    """Describe the body of one call."""
    if entry.operation is not None:
        return _reference(request_name(entry.operation))
    shape = provider.wire.calls[entry.call].body
    if shape is None:
        return None
    schema = value_schema(shape, SENT)
    if provider.spec.protocol.body.form == "array":
        return {"type": "array", "minItems": 1, "items": schema}
    return schema


def _responses(
    provider: Provider, shared: list[Entry], operations: Sequence[OperationOutline]
) -> JsonSchema:
    """List the documented statuses; whatever else comes is an error."""
    statuses: dict[str, list[str]] = {}
    for entry in shared:
        for status, text in provider.spec.protocol.calls[entry.call].statuses.items():
            texts = statuses.setdefault(status, [])
            texts.extend([] if text in texts else [text])
    if not any(status.startswith("2") for status in statuses):
        statuses = {"2XX": ["The call was taken."], **statuses}
    success = _success(provider, shared, operations)
    error = {"$ref": "#/components/responses/Error"}
    found: JsonSchema = {}
    for status, texts in statuses.items():
        good = status.startswith("2")
        found[status] = {**(success if good else error), "description": " ".join(texts)}
    return {**found, "default": error}


def _success(
    provider: Provider, shared: list[Entry], operations: Sequence[OperationOutline]
) -> JsonSchema:
    answers = [schema for entry in shared for schema in _answers(provider, entry, operations)]
    headers = {
        member.name: {"schema": value_schema(member.shape, RECEIVED, member)}
        for entry in shared
        for member in provider.wire.calls[entry.call].response_headers.members
    }
    found: JsonSchema = {"headers": headers} if headers else {}
    return {**found, "content": _json(_one_of(answers, "anyOf"))} if answers else found


def _answers(
    provider: Provider, entry: Entry, operations: Sequence[OperationOutline]
) -> Iterator[JsonSchema]:
    """Describe what a call answers with, where that is documented."""
    shape: Shape | None = provider.wire.calls[entry.call].response
    if shape is not None:
        yield value_schema(shape, RECEIVED)
    elif entry.call in RESULT_CALLS.get(provider.spec.protocol.style, ()):
        of = operations if entry.operation is None else (entry.operation,)
        yield from (_reference(result_name(operation)) for operation in of)
