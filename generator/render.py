"""Print views with templates. Templates print and never think; StrictUndefined makes a slip an error."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.models import models_source
from generator.places import templates_folder
from generator.views.changelog import ChangelogView
from generator.views.models import ModelsView
from generator.views.module import ModuleView
from generator.views.packages import PackageView
from generator.views.reference import OperationSection, ReferenceView


class Printer:
    """Renders views; keeps the compiled templates."""

    def __init__(self) -> None:
        """Look the templates up beside the package."""
        self.environment = Environment(
            loader=FileSystemLoader(templates_folder()),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=False,  # noqa: S701  # Python and Markdown; views make their text safe
        )

    def module(self, view: ModuleView) -> str:
        """Print a Python module."""
        return self._print("module.py.jinja", module=view)

    def package(self, view: PackageView) -> str:
        """Print an `__init__` module."""
        return self._print("package.py.jinja", package=view)

    def reference(self, view: ReferenceView) -> str:
        """Print a reference page."""
        return self._print("reference.md.jinja", reference=view)

    def sections(self, operations: Sequence[OperationSection]) -> str:
        """Print what a reference page says about *operations*."""
        return self._print("reference_operations.md.jinja", operations=operations)

    def changelog(self, view: ChangelogView) -> str:
        """Print the changelog of a package."""
        return self._print("changelog.md.jinja", changelog=view)

    def _print(self, template: str, **values: Any) -> str:
        return self.environment.get_template(template).render(**values)


def models(view: ModelsView) -> str:
    """Print a module of models."""
    return models_source(view.schemas, view.kind, view.doc)


class Spelt(str):
    """A JSON value that was printed before."""

    __slots__ = ()


def as_json(value: Mapping[str, Any]) -> str:
    """Print a JSON document as people read it."""
    return f"{_spelt(value, 0)}\n"


def _spelt(value: Any, depth: int) -> str:
    """Print a value at *depth*; no line break of JSON is part of a text, so it can be moved."""
    if isinstance(value, dict) and value and _holds_spelt(value, 2):
        pad = "  " * (depth + 1)
        listed = (
            f"{json.dumps(key, ensure_ascii=False)}: {_spelt(inner, depth + 1)}"
            for key, inner in value.items()
        )
        return f"{{\n{pad}" + f",\n{pad}".join(listed) + f"\n{pad[2:]}}}"
    if not isinstance(value, Spelt):
        value = json.dumps(value, indent=2, ensure_ascii=False)
    return value.replace("\n", f"\n{'  ' * depth}") if depth else str(value)


def _holds_spelt(value: Any, levels: int) -> bool:
    """Tell whether anything in *value*, down to some levels, was printed before."""
    if isinstance(value, dict) and levels >= 0:
        return any(_holds_spelt(inner, levels - 1) for inner in value.values())
    return isinstance(value, Spelt)
