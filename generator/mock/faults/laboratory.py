"""Decides which request meets which fault: counts, chance, and what has happened so far."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from generator.mock.faults.kinds import KINDS
from generator.mock.faults.plan import Fault, Plan

REMEMBERED = 500_000
"""How many counts of single jobs are kept."""
SCALE = 2**64


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request is about."""

    provider: str
    call: str
    job: str = ""
    """Marker of the job, or another name that stays with it."""
    id: str = ""
    """Id of the job, where there is one."""


@dataclass(frozen=True, slots=True)
class Strike:
    """A fault that a request meets."""

    number: int
    """Its place in the plan."""
    fault: Fault


class Laboratory:
    """Has a plan, or none; then everything goes well."""

    def __init__(self) -> None:
        """Begin without a plan."""
        self.plan = Plan()
        self.styles: dict[str, str] = {}
        """Style of the protocol by provider."""
        self.closed_until = 0.0
        """When connections are taken again, as `time.monotonic` counts."""
        self.port: Callable[[float], None] | None = None
        """Closes the port for some seconds; a running server sets it."""
        self._met: Counter[tuple[int, str]] = Counter()
        self._done: Counter[tuple[int, str]] = Counter()

    def use(self, plan: Plan) -> None:
        """Go by *plan* from now on."""
        self.plan = plan
        self.restart()

    def restart(self) -> None:
        """Count from the beginning."""
        self._met.clear()
        self._done.clear()
        self.closed_until = 0.0

    def strike(self, asked: Asked) -> Strike | None:
        """Return what goes wrong with a request, if anything; each request counts once."""
        found = None
        for number, fault in enumerate(self.plan.faults):
            if _concerns(fault, asked) and self._strikes(number, fault, asked) and found is None:
                found = Strike(number, fault)
                self._happened(found, asked, 1)
        return found

    def spare(self, strike: Strike, asked: Asked) -> None:
        """Take a strike back that made no difference."""
        self._happened(strike, asked, -1)

    def fired(self) -> list[dict[str, Any]]:
        """List the faults of the plan, and how often each has happened."""
        return [
            {"fault": number, **fault.model_dump(mode="json", exclude_none=True), "times": times}
            for number, fault in enumerate(self.plan.faults)
            for times in [self._done[number, ""]]
        ]

    def close_port(self, seconds: float) -> None:
        """Take no connections for that long."""
        self.closed_until = max(self.closed_until, time.monotonic() + seconds)
        if self.port is not None:
            self.port(seconds)

    def _happened(self, strike: Strike, asked: Asked, times: int) -> None:
        self._done[strike.number, ""] += times
        if strike.fault.per == "job":
            self._done[strike.number, asked.job] += times

    def _strikes(self, number: int, fault: Fault, asked: Asked) -> bool:
        """Count a request that *fault* is about, and tell whether it meets it."""
        scope = asked.job if fault.per == "job" else ""
        chancy = fault.pick is not None
        key = (number, asked.job if chancy else scope)
        if len(self._met) > REMEMBERED:
            self._met.clear()
        self._met[key] += 1
        count = self._met[key]
        if fault.times is not None and self._done[number, scope] >= fault.times:
            return False
        if fault.pick is not None:
            return self._chance(number, asked, count) < fault.pick * SCALE
        if fault.every is not None:
            return count % fault.every == 0
        if fault.nth is not None:
            return count in fault.nth if isinstance(fault.nth, tuple) else count == fault.nth
        return True

    def _chance(self, number: int, asked: Asked, count: int) -> int:
        """Return a number below `SCALE` that is always the same for the same request of a job."""
        text = f"{self.plan.seed}/{number}/{asked.provider}/{asked.call}/{asked.job}/{count}"
        return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


class Faulty:
    """A plan at work: from now on, and as a context manager until its end."""

    def __init__(self, laboratory: Laboratory, plan: Plan) -> None:
        """Go by *plan* from now on."""
        self._laboratory = laboratory
        laboratory.use(plan)

    def __enter__(self) -> Laboratory:
        """Return the laboratory, which counts what happens."""
        return self._laboratory

    def __exit__(self, *exception: object) -> None:
        """Let everything go well again."""
        self._laboratory.use(Plan())


def _concerns(fault: Fault, asked: Asked) -> bool:
    """Tell whether a fault is about such requests."""
    return (
        asked.call in KINDS[fault.do].calls
        and fault.call in {None, asked.call}
        and fault.provider in {None, asked.provider}
        and (fault.job is None or fault.job in {asked.job, asked.id})
    )
