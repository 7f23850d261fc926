"""Facts of a price: what its line items are written in, and who says them."""

from __future__ import annotations

from pydantic import model_validator

from generator.spec.base import Condition, Name, Path, Quantity, Scalar, Source, Strict, Text

FactName = str
"""A name that expressions use: `seconds`, `input_video_seconds`."""


class Unknown(Strict):
    """What a fact may be when nobody says: a domain, never a guess."""

    minimum: Quantity | None = None
    """Least value; 0 where nothing is documented."""
    maximum: Quantity | None = None
    """Greatest value; left out, the range is open upwards."""
    source: Source | None = None
    """Where the domain is documented."""


class Lookup(Strict):
    """A value from a table of the same file, selected by parameters."""

    table: Name
    """The table."""
    column: str
    """The column that holds the value."""
    by: dict[str, Path]
    """Column to parameter: the row is the one that matches all."""


class Fallback(Strict):
    """What is taken for a fact that the request does not settle, and why."""

    value: Scalar = None
    """A value, or"""
    fact: FactName | None = None
    """another fact, if it is known and lies within `unknown`."""
    when: Condition | None = None
    """The condition on the request under which this is done."""
    why: Text
    """The reason, shown with the estimate."""


class Observed(Strict):
    """What a quantity turned out to be in the past: told to readers, and no bound."""

    quantiles: dict[Name, Quantity]
    """Name of a quantile, such as p50, to what was seen."""
    source: Source | None = None
    """Where it was seen."""


class Fact(Strict):
    """A named quantity, choice or truth about a request."""

    unit: Name | None = None
    """Unit of a quantity, from units.yaml."""
    values: tuple[str, ...] | None = None
    """The domain of a choice."""
    parameter: Path | None = None
    """The parameter that says it; the server's default counts, and is shown as assumed."""
    explicit: bool = False
    """Whether the server's default is left out of account."""
    ignore: tuple[Scalar, ...] = ()
    """Values of the parameter that say nothing, such as auto."""
    lookup: Lookup | None = None
    """A table that says it."""
    count: tuple[Path, ...] | None = None
    """Lists whose items are counted; a single value counts as one."""
    length: Path | None = None
    """A text whose characters are counted."""
    present: Path | None = None
    """True if this parameter is given."""
    given: bool = False
    """Whether the caller may supply it, under the name of the fact."""
    fallbacks: tuple[Fallback, ...] = ()
    """What is taken, in this order, when nothing above says it."""
    unknown: Unknown | None = None
    """The domain when it stays unknown. A choice has its values instead."""
    observed: Observed | None = None
    """What it turned out to be before; a price that depends on it is never exact."""
    needed_when: str | None = None
    """Expression: whether the price depends on it at all; if not, it is 0 and not missing."""
    value: str | None = None
    """Expression over the facts before it."""
    description: Text | None = None
    """What it means, for the caller who supplies it."""

    @model_validator(mode="after")
    def observed_is_supplied(self) -> Fact:
        """Refuse observations of what a caller cannot supply."""
        if self.observed is not None and not self.given:
            raise ValueError("what is only observed needs `given: true`")
        return self
