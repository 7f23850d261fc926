"""Gather the parts of the output: those that are remembered, and those that have to be made."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.crew import Common, Crew, Families, Job, Shared
from generator.diagnostics import CannotRun, reject_if_any
from generator.load import family_files, folders, strays
from generator.naming import module_name
from generator.part import Part, Told
from generator.shelf import Shelf
from generator.survey import survey
from generator.tree import digest

SHARE = 4
"""Families that a worker takes at a time, and whose garbage it keeps."""


class _Unsound(Exception):
    """Something is wrong with a spec; the survey tells what."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What the parts of one provider are made from, each as a digest."""

    name: str
    own: str
    """Its own file, the units, and the generator."""
    releases: str
    families: Mapping[str, str]

    def key(self, family: str) -> str:
        """Return what the files of *family* depend on."""
        return digest("\n".join(("family", self.name, self.own, family, self.families[family])))

    @property
    def common(self) -> str:
        """Return what the files of the provider as a whole depend on."""
        listed = (f"{name} {text}" for name, text in self.families.items())
        return digest("\n".join(("common", self.name, self.own, self.releases, *listed)))


class Assembly:
    """The parts of the output of one run."""

    def __init__(self, root: Path, only: str | None, shelf: Shelf, code: str) -> None:
        """Read what is there; *code* changes with the generator and its tools."""
        self.root = root
        self.only = only
        self.shelf = shelf
        self.code = code
        self.shared = digest(f"shared {code}")
        self.made: dict[str, Part] = {}
        """Parts that were not remembered, by key."""

    def parts(self, crew: Crew) -> list[Part]:
        """Return the parts of families, those of providers, and the one that belongs to none.

        Raises Rejected if a spec has findings.
        """
        listed = self._listed()
        names = {module_name(sources.name) for sources in listed}
        try:
            _demand(
                len(names) == len(listed) and not (self.only is None and any(strays(self.root)))
            )
            families = self._families(listed, crew)
            commons = self._commons(listed, families, crew)
        except _Unsound:
            reject_if_any(survey(self.root, self.only)[1])
            raise self._changed() from None
        if self._listed() != listed:
            raise self._changed()
        for key, part in self.made.items():
            self.shelf.keep(key, part)
        shared = families.pop(self.shared)
        return [*families.values(), *commons, shared]

    def _changed(self) -> CannotRun:
        return CannotRun("the specs changed while they were read; run it again")

    def _listed(self) -> list[Sources]:
        units = _digest_of(self.root / "units.yaml")
        return [
            Sources(
                folder.name,
                digest(f"{self.code} {units} {_digest_of(folder / 'provider.yaml')}"),
                _digest_of(folder / "releases.yaml"),
                {path.stem: self._family_digest(path) for path in family_files(folder)},
            )
            for folder in folders(self.root, self.only)
        ]

    def _family_digest(self, path: Path) -> str:
        """Return the digest of a family; prices that are based on others depend on all families."""
        own = _digest_of(path)
        if own == "" or b"based_on" not in path.read_bytes():
            return own
        others = sorted(self.root.glob("*/*.yaml"))
        return digest(" ".join((own, *map(_digest_of, others))))

    def _families(self, listed: Sequence[Sources], crew: Crew) -> dict[str, Part]:
        """Return the parts of all families and the shared one, by key and in order."""
        keys = [sources.key(name) for sources in listed for name in sources.families]
        shared = self.shared
        parts = {key: self.shelf.take(key) for key in (*keys, shared)}
        jobs: dict[tuple[str, ...], Job] = {} if parts[shared] else {(shared,): Shared()}
        wanted = sum(part is None for part in parts.values())
        size = max(1, min(SHARE, wanted // (crew.workers * 4)))
        for sources in listed:
            names = [name for name in sources.families if parts[sources.key(name)] is None]
            for start in range(0, len(names), size):
                some = tuple(names[start : start + size])
                jobs[tuple(map(sources.key, some))] = Families(self.root, sources.name, some)
        return self._filled(parts, jobs, crew)

    def _commons(
        self, listed: Sequence[Sources], families: Mapping[str, Part], crew: Crew
    ) -> list[Part]:
        parts = {sources.common: self.shelf.take(sources.common) for sources in listed}
        jobs: dict[tuple[str, ...], Job] = {}
        for sources in listed:
            if parts[sources.common] is None:
                told = tuple(_told(families[sources.key(name)]) for name in sources.families)
                jobs[sources.common,] = Common(self.root, sources.name, told)
        return list(self._filled(parts, jobs, crew).values())

    def _filled(
        self,
        parts: Mapping[str, Part | None],
        jobs: Mapping[tuple[str, ...], Job],
        crew: Crew,
    ) -> dict[str, Part]:
        """Return *parts* with what comes of *jobs*, each under the keys of what it makes."""
        new: dict[str, Part] = {}
        for keys, made in zip(jobs, crew.work(tuple(jobs.values())), strict=True):
            _demand(made is not None)
            new.update(zip(keys, made or (), strict=True))
        self.made.update(new)
        return {key: part or new[key] for key, part in parts.items()}


def _demand(sound: bool) -> None:
    if not sound:
        raise _Unsound


def _told(part: Part) -> Told:
    assert part.told is not None, "the part of a family tells what the provider has to know"
    return part.told


def _digest_of(path: Path) -> str:
    """Return the digest of a file; one that cannot be read is for the loader to complain about."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
