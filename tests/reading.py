"""Readings of documents, spelt so that tests can compare them and people can review them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from generator.importer.documents import document_from
from generator.importer.facts import Reading
from generator.importer.forms import read_document


def read_text(text: str, name: str = "page.json", form: str | None = None) -> Reading:
    """Read *text* as the document called *name*."""
    return read_document(document_from(text.encode(), name), form)


def read_value(value: Any, name: str = "page.json", form: str | None = None) -> Reading:
    """Read *value*, written as JSON."""
    return read_text(json.dumps(value, indent=1), name, form)


def read_page(path: Path) -> Reading:
    """Read the file at *path* under its own name."""
    return read_document(document_from(path.read_bytes(), path.name))


def told(reading: Reading) -> str:
    """Spell *reading*: a line for each fact, each unread text and each question."""
    lines = [f"form {reading.form}", f"title {reading.title}", ""]
    for fact in reading.facts:
        value = "..." if fact.attribute == "described" else _spelt(fact.value)
        lines.append(f"{fact.place.line}: {' / '.join(fact.subject)}: {fact.attribute} {value}")
    lines += ["", *(f"unread {one.place.line}: {one.text}: {one.why}" for one in reading.unread)]
    lines += [f"ask {' / '.join(one.subject)}: {one.text}" for one in reading.questions]
    return "\n".join(lines) + "\n"


def said(reading: Reading, *subject: str) -> dict[str, Any]:
    """Return what is said of the subject that ends in *subject*, by attribute."""
    steps = len(subject)
    return {
        fact.attribute: fact.value for fact in reading.facts if fact.subject[-steps:] == subject
    }


def rules(reading: Reading) -> list[dict[str, Any]]:
    """Return the rules, each as a mapping of its facts."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for fact in reading.facts:
        if fact.subject[2:3] == ("rule",):
            found.setdefault(fact.subject, {})[fact.attribute] = fact.value
    return list(found.values())


def _spelt(value: Any) -> str:
    return json.dumps(value, default=str, ensure_ascii=False)
