"""How generation grows with the number of operations: `python -m tests.benchmarks.scale [N ...]`.

Copies of two families of one operation each, with rules and prices as real ones have, are generated
from nothing, with one of them changed, and with nothing changed. Each copy has a model, pages,
titles and texts of its own. `--unlike` gives it parameters of its own as well, so that copies have
next to nothing in common; `--one` puts all of them into one provider instead of ten to a provider.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .measure import ROOT, run

SOURCE = ROOT / "specs" / "cloudflare"
FAMILIES = ("grok-imagine-video", "grok-imagine-video-1.5-preview")
PER_PROVIDER = 10
COUNTS = (100, 1_000)
RENAMED = ("prompt", "duration", "aspect_ratio", "resolution", "reference_images", "upload_url")
"""Parameters that stand nowhere as a part of another name."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How copies are made and where they are put."""

    unlike: bool = False
    one: bool = False


def copies(folder: Path, count: int, layout: Layout) -> None:
    """Write *count* families into *folder*."""
    shutil.copy(ROOT / "specs" / "units.yaml", folder)
    provider = (SOURCE / "provider.yaml").read_text(encoding="utf-8")
    for number in range(count):
        name = f"cloudflare{0 if layout.one else number // PER_PROVIDER}"
        place = folder / name
        place.mkdir(exist_ok=True)
        head = provider.replace("provider: cloudflare\n", f"provider: {name}\n")
        (place / "provider.yaml").write_text(head, encoding="utf-8")
        family = FAMILIES[number % len(FAMILIES)]
        text = (SOURCE / f"{family}.yaml").read_text(encoding="utf-8")
        (place / f"copy-{number}.yaml").write_text(_own(text, number, layout), encoding="utf-8")


def _own(text: str, number: int, layout: Layout) -> str:
    """Return a family under names of its own."""
    text = re.sub(r"^family: .+$", f"family: copy-{number}", text, flags=re.MULTILINE)
    text = text.replace("grok-imagine", f"model-{number}").replace(
        "Grok Imagine", f"Model {number}"
    )
    if layout.unlike:
        names = "|".join(RENAMED)
        text = re.sub(rf"(?<![\w-])({names})(?![\w-])", rf"\1_{number}", text)
    return text


def generate(folder: Path) -> tuple[float, float]:
    """Generate in *folder*; return seconds passed, and seconds of all processes together."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    arguments = ["generate", "--specs", str(folder / "specs"), "--out", str(folder / "out")]
    before = os.times()
    passed = run([sys.executable, "-m", "generator", *arguments], environment)
    after = os.times()
    used = after.children_user + after.children_system
    return passed, used - before.children_user - before.children_system


def measure(count: int, layout: Layout) -> dict[str, tuple[float, float]]:
    """Return what each kind of run takes, and print how many lines an operation became."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "specs").mkdir()
        copies(folder / "specs", count, layout)
        found = {"cold": generate(folder), "nothing changed": generate(folder)}
        changed = next((folder / "specs").glob("*/copy-0.yaml"))
        text = changed.read_text(encoding="utf-8")
        changed.write_text(text.replace("maximum: 15", "maximum: 14"), encoding="utf-8")
        found["one spec changed"] = generate(folder)
        lines = _lines((folder / "out").rglob("*.py"))
        tests = _lines((folder / "out" / "tests").rglob("*.py"))
    sys.stderr.write(
        f"{count} operations: {(lines - tests) / count:.0f} lines of Python each, "
        f"and {tests / count:.0f} of tests\n"
    )
    return found


def _lines(paths: Iterable[Path]) -> int:
    return sum(path.read_text(encoding="utf-8").count("\n") for path in paths)


def main(arguments: list[str]) -> int:
    """Print seconds, seconds of all cores together, and both for each operation."""
    layout = Layout("--unlike" in arguments, "--one" in arguments)
    counts = [int(text) for text in arguments if text.isdecimal()] or list(COUNTS)
    each = []
    for count in counts:
        for kind, (passed, used) in measure(count, layout).items():
            sys.stdout.write(
                f"{count:5} operations, {kind:17} {passed:7.2f} s, {used:7.2f} s of work\n"
            )
            each += [used / count] if kind == "cold" else []
    for count, used in zip(counts, each, strict=True):
        sys.stdout.write(
            f"{count:5} operations, cold: {used * 1000:.0f} ms of work each, "
            f"{used / each[0]:.2f} times that at {counts[0]}\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
