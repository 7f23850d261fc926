"""Resolve providers, families and operations; the other modules here resolve what they hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from generator.diagnostics import Finding
from generator.ir import provider as ir
from generator.ir.shape import Citation, Shape
from generator.load import Loaded, ProviderFiles
from generator.naming import class_name, module_name
from generator.resolve.prices import resolve_cost, resolve_prices
from generator.resolve.rules import resolve_rule
from generator.resolve.scope import Scope, near, thaw
from generator.resolve.shapes import resolve_object, resolve_shape
from generator.resolve.wire import resolve_wire
from generator.spec.base import Source
from generator.spec.example import Example, Quirk
from generator.spec.family import FamilySpec, OperationSpec
from generator.spec.parameter import Parameter
from generator.spec.price import Price
from generator.spec.provider import ProviderSpec
from generator.spec.unit import Unit

Place = tuple[str | int, ...]


def resolve_provider(
    files: ProviderFiles,
    units: Mapping[str, Unit],
    prices: Mapping[str, tuple[Price, ...]],
    findings: list[Finding],
) -> ir.Provider | None:
    """Resolve one provider with those of its families that are sound."""
    loaded = files.provider
    spec = loaded.spec
    scope = Scope(loaded, spec.documents, units)
    _check_own(scope, spec)
    families = []
    for family in files.families:
        inner = Scope(family, spec.documents, units, prices)
        resolved = _family(inner, family, spec.provider)
        if not inner.findings:
            families.append(resolved)
        findings.extend(inner.findings)
        scope.cited |= inner.cited
    quirks = _quirks(scope, spec.quirks, ("quirks",))
    wire = resolve_wire(scope, spec)
    findings.extend(scope.findings)
    if scope.findings:
        return None
    return ir.Provider(
        spec.provider,
        module_name(spec.provider),
        f"specs/{loaded.file}",
        loaded.origin("provider"),
        spec,
        tuple(families),
        units,
        quirks,
        wire,
        {name: loaded.origin("documents", name) for name in spec.documents},
        frozenset(scope.cited),
        files.whole and len(families) == len(files.families),
        _releases(files),
        files.names | {family.id for family in families},
    )


def _releases(files: ProviderFiles) -> tuple[ir.PlacedRelease, ...]:
    loaded = files.releases
    if loaded is None:
        return ()
    return tuple(
        ir.PlacedRelease(release, loaded.origin("releases", index, "version"))
        for index, release in enumerate(loaded.spec.releases)
    )


def _check_own(scope: Scope, spec: ProviderSpec) -> None:
    """Check what the provider's own facts refer to: documents and servers."""
    for name, call in spec.protocol.calls.items():
        origin = scope.origin("protocol", "calls", name)
        if call.server not in spec.servers:
            hint = near(call.server, spec.servers) or "declare it under `servers`"
            scope.find(origin, "unknown-server", f"no server is named {call.server}", hint)
    if "submit" not in spec.protocol.calls:
        origin = scope.origin("protocol", "calls")
        text = "the protocol has no call named submit"
        scope.find(origin, "no-submit", text, "name the call that starts a job so")
    _cite_within(scope, spec, ())


def _cite_within(scope: Scope, part: Any, place: Place) -> None:
    """Check every source in a part of the provider's own file; quirks and shapes see to theirs."""
    if isinstance(part, Source):
        scope.cite(part, scope.origin(*place))
    elif isinstance(part, BaseModel) and not isinstance(part, (Parameter, Quirk)):
        for name in type(part).model_fields:
            _cite_within(scope, getattr(part, name), (*place, name))
    elif isinstance(part, dict):
        for key, value in part.items():
            _cite_within(scope, value, (*place, key))
    elif isinstance(part, tuple):
        for index, value in enumerate(part):
            _cite_within(scope, value, (*place, index))


def _family(scope: Scope, loaded: Loaded[FamilySpec], provider: str) -> ir.Family:
    spec = loaded.spec
    scope.cite(spec.model.source, scope.origin("model"))
    _check_tables(scope, spec)
    shared = _quirks(scope, spec.quirks, ("quirks",))
    prefix = f"{provider}/{spec.family}"
    operations = tuple(
        _operation(scope, f"{prefix}/{name}", spec.model.id, operation, shared)
        for name, operation in spec.operations.items()
    )
    types = tuple(
        resolve_shape(scope, shape, ("types", name), name, None, (name,))
        for name, shape in spec.types.items()
    )
    return ir.Family(
        spec.family,
        spec.python_name or module_name(spec.family),
        f"specs/{loaded.file}",
        loaded.origin("family"),
        spec.model,
        operations,
        types,
        shared,
        {name: scope.origin("tables", name) for name in spec.tables},
        frozenset(scope.cited),
    )


def _check_tables(scope: Scope, spec: FamilySpec) -> None:
    for name, table in spec.tables.items():
        scope.cite(table.source, scope.origin("tables", name))
        if len(set(table.columns)) < len(table.columns):
            text = f"table {name} has two columns of one name"
            hint = "rename one; the second would never be looked at"
            scope.find(scope.origin("tables", name), "duplicate-column", text, hint)
        for index, row in enumerate(table.rows):
            if len(row) != len(table.columns):
                text = f"the row has {len(row)} cells, the table {len(table.columns)} columns"
                scope.find(
                    scope.origin("tables", name, "rows", index),
                    "ragged-table",
                    text,
                    "fill in the row",
                )


def _operation(
    scope: Scope, name: str, model_id: str, spec: OperationSpec, shared: tuple[ir.PlacedQuirk, ...]
) -> ir.Operation:
    own = name.rpartition("/")[2]
    place: Place = ("operations", own)
    origin = scope.origin(*place)
    source = scope.cite(spec.source, origin)
    assert source is not None, "the spec model demands a source"
    base = class_name(own)
    parameters = resolve_object(
        scope, spec.parameters, (*place, "parameters"), f"{base}Params", base, None
    )
    response, raw = _answers(scope, spec, place, source)
    return ir.Operation(
        name=name,
        id=own,
        python_name=module_name(own),
        class_name=base,
        title=spec.title,
        summary=spec.summary,
        page=spec.page,
        endpoint=spec.endpoint,
        model_id=model_id,
        path=spec.path,
        immediate=spec.immediate,
        source=source,
        origin=origin,
        parameters=parameters,
        rules=tuple(
            resolve_rule(scope, rule, (*place, "rules", index), parameters)
            for index, rule in enumerate(spec.rules)
        ),
        response=response,
        raw_response=raw,
        prices=resolve_prices(scope, spec.prices, place, name, parameters),
        examples=_examples(scope, spec.examples, place),
        quirks=(*_quirks(scope, spec.quirks, (*place, "quirks")), *shared),
        allow=spec.allow,
    )


def _answers(
    scope: Scope, spec: OperationSpec, place: Place, source: Citation
) -> tuple[Shape, Shape | None]:
    """Resolve the result of the operation at *place*, and the answer around it if one is shown."""
    name = f"{class_name(str(place[-1]))}Result"
    response = resolve_object(scope, spec.response, (*place, "response"), name, name, source)
    if spec.raw_response is None:
        return response, None
    where = (*place, "raw_response")
    name = name.removesuffix("Result") + "RawResponse"
    return response, resolve_object(scope, spec.raw_response, where, name, name, source)


def _examples(scope: Scope, examples: tuple[Example, ...], place: Place) -> tuple[ir.Example, ...]:
    return tuple(
        _example(scope, example, (*place, "examples", index))
        for index, example in enumerate(examples)
    )


def _example(scope: Scope, spec: Example, place: Place) -> ir.Example:
    origin = scope.origin(*place, "id")
    return ir.Example(
        id=spec.id,
        title=spec.title,
        source=scope.cite(spec.source, origin),
        origin=origin,
        request=thaw(spec.request),
        refused=spec.verdict == "refused",
        violations=tuple((item.path, item.rule) for item in spec.violations),
        corrects=spec.corrects,
        facts=dict(spec.facts),
        cost=resolve_cost(spec.cost) if spec.cost else None,
        response=thaw(spec.response),
        raw_response=thaw(spec.raw_response),
        quirks=spec.quirks,
    )


def _quirks(scope: Scope, quirks: tuple[Quirk, ...], place: Place) -> tuple[ir.PlacedQuirk, ...]:
    placed = []
    for index, quirk in enumerate(quirks):
        origin = scope.origin(*place, index, "id")
        for claim in quirk.claims:
            scope.cite(claim.source, origin)
        placed.append(ir.PlacedQuirk(quirk, origin))
    return tuple(placed)
