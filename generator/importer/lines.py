"""Where the lines of a text begin, and which of it is code."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate


class Lines:
    """The lines of one text, for questions about single characters."""

    def __init__(self, text: str, first: int) -> None:
        """Look at *text*, whose first line has the number *first*."""
        self._text = text
        self._first = first
        rows = text.split("\n")
        self._starts = [0, *accumulate(len(row) + 1 for row in rows[:-1])]
        self._looked_at = -1
        self._code: list[tuple[int, int]] = []

    def at(self, place: int) -> int:
        """Return the number of the line that holds the character at *place*."""
        return self._first + bisect_right(self._starts, place) - 1

    def is_code(self, place: int) -> bool:
        """Tell whether the character at *place* stands between backticks on its line."""
        row = bisect_right(self._starts, place) - 1
        if row != self._looked_at:
            self._looked_at = row
            end = self._starts[row + 1] if row + 1 < len(self._starts) else len(self._text)
            self._code = _stretches(self._text, self._starts[row], end)
        at = bisect_right(self._code, (place, len(self._text) + 1)) - 1
        return at >= 0 and place < self._code[at][1]


def fences(text: str) -> list[tuple[int, int]]:
    """Return the begin and end of each fenced block of code; one that is never closed is none."""
    found: list[tuple[int, int]] = []
    mark = ""
    start = place = 0
    for row in text.split("\n"):
        inside = row.strip(" \t>")
        if not mark and inside.startswith(("```", "~~~")):
            width = len(inside) - len(inside.lstrip(inside[0]))
            if inside[0] == "~" or "`" not in inside[width:]:
                mark, start = inside[:width], place
        elif mark and inside.startswith(mark) and not inside.strip(mark[0]):
            found.append((start, place + len(row)))
            mark = ""
        place += len(row) + 1
    return found


def _stretches(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches of code of one line, in order."""
    opened: dict[int, int] = {}
    found: list[tuple[int, int]] = []
    place = text.find("`", start, end)
    while place >= 0:
        stop = place
        while stop < end and text[stop] == "`":
            stop += 1
        width = stop - place
        if width in opened:
            found.append((opened.pop(width), stop))
            opened.clear()
        else:
            opened[width] = place
        place = text.find("`", stop, end)
    return found
