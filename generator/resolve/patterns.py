"""Whether a regular expression of a spec is one, and whether it is safe to run on foreign text."""

from __future__ import annotations

import itertools
import re
import string
import warnings
from dataclasses import dataclass, field

_ATOM = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:<[=!]|.))?|.", re.DOTALL)
_QUANTIFIER = re.compile(r"([*+?]|\{(?P<low>[0-9]+)(?P<comma>,?)(?P<high>[0-9]*)\})\??")
_GROUPS = frozenset({"(", "(?:", "(?=", "(?!", "(?<=", "(?<!"})
_NOT_ECMA = frozenset({"\\A", "\\Z", "\\a"})
_MANY = 20
"""A group that may come this often is taken to come without end."""


@dataclass(slots=True)
class _Group:
    """A bracketed part of a pattern, as far as it has been read."""

    first: str = ""
    """First atom of the alternative at hand: "." for a group, "*" for one that may be left out."""
    last: str = ""
    """Last atom of the alternative at hand, if it comes exactly once."""
    firsts: list[str] = field(default_factory=list)
    """First atoms of the alternatives before."""
    repeats: list[str] = field(default_factory=list)
    """Atoms that may come any number of times."""

    def take(self, atom: str, times: tuple[int, int | None]) -> None:
        """Note one atom and how often it may come."""
        once = times == (1, 1)
        if not self.first:
            self.first = atom if times[0] > 0 else "*"
        self.last = atom if once else ""
        if times[1] is None or (not once and times[1] >= _MANY):
            self.repeats.append(atom)

    @property
    def separated(self) -> bool:
        """Whether signs that repeat nowhere in it mark where each round begins or ends."""
        marks = () if self.firsts else (self.first, self.last)
        return any(
            mark and not any(_meet(mark, atom) for atom in self.repeats)
            for mark in marks
            if mark != "*"
        )

    @property
    def overlapping(self) -> bool:
        """Whether two alternatives may begin alike."""
        starts = [*self.firsts, self.first] if self.firsts else []
        return any(_meet(one, other) for one, other in itertools.combinations(starts, 2))


def trouble(pattern: str) -> tuple[str, str]:
    """Return code and text of what is wrong with *pattern*, or two empty texts."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        return "bad-pattern", f"the pattern does not compile: {error}"
    stack = [_Group()]
    place = 0
    while match := _ATOM.match(pattern, place):
        atom, place = match.group(), match.end()
        if atom in _NOT_ECMA or (atom[0] == "(" and atom not in _GROUPS):
            return "bad-pattern", f"{atom} is not part of ECMA 262"
        place, times = _times(pattern, place)
        if atom[0] == "(":
            stack.append(_Group())
        elif atom == "|":
            stack[-1].firsts.append(stack[-1].first)
            stack[-1].first = stack[-1].last = ""
        elif atom == ")" and len(stack) > 1:
            group = stack.pop()
            if _endless(times) and ((group.repeats and not group.separated) or group.overlapping):
                return "risky-pattern", "a repeated group can match the same text in several ways"
            stack[-1].repeats.extend(group.repeats)
            stack[-1].take(".", times)
        elif atom not in "^$":
            stack[-1].take(atom, times)
    return "", ""


def _times(pattern: str, place: int) -> tuple[int, tuple[int, int | None]]:
    """Read a quantifier, if one stands at *place*: where it ends, and least and greatest number."""
    match = _QUANTIFIER.match(pattern, place)
    if match is None:
        return place, (1, 1)
    sign = match.group(1)
    if sign in "*+":
        return match.end(), (0 if sign == "*" else 1, None)
    if sign == "?":
        return match.end(), (0, 1)
    low, high = int(match["low"]), match["high"]
    return match.end(), (low, int(high) if high else None if match["comma"] else low)


def _endless(times: tuple[int, int | None]) -> bool:
    return times[1] is None or times[1] >= _MANY


def _meet(one: str, other: str) -> bool:
    """Tell whether two atoms can stand for the same character; "*" is an atom that may be left out."""
    if "*" in (one, other) or "" in (one, other):
        return True
    return any(re.fullmatch(one, char) and re.fullmatch(other, char) for char in string.printable)
