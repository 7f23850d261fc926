"""What all parts of the spec language share: strictness, sources, scalars, conditions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema

PATTERNS = {
    "name": r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$",
    "day": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "amount": r"^(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,12})?$",
    "operation": r"^[a-z0-9]+(?:[-.][a-z0-9]+)*(?:/[a-z0-9]+(?:[-.][a-z0-9]+)*){2}$",
    "url": r"^(?:https|wss)://[^\s]+$",
    "version": r"^(?:0|[1-9][0-9]{0,5})(?:\.(?:0|[1-9][0-9]{0,5})){2}$",
}
"""Forms of text that several keys share."""

Number = int | Annotated[Decimal, WithJsonSchema({"type": "number"})]
"""A JSON number as the spec writes it; decimals stay exact."""

Scalar = bool | Number | str | None
"""A JSON value that is neither object nor array."""

Name = Annotated[str, Field(pattern=PATTERNS["name"], max_length=64)]
"""A name that we chose: lower case, words joined by hyphens or dots."""


def _real_day(text: str) -> str:
    """Refuse a day that no calendar has."""
    try:
        date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text} is no day of the calendar") from None
    return text


Day = Annotated[str, Field(pattern=PATTERNS["day"]), AfterValidator(_real_day)]
"""A date, quoted: "2026-11-21"."""

Money = Annotated[str, Field(pattern=PATTERNS["amount"])]
"""An amount of money as a quoted decimal: "0.05". Never a YAML number."""

Quantity = Annotated[str, Field(pattern=PATTERNS["amount"])]
"""An exact quantity as a quoted decimal: "8.7"."""

Text = Annotated[str, Field(min_length=1, max_length=2000)]
"""Prose in our own words."""

Path = Annotated[str, Field(min_length=1, max_length=200)]
"""The way to a parameter through nested objects: `inputs.frameImages`."""

Url = Annotated[str, Field(pattern=PATTERNS["url"], max_length=2000)]
"""An address on the web."""

Confidence = Literal["documented", "derived", "reported-bill", "third-party"]
"""How good the evidence for a price is; only `documented` can make an estimate exact."""


class Strict(BaseModel):
    """A part of a spec: unknown keys and wrong types are findings, never ignored."""

    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, use_attribute_docstrings=True
    )


class Source(Strict):
    """Where a fact is documented."""

    document: Name
    """Id of a document that the provider's `documents` declares."""
    section: Text
    """The section, tab, table or JSON path in that document."""


class Condition(Strict):
    """What must hold of a request for something to apply; all parts together."""

    present: tuple[Path, ...] = ()
    """Parameters that are all given."""
    absent: tuple[Path, ...] = ()
    """Parameters none of which is given."""
    equals: dict[Path, Scalar] = {}
    """Parameters that are given with exactly this value."""
