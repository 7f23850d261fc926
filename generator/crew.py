"""Make parts in several processes where that pays; what comes out is the same with one."""

from __future__ import annotations

import gc
import importlib
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from generator.diagnostics import CannotRun
from generator.part import Part, Told, common_part, family_parts, shared_part

MOST_WORKERS = 16
WORTHWHILE = 3
"""Jobs from which further processes are worth their start."""

HEAVY = ("black", "datamodel_code_generator")
"""What takes long to import; workers that are forked have it from the start."""


@dataclass(frozen=True, slots=True)
class Families:
    """Families of one provider that are made in one go."""

    root: Path
    provider: str
    families: tuple[str, ...]

    def make(self) -> Sequence[Part] | None:
        """Make a part of each; None if a spec has findings."""
        return family_parts(self.root, self.provider, self.families)


@dataclass(frozen=True, slots=True)
class Common:
    """What speaks of all families of a provider."""

    root: Path
    provider: str
    told: tuple[Told, ...]

    def make(self) -> Sequence[Part] | None:
        """Make its one part; None if a spec has findings."""
        part = common_part(self.root, self.provider, self.told)
        return None if part is None else (part,)


@dataclass(frozen=True, slots=True)
class Shared:
    """What belongs to no provider."""

    def make(self) -> Sequence[Part]:
        """Make its one part."""
        return (shared_part(),)


class Job(Protocol):
    """What one process makes in one go; it travels to that process."""

    def make(self) -> Sequence[Part] | None:
        """Make some parts; None if a spec has findings."""


class Crew:
    """Worker processes, started at the first work that is worth it."""

    def __init__(self, workers: int) -> None:
        """Start at most so many workers; with one, everything is done in this process."""
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        """Start nothing yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Stop all workers, whatever they are at."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            gc.unfreeze()

    def work(self, jobs: Sequence[Job]) -> Iterator[Sequence[Part] | None]:
        """Yield what comes of each of *jobs*, in their order."""
        if self._pool is None and self.workers > 1 and len(jobs) >= WORTHWHILE:
            self._pool = self._start(len(jobs))
        if self._pool is None:
            yield from map(_make, jobs)
            return
        try:
            yield from self._pool.map(_make_and_sweep, jobs)
        except BrokenProcessPool:
            text = "a worker process died, perhaps for want of memory, so nothing was written"
            raise CannotRun(f"{text}; --jobs 1 does without workers") from None

    def _start(self, jobs: int) -> ProcessPoolExecutor:
        if multiprocessing.get_start_method() == "fork":
            for name in HEAVY:
                importlib.import_module(name)
        gc.freeze()  # workers need not look through what exists already
        return ProcessPoolExecutor(min(self.workers, jobs), initializer=_prepare)


def cores() -> int:
    """Return how many processes can run at once, within reason."""
    allowed = getattr(os, "sched_getaffinity", None)
    count = len(allowed(0)) if allowed is not None else os.cpu_count() or 1
    return min(count, MOST_WORKERS)


def _prepare() -> None:
    """Leave the garbage until a job is done; looking for it meanwhile is a quarter of the work."""
    gc.disable()


def _make(job: Job) -> Sequence[Part] | None:
    return job.make()


def _make_and_sweep(job: Job) -> Sequence[Part] | None:
    made = job.make()
    gc.collect()
    return made
