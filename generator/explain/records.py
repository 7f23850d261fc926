"""Explain what is recorded beside the facts: the model, documents, examples, quirks."""

from __future__ import annotations

from generator.explain.money import cost
from generator.explain.subject import Entry, Subject, entry, present
from generator.ir.provider import Example, PlacedQuirk


def model(subject: Subject) -> Entry:
    """Explain what is known about the model."""
    found = subject.family.model
    return entry(
        "model",
        found.title,
        id=found.id,
        creator=found.creator,
        status=found.status,
        released=found.released,
        capabilities=list(found.capabilities),
        description=found.description,
        terms=found.terms,
        links=dict(found.links),
        source=subject.source(found.source),
        quirks=subject.quirks_about("model"),
    )


def document(subject: Subject, name: str) -> Entry:
    """Explain a document that sources cite."""
    found = subject.provider.spec.documents[name]
    return entry(
        "document",
        name,
        title=found.title,
        address=found.address,
        retrieved=found.retrieved,
        sha256=found.sha256,
        is_a=found.kind,
        note=found.note,
    )


def example(subject: Subject, found: Example) -> Entry:
    """Explain a documented example."""
    refused = [f"{path or '(request)'}: {rule}" for path, rule in found.violations]
    return entry(
        "example",
        found.id,
        title=found.title,
        request=None if found.request is None else dict(found.request),
        verdict=None if found.request is None else "refused" if found.refused else "accepted",
        violations=refused,
        corrects=found.corrects,
        facts=dict(found.facts),
        cost=cost(found.cost) if found.cost else None,
        response=None if found.response is None else dict(found.response),
        raw_response=None if found.raw_response is None else dict(found.raw_response),
        source=subject.source(found.source),
        quirks=[
            f"{placed.quirk.id}: {placed.quirk.decision}"
            for placed in subject.quirks
            if placed.quirk.id in found.quirks or found.id in placed.quirk.about
        ],
    )


def quirk(subject: Subject, placed: PlacedQuirk) -> Entry:
    """Explain a contradiction, gap or trap, and what was decided."""
    found = placed.quirk
    wins = found.wins
    return entry(
        "quirk",
        found.id,
        is_a=found.kind,
        about=list(found.about),
        claims=[
            present({"says": claim.says, "source": subject.source(claim.source)})
            for claim in found.claims
        ],
        wins=(
            found.claims[wins - 1].says
            if isinstance(wins, int) and wins <= len(found.claims)
            else wins
        ),
        decision=found.decision,
        recorded_at=f"{placed.origin.path}:{placed.origin.line}",
    )
