"""The command line. Modules here say what was found; all work is done elsewhere."""

from __future__ import annotations

import sys


def main() -> None:
    """Run `specloom` with the arguments of the process, and leave with its exit code."""
    try:
        from generator.cli.program import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)
