"""A bench on which drafts are tried: resolved and linted without a file, each finding with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from generator.diagnostics import Finding
from generator.ir.provider import Family, Operation, Provider
from generator.lint import lint
from generator.load import Documents, Loaded, ProviderFiles, tuples
from generator.misfits import explain
from generator.resolve import resolve
from generator.spec.family import FamilySpec
from generator.spec.provider import ProviderSpec
from generator.spec.unit import UnitsSpec
from generator.yaml_reader import Document, Place

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Trouble:
    """One finding, and where in the data of the draft it stands."""

    place: Place
    finding: Finding


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a draft on the bench."""

    family: Family | None
    troubles: tuple[Trouble, ...]

    def operation(self, name: str) -> Operation | None:
        """Return the operation whose key is *name*."""
        listed = self.family.operations if self.family is not None else ()
        return next((each for each in listed if each.id == name), None)


@dataclass(frozen=True, slots=True)
class Bench:
    """What a family is tried against: the units, and the file of its provider."""

    units: Loaded[UnitsSpec]
    provider: Loaded[ProviderSpec]

    def try_out(self, data: Mapping[str, Any], *, linted: bool = True) -> Tried:
        """Resolve, and lint, one family."""
        provider_id = self.provider.spec.provider
        file = f"{provider_id}/{data['family']}.yaml"
        document, places = _document(file, data)
        loaded, findings = as_loaded(document, FamilySpec, file)
        if loaded is None:
            return Tried(None, _placed(findings, file, places))
        files = ProviderFiles(self.provider, (loaded,))
        providers, found = resolve(Documents(self.units, (files,)))
        own = [finding for finding in found if finding.origin.path == file]
        if own or not linted:
            return Tried(_family(providers), _placed(own, file, places))
        found = lint(providers)
        own = [finding for finding in found if finding.origin.path == file]
        return Tried(_family(providers), _placed(own, file, places))


def _family(providers: tuple[Provider, ...]) -> Family | None:
    return providers[0].families[0] if providers and providers[0].families else None


def as_loaded(
    document: Document, model: type[M], file: str
) -> tuple[Loaded[M] | None, list[Finding]]:
    """Take the data of *document* for a file that was read."""
    try:
        spec = model.model_validate(tuples(document.data))
    except ValidationError as error:
        return None, explain(document, model, error)
    return Loaded(spec, document, file), []


def _document(file: str, data: Mapping[str, Any]) -> tuple[Document, list[Place]]:
    """Give every value of *data* a line of its own, by which a finding tells its place."""
    places: list[Place] = [(), ()]
    lines: dict[Place, int] = {(): 1}
    for place in _walk(data, ()):
        lines[place] = len(places)
        places.append(place)
    return Document(file, data, lines, whole=True), places


def _walk(value: Any, place: Place) -> Iterator[Place]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield (*place, key)
            yield from _walk(inner, (*place, key))
    elif isinstance(value, (list, tuple)):
        for index, inner in enumerate(value):
            yield (*place, index)
            yield from _walk(inner, (*place, index))


def _placed(findings: list[Finding], file: str, places: list[Place]) -> tuple[Trouble, ...]:
    return tuple(
        Trouble(places[finding.origin.line], finding)
        for finding in findings
        if finding.origin.path == file and finding.origin.line < len(places)
    )
