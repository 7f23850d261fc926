"""Facts on the command line: name=value, name=@clip.mp4, and all that a clip tells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from generator.diagnostics import CannotRun

if TYPE_CHECKING:
    from generator.ir.prices import Fact, Price
    from generator.probe import Clip


def read_facts(name: str, price: Price | None, pairs: Sequence[str], clip: str) -> dict[str, str]:
    """Read the facts for a price of the operation *name*; only what it takes can be supplied."""
    known = {fact.name: fact for fact in price.given} if price else {}
    facts: dict[str, str] = {}
    for pair in pairs:
        fact, sign, value = pair.partition("=")
        if not sign or not value:
            raise CannotRun(f"--fact {pair}: write it as name=value")
        if fact not in known:
            listed = f"it takes {', '.join(known)}" if known else "it takes none"
            raise CannotRun(f"{name} takes no fact named {fact}; {listed}")
        if fact in facts:
            raise CannotRun(f"--fact {fact} is given twice")
        facts[fact] = _from_clip(known[fact], value[1:]) if value.startswith("@") else value
    return {**_told(name, known, clip), **facts} if clip else facts


def _from_clip(fact: Fact, path: str) -> str:
    from generator.probe import probe

    value = _value(fact, probe(path))
    if value is None:
        raise CannotRun(f"--fact {fact.name}: a clip tells seconds, width and height alone")
    return value


def _told(name: str, known: dict[str, Fact], path: str) -> dict[str, str]:
    """Return all facts of a price that a clip tells."""
    from generator.probe import probe

    clip = probe(path)
    values = {fact: _value(known[fact], clip) for fact in clip.facts() if fact in known}
    found = {fact: value for fact, value in values.items() if value is not None}
    if not found:
        raise CannotRun(f"{name} takes no fact that a clip tells")
    return found


def _value(fact: Fact, clip: Clip) -> str | None:
    """Spell what a clip tells, as fine as the fact is."""
    value = clip.told_of(fact.name) if fact.kind == "quantity" else None
    return None if value is None else f"{round(value, fact.places):f}"
