"""Tests of the wire: documented requests become the documented HTTP requests, failures their errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.ir.provider import Family, Operation, Provider
from generator.naming import module_name
from generator.python import docstring, literal, pretty
from generator.runtime.errors import KINDS
from generator.spec.provider import ErrorCode
from generator.views.module import Import, ModuleView, header, import_lines

ACCOUNT = "an-account"
TASK = "9a3e1f2c-5d47-4c1b-8f0e-2b6d7c8a9e10"


def wire_tests_view(provider: Provider) -> ModuleView:
    """Return the wire tests of one provider."""
    name = provider.spec.class_name
    parts = [
        part
        for family in provider.families
        for operation in family.operations
        for part in _requests(provider, family, operation)
    ]
    parts.append(_errors(provider))
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
            f"Hold what {title}'s client sends, and what it makes of errors, to what is documented.",
            provider.file,
        ),
        imports=(*library, *import_lines(imports)),
        constants=(f'CLIENT = {name}(key="a-key", account="{ACCOUNT}")',),
        parts=tuple(parts),
    )


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
            f"    params = {pretty(example.request, 4, 13)}",
            f"    request = {path}.request(**params)  # type: ignore[arg-type]  # JSON as documented",
            '    assert request.method == "POST"',
            f"    assert request.url == {literal(_address(provider, operation))}",
            f"    body = {_body(provider, operation, example.request)}",
            "    assert request.body == body",
            "    assert request.billable",
        ]
        parts.append("\n".join(lines))
    return parts


def _address(provider: Provider, operation: Operation) -> str:
    submit = provider.spec.protocol.calls["submit"]
    path = submit.path.replace("{endpoint}", operation.endpoint).replace("{account_id}", ACCOUNT)
    return provider.spec.servers[submit.server].url + path


def _body(provider: Provider, operation: Operation, request: Mapping[str, Any]) -> str:
    """Spell the body that the protocol's documented form makes of a payload."""
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
    if form.form == "array":
        whole = [whole]
    elif form.form == "envelope":
        whole = {form.model_key: operation.model_id, form.payload_key: whole}
    return pretty(whole, 4, 11)


def _errors(provider: Provider) -> str:
    """Return the test that each documented failure raises its error."""
    cells = []
    for code in provider.spec.errors.codes:
        status = code.status or 400
        body = _error_body(provider, code)
        cells.append(
            f"({literal(code.code)}, {status}, {literal(body)}, {KINDS[code.kind].__name__})"
        )
    listed = "".join(f"        {cell},\n" for cell in cells)
    doc = docstring(["Each documented failure raises the error that says what to do about it."], 4)
    return (
        '@pytest.mark.parametrize(\n    ("code", "status", "body", "kind"),\n'
        f"    [\n{listed}    ],\n)\n"
        "def test_documented_failure(\n"
        "    code: str, status: int, body: object, kind: type[CallError]\n) -> None:\n"
        f"    {doc}\n"
        "    answer = Answer(status, {}, json.dumps(body).encode())\n"
        "    error = CLIENT.explain(answer)\n"
        "    assert type(error) is kind\n"
        '    assert error.code in {code, ""}\n'
        "    assert error.status == status"
    )


def _error_body(provider: Provider, code: ErrorCode) -> Any:
    """Write an error in the provider's own form."""
    match provider.spec.protocol.style:
        case "queue" if code.status in {422, 413}:
            return {"detail": [{"loc": ["body", "prompt"], "msg": "no", "type": code.code}]}
        case "queue":
            return {"detail": "no", "error_type": code.code}
        case "tasks":
            return {"errors": [{"code": code.code, "message": "no", "taskUUID": TASK}]}
        case "blocking":
            number = int(code.code) if code.code.isdecimal() else code.code
            return {
                "success": False,
                "errors": [{"code": number, "message": "no"}],
                "messages": [],
                "result": None,
            }
    return {
        "message": "no",
        "path": "/v2/video/generations",
        "requestId": "r",
        "statusCode": str(code.status),
    }
