# Copied by `specloom generate` from generator/runtime/job.py.
"""Handles of jobs: status, events, waiting, results, cancelling, for sync and async clients."""

from __future__ import annotations

from .errors import CallError, TimedOut, UnexpectedAnswer
from .generic import Generic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from decimal import Decimal
    from typing import Any, TypeVar

    from .http import Steps
    from .jobs import JobData, Outcome, Status
    from .provider import OperationInfo

    R = TypeVar("R")
    T = TypeVar("T")
else:
    R = None


class JobBase(Generic[R]):
    """What handles of jobs share: plain data, and the steps to ask with."""

    def __init__(self, client: Any, info: OperationInfo, data: JobData) -> None:
        """Ask *client* about the job that *data* describes."""
        self._client = client
        self._info = info
        self._data = data
        self.outcome: Outcome | None = None
        """The final answer with headers, request id and cost, once the job has succeeded."""

    def __repr__(self) -> str:
        """Show operation and id."""
        return f"<{type(self).__name__} {self._data.operation} {self._data.id}>"

    @property
    def id(self) -> str:
        """The provider's id of the job."""
        return self._data.id

    @property
    def cost(self) -> Decimal | None:
        """What the provider reported as cost, in US dollars, once the job has succeeded."""
        return self.outcome.cost if self.outcome else None

    def as_dict(self) -> dict[str, Any]:
        """Return plain JSON that `client.resume` takes, in this process or another."""
        return self._data.as_dict()

    def _status(self) -> Steps[Status]:
        return told_of(self._client._protocol().status(self._data), self._info)  # noqa: SLF001

    def _cancel(self) -> Steps[bool]:
        return told_of(self._client._protocol().cancel(self._data), self._info)  # noqa: SLF001

    def _finish(
        self, deadline: float | None, told: Callable[[Status], None] | None
    ) -> Steps[Outcome]:
        """Wait until the job is done, and fetch its results or raise its error."""
        import time

        from .protocol import wait

        client = self._client
        limit, interval = client.limits(deadline)
        protocol = client._protocol()  # noqa: SLF001  # the client's own part
        steps = wait(protocol, self._data, limit, interval, time.monotonic, told)
        status = yield from told_of(steps, self._info)
        if status.state == "failed":
            error = yield from protocol.failure(self._data, status)
            raise tell(error, self._info, self._data.id)
        self.outcome = yield from told_of(protocol.fetch(self._data), self._info)
        return self.outcome

    def _parse(self, outcome: Outcome) -> list[R]:
        try:
            return [self._info.parse(each) for each in outcome.results]
        except ValueError as error:
            text = f"the result is not of the documented form ({type(error).__name__})"
            raise UnexpectedAnswer(
                text,
                operation=self._info.name,
                request_id=self._data.id,
                answer=outcome.results,
                job=self.as_dict(),
            ) from error


class Job(JobBase[R]):
    """A handle to a job."""

    def status(self) -> Status:
        """Ask how far it is, once."""
        return self._client._driver().run(self._status())  # type: ignore[no-any-return]  # noqa: SLF001

    def events(self, deadline: float | None = None) -> Iterator[Status]:
        """Yield each status that differs from the one before, until the job is done."""
        import time

        limit, pause = self._client.limits(deadline)
        end, last = time.monotonic() + limit, ""
        while True:
            status = self.status()
            if repr(status) != last or status.logs:
                last = repr(status)
                yield status
            if status.done:
                return
            _check_deadline(end, limit, status, self._data)
            time.sleep(pause)
            pause = min(pause * 1.5, 10.0)

    def wait(
        self, deadline: float | None = None, told: Callable[[Status], None] | None = None
    ) -> Outcome:
        """Wait until it is done, *deadline* seconds at most; *told* is called with each status."""
        steps = self._finish(deadline, told)
        return self._client._driver().run(steps)  # type: ignore[no-any-return]  # noqa: SLF001

    def result(self, deadline: float | None = None) -> R:
        """Wait until it is done and return the (first) result."""
        return self.results(deadline)[0]

    def results(self, deadline: float | None = None) -> list[R]:
        """Wait until it is done and return all results, each once."""
        return self._parse(self.outcome or self.wait(deadline))

    def cancel(self) -> bool:
        """Cancel it, where the provider has a way; return whether the provider took that up."""
        return self._client._driver().run(self._cancel())  # type: ignore[no-any-return]  # noqa: SLF001


class AsyncJob(JobBase[R]):
    """A handle to a job, whose methods are awaited."""

    async def status(self) -> Status:
        """Ask how far it is, once."""
        return await self._client._driver().run(self._status())  # type: ignore[no-any-return]  # noqa: SLF001

    async def events(self, deadline: float | None = None) -> AsyncIterator[Status]:
        """Yield each status that differs from the one before, until the job is done."""
        import asyncio
        import time

        limit, pause = self._client.limits(deadline)
        end, last = time.monotonic() + limit, ""
        while True:
            status = await self.status()
            if repr(status) != last or status.logs:
                last = repr(status)
                yield status
            if status.done:
                return
            _check_deadline(end, limit, status, self._data)
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, 10.0)

    async def wait(
        self, deadline: float | None = None, told: Callable[[Status], None] | None = None
    ) -> Outcome:
        """Wait until it is done, *deadline* seconds at most; *told* is called with each status."""
        steps = self._finish(deadline, told)
        return await self._client._driver().run(steps)  # type: ignore[no-any-return]  # noqa: SLF001

    async def result(self, deadline: float | None = None) -> R:
        """Wait until it is done and return the (first) result."""
        return (await self.results(deadline))[0]

    async def results(self, deadline: float | None = None) -> list[R]:
        """Wait until it is done and return all results, each once."""
        return self._parse(self.outcome or await self.wait(deadline))

    async def cancel(self) -> bool:
        """Cancel it, where the provider has a way; return whether the provider took that up."""
        return await self._client._driver().run(self._cancel())  # type: ignore[no-any-return]  # noqa: SLF001


def _check_deadline(end: float, limit: float, status: Status, data: JobData) -> None:
    import time

    if time.monotonic() >= end:
        text = f"the job is {status.value} after {limit:g} s"
        raise TimedOut(text, operation=data.operation, request_id=data.id, job=data.as_dict())


def told_of(steps: Steps[T], info: OperationInfo) -> Steps[T]:
    """Carry out *steps*, and tell errors which provider and operation they belong to."""
    try:
        return (yield from steps)
    except CallError as error:
        raise tell(error, info, "") from error.__cause__


def tell(error: CallError, info: OperationInfo, job: str) -> CallError:
    """Tell *error* which provider, operation and job it belongs to, where it does not know."""
    error.operation = error.operation or info.name
    error.provider = error.provider or info.name.partition("/")[0]
    error.request_id = error.request_id or job
    return error
