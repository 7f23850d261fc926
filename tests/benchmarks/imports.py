"""How long it takes to import validators or estimators, over the bare interpreter."""

from __future__ import annotations

import sys

from .measure import in_turns, process
from .table import Budget, Row

ROUNDS = 21
BUDGET = Budget(0.030, "30 ms")
PEERS = {
    "validators": ("fastjsonschema", "import fastjsonschema"),
    "estimators": ("pydantic", "from pydantic import BaseModel"),
}


def rows() -> list[Row]:
    """Import everything of the two providers with the largest modules, each in a new process."""
    wanted = {}
    for provider in ("fal", "runware"):
        wanted[f"{provider} validators"] = _all_of(provider, "validators")
        wanted[f"{provider} estimators"] = _all_of(provider, "costs")
    statements = {"bare": "pass", **wanted, **dict(PEERS.values())}
    takers = {name: process([sys.executable, "-c", text]) for name, text in statements.items()}
    times = in_turns(takers, ROUNDS)
    over = {name: taken.over(times["bare"]) for name, taken in times.items()}
    found = []
    for name in wanted:
        peer = PEERS[name.partition(" ")[2]][0]
        found.append(Row(f"import {name}", over[name], "ms", peer, over[peer], BUDGET))
    return found


def _all_of(provider: str, kind: str) -> str:
    """Return a program that imports every module of *kind*; the package alone imports none."""
    return f"from generated.{provider} import {kind} as k; [getattr(k, name) for name in k.__all__]"
