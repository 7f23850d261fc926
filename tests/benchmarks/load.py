"""A thousand jobs at once against one local server: jobs and requests a second, and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from . import peers
from .local_server import LocalServer, running
from .measure import ROOT, Times
from .table import Row

PROGRAM = Path(__file__).with_name("many_jobs.py")
JOBS = 1000
OUR_ROUNDS = 3
THEIR_ROUNDS = 1
"""The official client needs minutes for each."""
PATIENCE = 400
"""Seconds after which a round is given up."""


@dataclass(frozen=True, slots=True)
class Load:
    """What one client did in all its rounds."""

    jobs: Times
    """Seconds for each job."""
    requests: Times
    """Seconds for each request."""
    memory: Times
    """MiB."""


def rows() -> list[Row]:
    """Let both clients submit, ask and fetch; three requests a job, as all are done at once."""
    python = peers.python_with("fal_client")
    peer = "fal_client" if python else peers.absent("fal_client")
    theirs: Load | None = None
    with running() as server:
        ours = _load(server, sys.executable, "ours", OUR_ROUNDS)
        if python:
            try:
                theirs = _load(server, python, "theirs", THEIR_ROUNDS)
            except subprocess.TimeoutExpired:
                peer = f"fal_client: not done in {PATIENCE} s"
    what = f"{JOBS:,} jobs at once, fal"
    return [
        Row(f"{what}: jobs", ours.jobs, "/s", peer, theirs.jobs if theirs else None),
        Row(f"{what}: requests", ours.requests, "/s", peer, theirs.requests if theirs else None),
        Row(f"{what}: memory", ours.memory, "MiB", peer, theirs.memory if theirs else None),
    ]


def _load(server: LocalServer, python: str, side: str, rounds: int) -> Load:
    """Each round is a process of its own."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**server.environment, "PYTHONPATH": os.pathsep.join(paths)}
    command = [python, str(PROGRAM), side, str(JOBS)]
    jobs, requests, memory = [], [], []
    for _ in range(rounds):
        server.requests()
        done = subprocess.run(
            command, env=environment, check=False, capture_output=True, text=True, timeout=PATIENCE
        )
        if done.returncode:
            raise RuntimeError(f"{side}: {done.stderr.strip()}")
        told = json.loads(done.stdout)
        jobs.append(told["seconds"] / JOBS)
        requests.append(told["seconds"] / server.requests())
        memory.append(told["memory"])
    return Load(Times(tuple(jobs)), Times(tuple(requests)), Times(tuple(memory)))
