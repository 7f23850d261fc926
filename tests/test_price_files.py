"""Jobs and bills from files, and what a change of specs does to their cost."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from shipped import SPECS, operations

from generator import prices
from generator.diagnostics import CannotRun
from generator.pricing.answers import Side
from generator.pricing.jobs import Job, joined, read_jobs
from generator.pricing.price_diff import documented_jobs, price_diff
from generator.pricing.reported import Reported

T2V = "fal/grok-imagine-video/text-to-video"
EDIT = "fal/grok-imagine-video/edit-video"
NOW = Side(operations())
Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file and return where it is."""

    def file(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return file


@pytest.fixture
def cheaper(tmp_path: Path) -> Path:
    """Return a copy of the specs in which 720p costs 6 cents a second at fal."""
    copy = tmp_path / "specs"
    shutil.copytree(SPECS, copy)
    family = copy / "fal" / "grok-imagine-video.yaml"
    text = family.read_text(encoding="utf-8")
    family.write_text(text.replace('"720p": "0.07"', '"720p": "0.06"'), encoding="utf-8")
    return copy


def test_columns_of_a_csv_make_a_request(write: Write) -> None:
    header = "id,operation,request.prompt,request.duration,fact.output_tier,request.a.b,amount\n"
    file = write("jobs.csv", f'{header}one,{T2V},"a, cat",6,480p,true,0.42\ntwo,{T2V},x,,,,\n')
    one, two = read_jobs(file)
    assert one.request == {"prompt": "a, cat", "duration": 6, "a": {"b": True}}
    assert (one.facts, one.reported.amount) == ({"output_tier": "480p"}, Decimal("0.42"))
    assert (two.id, two.request, two.reported.told) == ("two", {"prompt": "x"}, False)
    assert two.where.endswith("jobs.csv:3")


def test_a_csv_may_hold_requests_as_json(write: Write) -> None:
    file = write("jobs.csv", f'operation,request,facts\n{T2V},"{{""prompt"": ""x""}}",\n')
    assert read_jobs(file)[0].request == {"prompt": "x"}


def test_columns_may_be_named_like_parameters_and_facts(write: Write) -> None:
    """A table that `batch` prices can be reconciled: bare names, and lengths of lists."""
    video = f"{EDIT},x,https://example.com/a.mp4,480p,6,,0.36"
    task = "runware/grok-imagine-video/video-inference,,,,,2,0.604"
    header = (
        "operation,prompt,video_url,resolution,input_video_seconds,inputs.referenceImages.count"
    )
    more = ",positivePrompt,width,height,duration,numberResults"
    lines = [f"{header},amount{more}", f"{video},,,,,", f"{task},x,848,480,6,2"]
    found = prices.reconcile(write("bills.csv", "\n".join(lines) + "\n"), specs=SPECS)
    edit, made = found.verdicts
    assert (edit.status, edit.job.facts) == ("matches", {"input_video_seconds": "6"})
    assert made.job.request["inputs"] == {"referenceImages": ["https://example.com/file"] * 2}
    assert made.status == "matches"


def test_json_and_json_lines_are_read_alike(write: Write) -> None:
    records = [{"operation": T2V, "request": {"prompt": "x"}, "cost": 0.42, "id": 7}]
    lines = "\n".join(map(json.dumps, records)) + "\n\n"
    for file in (write("a.json", json.dumps(records)), write("a.jsonl", lines)):
        (job,) = read_jobs(file)
        assert (job.id, job.reported.amount, job.problem) == ("7", Decimal("0.42"), "")


def test_answers_are_joined_to_their_jobs(write: Write) -> None:
    """An answer of a provider says no request; the job with its id does."""
    answer = {"data": [{"taskUUID": "u", "cost": 0.3}, {"taskUUID": "u", "cost": 0.3}]}
    bills = read_jobs(write("answers.jsonl", json.dumps(answer)))
    assert [(bill.id, bill.reported.amount) for bill in bills] == [("u", Decimal("0.6"))]
    job = Job("u", T2V, {"prompt": "x"}, {}, Reported(), "jobs")
    (both,) = joined(bills, [job])
    assert (both.operation, both.request, both.reported) == (T2V, job.request, bills[0].reported)


def test_the_journal_of_the_clients_is_read(tmp_path: Path) -> None:
    """Whatever other columns it has; a job whose request was not kept is told."""
    file = tmp_path / "journal.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute(
            "CREATE TABLE jobs (key TEXT PRIMARY KEY, provider TEXT, operation TEXT,"
            " state TEXT, request TEXT, job_id TEXT, cost TEXT, error TEXT) STRICT"
        )
        row = "INSERT INTO jobs (key, operation, request, job_id, cost) VALUES (?, ?, ?, ?, ?)"
        connection.execute(row, ("k", T2V, '{"prompt": "x"}', "j", "0.42"))
        connection.execute(row, ("l", T2V, None, None, "0.42"))
    connection.close()
    found = prices.reconcile(file, specs=SPECS)
    assert [each.status for each in found.verdicts] == ["matches", "unpriced"]
    assert found.verdicts[0].job.id == "j"
    assert "no request" in found.verdicts[1].why


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.txt", "", "name a .csv"),
        ("a.csv", "a,a\n1,2\n", "stands twice"),
        ("a.csv", 'a,b\n"1,2\n', "no CSV"),
        ("a.json", "{", "no JSON"),
        ("a.sqlite", "not a database, but long enough to be read as one", "no journal"),
    ],
)
def test_files_that_make_no_sense_are_refused(
    write: Write, name: str, text: str, words: str
) -> None:
    with pytest.raises(CannotRun, match=words):
        read_jobs(write(name, text))
    with pytest.raises(CannotRun):
        read_jobs(Path("there-is-no-such-file.csv"))


@settings(deadline=None, max_examples=60)
@given(some.text(max_size=80))
def test_lines_that_make_no_sense_are_kept_with_their_problem(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    """Whatever stands on a line: it is counted, and nothing else suffers."""
    line = "".join(char for char in text if char not in "\n\r\ud800").strip()
    file = tmp_path_factory.mktemp("jobs") / "jobs.jsonl"
    good = json.dumps({"operation": T2V, "request": {"prompt": "x"}})
    file.write_text(f"{good}\n{line}\n{good}\n", encoding="utf-8", errors="replace", newline="\n")
    found = read_jobs(file)
    assert [job.operation for job in (found[0], found[-1])] == [T2V, T2V]
    assert len(found) == (3 if line else 2)


def test_rows_of_another_length_are_told(write: Write) -> None:
    file = write("a.csv", f"operation,request.prompt\n{T2V}\n{T2V},x,y\n{T2V},x\n")
    assert [bool(job.problem) for job in read_jobs(file)] == [True, True, False]


def test_a_changed_rate_shows_line_by_line(cheaper: Path) -> None:
    found = prices.price_diff(cheaper, SPECS)
    assert {change.job.operation.partition("/")[0] for change in found.changes} == {"fal"}
    assert all(line.id == "output-video" for each in found.changes for line in each.lines)
    full = next(each for each in found.changes if each.job.id == "text-full-input")
    assert full.difference == (Decimal("0.06"), Decimal("0.06"))
    (line,) = full.lines
    assert (line.before, line.after) == ((Decimal("0.36"),) * 2, (Decimal("0.42"),) * 2)


@settings(deadline=None, max_examples=30)
@given(some.lists(some.integers(1, 15), max_size=5))
def test_nothing_changes_between_a_price_and_itself(lengths: list[int]) -> None:
    jobs = [Job("", T2V, {"prompt": "x", "duration": n}, {}, Reported(), "") for n in lengths]
    found = price_diff(NOW, NOW, [*jobs, *documented_jobs(NOW)])
    assert found.changes == ()
    assert found.total == (Decimal(0), Decimal(0))


def test_there_and_back_adds_up_to_nothing(cheaper: Path) -> None:
    there, back = prices.price_diff(cheaper, SPECS), prices.price_diff(SPECS, cheaper)
    assert len(there.changes) == len(back.changes) > 5
    for end, other in zip(there.total, back.total, strict=True):
        assert end is not None
        assert other is not None
        assert end == -other > 0


def test_operations_that_come_or_go_are_changes(tmp_path: Path) -> None:
    copy = tmp_path / "specs"
    shutil.copytree(SPECS, copy)
    shutil.rmtree(copy / "runware")
    found = prices.price_diff(copy, SPECS)
    assert {each.job.operation for each in found.changes} == {
        "runware/grok-imagine-video/video-inference"
    }
    assert all("no operation" in each.before.refused for each in found.changes)
    assert found.comparable == ()


def test_days_are_sides_too(write: Write) -> None:
    job = write("jobs.json", json.dumps({"operation": EDIT, "request": {"prompt": "x"}}))
    same = prices.price_diff("2026-11-21", "2030-01-01", specs=SPECS)
    assert same.changes == ()
    before = prices.price_diff("2020-01-01", "2026-11-21", specs=SPECS)
    assert before.same == 2  # what has no price has none on either day, apart from the reason
    found = prices.price_diff("2026-11-21", "2026-11-22", job, specs=SPECS)
    assert "video_url is missing" in found.unpriced[0][1]
    with pytest.raises(CannotRun, match="nor a day"):
        prices.price_diff("2026-02-30", "2026-11-21", specs=SPECS)
