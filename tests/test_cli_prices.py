"""The commands about prices, in processes of their own and in this one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from commands import T2V, TASK, specloom
from shipped import SPECS, operations

from generator.cli.program import run
from generator.mock.mp4 import mp4


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command in this process."""

    def answer(*arguments: str) -> tuple[int, str, str]:
        code = run([*arguments, "--specs", str(SPECS)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return answer


def test_compare_lists_the_cheapest_first() -> None:
    done = specloom("compare", "--seconds", "6", "--resolution", "720p", "--images", "1")
    assert done.returncode == 0
    heads = [line for line in done.stdout.splitlines() if "/" in line.split("  ")[-1][:40]]
    assert heads[0].startswith("at least $0.42")
    assert "lost     " not in done.stdout or "aspect_ratio" not in done.stdout
    assert "no parameter takes an image as start or reference" in done.stdout
    assert "Neither the page nor the OpenAPI file states a price" in done.stdout
    assert "cannot serve it" in done.stdout


def test_compare_answers_in_json() -> None:
    done = specloom("compare", "--video", "6", "--task", "edit", "--json")
    answer = json.loads(done.stdout)
    assert answer["intent"]["facts"] == {"input_video_seconds": "6"}
    lows = [float(offer["low"]) for offer in answer["offers"] if offer["low"]]
    assert lows == sorted(lows)
    runware = next(each for each in answer["offers"] if each["operation"] == TASK)
    assert (runware["low"], runware["high"]) == ("0.36", "0.48")


def test_a_local_video_tells_its_length(ask: Any, tmp_path: Path) -> None:
    """126 frames at 24 a second are 5.25 s, which are charged as input and as output."""
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(mp4(848, 480, 126))
    wish = ("--video", str(clip), "--task", "edit", "--resolution", "480p", "--only", "edit-video")
    code, out, _ = ask("compare", *wish, "--json")
    (offer,) = json.loads(out)["offers"]
    assert (code, offer["low"], offer["high"]) == (0, "0.315", "0.315")
    assert offer["request"]["video_url"].startswith("https://")


def test_nobody_serves_a_minute() -> None:
    done = specloom("compare", "--seconds", "60")
    assert (done.returncode, done.stderr) == (1, "")
    assert "duration must be at most 15, not 60" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["compare", "--seconds", "six"], "no length"),
        (["compare", "--only", "nobody"], "specloom list"),
        (["compare", "--video", "nofile.mp4"], "no file"),
        (["compare", "--fact", "x"], "name=value"),
        (["plot", "-o", "cost.pdf"], ".png or .svg"),
        (["plot", "-o", "cost.svg", "--seconds", "9-1"], "1-15"),
        (["plot", "-o", "cost.svg", "--resolution", "9000p"], "specloom compare"),
        (["price-diff", "nowhere", "2026-01-01"], "neither a folder"),
        (["reconcile", "nowhere.csv"], "cannot be read"),
        (["table", "fal/grok-imagine-video/text-to-vide"], "did you mean"),
    ],
)
def test_what_cannot_run_says_why_and_leaves_nothing(
    arguments: list[str], words: str, tmp_path: Path
) -> None:
    done = specloom(*arguments, "--specs", str(SPECS), cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_plot_is_the_same_each_time(tmp_path: Path) -> None:
    """SVG byte for byte, and no date in it; PNG is a picture."""
    for name in ("a.svg", "b.svg", "c.png"):
        done = specloom("plot", "--images", "1", "-o", name, "--specs", str(SPECS), cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "5 curves, 4 operations without one" in done.stdout
    svg = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert svg == (tmp_path / "b.svg").read_text(encoding="utf-8")
    assert "dc:date" not in svg
    for name in operations():
        assert name in svg  # drawn, or listed as not drawn
    assert (tmp_path / "c.png").read_bytes().startswith(b"\x89PNG")


def test_a_plot_may_be_numbers(ask: Any) -> None:
    code, out, _ = ask(
        "plot", "--json", "--resolution", "720p", "--only", "fal", "--seconds", "2-3"
    )
    answer = json.loads(out)
    assert code == 0
    assert [curve["points"] for curve in answer["curves"]] == [
        [
            {"seconds": 2, "low": "0.14", "high": "0.14"},
            {"seconds": 3, "low": "0.21", "high": "0.21"},
        ]
    ]
    assert len(answer["absent"]) == 4


@pytest.mark.parametrize("name", list(operations()))
def test_every_operation_has_a_table(ask: Any, name: str) -> None:
    code, out, _ = ask("table", name, "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["operation"] == name
    price = operations()[name].price
    assert price is not None
    assert ("No price" in answer["sentence"]) == (price.refused is not None)
    shown = json.dumps(answer["tables"])
    assert all(line.title in shown for line in price.lines)
    for row in price.rows:
        assert row.title in shown
    assert ask("table", name)[1].startswith(f"{name}\n{answer['sentence']}\n")
    assert f"## {name}" in ask("table", name, "--markdown")[1]


def test_a_table_says_what_lengths_cost(ask: Any) -> None:
    answer = json.loads(ask("table", TASK, "--json")[1])
    grids = {grid["title"]: grid["rows"] for grid in answer["tables"]}
    assert {"seconds": "8", "480p": "$0.40", "720p": "$0.56"} in grids["Lengths"]
    assert grids["Documented amounts"][5]["estimate"] == "$0.48"


def test_a_change_of_specs_is_told_by_line(tmp_path: Path) -> None:
    shutil.copytree(SPECS, tmp_path / "new")
    family = tmp_path / "new" / "fal" / "grok-imagine-video.yaml"
    text = family.read_text(encoding="utf-8")
    family.write_text(text.replace('"480p": "0.05"', '"480p": "0.04"'), encoding="utf-8")
    jobs = tmp_path / "jobs.csv"
    jobs.write_text(
        f"id,operation,request.prompt,request.resolution\na,{T2V},x,480p\nb,{T2V},x,720p\nc,{T2V},x,8k\n",
        encoding="utf-8",
    )
    sides = (str(SPECS), str(tmp_path / "new"))
    done = specloom("price-diff", *sides, "--jobs", str(jobs))
    assert done.returncode == 1
    assert "$0.30 -> $0.24, -0.06" in done.stdout
    assert "output-video: 0.30 -> 0.24" in done.stdout
    assert "jobs.csv:4: no price on either side: not valid: resolution must be" in done.stdout
    assert "1 of 3 jobs change" in done.stdout
    assert specloom("price-diff", sides[0], sides[0]).returncode == 0
    answer = json.loads(specloom("price-diff", *sides, "--json").stdout)
    assert answer["changed"] == len(answer["changes"]) > 3


def test_bills_are_reconciled(tmp_path: Path) -> None:
    bills = tmp_path / "bills.csv"
    rows = ["6,720p,0.48", "8,720p,0.64", "8,480p,0.40", "99,720p,1"]
    lines = [f"{T2V},x,{row}" for row in rows]
    header = "operation,request.prompt,request.duration,request.resolution,amount"
    bills.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    done = specloom("reconcile", str(bills))
    assert done.returncode == 1
    assert "billed 0.48, estimated $0.42: +0.06" in done.stdout
    assert (
        "rate of output-video at 720p: 0.07 -> 0.08  (2 different bills speak for it)"
        in done.stdout
    )
    assert done.stdout.endswith("1 match, 2 drift, 1 have no estimate, 0 tell no cost\n")
    answer = json.loads(specloom("reconcile", str(bills), "--json").stdout)
    assert answer["explanations"][T2V][0]["after"] == "0.08"


def test_right_bills_leave_with_0(ask: Any, tmp_path: Path) -> None:
    """The documented cost of AI/ML API's units, Runware's answer and fal's header."""
    answer = {"data": [{"taskUUID": "u", "cost": 0.56}]}
    job = {
        "id": "u",
        "operation": TASK,
        "request": {"positivePrompt": "x", "width": 1280, "height": 720, "duration": 8},
    }
    units = {
        "operation": T2V,
        "request": {"prompt": "x", "duration": 6},
        "headers": {"X-Fal-Billable-Units": "6"},
    }
    bills, jobs = tmp_path / "bills.jsonl", tmp_path / "jobs.json"
    bills.write_text(f"{json.dumps(answer)}\n{json.dumps(units)}\n", encoding="utf-8")
    jobs.write_text(json.dumps([job]), encoding="utf-8")
    code, out, err = ask("reconcile", str(bills), "--jobs", str(jobs))
    assert (code, err) == (0, "")
    assert out.startswith("2 match")
