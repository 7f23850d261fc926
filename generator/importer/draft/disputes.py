"""What documents contradict each other or themselves about, for one value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.importer.draft.kinds import holdable, is_scalar
from generator.importer.draft.material import Value
from generator.importer.draft.plans import Log


def disputes(log: Log, made: dict[str, Any], value: Value, name: str) -> None:
    """Record what documents say of the value called *name* and the spec does not follow."""
    for keyword, losing, claims in _lost(value):
        if not (_plain(losing) if is_scalar(losing) else all(map(_plain, losing))):
            continue
        made.setdefault("documented_as", {})[keyword] = losing
        decision = "The first counts; the other is kept under documented_as."
        log.quirk(f"{name}-{keyword}", [name], claims, decision)


def _plain(value: Any) -> bool:
    return is_scalar(value) and holdable(value)


def _lost(value: Value) -> Iterator[tuple[str, Any, list[tuple[str, dict[str, str]]]]]:
    """List what lost, with what won first."""
    for attribute, listed in value.others.items():
        keyword = "server_default" if attribute == "default" else attribute
        won, other = value.said.get(attribute), listed[0]
        if (
            won is None
            or isinstance(won.value, dict)
            or isinstance(other.value, (dict, type(None)))
        ):
            continue
        claims = [(_claim(attribute, each.value), each.cite()) for each in (won, other)]
        yield keyword, other.value, claims
    for attribute, (losing, why, said) in value.losing.items():
        if losing is None or isinstance(losing, dict):
            continue
        first = value.place() or said
        yield attribute, losing, [(why, said.cite()), (_claim(attribute, losing), first.cite())]


def _claim(attribute: str, value: Any) -> str:
    return f"{attribute} is {told(value)}."


def told(value: Any) -> str:
    """Spell a value for a sentence."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        shown = ", ".join(told(each) for each in value[:8])
        return f"{shown} and more" if len(value) > 8 else shown
    text = str(value)
    return text if len(text) <= 60 else f"{text[:60]}..."
