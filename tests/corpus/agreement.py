"""Where two documents describe one operation: how often they say the same, attribute by attribute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from generator.importer.draft.material import alike
from generator.importer.facts import Reading, Subject

COMPARED = frozenset(
    {"type", "required", "enum", "const", "minimum", "maximum", "exclusiveMinimum", "multipleOf"}
    | {"exclusiveMaximum", "minItems", "maxItems", "minLength", "maxLength", "pattern", "format"}
    | {"default", "nullable", "unit", "deprecated"}
)
"""Attributes of parameters and fields that have one right answer."""


@dataclass
class Agreement:
    """What two or more documents of one operation say of the same values."""

    pairs: int = 0
    same: Counter[str] = field(default_factory=Counter)
    other: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """How much of what both say is the same, in percent."""
        total = self.same.total() + self.other.total()
        return 100.0 * self.same.total() / total if total else 100.0


def agreement(readings: Iterable[Reading]) -> Agreement:
    """Compare all pairs of documents that describe the same operation."""
    described: dict[tuple[str, str], list[tuple[Reading, dict[tuple[Subject, str], Any]]]] = {}
    for reading in readings:
        for name, facts in _by_operation(reading):
            home = reading.form.partition("-")[0]
            described.setdefault((home, name), []).append((reading, facts))
    found = Agreement()
    for listed in described.values():
        for (one, first), (other, second) in combinations(listed, 2):
            if one.sha256 == other.sha256:
                continue
            found.pairs += 1
            for key in first.keys() & second.keys():
                if alike(first[key], second[key]):
                    found.same[key[1]] += 1
                else:
                    found.other[key[1]] += 1
                    where = ".".join(key[0][3:])
                    told = f"{where} {key[1]}: {first[key]!r:.60} <> {second[key]!r:.60}"
                    found.differences.append(f"{one.document} <> {other.document}: {told}")
    found.differences.sort()
    return found


def _by_operation(reading: Reading) -> Iterator[tuple[str, dict[tuple[Subject, str], Any]]]:
    found: dict[str, dict[tuple[Subject, str], Any]] = {}
    for fact in reading.facts:
        subject = fact.subject
        value = subject[0] == "operation" and subject[2:3] in {("parameter",), ("response",)}
        if value and len(subject) > 3 and fact.attribute in COMPARED:
            found.setdefault(subject[1], {}).setdefault((subject, fact.attribute), fact.value)
    yield from found.items()
