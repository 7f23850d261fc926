"""Lets a driver work: jobs come in as lines of JSON, what became of each goes out as a line.

Run as a script with the name of the driver, in the environment of the client that it drives; so this
module needs nothing else.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable
from typing import Any


def serve(run: Callable[[dict[str, Any]], Any]) -> None:
    """Carry out one job after the other with *run*, until there are no more."""
    answers = sys.stdout
    sys.stdout = sys.stderr  # what a client prints must not come between
    for line in sys.stdin:
        try:
            told: dict[str, Any] = {"result": run(json.loads(line))}
        except Exception as error:  # noqa: BLE001  # whatever a client raises is its answer
            told = {"error": _described(error)}
        answers.write(json.dumps(told) + "\n")
        answers.flush()


def _described(error: Exception) -> dict[str, Any]:
    status = getattr(error, "status_code", None)
    return {"type": type(error).__name__, "status": status, "message": str(error)[:500]}


if __name__ == "__main__":
    serve(importlib.import_module(sys.argv[1]).run)
