"""Processes that are killed while they pay for jobs, and what the journal knows afterwards."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generated._runtime.errors import CallError
from generated._runtime.journal import Journal
from generated._runtime.journal_rows import Entry

from .ours import address_of, client_of
from .outcomes import is_of
from .runs import environment
from .server import ROOT, Server

PROVIDERS = ("fal", "runware", "cloudflare", "aimlapi")
LONGEST = 0.6
"""Seconds from a process's first job to its end, at most."""
AT_ONCE = 2
RESUMED = 5.0
"""Seconds that a job is asked for afterwards; one that was never taken is never done."""
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What became of the jobs of the processes that were killed."""

    kills: int
    charged: int
    """Jobs that the provider took."""
    done: int
    """Those whose result stood in the journal already."""
    resumed: int
    """Those whose result was fetched afterwards."""
    unknown: int
    """Jobs, taken or not, whose row says that nobody knows."""
    failed: int
    """Jobs that the provider took, and whose row says what went wrong with the result."""
    twice: int
    lost: int
    """Jobs that the provider took, and that have no row, or one that says that it took none."""
    wrong: int

    @property
    def sound(self) -> bool:
        """Whether nothing happened that must not happen."""
        return not (self.twice or self.lost or self.wrong)


def kill(server: Server, kills: int, seed: int = 1) -> Aftermath:
    """Kill that many processes, go on with their jobs, and hold the journal against the ledger."""
    server.reset()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "jobs.sqlite"
        Journal(path).close()
        dice = random.Random(seed)  # noqa: S311  # repeatable, not secret
        plans = [(number, dice.uniform(0, LONGEST)) for number in range(kills)]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda plan: _kill(server, path, *plan), plans))
        with Journal(path) as journal:
            done = {entry.key for entry in journal.entries(["succeeded"], 1_000_000)}
            _resume(server, journal)
            entries = journal.entries((), 1_000_000)
    return _aftermath(kills, entries, done, server.ledger())


def _kill(server: Server, path: Path, number: int, seconds: float) -> None:
    """Let a process work for a while, and end it without a warning."""
    provider = PROVIDERS[number % len(PROVIDERS)]
    command = [sys.executable, "-m", "tests.faults.killed", provider, server.url, str(path)]
    with subprocess.Popen(
        [*command, f"kill-{number}"],
        cwd=ROOT,
        env=environment(server),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None, "it is a pipe"
        said = process.stdout.readline()
        time.sleep(seconds)
        process.kill()
        told = process.communicate(timeout=PATIENCE)[1]
    if said != "ready\n":
        raise RuntimeError(f"{provider}: {told.strip()[-2000:]}")


def _resume(server: Server, journal: Journal) -> None:
    """Go on with every job that can be asked for; nothing is sent again."""
    clients = {name: client_of(name, server.url, journal=journal) for name in PROVIDERS}

    def go_on(entry: Entry) -> None:
        if entry.job is not None:
            try:
                clients[entry.provider].resume(entry.job).result(deadline=RESUMED)
            except CallError:
                return

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(go_on, journal.unfinished()))
    for client in clients.values():
        client.close()


def _aftermath(
    kills: int, entries: list[Entry], done: set[str], ledger: list[dict[str, Any]]
) -> Aftermath:
    charged = Counter(row["marker"] for row in ledger)
    known = {_marker_of(entry.request or {}): entry for entry in entries}
    ended = [entry for entry in entries if entry.state == "succeeded"]
    wrong = [
        entry
        for entry in ended
        if not is_of(_address(entry), _marker_of(entry.request or {})) and entry.results
    ]
    states = {marker: known[marker].state for marker in charged if marker in known}
    return Aftermath(
        kills=kills,
        charged=sum(charged.values()),
        done=len(done),
        resumed=len([entry for entry in ended if entry.key not in done]),
        unknown=sum(entry.state == "unknown" for entry in entries),
        failed=sum(state == "failed" for state in states.values()),
        twice=sum(count > 1 for count in charged.values()),
        lost=sum(states.get(marker) in {None, "refused"} for marker in charged),
        wrong=len(wrong),
    )


def _marker_of(request: Mapping[str, Any]) -> str:
    """Return the marker in the prompt of a request."""
    prompt = request.get("prompt") or request.get("positivePrompt") or ""
    found = re.search(r"marker:([\w.-]+)", str(prompt))
    return found[1] if found else ""


def _address(entry: Entry) -> str:
    """Return where the result of a row is."""
    found = entry.results[0] if entry.results else {}
    return address_of(found)
