"""Cloudflare's model page in Markdown: its parameters stand as names, each with one run-together line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.importer.blocks import Block
from generator.importer.checks import ask_about_examples
from generator.importer.documents import Document
from generator.importer.doubts import ask_about_contradictions
from generator.importer.facts import Place, Reading, Subject
from generator.importer.forms import Form
from generator.importer.inline import codes, plain, spans
from generator.importer.literals import NoLiteral, bodies, read_literal, read_whole
from generator.importer.modelfacts import model_facts
from generator.importer.notes import Notes, place_at
from generator.importer.pages import (
    Section,
    describe,
    front_matter,
    labelled,
    page_blocks,
    sections_of,
)
from generator.importer.prices import has_money, read_prices
from generator.importer.prose import Described, read_prose
from generator.importer.readers.cloudflare_members import Line, read_lines, say_line
from generator.importer.samples import Sample, say_samples

FORM = Form("cloudflare-page", "Cloudflare's model page in Markdown")
_BULLET = " \u2022 "
_MARKS = ("| Model Info", "developers.cloudflare.com/ai/", "## Parameters", "env.AI.run")


def recognise(document: Document) -> int:
    """Return how sure it is that this is a model page of Cloudflare."""
    text = document.text
    if text.lstrip()[:1] in {"{", "["} or "## Parameters" not in text:
        return 0
    found = sum(mark in text for mark in _MARKS)
    return 20 * found + 10 if found > 1 else 0


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
        """Read head, examples and parameters, then what their sentences say."""
        text = self.notes.document.text
        front, _ = front_matter(text)
        sections = sections_of(page_blocks(text)[1])
        named = next((one.title for one in sections if one.level == 1 and one.title), "")
        self.title = named or front.get("title", "") or "model"
        head = [one for one in sections if not one.trail]
        self._head(head)
        priced: list[tuple[Section, Block]] = []
        for section in sections:
            topic = section.trail[0].lower() if section.trail else ""
            if topic in {"usage", "examples"}:
                self._examples(section)
            elif topic == "parameters":
                self._parameters(section)
            elif topic.startswith("pricing") or topic == "price":
                priced += [(section, block) for block in section.blocks]
            elif topic.startswith("api schemas"):
                self._links(section)
            elif topic:
                texts = [block for block in section.blocks if block.kind in {"text", "item"}]
                self.described += [
                    Described(self.subject, block.text, section.place(block)) for block in texts
                ]
        read_prose(self.notes, self.described)
        self._prices(head, priced)
        say_samples(self.notes, self.subject, self.samples)
        ask_about_contradictions(self.notes)
        ask_about_examples(self.notes)
        return self.notes.reading(FORM.id, self.title)

    def _head(self, head: list[Section]) -> None:
        """Read what the model is."""
        blocks = [(one, block) for one in head for block in one.blocks]
        ids = [codes(block.text)[0] for _, block in blocks if _is_code_alone(block)]
        self.operation = next((name for name in ids if "/" in name), "") or self.title
        place = place_at(1, "head of the page", self.title)
        if self.operation == self.title:
            self.notes.ask(("model",), "which id does the model have?", place)
        self.notes.say(("model",), "id", self.operation, place)
        self.notes.say(self.subject, "model", self.operation, place)
        self.notes.say(("model",), "title", self.title, place)
        told: list[tuple[str, Place]] = []
        for section, block in blocks:
            where = section.place(block)
            if block.kind == "table":
                for row in block.rows[1:] if _is_header(block.rows[0]) else block.rows:
                    if len(row) > 1 and not has_money(row[1]):
                        own = place_at(block.line, section.where, " | ".join(row))
                        model_facts(self.notes, self.operation, row[0], row[1], own)
            elif block.kind != "text" or _is_code_alone(block) or section.level != 1:
                continue
            elif _BULLET in block.text:
                task, _, creator = plain(block.text).partition(_BULLET)
                self.notes.say(("model",), "task", task.strip(), where)
                self.notes.say(("model",), "creator", creator.strip(), where)
            elif plain(block.text).strip(" !") and not block.text.startswith(("[", "!")):
                told.append((block.text, where))
        self.described += describe(self.notes, self.subject, told)

    def _links(self, section: Section) -> None:
        """Note the addresses of the page and of its schema files."""
        links: dict[str, str] = {}
        for block in section.blocks:
            for span in spans(block.text):
                name = span.target.rpartition("/")[2].removesuffix(".json")
                if span.kind == "link" and name.startswith("schema-"):
                    links[name] = span.target
            if block.kind == "code" and '"@context"' in block.text:
                self._page(block)
        if links:
            self.notes.say(
                ("model",), "links", links, place_at(section.line, section.where, str(links))
            )

    def _page(self, block: Block) -> None:
        """Read the page's own address from its linked data."""
        try:
            value, _ = read_literal(block.text)
        except NoLiteral:
            return
        address = value.get("url") if isinstance(value, dict) else None
        if isinstance(address, str):
            place = place_at(block.line, "linked data", address)
            self.notes.say(self.subject, "page", address, place)

    def _prices(self, head: list[Section], priced: list[tuple[Section, Block]]) -> None:
        """Read prices, and say so where the page only points elsewhere."""
        if priced:
            read_prices(self.notes, self.subject, priced)
            return
        for section in head:
            for block in section.blocks:
                for row in block.rows:
                    if row and "pric" in plain(row[0]).lower():
                        own = place_at(block.line, section.where, " | ".join(row))
                        if has_money(" ".join(row[1:])):
                            read_prices(
                                self.notes, self.subject, [(section, block)], all_prose=False
                            )
                        else:
                            text = "the page states no price; it points to the provider's dashboard"
                            self.notes.ask(self.subject, text, own)

    def _examples(self, section: Section) -> None:
        """Gather requests and results; a bold line names what follows."""
        sample = Sample("", section.line, section.where)
        for block in section.blocks:
            if block.kind == "text" and (title := _bold_head(block.text)) is not None:
                self.samples.append(sample)
                sample = Sample(title, block.line, section.where)
            elif block.kind == "code":
                self._code(sample, block)
        self.samples.append(sample)

    def _code(self, sample: Sample, block: Block) -> None:
        """Take the request or the result that a block of code shows."""
        text = block.text.strip()
        if "env.AI.run(" in text:
            body = _worker_body(text)
            sample.request = sample.request or body
            if body is None:
                self._miss(block, "the input of this call cannot be read")
        elif "curl" in text.partition("\n")[0][:40] or "--data" in text:
            self._url(text, block)
            found = [
                body["input"] if isinstance(body.get("input"), dict) else body
                for body in bodies(text)
            ]
            sample.request = sample.request or (found[0] if found else None)
            if not found:
                self._miss(block, "the body of this call cannot be read")
        elif text.startswith(("{", "[")):
            try:
                value = read_whole(text)
            except NoLiteral as reason:
                self._miss(block, f"this result cannot be read: {reason}")
                return
            self._result(sample, value)
        else:
            self.notes.prose += 1

    def _result(self, sample: Sample, value: Any) -> None:
        inner = value.get("result") if isinstance(value, dict) else None
        if isinstance(inner, dict) and sample.raw_response is None:
            sample.raw_response = value
            sample.response = inner
        elif sample.response is None:
            sample.response = value

    def _url(self, text: str, block: Block) -> None:
        """Note the address of the call."""
        for word in text.split():
            known = any(fact.attribute == "url" for fact in self.notes.facts)
            if word.startswith("https://") and not known:
                address = word.strip("'\"\\").replace("$CLOUDFLARE_ACCOUNT_ID", "{account_id}")
                place = place_at(block.line, "Usage", address)
                self.notes.say(self.subject, "url", address, place)
                self.notes.say(self.subject, "method", "POST", place)

    def _miss(self, block: Block, why: str) -> None:
        self.notes.miss(block.text, why, place_at(block.line, "Examples", block.text))

    def _parameters(self, section: Section) -> None:
        """Read names with their lines, and tell requests from results."""
        found = read_lines(self.notes, section)
        begin = self._first_of_result(found)
        seen: dict[tuple[str, ...], int] = {}
        for index, line in enumerate(found):
            side = "response" if index >= begin else "parameter"
            subject = (*self.subject, side, *line.steps)
            parent = subject[:-1]
            seen[parent] = seen.get(parent, -1) + 1
            self.described += say_line(self.notes, subject, line, seen[parent])

    def _first_of_result(self, found: list[Line]) -> int:
        """Return the index of the first line that describes the result: the page shows no border."""
        marked = [index for index, line in enumerate(found) if line.side == "output"]
        if marked:
            return marked[0]
        results = [one.response for one in self.samples if isinstance(one.response, dict)]
        sent = {key for one in self.samples if isinstance(one.request, dict) for key in one.request}
        shown = {key: value for result in results for key, value in result.items()}
        for index, line in enumerate(found):
            rest = [other.name for other in found[index:]]
            again = line.name in rest[1:]
            if (
                line.name in shown
                and line.fits(shown[line.name])
                and not again
                and not sent & set(rest)
            ):
                if set(rest) - shown.keys():
                    others = ", ".join(sorted(set(rest) - shown.keys()))
                    text = f"is this part of the result, as it seems: {others}?"
                    self.notes.ask(self.subject, text, line.place)
                return index
        if found:
            text = "the page does not show where the parameters end and the result begins"
            self.notes.ask(self.subject, text, found[-1].place)
        return len(found)


def _is_code_alone(block: Block) -> bool:
    found = spans(block.text.strip())
    return block.kind == "text" and len(found) == 1 and found[0].kind == "code"


def _is_header(row: tuple[str, ...]) -> bool:
    return bool(row) and plain(row[0]).strip().lower() in {"model info", "", "property", "field"}


def _bold_head(text: str) -> str | None:
    """Return the title of an example: `**Title** — what it shows`."""
    label = labelled(text)
    if label is not None:
        return label[0]
    if text.startswith("**") and (end := text.find("**", 2)) > 0:
        return text[2:end].strip()
    return None


def _worker_body(code: str) -> Any:
    """Return the input of `env.AI.run('model', {...})`."""
    place = code.find("env.AI.run(") + len("env.AI.run(")
    try:
        _, place = read_literal(code, place)
        comma = code.find(",", place)
        return read_literal(code, comma + 1)[0] if comma >= 0 else None
    except NoLiteral:
        return None
