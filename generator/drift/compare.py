"""Compare one reading of a document with the specs, and with what was read before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.diff.facets import same
from generator.diff.nodes import Node, Noted, tree
from generator.drift.described import Described, document_of, matches, value_at
from generator.drift.items import Item, Kind
from generator.drift.lock import Page, digest, key_of
from generator.drift.places import place_of, resolved
from generator.drift.propose import propose
from generator.drift.rates import compare_rates, compare_rows
from generator.drift.rulebook import compare_rules
from generator.drift.since import since
from generator.drift.values import Gap, compare_trees, named
from generator.importer.facts import Fact, Reading
from generator.spec.example import Quirk


@dataclass(frozen=True, slots=True)
class Drift:
    """What one document shows."""

    reading: Reading
    provider: str | None
    document: str | None
    """Id in the provider's spec."""
    items: tuple[Item, ...]
    known: int
    """Differences that a quirk records or that somebody accepted."""


def compare(
    reading: Reading,
    described: list[Described],
    locks: Mapping[str, Mapping[str, Page]],
    address: str | None = None,
) -> Drift:
    """List the drift of *reading*; *locks* are the last readings by provider and document."""
    found = matches(reading, described)
    matched = [each for several in found.values() for each in several]
    if not matched:
        return Drift(reading, None, None, tuple(_strangers(reading, found)), 0)
    provider = matched[0].provider
    cited = frozenset().union(*(each.documents for each in matched))
    document = document_of(reading, provider, cited, address)
    items = list(_strangers(reading, found))
    lock = locks.get(provider.id, {}).get(document) if document is not None else None
    known = 0
    for name, several in found.items():
        for each in several:
            loud, quiet = _operation(reading, name, each, document, quirks=lock is None)
            items += loud
            known += quiet
    if document is not None:
        items += _lost_operations(described, provider.id, document, matched)
    if lock is not None:
        read = _by_subject(reading)
        settled = [item for item in items if _settled(item, read, lock)]
        known += len(settled)
        items = [item for item in items if item not in settled]
        if reading.sha256 != lock.sha256:  # else only the reader can have changed
            items += since(reading, lock, items, matched)
    named_items = (replace(item, document=document or "") for item in items)
    return Drift(reading, provider.id, document, tuple(named_items), known)


def _strangers(reading: Reading, found: Mapping[str, list[Described]]) -> Iterator[Item]:
    """List the operations that no spec describes."""
    if not found:
        text = "the document speaks of no operation"
        yield Item("unreadable", "document", text, f"{reading.document}:1")
    for name, several in found.items():
        if not several:
            line = next(f.place.line for f in reading.facts if f.subject[1:2] == (name,))
            note = "specloom import drafts a spec of it"
            place = f"{reading.document}:{line}"
            text = "no spec describes it"
            yield Item("undeclared", f"operation {name}", text, place, page=name, note=note)


def _lost_operations(
    described: list[Described], provider: str, document: str, matched: list[Described]
) -> Iterator[Item]:
    for each in described:
        own = each.provider.id == provider and each.operation.source.document == document
        if own and each not in matched:
            origin = each.operation.origin
            place = f"{origin.path}:{origin.line}"
            text = "the spec has it, the page does not"
            name = each.operation.name
            yield Item("vanished", "operation", text, "", place, (name,), each.operation.endpoint)


def _operation(
    reading: Reading, name: str, each: Described, document: str | None, *, quirks: bool
) -> tuple[list[Item], int]:
    """Compare one operation; return what is drift, and how much the spec itself explains.

    Where it is known what was read before, a quirk explains nothing that is new since.
    """
    facts = [fact for fact in reading.facts if fact.subject[:2] == ("operation", name)]
    noted = [
        Noted(fact.subject, fact.attribute, fact.value, f"{reading.document}:{fact.place.line}")
        for fact in facts
    ]
    page = tree(noted, 2)
    items: list[Item] = []
    quiet = 0
    for part in ("parameter", "response"):
        inner = [node.inner.get(part, Node()) for node in (each.node, page)]
        for gap in compare_trees(inner[0], inner[1], ("operation", name, part), True):
            if gap.page_node is None and not _cites(gap, each, document):
                continue
            if _documented(gap) or (quirks and _recorded(gap, each)):
                quiet += 1
            else:
                items.append(_item(gap, each, document))
    items += compare_rules(each, page, document)
    items += compare_rates(each, page, document)
    items += compare_rows(each, page, document)
    return items, quiet


def _cites(gap: Gap, each: Described, document: str | None) -> bool:
    """Tell whether the spec has its word for a value from this very document."""
    subject = ("operation", each.operation.endpoint, *gap.subject[2:])
    sources = {f.source.document for f in each.facts if f.fact.subject == subject and f.source}
    return document is not None and document in sources


def _documented(gap: Gap) -> bool:
    """Tell whether the spec says, keyword by keyword, what the page says."""
    aside = gap.spec_node.said.get("documented_as") if gap.spec_node is not None else None
    return isinstance(aside, dict) and same(aside.get(gap.attribute), gap.page)


def _recorded(gap: Gap, each: Described) -> bool:
    """Tell whether a quirk says that the page says otherwise."""
    if gap.page_node is None:
        return False
    path = [step for step in gap.subject[3:] if step != "[]" and step[:1] != "|"]
    names = {".".join(path), path[-1] if path else ""}
    quirks = (*each.operation.quirks, *each.provider.quirks)
    spoken = [placed.quirk for placed in quirks if not names.isdisjoint(placed.quirk.about)]
    return any(_tells(quirk, gap) for quirk in spoken)


def _tells(quirk: Quirk, gap: Gap) -> bool:
    """Tell whether *quirk* says what the page says: a later change of the page is none of it."""
    if gap.attribute == "":
        return True
    if quirk.kind != "contradiction":
        return False
    text = " ".join((*(claim.says for claim in quirk.claims), quirk.decision)).lower()
    words = set(text.replace(",", " ").replace(". ", " ").rstrip(".").split())
    if gap.attribute == "required":
        return "required" in words or "optional" in words
    values = gap.page if isinstance(gap.page, list) else [gap.page]
    other = gap.spec if isinstance(gap.spec, list) else [gap.spec]
    news = [value for value in values if not any(same(value, each) for each in other)]
    return bool(news) and all(str(value).lower() in words for value in news)


def _item(gap: Gap, each: Described, document: str | None) -> Item:
    kind: Kind = "changed"
    if gap.attribute == "":
        kind = "undeclared" if gap.spec_node is None else "vanished"
    where = place_of(each.yaml.data, each.key, gap.subject)
    about = named(gap.subject)
    item = Item(
        kind,
        f"{about}, {gap.attribute}" if gap.attribute else about,
        gap.text,
        gap.page_node.place if gap.page_node is not None else "",
        value_at(each, (*resolved(each.yaml.data, where), gap.attribute)),
        (each.operation.name,),
        gap.spec,
        gap.page,
        gap.subject,
        gap.attribute,
    )
    return propose(item, gap, each, document)


def _by_subject(reading: Reading) -> dict[tuple[str, ...], list[Fact]]:
    found: dict[tuple[str, ...], list[Fact]] = {}
    for fact in reading.facts:
        found.setdefault(fact.subject, []).append(fact)
    return found


def _settled(item: Item, read: Mapping[tuple[str, ...], list[Fact]], lock: Page) -> bool:
    """Tell whether a difference was there when somebody last accepted the page."""
    if item.kind == "vanished":
        return not any(subject == item.subject for subject, _ in lock.facts)
    facts = read.get(item.subject, [])
    if item.attribute:
        facts = [fact for fact in facts if fact.attribute == item.attribute]
    kept = [lock.facts.get(key_of(fact)) for fact in facts]
    same_values = [
        known is not None and known.value == digest(fact.value)
        for fact, known in zip(facts, kept, strict=True)
    ]
    return bool(facts) and all(same_values)
