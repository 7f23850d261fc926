"""What is explained, and the parts that all explanations share: sources, quirks, values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from generator.ir.provider import Family, Operation, PlacedQuirk, Provider
from generator.ir.shape import Citation
from generator.spec.base import Source

Entry = dict[str, Any]
"""One explanation: JSON values by names that readers understand, `kind` and `name` first."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An operation with everything around it."""

    provider: Provider
    family: Family
    operation: Operation

    @property
    def quirks(self) -> tuple[PlacedQuirk, ...]:
        """List the quirks of operation, family and provider."""
        return (*self.operation.quirks, *self.provider.quirks)

    def source(self, cited: Citation | Source | None) -> Entry | None:
        """Spell a citation with what is known of its document."""
        if cited is None:
            return None
        found: Entry = {"document": cited.document, "section": cited.section}
        document = self.provider.spec.documents.get(cited.document)
        if document is not None:
            found |= {"title": document.title, "address": document.address}
            found |= {"retrieved": document.retrieved, "document_kind": document.kind}
        return present(found)

    def quirks_about(self, *names: str) -> list[str]:
        """List the quirks that touch one of *names*, or something below it, with what was decided."""
        return [
            f"{placed.quirk.id}: {placed.quirk.decision}"
            for placed in self.quirks
            if any(
                about == name or about.startswith(f"{name}.")
                for about in placed.quirk.about
                for name in names
            )
        ]


def entry(kind: str, name: str, **facts: Any) -> Entry:
    """Make an explanation, leaving out what is not known."""
    return present({"kind": kind, "name": name, **facts})


def present(facts: Entry) -> Entry:
    """Return *facts* without those that say nothing."""
    return {key: value for key, value in facts.items() if value not in (None, "", [], {}, ())}


def dotted(paths: Iterable[tuple[str, ...]]) -> list[str]:
    """Spell paths as names that can be explained."""
    return [".".join(path) for path in paths]
