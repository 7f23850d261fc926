"""AI/ML API's page as text: each parameter one line, such as `durationinteger · min: 1 · max: 15Optional`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.importer.documents import Document
from generator.importer.doubts import ask_about_contradictions
from generator.importer.facts import Place, Reading, Subject
from generator.importer.forms import Form
from generator.importer.notes import Notes, place_at
from generator.importer.pages import describe
from generator.importer.prose import Described, read_prose
from generator.importer.readers.aimlapi_lines import Member, member_of, say_member

FORM = Form("aimlapi-text", "AI/ML API's page of a model, as text")
_VALID = "valid for the following list"
_METHODS = frozenset({"get", "post", "put", "delete", "patch"})
_SIDES = {
    "body": "parameter",
    "query parameters": "query",
    "path parameters": "path",
    "header parameters": "header",
    "headers": "header",
    "authorizations": "authorization",
    "responses": "response",
}
_TRIMMINGS = frozenset({"was this helpful?", "last updated", "show properties", "copy", "ask"})
_PLAIN = frozenset({"setup your api key", "step-by-step instructions"})
_CONTENT = ("application/", "multipart/", "text/", "audio/")


def recognise(document: Document) -> int:
    """Return how sure it is that this is such a page."""
    text = document.text
    if "{%" in text or text.lstrip()[:1] in {"{", "["}:
        return 0
    score = 45 if _VALID in text else 0
    lines = [line.strip() for line in document.lines[:5000]]
    score += 20 if "Body" in lines and "Responses" in lines else 0
    return score + (20 if any(member_of(line) for line in lines) else 0) if score else 0


def read(document: Document) -> Reading:
    """Read all facts of the page."""
    return _Page(Notes(document)).read()


@dataclass(slots=True)
class _Call:
    """One endpoint of the page."""

    method: str
    line: int
    heading: str
    path: str = ""
    members: list[Member] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    content: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Page:
    """The reading of one page."""

    notes: Notes
    title: str = ""
    models: list[str] = field(default_factory=list)
    calls: list[_Call] = field(default_factory=list)
    loose: list[tuple[str, Place]] = field(default_factory=list)
    side: str = ""
    heading: str = ""

    def read(self) -> Reading:
        """Read line by line, then write down what was found for each model."""
        lines = self.notes.document.lines
        self.title = next((line.strip() for line in lines if line.strip()), "model")
        listing = False
        for number, raw in enumerate(lines, 1):
            line = raw.strip()
            if not line or number == 1:
                continue
            if _VALID in line:
                listing = True
            elif listing and line[0] in "\u2022*-":
                self.models += [name for name in [line.lstrip("\u2022*- ").strip("` ")] if name]
            else:
                listing = False
                self._line(line, number)
        return self._write()

    def _line(self, line: str, number: int) -> None:
        """Take in one line."""
        lower = line.lower()
        call = self.calls[-1] if self.calls else None
        member = member_of(line) if call is not None else None
        if lower in _METHODS:
            if call is None or call.path or lower != call.method:
                self.calls.append(_Call(lower, number, self.heading))
                self.side = ""
        elif call is not None and lower in _SIDES:
            self.side = _SIDES[lower]
        elif member is not None and call is not None and self.side:
            member.side, member.line = self.side, number
            call.members.append(member)
        elif call is not None and line.startswith("/") and " " not in line:
            call.path = line
            self.side = ""
        elif call is not None and line[:3].isdigit() and len(line) < 40:
            if line[:3] not in call.statuses:
                call.statuses.append(line[:3])
        elif lower.startswith(_CONTENT) and " " not in line:
            if call is not None and line not in call.content:
                call.content.append(line)
        elif call is not None and call.members and self.side:
            call.members[-1].take(line, number)
        else:
            self._other(line, number)

    def _other(self, line: str, number: int) -> None:
        """Take in a line between the endpoints: a heading or a sentence."""
        if line.lower() in _TRIMMINGS:
            return
        is_heading = len(line) < 90 and line[-1] not in ".:,;)?" and line[0].isupper()
        if is_heading:
            self.heading = line
            self.side = ""
        if self.heading.lower() in _PLAIN and not is_heading:
            self.notes.prose += 1
            return
        place = place_at(number, self.heading or "head of the page", line)
        self.loose.append((line.lstrip("\u2022 "), place))

    def _write(self) -> Reading:
        """Write down the facts of each model."""
        place = place_at(1, "head of the page", self.title)
        if not self.models:
            self.notes.ask(("model",), "which models is the page valid for?", place)
            self.models = [self.title]
        self.notes.say(("model",), "title", self.title, place)
        described: list[Described] = []
        for model in dict.fromkeys(self.models):
            self.notes.say(("model",), "id", model, place)
            subject: Subject = ("operation", model)
            self.notes.say(subject, "title", self.title, place)
            self.notes.say(subject, "model", model, place)
            described += self._calls(subject)
        first: Subject = ("operation", self.models[0])
        described += [Described(first, text, where) for text, where in self.loose]
        read_prose(self.notes, described)
        ask_about_contradictions(self.notes)
        return self.notes.reading(FORM.id, self.title)

    def _calls(self, subject: Subject) -> list[Described]:
        """Write down the call that starts a job; those that fetch its result belong to it."""
        described: list[Described] = []
        starts = [call for call in self.calls if call.method != "get"] or self.calls
        for call in self.calls:
            place = place_at(call.line, call.heading, f"{call.method} {call.path}")
            if call is starts[0]:
                self.notes.say(subject, "method", call.method.upper(), place)
                self.notes.say(subject, "path", call.path, place)
                described += self._members(subject, call)
                if call.statuses:
                    self.notes.say(subject, "statuses", call.statuses, place)
                if call.content:
                    self.notes.say(subject, "answers", call.content, place)
                continue
            said: dict[str, Any] = {"role": "result", "method": call.method.upper()}
            said["path"] = call.path
            names = {member.side: member.name for member in call.members if member.side == "query"}
            if names:
                said["query"] = list(names.values())
            self.notes.say(subject, "calls", [said], place)
        return described

    def _members(self, subject: Subject, call: _Call) -> list[Described]:
        described: list[Described] = []
        positions: dict[str, int] = {}
        for member in call.members:
            if member.side == "authorization":
                place = place_at(member.line, call.heading, member.text)
                self.notes.say(("provider",), "auth", {"header": member.name}, place)
                continue
            side = "response" if member.side == "response" else "parameter"
            own = (*subject, side, member.name)
            position = positions.get(side, 0)
            positions[side] = position + 1
            found = say_member(self.notes, own, member, position, call.heading)
            described += describe(self.notes, own, found)
        return described
