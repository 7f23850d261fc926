"""One row for each measure and peer, and whether the budget is met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .measure import Times

UNITS = {"us": 1e6, "ms": 1e3, "s": 1.0, "MiB": 1.0}
HEAD = ("measure", "ours", "min - max", "peer", "", "ratio", "budget", "met")


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that is allowed: seconds of our own, or a share of what the peer takes."""

    limit: float
    text: str
    of_peer: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What one piece of work took, here and at a peer."""

    what: str
    ours: Times
    unit: str
    """us, ms, s, /s for how many of them fit into a second; or MiB, where no times are held."""
    peer: str = ""
    theirs: Times | None = None
    budget: Budget | None = None

    @property
    def ratio(self) -> float | None:
        """Our time as a share of the peer's."""
        return None if self.theirs is None else self.ours.median / self.theirs.median

    @property
    def met(self) -> bool | None:
        """Whether the budget is met; None where there is none, or nothing to hold it against."""
        if self.budget is None:
            return None
        measured = self.ratio if self.budget.of_peer else self.ours.median
        return None if measured is None else measured <= self.budget.limit

    @property
    def unknown(self) -> bool:
        """Whether there is a budget, but its peer is missing."""
        return self.budget is not None and self.met is None

    def cells(self) -> tuple[str, ...]:
        """Spell the row."""
        ends = (self.ours.least, self.ours.most)
        spread = " - ".join(self._spell(end) for end in sorted(ends, reverse=self.unit == "/s"))
        return (
            self.what,
            f"{self._spell(self.ours.median)} {self.unit}",
            spread,
            self.peer,
            "" if self.theirs is None else f"{self._spell(self.theirs.median)} {self.unit}",
            "" if self.ratio is None else f"{self.ratio:.2f}",
            self.budget.text if self.budget else "",
            "no peer" if self.unknown else {None: "", True: "yes", False: "MISSED"}[self.met],
        )

    def _spell(self, seconds: float) -> str:
        if self.unit == "/s":
            return f"{1 / seconds:,.0f}"
        return f"{seconds * UNITS[self.unit]:.2f}"


def spelt(rows: Sequence[Row]) -> str:
    """Spell all rows as a table, and say below it which budgets are missed."""
    cells = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(cell) for cell in column) for column in zip(*cells, strict=True)]
    lines = [_line(row, widths) for row in cells]
    lines.insert(1, "  ".join("-" * width for width in widths))
    missed = [row.what for row in rows if row.met is False]
    count = sum(row.met is not None for row in rows)
    end = f"All {count} budgets are met."
    if missed:
        end = f"MISSED: {len(missed)} of {count} budgets: {'; '.join(missed)}."
    unknown = [row.what for row in rows if row.unknown]
    if unknown:
        end += f" Not known, as the peer is missing (make parity): {'; '.join(unknown)}."
    return "\n".join([*lines, "", end])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Spell one line; figures stand to the right."""
    sides = "<><<>><<"
    pairs = zip(cells, sides, widths, strict=True)
    return "  ".join(f"{cell:{side}{width}}" for cell, side, width in pairs).rstrip()
