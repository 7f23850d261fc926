"""What the specs describe, ready to be compared: operations by the ids that documents use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.diff.nodes import Node, Noted, tree
from generator.importer.facts import Reading
from generator.importer.spoken import Spoken, spoken
from generator.ir.provider import Family, Operation, Provider
from generator.yaml_reader import Document, read_yaml


@dataclass(frozen=True)
class Described:
    """One operation of the specs, as facts with their places."""

    provider: Provider
    family: Family
    operation: Operation
    facts: tuple[Spoken, ...] = field(repr=False)

    @property
    def key(self) -> str:
        """The operation's key in its family file."""
        return self.operation.name.rpartition("/")[2]

    @property
    def file(self) -> str:
        """The family file, as the user named its folder."""
        return self.family.origin.path

    @cached_property
    def node(self) -> Node:
        """All that the spec says of it, as a tree below the operation."""
        return tree((_noted(each) for each in self.facts), 2)

    @cached_property
    def yaml(self) -> Document:
        """The family file as it was read."""
        return read_yaml(Path(self.file), self.file)

    @cached_property
    def documents(self) -> frozenset[str]:
        """The documents that it cites."""
        cited = {each.source.document for each in self.facts if each.source}
        return frozenset({*cited, self.operation.source.document})


def _noted(each: Spoken) -> Noted:
    fact = each.fact
    place = f"{each.origin.path}:{each.origin.line}"
    return Noted(fact.subject, fact.attribute, fact.value, place)


def describe(providers: Iterable[Provider]) -> list[Described]:
    """List the operations of all *providers*."""
    return [
        Described(provider, family, operation, tuple(spoken(operation)))
        for provider in providers
        for family in provider.families
        for operation in family.operations
    ]


def matches(reading: Reading, described: list[Described]) -> dict[str, list[Described]]:
    """Say which operations of the specs each operation of *reading* is; none for one unknown.

    The id of a document is the endpoint of an operation or the id of its model. If several
    providers have it, those count that read documents of this form.
    """
    ids = dict.fromkeys(fact.subject[1] for fact in reading.facts if fact.subject[0] == "operation")
    found: dict[str, list[Described]] = {}
    for name in ids:
        same = [each for each in described if each.operation.endpoint == name]
        same = same or [each for each in described if each.operation.model_id == name]
        forms = [each for each in same if reading.form in forms_of(each.provider)]
        found[name] = forms or same
    return found


def forms_of(provider: Provider) -> set[str]:
    """Return the forms in which the provider's documents are read."""
    return {each.form for each in provider.spec.documents.values() if each.form is not None}


def document_of(
    reading: Reading, provider: Provider, cited: frozenset[str], address: str | None
) -> str | None:
    """Return the id of the declared document that *reading* is of, if that is certain."""
    documents = provider.spec.documents
    for name, document in documents.items():
        if document.sha256 == reading.sha256 or (address and document.address == address):
            return name
    fits = [name for name, each in documents.items() if each.form == reading.form and name in cited]
    return fits[0] if len(fits) == 1 else None


def value_at(described: Described, place: tuple[str | int, ...]) -> Any:
    """Return where *place*, or what is nearest to it, stands in the family file."""
    origin = described.yaml.origin(place)
    return f"{origin.path}:{origin.line}"
