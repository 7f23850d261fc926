"""Take times in turns, so that whatever disturbs the machine disturbs ours and the peers alike."""

from __future__ import annotations

import gc
import statistics
import subprocess
import timeit
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
SLICE = 0.02
"""Seconds for which a call is repeated to take one time."""

Taker = Callable[[], float]
"""Does the work once, or many times, and returns the seconds that once took."""


@dataclass(frozen=True, slots=True)
class Times:
    """The seconds that the same work took, round by round."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The time to quote."""
        return statistics.median(self.seconds)

    @property
    def least(self) -> float:
        """The shortest time."""
        return min(self.seconds)

    @property
    def most(self) -> float:
        """The longest time."""
        return max(self.seconds)

    def over(self, base: Times) -> Times:
        """Return what each round took more than the same round of *base*."""
        pairs = zip(self.seconds, base.seconds, strict=True)
        return Times(tuple(one - other for one, other in pairs))


def in_turns(takers: Mapping[str, Taker], rounds: int) -> dict[str, Times]:
    """Let everyone do their work once a round, after a round that does not count."""
    for take in takers.values():
        take()
    taken: dict[str, list[float]] = {name: [] for name in takers}
    for _ in range(rounds):
        for name, take in takers.items():
            gc.collect()
            taken[name].append(take())
    return {name: Times(tuple(seconds)) for name, seconds in taken.items()}


def calls(function: Callable[[], object]) -> Taker:
    """Take the time of one call, out of as many as fit into a slice of time."""
    timer = timeit.Timer(function)
    number, seconds = timer.autorange()
    number = max(1, round(number * SLICE / seconds))
    return lambda: timer.timeit(number) / number


def process(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Taker:
    """Take the time of a whole process, from its start to its end."""
    return lambda: run(command, environment)


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> float:
    """Run a process and return the seconds that it took; that it fails is an error."""
    start = perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True)
    seconds = perf_counter() - start
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip()
        raise RuntimeError(f"{' '.join(command)} failed: {told}")
    return seconds
