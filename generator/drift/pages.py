"""Gather the documents to look at, and read each; what cannot be read is said, never left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import CannotRun, Rejected
from generator.drift.fetch import fetch, is_address
from generator.drift.items import Item
from generator.importer.documents import Document, document_from, open_document
from generator.importer.facts import Reading
from generator.importer.forms import read_document
from generator.ir.provider import Provider
from generator.memory import usual_folder

MAX_PAGES = 5_000
SUFFIXES = frozenset({".md", ".mdx", ".txt", ".json", ".yaml", ".yml"})
"""Files of a folder that are taken for documents."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document to read."""

    name: str
    """Path or address."""
    address: str | None = None
    form: str | None = None
    least_facts: int = 1


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read, or why it was not."""

    wanted: Wanted
    reading: Reading | None
    failure: Item | None


def wanted_pages(given: Iterable[str], providers: Iterable[Provider]) -> list[Wanted]:
    """List what the user named, or else the declared documents that have a form and an address."""
    declared = {
        each.address: Wanted(each.address, each.address, each.form, each.least_facts or 1)
        for provider in providers
        for each in provider.spec.documents.values()
        if each.address is not None and each.form is not None
    }
    names = list(given)
    if not names and not declared:
        hint = (
            "declare one with `form`, `least_facts` and `address` in provider.yaml, or name a page"
        )
        raise CannotRun(f"no document of these specs can be fetched; {hint}")
    if not names:
        return list(declared.values())
    pages: list[Wanted] = []
    for name in names:
        if is_address(name):
            pages.append(declared.get(name, Wanted(name, name)))
        else:
            pages += [Wanted(str(path)) for path in _files(Path(name))]
    if len(pages) > MAX_PAGES:
        raise CannotRun(f"more than {MAX_PAGES} documents; name fewer")
    return pages


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise CannotRun(f"{path}: there is no such file or folder")
    if not path.is_dir():
        return [path]
    found = sorted(each for each in path.rglob("*") if each.suffix in SUFFIXES and each.is_file())
    if not found:
        raise CannotRun(f"{path} holds no documents ({', '.join(sorted(SUFFIXES))})")
    return found


def read_pages(pages: Iterable[Wanted]) -> Iterator[Read]:
    """Read each document; a failed fetch is a failure to read, not a change."""
    for wanted in pages:
        try:
            reading = read_document(_open(wanted), wanted.form)
        except CannotRun as error:
            yield Read(wanted, None, Item("unreadable", wanted.name, str(error)))
        except Rejected as rejected:
            first = rejected.findings[0]
            place = f"{first.origin.path}:{first.origin.line}"
            text = f"{first.code}: {first.text}"
            yield Read(wanted, None, Item("unreadable", wanted.name, text, place, note=first.hint))
        else:
            yield Read(wanted, reading, shortfall(reading, wanted.least_facts))


def shortfall(reading: Reading, least: int) -> Item | None:
    """Say that a document yields fewer facts than it must; silence is a failure."""
    found = len(reading.facts)
    if found >= least:
        return None
    text = f"{found} facts found, at least {least} expected"
    note = f"it was read as {reading.form}; has the page another form now?"
    return Item("unreadable", reading.document, text, f"{reading.document}:1", note=note)


def _open(wanted: Wanted) -> Document:
    if wanted.address is not None:
        return document_from(fetch(wanted.address, usual_folder() / "pages"), wanted.name)
    return open_document(Path(wanted.name))
