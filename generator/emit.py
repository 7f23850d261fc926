"""From the IR to the tree of files: views, then templates. Black comes later.

What is made of a family depends on that family and the provider's own file alone; the few files
that speak of all families are made from what each family says of itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources

from generator.ir.outline import Outline, outline
from generator.ir.provider import Family, Provider
from generator.language import language_schemas
from generator.openapi import components, document_of, outlined
from generator.openapi_paths import OperationOutline
from generator.python import docstring
from generator.render import Printer, Spelt, as_json, models
from generator.schema import payload_schema
from generator.views.changelog import changelog_view
from generator.views.clients import client_view, operations_view
from generator.views.costs import costs_view
from generator.views.models import models_views
from generator.views.packages import models_package, packages_views
from generator.views.reference import operation_section, reference_view
from generator.views.tests import tests_view
from generator.views.validators import validators_view
from generator.views.wire_tests import requests_view, wire_tests_view

NOTE_OF_SPEC = "Written by `specloom generate` from the specs. Edit the spec, not this file."
NOTE = "Written by `specloom generate`. Edit the generator, not this file."


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What the files of a provider as a whole say about one of its families."""

    outline: Outline
    operations: tuple[OperationOutline, ...]
    reference: str
    """Its sections of the reference, printed."""
    schemas: tuple[tuple[str, str], ...]
    """Components of the OpenAPI document by name, as JSON."""


def family_tree(provider: Provider, family: Family, printer: Printer) -> dict[str, str]:
    """Return the unformatted files of one family, its tests included."""
    views = models_views(provider, family)
    tree = {view.path: models(view) for view in views}
    package = models_package(provider, family, views)
    tree[package.path] = printer.package(package)
    modules = [validators_view(provider, family), costs_view(provider, family)]
    modules.append(operations_view(provider, family))
    modules += [tests_view(provider, family, operation) for operation in family.operations]
    requests = requests_view(provider, family)
    modules += [requests] if requests is not None else []
    tree.update({module.path: printer.module(module) for module in modules})
    for operation in family.operations:
        name = f"{family.python_name}.{operation.python_name}.json"
        schema = {"$comment": NOTE_OF_SPEC, **payload_schema(operation)}
        tree[f"{provider.python_name}/schemas/{name}"] = as_json(schema)
    return tree


def excerpt(provider: Provider, family: Family, printer: Printer) -> Excerpt:
    """Return what the files of *provider* as a whole say about *family*."""
    operations = tuple(map(outlined, family.operations))
    sections = tuple(operation_section(provider, operation) for operation in family.operations)
    schemas = tuple(
        (name, as_json(schema).rstrip("\n"))
        for operation in family.operations
        for name, schema in components(provider, operation)
    )
    return Excerpt(outline(family), operations, printer.sections(sections), schemas)


def common_tree(
    provider: Provider, excerpts: Sequence[Excerpt], printer: Printer
) -> dict[str, str]:
    """Return the unformatted files of a provider that belong to none of its families."""
    outlines = tuple(each.outline for each in excerpts)
    modules = (wire_tests_view(provider), client_view(provider, outlines))
    tree = {module.path: printer.module(module) for module in modules}
    packages = packages_views(provider, outlines)
    tree.update({package.path: printer.package(package) for package in packages})
    reference = reference_view(provider, "".join(each.reference for each in excerpts))
    tree[reference.path] = printer.reference(reference)
    changelog = changelog_view(provider)
    tree[changelog.path] = printer.changelog(changelog)
    name = provider.python_name
    operations = [operation for each in excerpts for operation in each.operations]
    schemas = {name: Spelt(text) for each in excerpts for name, text in each.schemas}
    tree[f"{name}/openapi.json"] = as_json(document_of(provider, operations, schemas))
    tree[f"{name}/py.typed"] = ""
    about = f"Tests that hold the {name} package to what {provider.spec.title} documents."
    tree[f"tests/{name}/__init__.py"] = docstring([about, NOTE]) + "\n"
    about = f"Tests that hold what {provider.spec.title}'s client sends to what is documented."
    tree[f"tests/{name}/wire/__init__.py"] = docstring([about, NOTE]) + "\n"
    return tree


def provider_tree(provider: Provider) -> dict[str, str]:
    """Return the unformatted files of one provider, its tests included."""
    printer = Printer()
    tree: dict[str, str] = {}
    for family in provider.families:
        tree.update(family_tree(provider, family, printer))
    excerpts = [excerpt(provider, family, printer) for family in provider.families]
    tree.update(common_tree(provider, excerpts, printer))
    return tree


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
