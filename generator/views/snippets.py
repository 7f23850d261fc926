"""Runnable examples for docstrings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generator.ir.provider import Operation
from generator.python import pretty


def smallest_request(operation: Operation) -> Mapping[str, Any] | None:
    """Return the shortest documented request that is right, without what the client supplies."""
    supplied = {member.name for member in operation.parameters.members if member.supplied}
    requests = [
        {key: value for key, value in example.request.items() if key not in supplied}
        for example in operation.examples
        if example.request is not None and not example.refused
    ]
    return min(requests, key=lambda request: len(json.dumps(request)), default=None)


def spelt_call(function: str, request: Mapping[str, Any]) -> str:
    """Spell a call as an interactive session shows it."""
    spelt = pretty(request, 0, len(function) + 6)
    lines = f"{function}({spelt})".split("\n")
    return "\n".join(f"{'... ' if place else '>>> '}{line}" for place, line in enumerate(lines))
