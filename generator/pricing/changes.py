"""Single changes of a price: each a few keys of its spec, and a number that bills may settle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from generator.diagnostics import Origin
from generator.ir.prices import Fact, Line, Mode, Price, Rounding
from generator.price.expression import Apply, Name, Number
from generator.pricing.trials import Solved, Trial, agreed, solve
from generator.runtime.amounts import plain
from generator.runtime.estimates import Estimate
from generator.runtime.line_items import Line as LineItem

MAX_VALUES = 200
"""Values of a default that are tried one by one."""
MODES: tuple[Mode, ...] = ("up", "down", "half-up")
NEW_LINE = 5
"""Keys of a line that a spec does not have yet."""


@dataclass(frozen=True, slots=True)
class Change:
    """A price with one thing changed."""

    kind: str
    """rate, fee, minimum, quantity, multiplier, markup, default or rounding."""
    what: str
    """The key of the spec."""
    before: str
    after: str
    size: int
    """How many keys of the spec would be edited."""
    price: Price
    origin: Origin
    """Where the spec says what is changed."""
    loose: bool = False
    """Whether other numbers near it would do as well."""


def changes(trial: Trial) -> Iterator[Change]:
    """List the single changes that may explain the drifting bills; each is still to be tried."""
    yield from _rates(trial)
    yield from _fees(trial)
    yield from _minimum(trial)
    yield from _quantities(trial)
    yield from _multiplier(trial)
    yield from _markup(trial)
    for fact in trial.price.facts:
        yield from _defaults(trial, fact)
    yield from _rounding(trial)


def _solved(change: Change, found: Solved) -> Change:
    return replace(change, after=_plain(found.number), loose=found.loose)


def with_line(price: Price, old: Line, new: Line) -> Price:
    """Put a line in the place of another."""
    return replace(price, lines=tuple(new if line is old else line for line in price.lines))


def with_rate(price: Price, line: Line, cell: tuple[str, ...], rate: Decimal) -> Price:
    """Change one rate of a line."""
    return with_line(price, line, replace(line, rates={**(line.rates or {}), cell: rate}))


def with_fee(price: Price, fact: Fact | None, rate: Decimal) -> Price:
    """Add a line: a fee for each of a fact, or one for the request."""
    quantity = Name(fact.name) if fact else Number(Decimal(1))
    fee = replace(
        price.lines[0],
        id="fee",
        title="Fee",
        quantity=quantity,
        places=fact.places if fact else 0,
        unit=(fact.unit or "") if fact else "",
        by=(),
        rates={(): rate},
        minimum=None,
        when=None,
    )
    return replace(price, lines=(*price.lines, fee))


def with_default(price: Price, fact: Fact, place: int, value: object) -> Price:
    """Change what is taken for a fact that nobody states."""
    fallbacks = list(fact.fallbacks)
    fallbacks[place] = replace(fallbacks[place], value=value)
    changed = replace(fact, fallbacks=tuple(fallbacks))
    return replace(price, facts=tuple(changed if one is fact else one for one in price.facts))


def with_minimum(price: Price, amount: Decimal | None) -> Price:
    """Change the least total."""
    return replace(price, settlement=replace(price.settlement, minimum=amount))


def with_rounding(price: Price, rounding: Rounding | None) -> Price:
    """Change how the total is rounded."""
    return replace(price, settlement=replace(price.settlement, rounding=rounding))


def with_markup(price: Price, factor: Decimal) -> Price:
    """Multiply every rate."""
    lines = [
        (
            replace(line, rates={cell: rate * factor for cell, rate in line.rates.items()})
            if line.rates
            else line
        )
        for line in price.lines
    ]
    return replace(price, lines=tuple(lines))


def _rates(trial: Trial) -> Iterator[Change]:
    for line in trial.price.lines:
        for cell, rate in (line.rates or {}).items():

            def make(number: Decimal, line: Line = line, cell: tuple[str, ...] = cell) -> Price:
                return with_rate(trial.price, line, cell, number)

            found = solve(trial, make, rate)
            if found is not None and found.number != rate:
                what = " at ".join(["rate of " + line.id, *([", ".join(cell)] if cell else [])])
                change = Change("rate", what, _plain(rate), "", 1, make(found.number), line.origin)
                yield _solved(change, found)


def _fees(trial: Trial) -> Iterator[Change]:
    quantities = [fact for fact in trial.price.facts if fact.kind == "quantity"]
    for fact in (None, *quantities):

        def make(number: Decimal, fact: Fact | None = fact) -> Price:
            return with_fee(trial.price, fact, number)

        found = solve(trial, make, Decimal(0))
        if found and found.number:
            what = f"a further line, for each of {fact.name}" if fact else "a fee for each request"
            origin = trial.price.origin
            change = Change("fee", what, "none", "", NEW_LINE, make(found.number), origin)
            yield _solved(change, found)


def _minimum(trial: Trial) -> Iterator[Change]:
    now = trial.price.settlement.minimum
    found = agreed(Fraction(case.amount) for case in trial.drifting)
    for amount in (found, None):
        if amount != now:
            changed = with_minimum(trial.price, amount)
            before, after = _plain(now), _plain(amount)
            what = "minimum of the total"
            yield Change("minimum", what, before, after, 1, changed, trial.price.origin)


def _quantities(trial: Trial) -> Iterator[Change]:
    """Charge for at least or at most so much, or for whole units."""
    for line in trial.price.lines:
        bound = agreed(_bounding(trial, line))
        for function in ("max", "min") if bound is not None else ():
            assert bound is not None, "it has just been asked"
            quantity = Apply(function, (line.quantity, Number(bound)))
            word = "least" if function == "max" else "greatest"
            places = max(line.places, _places(bound))
            changed = with_line(trial.price, line, replace(line, quantity=quantity, places=places))
            what = f"{word} quantity of {line.id}"
            yield Change("quantity", what, "none", _plain(bound), 1, changed, line.origin)
        if line.places:
            whole = Apply("ceil_div", (line.quantity, Number(Decimal(1))))
            changed = with_line(trial.price, line, replace(line, quantity=whole, places=0))
            what, after = f"quantity of {line.id}", "rounded up"
            yield Change("quantity", what, "as it is", after, 1, changed, line.origin)


def _bounding(trial: Trial, line: Line) -> Iterator[Fraction | None]:
    """Say, for each drifting bill, with which quantity of *line* it would be right."""
    for case in trial.drifting:
        found = trial.estimate(trial.price, case)
        bare = trial.estimate(replace(trial.price, multiplier=None), case)
        charged, once = _quantity(found, line), _quantity(bare, line)
        item = _item(found, line)
        if found is None or not charged or not once or not item or not item.rate:
            yield None
            continue
        more = (Fraction(case.amount) - Fraction(found.low)) / Fraction(item.rate)
        yield (charged + more) * once / charged


def _item(found: Estimate | None, line: Line) -> LineItem | None:
    listed = found.lines if found is not None and found.low == found.high else []
    return next((item for item in listed if item.info.id == line.id), None)


def _quantity(found: Estimate | None, line: Line) -> Fraction:
    item = _item(found, line)
    return Fraction(0) if item is None or item.quantity is None else Fraction(item.quantity)


def _multiplier(trial: Trial) -> Iterator[Change]:
    price = trial.price
    now = price.multiplier
    for fact in (None, *price.facts):
        name = fact.name if fact else None
        if name != now and (fact is None or fact.kind == "quantity"):
            changed = replace(price, multiplier=name)
            names = now or "none", name or "none"
            yield Change("multiplier", "multiplier", *names, 1, changed, price.origin)
    times = price.fact(now) if now else None
    for line in price.lines if times and len(price.lines) > 1 else ():
        assert times is not None, "it has just been asked"
        others = tuple(
            (
                one
                if one is line
                else replace(
                    one,
                    quantity=Apply("*", (one.quantity, Name(times.name))),
                    places=one.places + times.places,
                )
            )
            for one in price.lines
        )
        changed = replace(price, multiplier=None, lines=others)
        what = f"multiplier of {line.id}"
        size = len(price.lines)
        yield Change("multiplier", what, times.name, "none", size, changed, line.origin)


def _markup(trial: Trial) -> Iterator[Change]:
    rates = sum(len(line.rates or {}) for line in trial.price.lines)
    if rates < 2:
        return
    found = solve(trial, lambda number: with_markup(trial.price, number), Decimal(1))
    if found is not None and found.number not in (0, 1):
        changed = with_markup(trial.price, found.number)
        after = f"x {_plain(found.number)}"
        origin = trial.price.origin
        yield Change("markup", "all rates", "x 1", after, rates, changed, origin, found.loose)


def _defaults(trial: Trial, fact: Fact) -> Iterator[Change]:
    for place, fallback in enumerate(fact.fallbacks):
        if fallback.value is None:
            continue
        for value in _others(fact, fallback.value):
            changed = with_default(trial.price, fact, place, value)
            before, after = str(fallback.value), str(value)
            what = f"default of {fact.name}"
            yield Change("default", what, before, after, 1, changed, fact.origin)


def _others(fact: Fact, value: object) -> Iterator[object]:
    if fact.kind == "choice":
        yield from (other for other in fact.values if other != value)
    elif fact.whole and fact.kind == "quantity":
        low, high = fact.bounds
        first = int(low or 0)
        last = min(int(high) if high is not None else first + MAX_VALUES, first + MAX_VALUES)
        yield from (other for other in range(first, last + 1) if other != value)


def _rounding(trial: Trial) -> Iterator[Change]:
    now = trial.price.settlement.rounding
    tried = [Rounding(places, mode) for places in range(5) for mode in MODES]
    for rounding in (*tried, None):
        if rounding != now:
            changed = with_rounding(trial.price, rounding)
            told = "rounding of the total", _round(now), _round(rounding)
            yield Change("rounding", *told, 2, changed, trial.price.origin)


def _round(rounding: Rounding | None) -> str:
    return "none" if rounding is None else f"{rounding.mode}, to {rounding.places} decimal places"


def _plain(number: Decimal | None) -> str:
    return plain(number) or "none"


def _places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
