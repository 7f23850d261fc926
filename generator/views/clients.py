"""Clients: a stub that declares parameters and result of each operation, and the classes that offer them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from generator.ir.outline import Outline
from generator.ir.provider import Family, Operation, Provider
from generator.naming import class_name, constant_name, is_plain_name
from generator.python import call, docstring, literal, pretty
from generator.spec.provider import JobLookup
from generator.views.code import assigned
from generator.views.media import media_table
from generator.views.module import Import, ModuleView, header, import_lines
from generator.views.snippets import smallest_request


def operations_view(provider: Provider, family: Family) -> ModuleView:
    """Return the module that declares the operations of one family."""
    runtime = "..._runtime"
    classes = class_name(family.id)
    imports = [Import(f"{runtime}.operation", name) for name in ("Family", "bound", "bound_async")]
    imports.append(Import(f"{runtime}.provider", "OperationInfo"))
    models = f"..models.{family.python_name}"
    names = [
        Import(f"{models}.{module}", shape.title)
        for operation in family.operations
        for module, shape in (("params", operation.parameters), ("results", operation.response))
    ]
    stubs = [_stub(family, operation) for operation in family.operations]
    families = [
        _family(provider, family, classes, "bound"),
        _family(provider, family, f"Async{classes}", "bound_async"),
    ]
    return ModuleView(
        path=f"{provider.python_name}/operations/{family.python_name}.py",
        doc=header(
            f"The operations of {family.model.title} at {provider.spec.title}, typed.", family.file
        ),
        imports=import_lines(imports),
        typing_imports=("from typing import Unpack\n", *import_lines(names)),
        parts=(*stubs, *(_info(family, operation) for operation in family.operations), *families),
    )


def _stub(family: Family, operation: Operation) -> str:
    meaning = (
        "Judges the request, sends it, waits, and returns the result. What is absent is not sent. The "
        "parameters are the provider's own; their type says what each means."
    )
    parts = [f"{operation.title}.", operation.summary, meaning]
    if operation.rules:
        parts += ["Rules:", "\n".join(f"- {rule.id}: {rule.message}" for rule in operation.rules)]
    parts.append("Raises CallError; RequestRefused before anything is sent.")
    parts.append(operation.page)
    request = smallest_request(operation)
    name = f"client.{family.python_name}.{operation.python_name}"
    session = "" if request is None else _example(name, request)
    head = call(
        f"def {operation.python_name}",
        [f"**params: Unpack[{operation.parameters.title}]"],
        0,
        "",
        f" -> {operation.response.title}:",
    )
    return f"{head}\n    {docstring(parts, 4, session)}\n    raise NotImplementedError"


def _example(function: str, request: Mapping[str, Any]) -> str:
    """Spell a call as an interactive session shows it."""
    plain = all(is_plain_name(name) for name in request)
    named = [f"{name}={literal(value)}" for name, value in request.items()]
    spelt = call(function, named if plain else [f"**{literal(request)}"], 0, "result = ")
    lines = spelt.split("\n")
    return "\n".join(f"{'... ' if place else '>>> '}{line}" for place, line in enumerate(lines))


def _info(family: Family, operation: Operation) -> str:
    supplied = {
        member.name: member.shape.const
        for member in operation.parameters.members
        if member.supplied
    }
    arguments = {
        "name": literal(operation.name),
        "package": '__name__.rpartition(".operations.")[0]',
        "family": literal(family.python_name),
        "python_name": literal(operation.python_name),
        "endpoint": literal(operation.endpoint),
        "model": literal(operation.model_id),
        "params": literal(operation.parameters.title),
        "result": literal(operation.response.title),
        "supplied": pretty(supplied, 4, 13),
    }
    billed = operation.prices[-1].billed_when if operation.prices else {}
    if billed:
        said = {outcome: each.billed for outcome, each in billed.items()}
        arguments["billed"] = pretty(said, 4, 11)
    media = media_table(operation)
    if media:
        arguments["media"] = pretty(media, 4, 10)
    arguments |= _sending(operation)
    spelt = [f"{name}={value}" for name, value in arguments.items()]
    name = info_name(operation)
    return call("OperationInfo", spelt, 0, f"{name} = ")


def _sending(operation: Operation) -> dict[str, str]:
    """Return what differs from how the provider's operations are usually sent."""
    members = operation.parameters.members
    places = {member.name: member.sent_in for member in members if member.sent_in is not None}
    more = {
        "path": literal(operation.path) if operation.path is not None else "",
        "immediate": "True" if operation.immediate else "",
        "places": pretty(places, 4, 11) if places else "",
    }
    return {name: spelt for name, spelt in more.items() if spelt}


def info_name(operation: Operation) -> str:
    """Name the constant that describes *operation*."""
    return constant_name(operation.id).lstrip("_")


def _family(provider: Provider, family: Family, name: str, binder: str) -> str:
    lines = [f"class {name}(Family):"]
    lines.append(f"    {docstring([f'{family.model.title} at {provider.spec.title}.'], 4)}")
    infos = [info_name(operation) for operation in family.operations]
    listed = f"({', '.join(infos)},)" if len(infos) == 1 else f"({', '.join(infos)})"
    lines += ["", f"    {assigned('_operations', listed, 4)}"]
    for operation in family.operations:
        lines.append("")
        bound = call(
            binder, [operation.python_name, info_name(operation)], 4, f"{operation.python_name} = "
        )
        lines.append(f"    {bound}")
    return "\n".join(lines)


def client_view(provider: Provider, families: Sequence[Outline]) -> ModuleView:
    """Return the module of the client classes, which offer all *families*."""
    runtime = ".._runtime"
    imports = [Import(f"{runtime}.client", name) for name in ("AsyncClient", "SyncClient")]
    imports.append(Import(f"{runtime}.provider", "ProviderInfo"))
    names = [class_name(family.id) for family in families]
    for family, classes in zip(families, names, strict=True):
        module = f".operations.{family.python_name}"
        imports += [Import(module, classes), Import(module, f"Async{classes}")]
    imports.append(Import(f"{runtime}.operation", "by_name"))
    return ModuleView(
        path=f"{provider.python_name}/client.py",
        doc=header(f"Clients of {provider.spec.title}, sync and async.", provider.file),
        imports=import_lines(imports),
        constants=(_provider(provider), call("by_name", names, 0, "OPERATIONS = ")),
        parts=(
            _client(provider, families, "SyncClient", ""),
            _client(provider, families, "AsyncClient", "Async"),
        ),
    )


def _provider(provider: Provider) -> str:
    spec = provider.spec
    poll = spec.protocol.poll
    errors = {code.code: (code.kind, code.repeat) for code in spec.errors.codes}
    arguments = {
        "id": literal(provider.id),
        "title": literal(spec.title),
        "style": literal(spec.protocol.style),
        "servers": pretty({name: server.url for name, server in spec.servers.items()}, 4, 12),
        "calls": pretty(
            {name: (each.server, each.path) for name, each in spec.protocol.calls.items()}, 4, 10
        ),
        "body": literal(
            (
                spec.protocol.body.form,
                spec.protocol.body.model_key or "",
                spec.protocol.body.payload_key or "",
            )
        ),
        "header": literal(spec.auth.header),
        "scheme": literal(spec.auth.scheme),
        "environment": literal(tuple(spec.auth.environment)),
        "account_environment": literal(spec.auth.account_environment),
        "interval": literal(float(Decimal(poll.interval_seconds if poll else "1"))),
        "deadline": literal(float(Decimal(poll.deadline_seconds if poll else "600"))),
        "states": pretty({state.value: state.means for state in spec.protocol.states}, 4, 11),
        "errors": pretty(errors, 4, 11),
        "failures": pretty(
            {each.failure: each.then for each in spec.protocol.submit_failures}, 4, 13
        ),
        "result_url": literal(spec.protocol.result_url),
        "lookup": pretty(_lookup(spec.protocol.lookup), 4, 11),
    }
    return call(
        "ProviderInfo", [f"{name}={value}" for name, value in arguments.items()], 0, "PROVIDER = "
    )


def _lookup(lookup: JobLookup | None) -> tuple[str, str, str]:
    """Return how a lost job is looked for, as text, header and form of its value."""
    return ("", "", "") if lookup is None else (lookup.text, lookup.header, lookup.form)


def _client(provider: Provider, families: Sequence[Outline], base: str, prefix: str) -> str:
    spec = provider.spec
    keys = " or ".join(spec.auth.environment)
    parts = [
        f"{spec.title}: {'awaited ' if prefix else ''}calls that are judged before they are sent."
    ]
    parts.append(f"The key is read from {keys} unless given. {spec.website}")
    lines = [f"class {prefix}{spec.class_name}({base}):", f"    {docstring(parts, 4)}", ""]
    lines += ["    info = PROVIDER", "    operations = OPERATIONS"]
    for family in families:
        classes = f"{prefix}{class_name(family.id)}"
        doc = docstring([f"{family.title}."], 8)
        lines += ["", "    @property", f"    def {family.python_name}(self) -> {classes}:"]
        lines += [f"        {doc}", f"        return {classes}(self)"]
    return "\n".join(lines)
