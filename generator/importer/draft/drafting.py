"""From readings of documents to the files of a specs folder, sound or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.diagnostics import CannotRun, Finding, Origin, Rejected
from generator.importer.draft.bench import Bench
from generator.importer.draft.counted import UNITS
from generator.importer.draft.declared import declaration, named, with_more
from generator.importer.draft.families import draft_family
from generator.importer.draft.homes import Home, conventions, page_pattern
from generator.importer.draft.material import Material, Source, Work, gather
from generator.importer.draft.operations import Plan
from generator.importer.draft.plans import Log
from generator.importer.draft.proof import prove
from generator.importer.draft.providers import draft_provider
from generator.importer.draft.questions import head, record
from generator.importer.draft.text import spec_text
from generator.importer.draft.titles import placed, unique
from generator.importer.facts import Reading
from generator.load import Loaded
from generator.spec.family import FamilySpec
from generator.spec.provider import ProviderSpec
from generator.spec.unit import UnitsSpec
from generator.yaml_reader import Document, read_yaml

MOST = 40
"""Operations of one family; more make a file that nobody reads."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a draft goes, and what is there."""

    provider: str
    folder: Path
    """The specs folder to write."""
    units: str
    """The text of units.yaml."""
    known: str | None
    """The text of the provider's file, if there is one."""
    families: Mapping[str, str] = field(default_factory=dict)
    """Texts of the provider's families, for what they have in common."""
    copied: bool = False
    """Whether the provider's file comes from another folder."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The files of a draft by path in the specs folder, and what is open about each family."""

    tree: dict[str, str]
    operations: tuple[str, ...]
    remarks: tuple[tuple[str, str], ...]
    """Family and open point."""


def draft(readings: Sequence[Reading], setting: Setting, day: str) -> Draft:
    """Write specs for all operations of *readings*; with findings against them, raise `Rejected`."""
    spec = _provider_spec(setting.known) if setting.known is not None else None
    sources = named(readings, spec)
    material = gather(sources)
    log = Log()
    works = list(_wanted(material, log))
    if not works:
        raise Rejected(_nothing(sources))
    text, spec = _provider(setting, material, works, log, day)
    home = _home(setting, spec, sources)
    bench = Bench(_units(), _as_loaded(text, ProviderSpec, f"{setting.provider}/provider.yaml"))
    tree: dict[str, str] = {f"{setting.provider}/provider.yaml": text}
    units: set[str] = set()
    remarks: list[tuple[str, str]] = [("", remark) for remark in log.remarks]
    operations: list[str] = []
    for family, plans in _families(material, works, home).items():
        record(plans, sources)
        data, shared, _ = draft_family(
            family, plans, _about(material, plans), home, bench, units, day
        )
        own = [*shared.remarks, *(remark for plan in plans for remark in plan.log.remarks)]
        notes = head(plans, sources, [*own, *(log.remarks if home.by_path else [])])
        tree[f"{setting.provider}/{family}.yaml"] = spec_text("family", notes, data)
        remarks += [(family, remark) for remark in own]
        operations += [f"{setting.provider}/{family}/{plan.key}" for plan in plans]
    tree["units.yaml"] = _more_units(setting.units, units)
    proven = prove(tree, setting.provider, setting.folder, pruned=setting.copied)
    return Draft(proven, tuple(operations), tuple(dict.fromkeys(remarks)))


def _wanted(material: Material, log: Log) -> Iterator[Work]:
    """List the operations that a spec can hold; a call that only asks for something is none."""
    for work in material.works.values():
        method = work.get("method", "POST")
        if method != "POST":
            text = f"{work.id[:80]} is a {method} call and no operation of a spec; left out"
            log.ask(text, work.about["method"])
        elif work.about or work.parameters.members or work.response.members:
            yield work


def _nothing(sources: Iterable[Source]) -> list[Finding]:
    text = "no operation stands here that a spec could hold"
    hint = "give the document of an operation that is sent with POST"
    return [
        Finding(Origin(source.reading.document, 1), "nothing-to-import", text, hint)
        for source in sources
    ]


def _provider(
    setting: Setting, material: Material, works: list[Work], log: Log, day: str
) -> tuple[str, ProviderSpec]:
    """Return the text of provider.yaml with the documents declared, and what it says."""
    pages = _pages(works)
    known = _provider_spec(setting.known) if setting.known is not None else None
    documents = {
        source.id: declaration(source, day, pages.get(source.id))
        for source in material.sources
        if known is None or source.id not in known.documents
    }
    if setting.known is not None:
        text = with_more(setting.known, "documents", documents)
    else:
        data = draft_provider(setting.provider, material, documents, log)
        text = spec_text("provider", ["Drafted by `specloom import`."], data)
    return text, _provider_spec(text)


def _pages(works: Iterable[Work]) -> dict[str, str]:
    """Return the address that each document gives for itself."""
    return {
        work.about["page"].document: str(work.about["page"].value)
        for work in works
        if "page" in work.about
    }


def _home(setting: Setting, spec: ProviderSpec, sources: list[Source]) -> Home:
    families = [_as_loaded(text, FamilySpec, name).spec for name, text in setting.families.items()]
    supplied, usual = conventions(families)
    pages = {
        source.id: spec.documents[source.id].address or ""
        for source in sources
        if source.id in spec.documents
    }
    by_path = spec.protocol.calls["submit"].path == "/{endpoint}" and setting.known is None
    if by_path:
        supplied = frozenset({"model"})
    return Home(spec, supplied, usual, by_path, pages, page_pattern(families))


def _families(material: Material, works: list[Work], home: Home) -> dict[str, list[Plan]]:
    """Divide the operations into families, those of one document together."""
    found: dict[str, list[Plan]] = {}
    done: set[str] = set()
    for source in material.sources:
        own = [work for work in works if source.id in work.documents and work.id not in done]
        done |= {work.id for work in own}
        about = material.models.get(source.id, {}).get("title")
        title = str(about.value) if about is not None else source.reading.title
        for ident, (family, name) in placed(own, title, home.usual).items():
            plans = found.setdefault(_roomy(found, family), [])
            key = unique(name, (plan.key for plan in plans))
            plans.append(Plan(key, material.works[ident], Log()))
    return found


def _roomy(found: Mapping[str, list[Plan]], family: str) -> str:
    """Return the family, or the next of the same name if it is full."""
    name, number = family, 2
    while len(found.get(name, ())) >= MOST:
        name, number = f"{family[:60]}-{number}", number + 1
    return name


def _about(material: Material, plans: list[Plan]) -> Mapping[str, Any]:
    """Gather what all documents of a family say of its model; what came first counts."""
    about: dict[str, Any] = {}
    for name in dict.fromkeys(name for plan in plans for name in plan.work.documents):
        for attribute, said in material.models.get(name, {}).items():
            about.setdefault(attribute, said)
    return about


def _provider_spec(text: str) -> ProviderSpec:
    loaded: Loaded[ProviderSpec] = _as_loaded(text, ProviderSpec, "provider.yaml")
    return loaded.spec


def _units() -> Loaded[UnitsSpec]:
    document = Document("units.yaml", {"units": UNITS}, whole=True)
    return Loaded(UnitsSpec.model_validate({"units": UNITS}), document, "units.yaml")


def _as_loaded(text: str, model: Any, name: str) -> Any:
    """Read the text of a spec file."""
    from generator.importer.draft.bench import as_loaded

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "spec.yaml"
        path.write_text(text, encoding="utf-8")
        document = read_yaml(path, name)
    if document.findings:
        raise Rejected(document.findings)
    loaded, findings = as_loaded(document, model, name)
    if loaded is None:
        raise Rejected(findings)
    return loaded


def _more_units(text: str, wanted: set[str]) -> str:
    """Add the units that a draft needs to units.yaml."""
    known = _as_loaded(text, UnitsSpec, "units.yaml").spec.units
    return with_more(text, "units", {name: UNITS[name] for name in sorted(wanted - set(known))})


def setting_of(provider: str, folder: Path, specs: Path | None) -> Setting:
    """Look at what the target folder and the specs folder say of *provider*."""
    own, other = folder / provider, specs / provider if specs is not None else None
    copied = not (own / "provider.yaml").is_file()
    source = other if copied and other is not None else own
    known = source / "provider.yaml"
    families = {
        path.name: path.read_text(encoding="utf-8")
        for path in sorted(source.glob("*.yaml"))
        if path.name not in {"provider.yaml", "releases.yaml"}
    }
    units = next(
        (each for each in (folder, specs) if each is not None and (each / "units.yaml").is_file()),
        None,
    )
    if units is None:
        raise CannotRun("no units.yaml was found; name a folder of specs with --specs")
    return Setting(
        provider,
        folder,
        (units / "units.yaml").read_text(encoding="utf-8"),
        known.read_text(encoding="utf-8") if known.is_file() else None,
        families,
        copied,
    )
