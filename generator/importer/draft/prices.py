"""Prices of a spec: lines over facts where a document states rates, and a refusal where it does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from generator.importer.draft.choices import CannotPrice, Facts
from generator.importer.draft.counted import LIKE_ONE_RESULT, UNITS
from generator.importer.draft.expansion import expanded, values_of
from generator.importer.draft.material import Work
from generator.importer.draft.media import media_paths
from generator.importer.draft.plans import Log
from generator.importer.draft.rates import Rate, plain, rates
from generator.importer.draft.wholes import confirmed
from generator.importer.draft.words import humanised

_TOKENS = {"input tokens": "input_tokens", "output tokens": "output_tokens"}
_OUTPUTS = frozenset({"image", *LIKE_ONE_RESULT})


@dataclass(frozen=True, slots=True)
class PriceDesk:
    """What is known where a price is written."""

    work: Work
    parameters: Mapping[str, Any]
    """The parameters as the spec has them."""
    tables: dict[str, Any]
    log: Log
    units: set[str]
    day: str
    document: str


def price(desk: PriceDesk) -> dict[str, Any]:
    """Write the price of an operation; what cannot be carried is asked, and the price refused."""
    stated = rates(desk.work.prices)
    if not stated:
        source = {"document": desk.document, "section": "the whole document"}
        text = "The documents that were read state no price."
        return {"as_of": desk.day, "source": source, "refused": text}
    head = {"as_of": desk.day, "source": stated[0].said.cite()}
    facts = Facts(desk.parameters, dict(desk.tables), head["source"])  # type: ignore[arg-type]
    try:
        body = _body(desk, facts, stated)
    except CannotPrice as reason:
        amounts = ", ".join(sorted({each.exact for each in stated}))
        desk.log.ask(f"prices are stated ({amounts} USD), but {reason}", stated[0].said)
        text = f"Prices are stated, but cannot be written yet: {reason}."
        return {**head, "refused": text}
    desk.tables.update(facts.tables)
    units = [line["unit"] for line in body["lines"]]
    desk.units.update([*units, *(fact.get("unit", "result") for fact in facts.made.values())])
    if facts.allow:
        body["allow"] = sorted(facts.allow)
    return {**head, "facts": facts.made, **body}


def _body(desk: PriceDesk, facts: Facts, stated: list[Rate]) -> dict[str, Any]:
    """Write lines, multiplier and doubts."""
    if any(rate.strange for rate in stated):
        raise CannotPrice("one says more than is understood")
    if not any(rate.amount for rate in stated):
        raise CannotPrice("all of them are zero")
    wholes = [rate for rate in stated if rate.is_whole and rate.length is not None]
    if wholes:
        plainly = [each for each in stated if not each.is_whole and not each.extra and not each.of]
        if not _explained(wholes, plainly):
            return confirmed(facts, stated)
    singles = [
        each
        for each in stated
        if (not each.is_whole or each.length is None) and not each.least and not each.extra
    ]
    if not singles:
        raise CannotPrice("only a least price is stated")
    outputs = _settled(desk, [each for each in singles if not each.of])
    lines = [_line(facts, unit, group) for unit, group in outputs.items()]
    lines += _inputs(facts, [each for each in singles if each.of])
    body: dict[str, Any] = {"lines": lines}
    counts = {"images", "videos", "results", "requests"}
    if counts.isdisjoint(facts.made) and "token" not in {line["unit"] for line in lines}:
        times = facts.counted("result")
        if times is not None:
            body["multiplier"] = times
    return body


def _explained(wholes: Sequence[Rate], singles: Sequence[Rate]) -> bool:
    """Tell whether amounts for whole requests are nothing but rates times seconds."""
    return bool(singles) and all(
        any(
            single.unit == "second"
            and single.per == 1
            and whole.length is not None
            and single.amount * whole.length == whole.amount
            for single in singles
        )
        for whole in wholes
    )


def _settled(desk: PriceDesk, outputs: list[Rate]) -> dict[str, list[Rate]]:
    """Divide the rates of what is made by unit; one of several for the same is left out."""
    cased = [each for each in outputs if each.case]
    others = [each for each in outputs if not each.case]
    kept = list(others)
    for rate in cased:
        if _TOKENS.get(humanised(rate.case).lower()) is not None and rate.unit == "token":
            kept.append(rate)
        elif not any(rate.amount == one.amount and rate.unit == one.unit for one in others):
            raise CannotPrice(f"it is not clear which requests the rate of {rate.exact} is for")
    groups: dict[str, list[Rate]] = {}
    for rate in kept:
        unit = "result" if rate.is_whole and not rate.unit else rate.unit
        if not unit and len(kept) == 1:
            unit = "result"
        if unit in LIKE_ONE_RESULT and unit not in UNITS:
            unit = "result"
        if unit not in UNITS:
            raise CannotPrice(f"it is not clear what the rate of {rate.exact} is for")
        groups.setdefault(f"token {rate.case}" if unit == "token" else unit, []).append(rate)
    for unit, group in groups.items():
        groups[unit] = expanded(desk.parameters, _without_usual(desk, group))
    if len([unit for unit in groups if not unit.startswith("token ")]) > 1:
        raise CannotPrice("there are rates for different units, and not which of them applies")
    if not groups:
        raise CannotPrice("no rate is for what is made")
    return groups


def _without_usual(desk: PriceDesk, group: list[Rate]) -> list[Rate]:
    """Leave out a usual rate beside rates for single values of a parameter."""
    group = list({(each.amount, each.per, str(each.when)): each for each in group}.values())
    special = [each for each in group if each.when]
    usual = [each for each in group if not each.when]
    if special and usual and not _is_covered(desk, special):
        return group
    if special and usual:
        text = f"a usual rate of {usual[0].exact} USD stands beside rates for single values"
        desk.log.ask(f"{text}; is it for requests that name none of them?", usual[0].said)
        return special
    if len(usual) > 1:
        raise CannotPrice("there are several rates for the same")
    return group


def _is_covered(desk: PriceDesk, special: list[Rate]) -> bool:
    """Tell whether rates for single values are there for all values, or the values are not listed."""
    whole = len({tuple(sorted(each.when)) for each in special}) == 1
    if not whole:
        return False
    count = 1
    for name in special[0].when:
        listed = values_of(desk.parameters, name)
        if listed is None:
            return True
        count *= len(listed)
    return len(special) >= count


def _line(facts: Facts, unit: str, group: list[Rate]) -> dict[str, Any]:
    """Write the line of what is made."""
    pers = {each.per for each in group}
    if len(pers) > 1:
        raise CannotPrice("the rates are for different numbers of units")
    (per,) = pers
    counted, quantity, title = _quantity(facts, unit, group[0])
    name = f"{quantity.replace('_', '-')}" if unit.startswith("token") else "output"
    line: dict[str, Any] = {"id": name, "title": title, "quantity": quantity, "unit": counted}
    if len(group) == 1 and not group[0].when:
        line["rate"] = group[0].exact
    else:
        line["rate"] = {"by": "price_class", "values": facts.choice("price_class", group)}
    if per != 1:
        if any(not _is_exact(each.amount / per) for each in group):
            raise CannotPrice(f"a rate for {plain(per)} units is no exact amount for one")
        line["per"] = plain(per)
    line["source"] = group[0].said.cite()
    return line


def _is_exact(amount: Decimal) -> bool:
    return amount == round(amount, 18)


def _quantity(facts: Facts, unit: str, rate: Rate) -> tuple[str, str, str]:
    """Return unit, expression and title of what a line counts."""
    if unit.startswith("token "):
        name = _TOKENS.get(humanised(rate.case).lower(), "tokens")
        title = "Input tokens" if name == "input_tokens" else "Output tokens"
        title = title if name != "tokens" else "Tokens"
        return "token", facts.given(name, "token", f"{title} that are charged."), title
    if unit == "second":
        return "second", facts.seconds(), "Seconds of the result"
    if unit in _OUTPUTS:
        return unit, facts.counted(unit) or "1", f"{UNITS[unit]['many'].capitalize()} that are made"
    what = UNITS[unit]["many"]
    return (
        unit,
        facts.given(f"{unit}s", unit, f"Number of {what} that are charged."),
        what.capitalize(),
    )


def _inputs(facts: Facts, listed: list[Rate]) -> list[dict[str, Any]]:
    """Write the lines of what goes in."""
    lines: list[dict[str, Any]] = []
    for rate in listed:
        kind = rate.of.removeprefix("input-")
        if rate.when or rate.per != 1 or kind not in {"image", "video", "audio"}:
            raise CannotPrice(f"the rate of {rate.exact} for an input is not understood")
        paths = media_paths(facts.parameters, kind)
        if not paths:
            raise CannotPrice(
                f"there is a rate for an input {kind}, and no parameter that takes one"
            )
        name = f"input_{kind}s"
        if rate.unit == "second":
            name = facts.given(f"input_{kind}_seconds", "second", f"Length of the input {kind}.")
        else:
            facts.made[name] = {"unit": "image" if kind == "image" else "result", "count": paths}
        unit = facts.made[name]["unit"]
        lines.append(
            {
                "id": f"input-{kind}",
                "title": f"Input {kind}",
                "quantity": name,
                "unit": unit,
                "rate": rate.exact,
                "source": rate.said.cite(),
            }
        )
    return lines
