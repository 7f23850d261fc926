"""Explain prices: their lines, facts, doubts and documented rows."""

from __future__ import annotations

from generator.explain.subject import Entry, Subject, dotted, entry, present
from generator.explain.values import uses
from generator.ir.prices import (
    Billed,
    Convert,
    Cost,
    Doubt,
    Fact,
    Fallback,
    Line,
    Price,
    Row,
    Tax,
)
from generator.price.evaluate import missing
from generator.price.expression import spell
from generator.runtime.amounts import money, plain
from generator.wording import cell_words, when_words


def price(subject: Subject, found: Price) -> Entry:
    """Explain a price as a whole."""
    return entry(
        "price",
        f"as of {found.as_of}",
        refused=found.refused,
        currency=found.currency,
        lines=[line_text(item) for item in found.lines],
        facts=[fact.name for fact in found.facts],
        facts_a_caller_may_supply=[fact.name for fact in found.given],
        multiplied_by=found.multiplier,
        doubts=[f"{doubt.id}: {doubt.text}" for doubt in found.doubts],
        minimum=money(found.settlement.minimum),
        tax=_tax(found.settlement.tax),
        rounding=_rounding(found),
        converted=_converted(found.settlement.convert),
        holds_from=found.starts if found.starts != found.as_of else None,
        holds_until=found.ends,
        discount_of=found.discount_of,
        taken_from=found.derived_from or None,
        billed_when={outcome: billed(subject, told) for outcome, told in found.billed_when.items()},
        rows=[row(subject, item) for item in found.rows],
        source=subject.source(found.source),
        quirks=subject.quirks_about("price"),
    )


def billed(subject: Subject, told: Billed) -> Entry | str:
    """Say whether an outcome is charged."""
    more = present({"note": told.note or None, "source": subject.source(told.source)})
    return {"billed": told.billed, **more} if more else told.billed


def _tax(tax: Tax | None) -> str | None:
    if tax is None:
        return None
    return f"{plain(tax.rate * 100)} %, {'included' if tax.included else 'added to the total'}"


def _rounding(found: Price) -> str | None:
    rules = found.settlement
    step = rules.line_rounding or rules.rounding
    if step is None:
        return None
    what = "each line" if rules.line_rounding else "the total"
    return f"{what} to {step.places} places, {step.mode}"


def _converted(convert: Convert | None) -> str | None:
    if convert is None:
        return None
    return f"{plain(convert.per)} for one {convert.currency}, as of {convert.as_of}"


def line_text(found: Line) -> str:
    """Spell a line item on one line."""
    return f"{found.id}: {spell(found.quantity)} [{found.unit}] x {_rate(found)}"


def _rate(found: Line) -> str:
    if found.rates is None:
        return "a rate that no document states"
    if not found.by:
        return money(found.rates[()]) or ""
    listed = [f"{cell_words(key)} {money(rate)}" for key, rate in found.rates.items()]
    return f"{', '.join(listed)} by {' and '.join(found.by)}"


def line(subject: Subject, found: Line) -> Entry:
    """Explain a line item."""
    rates = found.rates or {}
    return entry(
        "price line",
        found.id,
        title=found.title,
        quantity=spell(found.quantity),
        unit=found.unit,
        rate=money(rates[()]) if () in rates else None,
        rates_by=" and ".join(found.by) or None,
        rates={cell_words(key): money(rate) for key, rate in rates.items() if key},
        at_least=money(found.minimum),
        rate_unstated=True if found.rates is None else None,
        when=spell(found.when) if found.when else None,
        confidence=found.confidence,
        source=subject.source(found.source),
        quirks=subject.quirks_about(found.id),
    )


def fact(subject: Subject, found: Fact) -> Entry:
    """Explain a fact that lines are written in."""
    settled = found.value is not None or found.count or found.length or found.present
    return entry(
        "price fact",
        found.name,
        description=found.description,
        is_a=found.kind,
        unit=found.unit,
        parameter=".".join(found.parameter) if found.parameter else None,
        from_table=_lookup(found),
        counts=dotted(found.count),
        characters_of=".".join(found.length) if found.length else None,
        true_if_given=".".join(found.present) if found.present else None,
        computed_as=spell(found.value) if found.value else None,
        uses=list(dict.fromkeys(uses(found))),
        supply_with=f"--fact {found.name}=..." if found.given else None,
        otherwise=[_fallback(item) for item in found.fallbacks],
        domain=None if settled else missing(found).domain,
        matters_when=spell(found.needed_when) if found.needed_when else None,
        quirks=subject.quirks_about(found.name),
    )


def _lookup(found: Fact) -> str | None:
    if found.lookup is None:
        return None
    by = " and ".join(dotted(found.lookup.by))
    return f"column {found.lookup.column} of table {found.lookup.table}, by {by}"


def _fallback(found: Fallback) -> str:
    what = found.fact if found.fact is not None else str(found.value)
    when = f" when {when_words(found.when)}" if found.when else ""
    return f"{what}{when} ({found.why})"


def doubt(subject: Subject, found: Doubt) -> Entry:
    """Explain what is unsettled about a price."""
    return entry(
        "price doubt",
        found.id,
        text=found.text,
        when=spell(found.when) if found.when else None,
        source=subject.source(found.source),
        quirks=subject.quirks_about(found.id),
    )


def row(subject: Subject, found: Row) -> Entry:
    """Explain a documented price of one request."""
    return present(
        {
            "title": found.title,
            "request": dict(found.request),
            "facts": dict(found.facts),
            "cost": cost(found.cost),
            "source": subject.source(found.source),
        }
    )


def cost(found: Cost) -> Entry:
    """Say what a document says a request costs."""
    return present(
        {
            "exact": plain(found.exact),
            "amount": plain(found.amount),
            "contains": plain(found.contains),
            "low": plain(found.low),
            "high": plain(found.high),
            "refused": True if found.refused else None,
        }
    )
