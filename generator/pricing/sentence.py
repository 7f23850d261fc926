"""A price in one plain sentence, made from its lines, so that it cannot say anything else."""

from __future__ import annotations

from collections.abc import Mapping

from generator.ir.prices import Line, Price
from generator.price.expression import Name, Number, spell
from generator.runtime.amounts import money, plain
from generator.spec.unit import Unit


def sentence(price: Price | None, units: Mapping[str, Unit]) -> str:
    """Say what is charged, for what, and as of when."""
    if price is None:
        return "No price is known."
    if price.refused is not None:
        return f"No price can be given: {price.refused}"
    parts = [line_words(line, price.currency, units) for line in price.lines]
    told = f"As documented on {price.as_of}, a request costs {_listed(parts)}"
    if price.ends is not None:
        told = told.replace("As documented on", f"Until {price.ends}, as documented on", 1)
    if price.multiplier is not None:
        told += f"; all of it times {price.multiplier}"
    return f"{told}{_settled(price)}."


def line_words(line: Line, currency: str, units: Mapping[str, Unit]) -> str:
    """Say what one line charges, such as `0.07 USD for each second (video that is made)`."""
    unit = units[line.unit].one if line.unit in units else line.unit
    what = line.title[:1].lower() + line.title[1:]
    bare = isinstance(line.quantity, Name | Number)
    counted = what if bare else f"{what}: {spell(line.quantity)}"
    when = "" if line.when is None else f", if {spell(line.when)}"
    least = "" if line.minimum is None else f", at least {money(line.minimum)} {currency}"
    return f"{rate_words(line, currency)} for each {unit} ({counted}){least}{when}"


def rate_words(line: Line, currency: str) -> str:
    """Say what one unit costs, by what selects it."""
    if line.rates is None:
        return "an amount that is not stated"
    told = [f"{money(rate)} {currency}{_at(cell)}" for cell, rate in line.rates.items()]
    return _listed(told, "or")


def _at(cell: tuple[str, ...]) -> str:
    """Say when a rate holds; a step says it by itself."""
    words = cell_words(cell)
    return (
        f" {words}" if words.startswith(("up to ", "above ")) else f" at {words}" if words else ""
    )


def cell_words(cell: tuple[str, ...]) -> str:
    """Name what selects a rate."""
    return ", ".join(cell)


def _settled(price: Price) -> str:
    """Say what is done with the sum."""
    settlement = price.settlement
    parts = []
    if settlement.minimum is not None:
        parts.append(f"at least {money(settlement.minimum)} {price.currency}")
    if settlement.tax is not None:
        way = "included" if settlement.tax.included else "on top"
        parts.append(f"tax of {plain(settlement.tax.rate * 100)} % {way}")
    for rounding, what in ((settlement.line_rounding, "each line "), (settlement.rounding, "")):
        if rounding is not None:
            parts.append(f"{what}rounded {rounding.mode} to {rounding.places} decimal places")
    if settlement.convert is not None:
        convert = settlement.convert
        parts.append(f"turned into {convert.currency} at {convert.per:f} to one")
    return f"; {', '.join(parts)}" if parts else ""


def _listed(parts: list[str], word: str = "plus") -> str:
    if len(parts) == 1:
        return parts[0]
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"
