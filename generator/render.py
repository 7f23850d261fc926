"""Print views with templates. Templates print and never think; StrictUndefined makes a slip an error."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.models import models_source
from generator.places import templates_folder
from generator.views.changelog import ChangelogView
from generator.views.models import ModelsView
from generator.views.module import ModuleView
from generator.views.packages import PackageView
from generator.views.reference import ReferenceView


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

    def changelog(self, view: ChangelogView) -> str:
        """Print the changelog of a package."""
        return self._print("changelog.md.jinja", changelog=view)

    def _print(self, template: str, **values: Any) -> str:
        return self.environment.get_template(template).render(**values)


def models(view: ModelsView) -> str:
    """Print a module of models."""
    return models_source(view.schemas, view.kind, view.doc)


def as_json(value: Mapping[str, Any]) -> str:
    """Print a JSON document as people read it."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
