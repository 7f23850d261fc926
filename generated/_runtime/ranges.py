# Copied by `specloom generate` from generator/runtime/ranges.py.
"""Arithmetic on what is not known: greatest values that may be open, choices that may be several."""

from __future__ import annotations

from .line_items import merge_items

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from .line_items import Item

    Bill = tuple[int, int | None, tuple[Item, ...]]


def plus(one: int | None, other: int | None) -> int | None:
    """Add two greatest values; None is open upwards."""
    return None if one is None or other is None else one + other


def minus(one: int | None, other: int) -> int | None:
    """Take something from a greatest value, never below 0."""
    return None if one is None else max(one - other, 0)


def times(one: int | None, other: int | None) -> int | None:
    """Multiply two greatest values; nothing times something open is nothing."""
    if one == 0 or other == 0:
        return 0
    return None if one is None or other is None else one * other


def least(one: int | None, other: int | None) -> int | None:
    """Return the smaller of two greatest values."""
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)


def capped(one: int | None, cap: int) -> int:
    """Return a greatest value, but no more than *cap*."""
    return cap if one is None else min(one, cap)


def most(one: int | None, other: int | None) -> int | None:
    """Return the greater of two greatest values."""
    return None if one is None or other is None else max(one, other)


def divide_up(value: int | None, step: int) -> int | None:
    """Divide and round up."""
    return None if value is None else -(-value // step)


def divide_down(value: int | None, step: int) -> int | None:
    """Divide and round down."""
    return None if value is None else value // step


def unstated(quantity: int | None) -> int | None:
    """Return the greatest amount of a line whose rate is not stated: nothing, or open upwards."""
    return 0 if quantity == 0 else None


def half_even(value: int, step: int) -> int:
    """Divide and round to the nearer whole number, to the even one in the middle."""
    whole, rest = divmod(value, step)
    up = 2 * rest > step or (2 * rest == step and whole % 2 == 1)
    return whole + 1 if up else whole


def divide_half_up(value: int | None, step: int) -> int | None:
    """Divide and round to the nearer whole number, up in the middle."""
    return None if value is None else (value * 2 + step) // (2 * step)


def divide_half_even(value: int | None, step: int) -> int | None:
    """Divide and round to the nearer whole number, to the even one in the middle."""
    return None if value is None else half_even(value, step)


def options(choice: str | None, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a choice may be: all of *values* where nobody has said."""
    return values if choice is None else (choice,)


def either(
    certain: bool, possible: bool, one: tuple[str, ...], other: tuple[str, ...]
) -> tuple[str, ...]:
    """Return what a choice may be: *one* if something holds, *other* if not, both if undecided."""
    if certain:
        return one
    return tuple(dict.fromkeys((*one, *other))) if possible else other


def lesser(certain: bool, possible: bool, one: int, other: int) -> int:
    """Return the least quantity: *one* if something holds, *other* if not."""
    if certain:
        return one
    return min(one, other) if possible else other


def greater(certain: bool, possible: bool, one: int, other: int) -> int:
    """Return the greatest quantity: *one* if something holds, *other* if not."""
    if certain:
        return one
    return max(one, other) if possible else other


def open_greater(certain: bool, possible: bool, one: int | None, other: int | None) -> int | None:
    """Do the same where a quantity may be open upwards."""
    if certain:
        return one
    return most(one, other) if possible else other


def surely(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two choices are certainly the same."""
    return len(one) == 1 and one == other


def possibly(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two choices may be the same."""
    return not set(one).isdisjoint(other)


def stretches(low: int, high: int, *ends: int) -> list[tuple[int, int]]:
    """Split the integers from *low* to *high* after each of *ends*, which rise."""
    found: list[tuple[int, int]] = []
    for end in ends:
        if low <= end < high:
            found.append((low, end))
            low = end + 1
    return [*found, (low, high)]


def open_stretches(low: int, high: int | None, *ends: int) -> list[tuple[int, int | None]]:
    """Do the same where there may be no greatest one."""
    if high is not None:
        return [*stretches(low, high, *ends)]
    last = max(low, ends[-1] + 1) if ends else low
    before = stretches(low, last, *ends)[:-1]
    return [*before, (last, None)]


def combined(*ways: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return all combinations of one of each of *ways*."""
    found: list[tuple[Any, ...]] = [()]
    for way in ways:
        found = [(*one, each) for one in found for each in way]
    return found


def merged(bills: Sequence[Bill]) -> Bill:
    """Return the bill that holds all of *bills*."""
    highs = [high for _, high, _ in bills if high is not None]
    high = max(highs) if len(highs) == len(bills) else None
    return min(low for low, _, _ in bills), high, merge_items([items for _, _, items in bills])
