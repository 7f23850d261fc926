"""Cost against seconds: one curve for each way in which an operation serves a wish."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from generator.diagnostics import CannotRun
from generator.ir.provider import Operation
from generator.pricing.compare import Offer, compare
from generator.pricing.intent import Intent
from generator.pricing.mapping import roles_of
from generator.runtime.amounts import money

MAX_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Point:
    """What a number of seconds costs."""

    seconds: int
    low: Decimal
    high: Decimal | None
    """None if the documents leave a charge open."""


@dataclass(frozen=True, slots=True)
class Curve:
    """What one operation charges, second by second."""

    name: str
    currency: str
    points: tuple[Point, ...]

    @property
    def open(self) -> bool:
        """Whether the cost is open upwards anywhere."""
        return any(point.high is None for point in self.points)

    def as_dict(self) -> dict[str, Any]:
        """Return what JSON output shows."""
        points = [
            {"seconds": point.seconds, "low": money(point.low), "high": money(point.high)}
            for point in self.points
        ]
        return {"name": self.name, "currency": self.currency, "points": points}


@dataclass(frozen=True, slots=True)
class Curves:
    """All curves of a wish, and who has none."""

    title: str
    curves: tuple[Curve, ...]
    absent: tuple[tuple[str, str], ...]
    """Operations without any point, and why."""

    def as_dict(self) -> dict[str, Any]:
        """Return what JSON output shows."""
        return {
            "curves": [curve.as_dict() for curve in self.curves],
            "absent": [{"operation": name, "why": why} for name, why in self.absent],
        }


def curves(operations: Iterable[Operation], intent: Intent, seconds: Sequence[int]) -> Curves:
    """Price *intent* for each of *seconds* at all *operations*."""
    operations = tuple(operations)
    points: dict[tuple[str, str], list[Point]] = {}
    why: dict[str, str] = {}
    for second in seconds:
        found = compare(operations, replace(intent, seconds=str(second)))
        for name, refusal in found.cannot.items():
            why.setdefault(name, refusal.why)
        for offer in found.offers:
            if offer.low is None or offer.estimate is None:
                why[offer.operation] = offer.refused or ""
                continue
            key = (_named(offer), offer.estimate.currency)
            points.setdefault(key, []).append(Point(second, offer.low, offer.high))
    drawn = tuple(Curve(*key, tuple(found)) for key, found in sorted(points.items()))
    shown = {curve.name.partition(" ")[0] for curve in drawn}
    absent = [(each.name, why[each.name]) for each in operations if each.name not in shown]
    return Curves(_title(intent), drawn, tuple(absent))


def _title(intent: Intent) -> str:
    said = [
        f"{name.replace('_', ' ')} {value}"
        for name, value in intent.as_dict().items()
        if name not in {"prompt", "facts"}
    ]
    return "Cost by length" + (f": {', '.join(said)}" if said else "")


def _named(offer: Offer) -> str:
    """Name a curve: the operation, and which of its variants."""
    task = "" if offer.draft.task == "generate" else f" {offer.draft.task}"
    sizes = [note.removeprefix("at ") for note in offer.draft.notes if note.startswith("at ")]
    return f"{offer.operation}{task}{''.join(f' {size}' for size in sizes)}"


def lengths(operations: Iterable[Operation]) -> range:
    """Return the seconds that any of *operations* takes as a length."""
    bounds = [
        (member.shape.minimum or 1, member.shape.maximum or 10)
        for operation in operations
        for role, (_, member) in roles_of(operation.parameters).items()
        if role == "duration"
    ]
    if not bounds:
        raise CannotRun("no operation takes a length, so there is nothing to draw")
    most = min(int(max(high for _, high in bounds)), MAX_SECONDS)
    return range(max(int(min(low for low, _ in bounds)), 1), most + 1)
