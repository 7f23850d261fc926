"""From what a user names to readings and a place for their draft, and from a draft to files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.diagnostics import CannotRun, Finding, Origin, Rejected
from generator.drift.items import Item
from generator.drift.pages import read_pages, wanted_pages
from generator.importer.draft.drafting import Setting, setting_of
from generator.importer.facts import Reading
from generator.naming import RESERVED_PROVIDERS
from generator.places import holds_specs, provider_names, specs_folder
from generator.spec.base import PATTERNS
from generator.tree import Difference
from generator.write import write


def arrive(
    pages: Iterable[str], provider: str | None, folder: Path, specs: str | None
) -> tuple[list[Reading], Setting]:
    """Read all *pages*; if one of them cannot be read, raise `Rejected` with all that cannot."""
    if folder.exists() and not folder.is_dir():
        raise CannotRun(f"{folder} is no folder")
    readings: list[Reading] = []
    findings: list[Finding] = []
    for read in read_pages(wanted_pages(pages, ())):
        if read.reading is not None:
            readings.append(read.reading)
        elif read.failure is not None:
            findings.append(_finding(read.failure))
    if findings:
        raise Rejected(findings)
    root = specs_folder(specs)
    name = provider or _guessed(readings, root)
    if re.fullmatch(PATTERNS["name"], name) is None or len(name) > 64:
        raise CannotRun(f"{name} is no name of a provider: lower case, words joined by hyphens")
    if name in RESERVED_PROVIDERS:
        raise CannotRun(f"{name} is a folder of the output; choose another name")
    if holds_specs(folder) and (folder / name / "provider.yaml").is_file():
        root = folder
    return readings, setting_of(name, folder, root)


def _finding(item: Item) -> Finding:
    """Turn what drift calls unreadable into a finding."""
    path, _, line = (item.page_place or f"{item.about}:1").rpartition(":")
    code, _, text = item.text.partition(": ")
    if " " in code or not text:
        code, text = "unreadable", item.text
    return Finding(Origin(path, int(line) if line.isdigit() else 1), code, text, item.note)


def _guessed(readings: list[Reading], root: Path) -> str:
    """Name the provider whose form all documents have."""
    known = set(provider_names(root))
    found = {reading.form.partition("-")[0] for reading in readings} & known
    if len(found) != 1:
        raise CannotRun("name the provider of these documents with --provider")
    return found.pop()


def land(tree: Mapping[str, str], folder: Path, *, force: bool) -> list[str]:
    """Write the files of a draft, all or none; a family that is there is only replaced by force."""
    changes = []
    for path, text in tree.items():
        target = folder / path
        old = target.read_text(encoding="utf-8") if target.is_file() else None
        if old == text:
            continue
        shared = path.endswith("provider.yaml") or path == "units.yaml"
        if old is not None and not shared and not force:
            raise CannotRun(f"{target} is there already; --force replaces it")
        changes.append(Difference("missing" if old is None else "stale", path, ""))
    write(dict(tree), folder, changes)
    return [change.path for change in changes]
