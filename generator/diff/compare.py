"""Compare two states and judge each package: the changes, the version, the changelog entry."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from generator.diagnostics import CannotRun
from generator.diff.changes import KINDS, Change, Kind, PackageDiff, Section
from generator.diff.packages import Package, compare_packages
from generator.diff.states import State, pairs
from generator.diff.verdict import entries, level, next_version, parts


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that is known about the change of one package."""

    diff: PackageDiff
    old_version: str | None
    """The version of the old state, if one was released."""
    new_version: str | None
    """The version that the changes ask for."""

    @property
    def level(self) -> str:
        """The number of the version that goes up."""
        major = parts(self.old_version)[0] if self.old_version else 0
        return level(self.diff.kinds, major)

    @property
    def entries(self) -> dict[Kind, tuple[str, ...]]:
        """The changelog entry: sentences by kind."""
        return entries(self.diff)


def compare(old: State, new: State) -> list[Verdict]:
    """Judge every package that differs between two states of the same kind."""
    if old.kind != new.kind:
        raise CannotRun(
            "one side is specs and the other a document; `specloom drift` compares these"
        )
    verdicts = []
    for name, before, after in pairs(old, new):
        diff = _diff(name, before, after)
        if diff.sections:
            version = before.version if before else None
            following = next_version(version, diff.kinds) if version else None
            verdicts.append(Verdict(diff, version, following))
    return verdicts


def _diff(name: str, old: Package | None, new: Package | None) -> PackageDiff:
    if old is not None and new is not None:
        return compare_packages(old, new)
    gone = new is None
    change = Change(
        "breaking" if gone else "additive", "package removed" if gone else "package added"
    )
    return PackageDiff(name, (Section(name, (change,)),))


def as_dict(verdict: Verdict) -> dict[str, Any]:
    """Return what JSON output shows of one package."""
    counts = {kind: sum(change.kind == kind for change in verdict.diff.changes) for kind in KINDS}
    return {
        "package": verdict.diff.name,
        "level": verdict.level,
        "old_version": verdict.old_version,
        "new_version": verdict.new_version,
        "counts": counts,
        "operations": [
            {"name": section.name, "changes": [_change(change) for change in section.changes]}
            for section in verdict.diff.sections
        ],
        "changelog": {kind: list(texts) for kind, texts in verdict.entries.items()},
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "subject": change.subject,
        "text": change.text,
        "old": plain(change.old),
        "new": plain(change.new),
        "old_place": change.old_place,
        "new_place": change.new_place,
        "hint": change.hint,
        "effects": [
            {"request": effect.request, "old": effect.old, "new": effect.new}
            for effect in change.effects
        ],
    }


def plain(value: Any) -> Any:
    """Return *value* as JSON can hold it: exact decimals become text."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value if value is None or isinstance(value, (bool, int, str, float)) else str(value)
