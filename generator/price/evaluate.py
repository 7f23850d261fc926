"""Price a request from the IR: the reference that lint and the command line use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from generator.ir.prices import Fact, Fallback, Line, Price
from generator.ir.provider import Operation
from generator.ir.shape import PathTo, When
from generator.price.layout import price_info, quantity_places, rate_places, scaled
from generator.price.spans import Options, Span, Truth, Value, exactly, span, truth
from generator.runtime import facts as read
from generator.runtime.amounts import plain
from generator.runtime.checks import equals
from generator.runtime.estimates import Assumption, Estimate, Missing, PriceRefused

Request = Mapping[str, Any]


@dataclass(slots=True)
class _Sheet:
    """One estimate in the making."""

    request: Request
    supplied: Mapping[str, Any]
    facts: dict[str, Value] = field(default_factory=dict)
    assumed: list[Assumption] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)


def estimate(operation: Operation, request: Request, supplied: Mapping[str, Any]) -> Estimate:
    """Price *request* with the facts that the caller has *supplied*.

    Raises `PriceRefused` where no price can be given. The request is taken to be valid.
    """
    price = operation.price
    if price is None:
        raise PriceRefused("no price is known for this operation")
    if price.refused is not None:
        raise PriceRefused(price.refused)
    sheet = _Sheet(request, supplied)
    for fact in price.facts:
        sheet.facts[fact.name] = _value(sheet, fact)
    items = tuple(_item(sheet, price, line) for line in price.lines)
    low, high = _totals(price, items)
    doubts = [
        doubt.text
        for doubt in price.doubts
        if doubt.when is None or truth(doubt.when, sheet.facts).possible
    ]
    info = price_info(operation.name, price)
    return Estimate(info, low, high, items, sheet.assumed, sheet.missing, doubts)


def dig(request: Any, path: PathTo) -> Any:
    """Return what stands at *path* of *request*, or None."""
    for step in path:
        request = request.get(step) if isinstance(request, Mapping) else None
    return request


def holds(when: When | None, request: Request) -> bool:
    """Tell whether the condition *when* holds of *request*."""
    if when is None:
        return True
    return (
        all(dig(request, path) is not None for path in when.present)
        and all(dig(request, path) is None for path in when.absent)
        and all(equals(dig(request, path), value) for path, value in when.equals)
    )


def _value(sheet: _Sheet, fact: Fact) -> Value:
    """Settle one fact."""
    if fact.needed_when is not None and not truth(fact.needed_when, sheet.facts).possible:
        return exactly(0)
    if fact.value is not None:
        return span(fact.value, sheet.facts)
    if fact.present is not None:
        there = dig(sheet.request, fact.present) is not None
        return Truth(there, there)
    if fact.count:
        return exactly(sum(read.how_many(dig(sheet.request, path)) for path in fact.count))
    said = _said(sheet, fact)
    if said is not None:
        read.agree(fact.name, said, _supplied(sheet, fact, said))
        return said
    given = _given(sheet, fact)
    if given is not None:
        return given
    for fallback in fact.fallbacks:
        if holds(fallback.when, sheet.request):
            found = _fallback(sheet, fact, fallback)
            if found is not None:
                sheet.assumed.append(Assumption(fact.name, _spell(found), fallback.why))
                return found
    return _unknown(sheet, fact)


def _supplied(sheet: _Sheet, fact: Fact, said: Value) -> Value | None:
    """Return what the caller supplies beside what the request has *said*."""
    raw = sheet.supplied.get(fact.name) if fact.given else None
    if raw is None or not isinstance(said, Options):
        return _given(sheet, fact)
    return Options((raw,))


def _spell(value: Value) -> str:
    if isinstance(value, Options):
        return value.values[0]
    assert isinstance(value, Span)
    return plain(_decimal(value.low)) or ""


def _decimal(number: Fraction) -> Decimal:
    """Write a fraction whose denominator divides a power of ten."""
    return Decimal(int(number * 10**18)).scaleb(-18).normalize()


def _said(sheet: _Sheet, fact: Fact) -> Value | None:
    """Read the fact from the request itself."""
    value = dig(sheet.request, fact.parameter) if fact.parameter else None
    if value is not None and not any(equals(value, other) for other in fact.ignore):
        return _read(fact, value)
    if fact.lookup is not None:
        keys = tuple(dig(sheet.request, path) for path in fact.lookup.by)
        if all(key is not None for key in keys):
            return _looked_up(fact, keys)
    return None


def _read(fact: Fact, value: Any) -> Value:
    name = ".".join(fact.parameter or ())
    if fact.kind == "choice":
        return Options((read.one_of(name, value, fact.values),))
    if fact.whole:
        return exactly(read.whole(name, value, *fact.bounds))
    return exactly(Fraction(read.quantity(name, value, fact.places), 10**fact.places))


def _looked_up(fact: Fact, keys: tuple[Any, ...]) -> Value:
    assert fact.lookup is not None
    for row, value in fact.lookup.rows:
        if all(equals(key, cell) for key, cell in zip(keys, row, strict=True)):
            if fact.kind == "choice":
                return Options((read.one_of(fact.name, value, fact.values),))
            return exactly(Fraction(Decimal(str(value))))
    raise read.no_price(keys)


def _given(sheet: _Sheet, fact: Fact) -> Value | None:
    """Read the fact from what the caller supplies."""
    value = sheet.supplied.get(fact.name) if fact.given else None
    if value is None:
        return None
    if fact.kind == "choice":
        return Options((read.one_of(fact.name, value, fact.values),))
    low = scaled(fact.low or Decimal(0), fact.places)
    high = None if fact.high is None else scaled(fact.high, fact.places)
    units = read.supplied(fact.name, value, fact.places, low, high)
    return exactly(Fraction(units, 10**fact.places))


def _fallback(sheet: _Sheet, fact: Fact, fallback: Fallback) -> Value | None:
    if fallback.fact is None:
        if fact.kind == "choice":
            return Options((str(fallback.value),))
        return exactly(Fraction(Decimal(str(fallback.value))))
    other = sheet.facts[fallback.fact]
    if isinstance(other, Span) and other.known and _within(fact, other.low):
        return other
    return None


def _within(fact: Fact, number: Fraction) -> bool:
    low, high = fact.low, fact.high
    return (low is None or number >= low) and (high is None or number <= high)


def _unknown(sheet: _Sheet, fact: Fact) -> Value:
    """Fall back on the domain, and say that the fact is missing."""
    if fact.kind == "quantity" and fact.low is None:
        raise PriceRefused(f"{fact.shown} is missing")
    sheet.missing.append(missing(fact))
    if fact.kind == "choice":
        return Options(fact.values)
    high = None if fact.high is None else Fraction(fact.high)
    return Span(Fraction(fact.low or 0), high)


def missing(fact: Fact) -> Missing:
    """Describe *fact* for the caller who could state it."""
    if fact.kind == "choice":
        return Missing(fact.shown, None, list(fact.values))
    low, high = plain(fact.low or Decimal(0)), plain(fact.high)
    return Missing(fact.shown, fact.unit, {"minimum": low, "maximum": high})


def _item(
    sheet: _Sheet, price: Price, line: Line
) -> tuple[int, int | None, int | None, int | None]:
    """Return quantity and rate of one line as integers, least and greatest."""
    applies = truth(line.when, sheet.facts) if line.when else Truth(True, True)
    amount = span(line.quantity, sheet.facts)
    if not applies.certain:
        amount = Span(Fraction(0), amount.high if applies.possible else Fraction(0))
    if price.multiplier:
        times = sheet.facts[price.multiplier]
        assert isinstance(times, Span), "the multiplier is a quantity"
        top = None if amount.high is None or times.high is None else amount.high * times.high
        nothing = amount.high == 0 or times.high == 0
        amount = Span(amount.low * times.low, Fraction(0) if nothing else top)
    scale = 10 ** quantity_places(price, line)
    high = None if amount.high is None else int(amount.high * scale)
    return (int(amount.low * scale), high, *_rates(sheet, line))


def _rates(sheet: _Sheet, line: Line) -> tuple[int | None, int | None]:
    if line.rates is None:
        return None, None
    keys: tuple[str, ...] = ("",)
    if line.by is not None:
        options = sheet.facts[line.by]
        assert isinstance(options, Options), "the selector is a choice"
        keys = options.values
    for key in keys:
        if key not in line.rates:
            raise PriceRefused(f"no rate of {line.id} is documented for {line.by} {key}")
    rates = [scaled(line.rates[key], rate_places(line)) for key in keys]
    return min(rates), max(rates)


def _totals(price: Price, items: tuple[Any, ...]) -> tuple[int, int | None]:
    places = price_info("", price).places
    low, high = 0, 0
    open_upwards = False
    for line, (least, most, cheap, dear) in zip(price.lines, items, strict=True):
        shift = 10 ** (places - quantity_places(price, line) - rate_places(line))
        low += least * (cheap or 0) * shift
        if most != 0 and (most is None or dear is None):
            open_upwards = True
        high += (most or 0) * (dear or 0) * shift
    return low, None if open_upwards else high
