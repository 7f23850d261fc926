"""Facts about a model as a whole: who made it, since when, what it can do."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from generator.importer.facts import Place, Subject
from generator.importer.inline import plain, spans
from generator.importer.notes import Notes

_ATTRIBUTES = {
    "id": "id",
    "model id": "id",
    "status": "status",
    "creator": "creator",
    "provider": "creator",
    "author": "creator",
    "release date": "released",
    "released": "released",
    "capabilities": "capabilities",
    "category": "capabilities",
    "tags": "tags",
    "terms and license": "terms",
    "more information": "more",
    "pricing": "pricing",
    "kind": "kind",
    "zero data retention": "zdr",
}
_LISTS = frozenset({"capabilities", "tags"})
_DAYS = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%Y-%m-%d", "%B %Y")


def model_facts(notes: Notes, operation: str, key: str, value: str, place: Place) -> None:
    """Write down one line of a list of facts about the model that *operation* belongs to."""
    attribute = _ATTRIBUTES.get(plain(key).strip().lower())
    text = plain(value).strip()
    links = [span.target for span in spans(value) if span.kind == "link" and span.target]
    if attribute is None:
        notes.miss(f"{plain(key)}: {text}", "this fact about the model is not known", place)
        return
    said: Any = text
    if links and attribute in {"terms", "more", "pricing"}:
        said = links[0]
    elif attribute in _LISTS:
        said = [part.strip() for part in text.split(",") if part.strip()]
    elif attribute == "released":
        said = day_of(text)
        if said is None:
            notes.miss(f"{plain(key)}: {text}", "this is no day that we can read", place)
            return
    if not said:
        return
    if attribute == "more":
        attribute, said = "links", {"external-info": said}
    if attribute == "zdr":
        said = text.lower() == "yes"
    subject: Subject = ("model",)
    notes.say(subject, attribute, said, place)
    if attribute == "id":
        notes.say(("operation", operation), "model", said, place)


def day_of(text: str) -> str | None:
    """Return the day that *text* names as 2026-01-29."""
    for form in _DAYS:
        try:
            return datetime.strptime(text.strip(), form).date().isoformat()  # noqa: DTZ007
        except ValueError:
            continue
    return None
