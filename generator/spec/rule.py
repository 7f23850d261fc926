"""Rules about several parameters: a closed vocabulary, no expressions."""

from __future__ import annotations

from typing import Any

from pydantic import model_validator

from generator.spec.base import Condition, Name, Number, Path, Scalar, Source, Strict, Text

Group = Path | tuple[Path, ...]
"""One alternative: a parameter, or several that count as one."""


class Requires(Strict):
    """Given one parameter, others must be given too."""

    given: Path
    """The parameter that asks for others."""
    needed: tuple[Path, ...]
    """The parameters that must then be there."""


class Excludes(Strict):
    """Given one parameter, others must not be given."""

    given: Path
    """The parameter that rules others out."""
    forbidden: tuple[Path, ...]
    """The parameters that must then be absent."""


class Bounds(Strict):
    """What a rule demands of one parameter when its condition holds."""

    required: bool = False
    """It must be there."""
    minimum: Number | None = None
    """Least value, inclusive."""
    maximum: Number | None = None
    """Greatest value, inclusive."""
    enum: tuple[Scalar, ...] | None = None
    """The values that are then allowed."""
    minItems: int | None = None
    """Fewest items."""
    maxItems: int | None = None
    """Most items."""


class AllowedPairs(Strict):
    """Two parameters, if both are given, must form a row of a table."""

    parameters: tuple[Path, Path]
    """The two parameters."""
    table: Name
    """A table of the same file; its columns carry the parameters' names."""


class Rule(Strict):
    """One rule; exactly one of the kinds below."""

    id: Name
    """Stable name, shown with every violation."""
    message: Text
    """What to do to keep it, in our words."""
    source: Source | None = None
    """Where it is documented."""
    exactly_one_of: tuple[Group, ...] | None = None
    """Of these alternatives one is given, and only one."""
    at_most_one_of: tuple[Group, ...] | None = None
    """Of these alternatives no two are given."""
    together: tuple[Path, ...] | None = None
    """All of these are given, or none."""
    requires: Requires | None = None
    """One parameter asks for others."""
    excludes: Excludes | None = None
    """One parameter rules others out."""
    when: Condition | None = None
    """The condition of `then`."""
    then: dict[Path, Bounds] | None = None
    """What holds of single parameters when `when` does."""
    allowed_pairs: AllowedPairs | None = None
    """Which values of two parameters go together."""
    kept: tuple[dict[str, Any], ...] = ()
    """Requests that keep it, right in every other respect too; typed by hand from the page."""
    broken: tuple[dict[str, Any], ...] = ()
    """Requests that break it."""
    allow: tuple[Name, ...] = ()
    """Lint findings about this rule that are meant so."""

    @model_validator(mode="after")
    def one_kind(self) -> Rule:
        """Refuse a rule of no kind or of two."""
        kinds = ("exactly_one_of", "at_most_one_of", "together", "requires", "excludes", "then")
        given = [kind for kind in (*kinds, "allowed_pairs") if getattr(self, kind) is not None]
        if len(given) != 1:
            raise ValueError(f"a rule is of one kind; this one has {given or 'none'}")
        if (self.when is None) != (self.then is None):
            raise ValueError("`when` and `then` go together")
        return self
