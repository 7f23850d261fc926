"""How long things may take."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .observer import Observer
    from .retry import Retry


class Calm:
    """Until when (monotonic) a provider wants nothing more, for all clients on the same connections."""

    __slots__ = ("until",)

    def __init__(self) -> None:
        """Begin with a provider that has said nothing."""
        self.until = 0.0


class Limits:
    """How long things may take, in seconds, and who is told about repeats."""

    __slots__ = ("calm", "deadline", "end", "interval", "observer", "retry_for", "timeout")

    def __init__(
        self,
        deadline: float,
        interval: float,
        retry_for: float,
        observer: Observer,
        *,
        timeout: float,
    ) -> None:
        """Keep the parts.

        *deadline* is for a wait, *interval* the first pause between two questions, *retry_for* the
        time in which a request that may be repeated is, *timeout* the time for one answer.
        """
        self.deadline = deadline
        self.interval = interval
        self.retry_for = retry_for
        self.observer = observer
        self.timeout = timeout
        self.calm = Calm()
        self.end: float | None = None
        """When (monotonic) the wait at hand is over."""

    def until(self, end: float) -> Limits:
        """Return the limits of a wait that is over at *end*."""
        limits = Limits(
            self.deadline, self.interval, self.retry_for, self.observer, timeout=self.timeout
        )
        limits.end = end
        return limits

    def retry(self) -> Retry:
        """Return the attempts at one request that costs nothing."""
        import time

        from .retry import Retry

        left = self.retry_for if self.end is None else self.end - time.monotonic()
        return Retry(left, min(0.5, self.interval))
