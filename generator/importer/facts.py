"""What a document says, as data: facts with their places, and what could not be read.

A subject names what a fact is about, from the outside inwards:

    ("provider",)                               ("model",)
    ("operation", OP)                           OP is the id that the document itself uses
    ("operation", OP, "parameter", NAME, ...)   ("operation", OP, "response", NAME, ...)
    ("operation", OP, "rule", N)                ("operation", OP, "price", KEY)
    ("operation", OP, "example", N)             ("operation", OP, "table", NAME)

Below a parameter or a response, "[]" stands for the items of a list, and "|0", "|1" for
alternatives. N counts from 0. Attributes of values are the keywords of JSON Schema, and a few of our own:

    values      `required` (true or false, of members), `position` (from 0 among its siblings), `nullable`,
                `described` (hash of the description), `alternatives` (how many "|N" follow), `unit`,
                `media`, `in` (query, path, header; left out for the body), and `type` only where it is said
    operations  `method`, `url`, `title`, `page`, `model` (wire id), `mode`, `calls`, `statuses`, `content`
    rules       the attribute is the kind, as generator.spec.rule spells it, the value its operands:
                `exactly_one_of` ["a", ["b", "c"]], `requires` {"given": "a", "needed": ["b"]};
                `then` {"width": {"maximum": 1024}} has a fact `when` of the same subject beside it
    prices      `rate` {"amount": "0.05", "unit": "second", "per": "1", "when": {"resolution": "480p"}};
                no `unit` where none is said; `case` instead of `when` where no parameter knows the word
    examples    `request`, `response`, `raw_response`, `cost`, `title`
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

Subject = tuple[str, ...]
"""What a fact is about."""

ITEMS = "[]"
"""The step of a subject from a list to its items."""


def alternative(index: int) -> str:
    """Return the step of a subject to one of several alternatives."""
    return f"|{index}"


def is_reserved(name: str) -> bool:
    """Tell whether *name*, as the name of a parameter, would be taken for a step of another kind."""
    return name == ITEMS or (name[:1] == "|" and name[1:].isdigit())


def is_name(text: str) -> bool:
    """Tell whether *text* can be the name of a parameter."""
    return bool(text.strip()) and len(text) <= 200 and not is_reserved(text)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a document something stands."""

    line: int
    """The line, counted from 1."""
    section: str
    """Heading, tab, table or path in a structure."""
    passage: str
    """Hash of the text that was read; the text itself goes no further."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a document says."""

    subject: Subject
    attribute: str
    """A keyword of JSON Schema, or a word of ours such as `method`, `rate`, `described`."""
    value: Any
    """A JSON value whose numbers are `int` or `Decimal`."""
    place: Place


@dataclass(frozen=True, slots=True)
class Unread:
    """Something in a document that no reader understood."""

    text: str
    """What it says, for the person at the terminal; it is never written into a spec."""
    place: Place
    why: str
    """What stood in the way, in our words."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a person has to decide: a document that contradicts itself, or leaves a gap."""

    subject: Subject
    text: str
    """The question, in our words."""
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one reader makes of one document."""

    form: str
    """Id of the form, such as `openapi`."""
    document: str
    """Path or address, as the user named it."""
    sha256: str
    """Hash of the document's bytes."""
    title: str
    facts: tuple[Fact, ...]
    """In the order of the document."""
    unread: tuple[Unread, ...] = ()
    questions: tuple[Question, ...] = ()
    prose: int = 0
    """Sentences that were read and state no fact."""


def passage_of(text: str) -> str:
    """Return the hash of *text*, blind to how its white space is laid out."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "replace")).hexdigest()[:16]
