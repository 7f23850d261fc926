"""Documented examples, and quirks: what a page contradicts or leaves open."""

from __future__ import annotations

from typing import Any, Literal

from generator.spec.base import Name, Source, Strict, Text
from generator.spec.fact import FactName
from generator.spec.price import Cost


class Refusal(Strict):
    """One violation that an example must show."""

    path: str
    """JSON pointer (RFC 6901)."""
    rule: str
    """Rule id or keyword."""


class Example(Strict):
    """A request or response that a document shows."""

    id: Name
    """Stable name; tests are named after it."""
    title: Text
    """What it shows, in our words."""
    source: Source | None = None
    """Where it stands."""
    request: dict[str, Any] | None = None
    """The documented request, its prompt replaced by a short one of ours."""
    verdict: Literal["accepted", "refused"] = "accepted"
    """What the rules make of the request."""
    violations: tuple[Refusal, ...] = ()
    """All that is wrong with a refused request, worked out by hand."""
    corrects: Name | None = None
    """The refused example that this one puts right."""
    facts: dict[FactName, str] = {}
    """Facts that the caller supplies to the estimate."""
    cost: Cost | None = None
    """What the document says it costs."""
    response: dict[str, Any] | None = None
    """The documented result."""
    raw_response: dict[str, Any] | None = None
    """The documented result with its envelope."""
    quirks: tuple[Name, ...] = ()
    """Quirks that explain what is odd about it."""


class Claim(Strict):
    """One side of a contradiction."""

    says: Text
    """What it says, in our words."""
    source: Source
    """Where."""


class Quirk(Strict):
    """A contradiction, a gap or a trap of the documents, with our decision."""

    id: Name
    """Stable name."""
    kind: Literal["contradiction", "gap", "trap"]
    """Sides that disagree; something left out; something easily misread."""
    about: tuple[str, ...]
    """What it touches: parameters, rules, response fields, examples, price lines or keywords such as `price`."""
    claims: tuple[Claim, ...]
    """What the documents say."""
    wins: int | Literal["undecided"] | None = None
    """Which claim counts, from 1; of a contradiction, a number or `undecided`."""
    decision: Text
    """What specloom does about it, and why."""
