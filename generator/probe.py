"""Length and size of a local video, read by ffprobe where there is one, else by PyAV.

Either runs in a process of its own, reads nothing but that file, and has a limited time.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from generator.diagnostics import CannotRun
from generator.extras import PROBE, absent

SECONDS = 20
"""How long reading a file may take."""
PLACES = 6

_PYAV = """
import av, json, sys
with av.open("file:" + sys.argv[1], options={"protocol_whitelist": "file"}) as clip:
    stream = clip.streams.video[0]
    told = stream.duration and stream.duration * stream.time_base
    if told is None:
        told = clip.duration and __import__("fractions").Fraction(clip.duration, av.time_base)
    seconds = None if told is None else f"{told.numerator}/{told.denominator}"
    print(json.dumps({"width": stream.width, "height": stream.height, "seconds": seconds}))
"""


@dataclass(frozen=True, slots=True)
class Clip:
    """What a video file says about itself."""

    seconds: Decimal
    """Length, rounded to microseconds."""
    width: int
    height: int

    def facts(self) -> dict[str, Decimal]:
        """Return what it says under the names that prices use for an input video."""
        return {
            "input_video_seconds": self.seconds,
            "input_video_width": Decimal(self.width),
            "input_video_height": Decimal(self.height),
        }

    def told_of(self, fact: str) -> Decimal | None:
        """Return what it says for a fact whose name ends with seconds, width or height."""
        last = fact.rpartition("_")[2]
        return self.facts().get(f"input_video_{last}")


def probe(path: str | Path) -> Clip:
    """Read length and size of the video at *path*.

    Raises `CannotRun` where there is no such file, it is no video, or nothing can read it.
    """
    file = Path(path)
    if not file.is_file():
        raise CannotRun(f"{path} is no file")
    where = str(file.resolve())
    if shutil.which("ffprobe"):
        return _clip(path, _ffprobe(_run(path, _ffprobe_command(where))))
    if absent(PROBE):
        raise CannotRun(
            f"nothing here can read {path}: install ffmpeg, or `pip install 'specloom[probe]'`"
        )
    return _clip(path, _run(path, [sys.executable, "-I", "-c", _PYAV, where]))


def _ffprobe_command(where: str) -> list[str]:
    shown = "stream=width,height,duration:format=duration"
    quiet = ["-v", "error", "-select_streams", "v:0", "-protocol_whitelist", "file"]
    return ["ffprobe", *quiet, "-show_entries", shown, "-of", "json", "-i", f"file:{where}"]


def _run(path: str | Path, command: list[str]) -> dict[str, Any]:
    """Run a reader and return the object that it prints."""
    try:
        done = subprocess.run(  # noqa: S603  # a fixed program, the file is an argument
            command, capture_output=True, check=True, timeout=SECONDS, stdin=subprocess.DEVNULL
        )
        found = json.loads(done.stdout[:100_000])
    except subprocess.TimeoutExpired:
        raise CannotRun(f"{path} was not read within {SECONDS} s") from None
    except (subprocess.CalledProcessError, ValueError, OSError):
        raise CannotRun(f"{path} is no video that can be read") from None
    return found if isinstance(found, dict) else {}


def _ffprobe(found: dict[str, Any]) -> dict[str, Any]:
    """Bring what ffprobe prints into the form of the other reader."""
    streams = found.get("streams")
    stream = streams[0] if isinstance(streams, list) and streams else {}
    overall = found.get("format") or {}
    seconds = stream.get("duration") or overall.get("duration")
    return {"width": stream.get("width"), "height": stream.get("height"), "seconds": seconds}


def _clip(path: str | Path, found: dict[str, Any]) -> Clip:
    """Check what a reader has found."""
    try:
        above, _, below = str(found.get("seconds")).partition("/")
        seconds = Decimal(above) / Decimal(below or 1)
        width, height = int(found["width"]), int(found["height"])
    except (KeyError, TypeError, ValueError, InvalidOperation, ZeroDivisionError):
        raise CannotRun(f"{path} does not say how long or how large its video is") from None
    if not (0 < seconds < 10**7 and 0 < width < 10**6 and 0 < height < 10**6):
        raise CannotRun(f"{path} says that its video is {seconds} s of {width} x {height}")
    return Clip(round(seconds, PLACES).normalize(), width, height)
