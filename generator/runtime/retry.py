"""When a request is sent again: tenacity decides, the steps of a protocol do the waiting."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .http import Answer

CEILING = 60.0
"""Seconds that a server can make us wait at once; it is asked again after that."""

LONGEST = 10.0
"""Seconds between two attempts, at most, where no server says more."""

PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})
"""Statuses that may be another one a little later."""


class Retry:
    """The attempts at one request: exponential pauses with jitter, within a total of *limit* seconds.

    tenacity counts and decides. It is imported at the first failure, which most calls never have.
    """

    def __init__(self, limit: float, first: float) -> None:
        """Begin now; the first pause is about *first* seconds."""
        import time

        self.limit = limit
        self.first = first
        self.began = time.monotonic()
        self._state: Any = None

    @property
    def left(self) -> float:
        """Seconds that are left of the total."""
        import time

        return self.limit - (time.monotonic() - self.began)

    def pause(self, asked: float | None = None) -> float | None:
        """Return the seconds until the next attempt, or None if there is none.

        *asked* is what the server wants us to wait, in seconds.
        """
        from tenacity import DoSleep, RetryError

        state = self._state = self._state or self._begin()
        state.kwargs["asked"] = asked
        state.set_result(None)
        try:
            action = state.retry_object.iter(retry_state=state)
        except RetryError:
            return None
        state.prepare_for_next_attempt()
        return float(action) if isinstance(action, DoSleep) else None

    def _begin(self) -> Any:
        from tenacity import RetryCallState, Retrying, retry_always, stop_before_delay
        from tenacity.wait import wait_exponential_jitter

        backoff = wait_exponential_jitter(multiplier=self.first, max=LONGEST, jitter=self.first)

        def wait(state: RetryCallState) -> float:
            asked = state.kwargs["asked"]
            pause: float = backoff(state)
            return pause if asked is None else max(pause, min(asked, CEILING))

        retrying = Retrying(
            wait=wait, stop=stop_before_delay(self.limit), retry=retry_always, sleep=_never
        )
        retrying.begin()
        state = RetryCallState(retrying, fn=None, args=(), kwargs={})
        state.start_time = self.began
        return state


def _never(_seconds: float) -> None:
    raise AssertionError("steps pause; tenacity never sleeps here")


def retry_after(answer: Answer) -> float | None:
    """Return the seconds that an answer asks us to wait: in milliseconds, seconds or as a date."""
    milliseconds = _number(answer.headers.get("retry-after-ms", ""))
    if milliseconds is not None:
        return milliseconds / 1000
    text = answer.headers.get("retry-after", "").strip()
    seconds = _number(text)
    if seconds is not None or not text:
        return seconds
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    if date.tzinfo is None:
        return None
    return max(0.0, (date - datetime.now(UTC)).total_seconds())


def _number(text: str) -> float | None:
    """Read a plain number that is not absurdly long."""
    text = text.strip()
    plain = len(text) <= 12 and text.isascii() and text.replace(".", "", 1).isdigit()
    return float(text) if plain else None
