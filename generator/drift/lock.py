"""What was read when people last looked: a hash of each fact and of its passage, beside the specs.

`specs/<provider>/passages.json` is written by `specloom drift --accept`. It holds names and hashes, no
text of a document: enough to tell that a page now says something else, or says it in other words.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.diagnostics import Finding, Origin, Rejected
from generator.importer.facts import Fact, Reading

NAME = "passages.json"
MAX_BYTES = 20_000_000
NOTE = "Written by `specloom drift --accept`: hashes of facts and passages as they were last read."

Key = tuple[tuple[str, ...], str]
"""Subject and attribute of a fact."""


@dataclass(frozen=True, slots=True)
class Known:
    """One fact as it was read."""

    value: str
    """Hash of the value."""
    passage: str
    section: str
    line: int


@dataclass(frozen=True, slots=True)
class Page:
    """One document as it was read."""

    form: str
    sha256: str
    facts: Mapping[Key, Known] = field(default_factory=dict)


def digest(value: Any) -> str:
    """Return the hash of a JSON value; 1 and 1.0 are the same."""
    return hashlib.sha256(
        json.dumps(_even(value), sort_keys=True, default=str).encode()
    ).hexdigest()[:16]


def _even(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _even(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_even(each) for each in value]
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    return int(value) if value == int(value) else str(value)


def key_of(fact: Fact) -> Key:
    """Return what a fact is about."""
    return fact.subject, fact.attribute


def page_of(reading: Reading) -> Page:
    """Return what is kept of *reading*; of facts that repeat, the first."""
    facts: dict[Key, Known] = {}
    for fact in reading.facts:
        place = fact.place
        known = Known(digest(fact.value), place.passage, _short(place.section), place.line)
        facts.setdefault(key_of(fact), known)
    return Page(reading.form, reading.sha256, facts)


def read_lock(folder: Path) -> dict[str, Page]:
    """Read what was kept beside the specs in *folder*, by the id of the document."""
    path = folder / NAME
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8") as file:
            data = json.loads(file.read(MAX_BYTES))
        return {str(name): _page(page) for name, page in data["documents"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        text = f"cannot be read: {error}"
        hint = "remove it and accept the documents anew"
        raise Rejected([Finding(Origin(str(path), 1), "passages-unreadable", text, hint)]) from None


def _page(data: Any) -> Page:
    facts: dict[Key, Known] = {}
    for entry in data["facts"]:
        *subject, attribute = entry["about"]
        known = Known(entry["value"], entry["passage"], entry["section"], int(entry["line"]))
        facts[tuple(map(str, subject)), str(attribute)] = known
    return Page(str(data["form"]), str(data["sha256"]), facts)


def lock_text(pages: Mapping[str, Page]) -> str:
    """Spell what is kept: one line for each fact, in order, so that changes are seen line by line."""
    lines = ["{", f' "note": {json.dumps(NOTE)},', ' "documents": {']
    blocks = []
    for name in sorted(pages):
        page = pages[name]
        facts = [
            "   "
            + json.dumps(
                {
                    "about": [*subject, attribute],
                    "value": known.value,
                    "passage": known.passage,
                    "section": known.section,
                    "line": known.line,
                }
            )
            for (subject, attribute), known in page.facts.items()
        ]
        head = f'  {json.dumps(name)}: {{"form": {json.dumps(page.form)}, "sha256": {json.dumps(page.sha256)}, "facts": ['
        blocks.append(head + "\n" + ",\n".join(facts) + "\n  ]}")
    return "\n".join(lines) + "\n" + ",\n".join(blocks) + "\n }\n}\n"


def _short(section: str) -> str:
    """Name a section by the first words of its heading, and what in it is meant; no sentence is kept."""
    heading, comma, inner = section.rpartition(", ")
    words = (heading if comma else inner).split()
    short = " ".join(words[:4]) + (" ..." if len(words) > 4 else "")
    return f"{short}, {' '.join(inner.split()[:3])}" if comma else short
