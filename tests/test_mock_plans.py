"""Plans of faults: which requests they choose, and what is wrong with a bad one."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, get_args

import httpx
import pytest
from commands import specloom
from faulty import InProcess, charged, fired, look, submit
from hypothesis import given, settings
from hypothesis import strategies as st
from mocked import PATHS, body_of
from pydantic import BaseModel
from shipped import ROOT, providers
from test_mock_cli import address, started

from generator.diagnostics import Rejected
from generator.mock.faults import Asked, Laboratory, Plan, plan_of, read_plan
from generator.mock.faults.kinds import KINDS, REQUESTS
from generator.mock.faults.plan import Do, Fault

ERROR = {"do": "error", "call": "submit", "status": 500}
JOBS = [f"job-{number}" for number in range(200)]


def laboratory(*faults: dict[str, Any], seed: int = 0) -> Laboratory:
    """Return a laboratory with a plan."""
    made = Laboratory()
    made.use(plan_of({"seed": seed, "faults": list(faults)}, providers().values()))
    return made


def struck(made: Laboratory, jobs: list[str], call: str = "submit", provider: str = "fal") -> str:
    """Return an x for each request that something goes wrong with."""
    return "".join("x" if made.strike(Asked(provider, call, job)) else "." for job in jobs)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"nth": 2}, ".x......"),
        ({"nth": [1, 4]}, "x..x...."),
        ({"every": 3}, "..x..x.."),
        ({}, "xxxxxxxx"),
        ({"times": 2}, "xx......"),
        ({"every": 2, "times": 2}, ".x.x...."),
        ({"nth": 2, "per": "job"}, "....xxxx"),
        ({"every": 2, "per": "job", "times": 1}, "....xxxx"),
        ({"job": "b"}, ".x...x.."),
        ({"provider": "fal"}, "xxxxxxxx"),
        ({"provider": "runware"}, "........"),
    ],
)
def test_requests_are_chosen(chosen: dict[str, Any], expected: str) -> None:
    jobs = ["a", "b", "c", "d", "a", "b", "c", "d"]
    assert struck(laboratory({**ERROR, **chosen}), jobs) == expected


def test_other_calls_are_left_alone() -> None:
    assert struck(laboratory(ERROR), ["a"], "status") == "."
    anywhere = {"do": "error", "status": 500}
    for call in ("submit", "status", "result", "cancel", "upload", "download"):
        assert struck(laboratory(anywhere), ["a"], call) == "x"
    assert struck(laboratory(anywhere), ["a"], "webhook") == "."


@given(seed=st.integers(0, 10**17), order=st.permutations(JOBS[:40]))
@settings(max_examples=30, deadline=None)
def test_chance_follows_from_seed_and_job_in_whatever_order(seed: int, order: list[str]) -> None:
    fault = {**ERROR, "chance": 0.5}
    straight = struck(laboratory(fault, seed=seed), JOBS[:40])
    shuffled = struck(laboratory(fault, seed=seed), list(order))
    assert dict(zip(JOBS, straight, strict=False)) == dict(zip(order, shuffled, strict=True))


@pytest.mark.parametrize(
    ("chance", "least", "most"), [(0.25, 25, 80), (0.5, 70, 130), (1, 200, 200)]
)
def test_chance_is_about_right(chance: float, least: int, most: int) -> None:
    assert least <= struck(laboratory({**ERROR, "chance": chance}), JOBS).count("x") <= most


def test_another_seed_chooses_others() -> None:
    fault = {**ERROR, "chance": 0.5}
    assert struck(laboratory(fault), JOBS) != struck(laboratory(fault, seed=1), JOBS)


def test_the_first_of_several_faults_happens() -> None:
    server = InProcess()
    faults = [{**ERROR, "nth": 1}, {**ERROR, "status": 503}]
    with server.app.state.faults({"faults": faults}):
        assert [submit(server, "fal").status_code for _ in range(3)] == [500, 503, 503]
        assert fired(server) == [1, 2]
    assert submit(server, "fal").is_success
    assert fired(server) == []


def test_a_job_is_known_by_its_marker_and_by_its_id() -> None:
    server = InProcess()
    fal, runware = submit(server, "fal", "left"), submit(server, "runware", "right")
    task_id = runware.json()["data"][0]["taskUUID"]
    faults = [{"do": "error", "status": 500, "job": job} for job in ("left", task_id)]
    with server.app.state.faults({"faults": faults}):
        assert look(server, "fal", fal).status_code == 500
        assert look(server, "runware", runware).status_code == 500
        assert submit(server, "fal", "another").is_success
    assert [row["marker"] for row in charged(server)] == ["left", "another", "right"]


BAD = """\
seed: 1
faults:
  - do: eror
  - do: error
    call: submit
  - do: drop-before
    status: 500
    nth: 1
    every: 2
  - {do: webhook-twice, call: submit}
  - {do: error, status: 500, provider: nobody}
  - {do: error, code: runner_gone, provider: fal}
  - {do: error, status: 700}
  - {do: slow, secnds: 2}
  - {do: error, status: 429, retry_after: {seconds: 1, text: x}}
  - {do: refuse-connection, call: connect, per: job}
"""


def test_all_that_is_wrong_with_the_form_of_a_plan_is_told(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(BAD)
    with pytest.raises(Rejected) as caught:
        read_plan(path, providers().values())
    told = [str(finding).removeprefix(str(path)) for finding in caught.value.findings]
    assert [line.split(": ")[0:2] for line in told] == [
        [":3", "wrong-value"],
        [":13", "wrong-value"],
        [":14", "unknown-key"],
    ]
    assert "did you mean error?" in told[0]
    assert "did you mean seconds or " in told[2]


def test_all_that_fits_no_fault_is_told(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("\n".join(line for line in BAD.splitlines() if "eror" not in line))
    text = path.read_text().replace("700", "500").replace("secnds", "seconds")
    path.write_text(text)
    with pytest.raises(Rejected) as caught:
        read_plan(path, providers().values())
    told = [
        str(finding).removeprefix(str(path)).partition("\n")[0] for finding in caught.value.findings
    ]
    assert told == [
        ":3: fault-unfit: faults[0]: error needs `code` or `status`",
        ":6: fault-unfit: faults[1]: drop-before takes no `status`",
        ":8: fault-unfit: faults[1]: nth and every exclude each other",
        ":9: fault-unfit: faults[2]: webhook-twice does not happen at submit",
        ":10: fault-unfit: faults[3]: no provider is named nobody",
        ":11: fault-unfit: faults[4]: fal documents no code runner_gone",
        ":14: fault-unfit: faults[7]: one of seconds, date, milliseconds, text must be given",
        ":15: fault-unfit: faults[8]: a connection belongs to no provider and no job yet",
    ]


@pytest.mark.parametrize(
    "text", ["", "[]", "seed: yes", "a: &x 1", "faults: [", "seed: 1\nseed: 2"]
)
def test_a_file_that_is_no_plan(tmp_path: Path, text: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(text)
    with pytest.raises(Rejected):
        read_plan(path, providers().values())


def test_a_plan_may_be_json(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps({"seed": 3, "faults": [{**ERROR, "chance": 0.25}]}, indent=2))
    assert read_plan(path, providers().values()).seed == 3


def test_the_command_refuses_a_bad_plan(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("faults:\n  - do: eror\n")
    done = specloom("mock", "--port", "0", "--faults", str(path))
    assert done.returncode == 1
    assert f"{path}:2: wrong-value: faults[0].do: must be " in done.stderr
    assert specloom("mock", "--faults", str(tmp_path / "none.yaml")).returncode == 2


def test_the_command_goes_by_a_plan(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("faults:\n  - {do: error, call: submit, status: 503}\n")
    with started("--faults", str(path)) as (_, said):
        url = address(said)
        assert f"faults: {url}/_faults (1 in the plan, seed 0)" in said
        headers = {"authorization": "Key a-key"}
        more: dict[str, Any] = {"headers": headers, "trust_env": False}
        assert httpx.post(url + PATHS["fal"], json=body_of("fal"), **more).status_code == 503
        assert httpx.get(f"{url}/_faults", trust_env=False).json()[0]["times"] == 1


def test_the_shipped_plan_is_a_right_one() -> None:
    plan = read_plan(ROOT / "tests" / "faults" / "mixed.yaml", providers().values())
    assert len(plan.faults) > 20


PAGE = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")


def cells(comment: str) -> list[list[str]]:
    """Return the rows of the table of docs/faults.md that *comment* announces."""
    found = re.search(rf"<!-- {comment} -->\n\|.*\n\|[-|]+\n((?:\|.*\n)+)", PAGE)
    assert found, comment
    rows = [line.strip("|").split("|") for line in found[1].splitlines()]
    return [[cell.strip() for cell in row] for row in rows]


@pytest.mark.parametrize("model", [Plan, Fault])
def test_the_page_lists_every_key(model: type[BaseModel]) -> None:
    listed = [row[0].strip("`") for row in cells(f"keys: {model.__name__}")]
    assert listed == list(model.model_fields)


def test_the_page_lists_every_kind() -> None:
    expected = [
        [
            f"`{name}`",
            kind.what,
            "requests" if kind.calls == REQUESTS else ", ".join(sorted(kind.calls)),
            ", ".join(sorted(kind.options)),
        ]
        for name, kind in KINDS.items()
    ]
    assert cells("kinds") == expected
    assert list(KINDS) == list(get_args(Do))


def test_the_plan_on_the_page_is_a_right_one(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(PAGE.partition("```yaml\n")[2].partition("```")[0])
    assert len(read_plan(path, providers().values()).faults) == 4
