"""Ways to ask for a picture of a certain size: by class and ratio, by a text, by width and height."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from generator.ir.provider import Operation
from generator.ir.rules import AllowedPairs
from generator.ir.shape import Member, PathTo
from generator.judge import judge_shape
from generator.pricing.intent import Intent, lines_of, pixels

CLOSE = Fraction(3, 100)
"""How far a documented size may be from the ratio that it stands for: 848x480 is 16:9."""
USUAL = "16:9"

Roles = dict[str, tuple[PathTo, Member]]
"""Where each role of an operation is said."""
Losses = dict[str, str]
"""What a request cannot say, and why."""


@dataclass(frozen=True, slots=True)
class Way:
    """Settings that say something, what they leave out, and what was chosen on the way."""

    settings: tuple[tuple[PathTo, Any], ...] = ()
    losses: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


def picture_ways(operation: Operation, roles: Roles, intent: Intent) -> list[list[Way]]:
    """List the ways to say the size that *intent* wants, those that lose least first.

    Ways in one list are variants of which each is as good as the others.
    """
    in_pixels = [ways for ways in _in_pixels(operation, roles, intent) if ways]
    if _wished(intent) and "resolution" not in roles and not in_pixels and _has_pixels(roles):
        return []
    words = [[_in_words(roles, intent)]]
    ways = [*in_pixels, *words] if intent.size else [*words, *in_pixels]
    ways += [[way] for way in _with_less(roles, intent)]
    return sorted(ways, key=lambda variants: len(variants[0].losses))


def _in_words(roles: Roles, intent: Intent) -> Way:
    """Say size class and ratio each under its own name."""
    wishes, notes = _words(roles, intent)
    settings = tuple((roles[role][0], value) for role, value in wishes.items() if role in roles)
    losses = tuple((role, _why(roles, role)) for role in wishes if role not in roles)
    return Way(settings, losses, notes)


def _has_pixels(roles: Roles) -> bool:
    return "size" in roles or {"width", "height"} <= roles.keys()


def _why(roles: Roles, role: str) -> str:
    if role in roles or _has_pixels(roles):
        return "it may not be said beside the rest"
    return "no parameter says it"


def _words(roles: Roles, intent: Intent) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return what is wished of size class and ratio; a size in pixels is translated."""
    if intent.size is None:
        wishes = {"resolution": intent.resolution, "aspect_ratio": intent.aspect_ratio}
        return {role: value for role, value in wishes.items() if value is not None}, ()
    both = pixels(intent.size)
    assert both is not None, "the intent has been checked"
    ratio = _nearest(roles, both)
    words = {"resolution": f"{min(both)}p", "aspect_ratio": ratio}
    return words, (f"{intent.size} is asked for as {words['resolution']} at {ratio}",)


def _nearest(roles: Roles, size: tuple[int, int]) -> str:
    """Name the documented ratio that *size* stands for, or spell its own."""
    shape = roles["aspect_ratio"][1].shape if "aspect_ratio" in roles else None
    for text in (shape.enum or ()) if shape else ():
        ratio = pixels(str(text))
        if ratio and _alike(size, ratio):
            return str(text)
    exact = Fraction(*size)
    return f"{exact.numerator}:{exact.denominator}"


def _alike(size: tuple[int, int], ratio: tuple[int, int]) -> bool:
    return abs(Fraction(*size) / Fraction(*ratio) - 1) <= CLOSE


def _in_pixels(operation: Operation, roles: Roles, intent: Intent) -> Iterator[list[Way]]:
    """Say width and height, or a text of both."""
    if {"width", "height"} <= roles.keys():
        paths = roles["width"][0], roles["height"][0]
        known = _pairs(operation, *paths)
        yield [
            Way(tuple(zip(paths, size, strict=True)), (), notes)
            for size, notes in _sizes(known, intent)
        ]
    if "size" in roles:
        path, member = roles["size"]
        known = [both for text in member.shape.enum or () if (both := pixels(str(text)))]
        found = _sizes(known, intent) if _wished(intent) else ()
        yield [Way(((path, f"{size[0]}x{size[1]}"),), (), notes) for size, notes in found]


def _wished(intent: Intent) -> bool:
    return bool(intent.size or intent.resolution or intent.ratio)


def _pairs(operation: Operation, width: PathTo, height: PathTo) -> list[tuple[int, int]]:
    """List the documented pairs of width and height."""
    for rule in operation.rules:
        match rule.demand:
            case AllowedPairs(first, second, _, pairs) if (first, second) == (width, height):
                return list(pairs)
            case AllowedPairs(first, second, _, pairs) if (second, first) == (width, height):
                return [(wide, high) for high, wide in pairs]
    return []


def _sizes(
    known: list[tuple[int, int]], intent: Intent
) -> list[tuple[tuple[int, int], tuple[str, ...]]]:
    """Choose among the *known* sizes those that *intent* means, one for each size class."""
    if intent.size is not None:
        both = pixels(intent.size)
        return [(both, ())] if both else []
    ratio = pixels(intent.ratio or USUAL) or (16, 9)
    lines = lines_of(intent.resolution) if intent.resolution else None
    if not known and lines is not None:
        known = [_computed(lines, ratio)]
    assumed = () if intent.ratio else (f"{USUAL} is taken, as nothing is said",)
    found = []
    for size in known:
        if _alike(size, ratio) and (intent.resolution is None or min(size) == lines):
            class_ = () if intent.resolution else (f"at {size[0]}x{size[1]}",)
            found.append((size, (*class_, *assumed)))
    return found


def _computed(lines: int, ratio: tuple[int, int]) -> tuple[int, int]:
    """Return the even size whose shorter side is *lines*."""
    longer = round(Fraction(lines) * max(ratio) / min(ratio) / 2) * 2
    return (longer, lines) if ratio[0] >= ratio[1] else (lines, longer)


def _with_less(roles: Roles, intent: Intent) -> Iterator[Way]:
    """Leave out what other parameters may rule out; never a value that is refused by itself."""
    wishes, notes = _words(roles, intent)
    free = [
        role
        for role, value in wishes.items()
        if role in roles and not judge_shape(roles[role][1].shape, value, lenient=False)
    ]
    bare = {role for role in wishes if role not in roles}
    for dropped in ([role] for role in free):
        yield _left_out(roles, wishes, {*dropped, *bare}, notes)
    if len(free) > 1:
        yield _left_out(roles, wishes, {*free, *bare}, notes)


def _left_out(
    roles: Roles, wishes: dict[str, str], dropped: set[str], notes: tuple[str, ...]
) -> Way:
    settings = tuple(
        (roles[role][0], value) for role, value in wishes.items() if role not in dropped
    )
    losses = tuple((role, _why(roles, role)) for role in wishes if role in dropped)
    return Way(settings, losses, notes)
