"""The harness of `make faults`: it sees what must not happen, and a small run of it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from commands import environment
from faults.kills import Aftermath
from faults.outcomes import Kind, Outcome, tally
from faults.page import put, table, text
from faults.pools import Threads, in_tasks
from faults.runs import Run
from shipped import ROOT

ROWS = [{"marker": "a"}, {"marker": "b"}, {"marker": "b"}]


@pytest.mark.parametrize(
    ("marker", "kind", "url", "wrong"),
    [
        ("a", "result", "u/1-a.mp4", {}),
        ("a", "handle", "", {}),
        ("a", "unknown", "", {}),
        ("c", "refused", "", {}),
        ("c", "unknown", "", {}),
        ("a", "refused", "", {"lost": 1}),
        ("a", "result", "u/1-b.mp4", {"wrong": 1}),
        ("a", "result", "", {"wrong": 1}),
        ("c", "result", "u/1-c.mp4", {"wrong": 1}),
        ("a", "hung", "", {"hung": 1}),
        ("b", "result", "u/1-b.mp4", {"twice": 1}),
        ("b", "refused", "", {"twice": 1, "lost": 1}),
    ],
)
def test_what_must_not_happen_is_seen(
    marker: str, kind: Kind, url: str, wrong: dict[str, int]
) -> None:
    made = tally([Outcome(marker, kind, url, "SomeError")], ROWS)
    found = {name: getattr(made, name) for name in ("twice", "lost", "wrong", "hung")}
    assert found == {"twice": 0, "lost": 0, "wrong": 0, "hung": 0, **wrong}
    assert made.sound == (not wrong)
    assert made.errors == ({"SomeError": 1} if "lost" in wrong else {})


def test_threads_that_hang_are_given_up() -> None:
    free = threading.Event()

    def do(marker: str) -> Outcome:
        if marker == "3":
            free.wait(30)
        return Outcome(marker, "result")

    done = Threads(do, iter("0123456789"), limit=0.3).run(workers=2)
    free.set()
    assert sorted(outcome.marker for outcome in done) == list("0123456789")
    assert [outcome.marker for outcome in done if outcome.kind == "hung"] == ["3"]


def test_tasks_that_hang_are_given_up() -> None:
    async def do(marker: str) -> Outcome:
        await asyncio.sleep(30 if marker == "3" else 0)
        return Outcome(marker, "result")

    start = time.monotonic()
    done = asyncio.run(in_tasks(do, iter("0123456789"), workers=2, limit=0.3))
    assert time.monotonic() - start < 10
    assert sorted(outcome.marker for outcome in done) == list("0123456789")
    assert [outcome.marker for outcome in done if outcome.kind == "hung"] == ["3"]


def test_tables_stand_between_their_markers() -> None:
    made = tally([Outcome("a", "result", "u/1-a.mp4")], ROWS)
    run = Run("sync", "fal", made, faults=3, seconds=1.4, memory=50.2)
    aftermath = Aftermath(*range(9))
    page = "# Page\n\n<!-- faults -->\nold\n<!-- /faults -->\n\nafter\n"
    written = put(page, text([run], aftermath))
    assert "old" not in written
    assert written.startswith("# Page\n\n<!-- faults -->\n\n| client |")
    assert written.endswith("<!-- /faults -->\n\nafter\n")
    assert put(written, text([run], aftermath)) == written
    assert table([run]).endswith(
        "| ours, threads | fal | 1 | 3 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 50 | 1 |"
    )
    widths = {line.count("|") for line in table([run]).splitlines()}
    assert len(widths) == 1
    assert "<!-- faults -->" in put("# Page\n", "x")


def test_a_small_run_is_sound(tmp_path: Path) -> None:
    """Some hundred jobs of all providers, in threads and tasks, and some kills."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.faults", "--no-write"),
            *("--jobs", "50", "--their-jobs", "0", "--kills", "8"),
        ],
        cwd=ROOT,
        env=environment(TMPDIR=str(tmp_path)),
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("ours, threads") == 8
