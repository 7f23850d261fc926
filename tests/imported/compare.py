"""Facts of imported specs and of those written by hand, and where the two differ."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.importer.documents import open_document
from generator.importer.draft.drafting import draft, setting_of
from generator.importer.draft.examples import is_prose
from generator.importer.facts import Reading
from generator.importer.forms import read_document
from generator.importer.spoken import spoken
from generator.ir.provider import Operation, Provider
from generator.load import load
from generator.resolve import resolve

ROOT = Path(__file__).resolve().parents[2]
SPECS = ROOT / "specs"
DAY = "2026-11-21"

OURS = frozenset({"described", "class", "method name", "title", "id", "position", "page"})
"""Attributes that are our own words or names, or say where something stands."""

Key = tuple[str, ...]
"""Subject below the operation, and attribute."""


@dataclass(frozen=True, slots=True)
class Told:
    """One fact of a spec, ready to be compared."""

    value: Any
    document: str
    """The document that the spec cites for it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that the two specs do not share."""

    page: str
    operation: str
    key: Key
    hand: Told | None
    imported: Told | None

    @property
    def about(self) -> str:
        """Name the fact."""
        return ", ".join((" ".join(self.key[:1]), ".".join(self.key[1:-1]), self.key[-1]))


@dataclass(frozen=True, slots=True)
class Compared:
    """What became of one page."""

    page: str
    provider: str
    read: int
    """Facts that the reader found."""
    same: int
    differences: tuple[Difference, ...]


def compare_page(path: Path) -> Compared:
    """Import one page, and compare what comes of it with the specs that there are."""
    reading = read_document(open_document(path, path.name))
    provider = reading.form.partition("-")[0]
    hand = _by_endpoint(_providers(SPECS, provider))
    made = _by_endpoint(_imported(reading, provider))
    same, differences = 0, []
    for endpoint, operation in made.items():
        if endpoint not in hand:
            missing = Told("no such operation", "")
            differences.append(Difference(path.name, endpoint, ("operation", ""), missing, None))
            continue
        ours, theirs = facts(hand[endpoint]), facts(operation)
        for key in sorted({*ours, *theirs}):
            one, other = ours.get(key), theirs.get(key)
            if one is not None and other is not None and one.value == other.value:
                same += 1
            else:
                differences.append(Difference(path.name, hand[endpoint].name, key, one, other))
    return Compared(path.name, provider, len(reading.facts), same, tuple(differences))


def _providers(root: Path, only: str) -> Iterator[Provider]:
    documents, findings = load(root, only)
    assert documents is not None, findings
    providers, more = resolve(documents)
    assert not findings, findings
    assert not more, more
    yield from providers


def _imported(reading: Reading, provider: str) -> list[Provider]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        made = draft([reading], setting_of(provider, root, SPECS), DAY)
        for name, text in made.tree.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        return list(_providers(root, provider))


def _by_endpoint(providers: Iterable[Provider]) -> dict[str, Operation]:
    return {
        operation.endpoint: operation for provider in providers for operation in provider.operations
    }


def facts(operation: Operation) -> dict[Key, Told]:
    """Return the facts of *operation*; rules, rates and examples are keyed by what they say."""
    found: dict[Key, Told] = {}
    for each in spoken(operation):
        fact, document = each.fact, each.source.document if each.source else ""
        kind = fact.subject[2] if len(fact.subject) > 2 else "operation"
        if fact.attribute in OURS:
            continue
        if kind in {"rule", "price"}:
            said = "refused" if fact.attribute == "refused" else _plain(fact.value)
            found[kind, spelt(said), fact.attribute] = Told(True, document)
        elif kind == "example":
            if fact.attribute in {"request", "response"}:
                shown = spelt(_without_prose(_plain(fact.value)))
                found[kind, shown, fact.attribute] = Told(True, document)
        else:
            steps = fact.subject[3:]
            value = _plain(fact.value)
            if fact.attribute == "enum":
                value = sorted(map(spelt, value))
            found[(kind, *steps, fact.attribute)] = Told(value, document)
    return found


def spelt(value: Any) -> str:
    """Spell a value so that equal ones are spelt alike."""
    return json.dumps(value, sort_keys=True, default=str)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if isinstance(value, bool) or value is None or isinstance(value, (str, int)):
        return value
    return float(value)


def _without_prose(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _without_prose(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_prose(inner, name) for inner in value]
    if isinstance(value, str) and (is_prose(value, name) or "prompt" in name.lower()):
        return "..."
    return value
