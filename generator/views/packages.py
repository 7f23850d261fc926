"""Packages: what each `__init__` offers, imported only when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.ir.outline import Outline
from generator.ir.provider import Family, Provider
from generator.naming import module_name
from generator.python import WIDTH, call, docstring, literal, pretty
from generator.views.models import ModelsView


@dataclass(frozen=True, slots=True)
class PackageView:
    """An `__init__` module."""

    path: str
    doc: str
    runtime: str
    """The runtime package, relative to this one."""
    imports: tuple[str, ...]
    """Imports that only type checkers need."""
    exported: str
    loader: str
    """The call that makes its `__getattr__`."""
    version: str = ""
    """The version of the whole package, for its root alone."""


def packages_views(provider: Provider, outlines: Sequence[Outline]) -> tuple[PackageView, ...]:
    """Return the packages of one provider, apart from those of its families."""
    root = provider.python_name
    title = provider.spec.title
    families = {family.python_name: family.python_name for family in outlines}
    concerns = {
        "costs": f"What requests to {title} cost, known before the call.",
        "models": f"Parameters and results of {title}.",
        "operations": f"Operations of {title}, typed.",
        "validators": f"Validators of requests to {title}.",
    }
    packages = [
        _package(f"{root}/{concern}", "..._runtime", provider, doc, families)
        for concern, doc in concerns.items()
    ]
    about = f"{title}: judge, price and run requests."
    client = provider.spec.class_name
    own = {client: "client", f"Async{client}": "client", **{name: name for name in concerns}}
    whole = _package(root, ".._runtime", provider, about, own)
    return (replace(whole, version=literal(provider.version)), *packages)


def models_package(
    provider: Provider, family: Family, views: tuple[ModelsView, ...]
) -> PackageView:
    """Return the package of the models of one family."""
    folder = f"{provider.python_name}/models/{family.python_name}"
    names = {
        name: module_name(view.path.rpartition("/")[2].removesuffix(".py"))
        for view in views
        for name in view.schemas
    }
    doc = f"Parameters and results of {family.model.title} at {provider.spec.title}."
    return _package(folder, "...._runtime", provider, doc, names)


def _package(
    folder: str, runtime: str, provider: Provider, doc: str, names: dict[str, str]
) -> PackageView:
    ordered = dict(sorted(names.items()))
    origins = {name: "." if name == module else f".{module}" for name, module in ordered.items()}
    by_origin = sorted(ordered, key=lambda name: (origins[name], name))
    imports = [f"from {origins[name]} import {name} as {name}" for name in by_origin]
    written = f"Written by `specloom generate` from {provider.file}. Edit the spec, not this file."
    return PackageView(
        path=f"{folder}/__init__.py",
        doc=docstring([doc, written]),
        runtime=runtime,
        imports=tuple(imports),
        exported=pretty(list(ordered), 0, len("__all__ = ")),
        loader=_loader(ordered),
    )


def _loader(names: dict[str, str]) -> str:
    before = "__getattr__ = "
    line = call("lazy", ["__name__", literal(names)], 0, before)
    if all(len(part) <= WIDTH for part in line.split("\n")) and "{\n" not in line:
        return line
    return call("lazy", ["__name__", pretty(names, 4, WIDTH)], 0, before)
