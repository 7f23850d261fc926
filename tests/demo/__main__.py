"""`make drift-demo`: a page changes, and the specs, the package and its changelog follow."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
STEPS = (
    ("The page as it was: nothing to do.", "drift pages/reel.json --accept", 0),
    ("The page changes.", "diff pages/reel.json pages/reel-changed.json", 1),
    ("What the specs make of it.", "drift pages/reel-changed.json", 1),
    (
        "Propose, try out, and write the specs.",
        "refresh pages/reel-changed.json --apply --date 2026-11-21",
        1,
    ),
    ("The specs are sound.", "lint", 0),
    ("The package.", "generate", 0),
    ("Nothing is left to do.", "drift pages/reel-changed.json", 0),
)
"""What happens, the command, and its exit code."""


def say(text: str) -> None:
    """Print *text* before the next command prints."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Play all steps in a folder of their own; fail if one ends otherwise than expected."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name in ("specs", "pages"):
            shutil.copytree(HERE / name, folder / name)
        path = os.pathsep.join(
            filter(None, [str(HERE.parent.parent), os.environ.get("PYTHONPATH")])
        )
        for title, command, code in STEPS:
            say(f"\n# {title}\n$ specloom {command}")
            done = subprocess.run(
                [sys.executable, "-m", "generator", *command.split()],
                cwd=folder,
                env={**os.environ, "PYTHONPATH": path},
                check=False,
                timeout=300,
            )
            if done.returncode != code:
                say(f"exit code {done.returncode}, not {code}")
                return 1
        say("\n# The changelog of the package.\n$ cat generated/acme/CHANGELOG.md")
        say((folder / "generated/acme/CHANGELOG.md").read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
