"""Explain prices: their lines, facts, doubts and documented rows."""

from __future__ import annotations

from generator.explain.subject import Entry, Subject, dotted, entry, present
from generator.explain.values import uses
from generator.ir.prices import Cost, Doubt, Fact, Fallback, Line, Price, Row
from generator.price.evaluate import missing
from generator.price.expression import spell
from generator.runtime.amounts import money, plain
from generator.wording import when_words


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
        billed_when=dict(found.billed_when),
        rows=[row(subject, item) for item in found.rows],
        source=subject.source(found.source),
        quirks=subject.quirks_about("price"),
    )


def line_text(found: Line) -> str:
    """Spell a line item on one line."""
    return f"{found.id}: {spell(found.quantity)} [{found.unit}] x {_rate(found)}"


def _rate(found: Line) -> str:
    if found.rates is None:
        return "a rate that no document states"
    if found.by is None:
        return money(found.rates[""]) or ""
    listed = [f"{key} {money(rate)}" for key, rate in found.rates.items()]
    return f"{', '.join(listed)} by {found.by}"


def line(subject: Subject, found: Line) -> Entry:
    """Explain a line item."""
    rates = found.rates or {}
    return entry(
        "price line",
        found.id,
        title=found.title,
        quantity=spell(found.quantity),
        unit=found.unit,
        rate=money(rates[""]) if "" in rates else None,
        rates_by=found.by,
        rates={key: money(rate) for key, rate in rates.items() if key},
        rate_unstated=True if found.rates is None else None,
        when=spell(found.when) if found.when else None,
        confidence=found.confidence,
        source=subject.source(found.source),
        quirks=subject.quirks_about(found.id),
    )


def fact(subject: Subject, found: Fact) -> Entry:
    """Explain a fact that lines are written in."""
    settled = found.value is not None or found.count or found.present
    return entry(
        "price fact",
        found.name,
        description=found.description,
        is_a=found.kind,
        unit=found.unit,
        parameter=".".join(found.parameter) if found.parameter else None,
        from_table=_lookup(found),
        counts=dotted(found.count),
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
