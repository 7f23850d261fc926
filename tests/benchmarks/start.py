"""How long the command line takes to show its help, over the bare interpreter."""

from __future__ import annotations

import sys
from pathlib import Path

from .measure import in_turns, process
from .table import Budget, Row

ROUNDS = 15
PEER = "datamodel-codegen --help"


def rows() -> list[Row]:
    """Start `specloom --help`; where the command is not installed, its module."""
    beside = Path(sys.executable)
    installed = beside.with_name("specloom")
    ours = [str(installed)] if installed.exists() else [sys.executable, "-m", "generator"]
    takers = {
        "bare": process([sys.executable, "-c", "pass"]),
        "ours": process([*ours, "--help"]),
        PEER: process([str(beside.with_name("datamodel-codegen")), "--help"]),
    }
    times = in_turns(takers, ROUNDS)
    over = {name: taken.over(times["bare"]) for name, taken in times.items()}
    budget = Budget(0.1, "100 ms")
    return [Row("start, specloom --help", over["ours"], "ms", PEER, over[PEER], budget)]
