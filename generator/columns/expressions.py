"""Expressions over facts as SQL: the least and the most of a quantity, and what certainly holds.

The arithmetic is that of `generator.price.spans`; a product is only written where it is proved to fit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.columns.sheet import (
    Amount,
    NotCarried,
    Sheet,
    Test,
    both,
    case,
    either,
    opposite,
    times,
)
from generator.price.expression import Apply, Expression, Name, Number, Words
from generator.price.types import Type, places_of, type_of


@dataclass(frozen=True, slots=True)
class Choice:
    """SQL of the place of a choice among its values; NULL where it may be any of them."""

    place: str
    values: tuple[str, ...]
    unknown: bool


@dataclass(slots=True)
class Facts:
    """The facts of a price that are settled so far."""

    sheet: Sheet
    types: dict[str, Type]
    amounts: dict[str, Amount]
    choices: dict[str, Choice]
    truths: dict[str, Test]


def quantity(expression: Expression, facts: Facts, places: int) -> Amount:
    """Return SQL of the quantity *expression*, in units of 10**-*places*."""
    match expression:
        case Number(value):
            return constant(int(value.scaleb(places)))
        case Name(name):
            return scaled(facts.sheet, facts.amounts[name], places - facts.types[name].places)
        case Apply("as_unit", (inner, _)):
            return quantity(inner, facts, places)
        case Apply("if", (condition, then, other)):
            sides = [quantity(side, facts, places) for side in (then, other)]
            return _branch(facts.sheet, test(condition, facts), sides[0], sides[1])
        case Apply("*", (left, right)):
            scales = [type_of(side, facts.types).places for side in (left, right)]
            ends = [
                quantity(side, facts, scale)
                for side, scale in zip((left, right), scales, strict=True)
            ]
            product = multiply(facts.sheet, ends[0], ends[1])
            return scaled(facts.sheet, product, places - sum(scales))
        case Apply("/", (left, Number(divisor))):
            inverse = Decimal(1) / divisor
            shift = places_of(inverse)
            amount = quantity(left, facts, places - shift)
            return multiply(facts.sheet, amount, constant(int(inverse.scaleb(shift))))
        case Apply("ceil_div" | "floor_div" as function, (left, Number(divisor))):
            return _divided(facts, function, left, divisor, places)
        case Apply("+" | "-" | "min" | "max" | "range" as function, (left, right)):
            ends = [quantity(side, facts, places) for side in (left, right)]
            return _combined(facts.sheet, function, ends[0], ends[1])
    raise NotCarried(_shape(expression))


def _shape(expression: Expression) -> str:
    return expression.function if isinstance(expression, Apply) else type(expression).__name__


def constant(number: int) -> Amount:
    """Return the same quantity for all rows."""
    return Amount(str(number), str(number), number)


def scaled(sheet: Sheet, amount: Amount, shift: int) -> Amount:
    """Multiply by a power of ten."""
    return multiply(sheet, amount, constant(10**shift))


def multiply(sheet: Sheet, one: Amount, other: Amount) -> Amount:
    """Return a product; nothing times what is open upwards is nothing."""
    if one.constant is not None and other.constant is not None:
        return constant(one.constant * other.constant)
    for factor, amount in ((one.constant, other), (other.constant, one)):
        if factor == 1:
            return amount
        if factor == 0:
            return constant(0)
        if factor is not None:
            most = amount.most * factor
            ends = times(amount.low, factor), times(amount.high, factor)
            return sheet.amount(*ends, most, open_=amount.open)
    opened = one.open or other.open
    high = f"{one.high} * {other.high}"
    if opened:
        nothing = either(f"({one.high} = 0)", f"({other.high} = 0)")
        high = case([(nothing, "0")], high)
    most = one.most * other.most
    return sheet.amount(f"{one.low} * {other.low}", high, most, open_=opened)


def add(sheet: Sheet, one: Amount, other: Amount) -> Amount:
    """Return a sum; NULL, which is open upwards, adds up to NULL."""
    if one.constant == 0:
        return other
    if other.constant == 0:
        return one
    opened, most = one.open or other.open, one.most + other.most
    ends = f"{one.low} + {other.low}", f"{one.high} + {other.high}"
    return sheet.amount(*ends, most, open_=opened)


def greater(one: str, other: str, *, opened: bool) -> str:
    """Spell the greater of two greatest values, which is NULL if one of them is."""
    most = f"GREATEST({one}, {other})"
    nothing = [f"({end} IS NULL)" for end in (one, other) if not end.isdecimal()]
    return case([(either(*nothing), "NULL")], most) if opened else most


def _combined(sheet: Sheet, function: str, one: Amount, other: Amount) -> Amount:
    opened = one.open or other.open
    match function:
        case "+":
            return add(sheet, one, other)
        case "-":
            low = case([(f"{one.low} > {other.high}", f"{one.low} - {other.high}")], "0")
            high = f"GREATEST({one.high} - {other.low}, 0)"
            if one.open:
                high = case([(f"({one.high} IS NULL)", "NULL")], high)
            if one.certain and other.certain:
                high = low
            return sheet.amount(low, high, one.most, open_=one.open)
        case "min":
            lows, highs = (f"LEAST({a}, {b})" for a, b in _ends(one, other))
            shut = one.open and other.open  # LEAST leaves out NULL, which is more than anything
            least = min(one.most, other.most) if not opened else max(one.most, other.most)
            return sheet.amount(lows, highs, least, open_=shut)
        case "max":
            low = f"GREATEST({one.low}, {other.low})"
            high = greater(one.high, other.high, opened=opened)
            return sheet.amount(low, high, max(one.most, other.most), open_=opened)
    low = f"LEAST({one.low}, {other.low})"
    high = greater(one.high, other.high, opened=opened)
    return sheet.amount(low, high, max(one.most, other.most), open_=opened)


def _ends(one: Amount, other: Amount) -> tuple[tuple[str, str], tuple[str, str]]:
    return (one.low, other.low), (one.high, other.high)


def _divided(
    facts: Facts, function: str, left: Expression, divisor: Decimal, places: int
) -> Amount:
    shift = max(type_of(left, facts.types).places, places_of(divisor))
    amount = quantity(left, facts, shift)
    step = int(divisor.scaleb(shift))
    more = step - 1 if function == "ceil_div" else 0
    sheet = facts.sheet
    if amount.constant is not None:
        return scaled(sheet, constant((amount.constant + more) // step), places)
    if amount.most + more > sheet.limit:
        amount = sheet.amount(amount.low, amount.high, amount.most + more, open_=amount.open)
    ends = (
        f"({end} + {more}) // {step}" if more else f"{end} // {step}"
        for end in (amount.low, amount.high)
    )
    whole = sheet.amount(*ends, (amount.most + more) // step, open_=amount.open)
    return scaled(sheet, whole, places)


def _branch(sheet: Sheet, condition: Test, one: Amount, other: Amount) -> Amount:
    opened, most = one.open or other.open, max(one.most, other.most)
    if condition.certain == condition.possible:
        low = case([(condition.certain, one.low)], other.low)
        high = case([(condition.certain, one.high)], other.high)
        return sheet.amount(low, high, most, open_=opened)
    shut = opposite(condition.possible)
    low = case([(condition.certain, one.low), (shut, other.low)], f"LEAST({one.low}, {other.low})")
    top = greater(one.high, other.high, opened=opened)
    high = case([(condition.certain, one.high), (shut, other.high)], top)
    return sheet.amount(low, high, most, open_=opened)


def test(expression: Expression, facts: Facts) -> Test:
    """Return SQL of the statement *expression*."""
    match expression:
        case Name(name):
            return facts.truths[name]
        case Apply("not", (inner,)):
            found = test(inner, facts)
            return Test(opposite(found.possible), opposite(found.certain))
        case Apply("and" | "or" as word, (left, right)):
            one, two = test(left, facts), test(right, facts)
            join = both if word == "and" else either
            return Test(join(one.certain, two.certain), join(one.possible, two.possible))
        case Apply(function, (left, right)):
            if type_of(left, facts.types).kind == "choice":
                return _same_choice(function, choice(left, facts), choice(right, facts))
            places = max(type_of(side, facts.types).places for side in (left, right))
            ends = [quantity(side, facts, places) for side in (left, right)]
            return _compared(function, ends[0], ends[1])
    raise NotCarried(_shape(expression))


def choice(expression: Expression, facts: Facts) -> Choice:
    """Return SQL of the choice *expression*."""
    match expression:
        case Words(value):
            return Choice("0", (value,), unknown=False)
        case Name(name):
            return facts.choices[name]
    raise NotCarried(_shape(expression))


def _same_choice(function: str, one: Choice, other: Choice) -> Test:
    """Compare two choices: by their places, as their domains may differ."""
    shared = [value for value in one.values if value in other.values]
    pairs = [
        both(_at(one, one.values.index(value)), _at(other, other.values.index(value)))
        for value in shared
    ]
    same = either(*pairs)
    known = _guarded(same, one, other)
    ways = [known]
    if one.unknown:
        ways.append(both(f"({one.place} IS NULL)", _among(other, shared)))
    if other.unknown:
        ways.append(both(f"({other.place} IS NULL)", _among(one, shared)))
    found = Test(_only(known, one, other), either(*ways))
    if function == "==":
        return found
    return Test(opposite(found.possible), opposite(found.certain))


def _at(side: Choice, place: int) -> str:
    return f"({side.place} = {place})" if not side.place.isdecimal() else _flag(side.place, place)


def _flag(constant_place: str, place: int) -> str:
    return "TRUE" if int(constant_place) == place else "FALSE"


def _guarded(same: str, *sides: Choice) -> str:
    unknown = any(side.unknown for side in sides)
    return f"COALESCE({same}, FALSE)" if unknown and same not in {"TRUE", "FALSE"} else same


def _only(known: str, one: Choice, other: Choice) -> str:
    """Two unknown choices of one and the same value are equal all the same."""
    alone = len(one.values) == 1 and one.values == other.values
    return "TRUE" if alone else known


def _among(side: Choice, values: list[str]) -> str:
    """Spell that *side* may be one of *values*."""
    places = [_at(side, side.values.index(value)) for value in values]
    if side.unknown:
        return either(f"({side.place} IS NULL)", *(f"COALESCE({at}, FALSE)" for at in places))
    return either(*places)


def _compared(function: str, one: Amount, other: Amount) -> Test:
    (low, high), (least, most) = (one.low, one.high), (other.low, other.high)
    if one.certain and other.certain:
        sign = {"==": "=", "!=": "<>"}.get(function, function)
        return Test(*[f"({low} {sign} {least})"] * 2)
    match function:
        case "<" | "<=":
            return Test(
                _certain(f"({high} {function} {least})", one.open),
                _possible(f"({low} {function} {most})", other.open),
            )
        case ">" | ">=":
            return _compared({">": "<", ">=": "<="}[function], other, one)
        case "==":
            known = both(f"({low} = {high})", f"({least} = {most})", f"({low} = {least})")
            first, second = _compared("<=", one, other), _compared("<=", other, one)
            opened = one.open or other.open
            return Test(_certain(known, opened), both(first.possible, second.possible))
    same = _compared("==", one, other)
    return Test(opposite(same.possible), opposite(same.certain))


def _certain(relation: str, opened: bool) -> str:
    """Nothing is certain about what is open upwards."""
    return f"COALESCE({relation}, FALSE)" if opened else relation


def _possible(relation: str, opened: bool) -> str:
    return f"COALESCE({relation}, TRUE)" if opened else relation


def table_of(mapping: Mapping[str, int], values: tuple[str, ...], place: str) -> str:
    """Spell the number that *mapping* has for the choice at *place*; NULL where it has none."""
    ways = [
        (f"{place} = {index}", str(mapping[value]))
        for index, value in enumerate(values)
        if value in mapping
    ]
    return case(ways)
