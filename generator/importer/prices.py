"""Prices in sentences, lists and tables: an amount, what it is for, and under which conditions.

    rate   {"amount": "0.05", "unit": "second", "per": "1", "when": {"resolution": "480p"}}
    row    {"amount": "0.30", "for": {"second": "6"}, "when": {"resolution": "480p"}}

A rate is money for each unit; a row is the whole price of a request that is described. Further keys:
`of` says that inputs are charged (`input-image`, `input-video`), `extra` that only what goes beyond
a row is, `least` that it is the lowest price, `case` a label of the page that names no parameter,
`currency` what is no US dollar. A price whose condition is not understood is unread, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from generator.importer.blocks import Block
from generator.importer.clauses import Clause, amount_at, unit_before
from generator.importer.configurations import Choices
from generator.importer.facts import Place, Subject
from generator.importer.inline import plain
from generator.importer.literals import as_json
from generator.importer.notes import Notes, place_at
from generator.importer.pages import Section, labelled
from generator.importer.words import MAX_TEXT, MAX_TOKENS, Token, normal, sentences, shown, tokens

_DOUBTFUL = frozenset(
    [
        *(
            "except",
            "unless",
            "discount",
            "save",
            "instead",
            "was",
            "minimum",
            "free",
            "competitors",
        ),
        *("typically", "approximately", "roughly", "about", "~", "than", "times", "can", "run"),
    ]
)


def has_money(text: str) -> bool:
    """Tell whether *text* may state a price."""
    return "$" in text or "credits per" in text.lower()


def read_prices(
    notes: Notes,
    subject: Subject,
    found: Iterable[tuple[Section, Block]],
    *,
    all_prose: bool = True,
) -> None:
    """Read the prices in *found*; with *all_prose* also note which sentences state none."""
    pricer = Pricer(notes, subject, Choices.of(notes, subject[1]), all_prose=all_prose)
    for section, block in found:
        pricer.block(section, block)
    pricer.ask()


@dataclass(slots=True)
class Pricer:
    """The prices of one operation."""

    notes: Notes
    subject: Subject
    choices: Choices
    all_prose: bool
    said: list[tuple[str, dict[str, Any], Place]] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)
    """How often each key was given."""
    spelt: set[str] = field(default_factory=set)

    def block(self, section: Section, block: Block) -> None:
        """Read one block."""
        place = section.place(block)
        if len(block.text) > MAX_TEXT:
            self.notes.miss(block.text, "a paragraph as long as this is not read", place)
        elif block.kind == "table":
            for row in block.rows[1:]:
                self._row(block.rows[0], row, place)
        elif block.kind in {"text", "item", "quote"}:
            label = labelled(block.text)
            if label is not None and label[1] and has_money(label[1]):
                self.sentence(tokens(label[1]), tokens(label[0]), place, plain(label[0]))
                return
            for sentence in sentences(tokens(block.text)):
                self.sentence(sentence, [], place)

    def _row(self, head: tuple[str, ...], row: tuple[str, ...], place: Place) -> None:
        """Read one row of a table: the first cell and the head of the column say what it is for."""
        if not any(has_money(cell) for cell in row):
            text = " | ".join(plain(cell) for cell in row)
            if self.all_prose and any(char.isdigit() for char in text):
                own = place_at(place.line, place.section, text)
                self.notes.miss(text, "a row that states no price", own)
            return
        for column, cell in enumerate(row):
            if not has_money(cell):
                continue
            context = tokens(row[0]) if column else []
            if column < len(head):
                context = [*context, Token("mark", ";"), *tokens(head[column])]
            own = place_at(place.line, place.section, " | ".join(row))
            labels = [row[0] if column else "", head[column] if column < len(head) else ""]
            label = ", ".join(plain(text).strip() for text in labels if text)
            self.sentence(tokens(cell), context, own, label)

    def sentence(
        self, sentence: list[Token], context: list[Token], place: Place, label: str = ""
    ) -> None:
        """Read the prices in one sentence, to which *context* belongs."""
        found = normal(sentence)
        amounts = [index for index in range(len(found)) if amount_at(found, index) is not None]
        if not amounts or len(found) > MAX_TOKENS:
            if self.all_prose and any(
                token.kind in {"number", "money", "value"} for token in found
            ):
                self.notes.miss(shown(sentence), "no price can be read from it", place)
            elif self.all_prose:
                self.notes.prose += 1
            return
        inherited = unit_before(normal(context), len(context))
        whole = True
        start = 0
        for order, index in enumerate(amounts):
            end = amounts[order + 1] if order + 1 < len(amounts) else len(found)
            clause = Clause(found, start, index, end)
            said = self._clause(clause, normal(context), inherited, label)
            if said is None:
                whole = False
            else:
                inherited = inherited or clause.unit_said
                self._say(said, label, place)
            start = clause.end
        if not whole:
            self.notes.miss(
                shown(sentence), "it states a price whose condition is not clear", place
            )

    def _clause(
        self, clause: Clause, context: list[Token], inherited: tuple[str, str] | None, label: str
    ) -> dict[str, Any] | None:
        """Return what one amount is for, or None where that is not clear."""
        amount, currency = clause.money
        unit = clause.unit or inherited
        behind = self.choices.configure(clause.behind)
        before = self.choices.configure(clause.before)
        around = self.choices.configure(context)
        if behind.unknown:
            return None
        if any(token.text in _DOUBTFUL for token in clause.all):
            return None
        used = behind if behind.says else before
        configuration = around.joined(used)
        strange = [word for word in used.unknown if word not in self.choices.title]
        if not configuration.says and (around.unknown or (label and not clause.unit)):
            configuration.case = label[:80]
        elif strange:
            configuration.case = " ".join(strange)[:80]
        said: dict[str, Any] = {"amount": amount}
        if currency:
            said["currency"] = currency
        if configuration.of and (unit is None or not clause.unit):
            unit = (configuration.of.removeprefix("input-"), "1")
        if unit is not None and not (used.amounts and not clause.unit):
            said.update(unit=unit[0], per=unit[1])
        elif configuration.amounts:
            said["for"] = configuration.amounts
        elif not configuration.says and not configuration.case:
            return None
        said.update(configuration.keys())
        if clause.is_least:
            said["least"] = True
        return said

    def _say(self, said: dict[str, Any], label: str, place: Place) -> None:
        kind = "rate" if "unit" in said else "row"
        conditions = [
            f"{name} {str(value).lower()}" if isinstance(value, bool) else str(value)
            for name, value in said.get("when", {}).items()
        ]
        marks = [key for key in ("extra", "least") if said.get(key)]
        parts = [said.get("unit", ""), said.get("of", ""), *conditions, *marks]
        parts += [f"{number} {unit}" for unit, number in said.get("for", {}).items()]
        key = label or " ".join(part for part in parts if part) or "price"
        spelt = as_json(said)
        if spelt in self.spelt:
            return
        self.spelt.add(spelt)
        self.keys[key] = self.keys.get(key, 0) + 1
        if self.keys[key] > 1:
            key = f"{key} ({self.keys[key]})"
        self.said.append((kind, said, place))
        self.notes.say((*self.subject, "price", key), kind, said, place)

    def ask(self) -> None:
        """Ask about prices that do not say enough, or that contradict each other."""
        selectors = {name for _, said, _ in self.said for name in said.get("when", {})}
        for _, said, place in self.said:
            if said.get("extra") and "resolution" in selectors - said.get("when", {}).keys():
                text = f"{said['amount']} for each further {said.get('unit')}: at which resolution?"
                self.notes.ask(self.subject, text, place)
            if said.get("of") == "input-image":
                text = (
                    f"{said['amount']} for an input image: for each image, or once for a request?"
                )
                self.notes.ask(self.subject, text, place)
        rates: dict[str, tuple[str, Place]] = {}
        for kind, said, place in self.said:
            if kind != "rate" or said.get("least") or said.get("extra") or said.get("of"):
                continue
            case = f"{said['unit']}/{said['per']} {sorted(map(str, said.get('when', {}).items()))}"
            case += said.get("case", "")
            old = rates.setdefault(case, (said["amount"], place))
            if old[0] != said["amount"]:
                text = f"two prices for the same: {old[0]} and {said['amount']} a {said['unit']}"
                self.notes.ask(self.subject, text, old[1], place)
