"""Processes that submit paid jobs with a journal, and are killed at a given point."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from clients import SMALLEST
from commands import KEYS, environment
from shipped import ROOT

from generator.mock.running import RunningMock

PATIENCE = 30.0
SUBMITTING = """
import json, sys, time
from generated._runtime.errors import CallError
from generated._runtime.journal import Journal
from generator.cli.resuming import client_class
given = json.loads(sys.argv[1])
journal = Journal(given["journal"])
for provider, operation, request in given["jobs"]:
    client = client_class(provider, "generated")(base_urls=given["urls"][provider], journal=journal)
    try:
        getattr(client.grok_imagine_video, operation).submit(**request)
    except CallError:
        pass
    print(provider, flush=True)
time.sleep(600)
"""
"""A program that submits and is killed before it fetches anything."""


def request_of(provider: str, scenario: str = "") -> tuple[str, str, dict[str, Any]]:
    operation, request = SMALLEST[provider]
    word = "positivePrompt" if provider == "runware" else "prompt"
    told = f"a cat scenario:{scenario}" if scenario else "a cat"
    return provider, operation, {**request, word: told}


@contextmanager
def submitting(
    mock: RunningMock, path: Path, sent: list[tuple[str, str, dict[str, Any]]]
) -> Iterator[Any]:
    """Submit those jobs in a process with a journal in *path*, and kill it in the end."""
    given = {"journal": str(path / "specloom-journal.db"), "jobs": sent, "urls": mock.base_urls}
    process = subprocess.Popen(
        [sys.executable, "-c", SUBMITTING, json.dumps(given)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(**KEYS),
    )
    try:
        yield process.stdout
    finally:
        process.kill()
        process.communicate()


def kill_after(mock: RunningMock, path: Path, *sent: tuple[str, str, dict[str, Any]]) -> None:
    """Submit those jobs in a process, and kill it when all are submitted."""
    with submitting(mock, path, list(sent)) as said:
        for _ in sent:
            assert said.readline(), "it stopped early"


def kill_unanswered(mock: RunningMock, path: Path, provider: str, when: str = "after") -> None:
    """Kill a process whose submit is not answered, before or after the job is taken."""
    fault = {"do": "silence", "call": "submit", "when": when}
    with mock.faults({"faults": [fault]}), submitting(mock, path, [request_of(provider)]):
        until = time.monotonic() + PATIENCE
        while not any(each["times"] for each in mock.fired()):
            assert time.monotonic() < until
            time.sleep(0.02)
    assert len(mock.ledger()) == (when == "after")
