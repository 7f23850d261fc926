"""Tests of the wire: documented requests become the documented HTTP requests, failures their errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.ir.provider import Family, Operation, Provider
from generator.naming import module_name
from generator.python import docstring, literal, pretty
from generator.runtime.errors import KINDS
from generator.views.module import Import, ModuleView, header, import_lines

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
    """Return the wire tests of one provider."""
    name = provider.spec.class_name
    parts = [
        part
        for family in provider.families
        for operation in family.operations
        for part in _requests(provider, family, operation)
    ]
    parts += _errors(provider)
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
