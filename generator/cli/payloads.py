"""Gather the payload that a command is about."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from generator.diagnostics import CannotRun
from generator.payload import read_payload, with_values


def gather(file: str | None, settings: Sequence[str]) -> Any:
    """Return the JSON value in *file* or on standard input, with *settings* put into it."""
    if file is None and settings:
        return with_values({}, settings)
    if sys.stdin is None or (file is None and sys.stdin.isatty()):
        raise CannotRun("no payload: name a FILE, or - for standard input, or use --set")
    return with_values(read_payload(file or "-", sys.stdin.buffer), settings)
