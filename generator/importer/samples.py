"""Examples that a page shows: request bodies and answers, read from code without running any."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.importer.blocks import Block
from generator.importer.facts import Place, Subject
from generator.importer.literals import NoLiteral, as_json, read_whole
from generator.importer.notes import Notes, place_at


@dataclass(slots=True)
class Sample:
    """One example."""

    title: str
    line: int
    section: str
    request: Any = None
    response: Any = None
    raw_response: Any = None
    links: list[str] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """Where it stands; its passage is what it shows."""
        text = as_json([self.title, self.request, self.response, self.raw_response])
        return place_at(self.line, self.section, text)

    def take(self, notes: Notes, role: str, block: Block) -> None:
        """Take the value that *block* shows as the `request` or the `response`."""
        try:
            value = read_whole(block.text)
        except NoLiteral as reason:
            place = place_at(block.line, self.section, block.text)
            notes.miss(block.text, f"no value can be read from this {role}: {reason}", place)
            return
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
            value = value[0]
        if getattr(self, role) is None:
            setattr(self, role, value)


def say_samples(notes: Notes, subject: Subject, samples: list[Sample]) -> None:
    """Write down *samples*; one without an answer, whose request another has too, adds nothing."""
    answered = {as_json(one.request) for one in samples if one.response is not None}
    seen: set[str] = set()
    number = 0
    for sample in samples:
        shown = as_json([sample.request, sample.response, sample.raw_response])
        empty = sample.request is None and sample.response is None and sample.raw_response is None
        silent = sample.response is None and as_json(sample.request) in answered
        if empty or silent or shown in seen:
            continue
        seen.add(shown)
        own = (*subject, "example", str(number))
        number += 1
        place = sample.place
        if sample.title:
            notes.say(own, "title", sample.title, place)
        for attribute in ("request", "response", "raw_response"):
            if getattr(sample, attribute) is not None:
                notes.say(own, attribute, getattr(sample, attribute), place)
        cost = _cost(sample.response)
        if cost is not None:
            notes.say(own, "cost", cost, place)


def _cost(response: Any) -> str | None:
    """Return the cost that a response reports, as a decimal text."""
    cost = response.get("cost") if isinstance(response, dict) else None
    if cost is None or isinstance(cost, (bool, str, list, dict)):
        return None
    return format(cost, "f") if not isinstance(cost, int) else str(cost)
