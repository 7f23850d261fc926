"""The rules of one operation as they are read: numbered, without repeats, held against the facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.importer.facts import Place, Subject
from generator.importer.literals import as_json
from generator.importer.notes import Notes
from generator.importer.sentences import Rule


@dataclass(slots=True)
class Rulebook:
    """Rules that wait to be written down, until all sentences have been read."""

    notes: Notes
    operation: str
    known: dict[Subject, dict[str, Any]]
    number: int = 0
    """How many rules the form of the document has stated."""
    rules: list[tuple[Rule, Place]] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)
    """Where each rule stands, by its spelling."""
    order: dict[str, int] = field(default_factory=dict)
    """The parameters in the order of the document."""
    asked: set[tuple[str, str]] = field(default_factory=set)

    def add(self, rule: Rule, place: Place) -> None:
        """Keep *rule*; two that exclude each other from both sides are one."""
        if rule.kind == "excludes" and len(rule.operands["forbidden"]) == 1:
            one, other = rule.operands["given"], rule.operands["forbidden"][0]
            mirrored = {"given": other, "forbidden": [one]}
            index = self.keys.get(as_json(["excludes", mirrored]))
            if index is not None:
                self.rules[index] = (Rule("at_most_one_of", [other, one]), self.rules[index][1])
                return
        if rule.kind == "together":
            rule = Rule("together", sorted(rule.operands, key=lambda path: self.order.get(path, 0)))
        key = as_json([rule.kind, rule.operands, *([rule.when] if rule.when else [])])
        if key not in self.keys:
            self.keys[key] = len(self.rules)
            self.rules.append((rule, place))

    def close(self) -> None:
        """Write the rules down, and ask where they contradict single parameters."""
        for number, (rule, place) in enumerate(self.rules, self.number):
            subject = (*self._own, str(number))
            self.notes.say(subject, rule.kind, rule.operands, place)
            if rule.when:
                self.notes.say(subject, "when", rule.when, place)
            self._contradictions(rule, place)

    @property
    def _own(self) -> Subject:
        return ("operation", self.operation, "rule")

    def _contradictions(self, rule: Rule, place: Place) -> None:
        """Ask about parameters that are required, or have a default, where a rule rules them out."""
        for path in _optional(rule):
            subject = ("operation", self.operation, "parameter", *path.split("."))
            said = self.known.get(subject, {})
            if said.get("required") is True and ("required", path) not in self.asked:
                self.asked.add(("required", path))
                text = f"{path} is marked as required, but a rule allows requests without it"
                self.notes.ask(subject, text, place)
            forbids = rule.kind == "excludes" and ("default", path) not in self.asked
            if "default" in said and forbids:
                self.asked.add(("default", path))
                text = f"{path} has a default, but a rule forbids it in some requests; when does it hold?"
                self.notes.ask(subject, text, place)


def _optional(rule: Rule) -> list[str]:
    """Return the parameters that *rule* allows to be absent."""
    if rule.kind in {"exactly_one_of", "at_most_one_of"}:
        groups = [[group] if isinstance(group, str) else group for group in rule.operands]
        return [name for group in groups for name in group]
    if rule.kind == "excludes":
        return [rule.operands["given"], *rule.operands["forbidden"]]
    return []
