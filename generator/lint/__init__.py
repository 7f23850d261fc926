"""Stage 3: what is well formed and yet wrong. Rules by name, each of which a spec can silence.

A rule is a small generator function over the IR that `@rule` puts into the table. `allow: [code]`
on an operation silences it for everything in that operation; on a rule or a price for that alone;
on a provider for what is found about the provider itself and its files.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.diagnostics import Finding
from generator.ir.provider import Provider
from generator.lint import (  # each module adds its rules to the table as it is imported
    costs,
    examples,
    names,
    prices,
    quirks,
    releases,
    roles,
    rules,
    shapes,
    sources,
    wire,
)
from generator.lint.registry import (
    RULES,
    Heard,
    LintRule,
    apply,
    apply_to_family,
    apply_to_provider,
)

__all__ = ["RULES", "Heard", "LintRule", "apply_to_family", "apply_to_provider", "lint"]

MODULES = (sources, shapes, roles, names, rules, examples, prices, costs, quirks, wire, releases)
"""Where the rules stand."""


def lint(providers: Sequence[Provider]) -> list[Finding]:
    """Apply every rule to *providers* and return what is wrong and not silenced, by place."""
    return apply(providers)
