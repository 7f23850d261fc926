"""Jobs: what the provider is working on. Their data is plain, so that another process can go on."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal
    from typing import Any

TERMINAL = ("succeeded", "failed")


class JobData:
    """Everything that is needed to ask for a job again; `as_dict` is plain JSON."""

    __slots__ = ("answer", "expected", "id", "key", "operation", "provider", "submitted", "urls")

    def __init__(
        self,
        *,
        provider: str,
        operation: str,
        id: str,
        submitted: str,
        urls: Mapping[str, str] | None = None,
        expected: int = 1,
        answer: Any = None,
        key: str = "",
    ) -> None:
        """Keep the parts.

        *submitted* is a UTC time (ISO 8601), *urls* the addresses that the provider gave, *expected*
        the number of results, *answer* the final answer where it came at once, *key* our own name of
        the job, by which a journal knows it.
        """
        self.provider = provider
        self.operation = operation
        self.id = id
        self.submitted = submitted
        self.urls = dict(urls or {})
        self.expected = expected
        self.answer = answer
        self.key = key

    def as_dict(self) -> dict[str, Any]:
        """Return plain JSON that `client.resume` takes."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> JobData:
        """Read what `as_dict` gave, however it was stored."""
        texts = ("provider", "operation", "id", "submitted")
        wrong = [f"{name} must be text" for name in texts if not isinstance(data.get(name), str)]
        if not isinstance(data.get("urls") or {}, dict):
            wrong.append("urls must be an object")
        if wrong:
            raise ValueError(f"this is no job: {', '.join(wrong)}")
        return cls(**{name: data[name] for name in cls.__slots__ if name in data})


def now() -> str:
    """Return the time as jobs keep it."""
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="seconds")


class Status:
    """How far a job is."""

    __slots__ = ("data", "logs", "position", "progress", "state", "value")

    def __init__(
        self,
        state: str,
        value: str,
        *,
        position: int | None = None,
        progress: float | None = None,
        logs: Sequence[str] = (),
        data: Any = None,
    ) -> None:
        """Keep the parts.

        *state* is waiting, running, succeeded, failed or unknown, *value* the provider's own word,
        *position* the place in the queue, *progress* per cent, *logs* lines since the last status.
        """
        self.state = state
        self.value = value
        self.position = position
        self.progress = progress
        self.logs = tuple(logs)
        self.data = data

    @property
    def done(self) -> bool:
        """Whether it will not change any more."""
        return self.state in TERMINAL

    def __repr__(self) -> str:
        """Show what a person wants to know."""
        position = f", position {self.position}" if self.position is not None else ""
        progress = f", {self.progress:g} %" if self.progress is not None else ""
        return f"<Status {self.state} ({self.value}{position}{progress})>"


class Outcome:
    """The final answer of a job, as the provider gave it."""

    __slots__ = ("cost", "headers", "request_id", "results", "status")

    def __init__(
        self,
        results: Sequence[Any],
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        request_id: str = "",
        cost: Decimal | None = None,
    ) -> None:
        """Keep the parts: raw *results*, HTTP *status*, *headers*, *request_id*, reported *cost*."""
        self.results = list(results)
        self.status = status
        self.headers = dict(headers or {})
        self.request_id = request_id
        self.cost = cost


def money(value: Any) -> Decimal | None:
    """Read a reported cost exactly as it was written."""
    from decimal import Decimal, InvalidOperation

    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and not isinstance(value, bool) else None
