"""Read the two sides of a comparison: a folder of specs, a spec file, a git revision, a document."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from generator.diagnostics import CannotRun, Finding, Origin, Rejected
from generator.diff.nodes import Noted
from generator.diff.packages import Package
from generator.diff.revisions import copy_out, tree_at
from generator.importer.documents import open_document
from generator.importer.facts import Reading
from generator.importer.forms import read_document
from generator.importer.spoken import Spoken, spoken
from generator.importer.spoken_provider import spoken_provider
from generator.ir.provider import Provider
from generator.load import load
from generator.places import holds_specs
from generator.resolve import resolve
from generator.yaml_reader import read_yaml


@dataclass(frozen=True, slots=True)
class State:
    """One side of a comparison."""

    kind: str
    """`specs` or `document`."""
    packages: dict[str, Package]


def read_state(given: str, specs: Path) -> State:
    """Read what *given* names; revisions are of the folder *specs*."""
    path = Path(given)
    if path.is_dir():
        return _folder(path, given)
    if path.is_file():
        return _file(path, given, specs)
    with checked_out(given, specs) as root:
        return specs_state(root, f"{given}:{specs}")


@contextmanager
def checked_out(given: str, specs: Path) -> Iterator[Path]:
    """Give the folder of specs *given*, or that of the git revision, for as long as it is needed."""
    if Path(given).is_dir():
        yield Path(given)
        return
    if tree_at(given, specs) is None:
        raise CannotRun(f"{given} is no folder, no file, and no git revision of {specs}")
    with tempfile.TemporaryDirectory(prefix="specloom-") as made:
        copy_out(given, specs, Path(made))
        yield Path(made)


def specs_state(root: Path, shown: str, only: str | None = None) -> State:
    """Load the specs under *root*; messages and places call that folder *shown*."""
    documents, findings = load(root, only)
    more: list[Finding] = []
    if documents is not None:
        providers, more = resolve(documents)
    if documents is None or findings or more:
        raise Rejected(_renamed(finding, root, shown) for finding in (*findings, *more))
    packages = (_package(provider, root, shown) for provider in providers)
    return State("specs", {package.name: package for package in packages})


def document_state(reading: Reading) -> State:
    """Turn what a reader made of a document into one package without a name of its own."""
    facts = tuple(
        Noted(fact.subject, fact.attribute, fact.value, f"{reading.document}:{fact.place.line}")
        for fact in reading.facts
    )
    return State("document", {"": Package(PurePath(reading.document).name or reading.title, facts)})


def _folder(path: Path, shown: str) -> State:
    if holds_specs(path):
        return specs_state(path, shown)
    if (path / "provider.yaml").is_file() and (path.parent / "units.yaml").is_file():
        return specs_state(path.parent, str(path.parent), path.resolve().name)
    raise CannotRun(f"{shown} holds no <provider>/provider.yaml")


def _file(path: Path, shown: str, specs: Path) -> State:
    if path.suffix in {".yaml", ".yml"}:
        data = read_yaml(path, shown).data
        if isinstance(data, dict) and "operations" in data and isinstance(data.get("family"), str):
            return _family_file(path, shown, data["family"], specs)
        if isinstance(data, dict) and "protocol" in data and "provider" in data:
            return _folder(path.resolve().parent, str(path.parent))
    return document_state(read_document(open_document(path, shown)))


def _family_file(path: Path, shown: str, family: str, specs: Path) -> State:
    """Load one family with the provider that it stands beside, or the one that fits it."""
    beside = path.parent / "provider.yaml"
    homes = [beside] if beside.is_file() else sorted(specs.glob("*/provider.yaml"))
    refused: Rejected | None = None
    for home in homes:
        with tempfile.TemporaryDirectory(prefix="specloom-") as made:
            folder = Path(made) / home.resolve().parent.name
            folder.mkdir()
            shutil.copy(home, folder)
            target = folder / f"{Path(family).name}.yaml"
            shutil.copy(path, target)
            shutil.copy(_units(home, specs), made)
            try:
                return _as_file(specs_state(Path(made), made), str(target), shown)
            except Rejected as error:
                renamed = (_renamed(found, target, shown) for found in error.findings)
                refused = refused or Rejected(renamed)
    raise refused or CannotRun(f"no provider.yaml stands beside {shown}")


def _as_file(state: State, copied: str, shown: str) -> State:
    """Name the family file as the user did, wherever it was copied to."""

    def named(place: str) -> str:
        return f"{shown}{place.removeprefix(copied)}" if place.startswith(copied) else place

    packages = {
        name: replace(
            package,
            facts=tuple(replace(fact, place=named(fact.place)) for fact in package.facts),
            root=copied,
            shown=shown,
        )
        for name, package in state.packages.items()
    }
    return State(state.kind, packages)


def _units(home: Path, specs: Path) -> Path:
    near = home.resolve().parent.parent / "units.yaml"
    return near if near.is_file() else specs / "units.yaml"


def _package(provider: Provider, root: Path, shown: str) -> Package:
    facts = [_noted(each, root, shown) for each in spoken_provider(provider)]
    for operation in provider.operations:
        facts += [_noted(each, root, shown) for each in spoken(operation, operation.name)]
    operations = {operation.name: operation for operation in provider.operations}
    version = provider.version if provider.releases else None
    return Package(provider.id, tuple(facts), operations, version, str(root), shown)


def _noted(each: Spoken, root: Path, shown: str) -> Noted:
    place = f"{_relabel(each.origin.path, root, shown)}:{each.origin.line}"
    return Noted(each.fact.subject, each.fact.attribute, each.fact.value, place)


def _relabel(path: str, root: Path, shown: str) -> str:
    rest = path.removeprefix(str(root))
    if rest == path:
        return path
    return f"{shown}{rest}" if shown else rest.lstrip("/")


def _renamed(finding: Finding, root: Path, shown: str) -> Finding:
    origin = Origin(_relabel(finding.origin.path, root, shown), finding.origin.line)
    return replace(finding, origin=origin)


def pairs(old: State, new: State) -> Iterator[tuple[str, Package | None, Package | None]]:
    """Pair the packages of two states by name."""
    for name in sorted({*old.packages, *new.packages}):
        yield name, old.packages.get(name), new.packages.get(name)
