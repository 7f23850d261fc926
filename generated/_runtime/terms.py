# Copied by `specloom generate` from generator/runtime/terms.py.
"""On what terms a client sends paid requests."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from .budget import Budget
    from .journal import Journal
    from .observer import Observer


def _dollars(amount: str | int | Decimal) -> Decimal:
    from .budget import dollars

    return dollars(amount)


class Terms:
    """On what terms a client sends paid requests: limits in money, journal, who is told."""

    __slots__ = (
        *("allow_unpriced", "budget", "journal"),
        *("lookup", "max_cost", "observer", "servers"),
    )

    def __init__(
        self,
        observer: Observer,
        *,
        journal: Journal | None = None,
        budget: Budget | None = None,
        max_cost: str | int | Decimal | None = None,
        allow_unpriced: bool = False,
        servers: Mapping[str, str] | None = None,
        lookup: str = "",
    ) -> None:
        """Keep the parts; *max_cost* is for each request, *budget* for all of them together.

        *lookup* says how a person looks for a job whose answer was lost.
        """
        self.lookup = lookup
        self.observer = observer
        self.journal = journal
        self.budget = budget
        self.max_cost = None if max_cost is None else _dollars(max_cost)
        self.allow_unpriced = allow_unpriced
        self.servers = dict(servers or {})

    @property
    def plain(self) -> bool:
        """Whether nobody wants to know what a request may cost."""
        return self.budget is None and self.max_cost is None and self.journal is None
