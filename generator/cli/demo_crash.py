"""The crash demo: a program that pays for jobs is killed half way, and `specloom jobs` finishes them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import generator
from generator.cli.output import paint, write
from generator.diagnostics import CannotRun
from generator.extras import MOCK, absent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.ir.provider import Provider

SPEED = 10
"""How much faster than usual the local server works, so that nobody waits."""
EACH = 2
"""Jobs at each provider; the answer to the last one never comes."""
PATIENCE = 60.0
"""Real seconds in which the program has to submit its jobs."""
KEYS = (
    "FAL_KEY",
    "RUNWARE_API_KEY",
    "CLOUDFLARE_API_TOKEN",
    "CLOUDFLARE_ACCOUNT_ID",
    "AIML_API_KEY",
)
PROMPTS = ("prompt", "positivePrompt")
SAVED = ("--download", "results")


def crash(
    root: Path, providers: tuple[Provider, ...], requests: Mapping[str, Mapping[str, Any]]
) -> bool:
    """Submit *requests* by operation, crash, and finish them; tell whether each was charged once.

    *providers* are those whose specs are in the folder *root*.
    """
    missing = absent(MOCK)
    if missing:
        raise CannotRun(f"the mock needs {', '.join(missing)}; run: pip install 'specloom[mock]'")
    ids = [provider.id for provider in providers]
    with (
        tempfile.TemporaryDirectory(prefix="specloom-crash-") as name,
        _mock(Path(name), root, ids) as url,
    ):
        stage = _Stage(Path(name), url, providers)
        work = _work(providers, requests, url)
        jobs = sum(len(each["requests"]) for each in work)
        write(f"A program submits {jobs} jobs, {EACH} at each provider, and keeps a journal.")
        write("The last answer of each provider is lost, and then the program is killed.")
        stage.kill_half_way(work, jobs)
        stage.run("list")
        write("\nNothing is sent again. Jobs whose ids are known are asked for.")
        stage.run("resume", *SAVED)
        write("\nThe others are looked for at the provider: here, the ledger of the local server.")
        for arguments in stage.ways_on():
            stage.run(*arguments)
        return stage.sum_up(jobs)


def _environment() -> dict[str, str]:
    """Return an environment with keys that open nothing, in which this copy of specloom is found."""
    ours = str(Path(generator.__file__).parent.parent)
    path = os.pathsep.join(filter(None, (ours, os.environ.get("PYTHONPATH"))))
    return {**os.environ, **dict.fromkeys(KEYS, "a-key"), "PYTHONPATH": path}


@contextmanager
def _mock(folder: Path, root: Path, providers: list[str]) -> Iterator[str]:
    """Run the local server in a process of its own, and return its address."""
    fault = {"do": "silence", "call": "submit", "when": "after", "nth": EACH}
    plan = {"faults": [{**fault, "provider": name} for name in providers]}
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    command = [sys.executable, "-m", "generator", "mock", "--port", "0", "--speed", str(SPEED)]
    process = subprocess.Popen(  # noqa: S603  # our own command
        [*command, "--specs", str(root), "--faults", str(folder / "plan.json")],
        stdout=subprocess.PIPE,
        text=True,
        env={**_environment(), "NO_COLOR": "1"},
    )
    assert process.stdout is not None
    try:
        for line in process.stdout:
            found = re.match(r"specloom mock at (\S+) ", line)
            if found:
                yield found[1]
                return
        raise CannotRun("the local server did not start")
    finally:
        process.kill()
        process.communicate()


def _work(
    providers: tuple[Provider, ...], requests: Mapping[str, Mapping[str, Any]], url: str
) -> list[dict[str, Any]]:
    """Say what the program submits where: the first of *requests* for each provider, marked."""
    from generator.mock import application

    services = application(providers).state.services
    work = []
    for provider in providers:
        named = [
            (family, operation)
            for family in provider.families
            for operation in family.operations
            if operation.name in requests
        ]
        if not named:
            continue
        family, operation = named[0]
        request = requests[operation.name]
        work.append(
            {
                "provider": provider.id,
                "urls": services[provider.id].base_urls(url),
                "family": family.python_name,
                "operation": operation.python_name,
                "requests": [
                    {
                        name: f"{value} marker:{provider.id}-{n}" if name in PROMPTS else value
                        for name, value in request.items()
                    }
                    for n in range(1, EACH + 1)
                ],
            }
        )
    return work


class _Stage:
    """A folder with a journal, and the server that jobs are sent to."""

    def __init__(self, folder: Path, url: str, providers: tuple[Provider, ...]) -> None:
        self.folder = folder
        self.url = url
        styles = {each.id: each.spec.protocol.style for each in providers}
        self.silent = {name for name, style in styles.items() if style == "blocking"}

    def ledger(self) -> list[dict[str, Any]]:
        """Return what the server has charged."""
        import httpx

        answer = httpx.get(f"{self.url}/_ledger", trust_env=False)
        listed: list[dict[str, Any]] = answer.json()
        return listed

    def kill_half_way(self, work: list[dict[str, Any]], jobs: int) -> None:
        """Run the program, and kill it when the server has taken all *jobs*."""
        given = {"journal": str(self.folder / "specloom-journal.db"), "work": work}
        process = subprocess.Popen(  # noqa: S603  # our own program
            [sys.executable, "-m", "generator.cli.demo_program", json.dumps(given)],
            env=_environment(),
        )
        try:
            until = time.monotonic() + PATIENCE
            while len(self.ledger()) < jobs:
                if time.monotonic() > until or process.poll() is not None:
                    raise CannotRun("the program did not submit its jobs")
                time.sleep(0.05)
        finally:
            process.kill()
            process.wait()

    def run(self, *arguments: str) -> None:
        """Run `specloom jobs` as a user does, and show command and output."""
        write("")
        write(paint(f"$ specloom jobs {' '.join(arguments)}", bold=True))
        done = subprocess.run(  # noqa: S603  # our own command
            [sys.executable, "-m", "generator", "jobs", *arguments],
            cwd=self.folder,
            env=_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        write(done.stdout.rstrip())

    def ways_on(self) -> Iterator[tuple[str, ...]]:
        """List a command for each job whose outcome is unknown: resume it by its id, or close it."""
        from generator.runtime.journal import Journal

        with Journal(self.folder / "specloom-journal.db") as journal:
            entries = journal.entries()
        known = {entry.columns["job_id"] for entry in entries}
        ids = {row["provider"]: row["id"] for row in self.ledger() if row["id"] not in known}
        for entry in reversed(entries):
            if entry.state == "unknown" and entry.provider in self.silent:
                yield "close", entry.key[:8]
            elif entry.state == "unknown":
                yield "resume", entry.key[:8], "--job-id", ids[entry.provider], *SAVED

    def sum_up(self, jobs: int) -> bool:
        """Say what was charged; tell whether that is each job, once."""
        ledger = self.ledger()
        twice = sum(row["charged_for_the_same"] > 1 for row in ledger)
        files = len(list((self.folder / "results").iterdir()))
        write(f"\n{jobs} jobs, {len(ledger)} charged, {twice} of them twice; {files} files saved.")
        return len(ledger) == jobs and not twice and files == jobs - len(self.silent)
