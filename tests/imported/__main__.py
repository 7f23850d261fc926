"""`python -m tests.imported DIR`: import the pages of DIR, compare, and write docs/imported.md."""

from __future__ import annotations

import sys
import textwrap
from collections import Counter
from pathlib import Path

from .compare import ROOT, Compared, Difference, compare_page
from .reasons import REASONS, reason_for

REPORT = ROOT / "docs" / "imported.md"
HEAD = """# What import makes of the pages whose specs were written by hand

Each of the five pages was imported by itself, as if no spec of its model were there, and the facts of the draft were
held against those of the spec in `specs/`. Words, names and places are left out: those are ours in both. What differs
is counted below with its reason. `make imported PAGES=DIR` writes this page anew from the pages in DIR; it fails if a
difference has no reason.
"""


def main(arguments: list[str]) -> int:
    """Write the report; 1 if something differs for no known reason, 2 if there are no pages."""
    folder = Path(arguments[0]) if arguments else None
    pages = sorted(folder.iterdir()) if folder is not None and folder.is_dir() else []
    if not pages:
        sys.stderr.write("name the folder of pages: make imported PAGES=DIR\n")
        return 2
    compared = [compare_page(page) for page in pages if page.is_file()]
    REPORT.write_text(report(compared), encoding="utf-8")
    left = [each for one in compared for each in one.differences if reason_for(each) is None]
    for each in left:
        sys.stdout.write(f"no reason: {told(each)}\n")
    sys.stdout.write(f"{REPORT.relative_to(ROOT)}: written\n")
    return 1 if left else 0


def told(each: Difference) -> str:
    """Tell one difference on one line."""
    hand = "nothing" if each.hand is None else repr(each.hand.value)[:80]
    made = "nothing" if each.imported is None else repr(each.imported.value)[:80]
    return f"{each.operation}, {each.about[:100]}: by hand {hand}, imported {made}"


def report(compared: list[Compared]) -> str:
    """Write the report."""
    lines = [HEAD]
    lines += [
        "| page | facts read | same in both specs | only by hand | only imported | otherwise |"
    ]
    lines += ["|---|---|---|---|---|---|"]
    for one in compared:
        kinds = Counter(kind(each) for each in one.differences)
        counts = " | ".join(str(kinds[name]) for name in ("hand", "imported", "other"))
        lines.append(f"| {one.page} | {one.read} | {one.same} | {counts} |")
    lines += ["", "## Reasons", ""]
    for reason in REASONS:
        listed = [
            each for one in compared for each in one.differences if reason_for(each) is reason
        ]
        if listed:
            count = "1 fact" if len(listed) == 1 else f"{len(listed)} facts"
            lines += [*wrapped(f"**{count}.** {reason.text}"), "", *samples(listed), ""]
    return "\n".join(lines).rstrip() + "\n"


def kind(difference: Difference) -> str:
    """Tell which of the two specs has the fact."""
    if difference.imported is None:
        return "hand"
    return "imported" if difference.hand is None else "other"


def samples(listed: list[Difference]) -> list[str]:
    """Name the facts, those of one operation on one line."""
    by_operation: dict[str, list[str]] = {}
    for each in listed:
        steps = [step if len(step) <= 60 else "..." for step in each.key]
        name = f"`{'.'.join(steps[:-1])}` {steps[-1]}"
        names = by_operation.setdefault(each.operation, [])
        if name not in names:
            names.append(name)
    return [
        line
        for operation, names in by_operation.items()
        for line in wrapped(f"- {operation}: {', '.join(names)}", "  ")
    ]


def wrapped(text: str, indent: str = "") -> list[str]:
    """Break *text* over lines."""
    return textwrap.wrap(text, 118, subsequent_indent=indent, break_long_words=False)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
