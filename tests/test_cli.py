"""The command line, in real processes: exit codes, streams, and no traceback for anybody's mistake."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from commands import COMMAND, T2V, TASK, environment, interruptible, specloom
from shipped import SPECS

COMMANDS = (
    *("generate", "lint", "list", "schema", "validate", "estimate", "mock", "explain"),
    *("diff", "drift", "release", "refresh"),
)
HEAVY = ("pydantic", "yaml", "rich", "jinja2", "black", "datamodel_code_generator")


def test_help_names_all_commands_and_imports_nothing_heavy() -> None:
    code = f"import sys; from generator.cli.program import run; run(['--help'])\n{HEAVY=}\n"
    code += "print([name for name in HEAVY if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env=environment(),
    )
    for name in COMMANDS:
        assert f"  {name} " in done.stdout
    assert done.stdout.endswith("[]\n")


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_each_command_has_an_example(name: str) -> None:
    done = specloom(name, "--help")
    assert done.returncode == 0
    assert f"  specloom {name}" in done.stdout
    assert "--specs DIR" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["lst"], "Did you mean list?"),
        (["list", "--jsn"], "--json"),
        (["schema"], "Missing argument"),
        (["schema", "fal/grok-imagine-video/text-to-vide"], f"did you mean {T2V}?"),
        (["schema", "text-to-video"], f"did you mean {T2V}?"),
        (["schema", "nobody/x/y"], "specloom list"),
        (["schema", T2V, "--wire", "--response"], "give one"),
        (["validate", T2V, "missing.json"], "missing.json: cannot be read"),
        (["validate", T2V, "."], "cannot be read"),
        (["validate", T2V], "stdin: empty, so no JSON"),
        (["validate", T2V, "--set", "prompt"], "write it as name=value"),
        (["estimate", TASK, "--set", "a=1", "--fact", "seconds=6"], "output_tier"),
        (["estimate", T2V, "--set", "prompt=x", "--fact", "x=6"], "it takes none"),
        (["explain", TASK, "durration"], "did you mean duration"),
        (["list", "--specs", "missing"], "missing is no folder of specs"),
        (["list", "--specs", "tests"], "holds no <provider>/provider.yaml"),
    ],
)
def test_what_cannot_run_exits_with_2_and_says_what_to_do(arguments: list[str], words: str) -> None:
    done = specloom(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr


@pytest.mark.parametrize(
    ("stdin", "words"),
    [
        (b"nope", "stdin:1:1: no JSON"),
        (b'{"a": 1,\n "a": 2}', 'stdin:2:2: the key "a" stands twice'),
        (b'{"duration": NaN}', "NaN is no JSON"),
        (b'{"duration": 1e400}', "1e400 is too large"),
        (b"[" * 100_000, "nested more than 100 deep"),
        (b"\xff", "not UTF-8 text"),
    ],
)
def test_text_that_is_no_strict_json_exits_with_2(stdin: bytes, words: str) -> None:
    done = specloom("validate", T2V, "-", stdin=stdin)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_json_that_is_no_object_is_one_violation() -> None:
    done = specloom("validate", T2V, "--json", stdin="[]")
    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert answer["valid"] is False
    assert [(item["path"], item["rule"]) for item in answer["violations"]] == [("", "type")]


def test_broken_specs_are_reported_all_at_once(tmp_path: Path) -> None:
    copy = tmp_path / "specs"
    shutil.copytree(SPECS, copy)
    for file in ("fal/provider.yaml", "runware/grok-imagine-video.yaml"):
        path = copy / file
        path.write_text(path.read_text(encoding="utf-8") + "surprise: no\n", encoding="utf-8")
    for command in (["list"], ["lint"]):
        done = specloom(*command, cwd=tmp_path)
        shown = done.stdout + done.stderr
        assert done.returncode == 1
        assert "specs/fal/provider.yaml:" in shown
        assert "specs/runware/grok-imagine-video.yaml:" in shown
        assert "unknown-key" in shown
        assert "problems" in shown
    alone = specloom("schema", "aimlapi/grok-imagine-video/generate", cwd=tmp_path)
    assert alone.returncode == 0
    listed = json.loads(specloom("lint", "--json", cwd=tmp_path).stdout)
    assert {"path", "line", "code", "text", "hint"} == set(listed[0])


def test_specs_are_taken_from_here_else_from_the_installation(tmp_path: Path) -> None:
    assert T2V in specloom("list", cwd=tmp_path).stdout
    shutil.copytree(SPECS / "aimlapi", tmp_path / "specs" / "aimlapi")
    shutil.copy(SPECS / "units.yaml", tmp_path / "specs")
    listed = json.loads(specloom("list", "--json", cwd=tmp_path).stdout)
    assert [row["operation"] for row in listed] == ["aimlapi/grok-imagine-video/generate"]


def test_text_that_no_terminal_can_show_does_no_harm() -> None:
    for encoding in ("utf-8", "ascii", "cp1252"):
        payload = '{"prompt": "\\ud800", "\\udfff": 1}'
        done = specloom("validate", T2V, stdin=payload, PYTHONIOENCODING=encoding)
        assert done.returncode == 1
        assert "unknown-key" in done.stdout
    done = specloom("validate", T2V, "--json", stdin='{"\\udfff": "\\ud800"}')
    assert json.loads(done.stdout)["violations"][0]["path"] == "/\udfff"


def test_a_reader_that_goes_away_and_a_full_disk_do_no_harm() -> None:
    with subprocess.Popen(
        [*COMMAND, "explain", TASK],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, "list"], stdout=full, stderr=subprocess.PIPE, env=environment(), check=False
        )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_an_interrupt_leaves_quietly_with_130() -> None:
    with subprocess.Popen(
        [*COMMAND, "validate", T2V],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        preexec_fn=interruptible,  # noqa: PLW1509  # a job in the background ignores interrupts
    ) as process:
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.strip()) == (130, b"", b"")


def test_output_is_plain_where_it_is_piped() -> None:
    for arguments in (["list"], ["explain", TASK], ["estimate", T2V, "--set", "prompt=x"]):
        assert "\x1b" not in specloom(*arguments).stdout
