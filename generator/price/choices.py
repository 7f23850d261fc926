"""Compile choices to Python: known, None where nobody has said, or a tuple of what is possible."""

from __future__ import annotations

from dataclasses import dataclass

from generator.python import literal


@dataclass(frozen=True, slots=True)
class Test:
    """Python source of a statement: when it certainly holds, and when it may."""

    certain: str
    possible: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Python source of a choice."""

    text: str
    form: str
    """`one`: its value. `maybe`: its value or None. `some`: a tuple of the values it may have."""
    values: tuple[str, ...]
    """Its domain."""


def constant_choice(value: str) -> Choice:
    """Return source for one value."""
    return Choice(literal(value), "one", (value,))


def options(choice: Choice) -> str:
    """Return source for a tuple of what *choice* may be."""
    match choice.form:
        case "one":
            return f"({choice.text},)"
        case "maybe":
            return f"options({choice.text}, {literal(choice.values)})"
    return choice.text


def choice_test(function: str, one: Choice, two: Choice) -> Test:
    """Return source for the comparison of two choices."""
    if "some" in {one.form, two.form}:
        ways = f"{options(one)}, {options(two)}"
        certain, possible = f"surely({ways})", f"possibly({ways})"
    else:
        certain, possible = _same(one, two)
    if function == "==":
        return Test(certain, possible)
    if certain == possible:
        differ = f"({one.text} != {two.text})"
        return Test(differ, differ)
    return Test(f"(not {possible})", f"(not {certain})")


def _same(one: Choice, two: Choice) -> tuple[str, str]:
    """Return when two choices are certainly the same, and when they may be; None is unknown."""
    same = f"{one.text} == {two.text}"
    both = f"{one.text} is not None and " if one.form == two.form == "maybe" else ""
    ways = [*_may_be(one, two), *_may_be(two, one), same]
    return f"({both}{same})", f"({' or '.join(ways)})"


def _may_be(one: Choice, other: Choice) -> list[str]:
    """Return the test that *one* is unknown and may be what *other* is."""
    shared = tuple(value for value in one.values if value in other.values)
    if one.form != "maybe" or not shared:
        return []
    if set(other.values) <= set(one.values):
        return [f"{one.text} is None"]
    within = f"{other.text} in {literal(shared)}"
    if other.form == "maybe":
        within = f"({other.text} is None or {within})"
    return [f"({one.text} is None and {within})"]
