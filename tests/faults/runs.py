"""Runs of clients against one server, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from .addresses import environment_of
from .outcomes import Outcome, Tally, tally
from .server import ROOT, Server

PATIENCE = 300.0
"""Seconds for a run, and a tenth of one more for each job."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one client did."""

    client: str
    provider: str
    tally: Tally
    faults: int
    """How many went wrong by plan."""
    seconds: float
    memory: float
    """The most that the process used, in MiB."""


def run(server: Server, client: str, provider: str, jobs: int) -> Run:
    """Let *client* do its jobs, and hold what it tells against the ledger."""
    server.reset()
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.worker", client, provider, server.url, str(jobs)],
        cwd=ROOT,
        env=environment(server),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE + jobs / 10,
    )
    if done.returncode:
        raise RuntimeError(f"{client} {provider}: {done.stderr.strip()[-2000:]}")
    told = json.loads(done.stdout.splitlines()[-1])
    outcomes = [Outcome(**outcome) for outcome in told["outcomes"]]
    faults = sum(fault["times"] for fault in server.fired())
    made = tally(outcomes, server.ledger())
    return Run(client, provider, made, faults, told["seconds"], told["memory"])


def environment(server: Server) -> Mapping[str, str]:
    """Point clients at the server, and keep proxies out of the way."""
    kept = {name: text for name, text in os.environ.items() if "proxy" not in name.lower()}
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    more = environment_of(server.url, server.certificate)
    return {**kept, **more, "PYTHONPATH": os.pathsep.join(paths)}
