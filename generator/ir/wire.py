"""The values that travel around a payload: envelopes, other calls, errors, webhooks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.ir.shape import Shape


@dataclass(frozen=True, slots=True)
class CallShapes:
    """What one call of the protocol takes and gives. What is not documented is None."""

    query: Shape
    headers: Shape
    body: Shape | None
    response: Shape | None
    response_headers: Shape


@dataclass(frozen=True, slots=True)
class Wire:
    """The shapes of a provider's protocol, by the names that its spec gives them."""

    options: Shape
    """Members of the envelope beside model and payload."""
    calls: Mapping[str, CallShapes]
    errors: Mapping[str, Shape]
    """Forms of error answers, by id."""
    webhook: Shape | None
