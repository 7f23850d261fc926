"""`python -m tests.corpus DIR [--keep FOLDER]`: one line for each document of DIR, then totals."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from .agreement import agreement
from .stages import HISTORIES, Outcome, make_all, try_imports, try_tests, try_types


def main() -> int:
    """Run all stages; 0 if every document yields a sound package or a named reason."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpus", description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--keep", type=Path, help="Folder for specs and packages, kept afterwards.")
    given = parser.parse_args()
    if given.corpus is None or not given.corpus.is_dir():
        complain("name a folder of documents: make corpus CORPUS=DIR")
        return 2
    if given.keep is not None:
        given.keep.mkdir(parents=True, exist_ok=True)
        return run(given.corpus, given.keep)
    with tempfile.TemporaryDirectory(prefix="corpus-") as folder:
        return run(given.corpus, Path(folder))


def run(corpus: Path, folder: Path) -> int:
    """Make, try and tell."""
    began = time.monotonic()
    (folder / "packages").mkdir(exist_ok=True)
    outcomes = make_all(folder, corpus)
    if not outcomes:
        complain(f"{corpus} holds no documents")
        return 2
    made = time.monotonic() - began
    try_imports(folder, outcomes)
    passed = try_tests(folder, outcomes)
    try_types(folder, outcomes)
    for outcome in outcomes:
        say(told(outcome, corpus))
    tell_agreement(outcomes)
    sound = sum(not each.reason and not each.faults for each in outcomes)
    named = sum(bool(each.reason) and not each.crashed for each in outcomes)
    bad = sum(each.crashed for each in outcomes)
    say(f"{len(outcomes)} documents: {sound} sound packages, {named} with a reason, {bad} bad")
    tried = time.monotonic() - began - made
    say(f"{passed} generated tests passed; made in {made:.0f} s, tried in {tried:.0f} s")
    return 1 if bad else 0


def say(line: str) -> None:
    """Print one line."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def complain(line: str) -> None:
    """Print one line on standard error."""
    sys.stderr.write(f"{line}\n")


def told(outcome: Outcome, corpus: Path) -> str:
    """Tell one document on one line."""
    name = outcome.document.relative_to(corpus).as_posix()
    counts = f"{outcome.facts} facts, {outcome.unread} unread, {outcome.questions} questions"
    if outcome.reason:
        return f"{name}: {counts}; no package: {outcome.reason}"
    verdict = "; ".join(outcome.faults) or f"ok, {len(outcome.operations)} operations"
    return f"{name}: {counts}, {outcome.open_points} open points; {verdict}"


def tell_agreement(outcomes: list[Outcome]) -> None:
    """Tell how far documents of one operation agree."""
    readings = [
        each.reading
        for each in outcomes
        if each.reading is not None and each.document.stem not in HISTORIES
    ]
    found = agreement(readings)
    if not found.pairs:
        return
    for line in found.differences:
        say(f"differs: {line}")
    for attribute in sorted(found.same.keys() | found.other.keys()):
        total = found.same[attribute] + found.other[attribute]
        say(f"agreement on {attribute}: {found.same[attribute]} of {total}")
    say(f"agreement: {found.share:.2f} % over {found.pairs} pairs of documents")


if __name__ == "__main__":
    raise SystemExit(main())
