"""Waiting for a job: asked again and again, until there is a right answer or no time is left."""

from __future__ import annotations

from .errors import (
    AuthenticationFailed,
    CallError,
    ConnectionFailed,
    NotFound,
    NotYet,
    PermissionDenied,
    RateLimited,
    TimedOut,
    UnexpectedAnswer,
)
from .http import Pause
from .jobs import Status
from .retry import LONGEST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .http import Bell, Steps
    from .jobs import JobData, Outcome
    from .protocol import Protocol

GRACE = 10
"""For how many times the first pause a job that is not found is still asked for."""


OURS = (AuthenticationFailed, PermissionDenied, RateLimited)
"""Errors that are about who asks, and say nothing about the job."""


class Wait:
    """One wait for one job, until a deadline."""

    def __init__(
        self,
        protocol: Protocol,
        job: JobData,
        told: Callable[[Status], None] | None = None,
        bell: Bell | None = None,
        *,
        stream: bool = False,
    ) -> None:
        """Tell every status to *told*; pauses end early when *bell* rings; *stream* listens first."""
        import time

        self.protocol = protocol
        self.job = job
        self.told = told
        self.bell = bell
        self.stream = stream
        self.limits = protocol.limits
        self.pause = self.limits.interval
        self.end = time.monotonic() if self.limits.end is None else self.limits.end
        self.missing: float | None = None
        self.last = "on its way"
        self.reported: Outcome | None = None
        """What a webhook brought, if it brought everything."""
        self.verdict: CallError | None = None
        """The error of the job itself, once it has failed; other errors are about the asking."""

    def done(self) -> Steps[Status]:
        """Ask until the job is done, and return its last status; `TimedOut` if it takes too long."""
        if self.stream:
            yield from self._listen()
        while True:
            self.reported = yield from self._ask_bell()
            if self.reported is not None:
                status = Status("succeeded", "reported")
                self._tell(status)
                return status
            try:
                status = yield from self.protocol.status(self.job)
            except CallError as error:
                self._forgive(error)
            else:
                if status.state != "failed":
                    self.missing = None
                self._tell(status)
                if status.done:
                    return status
            yield from self._rest()

    def outcome(self) -> Steps[Outcome]:
        """Wait until the job is done, and return its results or raise its error."""
        while True:
            status = yield from self.done()
            if self.reported is not None:
                return self.reported
            try:
                if status.state == "failed":
                    self.verdict = yield from self.protocol.failure(self.job, status)
                    raise self.verdict
                return (yield from self.protocol.fetch(self.job))
            except (NotYet, NotFound, ConnectionFailed, UnexpectedAnswer) as error:
                self.last = "done, but its result is not there yet"
                self._forgive(error)
            except CallError as error:
                if error.gave_up:
                    raise self._late() from error
                if not isinstance(error, OURS):
                    self.verdict = error
                raise
            yield from self._rest()

    def _ask_bell(self) -> Steps[Outcome | None]:
        """Return what a webhook has said completely, if there is one; else the provider is asked."""
        event = None if self.bell is None else self.bell.event()
        if event is None:
            return None
        from .webhook_reports import reported

        try:
            return (yield from reported(self.protocol, self.job, event))
        except CallError as error:
            self.verdict = error
            raise

    def _tell(self, status: Status) -> None:
        self.last = status.value
        if self.told is not None:
            self.told(status)

    def _listen(self) -> Steps[None]:
        """Hear of the job from its stream; whatever ends that, asking comes after it."""
        try:
            yield from self.protocol.watch(self.job, self._tell)
        except (CallError, ValueError):
            self.last = "silent"

    def _forgive(self, error: CallError) -> None:
        """Let *error* pass if the next answer may be another one, or raise it."""
        import time

        now = time.monotonic()
        if error.gave_up:
            raise self._late() from error
        if isinstance(error, (ConnectionFailed, UnexpectedAnswer, NotYet)):
            return
        if isinstance(error, NotFound):
            self.missing = self.missing or now
            if now - self.missing < GRACE * self.limits.interval:
                return
        raise error

    def _rest(self) -> Steps[None]:
        """Pause before the next question; longer and longer, and never beyond the deadline."""
        import time

        left = self.end - time.monotonic()
        if left <= 0:
            raise self._late()
        yield Pause(min(self.pause, left), self.bell)
        self.pause = min(self.pause * 1.5, max(LONGEST, self.limits.interval))

    def _late(self) -> TimedOut:
        text = f"the job is {self.last} and the wait is over"
        job = self.job
        return TimedOut(text, operation=job.operation, request_id=job.id, job=job.as_dict())
