"""Compile expressions to Python: integers at a fixed scale, one text for the least, one for the most."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.price.arithmetic import (
    Code,
    add,
    compared,
    constant,
    divide,
    extreme,
    multiply,
    scaled_up,
)
from generator.price.choices import Choice, Test, choice_test, constant_choice, options
from generator.price.expression import DIVISIONS, Apply, Expression, Name, Number, Table, Words
from generator.price.types import Type, divided_places, places_of, type_of


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts that an expression may use."""

    types: Mapping[str, Type]
    quantities: Mapping[str, Code]
    choices: Mapping[str, Choice]
    table: Callable[[Table], str]
    """Names the constant that holds a table, its cells as integers."""


def compile_quantity(expression: Expression, facts: Facts, places: int) -> Code:
    """Return source for *expression* as integers at a scale of *places*."""
    match expression:
        case Number(value):
            return constant(int(value.scaleb(places)))
        case Name(name):
            return scaled_up(facts.quantities[name], places - facts.types[name].places)
        case Apply("if", (condition, then, other)):
            sides = [compile_quantity(side, facts, places) for side in (then, other)]
            return _branch(compile_test(condition, facts), sides[0], sides[1])
        case Apply("*", (left, right)):
            scales = [type_of(side, facts.types).places for side in (left, right)]
            first = compile_quantity(left, facts, scales[0])
            second = compile_quantity(right, facts, scales[1])
            return scaled_up(multiply(first, second), places - sum(scales))
        case Apply("/", (left, Number(divisor))):
            inverse = Decimal(1) / divisor
            shift = places_of(inverse)
            code = compile_quantity(left, facts, places - shift)
            return multiply(code, constant(int(inverse.scaleb(shift))))
        case Apply("as_unit", (inner, _)):
            return compile_quantity(inner, facts, places)
        case Table(by, _):
            shift = places - type_of(expression, facts.types).places
            return scaled_up(_looked_up(facts.table(expression), by, facts), shift)
        case Apply(function, (left, Number(divisor), *_)) if function in DIVISIONS:
            shift = places - divided_places(expression)
            return scaled_up(_divided(expression, left, divisor, facts), shift)
        case Apply("range", (left, right)):
            return _between(left, right, facts, places)
        case Apply(function, (left, right)):
            ends = [compile_quantity(side, facts, places) for side in (left, right)]
            return _combined(function, ends[0], ends[1])
    raise AssertionError("types were checked when the price was resolved")


def _combined(function: str, one: Code, other: Code) -> Code:
    (low, high), (least, most) = one.ends(), other.ends()
    opened = one.open or other.open
    greater = "most" if opened else "max"
    match function:
        case "+":
            return add(one, other)
        case "-":
            bottom = f"max({low} - {most}, 0)"
            if other.open:
                bottom = f"(0 if {other.high} is None else {bottom})"
            top = f"minus({high}, {least})" if one.open else f"max({high} - {least}, 0)"
            return Code(bottom, top, one.open)
        case "min":
            both = one.open and other.open
            return Code(extreme("min", one.low, other.low), _smaller(one, other), both)
        case "max":
            top = f"{greater}({one.high}, {other.high})"
            top = top if opened else extreme("max", one.high, other.high)
            return Code(extreme("max", one.low, other.low), top, opened)
    raise AssertionError(function)


def _smaller(one: Code, other: Code) -> str:
    if one.open and other.open:
        return f"least({one.high}, {other.high})"
    if one.open or other.open:
        opened, closed = (one, other) if one.open else (other, one)
        return f"capped({opened.high}, {closed.high})"
    return extreme("min", one.high, other.high)


def _between(left: Expression, right: Expression, facts: Facts, places: int) -> Code:
    """Return source for anything from one quantity to another, whichever is greater."""
    one, other = (compile_quantity(side, facts, places) for side in (left, right))
    ordered = isinstance(right, Apply) and right.function == "max" and left in right.arguments
    if isinstance(left, Apply) and left.function == "min" and right in left.arguments:
        ordered = True
    if ordered:
        return Code(one.low, other.high, other.open, one.bare and other.bare)
    greater = "most" if one.open or other.open else "max"
    low, high = f"min({one.low}, {other.low})", f"{greater}({one.high}, {other.high})"
    return Code(low, high, one.open or other.open)


def _divided(whole: Apply, left: Expression, divisor: Decimal, facts: Facts) -> Code:
    """Return source for a division that rounds."""
    shift = max(type_of(left, facts.types).places, places_of(divisor))
    code = compile_quantity(left, facts, shift + divided_places(whole))
    return divide(code, int(divisor.scaleb(shift)), DIVISIONS[whole.function])


def _looked_up(table: str, by: tuple[str, ...], facts: Facts) -> Code:
    """Return source that reads a table, at each combination of choices that is possible."""
    choices = [facts.choices[name] for name in by]
    if all(choice.form == "one" for choice in choices):
        read = f"look_up({', '.join((table, *(choice.text for choice in choices)))})"
        return Code(read, read)
    each = [f"each_{place}" for place in range(len(choices))]
    loops = [f"for {name} in {options(way)}" for name, way in zip(each, choices, strict=True)]
    reads = f"[look_up({', '.join((table, *each))}) {' '.join(loops)}]"
    return Code(f"min({reads})", f"max({reads})")


def _branch(test: Test, one: Code, other: Code) -> Code:
    """Return source for one quantity or the other, or for both where that is undecided.

    A side that may refuse is only looked at where it is possible; any other is spelt once, so that
    branches within branches stay small.
    """
    opened = one.open or other.open
    if test.certain == test.possible:
        low = f"({one.low} if {test.certain} else {other.low})"
        return Code(low, f"({one.high} if {test.certain} else {other.high})", opened)
    if "look_up(" not in f"{one.low}{other.low}":
        tests = f"{test.certain}, {test.possible}"
        high = "open_greater" if opened else "greater"
        return Code(
            f"lesser({tests}, {one.low}, {other.low})",
            f"{high}({tests}, {one.high}, {other.high})",
            opened,
        )
    bottom = f"min({one.low}, {other.low}) if {test.possible} else {other.low}"
    greater = "most" if opened else "max"
    top = f"{greater}({one.high}, {other.high}) if {test.possible} else {other.high}"
    low = f"({one.low} if {test.certain} else ({bottom}))"
    return Code(low, f"({one.high} if {test.certain} else ({top}))", opened)


def compile_choice(expression: Expression, facts: Facts) -> Choice:
    """Return source for the choice *expression*."""
    match expression:
        case Words(value):
            return constant_choice(value)
        case Name(name):
            return facts.choices[name]
        case Apply("if", (condition, then, other)):
            test = compile_test(condition, facts)
            one, two = compile_choice(then, facts), compile_choice(other, facts)
            values = tuple(dict.fromkeys((*one.values, *two.values)))
            if test.certain != test.possible:
                ways = ", ".join((test.certain, test.possible, options(one), options(two)))
                return Choice(f"either({ways})", "some", values)
            if one.form == two.form == "one":
                return Choice(f"({one.text} if {test.certain} else {two.text})", "one", values)
            return Choice(f"({options(one)} if {test.certain} else {options(two)})", "some", values)
    raise AssertionError("types were checked when the price was resolved")


def compile_test(expression: Expression, facts: Facts) -> Test:
    """Return source for the statement *expression*."""
    match expression:
        case Name(name):
            return Test(name, name)
        case Apply("not", (inner,)):
            test = compile_test(inner, facts)
            return Test(f"(not {test.possible})", f"(not {test.certain})")
        case Apply("and" | "or" as word, (left, right)):
            one, two = compile_test(left, facts), compile_test(right, facts)
            certain = f"({one.certain} {word} {two.certain})"
            return Test(certain, f"({one.possible} {word} {two.possible})")
        case Apply(function, (left, right)):
            if type_of(left, facts.types).kind == "choice":
                sides = compile_choice(left, facts), compile_choice(right, facts)
                return choice_test(function, *sides)
            places = max(type_of(side, facts.types).places for side in (left, right))
            ends = [compile_quantity(side, facts, places) for side in (left, right)]
            return compared(function, ends[0], ends[1])
    raise AssertionError("types were checked when the price was resolved")
