"""The parameters of Runware's pages: one heading each, properties as a list, then prose and values."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.importer.blocks import Block
from generator.importer.documents import MAX_DEPTH
from generator.importer.facts import ITEMS, Place, Subject, alternative, is_name
from generator.importer.inline import plain
from generator.importer.kinds import Kind, read_format, read_kind, say_kind, typed
from generator.importer.notes import Notes
from generator.importer.pages import Section, labelled
from generator.importer.patterns import as_number
from generator.importer.prose import Described
from generator.importer.readers.runware_telling import VALUES, Telling, say_values

_BOUNDS = {
    "number": ("minimum", "maximum"),
    "integer": ("minimum", "maximum"),
    "string": ("minLength", "maxLength"),
    "array": ("minItems", "maxItems"),
}
_COUNTED = {
    "min items": "minItems",
    "max items": "maxItems",
    "min length": "minLength",
    "max length": "maxLength",
    "step": "multipleOf",
    "multiple of": "multipleOf",
}


@dataclass(slots=True)
class Members:
    """The reader of one list of parameters."""

    notes: Notes
    subject: Subject
    """The subject of the whole: parameters or response."""
    lists: dict[Subject, int] = field(default_factory=dict)
    """Lists that were seen, with the alternative that is being described; -1 where there is one."""
    positions: dict[Subject, int] = field(default_factory=dict)
    described: list[Described] = field(default_factory=list)
    parents: list[tuple[int, Subject]] = field(default_factory=list)
    """Headings that are open, with their levels."""

    def read(self, sections: list[Section]) -> list[Described]:
        """Read all *sections*; the first may hold nothing but an introduction."""
        for section in sections:
            if len(section.trail) > 1 and is_name(section.title):
                self._member(section)
            elif len(section.trail) > 1:
                why = "this is no name that a parameter can have"
                self.notes.miss(section.title, why, _place(section))
        return self.described

    def _member(self, section: Section) -> None:
        """Read one parameter."""
        listed, rest = _properties(section)
        place = _place(section)
        subject = self._subject(section, listed, place)
        spelt = listed.get("type", ("", None))[0]
        kind = read_kind(plain(spelt)) if spelt else None
        self._position(subject, place)
        required = plain(listed.get("required", ("false", None))[0]).strip().lower()
        self.notes.say(subject, "required", required in {"true", "yes", "required"}, place)
        if required not in {"true", "false", "yes", "no", "required", "optional"}:
            self.notes.miss(f"Required: {required}", "it is not plainly required or not", place)
        if spelt and kind is None:
            self.notes.miss(f"Type: {plain(spelt)}", "there is no such type", place)
        if kind is not None:
            say_kind(self.notes, subject, kind, place)
            if kind.names == ("array",):
                self.lists[subject] = -1
        for key, (value, block) in listed.items():
            if key not in {"type", "required", "path"}:
                self._property(subject, kind, key, value, section.place(block) if block else place)
        told = Telling(self.notes, subject, kind, section, self.lists)
        self.described += told.read(rest)

    def _subject(
        self, section: Section, listed: dict[str, tuple[str, Block | None]], place: Place
    ) -> Subject:
        """Return the subject of the parameter: by its path, or by the headings around it."""
        while self.parents and self.parents[-1][0] >= section.level:
            self.parents.pop()
        name = section.title.strip()
        path = plain(listed.get("path", ("", None))[0]).strip()
        steps = [step for step in path.split(".") if is_name(step)]
        if steps and steps[-1] != name:
            if name in steps:
                text = f"{name}: its path reads {path}; taken is the part up to its own name"
                self.notes.ask((*self.subject, name), text, place)
                steps = steps[: steps.index(name) + 1]
            else:
                self.notes.miss(f"Path: {path}", "it does not end in the parameter's name", place)
                steps = [*steps[:-1], name]
        if steps:
            subject = self._stepped(steps)
        elif self.parents and section.level > self.parents[0][0]:
            around = self.parents[-1][1]
            subject = self._inside(around, name)
        else:
            subject = (*self.subject, name)
        self.parents.append((section.level, subject))
        return subject

    def _stepped(self, steps: list[str]) -> Subject:
        """Follow *steps* through objects and lists; objects that no heading describes are noted."""
        subject = self.subject
        for step in steps[: MAX_DEPTH // 2]:
            subject = self._inside(subject, step.removesuffix("[]"))
            if step.endswith("[]"):
                self.lists.setdefault(subject, -1)
        return subject

    def _inside(self, around: Subject, name: str) -> Subject:
        """Return the subject of a member called *name* in an object or in the items of a list."""
        if around in self.lists:
            chosen = self.lists[around]
            around = (*around, ITEMS) if chosen < 0 else (*around, ITEMS, alternative(chosen))
        return (*around, name)

    def _position(self, subject: Subject, place: Place) -> None:
        """Count *subject* among its siblings, and note the objects around it."""
        for length in range(len(self.subject) + 1, len(subject) + 1):
            own = subject[:length]
            if own in self.positions or own[-1] == ITEMS or own[-1].startswith("|"):
                continue
            counter = (*own[:-1], "\0")
            number = self.positions.get(counter, 0)
            self.positions[counter] = number + 1
            self.positions[own] = number
            self.notes.say(own, "position", number, place)
            if length < len(subject):
                self.notes.say(own, "required", False, place)
                self.notes.say(own, "type", "object", place)

    def _property(
        self, subject: Subject, kind: Kind | None, key: str, value: str, place: Place
    ) -> None:
        """Write down one line of the list of properties."""
        text = plain(value).strip()
        names = [name for name in (kind.names if kind else ()) if name in _BOUNDS]
        if key in {"min", "max"} and names:
            keyword = _BOUNDS[names[0]][key == "max"]
        else:
            keyword = _COUNTED.get(key, "")
        if keyword:
            number = as_number(text)
            if number is None:
                self.notes.miss(f"{key}: {text}", "no number stands there", place)
            else:
                self.notes.say(subject, keyword, number, place)
        elif key == "default":
            self.notes.say(subject, "default", typed(text, kind), place)
        elif key == "value":
            self.notes.say(subject, "const", typed(text, kind), place)
        elif key == "format" and read_format(text):
            self.notes.say(subject, "format", read_format(text), place)
        elif key == "deprecated" and text.lower() in {"true", "yes"}:
            self.notes.say(subject, "deprecated", True, place)
        elif key in VALUES:
            say_values(self.notes, subject, kind, [value], place)
        elif key in {"paired with", "together with"}:
            own = ".".join(step for step in subject[3:] if step != ITEMS)
            others = " and ".join(f"`{name}`" for name in text.replace(",", " ").split())
            text = f"`{own}` and {others} must be used together."
            self.described.append(Described(subject[:2], text, place))
        else:
            self.notes.miss(f"{key}: {text}", "this property is not known", place)


def _properties(section: Section) -> tuple[dict[str, tuple[str, Block | None]], list[Block]]:
    """Split off the list of properties that opens a section."""
    listed: dict[str, tuple[str, Block | None]] = {}
    for index, block in enumerate(section.blocks):
        label = labelled(block.text) if block.kind == "item" else None
        if label is None or label[0].lower() in listed:
            return listed, section.blocks[index:]
        listed[label[0].lower()] = (label[1], block)
    return listed, []


def _place(section: Section) -> Place:
    """Return the place of a parameter: its heading, with all that is said below."""
    text = "\n".join([section.title, *(block.text for block in section.blocks)])
    return section.place(Block("text", text, section.line))
