"""What descriptions say in sentences: rules, limits and conditions, added to the facts of a reader.

A reader writes down what stands in the form of its document, and hands over the descriptions. Each
sentence becomes a fact, agrees with one that is there, contradicts one (a question), or is unread.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from generator.importer.comparing import is_list, same_amount, same_value, spelt
from generator.importer.facts import ITEMS, Fact, Place, Subject
from generator.importer.limits import media_of, read_limits, unit_of
from generator.importer.notes import Notes
from generator.importer.rulebook import Rulebook
from generator.importer.sentences import (
    NotCarried,
    Rule,
    Scope,
    UnknownName,
    read_condition,
    read_rule,
)
from generator.importer.words import MAX_TEXT, MAX_TOKENS, Token, normal, sentences, shown, tokens

_TELLING = frozenset(
    [
        *("must", "cannot", "only", "required", "maximum", "minimum", "at-most", "at-least"),
        *(
            "default",
            "exactly",
            "exclusive",
            "requires",
            "unless",
            "limit",
            "ignored",
            "restricted",
        ),
        *("billing", "billed", "charged", "credits", "price", "prices", "pricing"),
    ]
)


@dataclass(frozen=True, slots=True)
class Described:
    """A description that waits to be read."""

    subject: Subject
    text: str
    place: Place


def read_prose(notes: Notes, described: Iterable[Described]) -> None:
    """Read *described*, whose parameters are already written down in *notes*."""
    waiting = list(described)
    facts: dict[str, list[Fact]] = {one.subject[1]: [] for one in waiting}
    for fact in notes.facts:
        if len(fact.subject) > 3 and fact.subject[1] in facts:
            facts[fact.subject[1]].append(fact)
    prose: dict[str, Prose] = {}
    for one in waiting:
        operation = one.subject[1]
        if operation not in prose:
            prose[operation] = Prose.of(notes, operation, facts[operation])
        prose[operation].read(one)
    for each in prose.values():
        each.rules.close()


def path_of(subject: Subject) -> str:
    """Return the path of a parameter, as sentences name it."""
    return ".".join(step for step in subject[3:] if step != ITEMS and not step.startswith("|"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, as the page has it and as the grammar reads it."""

    raw: list[Token]
    tokens: list[Token]

    @property
    def shown(self) -> str:
        """The sentence for a person to read."""
        return shown(self.raw)


@dataclass(slots=True)
class Prose:
    """The sentences of one operation."""

    notes: Notes
    operation: str
    known: dict[Subject, dict[str, Any]]
    rules: Rulebook
    paths: dict[str, Subject] = field(default_factory=dict)
    endings: dict[str, list[str]] = field(default_factory=dict)
    """Paths by each name that they end in."""
    names: frozenset[str] = frozenset()
    """Parameters that stand in no object."""

    @classmethod
    def of(cls, notes: Notes, operation: str, facts: list[Fact]) -> Prose:
        """Gather what *facts* say about *operation*."""
        known: dict[Subject, dict[str, Any]] = {}
        for fact in facts:
            if fact.attribute == "type" and isinstance(fact.value, list):
                continue  # sentences speak of one type
            known.setdefault(fact.subject, {}).setdefault(fact.attribute, fact.value)
        numbered = sum(subject[2] == "rule" for subject in known)
        made = cls(notes, operation, known, Rulebook(notes, operation, known, numbered))
        for subject in known:
            if subject[2] == "parameter":
                made.paths.setdefault(path_of(subject), subject)
        for path in made.paths:
            steps = path.split(".")
            for start in range(1, len(steps)):
                made.endings.setdefault(".".join(steps[start:]), []).append(path)
        made.rules.order.update({path: number for number, path in enumerate(made.paths)})
        made.names = frozenset(path for path in made.paths if "." not in path)
        return made

    def resolve(self, name: str) -> str | None:
        """Return the path that *name* stands for: itself, or the one that ends in it."""
        name = name.replace("[]", "").strip(".")
        if name in self.paths:
            return name
        ending = self.endings.get(name, [])
        return ending[0] if len(ending) == 1 else None

    def scope(self, subject: Subject) -> Scope:
        """Return what names mean in a sentence about *subject*."""
        own = path_of(subject) if len(subject) > 3 and subject[2] == "parameter" else None
        return Scope(self.resolve, self.names, own)

    def is_telling(self, sentence: list[Token], near: str = "") -> bool:
        """Tell whether *sentence* speaks of parameters other than *near*, numbers, money or demands."""
        for number, token in enumerate(sentence):
            if token.kind in {"number", "money"}:
                return True
            if token.kind == "value" and not token.text.startswith("http"):
                return True
            if token.kind == "word" and (token.text in _TELLING or (near and "-to-" in token.text)):
                return True
            if token.text == "(" and is_list(sentence[number:]):
                return True
            named = token.text.rpartition(".")[2] if token.kind == "code" else None
            if (
                named is not None
                and named != near
                and (named in self.endings or named in self.names)
            ):
                return True
        return False

    def read(self, one: Described) -> None:
        """Read one description."""
        is_parameter = len(one.subject) > 3 and one.subject[2] == "parameter"
        if len(one.subject) > 3:
            self._hints(one)
        if len(one.text) > MAX_TEXT:
            self.notes.miss(one.text, "a paragraph as long as this is not read", one.place)
            return
        for raw in sentences(tokens(one.text)):
            sentence = Sentence(raw, normal(raw))
            if len(raw) > MAX_TOKENS:
                self.notes.miss(sentence.shown, "a sentence as long as this is not read", one.place)
            elif is_parameter or len(one.subject) <= 3:
                self._sentence(sentence, one)
            else:
                self._about_result(sentence, one)

    def _hints(self, one: Described) -> None:
        """Note units and media, which descriptions name in passing."""
        known = self.known.setdefault(one.subject, {})
        if known.get("type") in {"integer", "number"} and "unit" not in known:
            unit = unit_of(one.text)
            if unit:
                self._say(one.subject, "unit", unit, one.place)
        subject = one.subject
        if known.get("type") == "array" and (*subject, ITEMS) in self.known:
            subject = (*subject, ITEMS)
        about = self.known.get(subject, {})
        free = about.get("type") == "string" and not about.get("enum") and "media" not in about
        if subject[2] == "parameter" and free:
            names = [step for step in subject[3:] if step != ITEMS and step[:1] != "|"]
            media = media_of(names[-1] if names else "", one.text)
            if media:
                self.known[subject]["media"] = media
                self._say(subject, "media", media, one.place)

    def _sentence(self, sentence: Sentence, one: Described) -> None:
        """Read one sentence about a parameter, or about the whole request."""
        try:
            rules = read_rule(sentence.tokens, self.scope(one.subject))
        except UnknownName as name:
            why = f"it names {name}, which is no parameter here"
            self.notes.miss(sentence.shown, why, one.place)
            return
        except NotCarried as reason:
            self.notes.miss(sentence.shown, str(reason), one.place)
            return
        if rules is not None:
            self._rules(rules, one)
        elif len(one.subject) > 3:
            self._limits(sentence, one)
        elif self.is_telling(sentence.tokens):
            self.notes.miss(sentence.shown, "no pattern of sentences fits it", one.place)
        else:
            self.notes.prose += 1

    def _rules(self, rules: list[Rule], one: Described) -> None:
        for rule in rules:
            if rule.kind == "required":
                self._agree(self.paths[rule.operands], "required", True, one.place)
            elif rule.kind == "bounds":
                for path, bounds in rule.operands.items():
                    for keyword, value in bounds.items():
                        self._agree(self.paths[path], keyword, value, one.place)
            else:
                self.rules.add(rule, one.place)

    def _limits(self, sentence: Sentence, one: Described) -> None:
        """Read the limits in one sentence of the description of a parameter."""
        known = self.known.setdefault(one.subject, {})
        found = read_limits(sentence.tokens, known)
        for keyword, value in found.own.items():
            self._agree(one.subject, keyword, value, one.place)
        for keyword, value in found.items.items():
            self._agree((*one.subject, ITEMS), keyword, value, one.place)
        if found.media:
            subject = (*one.subject, ITEMS) if known.get("type") == "array" else one.subject
            self._media(subject, found.media, one.place)
        left = [token for index, token in enumerate(sentence.tokens) if index not in found.covered]
        if found.odd:
            for text in found.odd:
                self.notes.ask(one.subject, f"{path_of(one.subject)}: {text}", one.place)
        elif self.is_telling(left, one.subject[-1]):
            why = "only a part of it fits a pattern" if found.matched else "no pattern fits it"
            self.notes.miss(sentence.shown, why, one.place)
        elif not found.matched:
            self.notes.prose += 1

    def _media(self, subject: Subject, media: dict[str, Any], place: Place) -> None:
        """Add to what is known about a media input, in the fact that is already there."""
        known = self.known.setdefault(subject, {})
        old = known.get("media", {})
        for key in media.keys() & old.keys():
            if not same_amount(old[key], media[key]):
                text = f"{path_of(subject)}: {key} is {spelt(old[key])} and {spelt(media[key])}"
                self.notes.ask(subject, f"{text}; which is right?", place)
        merged = {**media, **old}
        if "kind" not in merged:
            names = " ".join(subject[3:]).lower()
            kinds = [kind for kind in ("image", "video", "audio") if kind in names]
            if not kinds:
                self.notes.ask(subject, f"{path_of(subject)}: which kind of media is it?", place)
                return
            merged["kind"] = kinds[0]
        known["media"] = merged
        facts = self.notes.facts
        for index, fact in enumerate(facts):
            if fact.subject == subject and fact.attribute == "media":
                del facts[index]
                break
        self._say(subject, "media", merged, place)

    def _agree(self, subject: Subject, keyword: str, value: Any, place: Place) -> None:
        """Write down a keyword, or compare it with what the form of the page says."""
        known = self.known.setdefault(subject, {})
        if keyword not in known or (keyword == "required" and known[keyword] is False):
            known[keyword] = value
            self._say(subject, keyword, value, place)
        elif not same_value(known[keyword], value):
            text = (
                f"{path_of(subject)}: {keyword} is {spelt(known[keyword])} in one place and "
                f"{spelt(value)} in the description; which is right?"
            )
            self.notes.ask(subject, text, place)

    def _about_result(self, sentence: Sentence, one: Described) -> None:
        """Read when a member of the response is there."""
        try:
            when = read_condition(sentence.tokens, self.scope(one.subject))
        except (UnknownName, NotCarried) as reason:
            self.notes.miss(sentence.shown, str(reason), one.place)
            return
        if when is not None:
            self.known.setdefault(one.subject, {})["present_when"] = when
            self._say(one.subject, "present_when", when, one.place)
        elif self.is_telling(sentence.tokens):
            self.notes.miss(sentence.shown, "no pattern of sentences fits it", one.place)
        else:
            self.notes.prose += 1

    def _say(self, subject: Subject, attribute: str, value: Any, place: Place) -> None:
        self.notes.say(subject, attribute, value, place)
