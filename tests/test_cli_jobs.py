"""`specloom jobs` after a crash: processes that submit are killed, and nothing is lost or paid twice."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from clients import client
from commands import KEYS, specloom
from killing import PATIENCE, kill_after, kill_unanswered, request_of, submitting
from shipped import providers

from generated._runtime.errors import NotFound
from generated._runtime.journal import Journal
from generator.mock import application
from generator.mock.running import RunningMock


@pytest.fixture(scope="module")
def mock() -> Iterator[RunningMock]:
    with RunningMock(application(providers().values(), speed=20)) as running:
        yield running


@pytest.fixture(autouse=True)
def fresh(mock: RunningMock) -> None:
    mock.reset()


def jobs(path: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run `specloom jobs` in a folder that holds the journal."""
    return specloom("jobs", *arguments, cwd=path, **{**KEYS, "NO_COLOR": "1", **env})


def states(path: Path) -> list[str]:
    """Return the state of each job, oldest first."""
    with Journal(path / "specloom-journal.db") as journal:
        return [entry.state for entry in journal.entries()][::-1]


def key_of(path: Path, provider: str) -> str:
    with Journal(path / "specloom-journal.db") as journal:
        (key,) = [each.key for each in journal.entries() if each.provider == provider]
    return key


def test_what_a_killed_process_had_submitted_is_finished(mock: RunningMock, tmp_path: Path) -> None:
    kill_after(mock, tmp_path, *(request_of(name) for name in ("fal", "runware", "aimlapi")))
    listed = jobs(tmp_path, "list", "--unfinished")
    assert listed.returncode == 0
    assert listed.stdout.count("accepted") == 3
    assert "fal/grok-imagine-video/text-to-video" in listed.stdout
    done = jobs(tmp_path, "resume", "--download", "results")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("succeeded: ") == 3
    files = sorted((tmp_path / "results").iterdir())
    assert [file.suffix for file in files] == [".mp4"] * 3
    assert all(str(Path("results") / file.name) in done.stdout for file in files)
    assert [row["charged_for_the_same"] for row in mock.ledger()] == [1, 1, 1]
    assert {row["served"] > 0 for row in mock.ledger()} == {True}
    assert states(tmp_path) == ["succeeded"] * 3
    again = jobs(tmp_path, "resume")
    assert (again.returncode, again.stdout) == (0, "no unfinished jobs\n")


def test_results_that_are_in_the_journal_can_be_saved_later(
    mock: RunningMock, tmp_path: Path
) -> None:
    kill_after(mock, tmp_path, request_of("fal"))
    first = jobs(tmp_path, "resume")
    assert first.returncode == 0
    assert "/media/" in first.stdout
    key = key_of(tmp_path, "fal")
    asked = len(mock.received())
    later = jobs(tmp_path, "resume", key[:10], "--download", "later", "--json")
    (told,) = json.loads(later.stdout)
    assert told["verdict"] == "succeeded already"
    assert Path(tmp_path / told["files"][0]).stat().st_size > 0
    paths = [seen["path"] for seen in mock.received()[asked:]]
    assert all("/media/" in path for path in paths), paths


def test_a_runware_task_whose_answer_was_lost_is_found_by_its_own_id(
    mock: RunningMock, tmp_path: Path
) -> None:
    kill_unanswered(mock, tmp_path, "runware")
    assert states(tmp_path) == ["unknown"]
    shown = jobs(tmp_path, "show", key_of(tmp_path, "runware")[:8])
    assert (
        f"its id is known: specloom jobs resume {key_of(tmp_path, 'runware')[:8]}" in shown.stdout
    )
    done = jobs(tmp_path, "resume", "--json")
    assert done.returncode == 0, done.stdout
    (told,) = json.loads(done.stdout)
    assert (told["finished"], told["state"], told["verdict"]) == (True, "succeeded", "succeeded")
    assert told["said"] == mock.ledger()[0]["results"]
    assert [row["charged"] for row in mock.ledger()] == [1]


def test_a_runware_task_that_never_arrived_stays_unknown(mock: RunningMock, tmp_path: Path) -> None:
    kill_unanswered(mock, tmp_path, "runware", "before")
    done = jobs(tmp_path, "resume", "--deadline", "0.2")
    assert done.returncode == 1
    assert "not finished: runware/" in done.stdout
    with Journal(tmp_path / "specloom-journal.db") as journal:
        of = client("runware", mock, journal=journal)
        with pytest.raises(NotFound):
            of.resume(journal.entries()[0].job).result()
        of.close()
    assert states(tmp_path) == ["unknown"]
    assert mock.ledger() == []


@pytest.mark.parametrize("provider", ["fal", "aimlapi"])
def test_a_job_that_nobody_knows_of_is_explained_and_goes_on_once_it_is_found(
    provider: str, mock: RunningMock, tmp_path: Path
) -> None:
    kill_unanswered(mock, tmp_path, provider)
    sent = len(posts(mock))
    lost = jobs(tmp_path, "resume")
    assert lost.returncode == 1
    assert "outcome unknown" in lost.stdout
    assert "it is not sent again" in lost.stdout
    lookup = providers()[provider].spec.protocol.lookup
    assert lookup is not None
    assert lookup.text in lost.stdout
    key = key_of(tmp_path, provider)
    assert f"specloom jobs close {key[:8]}" in lost.stdout
    assert "it is not sent again" in jobs(tmp_path, "show", key[:8]).stdout
    (row,) = mock.ledger()
    found = jobs(tmp_path, "resume", key[:8], "--job-id", row["id"], "--download", "out")
    assert found.returncode == 0, found.stdout + found.stderr
    assert len(list((tmp_path / "out").iterdir())) == 1
    assert states(tmp_path) == ["succeeded"]
    assert len(posts(mock)) == sent
    again = jobs(tmp_path, "resume", key[:8], "--job-id", row["id"])
    assert again.returncode == 2
    assert "needs no other id" in again.stderr


def posts(mock: RunningMock) -> list[dict[str, Any]]:
    return [seen for seen in mock.received() if seen["method"] == "POST"]


def test_a_job_that_cannot_be_asked_for_is_closed(mock: RunningMock, tmp_path: Path) -> None:
    kill_unanswered(mock, tmp_path, "cloudflare")
    key = key_of(tmp_path, "cloudflare")
    refused = jobs(tmp_path, "resume", key, "--job-id", "x")
    assert refused.returncode == 2
    assert "Cloudflare documents no way to ask for a job" in refused.stderr
    closed = jobs(tmp_path, "close", key[:8])
    assert (closed.returncode, closed.stderr) == (0, "")
    assert "closed" in closed.stdout
    assert states(tmp_path) == ["closed"]
    assert jobs(tmp_path, "resume").stdout == "no unfinished jobs\n"
    already = jobs(tmp_path, "resume", key)
    assert already.returncode == 0
    assert "closed already" in already.stdout
    again = jobs(tmp_path, "close", key)
    assert again.returncode == 2
    assert "nothing to close" in again.stderr
    assert len(posts(mock)) == 1


def test_what_failed_or_is_late_is_told_with_exit_code_one(
    mock: RunningMock, tmp_path: Path
) -> None:
    kill_after(mock, tmp_path, request_of("fal", "failed"), request_of("aimlapi", "slow"))
    done = jobs(tmp_path, "resume", "--deadline", "0.2")
    assert done.returncode == 1
    assert "failed: fal/" in done.stdout or "not finished: fal/" in done.stdout
    assert "not finished: aimlapi/" in done.stdout
    assert "the wait is over" in done.stdout
    failed = jobs(tmp_path, "resume", key_of(tmp_path, "fal"))
    assert failed.returncode == 1
    assert "failed" in failed.stdout
    assert jobs(tmp_path, "resume", key_of(tmp_path, "aimlapi")).returncode == 0
    assert len(posts(mock)) == 2


def test_a_missing_key_is_told_and_costs_nothing(mock: RunningMock, tmp_path: Path) -> None:
    kill_after(mock, tmp_path, request_of("fal"))
    done = jobs(tmp_path, "resume", FAL_KEY="")
    assert done.returncode == 1
    assert "set FAL_KEY" in done.stdout
    assert states(tmp_path) == ["accepted"]


def test_wrong_arguments_are_told(mock: RunningMock, tmp_path: Path) -> None:
    missing = jobs(tmp_path, "list")
    assert missing.returncode == 2
    assert "there is no journal at specloom-journal.db" in missing.stderr
    (tmp_path / "text.db").write_text("no database, and long enough to be seen as none\n" * 30)
    foreign = sqlite3.connect(tmp_path / "foreign.db")
    foreign.executescript("CREATE TABLE recipes (name TEXT); CREATE TABLE jobs (name TEXT);")
    foreign.close()
    before = (tmp_path / "foreign.db").read_bytes()
    for name in ("text.db", "foreign.db"):
        wrong = jobs(tmp_path, "list", "--journal", name)
        assert (wrong.returncode, wrong.stdout) == (2, "")
        assert name in wrong.stderr
    assert (tmp_path / "foreign.db").read_bytes() == before
    kill_after(mock, tmp_path, request_of("fal"), request_of("fal"))
    for key in ("", "nosuchkey"):
        unknown = jobs(tmp_path, "show", key)
        assert unknown.returncode == 2
        assert "no job, or more than one" in unknown.stderr
    for package in ("nowhere", ".x", ""):
        lost = jobs(tmp_path, "resume", "--package", package)
        assert lost.returncode == 2, package
        assert "--package" in lost.stderr
    assert jobs(tmp_path, "resume", "--job-id", "1").returncode == 2
    assert states(tmp_path) == ["accepted", "accepted"]


def test_an_ambiguous_key_is_told(tmp_path: Path) -> None:
    known = {"provider": "fal", "operation": "fal/a/b", "fingerprint": "f"}
    with Journal(tmp_path / "specloom-journal.db") as journal:
        for key in ("abc-1", "abc-2"):
            journal.intend(key, known)
    both = jobs(tmp_path, "show", "abc")
    assert both.returncode == 2
    assert "more than one, begins with abc" in both.stderr
    assert jobs(tmp_path, "show", "abc-2").returncode == 0


DAMAGE: tuple[dict[str, str], ...] = (
    {"job": "[1]"},
    {"job": '{"provider": "fal"}'},
    {"job": "not json"},
    {"servers": '{"nowhere": "http://localhost:1"}', "job": "{}"},
    {"job": '{"provider":"fal","operation":"fal/x/y","id":"","submitted":""}', "servers": "[]"},
    {"provider": "../fal", "operation": "x", "job": "{}"},
    {"owner": "nobody", "updated": "never", "state": "sending"},
    {"cost": "a lot", "results": "{}"},
    {"error": "\x1b[31mred", "operation": "\x1b[31mred"},
)


def test_damaged_rows_give_no_traceback(tmp_path: Path) -> None:
    known = {"provider": "fal", "operation": "fal/grok-imagine-video/text-to-video"}
    with Journal(tmp_path / "specloom-journal.db") as journal:
        for place, columns in enumerate(DAMAGE):
            journal.intend(f"k-{place}", {**known, "fingerprint": "f"})
            for name, value in {"state": "accepted", **columns}.items():
                statement = (
                    f"UPDATE jobs SET {name} = ? WHERE key = ?"  # noqa: S608  # our own names
                )
                journal._run(statement, (value, f"k-{place}"))
    for arguments in (("list",), ("list", "--json"), ("show", "k-8"), ("resume",)):
        done = jobs(tmp_path, *arguments)
        assert done.returncode == (arguments == ("resume",)), done.stderr
        assert "\x1b" not in done.stdout
    assert len(done.stdout.splitlines()) >= len(DAMAGE)


def test_a_job_that_is_being_sent_is_left_alone(mock: RunningMock, tmp_path: Path) -> None:
    fault = {"do": "silence", "call": "submit", "when": "after"}
    with mock.faults({"faults": [fault]}), submitting(mock, tmp_path, [request_of("fal")]):
        until = time.monotonic() + PATIENCE
        while not mock.ledger():
            assert time.monotonic() < until
            time.sleep(0.02)
        assert states(tmp_path) == ["sending"]
        done = jobs(tmp_path, "resume")
        assert done.returncode == 1
        assert "still being sent by another process" in done.stdout
        closed = jobs(tmp_path, "close", key_of(tmp_path, "fal"))
        assert closed.returncode == 2
        assert "by a process that is at work" in closed.stderr
    assert states(tmp_path) == ["unknown"]
