"""A readable bill: a Rich table on a terminal, aligned plain text elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from generator.cli.output import colour_on, paint, write
from generator.ir.prices import Price
from generator.ir.provider import Provider
from generator.runtime.amounts import decimal, money, plain
from generator.runtime.estimates import Estimate, Line, Missing

HEADS = ("", "quantity", "rate", "amount", "source")


def show_bill(provider: Provider, price: Price, bill: Estimate) -> None:
    """Print total, lines, and what to know about them."""
    write(f"{bill.price.operation}: {paint(str(bill), bold=True)} {_grade(bill)}")
    rows = [_row(provider, line) for line in bill.lines]
    if colour_on(sys.stdout):
        _table(rows)
    else:
        for text in _aligned([HEADS, *rows]):
            write(text)
    for text in _notes(provider, price, bill):
        write(text)


def _grade(bill: Estimate) -> str:
    if bill.exact:
        return "(exact)"
    return "(open upwards)" if bill.high is None else f"({bill.confidence})"


def _row(provider: Provider, line: Line) -> tuple[str, ...]:
    info = line.info
    low, high, cheap, dear = line.item[:4]
    top = None if high is None else plain(decimal(high, info.places))
    quantity = _span(plain(decimal(low or 0, info.places)), top)
    least = None if cheap is None else money(decimal(cheap, info.rate_places))
    most = None if dear is None else money(decimal(dear, info.rate_places))
    rate = "unstated" if least is None else f"x {_span(least, most)}"
    amount = _span(money(line.low), money(line.high))
    unit = _unit(provider, info.unit, quantity)
    return (info.title, f"{quantity} {unit}", rate, f"= {amount}", info.source)


def _span(low: str | None, high: str | None) -> str:
    if high is None:
        return f"{low} or more"
    return low if low == high and low is not None else f"{low} to {high}"


def _unit(provider: Provider, name: str, quantity: str) -> str:
    """Name a unit, in the plural unless there is one of it."""
    unit = provider.units.get(name)
    if unit is None:
        return name
    return unit.one if quantity == "1" else unit.many


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        yield ("  " + "  ".join(cells)).rstrip()


def _table(rows: Sequence[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*HEADS, header_style="dim", box=None, pad_edge=True)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)


def _notes(provider: Provider, price: Price, bill: Estimate) -> Iterator[str]:
    """Say what was assumed, what is missing and how to give it, and what is in doubt."""
    for item in bill.assumed:
        yield f"  assumed  {item.fact} = {item.value}: {item.why}"
    for gap in bill.missing:
        yield f"  missing  {gap.name}, {_domain(provider, gap)}; {_how(price, gap)}"
    for doubt in bill.doubts:
        yield f"  doubt    {doubt}"
    if price.billed_when:
        yield f"  billed   {', '.join(f'{name}: {told.billed}' for name, told in price.billed_when.items())}"
    for told in price.billed_when.values():
        if told.note:
            yield f"           {told.note}"
    for text in _settlement(price):
        yield f"  total    {text}"
    yield f"  as of {bill.as_of}, in {bill.currency}; evidence: {bill.confidence}"


def _settlement(price: Price) -> Iterator[str]:
    """Say what was done with the sum of the lines."""
    rules = price.settlement
    if price.derived_from:
        yield f"rates are those of {price.derived_from}"
    if rules.line_rounding is not None:
        yield f"each line is rounded to {rules.line_rounding.places} places, {rules.line_rounding.mode}"
    if rules.minimum is not None:
        yield f"the total is at least {money(rules.minimum)} {price.currency}"
    if rules.tax is not None:
        how = "included" if rules.tax.included else "added"
        yield f"{plain(rules.tax.rate * 100)} % tax is {how}"
    if rules.rounding is not None:
        yield f"the total is rounded to {rules.rounding.places} places, {rules.rounding.mode}"
    if rules.convert is not None:
        told = rules.convert
        yield f"{plain(told.per)} {price.currency} are 1 {told.currency}, as of {told.as_of}"


def _domain(provider: Provider, gap: Missing) -> str:
    if isinstance(gap.domain, list):
        return " or ".join(gap.domain)
    span = _span(gap.domain["minimum"], gap.domain["maximum"])
    text = f"{span} {_unit(provider, gap.unit, span)}" if gap.unit else span
    seen = gap.domain.get("observed", {})
    return (
        f"{text} ({', '.join(f'{name} {value}' for name, value in seen.items())})" if seen else text
    )


def _how(price: Price, gap: Missing) -> str:
    """Say how a caller can state a missing fact."""
    fact = next((one for one in price.facts if one.shown == gap.name), None)
    if fact is not None and fact.parameter is not None and not fact.given:
        return f"narrow it with --set {'.'.join(fact.parameter)}=..."
    return f"narrow it with --fact {gap.name}=..."
