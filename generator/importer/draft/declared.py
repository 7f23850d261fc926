"""The documents that a provider declares, and edits of its file that keep what else stands there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from generator.drift.edits import Cut, Sheet, apply
from generator.importer.draft.homes import is_address
from generator.importer.draft.material import Source
from generator.importer.draft.text import entry, visible
from generator.importer.draft.titles import slug, unique
from generator.importer.facts import Reading
from generator.spec.provider import ProviderSpec
from generator.yaml_reader import Place

_SHARE = 4
"""Of four facts that a document yields today, three must be found again."""
_KINDS = ("page", "text")


def named(readings: Iterable[Reading], spec: ProviderSpec | None) -> list[Source]:
    """Give each reading the name of a document: the one that declares it, or a new one."""
    known = dict(spec.documents) if spec is not None else {}
    sources: list[Source] = []
    for reading in readings:
        name = next((key for key, each in known.items() if each.sha256 == reading.sha256), None)
        taken = [*known, *(source.id for source in sources)]
        if name is None or name in {source.id for source in sources}:
            name = unique(_name(reading), taken)
        sources.append(Source(name, reading))
    return sources


def _name(reading: Reading) -> str:
    """Name a document after its file and its form."""
    path = PurePosixPath(urlsplit(reading.document).path or reading.document)
    stem = slug(path.stem, "document")
    if stem in {"index", "api", "openapi", "schema", "llms"} and path.parent.name:
        stem = slug(f"{path.parent.name}-{stem}")
    kind = reading.form.rpartition("-")[2]
    return stem if stem.endswith(kind) else slug(f"{stem[:50]}-{kind}")


def declaration(source: Source, day: str, page: str | None) -> dict[str, Any]:
    """Write what provider.yaml says of a document."""
    reading = source.reading
    title = visible(reading.title)[:120] or source.id
    made: dict[str, Any] = {"title": title}
    address = reading.document if is_address(reading.document) else page
    if is_address(address):
        made["address"] = address
    made |= {"retrieved": day, "sha256": reading.sha256}
    made["kind"] = "provider-page" if reading.form.endswith(_KINDS) else "provider-file"
    made["form"] = reading.form
    made["least_facts"] = max(1, len(reading.facts) * (_SHARE - 1) // _SHARE)
    return made


def with_more(text: str, key: str, entries: Mapping[str, Any]) -> str:
    """Put *entries* behind those of the mapping *key* at the top of a spec file."""
    around = Sheet.of(text).spans.get((key,))
    if around is None or not entries:
        return text
    lines = "\n".join(entry(name, said, 2) for name, said in entries.items())
    end = text.find("\n", around.end)
    end = len(text) if end < 0 else end
    return apply(text, [Cut(end, end, f"\n{lines}")])


def without(text: str, places: Iterable[Place]) -> str:
    """Take what stands at *places* out of the text of a spec file."""
    sheet = Sheet.of(text)
    cuts = [sheet.remove(place) for place in places]
    return apply(text, [cut for cut in cuts if cut is not None])
