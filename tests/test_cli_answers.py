"""What the commands answer, in text and in JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commands import T2V, TASK
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no types
from shipped import SPECS, operations

from generator.cli.program import run

VIDEO = ["--set", "positivePrompt=x", "--set", "inputs.video=https://example.com/a.mp4"]
Answer = tuple[int, str]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command in this process."""

    def answer(*arguments: str) -> Answer:
        code = run([*arguments, "--specs", str(SPECS)])
        return code, capsys.readouterr().out

    return answer


def test_list_names_all_operations(ask: Any) -> None:
    code, out = ask("list", "--json")
    assert code == 0
    assert [row["operation"] for row in json.loads(out)] == list(operations())
    assert all(name in ask("list")[1] for name in operations())


@pytest.mark.parametrize("option", [[], ["--wire"], ["--response"]])
def test_schema_prints_a_schema_with_its_own_id(ask: Any, option: list[str]) -> None:
    code, out = ask("schema", TASK, *option)
    schema = json.loads(out)
    Draft202012Validator.check_schema(schema)
    assert code == 0
    assert schema["$id"] == "urn:specloom:" + ":".join([TASK, *(word[2:] for word in option)])


def test_validate_answers_in_one_fixed_form(ask: Any, tmp_path: Path) -> None:
    file = tmp_path / "request.json"
    file.write_text('{"prompt": "x", "duration": 16, "promt": 1}', encoding="utf-8")
    code, out = ask("validate", T2V, str(file), "--json")
    answer = json.loads(out)
    assert code == 1
    assert list(answer) == ["valid", "violations"]
    assert {tuple(item) for item in answer["violations"]} == {("path", "rule", "message", "source")}
    assert {item["path"] for item in answer["violations"]} == {"/duration", "/promt"}
    code, out = ask("validate", T2V, str(file))
    assert (code, len(out.splitlines())) == (1, 2)
    assert "did you mean prompt?" in out
    assert ask("validate", T2V, "--set", "prompt=x") == (0, f"valid: {T2V}\n")


def test_settings_are_put_into_a_file(ask: Any, tmp_path: Path) -> None:
    file = tmp_path / "request.json"
    file.write_text('{"prompt": "x", "duration": 16}', encoding="utf-8")
    code, out = ask("estimate", T2V, str(file), "--set", "duration=6", "--json")
    assert code == 0
    assert json.loads(out)["low"] == "0.42"


def test_an_estimate_is_a_range_until_the_facts_are_given(ask: Any) -> None:
    code, out = ask("estimate", TASK, *VIDEO, "--json")
    answer = json.loads(out)
    assert code == 0
    assert (answer["high"], answer["exact"]) == (None, False)
    assert {"input_video_seconds", "output_tier"} <= {item["name"] for item in answer["missing"]}
    facts = ["--fact", "input_video_seconds=6", "--fact", "output_tier=720p"]
    answer = json.loads(ask("estimate", TASK, *VIDEO, *facts, "--json")[1])
    assert (answer["low"], answer["high"], answer["exact"]) == ("0.48", "0.48", True)


def test_a_bill_says_what_is_assumed_and_how_to_narrow_it(ask: Any) -> None:
    code, out = ask("estimate", TASK, *VIDEO)
    assert code == 0
    assert "at least $0.10" in out
    assert "2 to 10 seconds" in out
    assert "--fact input_video_seconds=..." in out
    assert "assumed  results = 1: the server's default for numberResults" in out
    assert "page#Pricing, T2V rows" in out
    assert "as of 2026-11-21" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["aimlapi/grok-imagine-video/generate", "--set", "prompt=x"], "price"),
        ([TASK, *VIDEO, "--fact", "input_video_seconds=six"], "six"),
        ([TASK, *VIDEO, "--fact", "output_tier=4k"], "4k"),
        ([T2V, "--set", "duration=6"], "not valid"),
    ],
)
def test_what_has_no_price_is_refused_with_a_reason(
    ask: Any, arguments: list[str], words: str
) -> None:
    code, out = ask("estimate", *arguments, "--json")
    answer = json.loads(out)
    assert code == 1
    assert words in answer["refused"]
    assert ("violations" in answer) == (words == "not valid")
    assert ask("estimate", *arguments)[0] == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "duration",
            ["the server; it is never sent", "video-duration-2-to-10", "line output-video"],
        ),
        ("duration", ["cost-0-404", "minimum: 1", "2026-11-21", "Request Parameters, duration"]),
        ("inputs.frameImages.frame", ['"first", 0', "frame-is-no-object", "documented as"]),
        ("/inputs/frameImages/0/frame", ["inputs.frameImages.frame (parameter)"]),
        ("safety.mode", ["safety.checkContent is absent", "Every frame is looked at"]),
        ("size-from-the-table", ["1088 x 720", "kept by", "broken by", "dimension combinations"]),
        ("output_tier", ["--fact output_tier=...", "column tier of table sizes"]),
        ("output-video", ["480p: 0.05", "range(seconds, max(seconds, 6))"]),
        ("price", ["480p T2V 6 s", "billed when", "below-six-seconds"]),
        ("cost", ["includeCost is true"]),
        ("page", ["e9b0e186ea98", "https://runware.ai/docs/models/xai-grok-imagine-video"]),
        ("conflictTaskUUID", ["conflict", "start polling"]),
        ("submit", ["POST https://api.runware.ai/v1", "harmless with the same task id"]),
        ("processing", ["running"]),
        ("webhook", ["Nothing is signed"]),
        ("auth", ["RUNWARE_API_KEY"]),
        ("carnival-text-to-video", ["clockwork carnival", "exact: 0.56"]),
        ("model", ["xai:grok-imagine@video", "2026-01-29"]),
        ("errors", ["timeoutProvider", "list (error shape)"]),
    ],
)
def test_explain_shows_what_is_known_of_a_name(ask: Any, name: str, words: list[str]) -> None:
    code, out = ask("explain", TASK, name)
    assert code == 0
    for word in words:
        assert word in " ".join(out.split())
    assert isinstance(json.loads(ask("explain", TASK, name, "--json")[1]), list)


@pytest.mark.parametrize("name", list(operations()))
def test_the_overview_names_everything_and_each_name_can_be_asked_for(ask: Any, name: str) -> None:
    code, out = ask("explain", name, "--json")
    overview = json.loads(out)
    assert code == 0
    asked = [*overview["parameters"], *overview["quirks"], *overview["documents"]]
    asked += [*overview["examples"], *overview["errors"], *overview["servers"]]
    asked += [rule.partition(":")[0] for rule in overview.get("rules", [])]
    for found in asked[::7]:
        assert ask("explain", name, found)[0] == 0
