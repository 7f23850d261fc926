"""Many jobs of one operation at a time: results as they finish, in bounded memory."""

from __future__ import annotations

from .errors import CallError, TimedOut
from .generic import Generic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import Task
    from collections.abc import (
        AsyncGenerator,
        AsyncIterator,
        Callable,
        Generator,
        Iterable,
        Iterator,
        Mapping,
    )
    from concurrent.futures import Future
    from typing import Any, TypeVar

    from .http import Bell
    from .job import AsyncJob, Job
    from .operation import AsyncOperation, Operation

    R = TypeVar("R")
else:
    R = None

CONCURRENCY = 4
"""Jobs at a time unless asked otherwise; providers advise few."""


class Done(Generic[R]):
    """What became of one request."""

    __slots__ = ("error", "index", "job", "params", "results")

    def __init__(self, index: int, params: Mapping[str, Any]) -> None:
        """Begin with the request *params*, the one at *index*."""
        self.index = index
        self.params = params
        self.job: Any = None
        """The handle, once the provider has taken the job."""
        self.results: list[R] = []
        self.error: CallError | None = None

    def __repr__(self) -> str:
        """Show place and outcome."""
        told = type(self.error).__name__ if self.error else f"{len(self.results)} results"
        return f"<Done {self.index}: {told}>"

    @property
    def result(self) -> R:
        """The (first) result; raises the error if there is none."""
        if self.error is not None:
            raise self.error
        return self.results[0]


class Progress:
    """How far many jobs are."""

    __slots__ = ("failed", "finished", "running", "total")

    def __init__(self, total: int | None) -> None:
        """Begin; *total* is None where nobody knows how many there will be."""
        self.total = total
        self.finished = 0
        """Jobs that are over, failed ones included."""
        self.failed = 0
        self.running = 0


class Halt:
    """Ends waits early, when whoever asked for the results has gone away."""

    def __init__(self, over: Any, bell: Bell | None) -> None:
        """Listen to *over*, and to the *bell* that the client has."""
        self.over = over
        self.bell = bell

    def event(self) -> Any:
        """Return what webhooks have said about the job."""
        return None if self.bell is None else self.bell.event()

    def _check(self) -> None:
        if self.over.is_set():
            raise TimedOut("nobody waits for the result any more")

    def wait(self, seconds: float) -> None:
        """Come back after *seconds*; `TimedOut` if nobody waits any more."""
        if self.bell is None:
            self.over.wait(seconds)
        else:
            self.bell.wait(seconds)
        self._check()

    async def wait_async(self, seconds: float) -> None:
        """Come back after *seconds*; `TimedOut` if nobody waits any more."""
        import asyncio

        if self.bell is not None:
            await self.bell.wait_async(seconds)
        else:
            try:
                async with asyncio.timeout(seconds):
                    await self.over.wait()
            except TimeoutError:
                return
        self._check()


class ManyBase(Generic[R]):
    """What sync and async runs share: the requests, the progress, and what is left behind."""

    def __init__(
        self,
        requests: Iterable[Mapping[str, Any]],
        concurrency: int,
        progress: Callable[[Progress], None] | None,
    ) -> None:
        """Take *requests* one by one, *concurrency* of them at a time."""
        if concurrency < 1:
            raise ValueError("concurrency must be at least 1")
        self._source = enumerate(requests)
        self._concurrency = concurrency
        self._report = progress
        size = getattr(requests, "__len__", None)
        self.progress = Progress(None if size is None else size())
        self.unfinished: list[Done[R]] = []
        """Jobs that were taken when nobody asked for more results: resume them by their handles."""

    def _next(self) -> Done[R] | None:
        index, params = next(self._source, (0, None))
        if params is None:
            return None
        self.progress.running += 1
        return Done(index, params)

    def _over(self, done: Done[R]) -> Done[R]:
        self.progress.running -= 1
        self.progress.finished += 1
        self.progress.failed += done.error is not None
        if self._report is not None:
            self._report(self.progress)
        return done


class Many(ManyBase[R]):
    """Results of a sync client, as they finish; closing it early leaves jobs in `unfinished`."""

    def __init__(self, operation: Operation[Any, R], *given: Any) -> None:
        """Run *operation* with each of the requests."""
        super().__init__(*given)
        self._operation = operation
        self._steps = self._run()

    def __iter__(self) -> Iterator[Done[R]]:
        """Return itself."""
        return self

    def __next__(self) -> Done[R]:
        """Return the next that is over."""
        return next(self._steps)

    def close(self) -> None:
        """Send nothing more, and leave the jobs under way in `unfinished`."""
        self._steps.close()

    def _run(self) -> Generator[Done[R], None, None]:
        from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
        from threading import Event

        halt = Event()
        waiting: set[Future[Done[R]]] = set()
        with ThreadPoolExecutor(self._concurrency, "specloom-map") as pool:
            try:
                while True:
                    while len(waiting) < self._concurrency and (done := self._next()) is not None:
                        waiting.add(pool.submit(self._one, done, halt))
                    if not waiting:
                        return
                    over, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    while over:
                        yield self._over(over.pop().result())
            finally:
                halt.set()
                self.unfinished += [future.result() for future in waiting]

    def _one(self, done: Done[R], halt: Any) -> Done[R]:
        try:
            job: Job[R] = self._operation.submit_with({}, done.params)
            done.job = job
            job._halt = halt  # noqa: SLF001  # the handle's own part
            done.results = job.results()
        except CallError as error:
            done.error = error
        return done


class AsyncMany(ManyBase[R]):
    """Results of an async client, as they finish; closing it early leaves jobs in `unfinished`."""

    def __init__(self, operation: AsyncOperation[Any, R], *given: Any) -> None:
        """Run *operation* with each of the requests."""
        super().__init__(*given)
        self._operation = operation
        self._steps = self._run()

    def __aiter__(self) -> AsyncIterator[Done[R]]:
        """Return itself."""
        return self

    async def __anext__(self) -> Done[R]:
        """Return the next that is over."""
        return await anext(self._steps)

    async def close(self) -> None:
        """Send nothing more, and leave the jobs under way in `unfinished`."""
        await self._steps.aclose()

    async def _run(self) -> AsyncGenerator[Done[R], None]:
        import asyncio

        halt = asyncio.Event()
        waiting: set[Task[Done[R]]] = set()
        try:
            while True:
                while len(waiting) < self._concurrency and (done := self._next()) is not None:
                    waiting.add(asyncio.create_task(self._one(done, halt)))
                if not waiting:
                    return
                over, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
                while over:
                    yield self._over(over.pop().result())
        finally:
            halt.set()
            if waiting:
                await asyncio.wait(waiting)
            self.unfinished += [task.result() for task in waiting]

    async def _one(self, done: Done[R], halt: Any) -> Done[R]:
        try:
            job: AsyncJob[R] = await self._operation.submit_with({}, done.params)
            done.job = job
            job._halt = halt  # noqa: SLF001  # the handle's own part
            done.results = await job.results()
        except CallError as error:
            done.error = error
        return done
