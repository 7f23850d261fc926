"""What the facts of a price are called in emitted code, and what is certain about them where."""

from __future__ import annotations

from dataclasses import dataclass

from generator.ir.prices import Fact, Price
from generator.ir.provider import Operation
from generator.price.arithmetic import Code
from generator.price.choices import Choice, options
from generator.price.compile import Facts, compile_choice, compile_quantity
from generator.price.expression import Apply, Expression, Table, names
from generator.price.layout import scaled
from generator.price.types import Type, places_of
from generator.python import literal
from generator.views.code import Lines
from generator.views.needs import Needs
from generator.views.variables import variable


@dataclass(frozen=True, slots=True)
class Contexts:
    """The facts of one price, in the three parts of an estimator."""

    unknown: frozenset[str]
    """Facts that may stay unknown, and those computed from them."""
    early: frozenset[str]
    """Computed facts that settle others."""
    settling: Facts
    """While facts are settled: a choice may be None, a quantity has two ends."""
    known: Facts
    """Where everything is known; only what the documents leave open has two ends."""
    spread: Facts
    """In one case of what is not known: choices are settled, quantities have two ends."""


def contexts(needs: Needs, operation: Operation, price: Price) -> Contexts:
    """Name the facts of *price*."""
    unknown = maybe_unknown(price)
    choices = {fact.name for fact in price.facts if fact.kind == "choice" and not fact.value}
    table = _Tables(needs, operation).name
    facts = _Facts(price, unknown, table)
    return Contexts(
        unknown,
        _early(price),
        facts.build("settling", unknown),
        facts.build("known", frozenset()),
        facts.build("spread", unknown - choices),
    )


def maybe_unknown(price: Price) -> frozenset[str]:
    """Name the facts that may stay unknown, so that their value is a range."""
    found: set[str] = set()
    for fact in price.facts:
        if fact.value is not None:
            unknown = not found.isdisjoint(names(fact.value)) or _ranges(fact.value)
        else:
            unknown = not (fact.count or fact.present or fact.length or _settled(fact))
            unknown = unknown or depends(fact, found)
        if unknown:
            found.add(fact.name)
    return frozenset(found)


def depends(fact: Fact, unknown: frozenset[str] | set[str]) -> bool:
    """Tell whether it may be undecided that a price depends on *fact*."""
    return fact.needed_when is not None and not unknown.isdisjoint(names(fact.needed_when))


def _ranges(expression: Expression) -> bool:
    if not isinstance(expression, Apply):
        return False
    return expression.function == "range" or any(map(_ranges, expression.arguments))


def _settled(fact: Fact) -> bool:
    """Tell whether a fact has one value in the end, or no price is given."""
    if any(fallback.fact is None and fallback.when is None for fallback in fact.fallbacks):
        return True
    return fact.kind == "quantity" and fact.low is None


def _early(price: Price) -> frozenset[str]:
    """Name the computed facts on which it depends how others are settled."""
    wanted: set[str] = set()
    for fact in reversed(price.facts):
        if fact.value is None:
            wanted.update(names(fact.needed_when) if fact.needed_when else ())
            wanted.update(fallback.fact for fallback in fact.fallbacks if fallback.fact)
        elif fact.name in wanted:
            wanted.update(names(fact.value))
    return frozenset(fact.name for fact in price.facts if fact.value and fact.name in wanted)


def type_of_fact(fact: Fact) -> Type:
    """Return the type that expressions see."""
    return Type(fact.kind, fact.unit, fact.places) if fact.kind == "quantity" else Type(fact.kind)


@dataclass(frozen=True, slots=True)
class _Tables:
    """Names the constants of tables."""

    needs: Needs
    operation: Operation

    def name(self, table: Table) -> str:
        """Define the constant of *table*, its cells as integers at the table's scale."""
        places = max(places_of(value) for _, value in table.cells)
        rows = [f"{literal(key)}: {scaled(value, places):_}" for key, value in table.cells]
        spelt = "{\n" + "".join(f"    {row},\n" for row in rows) + "}"
        return self.needs.constant(self.operation.id, f"{'-'.join(table.by)}-table", spelt)


class _Facts:
    """Builds the facts of one part of an estimator."""

    def __init__(self, price: Price, unknown: frozenset[str], table: object) -> None:
        self.price = price
        self.unknown = unknown
        self.table = table
        self.types = {fact.name: type_of_fact(fact) for fact in price.facts}

    def build(self, part: str, uncertain: frozenset[str]) -> Facts:
        """Name all facts for the *part* in which those that are *uncertain* have two ends."""
        quantities: dict[str, Code] = {}
        choices: dict[str, Choice] = {}
        facts = Facts(self.types, quantities, choices, self.table)  # type: ignore[arg-type]  # a bound method
        open_ended = set(uncertain)
        for fact in self.price.facts:
            if fact.value is not None:
                used = set(names(fact.value))
                still = not open_ended.isdisjoint(used) or _ranges(fact.value)
                open_ended.add(fact.name) if still else open_ended.discard(fact.name)
            if fact.kind == "choice":
                choices[fact.name] = self._choice(fact, part, fact.name in open_ended)
            elif fact.kind == "quantity":
                quantities[fact.name] = self._quantity(fact, part, open_ended, facts)
        return facts

    def _choice(self, fact: Fact, part: str, uncertain: bool) -> Choice:
        if fact.value is not None and uncertain:
            return Choice(f"{variable(fact)}_options", "some", fact.values)
        maybe = uncertain and part == "settling" and len(fact.values) > 1
        return Choice(variable(fact), "maybe" if maybe else "one", fact.values)

    def _quantity(self, fact: Fact, part: str, uncertain: set[str], facts: Facts) -> Code:
        name = variable(fact)
        if fact.value is not None:
            if fact.name not in uncertain:
                return Code(name, name)
            opened = compile_quantity(fact.value, facts, fact.places).open
            return Code(f"{name}_low", f"{name}_high", opened)
        if name not in self.unknown:
            return Code(name, name)
        if part == "known":
            return Code(f"{name}_low", f"{name}_low")
        if part == "spread" and depends(fact, self.unknown):
            name = f"{name}_case"
        return Code(f"{name}_low", f"{name}_high", fact.high is None)


def add_computed(lines: Lines, fact: Fact, facts: Facts) -> None:
    """Add the variables of a computed fact."""
    assert fact.value is not None, "the caller has looked"
    if fact.kind == "choice":
        target = facts.choices[fact.name]
        chosen = compile_choice(fact.value, facts)
        lines.assign(target.text, chosen.text if target.form == "one" else options(chosen))
        return
    ends = facts.quantities[fact.name]
    code = compile_quantity(fact.value, facts, fact.places)
    lines.assign(ends.low, code.low)
    if not ends.certain:
        lines.assign(ends.high, code.high)
