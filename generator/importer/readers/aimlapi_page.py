"""AI/ML API's page in GitBook's Markdown: which models and calls, samples of code, and sentences.

The parameters stand in an OpenAPI file that the page points to, or in a block that it holds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.diagnostics import Rejected
from generator.importer.blocks import Block, blocks
from generator.importer.documents import Document
from generator.importer.facts import Place, Reading, Subject
from generator.importer.forms import Form
from generator.importer.inline import codes, plain, spans
from generator.importer.literals import NoLiteral, bodies, read_literal
from generator.importer.notes import Notes, place_at
from generator.importer.prose import Described, read_prose
from generator.importer.samples import Sample, say_samples
from generator.importer.tags import Passage, Tag, pieces, untagged

FORM = Form("aimlapi-page", "AI/ML API's page of a model, GitBook Markdown")
_VALID = "valid for the following list"
_HOST = "https://api.aimlapi.com"
_CALLS = frozenset({"openapi-operation", "openapi", "swagger"})
_PLAIN = frozenset({"setup your api key", "step-by-step instructions"})
_MAX_TRIES = 50


def recognise(document: Document) -> int:
    """Return how sure it is that this is such a page."""
    text = document.text
    if "{%" not in text or text.lstrip()[:1] in {"{", "["}:
        return 0
    marks = (_VALID, "{% openapi", "aimlapi.com", "{% hint")
    return 20 * sum(mark in text for mark in marks) + 5


def read(document: Document) -> Reading:
    """Read all facts of the page."""
    return _Page(Notes(document)).read()


@dataclass(slots=True)
class _Call:
    """One call that the page documents."""

    method: str
    path: str
    place: Place
    file: str = ""


@dataclass(slots=True)
class _Page:
    """The reading of one page."""

    notes: Notes
    title: str = ""
    models: list[str] = field(default_factory=list)
    calls: list[_Call] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    loose: list[tuple[str, Place]] = field(default_factory=list)
    embedded: list[Reading] = field(default_factory=list)
    heading: str = ""
    summary: str = ""
    listing: bool = False
    inside: str = ""
    """The call whose tag is open."""

    def read(self) -> Reading:
        """Walk through tags and text, then write down what belongs to each model."""
        for piece in pieces(self.notes.document.text):
            if isinstance(piece, Tag):
                self._tag(piece)
            else:
                self._passage(piece)
        self.title = self.title or "model"
        self._write()
        return self.notes.reading(FORM.id, self.title)

    def _tag(self, tag: Tag) -> None:
        if tag.name in _CALLS and tag.kind == "open":
            said = tag.attributes
            path, method = said.get("path") or "", said.get("method") or "post"
            where = f"{method.upper()} {path}"
            place = place_at(tag.line, self.heading or where, where)
            self.calls.append(_Call(method.upper(), path, place, said.get("src") or ""))
            self.inside = tag.name
        elif tag.name == self.inside and tag.kind == "close":
            self.inside = ""
        elif tag.name == "swagger-parameter" and tag.kind == "open":
            self.notes.miss(
                str(tag.attributes), "a parameter in an old form of block", self._at(tag)
            )
        elif tag.name == "summary":
            self.summary = "?" if tag.kind == "open" else self.summary
        elif tag.name == "details" and tag.kind == "close":
            self.summary = ""

    def _at(self, tag: Tag) -> Place:
        return place_at(tag.line, self.heading, str(tag.attributes))

    def _passage(self, passage: Passage) -> None:
        if self.summary == "?":
            self.summary = plain(passage.text).strip()
            return
        for block in blocks(passage.text, passage.line):
            self._block(block)

    def _block(self, block: Block) -> None:
        """Take in one block."""
        where = ", ".join(part for part in (self.heading, self.summary) if part)
        place = place_at(block.line, where or "head of the page", block.text)
        if block.kind == "heading":
            text = plain(untagged(block.text)).strip()
            self.title = self.title or (text if block.level == 1 else "")
            self.heading = text if block.level > 1 else ""
            self.listing = False
        elif self.inside:
            self._file(block)
        elif block.kind == "code":
            self._code(block, where)
        elif _VALID in block.text:
            self.listing = True
        elif self.listing and block.kind == "item":
            self.models += [code.strip() for code in codes(block.text) if code.strip()]
        elif {self.heading.lower(), self.summary.lower()} & _PLAIN or block.kind in {
            "html",
            "rule",
        }:
            self.notes.prose += 1
        else:
            self.listing = False
            rows = [" | ".join(row) for row in block.rows] or untagged(block.text).split("\n\n")
            self.loose += [
                (text.replace("\\\n", "\n"), place) for text in rows if text.strip(" \\")
            ]

    def _file(self, block: Block) -> None:
        """Note the OpenAPI file that a call points to."""
        for span in spans(block.text):
            if span.kind == "link" and self.calls and not self.calls[-1].file:
                self.calls[-1].file = span.target

    def _code(self, block: Block, where: str) -> None:
        """Read a sample of code, an answer, or an OpenAPI document inside the page."""
        text = block.text
        if '"openapi"' in text[:2000] or text.lstrip().startswith(("openapi:", "---\nopenapi:")):
            self._openapi(block)
            return
        found = [body for body in bodies(text) if "model" in body or _HOST in text]
        for body in found[:5]:
            if set(body) - {"generation_id"} and not _is_header(body):
                self.samples.append(Sample("", block.line, where, request=body))
        if found or "response" not in (self.summary or self.heading).lower():
            self.notes.prose += 0 if found else 1
            return
        answer = _last_value(text)
        if answer is None:
            self.notes.miss(
                text, "no answer can be read from this", place_at(block.line, where, text)
            )
        else:
            asked = [
                one for one in self.samples if one.response is None and one.request is not None
            ]
            if asked:
                asked[-1].response = answer
            else:
                self.samples.append(Sample("", block.line, where, response=answer))

    def _openapi(self, block: Block) -> None:
        """Read an OpenAPI document that stands in the page, with the page's own lines."""
        from generator.importer.readers import aimlapi_openapi

        name, sha256 = self.notes.document.name, self.notes.document.sha256
        inner = Document(name, "\n" * block.line + block.text, sha256)
        try:
            self.embedded.append(aimlapi_openapi.read(inner))
        except Rejected as rejected:
            place = place_at(block.line, self.heading, block.text)
            self.notes.miss(block.text, rejected.findings[0].text, place)

    def _write(self) -> None:
        """Write down the facts of each model."""
        place = place_at(1, "head of the page", self.title)
        if not self.models:
            named = [
                one.request.get("model") for one in self.samples if isinstance(one.request, dict)
            ]
            self.models = [name for name in named if isinstance(name, str) and name.strip()][
                :1
            ] or [self.title]
            self.notes.ask(("model",), "which models is the page valid for?", place)
        self.notes.say(("model",), "title", self.title, place)
        for reading in self.embedded:
            self.notes.facts += reading.facts
            self.notes.unread += reading.unread
            self.notes.questions += reading.questions
        known = {fact.subject[1] for fact in self.notes.facts if fact.subject[0] == "operation"}
        described: list[Described] = []
        for model in dict.fromkeys(self.models):
            self.notes.say(("model",), "id", model, place)
            subject: Subject = ("operation", model)
            self.notes.say(subject, "model", model, place)
            self.notes.say(subject, "title", self.title, place)
            self._calls(subject, has_parameters=model in known)
            own = [one for one in self.samples if _model_of(one) in {model, None}]
            say_samples(self.notes, subject, own)
        first: Subject = ("operation", self.models[0])
        described += [Described(first, text, where) for text, where in self.loose]
        read_prose(self.notes, described)

    def _calls(self, subject: Subject, *, has_parameters: bool) -> None:
        """Write down the call that starts a job, and those that fetch its result."""
        host = _HOST if _HOST in self.notes.document.text else ""
        starts = [call for call in self.calls if call.method != "GET"] or self.calls
        for call in self.calls:
            if call is starts[0]:
                self.notes.say(subject, "method", call.method, call.place)
                key = "url" if host else "path"
                self.notes.say(subject, key, f"{host}{call.path}", call.place)
                if call.file:
                    self.notes.say(subject, "openapi", call.file, call.place)
                if not has_parameters:
                    text = "the page lists no parameters; read the OpenAPI file that it points to"
                    self.notes.ask(subject, text, call.place)
            else:
                said = {"role": "result", "method": call.method, "path": call.path}
                self.notes.say(subject, "calls", [said], call.place)


def _is_header(body: dict[str, Any]) -> bool:
    return any(key.lower() in {"authorization", "content-type"} for key in body)


def _model_of(sample: Sample) -> str | None:
    request = sample.request
    model = request.get("model") if isinstance(request, dict) else None
    return model if isinstance(model, str) else None


def _last_value(text: str) -> Any:
    """Return the last object that begins a line of *text*, such as the last answer of a log."""
    found: Any = None
    place = reached = 0
    tries = 0
    for row in text.split("\n"):
        begin = place + len(row) - len(row.lstrip())
        place += len(row) + 1
        if begin < reached or not text.startswith(("{", "["), begin) or tries >= _MAX_TRIES:
            continue
        tries += 1
        try:
            found, reached = read_literal(text, begin)
        except NoLiteral:
            continue
    return found
