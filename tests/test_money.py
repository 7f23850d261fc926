"""Budgets are never overspent, and the journal never forgets a job."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from clients import ASYNC, KEY, SYNC, client, close_all, smallest
from hypothesis import given
from hypothesis import strategies as st

from generated._runtime.budget import Budget, Reservation
from generated._runtime.errors import BudgetExceeded, CallError, OutcomeUnknown, Unpriced
from generated._runtime.jobs import JobData
from generated._runtime.journal import Journal, JournalError

HERE = Path(__file__).parent
VIDEO = {"positivePrompt": "a cat", "inputs": {"video": "https://example.com/a.mp4"}}


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    close_all()


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal.db") as opened:
        yield opened


def test_a_request_beyond_its_limit_is_not_sent(specloom_mock: Any) -> None:
    specloom_mock.reset()
    operation, request = smallest("fal", client("fal", specloom_mock))
    with pytest.raises(BudgetExceeded, match=r"may cost \$0.42.*at most \$0.41"):
        operation.with_options(max_cost="0.41")(**request)
    assert specloom_mock.received() == []
    assert operation.with_options(max_cost=Decimal("0.42"))(**request).video.url


def test_what_nobody_can_price_is_sent_under_a_budget_only_if_that_is_allowed(
    specloom_mock: Any,
) -> None:
    specloom_mock.reset()
    of = client("runware", specloom_mock, budget=Budget("5"))
    operation = of.grok_imagine_video.video_inference
    with pytest.raises(Unpriced, match=r"upper limit.*at least"):
        operation(**VIDEO)
    unpriced, request = smallest("aimlapi", client("aimlapi", specloom_mock, max_cost="1"))
    with pytest.raises(Unpriced, match="no price can be given"):
        unpriced(**request)
    assert specloom_mock.received() == []
    assert operation.with_options(allow_unpriced=True)(**VIDEO)
    known = operation.with_options(facts={"input_video_seconds": "6", "output_tier": "480p"})
    assert known(**VIDEO)
    assert of._terms.budget.taken == Decimal("0.36")


@pytest.mark.parametrize("daily", [True, False])
def test_callers_at_once_cannot_overspend(
    daily: bool, specloom_mock: Any, journal: Journal
) -> None:
    budget = Budget("1", journal=journal if daily else None)
    of = client("fal", specloom_mock, budget=budget)
    operation, request = smallest("fal", of)
    done = list(of.map(operation, [request] * 12, concurrency=12))
    assert sum(each.error is None for each in done) == 2
    assert all(isinstance(each.error, BudgetExceeded) for each in done if each.error)
    assert budget.taken == Decimal("0.84")

    async def more() -> int:
        async with client("fal", specloom_mock, kind=ASYNC, budget=budget) as also:
            operation, _ = smallest("fal", also)
            found = [each async for each in also.map(operation, [request] * 5, concurrency=5)]
            return sum(each.error is None for each in found)

    assert asyncio.run(more()) == 0


def test_a_budget_of_a_day_holds_for_all_processes(tmp_path: Path) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from decimal import Decimal\n"
        "from generated._runtime.budget import Budget\n"
        "from generated._runtime.journal import Journal\n"
        "budget = Budget('1', journal=Journal(sys.argv[2]))\n"
        "print(sum(budget.reserve(Decimal('0.03'), f'{sys.argv[3]}-{n}') for n in range(30)))\n"
    )
    path = str(tmp_path / "journal.db")
    commands = [[sys.executable, "-c", script, str(HERE.parent), path, str(n)] for n in range(4)]
    running = [subprocess.Popen(each, stdout=subprocess.PIPE, text=True) for each in commands]
    assert sum(int(each.communicate(timeout=60)[0]) for each in running) == 33
    with Journal(path) as journal:
        assert Budget("1", journal=journal).left == Decimal("0.01")


@given(
    st.lists(
        st.tuples(st.decimals(0, 2, places=4), st.one_of(st.none(), st.decimals(0, 3, places=4))),
        max_size=30,
    )
)
def test_a_budget_holds_what_was_spent_and_set_aside(
    jobs: list[tuple[Decimal, Decimal | None]],
) -> None:
    budget = Budget("5")
    expected = Decimal(0)
    for place, (amount, spent) in enumerate(jobs):
        fits = expected + amount <= 5
        assert budget.reserve(amount, str(place)) is fits
        if fits:
            reservation = Reservation(budget, str(place), amount)
            reservation.settle(spent)
            reservation.settle(Decimal(100))
            expected += amount if spent is None else spent
        assert budget.taken == expected
        assert budget.left == max(Decimal(5) - expected, Decimal(0))


def test_threads_share_a_budget() -> None:
    budget = Budget("1")
    with ThreadPoolExecutor(8) as pool:
        fits = list(pool.map(lambda n: budget.reserve(Decimal("0.01"), str(n)), range(300)))
    assert sum(fits) == 100


@pytest.mark.parametrize("amount", [0.1, True, "-1", "NaN", "x", "1e999999999999"])
def test_money_is_text_or_decimal(amount: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        Budget(amount)


def test_the_journal_is_for_its_owner_alone_and_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    with Journal(tmp_path / "journal.db"):
        assert stat.S_IMODE((tmp_path / "journal.db").stat().st_mode) == 0o600
    (tmp_path / "text.db").write_text(
        "this is no database, and long enough to be seen as none\n" * 20
    )
    with pytest.raises(JournalError, match=r"text\.db"):
        Journal(tmp_path / "text.db")
    with pytest.raises(JournalError, match="nowhere"):
        Journal(tmp_path / "nowhere" / "journal.db")
    newer = sqlite3.connect(tmp_path / "newer.db")
    newer.execute("PRAGMA user_version = 9")
    newer.close()
    with pytest.raises(JournalError, match="another version"):
        Journal(tmp_path / "newer.db")


@pytest.mark.parametrize("provider", SYNC)
def test_a_job_is_written_down_from_intent_to_cost(
    provider: str, specloom_mock: Any, journal: Journal
) -> None:
    of = client(provider, specloom_mock, journal=journal)
    operation, request = smallest(provider, of)
    job = operation.submit(**request)
    (entry,) = journal.entries()
    assert entry.state == "accepted"
    assert entry.request == request
    assert entry.job == job.as_dict()
    job.result()
    (entry,) = journal.entries()
    assert entry.state == "succeeded"
    assert len(entry.results) == 1
    operation, request = smallest(provider, of, "out-of-credits")
    with pytest.raises(CallError):
        operation(**request)
    refused = journal.entries()[0]
    assert refused.state == "refused"
    assert "OutOfCredits" in refused.columns["error"]
    assert KEY not in json.dumps([each.as_dict() for each in journal.entries()])


def test_a_cost_that_is_reported_settles_budget_and_journal(
    specloom_mock: Any, journal: Journal
) -> None:
    budget = Budget("1", journal=journal)
    of = client("runware", specloom_mock, journal=journal, budget=budget)
    operation, request = smallest("runware", of)
    operation(**request, includeCost=True)
    assert journal.entries()[0].cost == Decimal("0.30")
    assert budget.taken == Decimal("0.30")


def test_requests_can_be_left_out(tmp_path: Path, specloom_mock: Any) -> None:
    with Journal(tmp_path / "journal.db", requests=False) as journal:
        operation, request = smallest("fal", client("fal", specloom_mock, journal=journal))
        operation(**request)
        assert journal.entries()[0].request is None


def test_a_journal_that_cannot_be_written_stops_the_request(
    specloom_mock: Any, tmp_path: Path
) -> None:
    specloom_mock.reset()
    journal = Journal(tmp_path / "journal.db")
    journal._open().execute("PRAGMA query_only = ON")
    operation, request = smallest("fal", client("fal", specloom_mock, journal=journal))
    with pytest.raises(JournalError):
        operation(**request)
    assert specloom_mock.received() == []
    journal.close()


@pytest.mark.parametrize("provider", ["fal", "cloudflare", "aimlapi"])
def test_a_lost_answer_is_marked_and_its_money_stays_set_aside(
    provider: str, specloom_mock: Any, journal: Journal
) -> None:
    budget = Budget("1")
    of = client(provider, specloom_mock, journal=journal, budget=budget, allow_unpriced=True)
    operation, request = smallest(provider, of, "lost-answer")
    with pytest.raises(OutcomeUnknown):
        operation(**request)
    assert journal.entries()[0].state == "unknown"
    assert (budget.taken > 0) is (provider != "aimlapi")


VERBS = st.sampled_from(["intend", "accepted", "unknown", "refused", "succeeded", "failed"])


@given(st.lists(VERBS, max_size=8), st.booleans())
def test_rows_survive_any_order_of_events(verbs: list[str], dead: bool) -> None:
    """Whatever was written last is what a new process reads, and a dead sender means unknown."""
    folder = tempfile.TemporaryDirectory()
    path = Path(folder.name) / "journal.db"
    job = JobData(provider="fal", operation="fal/a/b", id="1", submitted="now")
    error = CallError("x")
    known = {"provider": "fal", "operation": "fal/a/b", "fingerprint": "f"}
    with Journal(path) as journal:
        journal.intend("k", known)
        state = "sending"
        for verb in verbs:
            if verb == "intend":
                with pytest.raises(JournalError):
                    journal.intend("k", known)
                continue
            values = {"accepted": (job,), "succeeded": ([1], Decimal("0.1"))}.get(verb, (error,))
            getattr(journal, verb)("k", *values)
            state = verb
        if dead:
            journal._run("UPDATE jobs SET owner = replace(owner, '/', '/9')", ())
    with folder, Journal(path) as journal:
        (entry,) = journal.entries()
        unsure = state == "sending" and dead
        assert entry.state == ("unknown" if unsure else state)
        assert [each.key for each in journal.unfinished()] == (
            ["k"] if entry.state in {"sending", "unknown", "accepted"} else []
        )
