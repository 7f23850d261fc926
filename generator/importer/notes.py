"""What a reader writes down while it reads: facts in order, and what it could not read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.diagnostics import Finding, Rejected
from generator.importer.documents import Document
from generator.importer.facts import Fact, Place, Question, Reading, Subject, Unread, passage_of

MAX_FACTS = 200_000
"""More facts than this come from a trap, not from a page."""
SHOWN = 300
"""Characters of an unread text that are shown."""


@dataclass(slots=True)
class Notes:
    """The notebook of one reader over one document."""

    document: Document
    facts: list[Fact] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    prose: int = 0
    """Sentences that state no fact."""

    def say(self, subject: Subject, attribute: str, value: Any, place: Place) -> None:
        """Write down one fact."""
        self.facts.append(Fact(subject, attribute, value, place))
        self._spend(place)

    def miss(self, text: str, why: str, place: Place) -> None:
        """Write down that *text* was not understood, and *why*; the same is written once."""
        text = text if len(text) <= SHOWN else f"{text[:SHOWN]}..."
        missed = Unread(text, place, why)
        if missed not in self.unread[-50:]:
            self.unread.append(missed)
        self._spend(place)

    def ask(self, subject: Subject, text: str, *places: Place) -> None:
        """Write down a question for a person; the same one is asked once."""
        question = Question(subject, text, places)
        if question not in self.questions[-50:]:
            self.questions.append(question)
        self._spend(places[0] if places else Place(1, "", ""))

    def absorb(self, part: Notes) -> None:
        """Take over what stands in the notebook of a part of the same document."""
        self.facts += part.facts
        self.unread += part.unread
        self.questions += part.questions
        self.prose += part.prose
        self._spend(part.facts[-1].place if part.facts else Place(1, "", ""))

    def reading(self, form: str, title: str) -> Reading:
        """Close the notebook."""
        return Reading(
            form=form,
            document=self.document.name,
            sha256=self.document.sha256,
            title=title,
            facts=tuple(self.facts),
            unread=tuple(self.unread),
            questions=tuple(self.questions),
            prose=self.prose,
        )

    def _spend(self, place: Place) -> None:
        if len(self.facts) + len(self.unread) + len(self.questions) > MAX_FACTS:
            text = f"more than {MAX_FACTS} facts"
            origin = self.document.origin(place.line)
            hint = "give the part that matters"
            raise Rejected([Finding(origin, "document-too-complex", text, hint)])


def place_at(line: int, section: str, text: str) -> Place:
    """Return the place of a fact that was read from *text*."""
    return Place(line, section, passage_of(text))
