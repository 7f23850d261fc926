"""Rules about several parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.diagnostics import Origin
from generator.ir.shape import Citation, PathTo, When

Group = tuple[PathTo, ...]
"""Parameters that count as one alternative: given if any of them is."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """Of several alternatives one is given; or, if not *needed*, at most one."""

    groups: tuple[Group, ...]
    needed: bool


@dataclass(frozen=True, slots=True)
class Together:
    """All of these are given, or none."""

    paths: tuple[PathTo, ...]


@dataclass(frozen=True, slots=True)
class Requires:
    """Given one, others are given too."""

    given: PathTo
    needed: tuple[PathTo, ...]


@dataclass(frozen=True, slots=True)
class Excludes:
    """Given one, others are not."""

    given: PathTo
    forbidden: tuple[PathTo, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """What a rule demands of one parameter."""

    path: PathTo
    required: bool = False
    minimum: Any = None
    maximum: Any = None
    enum: tuple[Any, ...] | None = None
    min_items: int | None = None
    max_items: int | None = None


@dataclass(frozen=True, slots=True)
class WhenThen:
    """When a condition holds, limits hold."""

    when: When
    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class AllowedPairs:
    """Two parameters, if both are given, form one of these pairs."""

    first: PathTo
    second: PathTo
    table: str
    pairs: tuple[tuple[Any, Any], ...]


Demand = OneOf | Together | Requires | Excludes | WhenThen | AllowedPairs


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it demands, and how it is told."""

    id: str
    message: str
    source: Citation | None
    origin: Origin
    demand: Demand
    kept: tuple[Mapping[str, Any], ...] = ()
    broken: tuple[Mapping[str, Any], ...] = ()
    allow: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[PathTo, ...]:
        """List the parameters it is about, each once, in the order in which it names them."""
        return tuple(dict.fromkeys(_paths(self.demand)))

    @property
    def pointer(self) -> str:
        """Point at the deepest object that holds all parameters of the rule."""
        parents = [path[:-1] for path in self.paths] or [()]
        shared = parents[0]
        for parent in parents[1:]:
            while parent[: len(shared)] != shared:
                shared = shared[:-1]
        return "".join("/" + escape(step) for step in shared)


def escape(step: str) -> str:
    """Spell *step* as a token of a JSON pointer."""
    return step.replace("~", "~0").replace("/", "~1")


def _paths(demand: Demand) -> tuple[PathTo, ...]:
    match demand:
        case OneOf(groups):
            return tuple(path for group in groups for path in group)
        case Together(paths):
            return paths
        case Requires(given, others) | Excludes(given, others):
            return (given, *others)
        case WhenThen(when, limits):
            return (*when.paths, *(limit.path for limit in limits))
        case AllowedPairs(first, second):
            return (first, second)
