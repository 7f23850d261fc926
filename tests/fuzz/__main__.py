"""`python -m tests.fuzz [--seconds N] [--seed N] [FILE...]`: the hostile pages, then random damage.

What is found goes into tests/pages/hostile, so that it is looked at in every run from then on.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

from .attacks import CANARY, damaged

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "tests" / "pages"
WORKERS = 2
BATCH = 6
SUFFIXES = frozenset({".json", ".yaml", ".md", ".mdx", ".txt"})


def main() -> int:
    """Run until the time is over; 1 if anything bad was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="Documents to try instead.")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=None)
    given = parser.parse_args()
    seed = random.SystemRandom().randrange(10**6) if given.seed is None else given.seed
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        root = Path(folder).resolve()
        first = [path.resolve() for path in given.files] or [*hostile(), *grown(root)]
        results = list(tried(root, iter(first), float("inf")))
        if not given.files:
            say(f"seed {seed}")
            end = time.monotonic() + given.seconds
            results += tried(root, mutants(root, seed), end)
        if (root / CANARY).exists() or list(root.rglob(CANARY)):
            results.append({"file": "?", "said": "bad: text of a document was executed"})
        return tell(results)


def hostile() -> list[Path]:
    """List the committed hostile pages."""
    return sorted(path for path in (PAGES / "hostile").iterdir() if path.suffix in SUFFIXES)


def grown(root: Path) -> list[Path]:
    """Make the documents that are too large to be kept: deep, long, many."""
    deep: object = {"type": "string"}
    for _ in range(400):
        deep = {"type": "object", "properties": {"a": deep}}
    texts = {
        "deep.json": json.dumps(deep),
        "nested.json": '{"type": "object", "properties": ' + "[" * 100_000,
        "line.md": "# A\n\n" + 'a `b` "c" (d) | ' * 70_000,
        "line.json": json.dumps({"type": "object", "properties": {"a": {"const": "x" * 900_000}}}),
        "many.json": json.dumps(
            {"type": "object", "properties": {f"p{n}": {"type": "string"} for n in range(5_000)}}
        ),
        "enum.json": json.dumps({"properties": {"a": {"enum": [f"v{n}" for n in range(20_000)]}}}),
        "refs.json": json.dumps(
            {
                "$ref": "#/$defs/d0",
                "$defs": {
                    f"d{n}": {"allOf": [{"$ref": f"#/$defs/d{n + 1}"}] * 2} for n in range(60)
                },
            }
        ),
    }
    made = []
    for name, text in texts.items():
        path = root / f"grown-{name}"
        path.write_text(text, encoding="utf-8")
        made.append(path)
    return made


def mutants(root: Path, seed: int) -> Iterator[Path]:
    """Damage the pages that were written for the tests, without end."""
    bases = [
        path
        for path in sorted(PAGES.rglob("*"))
        if path.suffix in SUFFIXES and path.stat().st_size < 100_000
    ]
    number = 0
    while True:
        dice = random.Random(f"{seed}-{number}")  # noqa: S311  # to be repeated, not to be secret
        base = bases[number % len(bases)]
        path = root / f"mutant-{seed}-{number}{base.suffix}"
        text = damaged(base.read_text(encoding="utf-8"), dice)
        path.write_text(text, encoding="utf-8", errors="replace")
        yield path
        number += 1


def tried(root: Path, paths: Iterator[Path], end: float) -> Iterator[dict[str, object]]:
    """Give documents to child processes, some at a time, two at once, until *end*."""
    with ThreadPoolExecutor(WORKERS) as pool:
        while time.monotonic() < end:
            batches = [list(islice(paths, BATCH)) for _ in range(WORKERS)]
            batches = [batch for batch in batches if batch]
            if not batches:
                return
            for results in pool.map(lambda batch: child(root, batch), batches):
                yield from results


def child(root: Path, paths: list[Path]) -> list[dict[str, object]]:
    """Run one process over *paths*; a document on which it dies is bad."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(root / "cache")}
    command = [sys.executable, "-m", "tests.fuzz.child", str(root), *map(str, paths)]
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=env,
            capture_output=True,
            encoding="utf-8",
            timeout=240,
            check=False,
        )
        output, errors = done.stdout, done.stderr
    except subprocess.TimeoutExpired as late:
        output, errors = (late.stdout or b"").decode(), "it did not end"
    results = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    if len(results) < len(paths):
        lost = paths[len(results)]
        results.append({"file": str(lost), "said": f"bad: the process died: {errors[-300:]}"})
        results += child(root, paths[len(results) :]) if paths[len(results) :] else []
    return results


def tell(results: list[dict[str, object]]) -> int:
    """Tell what was found; keep what is bad."""
    bad = [each for each in results if str(each["said"]).startswith("bad")]
    for each in bad:
        path = Path(str(each["file"]))
        say(f"{path.name}: {each['said']}")
        if path.is_file() and path.name.startswith("mutant"):
            kept = Path(tempfile.gettempdir()) / path.name
            kept.write_bytes(path.read_bytes())
            say(f"    kept as {kept}")
    sound = sum(str(each["said"]).startswith("ok") for each in results)
    slowest = max((float(str(each.get("seconds", 0))) for each in results), default=0.0)
    say(f"{len(results)} documents: {sound} packages, {len(results) - sound - len(bad)} refused,")
    say(f"{len(bad)} bad; the slowest took {slowest:.1f} s")
    return 1 if bad else 0


def say(line: str) -> None:
    """Print one line."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
