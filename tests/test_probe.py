"""Length and size of real video files, read in a process of their own, and what is no video."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from commands import TASK, specloom

from generator.diagnostics import CannotRun
from generator.extras import PROBE, absent
from generator.mock.mp4 import mp4
from generator.probe import Clip, _ffprobe, probe

pytestmark = pytest.mark.skipif(
    shutil.which("ffprobe") is None and bool(absent(PROBE)),
    reason="neither ffprobe nor PyAV is here: https://pypi.org/project/av",
)
VIDEO = ("--set", "positivePrompt=x", "--set", "inputs.video=https://e.com/a.mp4")


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("clips") / "clip.mp4"
    path.write_bytes(mp4(848, 480, 144, 24))
    return path


def test_a_clip_says_how_long_and_how_large_it_is(clip: Path) -> None:
    assert probe(clip) == Clip(Decimal(6), 848, 480)
    assert probe(clip).facts()["input_video_height"] == 480


def test_what_is_no_video_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "clip.mp4"
    text.write_text("no video", encoding="utf-8")
    for path in (text, tmp_path / "missing.mp4", tmp_path):
        with pytest.raises(CannotRun):
            probe(path)


def test_the_answer_of_ffprobe_is_understood() -> None:
    stream = {"width": 848, "height": 480, "duration": "6.000000"}
    expected = {"width": 848, "height": 480, "seconds": "6.000000"}
    assert _ffprobe({"streams": [stream], "format": {"duration": "7"}}) == expected
    assert _ffprobe({"format": {"duration": "7"}})["seconds"] == "7"


def test_estimate_takes_facts_from_a_clip(clip: Path) -> None:
    done = specloom("estimate", TASK, *VIDEO, "--probe", str(clip), "--fact", "output_tier=480p")
    assert done.returncode == 0
    assert "$0.36 (exact)" in done.stdout
    one = ("--fact", f"input_video_seconds=@{clip}", "--fact", "output_tier=720p")
    assert "$0.48 (exact)" in specloom("estimate", TASK, *VIDEO, *one).stdout


def test_estimate_says_what_a_clip_cannot_tell(clip: Path, tmp_path: Path) -> None:
    done = specloom("estimate", TASK, *VIDEO, "--fact", f"output_tier=@{clip}")
    assert (done.returncode, done.stdout) == (2, "")
    assert "a clip tells seconds, width and height alone" in done.stderr
    done = specloom("estimate", TASK, *VIDEO, "--probe", str(tmp_path / "none.mp4"))
    assert done.returncode == 2
    assert "none.mp4 is no file" in done.stderr
