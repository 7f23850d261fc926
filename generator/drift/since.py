"""What a document says otherwise than when it was last accepted, whatever the specs say."""

from __future__ import annotations

from collections.abc import Iterator

from generator.drift.described import Described
from generator.drift.items import Item
from generator.drift.lock import Known, Page, digest, key_of
from generator.drift.values import named
from generator.importer.facts import Fact, Reading, Subject

UNIMPORTANT = frozenset({"position", "example"})
"""Attributes that come and go without a meaning."""


def since(
    reading: Reading, lock: Page, items: list[Item], matched: list[Described]
) -> Iterator[Item]:
    """List what vanished, changed or was reworded since, as far as *items* do not tell it."""
    now: dict[tuple[Subject, str], Fact] = {}
    for fact in reading.facts:
        now.setdefault(key_of(fact), fact)
    gone: dict[Subject, list[tuple[str, Known]]] = {}
    reworded: dict[Subject, list[tuple[str, Fact]]] = {}
    told = {item.subject for item in items}
    for (subject, attribute), known in lock.facts.items():
        found = now.get((subject, attribute))
        if attribute in UNIMPORTANT or _told(subject, attribute, items):
            continue
        if found is None:
            gone.setdefault(subject, []).append((attribute, known))
        elif digest(found.value) != known.value and attribute != "described":
            if subject[2:3] not in {("parameter",), ("response",)}:
                yield _changed(reading, found, known, matched)
        elif found.place.passage != known.passage and subject not in told:
            reworded.setdefault(subject, []).append((attribute, found))
    for subject, missing in gone.items():
        text = f"no longer stated: {', '.join(attribute for attribute, _ in missing)}"
        note = f"it stood on line {missing[0][1].line} when the page was accepted"
        names = _names(subject, matched)
        yield Item("vanished", named(subject), text, operations=names, subject=subject, note=note)
    for subject, facts in reworded.items():
        said = ", ".join(attribute for attribute, _ in facts if attribute != "described")
        text = f"the passage is gone that said {said}; what it said still holds"
        text = text if said else "the passage that describes it was rewritten"
        place = f"{reading.document}:{facts[0][1].place.line}"
        yield Item(
            "vanished",
            named(subject),
            text,
            place,
            operations=_names(subject, matched),
            subject=subject,
            note="read the new passage, then `specloom drift --accept`",
        )


def _changed(reading: Reading, fact: Fact, known: Known, matched: list[Described]) -> Item:
    """Tell of a fact that specs state in no form of their own."""
    return Item(
        "changed",
        f"{named(fact.subject)}, {fact.attribute}",
        f"the page says otherwise than when it was accepted (line {known.line} then)",
        f"{reading.document}:{fact.place.line}",
        operations=_names(fact.subject, matched),
        page=fact.value,
        subject=fact.subject,
        attribute=fact.attribute,
        note="look at what the spec makes of it, then `specloom drift --accept`",
    )


def _told(subject: Subject, attribute: str, items: list[Item]) -> bool:
    """Tell whether an item already speaks of the fact, or of what it is inside."""
    return any(
        item.subject
        and subject[: len(item.subject)] == item.subject
        and (item.subject != subject or item.attribute in {"", attribute})
        for item in items
    )


def _names(subject: Subject, matched: list[Described]) -> tuple[str, ...]:
    """Name the operations that a fact is about; what is about no single one is about all."""
    own = [
        each.operation.name
        for each in matched
        if subject[1:2] in {(each.operation.endpoint,), (each.operation.model_id,)}
    ]
    return tuple(own or [each.operation.name for each in matched])
