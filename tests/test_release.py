"""`specloom release`: what is recorded, and how it is held to old tests and calls."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from commands import specloom
from shipped import ROOT

DEMO = ROOT / "tests" / "demo" / "specs"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the specs of the demo as they were and as they are."""
    for name in ("specs", "old"):
        shutil.copytree(DEMO, tmp_path / name)
    return tmp_path


def edit(folder: Path, old: str, new: str) -> None:
    reel = folder / "specs" / "acme" / "reel.yaml"
    text = reel.read_text(encoding="utf-8")
    assert old in text
    reel.write_text(text.replace(old, new), encoding="utf-8")


def release(folder: Path, *arguments: str) -> tuple[int, str]:
    done = specloom("release", "acme", "--against", "old", *arguments, cwd=folder)
    return done.returncode, done.stdout + done.stderr


def test_nothing_to_record(folder: Path) -> None:
    assert release(folder) == (0, "nothing changed since the last release\n")


def test_a_release_is_recorded_once(folder: Path) -> None:
    edit(folder, "maximum: 10", "maximum: 12")
    code, told = release(folder)
    assert (code, "acme 0.1.0 -> 0.1.1" in told) == (1, True)
    assert (folder / "specs/acme/releases.yaml").read_bytes() == (
        DEMO / "acme/releases.yaml"
    ).read_bytes()
    code, told = release(folder, "--apply", "--date", "2026-11-21")
    assert (code, "0.1.1 recorded" in told) == (0, True)
    text = (folder / "specs/acme/releases.yaml").read_text(encoding="utf-8")
    assert text.endswith(
        '  - version: "0.1.1"\n    date: "2026-11-21"\n    additive:\n'
        '      - "reel/animate: parameter duration: greatest value changed from 10 to 12."\n'
    )
    assert specloom("lint", cwd=folder).returncode == 0
    assert "recorded already" in release(folder, "--apply")[1]
    assert (folder / "specs/acme/releases.yaml").read_text(encoding="utf-8") == text
    edit(folder, "maximum: 12", "maximum: 8")
    code, told = release(folder)
    assert (code, "asks for 0.2.0" in told) == (2, True)


def test_the_first_release(folder: Path) -> None:
    (folder / "specs/acme/releases.yaml").unlink()
    assert "acme nothing -> 0.1.0" in release(folder)[1]
    assert release(folder, "--apply")[0] == 0
    assert specloom("lint", cwd=folder).returncode == 0


def test_output_follows_from_the_recorded_release(folder: Path) -> None:
    done = specloom("generate", cwd=folder, XDG_CACHE_HOME=str(folder / "cache"))
    assert done.returncode == 0, done.stderr
    init = (folder / "generated/acme/__init__.py").read_text(encoding="utf-8")
    assert '__version__ = "0.1.0"\n' in init
    assert "## 0.1.0 (2026-11-01)" in (folder / "generated/acme/CHANGELOG.md").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("maximum: 10", "maximum: 8", "test_reel_animate::test_duration_accepted[10]"),
        ("maximum: 10", "maximum: 12", "test_reel_animate::test_duration_refused[11-maximum]"),
        (
            "video: {type: string, format: uri, required: true",
            "video: {type: string, format: uri",
            "value_1: str = result.video",
        ),
    ],
)
def test_a_verdict_is_held_to_old_tests_and_calls(
    folder: Path, old: str, new: str, words: str
) -> None:
    edit(folder, old, new)
    code, told = release(folder, "--verify")
    assert code == 1
    assert words in told
    assert "doubt" not in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nobody"], "no provider is named nobody"),
        (["acme", "--against", "nowhere"], "no git revision"),
        (["acme"], "--against"),
        (["acme", "--against", "old", "--date", "today"], "today is no day"),
    ],
)
def test_what_cannot_be_released(folder: Path, arguments: list[str], words: str) -> None:
    done = specloom("release", *arguments, cwd=folder)
    assert (done.returncode, words in done.stderr) == (2, True), done.stderr
