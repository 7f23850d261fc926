"""What the four job protocols share: paid and free requests, and telling errors. Steps only, no I/O."""

from __future__ import annotations

from .errors import (
    KINDS,
    CallError,
    Conflict,
    ConnectionFailed,
    InvalidRequest,
    OutcomeUnknown,
    RateLimited,
    UnexpectedAnswer,
    kind_of_status,
)
from .http import Answer, Pause
from .requests import Requests
from .retry import PASSING, Retry, retry_after

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from .http import Request, Steps
    from .jobs import JobData, Outcome, Status
    from .limits import Limits
    from .provider import OperationInfo, ProviderInfo


SHORTEST = 5.0
"""Seconds that the first attempt at a request has, even if a wait is all but over."""


class Protocol(Requests):
    """How jobs of one provider are sent, watched and fetched. Subclasses say the four steps."""

    def __init__(
        self,
        provider: ProviderInfo,
        servers: Mapping[str, str],
        account: str | None,
        limits: Limits,
    ) -> None:
        """Talk to *provider* at *servers*, base URLs by name, within *limits*."""
        super().__init__(provider, servers, account)
        self.limits = limits

    def prepare(self, operation: OperationInfo, body: dict[str, Any]) -> JobData | None:
        """Return what can be asked for before a submit is answered, if the id is our own."""
        del operation, body
        return None

    def known(self, operation: OperationInfo, id: str) -> JobData:
        """Return what can be asked for about a job of which nothing but the id is known."""
        from .jobs import JobData, now

        return JobData(provider=self.provider.id, operation=operation.name, id=id, submitted=now())

    def submit(
        self, operation: OperationInfo, body: dict[str, Any], options: Mapping[str, Any]
    ) -> Steps[JobData]:
        """Send a job; it is never paid for twice."""
        raise NotImplementedError

    def status(self, job: JobData) -> Steps[Status]:
        """Ask how far *job* is."""
        raise NotImplementedError

    def fetch(self, job: JobData) -> Steps[Outcome]:
        """Fetch the results of *job*, which has succeeded or failed; `NotYet` if they are late."""
        raise NotImplementedError

    def watch(self, job: JobData, told: Callable[[Status], None]) -> Steps[None]:
        """Hear of every status of *job* from a stream, where the provider has one."""
        del job, told
        yield from ()

    def cancel(self, job: JobData) -> Steps[bool]:
        """Cancel *job*; return whether the provider took that up."""
        raise NotImplementedError(f"{self.provider.title} documents no way to cancel a job")

    def failed(self, job: JobData, status: Status) -> CallError:
        """Return the error of a job whose status says that it failed."""
        raise NotImplementedError

    def failure(self, job: JobData, status: Status) -> Steps[CallError]:
        """Return the error of a failed job, asking for more about it where there is more."""
        yield from ()
        return self.failed(job, status)

    def delivered(self, error: CallError) -> list[Any]:
        """List the results that came with an *error*, as the provider gave them."""
        answer = error.answer
        listed = answer.get("results") if isinstance(answer, dict) else None
        return listed if isinstance(listed, list) else []

    def direct(self, operation: OperationInfo, body: dict[str, Any]) -> Steps[Outcome]:
        """Run a job on one open connection, where the provider has a host for that."""
        raise NotImplementedError(f"{self.provider.title} documents no direct host")

    def paid(
        self, request: Request, judge: Callable[[Answer, Any], CallError | None] | None = None
    ) -> Steps[tuple[Answer, Any] | None]:
        """Send a request that costs money, and return its answer.

        It is sent again only if it cannot have been accepted, or if a repeat does no harm; None says
        that a repeat of ours was told that the first one had arrived. *judge* finds the error in an
        answer that looks like a success.
        """
        retry = Retry(self.limits.retry_for, min(0.5, self.limits.interval))
        doubtful = False
        while True:
            yield from self._calm_down()
            error, data, answer = yield from self._attempt(request, judge)
            if error is None:
                assert answer is not None, "no error, so an answer"
                return answer, data
            if doubtful and isinstance(error, Conflict):
                return None
            meaning = self._meaning_of(error, answer)
            doubtful = doubtful or meaning in {"same-task", "unknown"}
            asked = retry_after(answer) if answer is not None else None
            pause = retry.pause(asked) if meaning in {"repeat", "same-task"} else None
            if pause is None:
                told = isinstance(error, InvalidRequest) and error.code in self.provider.errors
                certain = not doubtful or told  # what is documented as wrong was so at first, too
                raise error if certain else unknown(error)
            self._note_pause(error, asked, pause)
            yield Pause(pause)

    def _attempt(
        self, request: Request, judge: Callable[[Answer, Any], CallError | None] | None
    ) -> Steps[tuple[CallError | None, Any, Answer | None]]:
        """Send *request* once; return what is wrong, the data, and the answer."""
        try:
            answer = yield request
        except (ConnectionFailed, OutcomeUnknown, UnexpectedAnswer) as error:
            return error, None, None
        assert answer is not None, "a request is answered"
        if not answer.ok:
            return self.refused(answer), None, answer
        try:
            data = answer.json()
        except UnexpectedAnswer as error:
            return error, None, answer
        return (judge(answer, data) if judge else None), data, answer

    def _meaning_of(self, error: CallError, answer: Answer | None) -> str:
        """Say what a failed submit means: repeat, same-task, refused or unknown."""
        failures = self.provider.failures
        if isinstance(error, ConnectionFailed):
            return failures["not-sent"]
        if answer is None:
            return failures["lost"]
        if isinstance(error, Conflict) and error.code in self.provider.errors:
            return "refused"
        if answer.ok:
            unreadable = isinstance(error, UnexpectedAnswer)
            limited = isinstance(error, RateLimited)
            return failures["unreadable" if unreadable else "429" if limited else "4xx"]
        exact = failures.get(str(answer.status))
        return exact or failures.get(f"{answer.status // 100}xx", "unknown")

    def _calm_down(self) -> Steps[None]:
        """Wait while the provider wants nothing more of this client."""
        import time

        left = self.limits.calm.until - time.monotonic()
        if left > 0:
            yield Pause(left)

    def _note_pause(self, error: CallError, asked: float | None, pause: float) -> None:
        import time

        if asked is not None:
            calm = self.limits.calm
            calm.until = max(calm.until, time.monotonic() + pause)
        self.limits.observer.tell("repeated", error=type(error).__name__, pause=round(pause, 3))

    def free(
        self, request: Request, final: Callable[[Answer], bool] | None = None
    ) -> Steps[Answer]:
        """Send a request that costs nothing, again while that may help and there is time.

        A 2xx answer is JSON for certain; *final* tells which other answers will not change.
        """
        retry = self.limits.retry()
        while True:
            request.timeout = min(max(retry.left, SHORTEST), self.limits.timeout)
            error: CallError | None = None
            answer: Answer | None = None
            try:
                answer = yield request
                assert answer is not None, "a request is answered"
                if answer.ok:
                    answer.json()
                    return answer
            except (ConnectionFailed, UnexpectedAnswer) as failed:
                error = failed
            if error is None and answer is not None:
                if answer.status not in PASSING or (final is not None and final(answer)):
                    return answer
                error = self.refused(answer)
            assert error is not None, "either an error or an answer that is one"
            pause = retry.pause(retry_after(answer) if answer is not None else None)
            if pause is None:
                error.gave_up = True
                raise error
            self.limits.observer.tell("repeated", error=type(error).__name__, pause=round(pause, 3))
            yield Pause(pause)

    def refused(self, answer: Answer) -> CallError:
        """Turn an answer that is no success into the error that it stands for."""
        raise NotImplementedError

    def error(
        self,
        message: str,
        code: str,
        status: int | None,
        answer: Answer | None = None,
        field: str = "",
        request_id: str = "",
        body: Any = None,
    ) -> CallError:
        """Build the error for *code*, or for the HTTP status where the code says nothing."""
        known = self.provider.errors.get(code) or self.provider.errors.get(str(status or ""))
        kind, repeat = known or (kind_of_status(status or 500), "unknown")
        error = KINDS[kind](
            message,
            code=code,
            status=status,
            repeat=repeat,
            field=field,
            request_id=request_id,
            answer=body,
        )
        if isinstance(error, RateLimited) and answer is not None:
            error.retry_after = retry_after(answer)
        return error

    def meaning(self, value: object) -> str:
        """Return what a status value means; one that is not documented ends no wait."""
        return self.provider.states.get(value, "unknown") if isinstance(value, str) else "unknown"


def unknown(error: CallError) -> OutcomeUnknown:
    """Return the error of a paid request whose *error* leaves open whether it was accepted."""
    if isinstance(error, OutcomeUnknown):
        return error
    found = OutcomeUnknown(
        f"nobody knows whether the job was taken ({error.message})",
        code=error.code,
        status=error.status,
        request_id=error.request_id,
        repeat="no",
        answer=error.answer,
    )
    found.__cause__ = error
    return found
