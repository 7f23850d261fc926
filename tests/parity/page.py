"""docs/parity.md: a section for each official client, with a row for each documented example."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from .compare import ASPECTS, Difference
from .explained import EXPLAINED, REMARKS
from .official import OFFICIAL, ROOT, Official
from .session import Row

PAGE = ROOT / "docs" / "parity.md"
HEAD = """\
# Parity with the providers' own clients

The documented examples, done against the local provider server first by the provider's own client, then by ours: same
requests, same results? Written by `make parity`, which installs each client in an environment of its own; `make test`
does the same with the clients that are installed and compares this page with what it finds.

Repeated questions about a job count as one, since how many there are is a matter of pauses. Left out are headers
about the journey: `Host`, `Connection`, `Content-Length`, `Accept`, `Accept-Encoding`, `User-Agent`. Job ids are the
same on both sides, because the server begins anew before each run. Keys are compared by their scheme; the server
accepts both. A number refers to the difference explained below the table.
"""


def page(sections: Mapping[str, str]) -> str:
    """Return the page; *sections* are by package."""
    return "\n".join([HEAD, *(sections[official.package] for official in OFFICIAL)])


def sections_of(text: str) -> dict[str, str]:
    """Return the sections of a page by package."""
    parts = re.split(r"^(?=## )", text, flags=re.MULTILINE)[1:]
    return {part.split()[1]: part.rstrip("\n") + "\n" for part in parts}


def section(official: Official, rows: Sequence[Row]) -> str:
    """Return the section of one client."""
    numbers = {found: place for place, found in enumerate(_all(rows), 1)}
    columns = ("documented example", "call", *ASPECTS)
    lines = [
        f"## {official.package} {official.version}",
        "",
        REMARKS[official.package],
        "",
        f"| {' | '.join(columns)} |",
        f"|{'---|' * len(columns)}",
        *(_line(row, numbers) for row in rows),
        "",
        *(_note(official, found, number) for found, number in numbers.items()),
    ]
    return "\n".join(lines) + "\n"


def unexplained(official: Official, rows: Sequence[Row]) -> list[Difference]:
    """List the differences that nobody has explained."""
    return [found for found in _all(rows) if found not in EXPLAINED[official.package]]


def outdated(official: Official, rows: Sequence[Row]) -> list[Difference]:
    """List the explanations of differences that there are no more."""
    return [found for found in EXPLAINED[official.package] if found not in _all(rows)]


def _all(rows: Sequence[Row]) -> list[Difference]:
    """List every difference once, in the order of rows."""
    return list(dict.fromkeys(found for row in rows for found in row.differences))


def _line(row: Row, numbers: Mapping[Difference, int]) -> str:
    cells = [row.name, row.call]
    for aspect in ASPECTS:
        found = [f"[{numbers[each]}]" for each in row.differences if each.aspect == aspect]
        compared = bool(row.sent_by_us) or aspect == "result"
        cells.append(" ".join(found) or ("same" if compared else "not sent"))
    return f"| {' | '.join(cells)} |"


def _note(official: Official, found: Difference, number: int) -> str:
    place = f"{found.aspect} {found.where}".rstrip()
    words = EXPLAINED[official.package].get(found, "NOT EXPLAINED")
    return f"{number}. {place}: `{found.official}`, ours `{found.ours}`. {words}"
