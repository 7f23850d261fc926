"""Take all measures, or the ones named, and print one table: `python -m tests.benchmarks [NAME ...]`."""

from __future__ import annotations

import os
import sys

from . import batches, clients, estimates, generation, imports, load, start, validation
from .table import spelt

MEASURES = {
    "imports": imports,
    "start": start,
    "validation": validation,
    "estimates": estimates,
    "batches": batches,
    "generation": generation,
    "clients": clients,
    "load": load,
}


def main(names: list[str]) -> int:
    """Print the table; a missed budget is no failure."""
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        sys.stderr.write(f"no measure is named {unknown[0]}; there are {', '.join(MEASURES)}\n")
        return 2
    rows = []
    for name in names or MEASURES:
        sys.stderr.write(f"measuring {name} ...\n")
        rows += MEASURES[name].rows()
    sys.stdout.write(f"{spelt(rows)}\n{_conditions()}\n")
    return 0


def _conditions() -> str:
    """Say what else the machine was doing: with more work than cores, only ratios mean anything."""
    version = ".".join(map(str, sys.version_info[:3]))
    load = os.getloadavg()[0]
    return f"Python {version}, {os.cpu_count()} cores, {load:.1f} processes at work in the last minute."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
