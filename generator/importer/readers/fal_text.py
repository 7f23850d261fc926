"""fal's text page of one model (llms.txt): lists of parameters with their defaults, options and ranges."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.importer.blocks import Block, blocks
from generator.importer.checks import ask_about_examples
from generator.importer.documents import Document
from generator.importer.doubts import ask_about_contradictions
from generator.importer.facts import Place, Reading, Subject
from generator.importer.forms import Form
from generator.importer.inline import codes, plain
from generator.importer.literals import bodies
from generator.importer.modelfacts import model_facts
from generator.importer.notes import Notes, place_at
from generator.importer.pages import Section, describe, labelled, sections_of
from generator.importer.prices import has_money, read_prices
from generator.importer.prose import Described, read_prose
from generator.importer.readers.fal_lists import Lists
from generator.importer.samples import Sample, say_samples

FORM = Form("fal-text", "fal's text page of one model (llms.txt)")
_MARKS = ("- **Endpoint**: `https://fal.run/", "- **Model ID**:", "### Input Schema", "_optional_)")
_SIDES = {"input schema": "parameter", "output schema": "response"}
_INTRODUCTIONS = ("The API accepts", "The API returns", "This model can be used", "See the input")


def recognise(document: Document) -> int:
    """Return how sure it is that this is a model's text page of fal."""
    if document.text.lstrip()[:1] in {"{", "["} or "<ParamField" in document.text:
        return 0
    found = sum(mark in document.text for mark in _MARKS)
    return 22 * found if found > 1 else 0


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
    priced: list[tuple[Section, Block]] = field(default_factory=list)

    @property
    def subject(self) -> Subject:
        return ("operation", self.operation)

    def read(self) -> Reading:
        """Read overview, schemas, examples and prices."""
        sections = sections_of(blocks(self.notes.document.text))
        self.title = next((one.title for one in sections if one.level == 1), "") or "model"
        self._overview(sections)
        for section in sections:
            name = section.title.lower()
            if name in _SIDES:
                self._schema(section, _SIDES[name])
            elif name == "overview":
                self._spoken([block for block in section.blocks if block.kind == "text"], section)
            elif "usage examples" in {one.lower() for one in section.trail}:
                self._usage(section)
            elif "additional resources" in {one.lower() for one in section.trail}:
                self.notes.prose += len(section.blocks)
            else:
                self._spoken(section.blocks, section)
        read_prose(self.notes, self.described)
        read_prices(self.notes, self.subject, self.priced)
        say_samples(self.notes, self.subject, self.samples)
        ask_about_contradictions(self.notes)
        ask_about_examples(self.notes)
        return self.notes.reading(FORM.id, self.title)

    def _overview(self, sections: list[Section]) -> None:
        """Read the list of what the model is."""
        listed: list[tuple[str, str, Place]] = []
        for section in sections:
            for block in section.blocks if section.title.lower() == "overview" else ():
                for row in block.text.split("\n") if block.kind == "item" else ():
                    label = labelled(row)
                    if label is not None:
                        listed.append((label[0].lower(), label[1], section.place(block)))
        values = {key: plain(value).strip() for key, value, _ in listed}
        endpoint = values.get("endpoint", "")
        self.operation = values.get("model id") or endpoint.partition("://")[2].partition("/")[2]
        place = listed[0][2] if listed else place_at(1, "head of the page", self.title)
        if not self.operation:
            self.operation = self.title
            self.notes.ask(("model",), "which id does the model have?", place)
        said = {"title": self.title, "url": endpoint, "method": "POST" if endpoint else ""}
        for attribute, value in {**said, "model": self.operation}.items():
            if value:
                self.notes.say(self.subject, attribute, value, place)
        self.notes.say(("model",), "title", self.title, place)
        self.notes.say(("model",), "id", self.operation, place)
        for key, value, where in listed:
            if key not in {"endpoint", "model id"}:
                model_facts(self.notes, self.operation, key, value, where)

    def _schema(self, section: Section, side: str) -> None:
        """Read a list of parameters, and the examples below it."""
        lists = Lists(self.notes, (*self.subject, side), section)
        role = "request" if side == "parameter" else "response"
        for block in section.blocks:
            if block.kind == "item":
                lists.take(block)
            elif block.kind == "code":
                sample = Sample("", block.line, section.where)
                if role == "response" and self.samples and self.samples[-1].response is None:
                    sample = self.samples[-1]
                else:
                    self.samples.append(sample)
                sample.take(self.notes, role, block)
            elif labelled(block.text) is None and not block.text.startswith(_INTRODUCTIONS):
                self._spoken([block], section)
        self.described += lists.close()

    def _usage(self, section: Section) -> None:
        """Read the bodies that samples of code send, where they are new."""
        known = [sample.request for sample in self.samples]
        for block in section.blocks:
            for body in bodies(block.text) if block.kind == "code" else ():
                if body not in known:
                    known.append(body)
                    self.samples.append(Sample("", block.line, section.where, request=body))

    def _spoken(self, found: list[Block], section: Section) -> None:
        """Sort what stands between the lists: prices, sentences about the model, plain prose."""
        for block in found:
            table = any(has_money(cell) for row in block.rows for cell in row)
            if table or has_money(block.text) or "pric" in section.title.lower():
                self.priced.append((section, block))
            elif block.kind == "table":
                self._table(section, block)
            elif block.text.startswith(_INTRODUCTIONS) or block.kind in {"html", "rule", "code"}:
                self.notes.prose += 1
            elif block.kind == "quote" and section.level <= 1:
                told = [(block.text, section.place(block))]
                self.described += describe(self.notes, self.subject, told)
            elif block.text:
                self.described.append(Described(self.subject, block.text, section.place(block)))

    def _table(self, section: Section, block: Block) -> None:
        """Note the rows of a table without prices: they promise, but name no parameter."""
        for row in block.rows[1:]:
            text = " | ".join(plain(cell) for cell in row)
            place = place_at(block.line, section.where, text)
            if any(char.isdigit() for char in text) or codes(" ".join(row)):
                self.notes.miss(text, "a row that names no parameter", place)
            else:
                self.notes.prose += 1
