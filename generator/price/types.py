"""What an expression is: a quantity with its unit and decimal places, a choice, or a truth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.price.expression import (
    Apply,
    Expression,
    ExpressionError,
    Name,
    Number,
    Words,
    spell,
)

MAX_PLACES = 18


@dataclass(frozen=True, slots=True)
class Type:
    """The type of an expression."""

    kind: str
    """quantity, choice or truth."""
    unit: str | None = None
    """Unit of a quantity; a bare number has none and fits any."""
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
            return _same_unit(whole, types[1:])
        case "*":
            return _product(whole, types)
        case "/":
            return _quotient(whole, types)
        case "ceil_div" | "floor_div":
            _divisor(whole)
            return Type("quantity", _same_unit(whole, types).unit, 0)
        case _:
            return _same_unit(whole, types)


def _want(whole: Apply, types: list[Type], kind: str) -> None:
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
    _want(whole, types, "quantity")
    units = [found.unit for found in types if found.unit]
    if len(units) > 1:
        raise ExpressionError(f"{spell(whole)}: multiplies {units[0]} by {units[1]}")
    return Type("quantity", units[0] if units else None, _bounded(sum(t.places for t in types)))


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
