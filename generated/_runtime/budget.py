# Copied by `specloom generate` from generator/runtime/budget.py.
"""Budgets: what a request may cost is set aside before it is sent, and settled when the cost is known."""

from __future__ import annotations

from _thread import allocate_lock

from .amounts import money
from .errors import BudgetExceeded, Unpriced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

    from .estimates import Estimate
    from .journal import Journal

CURRENCY = "USD"


class Budget:
    """An amount of money that clients share and never overspend, from any number of threads and tasks.

    With a *journal*, the amount is for a day (UTC), and holds for all processes that use the file.
    """

    def __init__(self, limit: str | int | Decimal, *, journal: Journal | None = None) -> None:
        """Spend *limit* US dollars at most; text or Decimal, no float."""
        self.limit = dollars(limit)
        self.journal = journal
        self._lock = allocate_lock()
        self._taken = dollars(0)

    def __repr__(self) -> str:
        """Show limit and what is left."""
        per = " a day" if self.journal else ""
        return f"<Budget ${money(self.limit)}{per}, ${money(self.left)} left>"

    @property
    def taken(self) -> Decimal:
        """What is spent and what is set aside for jobs under way."""
        return self.journal.taken_today() if self.journal else self._taken

    @property
    def left(self) -> Decimal:
        """What may still be set aside; 0 if reported costs went beyond the limit."""
        return max(self.limit - self.taken, dollars(0))

    def reserve(self, amount: Decimal, key: str) -> bool:
        """Set *amount* aside for the job *key*; tell whether it fits."""
        if self.journal is not None:
            return self.journal.reserve(key, amount, self.limit)
        with self._lock:
            if self._taken + amount > self.limit:
                return False
            self._taken += amount
            return True

    def settle(self, key: str, reserved: Decimal, spent: Decimal) -> None:
        """Put *spent* in the place of what was *reserved* for the job *key*."""
        if self.journal is not None:
            self.journal.settle(key, spent)
            return
        with self._lock:
            self._taken += spent - reserved


class Reservation:
    """What is set aside for one job, in one budget or none."""

    __slots__ = ("amount", "budget", "key", "settled")

    def __init__(self, budget: Budget | None, key: str, amount: Decimal) -> None:
        """Hold *amount* of *budget* for the job *key*."""
        self.budget = budget
        self.key = key
        self.amount = amount
        self.settled = False

    def settle(self, spent: Decimal | None) -> None:
        """Replace it by what was *spent*, once; None leaves the most that it can be."""
        if self.settled or self.budget is None:
            return
        self.settled = True
        if spent is not None:
            self.budget.settle(self.key, self.amount, spent)

    def release(self) -> None:
        """Give everything back: the provider took no job, or charges nothing for it."""
        self.settle(dollars(0))


def most(estimate: Estimate | None, operation: str, *, allow_unpriced: bool) -> Decimal:
    """Return what a request costs at most, or raise `Unpriced`; 0 for one that is let through."""
    high = None if estimate is None else estimate.high
    if high is not None and estimate is not None and estimate.currency == CURRENCY:
        return high
    if allow_unpriced:
        return dollars(0)
    why = "no price can be given" if estimate is None else f"its price is {estimate}"
    raise Unpriced(f"a budget needs an upper limit, and {why}", operation=operation, repeat="no")


def refuse(operation: str, amount: Decimal, limit: Decimal, whose: str) -> BudgetExceeded:
    """Return the error of a request that costs more than *limit*."""
    text = f"the request may cost ${money(amount)}, and {whose} ${money(limit)}"
    return BudgetExceeded(text, operation=operation, repeat="no")


def dollars(amount: str | int | Decimal) -> Decimal:
    """Return an exact amount; floats are refused, since 0.1 is none of them."""
    from decimal import Decimal, InvalidOperation

    if isinstance(amount, (bool, float)):
        raise TypeError(f"give money as text or Decimal, not as {type(amount).__name__}")
    try:
        value = Decimal(amount)
    except (InvalidOperation, ValueError):
        raise ValueError(f"{amount!r} is no amount of money") from None
    if not value.is_finite() or value < 0 or value.adjusted() > 9:
        raise ValueError(f"{amount!r} is no amount of money")
    return value
