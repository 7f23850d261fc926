"""Validators: one function per operation, straight through its parameters, then its rules."""

from __future__ import annotations

from generator.ir.provider import Family, Operation, Provider
from generator.python import docstring
from generator.views.code import Lines, Pointer
from generator.views.module import Import, ModuleView, checks_import, header, import_lines
from generator.views.rules import rules_function
from generator.views.snippets import smallest_request, spelt_call
from generator.views.values import Emitter


def validators_view(provider: Provider, family: Family) -> ModuleView:
    """Return the validators of one family."""
    emitter = Emitter()
    parts = [part for operation in family.operations for part in _parts(emitter, operation)]
    runtime = "..._runtime"
    imports = [Import(f"{runtime}.violations", "Violation")]
    imports += [checks_import(name) for name in emitter.checks]
    imports += [Import(f"{runtime}.formats", name) for name in emitter.formats]
    library = ("import re",) if emitter.patterns else ()
    summary = (
        f"Judge requests to {family.model.title} at {provider.spec.title} before they are paid for."
    )
    return ModuleView(
        path=f"{provider.python_name}/validators/{family.python_name}.py",
        doc=header(summary, family.file),
        imports=(*library, *(("",) if library else ()), *import_lines(imports)),
        typing_imports=(
            ("from typing import Any",) if emitter.functions or _has_rules(family) else ()
        ),
        constants=tuple(emitter.constants),
        parts=(*parts, *emitter.functions),
    )


def _has_rules(family: Family) -> bool:
    return any(operation.rules for operation in family.operations)


def _parts(emitter: Emitter, operation: Operation) -> list[str]:
    function = _function(emitter, operation)
    if not operation.rules:
        return [function]
    return [function, rules_function(emitter, operation)]


def _function(emitter: Emitter, operation: Operation) -> str:
    name = f"validate_{operation.python_name}"
    lines = Lines()
    lines.add(_docstring(operation, name))
    lines.add("found: list[Violation] = []")
    source = str(operation.source)
    emitter.object(lines, operation.parameters, "params", Pointer(), source, "return found")
    if operation.rules:
        lines.add(f"_check_{operation.python_name}_rules(found, params)")
    lines.add("return found")
    return f"def {name}(params: object) -> list[Violation]:\n{lines.text()}"


def _docstring(operation: Operation, name: str) -> str:
    meaning = (
        "Returns every violation, and an empty list for a request that keeps to the documentation. "
        "The request is a dict as the provider documents it; it is not changed."
    )
    parts = [f"Judge a request to {operation.name}.", operation.summary, meaning, operation.page]
    if operation.rules:
        rules = [f"- {rule.id}: {rule.message}" for rule in operation.rules]
        parts += ["Rules:", "\n".join(rules)]
    request = smallest_request(operation)
    session = "" if request is None else spelt_call(name, request) + "\n[]"
    return docstring(parts, 4, session)
