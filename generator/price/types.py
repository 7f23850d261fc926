"""What an expression is: a quantity with its unit and decimal places, a choice, or a truth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.price.expression import (
    DIVISIONS,
    Apply,
    Expression,
    ExpressionError,
    Name,
    Number,
    Table,
    Words,
    spell,
)

MAX_PLACES = 18
MAX_UNITS = 6


@dataclass(frozen=True, slots=True)
class Type:
    """The type of an expression."""

    kind: str
    """quantity, choice or truth."""
    unit: str | None = None
    """Unit of a quantity, or a product of units; a bare number has none and fits any."""
    places: int = 0
    """Decimal places that hold every value exactly."""


TRUTH = Type("truth")


def type_of(expression: Expression, facts: Mapping[str, Type]) -> Type:
    """Return the type of *expression*, or raise `ExpressionError` where it makes no sense."""
    match expression:
        case Number(value):
            return Type("quantity", None, places_of(value))
        case Words():
            return Type("choice")
        case Name(name):
            if name not in facts:
                known = ", ".join(facts) or "none yet"
                raise ExpressionError(f"no fact is named `{name}`; there are {known}")
            return facts[name]
        case Table(by, cells):
            _want(expression, [type_of(Name(name), facts) for name in by], "choice")
            return Type("quantity", None, max((places_of(cell) for _, cell in cells), default=0))
        case Apply("as_unit", (inner, Words(unit))):
            return replace(type_of(inner, facts), unit=unit)
        case Apply(function, arguments):
            types = [type_of(argument, facts) for argument in arguments]
            return _apply(expression, function, types)


def places_of(value: Decimal) -> int:
    """Return how many decimal places *value* has."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _apply(whole: Apply, function: str, types: list[Type]) -> Type:
    match function:
        case "and" | "or" | "not":
            _want(whole, types, "truth")
            return TRUTH
        case "==" | "!=" if types[0].kind == "choice":
            _want(whole, types, "choice")
            return TRUTH
        case "==" | "!=" | "<" | "<=" | ">" | ">=":
            _same_unit(whole, types)
            return TRUTH
        case "if":
            _want(whole, types[:1], "truth")
            if types[1].kind == "choice":
                _want(whole, types[1:], "choice")
                return types[1]
            return _same_unit(whole, types[1:])
        case "*":
            return _product(whole, types)
        case "/":
            return _quotient(whole, types)
        case _ if function in DIVISIONS:
            return _rounded(whole, types)
        case "convert" | "lookup":
            raise ExpressionError(f"`{function}` was not resolved")
        case _:
            return _same_unit(whole, types)


def _want(whole: Expression, types: list[Type], kind: str) -> None:
    for found in types:
        if found.kind != kind:
            raise ExpressionError(f"{spell(whole)}: a {kind} is wanted, not a {found.kind}")


def _same_unit(whole: Apply, types: list[Type]) -> Type:
    _want(whole, types, "quantity")
    units = {found.unit for found in types if found.unit}
    if len(units) > 1:
        raise ExpressionError(f"{spell(whole)}: {' and '.join(sorted(units))} do not mix")
    return Type("quantity", next(iter(units), None), max(found.places for found in types))


def _product(whole: Apply, types: list[Type]) -> Type:
    """Multiply units too: pixels times pixels are pixel*pixel."""
    _want(whole, types, "quantity")
    units = [unit for found in types if found.unit for unit in found.unit.split("*")]
    if len(units) > MAX_UNITS:
        raise ExpressionError(f"{spell(whole)}: multiplies more than {MAX_UNITS} units")
    places = _bounded(sum(found.places for found in types))
    return Type("quantity", product_of(units), places)


def product_of(units: list[str]) -> str | None:
    """Spell a product of units, the same one way for every order."""
    return "*".join(sorted(units)) or None


def _rounded(whole: Apply, types: list[Type]) -> Type:
    """Type a division that rounds, to whole numbers or to as many places as it says."""
    _divisor(whole)
    if len(types) == 3:
        places = whole.arguments[2]
        allowed = [Number(Decimal(place)) for place in range(MAX_PLACES + 1)]
        if places not in allowed:
            raise ExpressionError(f"{spell(whole)}: the places are a whole number to {MAX_PLACES}")
    return Type("quantity", _same_unit(whole, types[:2]).unit, divided_places(whole))


def divided_places(whole: Apply) -> int:
    """Return how many decimal places a division that rounds leaves."""
    last = whole.arguments[-1]
    assert isinstance(last, Number), "types were checked when the price was resolved"
    return int(last.value) if len(whole.arguments) == 3 else 0


def _quotient(whole: Apply, types: list[Type]) -> Type:
    _want(whole, types, "quantity")
    divisor = _divisor(whole)
    inverse = places_of(Decimal(1) / divisor)
    if Decimal(1) / divisor * divisor != 1 or inverse > MAX_PLACES:
        raise ExpressionError(f"{spell(whole)}: dividing by {divisor} has no exact decimal")
    return Type("quantity", types[0].unit, _bounded(types[0].places + inverse))


def _divisor(whole: Apply) -> Decimal:
    divisor = whole.arguments[1]
    if not isinstance(divisor, Number) or divisor.value <= 0:
        raise ExpressionError(f"{spell(whole)}: the divisor must be a constant above 0")
    return divisor.value


def _bounded(places: int) -> int:
    if places > MAX_PLACES:
        raise ExpressionError(f"needs {places} decimal places; at most {MAX_PLACES} are kept")
    return places
