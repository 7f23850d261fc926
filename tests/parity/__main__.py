"""Compare all official clients that are installed, and write docs/parity.md: `python -m tests.parity`."""

from __future__ import annotations

import sys

from .official import OFFICIAL, missing, python_of
from .page import PAGE, page, section, sections_of, unexplained
from .session import compared


def main() -> int:
    """Write the page; a client that is not installed keeps its section."""
    sections = sections_of(PAGE.read_text(encoding="utf-8")) if PAGE.exists() else {}
    wrong = 0
    for official in OFFICIAL:
        python = python_of(official)
        if python is None:
            sys.stderr.write(f"{missing(official)}\n")
            sections.setdefault(official.package, f"## {official.package} {official.version}\n")
            continue
        rows = compared(official, python)
        sections[official.package] = section(official, rows)
        equal = sum(not row.differences for row in rows)
        left = unexplained(official, rows)
        wrong += len(left)
        sys.stdout.write(
            f"{official.package} {official.version}: {len(rows)} rows, {equal} without any "
            f"difference, {len(left)} differences not explained\n"
        )
    PAGE.write_text(page(sections), encoding="utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
