"""What the resolving stages share: the file at hand, what it may refer to, and the findings."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from generator.diagnostics import Finding, Origin
from generator.ir.shape import Citation, PathTo, Shape, When
from generator.load import Loaded
from generator.spec.base import Condition, Source
from generator.spec.family import FamilySpec, Table
from generator.spec.parameter import Parameter
from generator.spec.price import Price
from generator.spec.unit import Unit

MAX_VALUES = 20_000
"""Values that one file may describe, references followed: a bomb of references goes off here."""


@dataclass(slots=True)
class Scope:
    """One file while it is resolved. Findings are gathered; everything else is only read."""

    loaded: Loaded[Any]
    documents: Iterable[str]
    units: Mapping[str, Unit]
    prices: Mapping[str, tuple[Price, ...]] = field(default_factory=dict)
    """Prices of all operations, for those that are based on another one."""
    findings: list[Finding] = field(default_factory=list)
    values: int = 0
    cited: set[str] = field(default_factory=set)
    """Documents that something cites."""

    @property
    def types(self) -> Mapping[str, Parameter]:
        """Shapes that the file shares."""
        spec = self.loaded.spec
        return spec.types if isinstance(spec, FamilySpec) else {}

    @property
    def tables(self) -> Mapping[str, Table]:
        """Tables of the file."""
        spec = self.loaded.spec
        return spec.tables if isinstance(spec, FamilySpec) else {}

    def origin(self, *place: str | int) -> Origin:
        """Return where *place* stands."""
        return self.loaded.origin(*place)

    def find(self, origin: Origin, code: str, text: str, hint: str = "") -> None:
        """Note a finding."""
        self.findings.append(Finding(origin, code, text, hint))

    def cite(self, source: Source | None, origin: Origin) -> Citation | None:
        """Turn a source into a citation, noting a document that nobody declared."""
        if source is None:
            return None
        if source.document not in self.documents:
            hint = near(source.document, self.documents) or "declare it in provider.yaml"
            text = f"no document is named {source.document}"
            self.find(origin, "unknown-document", text, hint)
        self.cited.add(source.document)
        return Citation(source.document, source.section)

    def unit(self, name: str | None, origin: Origin) -> str | None:
        """Return the unit *name*, noting one that nobody declared."""
        if name is not None and name not in self.units:
            hint = near(name, self.units) or "declare it in units.yaml"
            self.find(origin, "unknown-unit", f"no unit is named {name}", hint)
            return None
        return name

    def path(self, text: str, parameters: Shape, origin: Origin) -> PathTo:
        """Return the way to the parameter *text*, noting one that is not there."""
        path = tuple(text.split("."))
        if parameters.find(path) is None:
            parent = parameters.find(path[:-1])
            members = (parent.shape if parent else parameters).members
            hint = near(path[-1], [member.name for member in members]) or "write the whole path"
            self.find(origin, "unknown-parameter", f"no parameter is named {text}", hint)
        return path

    def when(self, condition: Condition, parameters: Shape, origin: Origin) -> When:
        """Resolve a condition, noting parameters that are not there."""
        for text in (*condition.present, *condition.absent, *condition.equals):
            self.path(text, parameters, origin)
        return split_condition(condition) or When()

    def spend(self, origin: Origin) -> bool:
        """Count one more value; past the limit, note it once and return False."""
        self.values += 1
        if self.values == MAX_VALUES:
            text = f"the file describes more than {MAX_VALUES} values, counting references"
            self.find(origin, "file-too-complex", text, "split the file")
        return self.values < MAX_VALUES


def split_condition(condition: Condition | None) -> When | None:
    """Split the paths of a condition into steps."""
    if condition is None:
        return None
    return When(
        tuple(tuple(text.split(".")) for text in condition.present),
        tuple(tuple(text.split(".")) for text in condition.absent),
        tuple((tuple(text.split(".")), thaw(value)) for text, value in condition.equals.items()),
    )


def near(name: str, known: Iterable[str]) -> str:
    """Suggest the names that look like *name*."""
    close = difflib.get_close_matches(name, list(known), 2)
    return f"did you mean {' or '.join(close)}?" if close else ""


def thaw(value: Any) -> Any:
    """Return a JSON value as a parser gives it, where the strict models hold tuples and decimals."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        return {key: thaw(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [thaw(item) for item in value]
    return value


def thaw_all(values: tuple[Any, ...] | None) -> tuple[Any, ...] | None:
    """Thaw each of *values*, if there are any."""
    return None if values is None else tuple(thaw(value) for value in values)
