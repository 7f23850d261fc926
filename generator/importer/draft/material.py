"""Facts of one or several documents, gathered by what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.importer.facts import ITEMS, Fact, Place, Reading, Subject

PAGES = ("page", "text")
"""What forms of documents for people end with; where both speak, files for programs count."""

_SILENT = frozenset({"described", "position", "example", "examples", "see", "class", "title"})
"""Attributes that two documents may word differently without contradicting each other."""


@dataclass(frozen=True, slots=True)
class Source:
    """One document, as the spec will cite it."""

    id: str
    """Its name among the provider's documents."""
    reading: Reading


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that is said, and where."""

    value: Any
    document: str
    place: Place

    def cite(self) -> dict[str, str]:
        """Return it as the source of a fact."""
        return {"document": self.document, "section": section(self.place)}


@dataclass(slots=True)
class Value:
    """All that is said about one value, and about what it holds."""

    said: dict[str, Said] = field(default_factory=dict)
    others: dict[str, list[Said]] = field(default_factory=dict)
    """What other documents say otherwise, by attribute."""
    members: dict[str, Value] = field(default_factory=dict)
    items: Value | None = None
    choices: dict[int, Value] = field(default_factory=dict)
    losing: dict[str, tuple[Any, str, Said]] = field(default_factory=dict)
    """What is documented and not followed, by keyword: the value, what speaks against it, and where."""

    def get(self, attribute: str, default: Any = None) -> Any:
        """Return what is said under *attribute*."""
        said = self.said.get(attribute)
        return default if said is None else said.value

    def at(self, steps: Iterable[str]) -> Value:
        """Return the value that *steps* lead to, made if nothing was said of it before."""
        here = self
        for step in steps:
            if step == ITEMS:
                here.items = here.items or Value()
                here = here.items
            elif step[:1] == "|" and step[1:].isdigit():
                here = here.choices.setdefault(int(step[1:]), Value())
            else:
                here = here.members.setdefault(step, Value())
        return here

    def say(self, attribute: str, said: Said) -> None:
        """Take in one fact; what came first counts."""
        first = self.said.setdefault(attribute, said)
        other = first.document != said.document and not alike(first.value, said.value)
        if other and attribute not in _SILENT:
            self.others.setdefault(attribute, []).append(said)

    def ordered(self) -> list[tuple[str, Value]]:
        """List the members in the order of the documents."""
        listed = list(self.members.items())
        return sorted(listed, key=lambda item: item[1].get("position", len(listed)))

    def overrule(self, attribute: str, value: Any, why: str, said: Said) -> None:
        """Follow *value*, or nothing if it is None, because of what *said* shows."""
        old = self.said.pop(attribute, None)
        if old is not None:
            self.losing.setdefault(attribute, (old.value, why, said))
        if value is not None:
            self.said[attribute] = Said(value, said.document, said.place)

    def place(self) -> Said | None:
        """Return the first thing that is said of it or of what it holds."""
        if self.said:
            return self.said.get("type") or next(iter(self.said.values()))
        inner = [
            *self.members.values(),
            *self.choices.values(),
            *([self.items] if self.items else []),
        ]
        return next((found for found in (each.place() for each in inner) if found), None)


Entry = dict[str, Said]
"""What is said of a rule, a price, an example or a table, by attribute."""


@dataclass(slots=True)
class Work:
    """One operation as its documents describe it."""

    id: str
    about: dict[str, Said] = field(default_factory=dict)
    parameters: Value = field(default_factory=Value)
    response: Value = field(default_factory=Value)
    raw: Value = field(default_factory=Value)
    """The answer around the result, which examples alone show."""
    rules: list[Entry] = field(default_factory=list)
    prices: list[tuple[str, Entry]] = field(default_factory=list)
    examples: list[Entry] = field(default_factory=list)
    tables: dict[str, Entry] = field(default_factory=dict)
    documents: list[str] = field(default_factory=list)

    def get(self, attribute: str, default: Any = None) -> Any:
        """Return what is said of the operation under *attribute*."""
        said = self.about.get(attribute)
        return default if said is None else said.value


@dataclass(slots=True)
class Material:
    """All facts of the documents that are imported together."""

    sources: list[Source]
    works: dict[str, Work] = field(default_factory=dict)
    models: dict[str, dict[str, Said]] = field(default_factory=dict)
    """What is said of a model as a whole, by document."""
    provider: dict[str, list[Said]] = field(default_factory=dict)


def gather(sources: Iterable[Source]) -> Material:
    """Sort the facts of all *sources* by what they are about; files for programs come first."""
    ordered = sorted(sources, key=lambda each: each.reading.form.endswith(PAGES))
    material = Material(list(ordered))
    for source in ordered:
        entries: dict[Subject, Entry] = {}
        for fact in source.reading.facts:
            said = Said(fact.value, source.id, fact.place)
            _take(material, source, fact, said, entries)
        _settle(material, entries)
    return material


def _take(
    material: Material, source: Source, fact: Fact, said: Said, entries: dict[Subject, Entry]
) -> None:
    """Put one fact where it belongs."""
    subject = fact.subject
    if subject[0] == "model" and len(subject) == 1:
        about = material.models.setdefault(source.id, {})
        if fact.attribute == "links" and "links" in about:
            merged = {**about["links"].value, **fact.value}
            about["links"] = Said(merged, source.id, fact.place)
        about.setdefault(fact.attribute, said)
    elif subject[0] == "provider" and len(subject) == 1:
        material.provider.setdefault(fact.attribute, []).append(said)
    elif subject[0] == "operation":
        work = material.works.setdefault(subject[1], Work(subject[1]))
        if source.id not in work.documents:
            work.documents.append(source.id)
        if len(subject) == 2:
            work.about.setdefault(fact.attribute, said)
        elif subject[2] == "parameter":
            work.parameters.at(subject[3:]).say(fact.attribute, said)
        elif subject[2] == "response":
            work.response.at(subject[3:]).say(fact.attribute, said)
        elif len(subject) == 4:
            entries.setdefault(subject, {}).setdefault(fact.attribute, said)


def _settle(material: Material, entries: Mapping[Subject, Entry]) -> None:
    """Add rules, prices, examples and tables that no earlier document states in the same way."""
    priced = {work.id for work in material.works.values() if work.prices}
    for (_, name, kind, key), entry in entries.items():
        work = material.works[name]
        if kind == "rule" and not any(same(entry, other) for other in work.rules):
            work.rules.append(entry)
        elif kind == "price" and name not in priced:
            work.prices.append((key, entry))
        elif kind == "example" and not any(same(entry, other) for other in work.examples):
            work.examples.append(entry)
        elif kind == "table":
            work.tables.setdefault(key, entry)


def same(one: Entry, other: Entry) -> bool:
    """Tell whether two entries say the same, titles apart."""
    keys = (one.keys() | other.keys()) - {"title"}
    return all(
        key in one and key in other and alike(one[key].value, other[key].value) for key in keys
    )


def alike(one: Any, other: Any) -> bool:
    """Tell whether two values mean the same: the order of an enum does not count, true is not 1."""
    if isinstance(one, list) and isinstance(other, list):
        if any(isinstance(each, (list, dict)) for each in (*one, *other)):
            return len(one) == len(other) and all(map(alike, one, other))
        return sorted(map(repr, one)) == sorted(map(repr, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return bool(one == other)


def section(place: Place) -> str:
    """Name a place in a document within bounds, in characters that everybody sees."""
    text = "".join(char if char.isprintable() else " " for char in place.section)
    text = " ".join(text.split())[:150].strip()
    return text or f"line {place.line}"


def walk(value: Value, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Value]]:
    """List a value and all that it holds."""
    yield path, value
    for name, member in value.members.items():
        yield from walk(member, (*path, name))
    if value.items is not None:
        yield from walk(value.items, (*path, ITEMS))
    for index, choice in value.choices.items():
        yield from walk(choice, (*path, f"|{index}"))
