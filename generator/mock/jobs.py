"""Jobs: what was asked for, and how far it is at a given time."""

from __future__ import annotations

import random
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from generator.ir.provider import Operation
from generator.mock.clips import Clip, clip_of
from generator.mock.clock import Clock
from generator.mock.scenarios import SUCCESS, Fault, Scenario

WAIT = (0.4, 0.8)
"""Least and most seconds in the queue."""
RUN = (1.5, 2.5)
"""Least and most seconds of work."""
KEPT = 50_000
"""How many jobs are remembered; the oldest go first."""
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

Phase = Literal["waiting", "running", "done"]


@dataclass(slots=True)
class Job:
    """One job; only cancelling changes it."""

    id: str
    operation: Operation
    payload: Mapping[str, Any]
    base: str
    """Where the client sees the server: scheme, host and port."""
    created: float
    starts: float
    ends: float
    ahead: int
    """Jobs before it when it came."""
    clip: Clip
    scenario: Scenario = SUCCESS
    results: int = 1
    ids: tuple[str, ...] = ()
    """An id for each result."""
    seed: int = 0
    polls: int = 0
    cancelled: Fault | None = None
    written_at: str = ""
    """Time of day at which it came."""
    marker: str = ""
    """The caller's own name for it."""
    accepted: float = 0.0
    """When it came, in seconds since 1970."""
    served: int = 0
    """How often a result of it was handed over."""
    downloads: int = 0
    """How often a file of it was fetched."""
    more: dict[str, Any] = field(default_factory=dict)
    """What one protocol alone remembers."""

    @property
    def fault(self) -> Fault | None:
        """What makes the job fail."""
        return self.cancelled or self.scenario.at("job")

    def phase(self, now: float) -> Phase:
        """Tell how far the job is."""
        if now >= self.ends:
            return "done"
        if now < self.starts or (self.scenario.name == "requeue" and self._is_requeued(now)):
            return "waiting"
        return "running"

    def _is_requeued(self, now: float) -> bool:
        """Tell whether the job, once begun, waits for a second time."""
        return 35 <= self.progress(now) < 65

    def ahead_at(self, now: float) -> int:
        """Return how many jobs are still before it."""
        if now >= self.starts or self.starts <= self.created:
            return 0
        return int(self.ahead * (self.starts - now) / (self.starts - self.created) + 0.999)

    def progress(self, now: float) -> int:
        """Return how much of the work is done, in percent."""
        if now >= self.ends:
            return 100
        if now <= self.starts:
            return 0
        return int(100 * (now - self.starts) / (self.ends - self.starts))

    def ready_at(self, index: int) -> float:
        """Return when a result is ready: one after the other, the last at the end."""
        return self.starts + (self.ends - self.starts) * (index + 1) / self.results

    def url(self, index: int = 0) -> str:
        """Return where a result can be fetched; it names the marker of the job."""
        clip = self.clip
        place = f"{clip.width}x{clip.height}/{clip.frames}"
        name = f"{self.ids[index]}-{self.marker}" if self.marker else self.ids[index]
        return f"{self.base}/media/{place}/{name}.mp4"


class Jobs:
    """All jobs of one provider, with ids and times that follow from a seed."""

    def __init__(self, clock: Clock, seed: int, name: str) -> None:
        """Begin without jobs."""
        self.clock = clock
        self._seed = f"{seed}/{name}"
        self._made = 0
        self._jobs: dict[str, Job] = {}
        self._results: dict[str, Job] = {}

    def __iter__(self) -> Iterator[Job]:
        """List all jobs that are remembered, oldest first."""
        return iter(tuple(self._jobs.values()))

    def get(self, id: Any) -> Job | None:
        """Return the job with that id."""
        return self._jobs.get(id) if isinstance(id, str) else None

    def of_result(self, id: str) -> Job | None:
        """Return the job that has a result of that id."""
        return self._results.get(id)

    def chance(self) -> random.Random:
        """Return the dice of the next thing that is made."""
        self._made += 1
        return random.Random(f"{self._seed}/{self._made}")  # noqa: S311  # repeatable, not secret

    def make(
        self,
        operation: Operation,
        payload: Mapping[str, Any],
        base: str,
        scenario: Scenario,
        id: str | None = None,
    ) -> Job:
        """Take a job in."""
        dice = self.chance()
        now = self.clock.now()
        starts = now + dice.uniform(*WAIT) * scenario.pace
        results = payload.get("numberResults", 1)
        results = min(max(int(results), 1), 100) if isinstance(results, int | float) else 1
        job = Job(
            id=id or new_uuid(dice),
            operation=operation,
            payload=payload,
            base=base,
            created=now,
            starts=starts,
            ends=starts + dice.uniform(*RUN) * scenario.pace,
            ahead=dice.randint(1, 4),
            clip=clip_of(operation, payload),
            scenario=scenario,
            results=results,
            ids=tuple(new_uuid(dice) for _ in range(results)),
            seed=dice.getrandbits(31),
            accepted=time.time(),
        )
        self._keep(job)
        return job

    def _keep(self, job: Job) -> None:
        """Remember a job; the oldest goes when there are too many."""
        self._jobs[job.id] = job
        self._results.update(dict.fromkeys(job.ids, job))
        if len(self._jobs) > KEPT:
            oldest = self._jobs.pop(next(iter(self._jobs)))
            for result in oldest.ids:
                del self._results[result]

    def cancel(self, job: Job, fault: Fault) -> None:
        """End a job now, with that fault."""
        job.cancelled = fault
        job.ends = self.clock.now()

    def clear(self) -> None:
        """Forget all jobs, and begin again with the first ids."""
        self._jobs.clear()
        self._results.clear()
        self._made = 0


def new_uuid(dice: random.Random) -> str:
    """Return a UUID of version 4."""
    return str(uuid.UUID(int=dice.getrandbits(128), version=4))


def new_word(dice: random.Random, length: int = 21) -> str:
    """Return letters and digits."""
    return "".join(dice.choice(LETTERS) for _ in range(length))
