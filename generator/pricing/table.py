"""The prices of one operation as tables: rates, what lengths cost, and documented amounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.ir.prices import Cost, Line, Price
from generator.ir.provider import Operation
from generator.markdown import cell
from generator.price.evaluate import estimate
from generator.pricing.compare import Offer, compare
from generator.pricing.intent import ADDRESS, Intent, lines_of, pixels
from generator.pricing.mapping import roles_of
from generator.pricing.picture import Roles
from generator.pricing.sentence import cell_words, sentence
from generator.runtime.amounts import money
from generator.runtime.estimates import PriceRefused
from generator.spec.unit import Unit

LENGTHS = (1, 5, 6, 8, 10, 15)
"""Lengths that are shown where a parameter takes them, beside its own bounds and default."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Finished cells under heads."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def as_dict(self) -> dict[str, Any]:
        """Return what JSON output shows: each row as an object."""
        return {
            "title": self.title,
            "rows": [dict(zip(self.heads, row, strict=True)) for row in self.rows],
        }


@dataclass(frozen=True, slots=True)
class PriceTable:
    """All tables of one operation."""

    operation: str
    as_of: str | None
    sentence: str
    grids: tuple[Grid, ...]
    doubts: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return what JSON output shows."""
        return {
            "operation": self.operation,
            "as_of": self.as_of,
            "sentence": self.sentence,
            "tables": [grid.as_dict() for grid in self.grids],
            "doubts": list(self.doubts),
        }

    def markdown(self) -> str:
        """Spell it in Markdown."""
        parts = [f"## {self.operation}", cell(self.sentence)]
        for grid in self.grids:
            rows = [grid.heads, ("---",) * len(grid.heads), *grid.rows]
            lines = [f"| {' | '.join(cell(text) for text in row)} |" for row in rows]
            parts += [f"### {grid.title}", "\n".join(lines)]
        if self.doubts:
            parts += ["### Doubts", "\n".join(f"- {cell(doubt)}" for doubt in self.doubts)]
        return "\n\n".join(parts) + "\n"


def price_table(operation: Operation, units: Mapping[str, Unit]) -> PriceTable:
    """Return the tables of *operation*, at its latest price."""
    price = operation.price
    grids: list[Grid] = []
    if price is not None and price.refused is None:
        grids = [_rates(price, units), *_lengths(operation), *_documented(operation, price)]
    return PriceTable(
        operation.name,
        price.as_of if price else None,
        sentence(price, units),
        tuple(grids),
        tuple(doubt.text for doubt in price.doubts) if price else (),
    )


def _rates(price: Price, units: Mapping[str, Unit]) -> Grid:
    heads = (
        "line",
        "charged for",
        "at",
        f"rate in {price.currency}",
        "for each",
        "evidence",
        "source",
    )
    rows = tuple(row for line in price.lines for row in _rate_rows(line, units))
    return Grid("Rates", heads, rows)


def _rate_rows(line: Line, units: Mapping[str, Unit]) -> Iterator[tuple[str, ...]]:
    unit = units[line.unit].one if line.unit in units else line.unit
    rates = {(): None} if line.rates is None else line.rates
    for values, rate in rates.items():
        amount = "not stated" if rate is None else money(rate) or ""
        told = (line.id, line.title, cell_words(values), amount)
        yield (*told, unit, line.confidence, str(line.source or ""))


def _lengths(operation: Operation) -> Iterator[Grid]:
    """Price the lengths that the operation takes, for each size class that it knows."""
    roles = roles_of(operation.parameters)
    if "duration" not in roles:
        return
    base = _least(roles)
    classes = _classes(roles)
    rows = []
    for seconds in _shown_lengths(roles):
        wishes = [Intent(str(seconds), resolution=size, **base) for size in classes]
        offers = [compare([operation], wish).offers for wish in wishes]
        rows.append((str(seconds), *(_cost(found) for found in offers)))
    heads = ("seconds", *(size or "cost" for size in classes))
    yield Grid("Lengths", heads, tuple(rows))


def _least(roles: Roles) -> dict[str, Any]:
    """Say which media a request cannot do without."""
    required = {
        role for role, (path, member) in roles.items() if member.required and len(path) == 1
    }
    base: dict[str, Any] = {}
    if required & {"start_image", "reference_images"}:
        base["images"] = 1
    if required & {"edit_video", "extend_video", "input_video"}:
        base["video"] = f"{ADDRESS}/video.mp4"
    return base


def _classes(roles: Roles) -> list[str | None]:
    """List the size classes that a parameter or a table of sizes knows."""
    found: list[str | None] = []
    if "resolution" in roles:
        found = [
            str(value) for value in roles["resolution"][1].shape.enum or () if lines_of(str(value))
        ]
    elif "size" in roles:
        sizes = [pixels(str(value)) for value in roles["size"][1].shape.enum or ()]
        found = list(dict.fromkeys(f"{min(size)}p" for size in sizes if size))
    return found or [None]


def _shown_lengths(roles: Roles) -> list[int]:
    member = roles["duration"][1]
    low, high = member.shape.minimum, member.shape.maximum
    default = member.default.value if member.default else None
    named = [value for value in (low, default, high) if isinstance(value, int)]
    common = [
        value
        for value in LENGTHS
        if (low is None or value >= low) and (high is None or value <= high)
    ]
    return sorted({*named, *common})


def _cost(offers: tuple[Offer, ...]) -> str:
    return " or ".join(dict.fromkeys(offer.cost for offer in offers)) or "not possible"


def _documented(operation: Operation, price: Price) -> Iterator[Grid]:
    rows = [(row.title, row.request, row.facts, row.cost, row.source) for row in price.rows]
    rows += [
        (example.id, example.request, example.facts, example.cost, example.source)
        for example in operation.examples
        if example.cost is not None and example.request is not None and not example.refused
    ]
    if rows:
        heads = ("documented", "cost", "estimate", "source")
        cells = tuple(
            (title, cost_words(cost), _estimated(operation, request, facts), str(source or ""))
            for title, request, facts, cost, source in rows
        )
        yield Grid("Documented amounts", heads, cells)


def _estimated(operation: Operation, request: Mapping[str, Any], facts: Mapping[str, str]) -> str:
    try:
        return str(estimate(operation, request, facts))
    except PriceRefused:
        return "none"


def cost_words(cost: Cost) -> str:
    """Spell a documented cost."""
    if cost.refused:
        return "none"
    for told in (cost.exact, cost.amount, cost.contains):
        if told is not None:
            return money(told) or ""
    if cost.high is None:
        return f"{money(cost.low)} or more"
    return f"{money(cost.low)} to {money(cost.high)}"
