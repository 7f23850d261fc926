"""Resolve what travels around a payload: envelopes, other calls, errors, webhooks."""

from __future__ import annotations

from collections.abc import Mapping

from generator.ir.shape import Shape
from generator.ir.wire import CallShapes, Wire
from generator.naming import class_name
from generator.resolve.scope import Scope
from generator.resolve.shapes import resolve_object
from generator.spec.base import Source
from generator.spec.parameter import Parameter
from generator.spec.provider import Call, ProviderSpec

Place = tuple[str | int, ...]
Members = Mapping[str, Parameter]


def resolve_wire(scope: Scope, spec: ProviderSpec) -> Wire:
    """Resolve all shapes of the protocol of *spec*, with findings about their sources and units."""
    protocol = spec.protocol
    calls = {
        name: _call(scope, call, ("protocol", "calls", name), name)
        for name, call in protocol.calls.items()
    }
    errors = {
        shape.id: _object(
            scope,
            shape.body,
            ("errors", "shapes", index, "body"),
            f"{shape.id}-error",
            shape.source,
        )
        for index, shape in enumerate(spec.errors.shapes)
    }
    hook = protocol.webhook
    options = _object(
        scope,
        protocol.body.options,
        ("protocol", "body", "options"),
        "options",
        protocol.body.source,
    )
    place = ("protocol", "webhook", "body")
    webhook = _object(scope, hook.body, place, "webhook", hook.source) if hook else None
    return Wire(options, calls, errors, webhook)


def _call(scope: Scope, call: Call, place: Place, name: str) -> CallShapes:
    def members(key: str, listed: Members) -> Shape:
        return _object(scope, listed, (*place, key), f"{name}-{key}", call.source)

    return CallShapes(
        query=members("query", call.query),
        headers=members("headers", call.headers),
        body=None if call.body is None else members("body", call.body),
        response=None if call.response is None else members("response", call.response),
        response_headers=members("response_headers", call.response_headers),
    )


def _object(scope: Scope, members: Members, place: Place, name: str, source: Source) -> Shape:
    title = class_name(name)
    cited = scope.cite(source, scope.origin(*place))
    return resolve_object(scope, members, place, title, title, cited)
