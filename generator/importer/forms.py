"""The forms of documents that can be read, and the choice of one by what a document holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from generator.diagnostics import CannotRun, Finding, Rejected
from generator.importer.documents import Document
from generator.importer.facts import Reading

MODULES: tuple[str, ...] = (
    "cloudflare_catalogue",
    "aimlapi_openapi",
    "openapi",
    "json_schema",
    "cloudflare_page",
    "runware_page",
    "fal_page",
    "fal_text",
    "aimlapi_page",
    "aimlapi_text",
)
"""Modules of `generator.importer.readers`; of readers that are equally sure the first is taken."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of document."""

    id: str
    """Stable name, which a provider's spec declares."""
    title: str
    """What such a document is, in plain words."""


class Reader(Protocol):
    """What each module of `generator.importer.readers` offers."""

    FORM: Form

    def recognise(self, document: Document) -> int:
        """Return how sure it is, from 0 (not this form) to 100."""

    def read(self, document: Document) -> Reading:
        """Read all facts, or raise `Rejected`."""


def readers() -> Sequence[Reader]:
    """Return all readers, in order."""
    home = "generator.importer.readers"
    return [cast(Reader, import_module(f"{home}.{name}")) for name in MODULES]


def read_document(document: Document, form: str | None = None) -> Reading:
    """Read *document* in the form called *form*, or in the one that it looks like."""
    known = readers()
    if form is not None:
        for reader in known:
            if form == reader.FORM.id:
                return reader.read(document)
        names = ", ".join(reader.FORM.id for reader in known)
        raise CannotRun(f"no form of document is called {form}; there are {names}")
    sure = [(reader.recognise(document), reader) for reader in known]
    score, best = max(sure, key=lambda pair: pair[0], default=(0, None))
    if best is None or score <= 0:
        names = "; ".join(f"{reader.FORM.id}: {reader.FORM.title}" for reader in known)
        text = "no reader recognises this document"
        hint = f"forms that are read: {names}"
        raise Rejected([Finding(document.origin(1), "form-unknown", text, hint)])
    return best.read(document)
