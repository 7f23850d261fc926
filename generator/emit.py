"""From the IR of a provider to the tree of its files: views, then templates, then black."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources

from generator.format import format_all
from generator.ir.provider import Provider
from generator.language import language_schemas
from generator.memory import Memory
from generator.openapi import openapi
from generator.python import docstring
from generator.render import Printer, as_json, models
from generator.schema import payload_schema
from generator.views.changelog import changelog_view
from generator.views.clients import client_view, operations_view
from generator.views.costs import costs_view
from generator.views.models import ModelsView, models_views
from generator.views.packages import packages_views
from generator.views.reference import reference_view
from generator.views.tests import tests_view
from generator.views.validators import validators_view
from generator.views.wire_tests import wire_tests_view

NOTE_OF_SPEC = "Written by `specloom generate` from the specs. Edit the spec, not this file."
NOTE = "Written by `specloom generate`. Edit the generator, not this file."


def provider_tree(provider: Provider, memory: Memory) -> dict[str, str]:
    """Return the unformatted files of one provider, its tests included."""
    printer = Printer()
    tree: dict[str, str] = {}
    classes: dict[str, tuple[ModelsView, ...]] = {}
    for family in provider.families:
        classes[family.id] = models_views(provider, family)
        for view in classes[family.id]:
            tree[view.path] = _models(view, memory)
        modules = [validators_view(provider, family), costs_view(provider, family)]
        modules.append(operations_view(provider, family))
        modules += [tests_view(provider, family, operation) for operation in family.operations]
        tree.update({module.path: printer.module(module) for module in modules})
        for operation in family.operations:
            path = (
                f"{provider.python_name}/schemas/{family.python_name}.{operation.python_name}.json"
            )
            tree[path] = as_json({"$comment": NOTE_OF_SPEC, **payload_schema(operation)})
    wire_tests = wire_tests_view(provider)
    tree[wire_tests.path] = printer.module(wire_tests)
    client = client_view(provider)
    tree[client.path] = printer.module(client)
    packages = packages_views(provider, classes)
    tree.update({package.path: printer.package(package) for package in packages})
    reference = reference_view(provider)
    tree[reference.path] = printer.reference(reference)
    changelog = changelog_view(provider)
    tree[changelog.path] = printer.changelog(changelog)
    name = provider.python_name
    tree[f"{name}/openapi.json"] = as_json(openapi(provider))
    tree[f"{name}/py.typed"] = ""
    about = f"Tests that hold the {name} package to what {provider.spec.title} documents."
    tree[f"tests/{name}/__init__.py"] = docstring([about, NOTE]) + "\n"
    return tree


def _models(view: ModelsView, memory: Memory) -> str:
    """Print a module of models, unless the same one was printed before in the same way."""
    way = resources.files("generator").joinpath("models.py").read_text(encoding="utf-8")
    asked = f"{way}\n{view!r}"
    known = memory.get("models", asked)
    if known is None:
        known = models(view)
        memory.put("models", asked, known)
    return known


def shared_tree() -> dict[str, str]:
    """Return the files that belong to no provider: runtime, packages, schemas of the language."""
    doc = docstring(["Packages that judge and price requests to providers of media models.", NOTE])
    tests = docstring(["Tests that hold the packages to what providers document.", NOTE])
    tree = {"__init__.py": f"{doc}\n", "tests/__init__.py": f"{tests}\n", "py.typed": ""}
    for name, schema in language_schemas().items():
        tree[f"schema/{name}"] = as_json(schema)
    for name, text in runtime_files():
        tree[f"_runtime/{name}"] = (
            f"# Copied by `specloom generate` from generator/runtime/{name}.\n{text}"
        )
    return tree


def runtime_files() -> Iterable[tuple[str, str]]:
    """List the modules of the runtime with their text."""
    folder = resources.files("generator.runtime")
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".py"):
            yield entry.name, entry.read_text(encoding="utf-8")


def formatted(tree: dict[str, str], memory: Memory) -> dict[str, str]:
    """Return *tree* with its Python formatted; what was formatted before is remembered."""
    spelt: dict[str, str] = {}
    new: dict[str, str] = {}
    for path, text in tree.items():
        if path.endswith(".py"):
            known = memory.get("python", text)
            if known is None:
                new[path] = text
            else:
                spelt[path] = known
    spelt.update(format_all(new))
    for path, text in new.items():
        memory.put("python", text, spelt[path])
    return {**tree, **spelt}
