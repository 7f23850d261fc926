"""The small grammar of provider pages: what a sentence demands of the parameters of a request.

    claim        = one of phrases.CLAIMS
    condition    = one of phrases.CONDITIONS
    sentence     = claim | "when" condition [","] claim | claim "when" condition

A sentence is read whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.importer.patterns import Group, Matcher, Slots, fitting
from generator.importer.phrases import CLAIMS, CONDITIONS, Pattern
from generator.importer.words import Token

Resolve = Callable[[str], str | None]
"""Turns a name of a sentence into the path of a parameter; None if there is no such one."""

_SKIPPED = frozenset({"note", "important", "warning", "please", "also", "however", "additionally"})
_PRESENCE = frozenset({"only", "given", "returned", "is", "are", "allowed", "filled", "provide"})
_ENDS = frozenset({".", "!", ";"})


class UnknownName(Exception):
    """A sentence names something that is no parameter."""


class NotCarried(Exception):
    """A sentence is understood, but says what no rule of ours can say."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in the vocabulary of specs: kind and operands."""

    kind: str
    operands: Any
    when: dict[str, Any] = field(default_factory=dict)
    """With the kind `then`: the condition."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What names in a sentence stand for."""

    resolve: Resolve
    names: frozenset[str] = frozenset()
    """Parameters that may be named without being set as code."""
    subject: str | None = None
    """The parameter that the sentence describes, if it describes one."""


def read_rule(sentence: list[Token], scope: Scope) -> list[Rule] | None:
    """Return the rules that *sentence*, which is normal, states; None if it is no such sentence."""
    named = any(token.kind == "code" or token.shown in scope.names for token in sentence)
    if not named and scope.subject is None:
        return None
    grammar = _Grammar(Matcher(scope.names), fitting(CLAIMS, sentence))
    tokens = _bare(sentence)
    attempts = [tokens]
    if scope.subject is not None and tokens:
        own = Token("code", scope.subject, scope.subject)
        attempts.append([own, *tokens])
        if tokens[0].text in {"cannot", "never"}:
            attempts.append([*tokens[:2], own, *tokens[2:]])
    for attempt in attempts:
        for conditions, claim in _readings(attempt, grammar):
            return _rules(conditions, claim, scope)
    return None


def read_condition(sentence: list[Token], scope: Scope) -> dict[str, Any] | None:
    """Return the condition of a normal sentence such as "Present when `a` is true in the request"."""
    tokens = _bare(sentence)
    texts = [token.text for token in tokens]
    if texts[-3:] == ["in", "the", "request"]:
        tokens = tokens[:-3]
    starts = [place for place, text in enumerate(texts[:4]) if text == "when"]
    if not starts or not set(texts[: starts[0]]) <= _PRESENCE:
        return None
    grammar = _Grammar(Matcher(scope.names), [])
    for conditions, end in _conditions(tokens, starts[0] + 1, grammar):
        if end == len(tokens):
            return _when(conditions, scope.resolve)
    return None


def _bare(tokens: list[Token]) -> list[Token]:
    """Return *tokens* without the closing mark and without words that only lead in."""
    while tokens and tokens[-1].kind == "mark" and tokens[-1].text in _ENDS:
        tokens = tokens[:-1]
    while tokens and (tokens[0].text in _SKIPPED or tokens[0].text in {":", ",", "-", "\u2022"}):
        tokens = tokens[1:]
    return tokens


@dataclass(frozen=True, slots=True)
class _Said:
    """A pattern that matched, and what fills its slots."""

    says: str
    slots: Slots


@dataclass(frozen=True, slots=True)
class _Grammar:
    """What may be matched in one sentence."""

    matcher: Matcher
    claims: list[Pattern]


Reading = tuple[list[_Said], _Said]


def _readings(tokens: list[Token], grammar: _Grammar) -> Iterator[Reading]:
    """Yield each way to read all of *tokens*."""
    if tokens and tokens[0].text == "when":
        for conditions, behind in _conditions(tokens, 1, grammar):
            place = behind
            while place < len(tokens) and tokens[place].text in {",", "then"}:
                place += 1
            for claim, end in _claims(tokens, place, grammar):
                if end == len(tokens):
                    yield conditions, claim
        return
    for claim, place in _claims(tokens, 0, grammar):
        if place == len(tokens):
            yield [], claim
        rest = place + (1 if place < len(tokens) and tokens[place].text == "," else 0)
        if rest < len(tokens) and tokens[rest].text == "when":
            for conditions, end in _conditions(tokens, rest + 1, grammar):
                if end == len(tokens):
                    yield conditions, claim


def _claims(tokens: list[Token], place: int, grammar: _Grammar) -> Iterator[tuple[_Said, int]]:
    for pattern in grammar.claims:
        for slots, end in grammar.matcher.match(pattern, tokens, place):
            scoped, end_of_scope = _scoped(tokens, end)
            yield _Said(pattern.says, {**slots, "in": scoped}), end_of_scope


def _scoped(tokens: list[Token], place: int) -> tuple[str, int]:
    """Read `(in inputs)` behind a claim: the object that its names belong to."""
    texts = [token.text for token in tokens[place : place + 4]]
    if len(texts) == 4 and texts[:2] == ["(", "in"] and texts[3] == ")":
        return tokens[place + 2].text, place + 4
    return "", place


def _conditions(
    tokens: list[Token], place: int, grammar: _Grammar
) -> Iterator[tuple[list[_Said], int]]:
    """Read one condition, or two that `and` joins."""
    for pattern in CONDITIONS:
        for slots, end in grammar.matcher.match(pattern, tokens, place):
            one = _Said(pattern.says, slots)
            yield [one], end
            if end < len(tokens) and tokens[end].text == "and":
                for more in CONDITIONS:
                    for others, last in grammar.matcher.match(more, tokens, end + 1):
                        yield [one, _Said(more.says, others)], last


def _rules(conditions: list[_Said], claim: _Said, scope: Scope) -> list[Rule]:
    """Turn a claim and its conditions into rules."""
    resolve = _resolver(scope, claim.slots.get("in", ""))
    groups = [_named(group, resolve) for group in claim.slots.get("A", [])]
    when = _when(conditions, resolve)
    if not conditions:
        return _unconditional(claim, groups, resolve)
    flat = [name for group in groups for name in group]
    if claim.says in {"forbidden", "apart"}:
        others = claim.slots.get("B", [])
        if others or set(when) != {"present"}:
            raise NotCarried("what is ruled out depends on more than one parameter being given")
        return [Rule("excludes", {"given": name, "forbidden": flat}) for name in when["present"]]
    if claim.says in {"required", "together"}:
        if set(when) == {"present"} and len(when["present"]) == 1:
            return [Rule("requires", {"given": when["present"][0], "needed": flat})]
        return [Rule("then", {name: {"required": True} for name in flat}, when)]
    bounds = _bounds(claim)
    if bounds is None:
        raise NotCarried("a condition on a rule about several parameters")
    if claim.says == "items":
        bounds = {"required": True, **bounds}
    return [Rule("then", dict.fromkeys(flat, bounds), when)]


def _unconditional(claim: _Said, groups: list[Group], resolve: Resolve) -> list[Rule]:
    """Return the rules of a claim that always holds."""
    flat = [name for group in groups for name in group]
    others = [name for group in claim.slots.get("B", []) for name in _named(group, resolve)]
    match claim.says:
        case "exactly_one_of" | "at_most_one_of" if len(groups) > 1:
            return [Rule(claim.says, [_one(group) for group in groups])]
        case "at_least_one_of" if len(groups) + len(others) > 1:
            missing = [*flat, *others]
            last = others or list(groups[-1])
            rest = [name for name in missing if name not in last]
            return [Rule("then", {name: {"required": True} for name in last}, {"absent": rest})]
        case "together" if len(flat) > 1:
            return [Rule("together", flat)]
        case "apart":
            return [Rule("excludes", {"given": name, "forbidden": others}) for name in flat]
        case "needs":
            return [Rule("requires", {"given": name, "needed": others}) for name in flat]
        case "required":
            return [Rule("required", name) for name in flat]
    bounds = _bounds(claim)
    if bounds is None:
        raise NotCarried("a rule about a single parameter that always or never holds")
    return [Rule("bounds", dict.fromkeys(flat, bounds))]


def _bounds(claim: _Said) -> dict[str, Any] | None:
    """Return what a claim says about the value of a parameter."""
    slots = claim.slots
    match claim.says:
        case "range":
            return {"minimum": slots["N"], "maximum": slots["M"]}
        case "least":
            return {"minimum": slots["N"]}
        case "most":
            return {"maximum": slots["N"]}
        case "one_of":
            return {"enum": slots["V"]}
        case "items":
            return {"minItems": slots["N"]}
        case "most_items":
            return {"maxItems": slots["N"]}
        case "multiple":
            return {"multipleOf": slots["N"]}
        case _:
            return None


def _when(conditions: list[_Said], resolve: Resolve) -> dict[str, Any]:
    """Return the condition as a spec spells it."""
    found: dict[str, Any] = {}
    for said in conditions:
        names = [name for group in said.slots["A"] for name in _named(group, resolve)]
        if said.says == "equals":
            found.setdefault("equals", {}).update(dict.fromkeys(names, said.slots["O"]))
        else:
            found.setdefault(said.says, []).extend(names)
    return found


def _resolver(scope: Scope, prefix: str) -> Resolve:
    def resolve(name: str) -> str | None:
        return (scope.resolve(f"{prefix}.{name}") if prefix else None) or scope.resolve(name)

    return resolve


def _named(group: Group, resolve: Resolve) -> Group:
    found = []
    for name in group:
        path = resolve(name)
        if path is None:
            raise UnknownName(name)
        found.append(path)
    return tuple(found)


def _one(group: Group) -> str | list[str]:
    return group[0] if len(group) == 1 else list(group)
