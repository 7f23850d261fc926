"""Resolve parameters and fields: references followed, sources inherited, objects named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generator.diagnostics import Origin
from generator.ir.shape import Citation, Default, Member, Shape
from generator.naming import class_name
from generator.resolve.patterns import trouble
from generator.resolve.scope import Scope, near, split_condition, thaw, thaw_all
from generator.spec.parameter import Parameter, ServerDefault

Place = tuple[str | int, ...]

_BESIDE_REF = frozenset(
    {
        "ref",
        "description",
        "source",
        "required",
        "supplied",
        "sent_in",
        "server_default",
        "present_when",
        "documented_as",
        "deprecated",
        "role",
    }
)
"""What a reference may say for itself; all else stands in the shared type."""


def resolve_object(
    scope: Scope,
    members: Mapping[str, Parameter],
    place: Place,
    title: str,
    prefix: str,
    source: Citation | None,
) -> Shape:
    """Resolve the members that stand at *place* into a closed object called *title*.

    The names of nested objects begin with *prefix*.
    """
    resolved = _members(scope, members, place, prefix, source, ())
    return Shape(scope.origin(*place), ("object",), source=source, title=title, members=resolved)


def resolve_shape(
    scope: Scope,
    parameter: Parameter,
    place: Place,
    title: str,
    source: Citation | None,
    seen: tuple[str, ...] = (),
) -> Shape:
    """Resolve one value; *title* names it if it is an object, *source* is its parent's."""
    origin = scope.origin(*place)
    cited = scope.cite(parameter.source, origin) or source
    if parameter.ref is not None:
        return _reference(scope, parameter, origin, cited, seen)
    if not scope.spend(origin):
        return Shape(origin, ())
    _check_keywords(scope, parameter, origin)
    name = parameter.title or title
    items = parameter.items
    return replace(
        _plain(parameter, origin),
        source=cited,
        unit=scope.unit(parameter.unit, origin),
        title=name,
        items=(
            resolve_shape(scope, items, (*place, "items"), singular(name), cited, seen)
            if items
            else None
        ),
        members=_members(
            scope, parameter.properties or {}, (*place, "properties"), name, cited, seen
        ),
        any_of=tuple(
            resolve_shape(scope, choice, (*place, "anyOf", index), name, cited, seen)
            for index, choice in enumerate(parameter.anyOf or ())
        ),
    )


def _plain(parameter: Parameter, origin: Origin) -> Shape:
    """Return what *parameter* says without naming another shape, unit or source."""
    types = parameter.type if isinstance(parameter.type, tuple) else (parameter.type,)
    return Shape(
        origin=origin,
        types=tuple(name for name in types if name is not None),
        description=parameter.description or "",
        enum=thaw_all(parameter.enum),
        meanings=parameter.meanings or None,
        const=thaw(parameter.const),
        format=parameter.format,
        pattern=parameter.pattern,
        min_length=parameter.minLength,
        max_length=parameter.maxLength,
        minimum=thaw(parameter.minimum),
        maximum=thaw(parameter.maximum),
        exclusive_minimum=thaw(parameter.exclusiveMinimum),
        exclusive_maximum=thaw(parameter.exclusiveMaximum),
        multiple_of=thaw(parameter.multipleOf),
        min_items=parameter.minItems,
        max_items=parameter.maxItems,
        open=parameter.open or ("object" in types and parameter.properties is None),
        media=parameter.media,
        deprecated=parameter.deprecated,
    )


def _members(
    scope: Scope,
    members: Mapping[str, Parameter],
    place: Place,
    title: str,
    source: Citation | None,
    seen: tuple[str, ...],
) -> tuple[Member, ...]:
    resolved = []
    for name, parameter in members.items():
        own = (*place, name)
        shape = resolve_shape(scope, parameter, own, class_name(title, name), source, seen)
        resolved.append(_member(name, parameter, shape))
    return tuple(resolved)


def _member(name: str, parameter: Parameter, shape: Shape) -> Member:
    return Member(
        name,
        shape,
        required=parameter.required,
        supplied=parameter.supplied,
        default=_default(parameter.server_default),
        present_when=split_condition(parameter.present_when),
        sent_in=parameter.sent_in,
        documented_as=parameter.documented_as or None,
        role=parameter.role,
    )


def _default(default: Any) -> Default | None:
    if isinstance(default, ServerDefault):
        return Default(thaw(default.value), split_condition(default.when), default.otherwise)
    return None if default is None else Default(thaw(default))


def _reference(
    scope: Scope,
    parameter: Parameter,
    origin: Origin,
    source: Citation | None,
    seen: tuple[str, ...],
) -> Shape:
    """Put the shared shape in the place of its name."""
    name = parameter.ref or ""
    if name not in scope.types:
        hint = near(name, scope.types) or "declare it under `types`"
        scope.find(origin, "unknown-type", f"no type is named {name}", hint)
        return Shape(origin, ())
    if name in seen:
        scope.find(origin, "cyclic-type", f"{name} contains itself", "end the circle")
        return Shape(origin, ())
    beside = parameter.model_fields_set - _BESIDE_REF
    if beside:
        text = f"{', '.join(sorted(beside))} beside a reference would count for nothing"
        scope.find(origin, "ref-with-keywords", text, "say it in the shared type, or leave ref out")
    shared = resolve_shape(scope, scope.types[name], ("types", name), name, source, (*seen, name))
    return replace(
        shared,
        deprecated=parameter.deprecated or shared.deprecated,
        source=source if parameter.source else shared.source,
        description=parameter.description or shared.description,
    )


def _check_keywords(scope: Scope, parameter: Parameter, origin: Origin) -> None:
    """Note keywords by which no value can be judged."""
    code, text = trouble(parameter.pattern) if parameter.pattern is not None else ("", "")
    if code:
        scope.find(origin, code, text, "write a pattern that fits each text in one way")
    if "const" in parameter.model_fields_set and parameter.const is None:
        text = "a constant of null would count for nothing"
        scope.find(origin, "const-null", text, 'write `type: "null"`')
    if parameter.multipleOf is not None and parameter.multipleOf <= 0:
        text = f"multipleOf is {parameter.multipleOf}"
        scope.find(origin, "bad-multiple", text, "give a number above 0")


def singular(name: str) -> str:
    """Name one item of a list called *name*: FrameImages holds FrameImage."""
    return name[:-1] if name.endswith("s") and not name.endswith("ss") else f"{name}Item"
