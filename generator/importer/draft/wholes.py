"""Prices given as amounts for whole requests: taken apart only where the document confirms the parts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from generator.importer.draft.choices import CannotPrice, Facts
from generator.importer.draft.media import media_paths
from generator.importer.draft.rates import Rate, plain

_WHY = "only amounts for whole requests are stated, and not how they grow with the length"


def confirmed(facts: Facts, stated: list[Rate]) -> dict[str, Any]:
    """Write lines for seconds and inputs that make up every amount which the document states."""
    rows = [each for each in stated if each.is_whole and each.length and not each.least]
    rows = rows or [each for each in stated if each.is_whole and each.length]
    inputs = {each.of: each for each in stated if each.of}
    per_second = _per_second([row for row in rows if not _takes_input(row)])
    grows = [each for each in stated if each.unit == "second" and not each.of and not each.is_whole]
    if not grows or any(each.amount not in per_second.values() for each in grows):
        raise CannotPrice(_WHY)
    for row in rows:
        _check(row, per_second, inputs)
    lines = [_seconds(facts, rows, per_second)]
    lines += [_input(facts, rate) for rate in inputs.values()]
    body: dict[str, Any] = {"lines": lines}
    times = facts.counted("result")
    if times is not None:
        body["multiplier"] = times
    return {"confidence": "derived", **body, **_doubts(facts, stated, lines)}


def _takes_input(row: Rate) -> bool:
    return not str(row.when.get("mode", "text-to")).startswith("text-to")


def _key(row: Rate) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted((key, value) for key, value in row.when.items() if key != "mode"))


def _per_second(rows: Sequence[Rate]) -> dict[tuple[tuple[str, Any], ...], Decimal]:
    found: dict[tuple[tuple[str, Any], ...], Decimal] = {}
    for row in rows:
        assert row.length is not None, "rows have lengths"
        rate = row.amount / row.length
        if rate != round(rate, 12) or found.setdefault(_key(row), rate) != rate:
            raise CannotPrice(_WHY)
    return found


def _check(
    row: Rate, per_second: dict[tuple[tuple[str, Any], ...], Decimal], inputs: dict[str, Rate]
) -> None:
    """Make sure that seconds and inputs add up to the amount of *row*."""
    mode = str(row.when.get("mode", ""))
    basic = per_second.get(_key(row))
    if basic is None or row.length is None:
        raise CannotPrice(_WHY)
    total = basic * row.length
    taken = [name for name in inputs if name.removeprefix("input-") == mode.partition("-")[0]]
    if _takes_input(row) and not taken:
        raise CannotPrice(_WHY)
    for name in taken if _takes_input(row) else ():
        rate = inputs[name]
        total += rate.amount * (row.length if rate.unit == "second" else 1)
    if total != row.amount:
        raise CannotPrice(_WHY)


def _seconds(
    facts: Facts,
    rows: Sequence[Rate],
    per_second: dict[tuple[tuple[str, Any], ...], Decimal],
) -> dict[str, Any]:
    quantity = facts.seconds()
    line: dict[str, Any] = {
        "id": "output",
        "title": "Seconds of the result",
        "quantity": quantity,
        "unit": "second",
    }
    first = rows[0].said
    classes = [
        Rate("", amount, first, "second", when=dict(key)) for key, amount in per_second.items()
    ]
    if len(classes) == 1 and not classes[0].when:
        line["rate"] = classes[0].exact
    else:
        line["rate"] = {"by": "price_class", "values": facts.choice("price_class", classes)}
    line["source"] = first.cite()
    return line


def _input(facts: Facts, rate: Rate) -> dict[str, Any]:
    kind = rate.of.removeprefix("input-")
    paths = media_paths(facts.parameters, kind)
    if not paths or rate.per != 1 or rate.when:
        raise CannotPrice(f"what a rate for an input {kind} counts is not clear")
    if rate.unit == "second":
        truth, name = f"has_{kind}", f"input_{kind}_seconds"
        facts.made[truth] = {"present": paths[0]}
        facts.made[name] = {
            "unit": "second",
            "given": True,
            "needed_when": truth,
            "unknown": {"minimum": "0"},
            "description": f"Length of the input {kind}.",
        }
        quantity, unit = name, "second"
    else:
        name = f"input_{kind}s"
        unit = "image" if kind == "image" else "result"
        facts.made[name] = {"unit": unit, "count": paths}
        quantity = f"range(min({name}, 1), {name})"
    line = {"id": f"input-{kind}", "title": f"Input {kind}", "quantity": quantity, "unit": unit}
    return {**line, "rate": rate.exact, "source": rate.said.cite()}


def _doubts(facts: Facts, stated: list[Rate], lines: list[dict[str, Any]]) -> dict[str, Any]:
    """Say what the amounts leave open: shorter results, several inputs."""
    doubts: list[dict[str, Any]] = []
    least = next((each for each in stated if each.least and each.length is not None), None)
    if least is not None and least.length is not None:
        bound, name = plain(least.length), lines[0]["quantity"]
        lines[0]["quantity"] = f"range({name}, max({name}, {bound}))"
        text = f"Whether less than {bound} s costs less is not said; the range spans both."
        doubts.append(
            {"id": "short-results", "text": text, "when": f"{name} < {bound}"}
            | {"source": least.said.cite()}
        )
    for name in facts.made:
        if name.startswith("input_") and "count" in facts.made[name]:
            text = "Whether the charge is due once or for each input is not said; the range spans both."
            doubts.append(
                {"id": f"{name.replace('_', '-')}-once-or-each", "text": text}
                | {"when": f"{name} > 1", "source": stated[0].said.cite()}
            )
    return {"doubts": doubts} if doubts else {}
