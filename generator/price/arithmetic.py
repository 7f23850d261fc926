"""Integer arithmetic as Python source: the least and the most of a quantity, side by side.

Where both are the same text the quantity is certain. The most of a quantity that is open upwards
may be None when it runs; functions of the runtime (`plus`, `times`, `least`, `most`) deal with that.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.price.choices import Test


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


def constant(number: int) -> Code:
    """Return source for a number."""
    return Code(f"{number:_}", f"{number:_}")


def scaled_up(code: Code, shift: int) -> Code:
    """Multiply by a power of ten."""
    if _is_constant(code):
        return constant(int(code.low) * 10**shift)
    return multiply(code, constant(10**shift))


def _is_constant(code: Code) -> bool:
    return code.certain and code.low.replace("_", "").isdecimal()


def multiply(one: Code, other: Code) -> Code:
    """Return source for a product."""
    if other == constant(1):
        return one
    if one == constant(1):
        return other
    if _is_constant(one) and _is_constant(other):
        return constant(int(one.low) * int(other.low))
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


def extreme(function: str, one: str, other: str) -> str:
    """Return source for `min` or `max`; of two names without a call, which costs ten times as much."""
    if not all(text.replace("_", "a").isalnum() for text in (one, other)):
        return f"{function}({one}, {other})"
    if one.replace("_", "").isdecimal():
        one, other = other, one
    return f"({one} if {one} {'<' if function == 'min' else '>'} {other} else {other})"


def divide(code: Code, step: int, mode: str) -> Code:
    """Return source for a division by *step* that rounds as *mode* says."""
    if step == 1:
        return code
    low, high = (_quotient(end, step, mode) for end in code.ends())
    if code.open:
        high = f"divide_{mode.replace('-', '_')}({code.high}, {step:_})"
    return Code(low, high, code.open, bare=mode == "half-even")


def _quotient(value: str, step: int, mode: str) -> str:
    match mode:
        case "up":
            return f"-(-{value} // {step:_})"
        case "down":
            return f"{value} // {step:_}"
        case "half-up":
            return f"({value} * 2 + {step:_}) // {2 * step:_}"
    return f"half_even({unbracketed(value)}, {step:_})"


def unbracketed(text: str) -> str:
    """Leave out the brackets that `Code.ends` has put around the whole of *text*."""
    return text[1:-1] if text.startswith("(") and _closes_last(text) else text


def _closes_last(text: str) -> bool:
    depth = 0
    for place, sign in enumerate(text):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth == 0:
            return place == len(text) - 1
    return False


def compared(function: str, one: Code, other: Code) -> Test:
    """Return source for the comparison of two quantities."""
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
            first, second = compared("<=", one, other), compared("<=", other, one)
            ends = dict.fromkeys((low, high, least, most))
            known = f"({' == '.join(ends)})"
            return Test(known, f"({first.possible} and {second.possible})")
    same = compared("==", one, other)
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
