"""What a set of changes means for the version of a package, and how it is told in a changelog.

Before 1.0.0 a breaking change raises the minor number and everything else the patch number. From 1.0.0
on a breaking change raises the major number, what is new and what costs something else the minor
number, and documentation the patch number.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.diagnostics import CannotRun
from generator.diff.changes import KINDS, Kind, PackageDiff
from generator.runtime.violations import visible

FIRST = "0.1.0"
"""The version of a package that nothing was released of."""

HEADS: dict[Kind, str] = {
    "breaking": "Breaking",
    "additive": "New",
    "price": "Prices",
    "docs only": "Documentation",
}


def parts(version: str) -> tuple[int, int, int]:
    """Split a version into its three numbers."""
    numbers = version.split(".")
    if len(numbers) != 3 or not all(part.isascii() and part.isdigit() for part in numbers):
        raise CannotRun(f"{version} is no version of three numbers")
    return int(numbers[0]), int(numbers[1]), int(numbers[2])


def level(kinds: Iterable[Kind], major: int) -> str:
    """Return which number of a version goes up: major, minor, patch or none."""
    found = set(kinds)
    if not found:
        return "none"
    if major == 0:
        return "minor" if "breaking" in found else "patch"
    if "breaking" in found:
        return "major"
    return "minor" if found & {"additive", "price"} else "patch"


def next_version(version: str, kinds: Iterable[Kind]) -> str:
    """Return the version that follows *version* after changes of *kinds*."""
    major, minor, patch = parts(version)
    match level(kinds, major):
        case "major":
            return f"{major + 1}.0.0"
        case "minor":
            return f"{major}.{minor + 1}.0"
        case "patch":
            return f"{major}.{minor}.{patch + 1}"
    return version


def entries(diff: PackageDiff) -> dict[Kind, tuple[str, ...]]:
    """Return the sentences of a changelog entry by kind, worst first, each once."""
    found: dict[Kind, dict[str, None]] = {}
    for section in diff.sections:
        for change in section.changes:
            inside = (
                ""
                if section.name == diff.name
                else f"{section.name.partition('/')[2] or section.name}: "
            )
            text = f"{inside}{change.sentence}"
            text += f" ({change.hint})" if change.hint.startswith("perhaps") else ""
            for effect in change.effects[:3]:
                text += f"; {effect.request} was {effect.old}, is {effect.new}"
            if len(change.effects) > 3:
                text += f"; and {len(change.effects) - 3} more documented requests"
            found.setdefault(change.kind, {})[visible(text) + "."] = None
    return {kind: tuple(found[kind]) for kind in KINDS if kind in found}
