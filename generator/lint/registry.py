"""The table of lint rules, how one is added to it, and how its findings are silenced."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from generator.diagnostics import Finding, Origin
from generator.ir.outline import Outline, outline
from generator.ir.provider import Family, Provider
from generator.lint.subjects import (
    FamilyAt,
    OperationAt,
    PriceAt,
    ProviderAt,
    RuleAt,
    family_words,
)
from generator.resolve.scope import near

S = TypeVar("S", ProviderAt, FamilyAt, OperationAt, RuleAt, PriceAt)


class Defect(NamedTuple):
    """A finding before its rule puts its code on it."""

    origin: Origin
    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class LintRule:
    """One rule of the table."""

    code: str
    looks: dict[type, Callable[[Any], Iterable[Defect]]]
    """The functions that look for the defect, by what each is called with."""

    @property
    def states(self) -> str:
        """The defect, a sentence for each kind of subject."""
        return " ".join(inspect.getdoc(look) or "" for look in self.looks.values())


RULES: dict[str, LintRule] = {}
"""All rules by code, in the order of the modules that define them."""


def rule(
    code: str, subject: type[S]
) -> Callable[[Callable[[S], Iterable[Defect]]], Callable[[S], Iterable[Defect]]]:
    """Add a function to the table; its docstring states the defect that it finds in a *subject*.

    A code may have one function for each kind of subject.
    """

    def add(look: Callable[[S], Iterable[Defect]]) -> Callable[[S], Iterable[Defect]]:
        RULES.setdefault(code, LintRule(code, {})).looks[subject] = look
        return look

    return add


@dataclass(frozen=True, slots=True)
class Silence:
    """One `allow` list: what it silences is everything that is found at or below its place."""

    origin: Origin
    codes: tuple[str, ...]
    used: set[str]
    """Codes that silenced something."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was found in families, and what the rules about their provider have to know of them."""

    findings: frozenset[Finding] = frozenset()
    silenced: frozenset[str] = frozenset()
    """Codes that the provider's own silence kept quiet."""
    words: frozenset[str] = frozenset()
    """All that a quirk of the provider may name in the files of these families."""

    def union(self, *others: Heard) -> Heard:
        """Return what was found in these and those."""
        every = (self, *others)
        return Heard(
            frozenset().union(*(each.findings for each in every)),
            frozenset().union(*(each.silenced for each in every)),
            frozenset().union(*(each.words for each in every)),
        )


def apply(providers: Sequence[Provider]) -> list[Finding]:
    """Apply all rules to all *providers*, and then look at the silences themselves."""
    findings: set[Finding] = set()
    for provider in providers:
        listed = [apply_to_family(provider, family) for family in provider.families]
        heard = Heard().union(*listed)
        findings |= heard.findings
        if provider.whole:
            outlines = tuple(map(outline, provider.families))
            findings |= apply_to_provider(provider, tuple(providers), outlines, heard)
    return sorted(findings)


def apply_to_family(provider: Provider, family: Family) -> Heard:
    """Apply the rules about a family, and about what is in it."""
    silences: list[Silence] = []
    own = Silence(provider.origin, provider.spec.allow, set())
    findings: set[Finding] = set()
    for subject, scope in _subjects(FamilyAt(provider, family), own, silences):
        findings.update(_looked_at(subject, scope))
    findings.update(_about_silences(silences))
    return Heard(frozenset(findings), frozenset(own.used), frozenset(family_words(family)))


def apply_to_provider(
    provider: Provider,
    providers: tuple[Provider, ...],
    outlines: tuple[Outline, ...],
    heard: Heard,
) -> set[Finding]:
    """Apply the rules about a provider itself, given what was *heard* of all its families."""
    own = Silence(provider.origin, provider.spec.allow, set(heard.silenced))
    at = ProviderAt(provider, providers, outlines, heard.words)
    return {*_looked_at(at, (own,)), *_about_silences([own])}


def _looked_at(subject: object, scope: tuple[Silence, ...]) -> Iterator[Finding]:
    for entry in RULES.values():
        look = entry.looks.get(type(subject))
        if look is not None:
            yield from _heard(entry, look(subject), scope)


def _heard(
    entry: LintRule, defects: Iterable[Defect], scope: tuple[Silence, ...]
) -> Iterator[Finding]:
    """Turn defects into findings, unless a silence around them names the rule."""
    for defect in defects:
        silent = [silence for silence in scope if entry.code in silence.codes]
        for silence in silent:
            silence.used.add(entry.code)
        if not silent:
            yield Finding(defect.origin, entry.code, defect.text, defect.hint)


def _subjects(
    family: FamilyAt, own: Silence, silences: list[Silence]
) -> Iterator[tuple[object, tuple[Silence, ...]]]:
    """List everything in a family that rules look at, with the silences around each."""

    def silence(origin: Origin, codes: tuple[str, ...]) -> Silence:
        silences.append(Silence(origin, codes, set()))
        return silences[-1]

    yield family, (own,)
    for operation in family.family.operations:
        at = OperationAt(family.provider, family.family, operation)
        around = silence(operation.origin, operation.allow)
        yield at, (around,)
        for one in operation.rules:
            yield RuleAt(at, one), (around, silence(one.origin, one.allow))
        for price in operation.prices:
            yield PriceAt(at, price), (around, silence(price.origin, price.allow))


def _about_silences(silences: list[Silence]) -> Iterator[Finding]:
    """Find silences of no rule, and silences of nothing."""
    for silence in silences:
        for code in silence.codes:
            text = f"{code} is allowed here"
            if code not in RULES:
                hint = near(code, RULES) or "name the code of a lint rule"
                yield Finding(
                    silence.origin, "unknown-allow", f"{text}, but no rule is so named", hint
                )
            elif code not in silence.used:
                hint = f"remove {code} from `allow`"
                yield Finding(silence.origin, "unused-allow", f"{text}, but nothing has it", hint)
