"""Stage 1: read a folder of specs into strict models, with every finding of every file."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from generator.diagnostics import CannotRun, Finding, Origin
from generator.misfits import explain
from generator.spec.family import FamilySpec
from generator.spec.price import Price
from generator.spec.provider import ProviderSpec
from generator.spec.release import ReleasesSpec
from generator.spec.unit import UnitsSpec
from generator.yaml_reader import Document, read_yaml

M = TypeVar("M", bound=BaseModel)

MAX_FILES = 20_000
OF_PROVIDER = frozenset({"provider.yaml", "releases.yaml"})
"""Files in a provider's folder that are no families."""


@dataclass(frozen=True, slots=True)
class Loaded(Generic[M]):
    """A model with the file it comes from."""

    spec: M
    document: Document
    file: str
    """The file relative to the specs folder: the same wherever that folder lies."""

    def origin(self, *place: str | int) -> Origin:
        """Return where *place* stands in the file."""
        return self.document.origin(place)


@dataclass(frozen=True, slots=True)
class ProviderFiles:
    """All files of one provider."""

    provider: Loaded[ProviderSpec]
    families: tuple[Loaded[FamilySpec], ...]
    """Those that nothing was found against."""
    names: frozenset[str] = frozenset()
    """Ids of all its families, those included that were not read."""
    whole: bool = True
    """Whether these are all of its families."""
    releases: Loaded[ReleasesSpec] | None = None


@dataclass(frozen=True, slots=True)
class Documents:
    """All specs of a folder."""

    units: Loaded[UnitsSpec]
    providers: tuple[ProviderFiles, ...]
    prices: Mapping[str, tuple[Price, ...]] = field(default_factory=dict)
    """Prices by operation, those of other providers included that some price is based on."""


def load(root: Path, only: str | None = None) -> tuple[Documents | None, list[Finding]]:
    """Read the specs under *root*, or those of one provider.

    The documents hold what nothing was found against, so that later stages can look at that too.
    """
    if not root.is_dir():
        raise CannotRun(f"{root} is no folder of specs")
    findings: list[Finding] = []
    units = _load(root, root / "units.yaml", UnitsSpec, findings)
    providers = []
    for folder in folders(root, only):
        own: list[Finding] = []
        files = _load_provider(root, folder, own)
        findings.extend(own)
        if files is not None:
            providers.append(replace(files, whole=not own))
    if only is None:
        findings.extend(strays(root))
    if units is None:
        return None, findings
    return Documents(units, tuple(providers), _prices(root, providers)), findings


def _prices(root: Path, providers: list[ProviderFiles]) -> dict[str, tuple[Price, ...]]:
    """Gather prices by operation, and read the files of other providers that they are based on."""
    found: dict[str, tuple[Price, ...]] = {}
    for files in providers:
        for sound in files.families:
            found |= _prices_of(files.provider.spec.provider, sound.spec)
    read: set[tuple[str, str]] = set()
    wanted = [name for name in _bases(found) if name not in found]
    while wanted:
        provider, family, _ = wanted.pop().split("/")
        path = root / provider / f"{family}.yaml"
        if (provider, family) in read or not path.is_file() or path.is_symlink():
            continue
        read.add((provider, family))
        loaded = _load(root, path, FamilySpec, [])
        more = _prices_of(provider, loaded.spec) if loaded else {}
        found = {**more, **found}
        wanted += [name for name in _bases(more) if name not in found]
    return found


def _prices_of(provider: str, family: FamilySpec) -> dict[str, tuple[Price, ...]]:
    prefix = f"{provider}/{family.family}"
    return {f"{prefix}/{name}": each.prices for name, each in family.operations.items()}


def _bases(prices: Mapping[str, tuple[Price, ...]]) -> Iterator[str]:
    """Name the operations that *prices* are based on, as far as these are names."""
    for price in (price for entries in prices.values() for price in entries):
        name = price.based_on.operation if price.based_on else None
        if name is not None:
            yield name


def load_some(root: Path, provider: str, families: Sequence[str]) -> Documents | None:
    """Read some families of one provider; nothing if anything is found against them."""
    findings: list[Finding] = []
    units = _load(root, root / "units.yaml", UnitsSpec, findings)
    files = _load_provider(root, root / provider, findings, families)
    if not units or not files or findings:
        return None
    return Documents(units, (files,), _prices(root, [files]))


def strays(root: Path) -> Iterator[Finding]:
    """Point at files that nobody reads: they would be missed silently."""
    for path in sorted(root.rglob("*.y*ml")):
        read = path.suffix == ".yaml" and len(path.relative_to(root).parts) == 2
        home = read and (path.parent / "provider.yaml").is_file()
        if not home and path != root / "units.yaml":
            text = "no provider.yaml stands beside this file" if read else "this file is not read"
            hint = "specs are units.yaml and <provider>/*.yaml, each with a provider.yaml"
            yield Finding(Origin(str(path), 1), "stray-file", text, hint)


def folders(root: Path, only: str | None) -> list[Path]:
    """List the provider folders under *root* in the order of their names."""
    found = sorted(path for path in root.iterdir() if (path / "provider.yaml").is_file())
    if only is not None:
        found = [folder for folder in found if folder.name == only]
        if not found:
            raise CannotRun(f"no provider named {only} under {root}")
    if not found:
        raise CannotRun(f"{root} holds no <provider>/provider.yaml")
    return found


def family_files(folder: Path) -> list[Path]:
    """List the files of a provider's families in the order of their names."""
    paths = sorted(path for path in folder.glob("*.yaml") if path.name not in OF_PROVIDER)
    if len(paths) > MAX_FILES:
        raise CannotRun(f"{folder} holds more than {MAX_FILES} files")
    return paths


def _load_provider(
    root: Path, folder: Path, findings: list[Finding], only: Container[str] | None = None
) -> ProviderFiles | None:
    """Read a provider with its families, or with those named in *only*."""
    provider = _load(root, folder / "provider.yaml", ProviderSpec, findings)
    families = []
    paths = family_files(folder)
    for path in paths:
        if only is not None and path.stem not in only:
            continue
        own: list[Finding] = []
        family = _load(root, path, FamilySpec, own)
        if family is not None:
            own.extend(_misnamed(family, family.spec.family, path.stem, "family"))
            families += [family] if not own else []
        findings.extend(own)
    releases = _load_releases(root, folder, findings)
    if provider is None or provider.document.findings:
        return None
    findings.extend(_misnamed(provider, provider.spec.provider, folder.name, "provider"))
    names = frozenset(path.stem for path in paths)
    return ProviderFiles(provider, tuple(families), names, releases=releases)


def _load_releases(
    root: Path, folder: Path, findings: list[Finding]
) -> Loaded[ReleasesSpec] | None:
    """Read the releases of a provider, if there were any."""
    path = folder / "releases.yaml"
    if not path.is_file():
        return None
    releases = _load(root, path, ReleasesSpec, findings)
    if releases is not None:
        findings.extend(_misnamed(releases, releases.spec.provider, folder.name, "provider"))
    return releases


def _misnamed(loaded: Loaded[Any], name: str, path: str, key: str) -> Iterator[Finding]:
    if name != path:
        text = f"{key} is {name}, but the path says {path}"
        yield Finding(loaded.origin(key), "name-differs-from-path", text, "rename one of the two")


def _load(root: Path, path: Path, model: type[M], findings: list[Finding]) -> Loaded[M] | None:
    """Read one file as *model*, or add to *findings* why that cannot be."""
    document = read_yaml(path, str(path))
    findings.extend(document.findings)
    if not document.whole:
        return None
    try:
        spec = model.model_validate(tuples(document.data))
    except ValidationError as error:
        findings.extend(explain(document, model, error))
        return None
    return Loaded(spec, document, path.relative_to(root).as_posix())


def tuples(data: Any) -> Any:
    """Return *data* with tuples for lists, as the strict models want them."""
    if isinstance(data, dict):
        return {key: tuples(value) for key, value in data.items()}
    if isinstance(data, list):
        return tuple(tuples(value) for value in data)
    return data
