"""What the functions of one module of estimators need: imports and constants."""

from __future__ import annotations

import re

from generator.naming import constant_name
from generator.views.code import assigned

_RANGES = re.compile(
    r"\b(plus|minus|times|least|capped|most|divide_up|divide_down|divide_half_up|divide_half_even"
    r"|half_even|unstated|options|either|lesser|greater|open_greater|surely|possibly|stretches|open_stretches|combined|merged)(?=\()"
)
_FACTS = re.compile(r"\b(look_up|rated)(?=\()")


class Needs:
    """Gathers imports and constants while functions are written."""

    def __init__(self) -> None:
        """Start with what every estimator needs."""
        self.facts: set[str] = set()
        self.ranges: set[str] = set()
        self.lines: set[str] = set()
        self.estimates: set[str] = {"Estimate"}
        self.checks: set[str] = set()
        self.values: dict[str, str] = {}
        self.items = False
        """Whether items are declared before they are known."""
        self.assumes = False
        """Whether the function at hand may assume something."""
        self.misses = False
        """Whether the function at hand may miss something."""

    def constant(self, owner: str, name: str, value: str) -> str:
        """Define a constant of the module once and return its name.

        The same value is shared; another value under the same name gets that of its *owner*.
        """
        constant, number = constant_name(name), 1
        while self.values.get(constant, value) != value:
            constant = constant_name(owner, name, *([str(number)] if number > 1 else []))
            number += 1
        self.values[constant] = value
        return constant

    @property
    def constants(self) -> tuple[str, ...]:
        """All constants, as assignments."""
        return tuple(assigned(name, value) for name, value in self.values.items())

    def operators(self, source: str) -> None:
        """Import the functions for ranges and tables that *source* calls."""
        self.ranges.update(_RANGES.findall(source))
        self.facts.update(_FACTS.findall(source))
