# Copied by `specloom generate` from generator/runtime/job.py.
"""Handles of jobs: status, events, waiting, results, cancelling, for sync and async clients."""

from __future__ import annotations

from .errors import CallError, UnexpectedAnswer
from .generic import Generic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from decimal import Decimal
    from os import PathLike
    from typing import Any, TypeVar

    from .downloads import Downloaded
    from .http import Steps
    from .jobs import JobData, Outcome, Status
    from .provider import OperationInfo
    from .submission import Submission
    from .waiting import Wait

    R = TypeVar("R")
    T = TypeVar("T")
else:
    R = None


class JobBase(Generic[R]):
    """What handles of jobs share: plain data, and the steps to ask with."""

    def __init__(
        self, client: Any, info: OperationInfo, data: JobData, submission: Submission | None = None
    ) -> None:
        """Ask *client* about the job that *data* describes; *submission* settles what it cost."""
        self._client = client
        self._info = info
        self._data = data
        self._submission = submission or client._resumed(info, data)  # noqa: SLF001
        self._halt: Any = None
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
        return self._told(self._client._protocol().status(self._data))  # noqa: SLF001

    def _cancel(self) -> Steps[bool]:
        return self._told(self._client._protocol().cancel(self._data))  # noqa: SLF001

    def _wait(self, deadline: float | None, told: Callable[[Status], None] | None) -> Wait:
        import time

        from .waiting import Wait

        client = self._client
        end = time.monotonic() + client.limits(deadline)[0]
        protocol = client._protocol(end)  # noqa: SLF001  # the client's own part
        bell = client._bell(self._data)  # noqa: SLF001
        if self._halt is not None:
            from .many import Halt

            bell = Halt(self._halt, bell)
        stream = client._stream and self._halt is None  # noqa: SLF001  # many jobs are asked
        return Wait(protocol, self._data, told, bell, stream=stream)

    def _events(self, deadline: float | None, heard: list[Status]) -> Steps[Status]:
        """Put every status that differs from the one before into *heard*, until the job is done."""
        last = ""

        def told(status: Status) -> None:
            nonlocal last
            if repr(status) != last or status.logs:
                last = repr(status)
                heard.append(status)

        return self._told(self._wait(deadline, told).done())

    def _finish(
        self, deadline: float | None, told: Callable[[Status], None] | None
    ) -> Steps[Outcome]:
        """Wait until the job is done, and fetch its results or raise its error."""
        wait = self._wait(deadline, told)
        try:
            self.outcome = yield from self._told(wait.outcome())
        except CallError as error:
            error.results = self._parsed(wait.protocol.delivered(error))
            if error is wait.verdict:
                self._submission.failed(error)
            raise
        self._submission.succeeded(self.outcome)
        return self.outcome

    def _files(self, path: str | PathLike[str]) -> list[tuple[str, str]]:
        """List address and place of each result: *path* itself, or names of ours in the folder *path*."""
        from pathlib import Path

        from .downloads import addresses

        assert self.outcome is not None, "a job that is done has an outcome"
        found = addresses(self.outcome.results, self._client.info.result_url)
        place = Path(path)
        if len(found) == 1 and not place.is_dir():
            return [(found[0], str(place))]
        place.mkdir(parents=True, exist_ok=True)
        names = (f"{self.id}-{n}{_ending(url)}" for n, url in enumerate(found, 1))
        clean = ("".join(c if c.isalnum() or c in "-._" else "-" for c in name) for name in names)
        return [(url, str(place / name)) for url, name in zip(found, clean, strict=True)]

    def _limits(self, limits: dict[str, Any]) -> dict[str, Any]:
        http = self._client._connections()  # noqa: SLF001  # the client's own part
        return {"kind": self._kind(), "http": http, **limits}

    def _kind(self) -> str | None:
        """Return the kind of file that the provider makes, as far as the name of its address tells."""
        place = self._client.info.result_url.lower()
        return next((kind for kind in ("video", "image", "audio") if kind in place), None)

    def _told(self, steps: Steps[T]) -> Steps[T]:
        """Carry out *steps*; an error of theirs knows the job, so that nothing is lost with it."""
        try:
            return (yield from told_of(steps, self._info))
        except CallError as error:
            error.request_id = error.request_id or self._data.id
            error.job = error.job or self._data.as_dict()
            raise

    def _parsed(self, results: list[Any]) -> list[R]:
        """Read the results that are of the documented form."""
        parsed = []
        for result in results:
            try:
                parsed.append(self._info.parse(result))
            except ValueError:
                continue
        return parsed

    def _parse(self, outcome: Outcome) -> list[R]:
        try:
            return [self._info.parse(each) for each in outcome.results]
        except ValueError as error:
            text = f"the result is not of the documented form ({type(error).__name__})"
            raise UnexpectedAnswer(
                text,
                provider=self._data.provider,
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
        heard: list[Status] = []
        steps = self._events(deadline, heard)
        yield from self._client._driver().walk(steps, heard)  # noqa: SLF001

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

    def download(
        self, path: str | PathLike[str], *, deadline: float | None = None, **limits: Any
    ) -> list[Downloaded]:
        """Wait until it is done, and store its results: one as *path*, several in the folder *path*.

        A file is in place when it is whole or not at all; a download that broke goes on where it
        was. *limits* are those of `downloads.download`: max_bytes, and kind.
        """
        from .downloads import download

        if self.outcome is None:
            self.wait(deadline)
        given = self._limits(limits)
        return [download(url, place, **given) for url, place in self._files(path)]

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
        heard: list[Status] = []
        steps = self._events(deadline, heard)
        async for status in self._client._driver().walk(steps, heard):  # noqa: SLF001
            yield status

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

    async def download(
        self, path: str | PathLike[str], *, deadline: float | None = None, **limits: Any
    ) -> list[Downloaded]:
        """Wait until it is done, and store its results: one as *path*, several in the folder *path*.

        A file is in place when it is whole or not at all; a download that broke goes on where it
        was. *limits* are those of `downloads.download_async`: max_bytes, and kind.
        """
        from .downloads import download_async

        if self.outcome is None:
            await self.wait(deadline)
        given = self._limits(limits)
        return [await download_async(url, place, **given) for url, place in self._files(path)]

    async def cancel(self) -> bool:
        """Cancel it, where the provider has a way; return whether the provider took that up."""
        return await self._client._driver().run(self._cancel())  # type: ignore[no-any-return]  # noqa: SLF001


def _ending(url: str) -> str:
    """Return the ending of the file that an address names, if it is a plain one."""
    name = url.partition("?")[0].rpartition("/")[2]
    ending = name.rpartition(".")[2] if "." in name else ""
    return f".{ending}" if ending.isalnum() and len(ending) <= 5 else ""


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
