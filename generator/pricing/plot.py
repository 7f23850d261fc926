"""Draw curves with matplotlib: the same picture for the same curves, byte for byte in SVG."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.diagnostics import CannotRun
from generator.extras import PLOT, absent
from generator.pricing.curves import Curve, Curves

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SUFFIXES = (".png", ".svg")
COLOURS = ("#1b6ca8", "#d1495b", "#2e8b57", "#8a5a9e", "#c77d0a", "#3f4e5a", "#00838f", "#9c6644")
STYLES = ("-", (0, (6, 2)), (0, (1.5, 1.5)), (0, (6, 2, 1.5, 2)))
"""Lines that lie on each other are told apart by dashes and widths."""
SETTINGS: Any = {
    "svg.hashsalt": "specloom",
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
NOTE_WIDTH = 130
PICTURE = 3.8
"""Height of the axes in inches; what stands below them adds to it."""


def check_file(path: Path) -> None:
    """Raise `CannotRun` if nothing can be drawn into the file at *path*."""
    if path.suffix not in SUFFIXES:
        raise CannotRun(f"{path}: name a file that ends in {' or '.join(SUFFIXES)}")
    missing = absent(PLOT)
    if missing:
        raise CannotRun(f"{', '.join(missing)} is missing; pip install 'specloom[plot]'")


def draw(found: Curves, path: Path) -> None:
    """Draw *found* into the file at *path*; its suffix, .png or .svg, says how."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    notes = _notes(found)
    with mpl.rc_context(SETTINGS):
        below = 0.75 + 0.2 * len(found.curves) + 0.15 * len(notes)
        whole = PICTURE + below + 0.4
        figure = Figure(figsize=(9, whole))
        axes = figure.add_subplot()
        for place, curve in enumerate(found.curves):
            _line(axes, curve, place, len(found.curves))
        _label(axes, found)
        figure.subplots_adjust(left=0.09, right=0.97, top=1 - 0.4 / whole, bottom=below / whole)
        axes.legend(
            loc="upper left", bbox_to_anchor=(0, -0.45 / PICTURE), frameon=False, borderaxespad=0
        )
        figure.text(0.02, 0.1 / whole, "\n".join(notes), va="bottom", fontsize=7.5, color="#444444")
        svg = path.suffix == ".svg"
        metadata: dict[str, Any] = {"Date": None} if svg else {"Software": None}
        figure.savefig(path, dpi=150, metadata=metadata)


def _line(axes: Axes, curve: Curve, place: int, count: int) -> None:
    """Draw the least as a line, thinner than those below it, and what may be added as a band."""
    colour = COLOURS[place % len(COLOURS)]
    seconds = [point.seconds for point in curve.points]
    low = [float(point.low) for point in curve.points]
    label = f"{curve.name} (or more)" if curve.open else curve.name
    axes.plot(
        seconds,
        low,
        color=colour,
        linestyle=STYLES[place % len(STYLES)],
        linewidth=1.4 + 0.8 * (count - 1 - place),
        marker="^" if curve.open else "o",
        markersize=3.5 + 0.8 * (count - 1 - place),
        label=label,
    )
    high = [float(point.low if point.high is None else point.high) for point in curve.points]
    if high != low:
        axes.fill_between(seconds, low, high, color=colour, alpha=0.13, linewidth=0)


def _label(axes: Axes, found: Curves) -> None:
    from matplotlib.ticker import MaxNLocator

    currencies = sorted({curve.currency for curve in found.curves}) or ["USD"]
    axes.set_title(found.title, loc="left", fontsize=10.5)
    axes.set_xlabel("seconds")
    axes.set_ylabel(f"cost in {' and '.join(currencies)}")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylim(bottom=0)
    axes.grid(visible=True, color="#dddddd", linewidth=0.6)


def _notes(found: Curves) -> list[str]:
    """Say what a band and a triangle mean, and who is not drawn."""
    notes = []
    if any(point.high not in (None, point.low) for curve in found.curves for point in curve.points):
        notes.append("A band spans what the documents leave open.")
    if any(curve.open for curve in found.curves):
        notes.append("Triangles: the least; the documents name no most.")
    if found.absent:
        notes.append("Not drawn:")
    for name, why in found.absent:
        short = textwrap.shorten(f"{name}: {why}", NOTE_WIDTH, placeholder=" ...")
        notes.append(f"  {short}")
    return notes
