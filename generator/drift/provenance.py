"""Where each fact of a spec was last read: document, line, and the hash of its passage."""

from __future__ import annotations

from pathlib import Path

from generator.drift.lock import read_lock
from generator.importer.facts import ITEMS
from generator.ir.provider import Operation, Provider

PARTS = {"parameter": "parameter", "response field": "response"}
"""Kinds of explanations, and the step of a subject that they are about."""


def passages(
    root: Path, provider: Provider, operation: Operation, kind: str, name: str
) -> list[str]:
    """List what was last read about the parameter or field *name*, by document."""
    part = PARTS.get(kind)
    path = tuple(step for step in name.replace("[]", "").split("."))
    found: list[str] = []
    if part is None:
        return found
    for document, page in read_lock(root / provider.id).items():
        for (subject, attribute), known in page.facts.items():
            ours = subject[1:2] in {(operation.endpoint,), (operation.model_id,)}
            steps = tuple(step for step in subject[3:] if step != ITEMS and step[:1] != "|")
            if ours and subject[2:3] == (part,) and steps == path and attribute != "position":
                found.append(f"{attribute}: {document}, line {known.line}, passage {known.passage}")
    return found
