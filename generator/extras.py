"""What optional parts of the tool need beyond a plain install."""

from __future__ import annotations

from importlib.util import find_spec

MOCK = ("starlette", "uvicorn", "websockets", "trustme", "httpx", "cryptography")
"""Packages that the extra `mock` installs."""
PROBE = ("av",)
"""Packages that the extra `probe` installs, for videos where there is no ffprobe."""
PLOT = ("matplotlib",)
"""Packages that the extra `plot` installs."""

ENGINES = {"polars": ("polars",), "duckdb": ("duckdb",), "spark": ("ibis", "pyspark")}
"""Packages that the extras named after engines install."""


def absent(names: tuple[str, ...]) -> list[str]:
    """List the packages that are not installed, without importing any."""
    return [name for name in names if find_spec(name) is None]
