"""fal's reference page: MDX with a ParamField for each parameter, one tab for each endpoint, or none."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.importer.blocks import Block, blocks
from generator.importer.checks import ask_about_examples
from generator.importer.documents import MAX_DEPTH, Document
from generator.importer.doubts import ask_about_contradictions
from generator.importer.facts import Place, Reading, Subject
from generator.importer.forms import Form
from generator.importer.inline import codes, plain, spans
from generator.importer.literals import bodies
from generator.importer.notes import Notes, place_at
from generator.importer.pages import Section, describe, labelled
from generator.importer.prices import has_money, read_prices
from generator.importer.prose import Described, read_prose
from generator.importer.readers.fal_fields import Field, Fields
from generator.importer.readers.fal_limits import read_limitations
from generator.importer.samples import Sample, say_samples
from generator.importer.tags import Passage, Tag, pieces

FORM = Form("fal-page", "fal's reference page, MDX with ParamField")
_FIELDS = frozenset({"ParamField", "ResponseField", "Param"})
_SIDES = {"input schema": "parameter", "output schema": "response", "input": "parameter"}
_SIDES |= {"output": "response", "request": "parameter", "response": "response"}
_FOLDS = frozenset({"Expandable", "Accordion", "AccordionGroup", "details"})
_SAMPLES = {"input example": "request", "output example": "response"}


def recognise(document: Document) -> int:
    """Return how sure it is that this is a reference page of fal."""
    text = document.text
    if text.lstrip()[:1] in {"{", "["} or not any(f"<{name} " in text for name in _FIELDS):
        return 0
    marks = ("**Endpoint ID:**", "https://fal.run/", "### Input Schema", "fal.ai")
    return 20 + 18 * sum(mark in text for mark in marks)


def read(document: Document) -> Reading:
    """Read all facts of the page."""
    return _Page(Notes(document)).read()


@dataclass(slots=True)
class _Tab:
    """One endpoint, as far as it has been read."""

    title: str
    line: int
    id: str = ""
    url: str = ""
    method: str = ""
    fields: list[Field] = field(default_factory=list)
    quick: list[Sample] = field(default_factory=list)
    full: Sample | None = None
    loose: list[tuple[str, Place]] = field(default_factory=list)
    """Sentences outside of fields."""


@dataclass(slots=True)
class _Page:
    """The reading of one page."""

    notes: Notes
    title: str = ""
    tabs: list[_Tab] = field(default_factory=list)
    heading: str = ""
    topic: str = ""
    """The heading of the second level, under which we are."""
    open_fields: list[Field] = field(default_factory=list)
    """The field that text belongs to, if there is one."""
    folds: list[Field] = field(default_factory=list)
    """The fields whose members are being listed."""
    in_card: bool = False
    """Whether we are in a box that advertises the page's playground."""
    general: list[tuple[Section, Block]] = field(default_factory=list)
    limitations: list[Block] = field(default_factory=list)

    @property
    def tab(self) -> _Tab:
        """The endpoint that is being read."""
        if not self.tabs:
            self.tabs.append(_Tab("", 1))
        return self.tabs[-1]

    def read(self) -> Reading:
        """Walk through tags and text, then write down what each tab holds."""
        inside_tabs = 0
        for piece in pieces(self.notes.document.text):
            if isinstance(piece, Passage):
                for block in blocks(piece.text, piece.line):
                    self._block(block, inside=inside_tabs > 0 or not self.tabs)
            else:
                inside_tabs += self._tag(piece)
        described = [one for tab in self.tabs for one in self._write(tab)]
        read_prose(self.notes, described)
        for tab in self.tabs:
            subject = ("operation", tab.id)
            full = [tab.full] if tab.full else []
            say_samples(self.notes, subject, [*tab.quick, *full])
        ids = list(dict.fromkeys(tab.id for tab in self.tabs))
        self._general(ids)
        read_limitations(self.notes, ids, self.limitations)
        ask_about_contradictions(self.notes)
        ask_about_examples(self.notes)
        return self.notes.reading(FORM.id, self.title)

    def _tag(self, tag: Tag) -> int:
        """Take in one tag; return by how much it changes how deep we are in tabs."""
        if tag.name in _FIELDS:
            self._field(tag)
        elif tag.name == "Tab" and tag.kind == "open":
            self._leave()
            self.tabs.append(_Tab((tag.attributes.get("title") or "").strip(), tag.line))
        elif tag.name == "Tabs" and tag.kind in {"open", "close"}:
            self._leave()
            return 1 if tag.kind == "open" else -1
        elif tag.name in _FOLDS:
            if tag.kind == "open" and self.open_fields and len(self.folds) < MAX_DEPTH // 2:
                self.folds.append(self.open_fields[-1])
            elif tag.kind == "close" and self.folds:
                self.open_fields = [self.folds.pop()]
        elif tag.name == "Card":
            self.in_card = tag.kind == "open"
        return 0

    def _leave(self) -> None:
        """Forget where in an endpoint we are."""
        self.heading = self.topic = ""
        self.open_fields = []
        self.folds = []

    def _field(self, tag: Tag) -> None:
        if tag.kind == "close":
            self.open_fields = self.folds[-1:]
            return
        side = "response" if tag.name == "ResponseField" else _SIDES.get(self.heading.lower(), "")
        made = Field(tag, side, self.heading or self.tab.title)
        made.parent = self.folds[-1] if self.folds else None
        self.tab.fields.append(made)
        self.open_fields = [made] if tag.kind == "open" else []

    def _block(self, block: Block, *, inside: bool) -> None:
        """Take in one block: part of a field, of an example, or of the page at large."""
        if self.in_card:
            self.notes.prose += 1
        elif block.kind == "heading":
            self.open_fields, self.folds = [], []
            if block.level == 1 and not self.title:
                self.title = plain(block.text).strip()
            self.heading = plain(block.text).strip()
            self.topic = self.heading if block.level < 3 else self.topic
        elif self.open_fields:
            self.open_fields[-1].blocks.append(block)
        elif block.kind == "text" and "**Endpoint" in block.text:
            self._endpoint(block)
        elif block.kind == "code":
            self._code(block)
        elif self.heading.lower() == "limitations":
            self.limitations.append(block)
        elif block.kind in {"quote", "html"} or self.topic.lower() in {"related", "examples"}:
            self.notes.prose += 1
        elif block.kind in {"text", "item", "table"}:
            if inside and self.tabs and block.kind != "table":
                place = place_at(block.line, f"{self.tab.title}, {self.heading}", block.text)
                self.tab.loose.append((block.text, place))
            else:
                trail = (self.topic, self.heading)
                self.general.append((Section(self.heading, 2, block.line, [], trail), block))

    def _endpoint(self, block: Block) -> None:
        """Read address and id of an endpoint; a second one on a page without tabs is another."""
        for row in block.text.split("\n"):
            label = labelled(row)
            found = codes(row)
            if label is None or not found:
                continue
            if label[0].lower() == "endpoint":
                if self.tab.url:
                    self.tabs.append(_Tab("", block.line))
                method, _, address = found[0].rpartition(" ")
                self.tab.method, self.tab.url = method or "POST", address
            elif label[0].lower() in {"endpoint id", "model id"}:
                self.tab.id = found[0].strip()

    def _code(self, block: Block) -> None:
        """Take the body that an example shows."""
        role = _SAMPLES.get(self.heading.lower())
        section = ", ".join(part for part in (self.tab.title, self.heading) if part)
        if role is not None:
            if self.tab.full is None:
                self.tab.full = Sample("", block.line, section)
            self.tab.full.take(self.notes, role, block)
            return
        found = list(bodies(block.text))
        for body in found[:1]:
            self.tab.quick.append(Sample("", block.line, section, request=body))
        if not found and "{" in block.text and self.heading.lower() == "quick start":
            place = place_at(block.line, section, block.text)
            self.notes.miss(block.text, "no body can be read from this sample", place)

    def _write(self, tab: _Tab) -> list[Described]:
        """Write down one endpoint; return its descriptions."""
        place = place_at(tab.line, tab.title or "head of the page", f"{tab.title} {tab.url}")
        if not tab.id:
            tab.id = (
                tab.url.partition("://")[2].partition("/")[2] or tab.title or self.title or "model"
            )
            text = "the page names no endpoint id; it is taken from the address or the title"
            self.notes.ask(("operation", tab.id), text, place)
        subject: Subject = ("operation", tab.id)
        title = tab.title or self.title.removesuffix(" API")
        said = {"title": title, "method": tab.method, "url": tab.url, "model": tab.id}
        for attribute, value in said.items():
            if value:
                self.notes.say(subject, attribute, value, place)
        found = Fields(self.notes, subject).write(tab.fields)
        loose = [(text, where) for text, where in tab.loose if not has_money(text)]
        priced = [(text, where) for text, where in tab.loose if has_money(text)]
        self.general += [
            (
                Section(where.section, 2, where.line, [], (where.section,)),
                Block("text", text, where.line),
            )
            for text, where in priced
        ]
        return [*found, *describe(self.notes, subject, loose)]

    def _general(self, ids: list[str]) -> None:
        """Read what the page says at large: the model's name, and prices."""
        place = place_at(1, "head of the page", self.title)
        for attribute, value in {
            "title": self.title.removesuffix(" API"),
            "id": _common(ids),
        }.items():
            if value:
                self.notes.say(("model",), attribute, value, place)
        if len(ids) == 1:
            read_prices(self.notes, ("operation", ids[0]), self.general)
            return
        for section, block in self.general:
            text = block.text or " | ".join(cell for row in block.rows for cell in row)
            if any(char.isdigit() for char in text):
                why = "to which of the endpoints it belongs is not said"
                self.notes.miss(plain(text), why, section.place(block))
            else:
                self.notes.prose += 1
        for section, block in self.general:
            for span in spans(block.text):
                if span.kind == "link" and span.target.startswith("https://"):
                    self.notes.say(("model",), "see", span.target, section.place(block))


def _common(ids: list[str]) -> str:
    """Return the steps that all *ids* begin with, or the only one."""
    if len(ids) == 1:
        return ids[0]
    shared: list[str] = []
    for steps in zip(*(name.split("/") for name in ids), strict=False):
        if len(set(steps)) > 1:
            break
        shared.append(steps[0])
    return "/".join(shared) or (ids[0] if ids else "")
