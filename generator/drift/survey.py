"""All drift of some documents at once: what `specloom drift` and `specloom refresh` show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from generator.diagnostics import Rejected
from generator.drift.compare import Drift, compare
from generator.drift.described import describe
from generator.drift.items import Item, Proposal
from generator.drift.lock import NAME, Page, lock_text, page_of, read_lock
from generator.drift.pages import Wanted, read_pages, shortfall, wanted_pages
from generator.ir.provider import Provider
from generator.load import load
from generator.resolve import resolve
from generator.yaml_text import Quoted


@dataclass(frozen=True, slots=True)
class Findings:
    """What all documents show."""

    drifts: tuple[Drift, ...]
    unreadable: tuple[Item, ...]
    """Documents that could not be read at all, or yielded too little."""

    @property
    def items(self) -> tuple[Item, ...]:
        """All differences."""
        return (*(item for drift in self.drifts for item in drift.items), *self.unreadable)


def providers_of(root: Path) -> tuple[Provider, ...]:
    """Load the specs under *root*; with findings, raise `Rejected`."""
    documents, findings = load(root)
    if documents is None:
        raise Rejected(findings)
    providers, more = resolve(documents)
    if findings or more:
        raise Rejected([*findings, *more])
    return providers


def look(root: Path, given: Iterable[str]) -> Findings:
    """Read documents and compare them with the specs under *root*."""
    providers = providers_of(root)
    described = describe(providers)
    locks = {provider.id: read_lock(folder_of(root, provider)) for provider in providers}
    drifts, unreadable = [], []
    for read in read_pages(wanted_pages(given, providers)):
        if read.failure is not None:
            unreadable.append(read.failure)
        if read.reading is None:
            continue
        drift = compare(read.reading, described, locks, read.wanted.address)
        short = _short(drift, providers, read.wanted)
        if short is not None and read.failure is None:
            unreadable.append(short)
        strangers = [item for item in drift.items if item.kind == "unreadable"]
        unreadable += strangers if read.failure is None else []
        others = tuple(item for item in drift.items if item.kind != "unreadable")
        if short is None and read.failure is None:
            drifts.append(replace(drift, items=others))
    return Findings(tuple(drifts), tuple(unreadable))


def proposals_of(root: Path, findings: Findings, day: str) -> list[Proposal]:
    """List the changes of specs that follow, with the day on which the document was read."""
    found: list[Proposal] = []
    for drift in findings.drifts:
        own = [each for item in drift.items for each in item.proposals]
        found += own
        if own and drift.provider is not None and drift.document is not None:
            file = str(root / drift.provider / "provider.yaml")
            place = ("documents", drift.document)
            found.append(Proposal(file, "set", (*place, "retrieved"), Quoted(day)))
            sha256 = (*place, "sha256")
            found.append(Proposal(file, "set", sha256, Quoted(drift.reading.sha256)))
    return found


def _short(drift: Drift, providers: tuple[Provider, ...], wanted: Wanted) -> Item | None:
    """Hold a file that turned out to be a declared document to the facts that it must yield."""
    if drift.document is None or wanted.least_facts > 1:
        return None
    provider = next(each for each in providers if each.id == drift.provider)
    return shortfall(drift.reading, provider.spec.documents[drift.document].least_facts or 1)


def folder_of(root: Path, provider: Provider) -> Path:
    """Return the folder of *provider*'s specs."""
    return root / provider.id


def accept(root: Path, findings: Findings, *, open_too: bool) -> list[Path]:
    """Keep what was read as what the specs were made from; return the files written.

    Unless *open_too*, a difference that nobody has settled stays one: what was kept of it stays.
    """
    pages: dict[str, dict[str, Page]] = {}
    for drift in findings.drifts:
        if drift.provider is not None and drift.document is not None:
            old = read_lock(root / drift.provider).get(drift.document)
            new = page_of(drift.reading)
            page = new if open_too else _without_open(drift, old, new)
            pages.setdefault(drift.provider, {})[drift.document] = page
    written = []
    for provider, kept in pages.items():
        path = root / provider / NAME
        text = lock_text({**read_lock(path.parent), **kept})
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            written.append(path)
    return written


def _without_open(drift: Drift, old: Page | None, new: Page) -> Page:
    """Keep the earlier reading of all that a person has yet to look at."""
    unsettled = [item.subject for item in drift.items if item.subject and not item.proposals]

    def is_open(subject: tuple[str, ...]) -> bool:
        return any(subject[: len(each)] == each for each in unsettled)

    facts = {key: known for key, known in new.facts.items() if not is_open(key[0])}
    earlier = old.facts if old is not None else {}
    facts.update({key: known for key, known in earlier.items() if is_open(key[0])})
    return replace(new, facts=facts)
