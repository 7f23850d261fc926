"""Expressions over facts: a small closed language, parsed into a tree of our own.

min(input_video_seconds, 8)    if(has_video, seconds, 0)    range(seconds, max(seconds, 6))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

MAX_LENGTH = 500
MAX_DEPTH = 30
MAX_WEIGHT = 5_000
"""How much source one expression may become."""

_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|'(?P<text>[^'\\]*)'|(?P<sign>==|!=|<=|>=|[-+*/(),<>]))"
)
_LEVELS = (("or",), ("and",), ("==", "!=", "<", "<=", ">", ">="), ("+", "-"), ("*", "/"))
DIVISIONS = {
    "ceil_div": "up",
    "floor_div": "down",
    "half_up_div": "half-up",
    "half_even_div": "half-even",
}
"""Divisions by a constant that round, to whole numbers or to as many places as a third argument says."""

FUNCTIONS: dict[str, tuple[int, ...]] = {
    "min": (2,),
    "max": (2,),
    **dict.fromkeys(DIVISIONS, (2, 3)),
    "if": (3,),
    "range": (2,),
    "not": (1,),
    "convert": (2,),
    "lookup": (3, 4, 5, 6),
}
"""Functions and how many arguments they may take."""


@dataclass(frozen=True, slots=True)
class Number:
    """A constant quantity."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Words:
    """A constant of a choice: '720p'."""

    value: str


@dataclass(frozen=True, slots=True)
class Name:
    """A fact."""

    name: str


@dataclass(frozen=True, slots=True)
class Apply:
    """An operator or function applied to arguments.

    `convert` and `lookup` are what a spec says; a resolved expression has `as_unit`, which counts
    its first argument in another unit and changes no number, and `Table`.
    """

    function: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A number that choices select: a value for each combination, and a refusal without one."""

    by: tuple[str, ...]
    """The choices."""
    cells: tuple[tuple[tuple[str, ...], Decimal], ...]
    name: str = ""
    """What the table is called."""


Expression = Number | Words | Name | Apply | Table


class ExpressionError(ValueError):
    """The text is no expression."""


def parse(text: str) -> Expression:
    """Parse *text*, or raise `ExpressionError` with what is wrong and where."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"longer than {MAX_LENGTH} characters")
    reader = _Reader(text)
    tree = reader.binary(0, 0)
    reader.expect("end", "")
    return tree


def names(expression: Expression) -> Iterator[str]:
    """List the facts that *expression* uses, in order."""
    match expression:
        case Name(name):
            yield name
        case Table(by, _):
            yield from by
        case Apply(_, arguments):
            for argument in arguments:
                yield from names(argument)


def weight(expression: Expression) -> int:
    """Tell how much source an expression becomes where it may be undecided."""
    match expression:
        case Apply("if", (condition, then, other)):
            return 4 * weight(condition) + weight(then) + weight(other)
        case Apply("==" | "!=", arguments):
            return 1 + 6 * sum(map(weight, arguments))
        case Apply("<" | "<=" | ">" | ">=" | "-", arguments):
            return 1 + 2 * sum(map(weight, arguments))
        case Apply(_, arguments):
            return 1 + sum(map(weight, arguments))
    return 1


def tables(expression: Expression) -> Iterator[Table]:
    """List the tables that *expression* reads."""
    match expression:
        case Table():
            yield expression
        case Apply(_, arguments):
            for argument in arguments:
                yield from tables(argument)


def spell(expression: Expression) -> str:
    """Write *expression* as a reader would."""
    match expression:
        case Number(value):
            return format(value, "f")
        case Words(value):
            return f"'{value}'"
        case Name(name):
            return name
        case Table(by, _, name):
            return f"{name}({', '.join(by)})"
        case Apply("as_unit", (inner, _)):
            return spell(inner)
        case Apply(function, arguments):
            spelt = [spell(argument) for argument in arguments]
            if function in FUNCTIONS:
                return f"{function}({', '.join(spelt)})"
            return f"({spelt[0]} {function} {spelt[1]})"


class _Reader:
    """A cursor over the tokens of one expression."""

    def __init__(self, text: str) -> None:
        self.tokens = list(_tokens(text))
        self.place = 0

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.place]

    def take(self) -> tuple[str, str]:
        token = self.tokens[self.place]
        self.place += 1
        return token

    def expect(self, kind: str, text: str) -> None:
        found = self.take()
        if found[0] != kind or (text and found[1] != text):
            wanted = f"`{text}`" if text else "the end"
            raise ExpressionError(f"expected {wanted}, found `{found[1] or 'the end'}`")

    def binary(self, level: int, depth: int) -> Expression:
        """Read operators of *level* and all that bind tighter."""
        if depth > MAX_DEPTH:
            raise ExpressionError(f"nested more than {MAX_DEPTH} deep")
        if level == len(_LEVELS):
            return self.operand(depth)
        left = self.binary(level + 1, depth)
        while self.peek()[0] in {"sign", "name"} and self.peek()[1] in _LEVELS[level]:
            operator = self.take()[1]
            left = Apply(operator, (left, self.binary(level + 1, depth)))
        return left

    def operand(self, depth: int) -> Expression:
        """Read a constant, a fact, a call, a negation or something in brackets."""
        kind, text = self.take()
        if kind == "number":
            return Number(Decimal(text))
        if kind == "text":
            return Words(text)
        if kind == "sign" and text == "(":
            inner = self.binary(0, depth + 1)
            self.expect("sign", ")")
            return inner
        if kind == "name" and text == "not":
            return Apply("not", (self.binary(2, depth + 1),))
        if kind == "name" and self.peek() == ("sign", "("):
            return self.call(text, depth)
        if kind == "name" and text not in {"and", "or"}:
            return Name(text)
        raise ExpressionError(f"expected a fact or a number, found `{text or 'the end'}`")

    def call(self, function: str, depth: int) -> Expression:
        if function not in FUNCTIONS:
            known = ", ".join(FUNCTIONS)
            raise ExpressionError(f"no function is named `{function}`; there are {known}")
        self.expect("sign", "(")
        arguments = [self.binary(0, depth + 1)]
        while self.peek() == ("sign", ","):
            self.take()
            arguments.append(self.binary(0, depth + 1))
        self.expect("sign", ")")
        if len(arguments) not in FUNCTIONS[function]:
            wanted = " or ".join(map(str, FUNCTIONS[function]))
            raise ExpressionError(f"`{function}` takes {wanted} arguments, not {len(arguments)}")
        return Apply(function, tuple(arguments))


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    place = 0
    while text[place:].strip():
        match = _TOKEN.match(text, place)
        if not match or match.lastgroup is None:
            raise ExpressionError(f"cannot read `{text[place:].strip()[:20]}`")
        yield match.lastgroup, match.group(match.lastgroup)
        place = match.end()
    yield "end", ""
