"""Tests of the wire: documented requests become the documented HTTP requests, failures their errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from generator.ir.provider import Family, Operation, Provider
from generator.naming import module_name
from generator.python import docstring, literal, pretty
from generator.runtime.errors import KINDS
from generator.runtime.requests import text_of
from generator.views.module import Import, ModuleView, header, import_lines
from generator.views.samples import assignment

ACCOUNT = "an-account"
BODIES = {
    "queue": (
        "if status in {413, 422}:",
        '    return {"detail": [{"loc": ["body", "prompt"], "msg": "no", "type": code}]}',
        'return {"detail": "no", "error_type": code}',
    ),
    "tasks": ("del status", 'return {"errors": [{"code": code, "message": "no"}]}'),
    "blocking": (
        "del status",
        "number = int(code) if code.isdecimal() else code",
        'return {"success": False, "errors": [{"code": number, "message": "no"}], "result": None}',
    ),
    "generations": ("del code", 'return {"message": "no", "statusCode": str(status)}'),
}
"""Lines of code that write an error as each protocol has it."""


def wire_tests_view(provider: Provider) -> ModuleView:
    """Return the wire tests of a provider that are about none of its families."""
    name = provider.spec.class_name
    title = provider.spec.title
    imports = [
        Import(f"...{provider.python_name}.client", name),
        Import("..._runtime.http", "Answer"),
        Import("..._runtime.errors", "CallError"),
    ]
    kinds = {KINDS[code.kind].__name__ for code in provider.spec.errors.codes}
    imports += [Import("..._runtime.errors", kind) for kind in kinds]
    library = ["import json", "", "import pytest", ""]
    return ModuleView(
        path=f"tests/{provider.python_name}/test_wire.py",
        doc=header(
            f"Hold what {title}'s client makes of errors to what is documented.", provider.file
        ),
        imports=(*library, *import_lines(imports)),
        constants=(_client(provider),),
        parts=tuple(_errors(provider)),
    )


def requests_view(provider: Provider, family: Family) -> ModuleView | None:
    """Return the wire tests of one family, if a request is documented."""
    parts = [
        part for operation in family.operations for part in _requests(provider, family, operation)
    ]
    if not parts:
        return None
    title = provider.spec.title
    typed = any(": dict[str, Any] =" in part for part in parts)
    imports = [Import(f"....{provider.python_name}.client", provider.spec.class_name)]
    return ModuleView(
        path=f"tests/{provider.python_name}/wire/test_{family.python_name}.py",
        doc=header(
            f"Hold what {title}'s client sends to {family.model.title} to what is documented.",
            family.file,
        ),
        imports=(*(["from typing import Any", ""] if typed else ()), *import_lines(imports)),
        constants=(_client(provider),),
        parts=tuple(parts),
    )


def _client(provider: Provider) -> str:
    return f'CLIENT = {provider.spec.class_name}(key="a-key", account="{ACCOUNT}")'


def _requests(provider: Provider, family: Family, operation: Operation) -> list[str]:
    """Return a test for each documented request that is right."""
    parts = []
    path = f"CLIENT.{family.python_name}.{operation.python_name}"
    for example in operation.examples:
        if example.request is None or example.refused:
            continue
        doc = docstring([f"What `{example.id}` sends is what the provider documents."], 4)
        name = module_name(f"{family.id}-{operation.id}-{example.id}")
        lines = [
            f"def test_request_{name}() -> None:",
            f"    {doc}",
            f"    {assignment('params', example.request)}",
            f"    request = {path}.request(**params)  # type: ignore[arg-type]  # JSON as documented",
            '    assert request.method == "POST"',
            f"    assert request.url == {literal(_address(provider, operation, example.request))}",
            f"    {assignment('body', _body(provider, operation, example.request))}",
            "    assert request.body == body",
            *_travelling(operation, example.request),
            "    assert request.billable",
        ]
        parts.append("\n".join(lines))
    return parts


def _address(provider: Provider, operation: Operation, request: Mapping[str, Any]) -> str:
    submit = provider.spec.protocol.calls["submit"]
    path = (operation.path or submit.path).replace("{endpoint}", operation.endpoint)
    for name, value in _outside(operation, request, "path").items():
        path = path.replace(f"{{{name}}}", quote(value, safe=""))
    path = path.replace("{account_id}", ACCOUNT)
    return provider.spec.servers[submit.server].url + path


def _outside(operation: Operation, request: Mapping[str, Any], place: str) -> dict[str, str]:
    """Return the parameters of *request* that travel in *place*, as texts."""
    members = operation.parameters.members
    return {
        member.name: text_of(request[member.name])
        for member in members
        if member.sent_in == place and member.name in request
    }


def _travelling(operation: Operation, request: Mapping[str, Any]) -> list[str]:
    """Spell what a request carries beside its body, where that is anything."""
    return [
        f"    assert request.{name} == {pretty(sent, 4, 4 + len(f'assert request.{name} == '))}"
        for name, place in (("query", "query"), ("headers", "header"))
        if (sent := _outside(operation, request, place))
    ]


def _body(provider: Provider, operation: Operation, request: Mapping[str, Any]) -> Any:
    """Return the body that the protocol's documented form makes of a payload."""
    form = provider.spec.protocol.body
    supplied = {
        member.name: member.shape.const
        for member in operation.parameters.members
        if member.supplied and member.name not in request
    }
    whole: Any = {
        **{name: value for name, value in supplied.items() if value is not None},
        **request,
    }
    outside = {member.name for member in operation.parameters.members if member.sent_in}
    whole = {name: value for name, value in whole.items() if name not in outside}
    if form.form == "array":
        whole = [whole]
    elif form.form == "envelope":
        whole = {form.model_key: operation.model_id, form.payload_key: whole}
    return whole


def _errors(provider: Provider) -> list[str]:
    """Return the function that writes an error, and the test that each failure raises its own."""
    cells = [
        f"({literal(code.code)}, {code.status or 400}, {KINDS[code.kind].__name__})"
        for code in provider.spec.errors.codes
    ]
    listed = "".join(f"        {cell},\n" for cell in cells)
    written = docstring(["Write an error in the provider's own form."], 4)
    doc = docstring(["Each documented failure raises the error that says what to do about it."], 4)
    body = "\n".join(f"    {line}" for line in BODIES[provider.spec.protocol.style])
    function = f"def body_of(code: str, status: int) -> object:\n    {written}\n{body}"
    test = (
        '@pytest.mark.parametrize(\n    ("code", "status", "kind"),\n'
        f"    [\n{listed}    ],\n)\n"
        "def test_documented_failure(code: str, status: int, kind: type[CallError]) -> None:\n"
        f"    {doc}\n"
        "    answer = Answer(status, {}, json.dumps(body_of(code, status)).encode())\n"
        "    error = CLIENT.explain(answer)\n"
        "    assert type(error) is kind\n"
        '    assert error.code in {code, ""}\n'
        "    assert error.status == status"
    )
    return [function, test]
