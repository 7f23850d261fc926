"""Lines of AI/ML API's text pages: name, type, limits and required or optional without a gap."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from generator.importer.facts import ITEMS, Place, Subject
from generator.importer.kinds import Kind, read_format, typed
from generator.importer.notes import Notes, place_at
from generator.importer.patterns import as_number

_LINE = re.compile(
    r"(?P<name>[A-Za-z_$][A-Za-z0-9_$.\[\]-]{0,80}?)"
    r"(?P<type>string|integer|number|boolean|object|array|any)(?P<list>\[\])?"
    r"(?P<rest>(?: [\u00b7|] [^\u00b7]{1,60}?){0,8})"
    r"(?P<need>Required|Optional)(?P<tail>Deprecated)?(?P<more>.*)"
)
_LONGEST = 600
_CUTS = ("Possible values:", "Default:", "Example:", "Pattern:")


@dataclass(slots=True)
class Member:
    """One parameter as it stands in the text."""

    name: str
    kind: str
    is_list: bool
    marks: list[str]
    is_required: bool
    text: str
    side: str = ""
    line: int = 0
    is_deprecated: bool = False
    said: dict[str, str] = field(default_factory=dict)
    described: list[tuple[str, int]] = field(default_factory=list)

    def take(self, line: str, number: int) -> None:
        """Take in a line below the parameter: what is said of it, or its description."""
        rest = line
        while rest:
            cut = min((at for mark in _CUTS if (at := rest.find(mark)) >= 0), default=-1)
            if cut < 0 or (cut > 0 and rest is line and " " in rest[:cut].strip()):
                self._describe(rest, number)
                return
            if cut > 0:
                self._describe(rest[:cut], number)
            mark = next(mark for mark in _CUTS if rest.startswith(mark, cut))
            behind = rest[cut + len(mark) :]
            ends = [at for other in _CUTS if (at := behind.find(other)) >= 0]
            end = min(ends, default=len(behind))
            self.said.setdefault(mark[:-1], behind[:end].strip())
            rest = behind[end:]

    def _describe(self, text: str, number: int) -> None:
        if (
            "Possible values" in self.said
            and not self.said["Possible values"]
            and " " not in text.strip()
        ):
            self.said["Possible values"] = text.strip()
        elif text.strip():
            self.described.append((text.strip(), number))


def member_of(line: str) -> Member | None:
    """Read the line that begins a parameter."""
    found = _LINE.fullmatch(line) if len(line) <= _LONGEST else None
    if found is None:
        return None
    marks = [part.strip(" |") for part in found["rest"].split("\u00b7") if part.strip(" |")]
    member = Member(
        found["name"],
        found["type"],
        bool(found["list"]),
        marks,
        found["need"] == "Required",
        line,
        is_deprecated=bool(found["tail"]),
    )
    if found["more"].strip():
        member.take(found["more"].strip(), 0)
    return member


def say_member(
    notes: Notes, subject: Subject, member: Member, position: int, heading: str
) -> list[tuple[str, Place]]:
    """Write down what is said of one parameter; return its description."""
    body = "\n".join([member.text, *(text for text, _ in member.described), *member.said.values()])
    section = ", ".join(part for part in (heading, member.name) if part)
    place = place_at(member.line, section, body)
    notes.say(subject, "position", position, place)
    notes.say(subject, "required", member.is_required, place)
    if member.side in {"query", "path", "header"}:
        notes.say(subject, "in", member.side, place)
    is_list = member.is_list or any(mark.endswith("[]") for mark in member.marks)
    kind = Kind((member.kind,)) if member.kind != "any" else Kind(())
    inner = (*subject, ITEMS) if is_list else subject
    if is_list:
        notes.say(subject, "type", "array", place)
    if kind.names:
        notes.say(inner, "type", kind.names[0], place)
    is_enum = _marks(notes, subject, inner, member, place)
    if member.is_deprecated:
        notes.say(subject, "deprecated", True, place)
    _said(notes, inner, kind, member, place)
    if is_enum and not member.said.get("Possible values"):
        text = f"{'.'.join(subject[3:])}: which values are allowed? The page does not show them"
        notes.ask(subject, text, place)
    if member.kind == "object":
        text = f"{'.'.join(subject[3:])}: the page hides what is inside"
        notes.ask(subject, text, place)
    return [(text, place_at(number, section, text)) for text, number in member.described]


def _marks(notes: Notes, subject: Subject, inner: Subject, member: Member, place: Place) -> bool:
    """Write down what stands between dots behind the type; say whether values are listed."""
    is_enum = False
    is_list = inner != subject
    words = {"string": "Length", "array": "Items"}
    suffix = words.get("array" if is_list else member.kind, "imum")
    for mark in member.marks:
        word, colon, value = mark.partition(":")
        word = word.strip().lower().removesuffix("[]")
        number = as_number(value.strip()) if colon else None
        if word == "enum":
            is_enum = True
        elif word in {"min", "max"} and number is not None:
            notes.say(subject, f"{word}{suffix}", number, place)
        elif word == "nullable":
            notes.say(subject, "nullable", True, place)
        elif read_format(word) and not colon:
            notes.say(inner, "format", read_format(word), place)
        elif word in {"float", "double", "int32", "int64"} and not colon:
            continue
        else:
            notes.miss(f"{member.name}: {mark}", "this mark is not known", place)
    return is_enum


def _said(notes: Notes, subject: Subject, kind: Kind, member: Member, place: Place) -> None:
    """Write down default, example and values."""
    said: dict[str, Any] = member.said
    if said.get("Default"):
        notes.say(subject, "default", typed(said["Default"], kind), place)
    if said.get("Example"):
        notes.say(subject, "example", typed(said["Example"], kind), place)
    if said.get("Pattern"):
        notes.say(subject, "pattern", said["Pattern"], place)
    listed = said.get("Possible values", "")
    if listed:
        values = [part.strip() for part in listed.replace("\u00b7", ",").split(",")]
        notes.say(subject, "enum", [typed(value, kind) for value in values if value], place)
