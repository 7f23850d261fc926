"""Runware's model page in Markdown: parameters as headings with a list of properties below each."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby

from generator.importer.blocks import Block
from generator.importer.checks import ask_about_examples
from generator.importer.documents import Document
from generator.importer.doubts import ask_about_contradictions
from generator.importer.facts import Place, Reading, Subject
from generator.importer.forms import Form
from generator.importer.inline import plain, spans
from generator.importer.modelfacts import model_facts
from generator.importer.notes import Notes, place_at
from generator.importer.pages import Section, describe, labelled, page_blocks, sections_of
from generator.importer.prices import read_prices
from generator.importer.prose import Described, read_prose
from generator.importer.readers.runware_members import Members
from generator.importer.samples import Sample, say_samples
from generator.importer.sizes import read_size_table

FORM = Form("runware-page", "Runware's model page in Markdown")
_DIRECTIONS = {"request parameters": "parameter", "response parameters": "response"}
_MARKS = ("## Request Parameters", "- **Type**:", "- **ID**:", "**Allowed values**", "Runware")


def recognise(document: Document) -> int:
    """Return how sure it is that this is a model page of Runware."""
    text = document.text
    if text.lstrip()[:1] in {"{", "["} or "- **Type**:" not in text:
        return 0
    score = sum(15 for mark in _MARKS if mark in text)
    return min(95, score + (20 if "#request-" in text else 0))


def read(document: Document) -> Reading:
    """Read all facts of the page."""
    return _Page(Notes(document)).read()


@dataclass(slots=True)
class _Page:
    """The reading of one page."""

    notes: Notes
    operation: str = ""
    title: str = ""
    described: list[Described] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)

    @property
    def subject(self) -> Subject:
        return ("operation", self.operation)

    def read(self) -> Reading:
        """Read the sections in order, then what their sentences say."""
        front, found = page_blocks(self.notes.document.text)
        sections = sections_of(found)
        named = next((one.title for one in sections if one.level == 1), "")
        self.title = named or front.get("title", "") or "model"
        self._head(sections, front)
        for name, group in groupby(sections, key=_topic):
            members = list(group)
            if name in _DIRECTIONS:
                reader = Members(self.notes, (*self.subject, _DIRECTIONS[name]))
                self.described += reader.read(members)
            elif name == "examples":
                self._examples(members)
        read_prose(self.notes, [*self.described, *self._rules(sections)])
        prices = [one for one in sections if _topic(one) == "pricing"]
        read_prices(
            self.notes, self.subject, [(one, block) for one in prices for block in one.blocks]
        )
        say_samples(self.notes, self.subject, self.samples)
        ask_about_contradictions(self.notes)
        ask_about_examples(self.notes)
        return self.notes.reading(FORM.id, self.title)

    def _head(self, sections: list[Section], front: dict[str, str]) -> None:
        """Read what stands before the first section: what the model is."""
        head = [one for one in sections if not one.trail]
        listed = [(one, block) for one in head for block in one.blocks]
        facts: list[tuple[str, str, Section, Block]] = []
        told: list[tuple[str, Place]] = []
        for section, block in listed:
            label = labelled(block.text) if block.kind == "item" else None
            if label is not None:
                facts.append((label[0], label[1], section, block))
            elif block.kind == "text":
                told.append((block.text, section.place(block)))
        named = next((plain(value) for key, value, _, _ in facts if key.lower() == "id"), "")
        self.operation = named.strip() or self.title
        if not named:
            self.notes.ask(("model",), "which id does the model have?", place_at(1, "head", ""))
        self.described += describe(self.notes, self.subject, told)
        for key, value, section, block in facts:
            model_facts(self.notes, self.operation, key, value, section.place(block))
        place = place_at(1, "head of the page", self.title)
        self.notes.say(("model",), "title", self.title, place)
        self.notes.say(self.subject, "title", self.title, place)
        if "url" in front:
            self.notes.say(self.subject, "page", front["url"], place)

    def _rules(self, sections: list[Section]) -> list[Described]:
        """Return the sentences about compatibility, and read the tables among them."""
        found: list[Described] = []
        for section in sections:
            if _topic(section).partition(" ")[0] not in {"compatibility", "validation"}:
                continue
            for block in section.blocks:
                place = section.place(block)
                if block.kind == "table":
                    read_size_table(self.notes, self.operation, block, place)
                elif block.kind in {"text", "item", "quote"} and "following" not in block.text:
                    found.append(Described(self.subject, block.text, place))
        return found

    def _examples(self, sections: list[Section]) -> None:
        """Gather the requests and responses that the page shows."""
        for section in sections[1:] if len(sections) > 1 else sections:
            sample = Sample(section.title, section.line, section.where)
            role = ""
            for block in section.blocks:
                label = labelled(block.text) if block.kind in {"text", "item"} else None
                if label is not None:
                    role = label[0].lower()
                elif block.kind == "code" and role in {"request", "response"}:
                    sample.take(self.notes, role, block)
                elif block.kind == "text":
                    links = [span.target for span in spans(block.text) if span.kind == "link"]
                    sample.links += [link for link in links if link]
            self.samples.append(sample)


def _topic(section: Section) -> str:
    return section.trail[0].lower() if section.trail else ""
