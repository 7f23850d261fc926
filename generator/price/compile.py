"""Compile expressions to Python: integers at a fixed scale, one text for the least, one for the most.

Where both are the same text the quantity is certain. The most of a quantity that is open upwards
may be None when it runs; functions of the runtime (`plus`, `times`, `least`, `most`) deal with that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.price.expression import Apply, Expression, Name, Number, Words
from generator.price.types import Type, places_of, type_of
from generator.python import literal


@dataclass(frozen=True, slots=True)
class Code:
    """Python source of a quantity."""

    low: str
    high: str
    open: bool = False
    """Whether `high` may be None."""
    bare: bool = True
    """Whether it binds tighter than any operator."""

    @property
    def certain(self) -> bool:
        """Whether least and most are the same."""
        return self.low == self.high

    def ends(self) -> tuple[str, str]:
        """Return least and most so that they can stand beside an operator."""
        return (self.low, self.high) if self.bare else (f"({self.low})", f"({self.high})")


@dataclass(frozen=True, slots=True)
class Test:
    """Python source of a statement: when it certainly holds, and when it may."""

    certain: str
    possible: str


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts that an expression may use."""

    types: Mapping[str, Type]
    quantities: Mapping[str, Code]
    choices: Mapping[str, tuple[str, ...]]
    """Domains of the choices."""
    unsettled: frozenset[str]
    """Choices that may stay unknown, and are None then."""


def compile_quantity(expression: Expression, facts: Facts, places: int) -> Code:
    """Return source for *expression* as integers at a scale of *places*."""
    match expression:
        case Number(value):
            return _constant(int(value.scaleb(places)))
        case Name(name):
            return _scaled(facts.quantities[name], places - facts.types[name].places)
        case Apply("if", (condition, then, other)):
            sides = [compile_quantity(side, facts, places) for side in (then, other)]
            return _branch(compile_test(condition, facts), sides[0], sides[1])
        case Apply("*", (left, right)):
            scales = [type_of(side, facts.types).places for side in (left, right)]
            first = compile_quantity(left, facts, scales[0])
            second = compile_quantity(right, facts, scales[1])
            return _scaled(multiply(first, second), places - sum(scales))
        case Apply("/", (left, Number(divisor))):
            inverse = Decimal(1) / divisor
            shift = places_of(inverse)
            code = compile_quantity(left, facts, places - shift)
            return multiply(code, _constant(int(inverse.scaleb(shift))))
        case Apply("ceil_div" | "floor_div" as function, (left, Number(divisor))):
            return _scaled(_divided(function, left, divisor, facts), places)
        case Apply("range", (left, right)):
            return _between(left, right, facts, places)
        case Apply(function, (left, right)):
            ends = [compile_quantity(side, facts, places) for side in (left, right)]
            return _combined(function, ends[0], ends[1])
    raise AssertionError("types were checked when the price was resolved")


def _constant(number: int) -> Code:
    return Code(f"{number:_}", f"{number:_}")


def _scaled(code: Code, shift: int) -> Code:
    """Multiply by a power of ten."""
    if code.certain and code.low.replace("_", "").isdecimal():
        return _constant(int(code.low) * 10**shift)
    return multiply(code, _constant(10**shift))


def multiply(one: Code, other: Code) -> Code:
    """Return source for a product."""
    if other == _constant(1):
        return one
    if one == _constant(1):
        return other
    (low, high), (least, most) = one.ends(), other.ends()
    if one.open or other.open:
        return Code(f"{low} * {least}", f"times({one.high}, {other.high})", True, bare=False)
    return Code(f"{low} * {least}", f"{high} * {most}", bare=False)


def add(one: Code, other: Code) -> Code:
    """Return source for a sum."""
    low = f"{one.low} + {other.low}"
    if one.open or other.open:
        return Code(low, f"plus({one.high}, {other.high})", True, bare=False)
    return Code(low, f"{one.high} + {other.high}", bare=False)


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
            return Code(
                f"min({one.low}, {other.low})", _smaller(one, other), one.open and other.open
            )
        case "max":
            return Code(
                f"max({one.low}, {other.low})", f"{greater}({one.high}, {other.high})", opened
            )
    raise AssertionError(function)


def _smaller(one: Code, other: Code) -> str:
    if one.open and other.open:
        return f"least({one.high}, {other.high})"
    if one.open or other.open:
        opened, closed = (one, other) if one.open else (other, one)
        return f"capped({opened.high}, {closed.high})"
    return f"min({one.high}, {other.high})"


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


def _divided(function: str, left: Expression, divisor: Decimal, facts: Facts) -> Code:
    """Return source for a division that rounds to whole numbers."""
    shift = max(type_of(left, facts.types).places, places_of(divisor))
    code = compile_quantity(left, facts, shift)
    step = int(divisor.scaleb(shift))
    low, high = code.ends()
    name = "divide_up" if function == "ceil_div" else "divide_down"
    if code.open:
        low = f"-(-{low} // {step})" if function == "ceil_div" else f"{low} // {step}"
        return Code(low, f"{name}({code.high}, {step})", True, bare=False)
    if function == "ceil_div":
        return Code(f"-(-{low} // {step})", f"-(-{high} // {step})", bare=False)
    return Code(f"{low} // {step}", f"{high} // {step}", bare=False)


def _branch(test: Test, one: Code, other: Code) -> Code:
    opened = one.open or other.open
    if test.certain == test.possible:
        low = f"({one.low} if {test.certain} else {other.low})"
        return Code(low, f"({one.high} if {test.certain} else {other.high})", opened)
    bottom = f"min({one.low}, {other.low}) if {test.possible} else {other.low}"
    greater = "most" if opened else "max"
    top = f"{greater}({one.high}, {other.high}) if {test.possible} else {other.high}"
    low = f"({one.low} if {test.certain} else ({bottom}))"
    return Code(low, f"({one.high} if {test.certain} else ({top}))", opened)


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
                return _choice_test(function, left, right, facts)
            places = max(type_of(side, facts.types).places for side in (left, right))
            ends = [compile_quantity(side, facts, places) for side in (left, right)]
            return _compared(function, ends[0], ends[1])
    raise AssertionError("types were checked when the price was resolved")


def _choice_test(function: str, left: Expression, right: Expression, facts: Facts) -> Test:
    """Return source for the comparison of two choices; None is one that stays unknown."""
    one, two = _side(left, facts), _side(right, facts)
    same = f"{one.text} == {two.text}"
    both = f"{one.text} is not None and " if one.unknown and two.unknown else ""
    certain = f"({both}{same})"
    ways = [*_may_be(one, two), *_may_be(two, one), same]
    possible = f"({' or '.join(ways)})"
    if function == "==":
        return Test(certain, possible)
    differ = f"({one.text} != {two.text})"
    settled = certain == possible
    return Test(differ if settled else f"(not {possible})", f"(not {certain})" if both else differ)


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a comparison of choices."""

    text: str
    values: tuple[str, ...]
    unknown: bool


def _side(expression: Expression, facts: Facts) -> _Side:
    if isinstance(expression, Words):
        return _Side(literal(expression.value), (expression.value,), False)
    assert isinstance(expression, Name), "types were checked when the price was resolved"
    name = expression.name
    return _Side(name, facts.choices[name], name in facts.unsettled)


def _may_be(one: _Side, other: _Side) -> list[str]:
    """Return the test that *one* is unknown and may be what *other* is."""
    shared = tuple(value for value in one.values if value in other.values)
    if not one.unknown or not shared:
        return []
    if set(other.values) <= set(one.values):
        return [f"{one.text} is None"]
    within = f"{other.text} in {literal(shared)}"
    if other.unknown:
        within = f"({other.text} is None or {within})"
    return [f"({one.text} is None and {within})"]


def _compared(function: str, one: Code, other: Code) -> Test:
    (low, high), (least, most) = one.ends(), other.ends()
    if one.certain and other.certain:
        return Test(*[_relation(low, function, least)] * 2)
    match function:
        case "<" | "<=":
            certain, possible = _relation(high, function, least), _relation(low, function, most)
            return Test(
                _guarded(one, "is not None and", certain), _guarded(other, "is None or", possible)
            )
        case ">" | ">=":
            certain, possible = _relation(low, function, most), _relation(high, function, least)
            return Test(
                _guarded(other, "is not None and", certain), _guarded(one, "is None or", possible)
            )
        case "==":
            first, second = _compared("<=", one, other), _compared("<=", other, one)
            ends = dict.fromkeys((low, high, least, most))
            known = f"({' == '.join(ends)})"
            return Test(known, f"({first.possible} and {second.possible})")
    same = _compared("==", one, other)
    return Test(f"(not {same.possible})", f"(not {same.certain})")


_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


def _relation(left: str, function: str, right: str) -> str:
    """Spell a comparison, a constant on its right."""
    if left.replace("_", "").isdecimal():
        return f"({right} {_MIRRORED[function]} {left})"
    return f"({left} {function} {right})"


def _guarded(code: Code, guard: str, relation: str) -> str:
    """Put a test before *relation* for a quantity that is open upwards."""
    return f"({code.high} {guard} {relation[1:-1]})" if code.open else relation
