"""What can be seen from outside: standard logging, an event hook, OpenTelemetry if it is in use.

No key, no prompt and no query of an address is ever told.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .http import Answer, Request

LOGGER = "specloom"
"""Name of the logger: INFO for what becomes of jobs, WARNING for repeats and lost answers, DEBUG for requests."""

LEVELS = {
    "answered": 10,
    "missed": 10,
    "status": 10,
    "submitted": 10,
    "accepted": 20,
    "succeeded": 20,
    "refused": 20,
    "failed": 20,
    "repeated": 30,
    "unknown": 30,
}
"""Kinds of events, and the level at which each is logged."""


class Event:
    """Something that happened to a job or a request."""

    __slots__ = ("facts", "kind", "operation", "provider")

    def __init__(self, kind: str, provider: str, operation: str, facts: dict[str, Any]) -> None:
        """Keep the parts.

        *kind* is one of `LEVELS`; *facts* are plain values such as request_id, method, url (without
        its query), status, seconds, attempt, pause, cost, error (the name of a class).
        """
        self.kind = kind
        self.provider = provider
        self.operation = operation
        self.facts = facts

    def __repr__(self) -> str:
        """Show it as the log does."""
        told = " ".join(f"{name}={value}" for name, value in self.facts.items() if value != "")
        return f"{self.operation or self.provider} {self.kind} {told}".rstrip()


class Observer:
    """Tells a client's log, its hook and its tracer what happens."""

    def __init__(self, provider: str, hook: Callable[[Event], None] | None) -> None:
        """Tell events of *provider* to *hook*, too."""
        self.provider = provider
        self.hook = hook
        self._log: Any = None

    def tell(self, kind: str, operation: str = "", **facts: Any) -> None:
        """Tell an event; what a hook raises is logged and ends nothing."""
        if self._log is None:
            import logging

            self._log = logging.getLogger(LOGGER)
            if not self._log.handlers:
                self._log.addHandler(logging.NullHandler())  # silent until somebody asks
        level = LEVELS[kind]
        wanted = self._log.isEnabledFor(level)
        if not wanted and self.hook is None:
            return
        event = Event(kind, self.provider, operation, facts)
        if wanted:
            self._log.log(level, "%r", event)
        if self.hook is not None:
            try:
                self.hook(event)
            except Exception as error:  # noqa: BLE001  # a paid job is not lost for a hook
                self._log.error(
                    "the event hook raised %s", type(error).__name__
                )  # its text may hold anything

    def answered(self, request: Request, answer: Answer, seconds: float) -> None:
        """Tell that a request was answered."""
        self.tell(
            "answered",
            method=request.method,
            url=request.url.partition("?")[0],
            status=answer.status,
            seconds=round(seconds, 3),
        )

    def missed(self, request: Request, error: Exception, seconds: float) -> None:
        """Tell that a request was not answered."""
        self.tell(
            "missed",
            method=request.method,
            url=request.url.partition("?")[0],
            error=type(error).__name__,
            seconds=round(seconds, 3),
        )


class Span:
    """A span of OpenTelemetry, if the program has loaded that package; else nothing."""

    def __init__(self, name: str, **attributes: Any) -> None:
        """Begin a span called *name*."""
        import sys

        self._span: Any = None
        trace = sys.modules.get("opentelemetry.trace")  # whoever wants spans has it loaded
        if trace is None:
            return
        told = {f"specloom.{key}": value for key, value in attributes.items()}
        self._span = trace.get_tracer(LOGGER).start_span(name, attributes=told)

    def note(self, **attributes: Any) -> None:
        """Add what became known."""
        if self._span is not None:
            for key, value in attributes.items():
                self._span.set_attribute(f"specloom.{key}", value)

    def end(self, error: BaseException | None = None) -> None:
        """End it, as failed if there is an *error*; its text may hold anything and stays out."""
        if self._span is None:
            return
        if error is not None:
            from opentelemetry.trace import Status, StatusCode

            self._span.set_status(Status(StatusCode.ERROR, type(error).__name__))
        self._span.end()
