"""Options of clients that most calls do without: money, journal, repeats, webhooks, events."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal
    from typing import Any, TypedDict

    from .budget import Budget
    from .journal import Journal
    from .observer import Event

    class MoreOptions(TypedDict, total=False):
        """Options of clients that most calls do without."""

        journal: Journal | None
        """Where every paid job is written down before it is sent."""
        budget: Budget | None
        """What the requests of this client, and of others that share it, may cost together."""
        max_cost: str | int | Decimal | None
        """What one request may cost at most, in US dollars."""
        allow_unpriced: bool
        """Whether a request goes out under a budget although nobody knows what it costs at most."""
        retry_for: float
        """Seconds in which a request that may be repeated is; 60 unless given."""
        stream: bool
        """Whether waits listen to the provider's stream of events, where it has one, before they ask."""
        receiver: Any
        """A `Receiver` of webhooks, which ends waits early."""
        on_event: Callable[[Event], None] | None
        """Called with everything that happens; from whatever thread it happens in."""


OPTIONS = frozenset(
    (
        "journal",
        "budget",
        "max_cost",
        "allow_unpriced",
        "retry_for",
        "stream",
        "receiver",
        "on_event",
    )
)
"""Names of the options that most calls do without."""
