"""How generation grows with the number of operations: `python -m tests.benchmarks.scale [N ...]`.

Information only. Copies of two families of one operation each, with rules and prices as real ones
have, are spread over providers of ten families and generated from nothing.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from .generation import cold
from .measure import ROOT

SOURCE = ROOT / "specs" / "cloudflare"
FAMILIES = ("grok-imagine-video", "grok-imagine-video-1.5-preview")
PER_PROVIDER = 10
COUNTS = (50, 200)


def copies(folder: Path, count: int) -> None:
    """Write *count* families into *folder*, ten to a provider."""
    shutil.copy(ROOT / "specs" / "units.yaml", folder)
    provider = (SOURCE / "provider.yaml").read_text(encoding="utf-8")
    for number in range(count):
        name = f"cloudflare{number // PER_PROVIDER}"
        place = folder / name
        place.mkdir(exist_ok=True)
        head = provider.replace("provider: cloudflare\n", f"provider: {name}\n")
        (place / "provider.yaml").write_text(head, encoding="utf-8")
        family = FAMILIES[number % len(FAMILIES)]
        text = (SOURCE / f"{family}.yaml").read_text(encoding="utf-8")
        text = text.replace(f"family: {family}\n", f"family: copy-{number}\n")
        (place / f"copy-{number}.yaml").write_text(text, encoding="utf-8")


def main(counts: list[int]) -> int:
    """Print seconds, seconds for each operation, and how many lines it became."""
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            specs, out = Path(name, "specs"), Path(name, "made")
            specs.mkdir()
            copies(specs, count)
            seconds = cold(specs, out)()
            lines = sum(_lines(path) for path in (out / "out").rglob("copy_*.py"))
            models = sum(_lines(path) for path in (out / "out").rglob("copy_*/*.py"))
            tests = sum(_lines(path) for path in (out / "out").rglob("test_*.py"))
        sys.stdout.write(
            f"{count:5} operations: {seconds:6.2f} s, {seconds / count * 1000:5.1f} ms each, "
            f"{(lines + models) / count:.0f} lines each and {tests / count:.0f} of tests\n"
        )
    return 0


def _lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


if __name__ == "__main__":
    sys.exit(main([int(text) for text in sys.argv[1:]] or list(COUNTS)))
