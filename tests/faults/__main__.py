"""Run all clients under the plan, write docs/reliability.md: `python -m tests.faults`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from .kills import PROVIDERS, kill
from .page import NAMES, killed, table, text, write
from .runs import Run, run
from .server import PLAN, Server, serving
from .theirs import PACKAGES

JOBS, THEIR_JOBS, KILLS = 10_000, 500, 200


def main() -> int:
    """Run what is asked for, and print it; exit with 1 if something of ours is not sound."""
    asked = _arguments()
    runs: list[Run] = []
    with serving(asked.plan) as server:
        for each in _ours(server, asked):
            runs.append(each)
            _say(table([each]).splitlines()[-1])
        aftermath = kill(server, asked.kills) if asked.kills else None
    if aftermath is not None:
        _say(killed(aftermath))
    sound = all(each.tally.sound for each in runs) and (aftermath is None or aftermath.sound)
    if asked.their_jobs:
        with serving(asked.plan, tls=True) as server:
            for provider in PACKAGES:
                if provider in asked.providers:
                    runs.append(run(server, PACKAGES[provider], provider, asked.their_jobs))
                    _say(table(runs[-1:]).splitlines()[-1])
    _say(text(runs, aftermath))
    _explain(runs)
    if asked.write:
        write(text(runs, aftermath))
    return 0 if sound else 1


def _ours(server: Server, asked: argparse.Namespace) -> Iterator[Run]:
    for provider in asked.providers:
        for way in NAMES:
            if asked.jobs:
                yield run(server, way, provider, asked.jobs)


def _explain(runs: list[Run]) -> None:
    """Say which errors hid that a job had been taken."""
    for each in runs:
        if each.tally.errors:
            told = ", ".join(f"{name} {count}" for name, count in each.tally.errors.most_common())
            _say(f"{each.client} {each.provider}: lost with {told}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--jobs", type=int, default=JOBS, help="of each provider, in each way")
    parser.add_argument("--their-jobs", type=int, default=THEIR_JOBS, help="of official clients")
    parser.add_argument("--kills", type=int, default=KILLS, help="processes to be killed")
    parser.add_argument("--providers", nargs="+", choices=PROVIDERS, default=PROVIDERS)
    parser.add_argument("--plan", type=Path, default=PLAN, help="plan of faults")
    parser.add_argument("--no-write", dest="write", action="store_false", help="leave the page")
    return parser.parse_args()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
