"""The providers' own clients: looked for in the environments of `make parity`, and here."""

from __future__ import annotations

import subprocess
import sys
from functools import cache

from .measure import ROOT

PLACES = ".venv-parity/*/bin/python"
"""Environments, one for each official client."""


@cache
def python_with(*modules: str) -> str | None:
    """Return an interpreter that finds all *modules*; none if no environment has them.

    An environment that holds little else comes first: what is installed beside a client can slow
    it down, as click and rich do with httpx.
    """
    test = f"import importlib.util as u, sys; sys.exit(None in map(u.find_spec, {modules!r}))"
    candidates = [*map(str, sorted(ROOT.glob(PLACES))), sys.executable]
    for python in candidates:
        done = subprocess.run([python, "-c", test], check=False, capture_output=True, timeout=30)
        if not done.returncode:
            return python
    return None


def absent(module: str) -> str:
    """Say that there is nothing to compare with."""
    return f"{module}: not installed"
