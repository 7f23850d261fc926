# Copied by `specloom generate` from generator/runtime/operation.py.
"""Operations of a client: called, submitted, judged and priced with the provider's own parameters."""

from __future__ import annotations

from .bound import Bound, as_named
from .generic import Generic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, ClassVar, ParamSpec, TypeVar

    from .job import AsyncJob, Job
    from .provider import OperationInfo

    P = ParamSpec("P")
    R = TypeVar("R")
else:
    P = R = None


class Operation(Bound[P, R]):
    """An operation whose call returns when it is done."""

    def __call__(self, *args: P.args, **params: P.kwargs) -> R:
        """Judge the request, send it, wait, and return the result."""
        return self.submit(*args, **params).result()

    def submit(self, *args: P.args, **params: P.kwargs) -> Job[R]:
        """Judge the request, send it, and return a handle to the job."""
        return self.submit_with({}, as_named(args, params))

    def submit_with(self, options: Mapping[str, Any], params: Mapping[str, Any]) -> Job[R]:
        """Submit *params* with protocol *options*, such as webhook_url."""
        from .job import Job

        params, waiting = self._plain(params)
        if waiting:
            from .uploads import fill

            self._body(params)  # judged before anything is uploaded
            params = fill(self._client, dict(params), waiting)
        submission = self._submission(params)
        data = self._client._driver().run(self._submit(params, options, submission))  # noqa: SLF001
        return Job(self._client, self._info, data, submission)

    def direct(self, *args: P.args, **params: P.kwargs) -> R:
        """Run the request on the provider's direct host, on one open connection."""
        steps = self._direct(as_named(args, params))
        outcome = self._client._driver().run(steps)  # noqa: SLF001  # the client's own part
        result: R = self._info.parse(outcome.results[0])
        return result


class AsyncOperation(Bound[P, R]):
    """An operation whose call is awaited."""

    async def __call__(self, *args: P.args, **params: P.kwargs) -> R:
        """Judge the request, send it, wait, and return the result."""
        job = await self.submit(*args, **params)
        return await job.result()

    async def submit(self, *args: P.args, **params: P.kwargs) -> AsyncJob[R]:
        """Judge the request, send it, and return a handle to the job."""
        return await self.submit_with({}, as_named(args, params))

    async def submit_with(
        self, options: Mapping[str, Any], params: Mapping[str, Any]
    ) -> AsyncJob[R]:
        """Submit *params* with protocol *options*, such as webhook_url."""
        from .job import AsyncJob

        params, waiting = self._plain(params)
        if waiting:
            from .uploads import fill_async

            self._body(params)  # judged before anything is uploaded
            params = await fill_async(self._client, dict(params), waiting)
        submission = self._submission(params)
        steps = self._submit(params, options, submission)
        data = await self._client._driver().run(steps)  # noqa: SLF001
        return AsyncJob(self._client, self._info, data, submission)

    async def direct(self, *args: P.args, **params: P.kwargs) -> R:
        """Run the request on the provider's direct host, on one open connection."""
        steps = self._direct(as_named(args, params))
        outcome = await self._client._driver().run(steps)  # noqa: SLF001  # the client's own part
        result: R = self._info.parse(outcome.results[0])
        return result


class Family:
    """The operations of one model, of one client."""

    _operations: ClassVar[tuple[OperationInfo, ...]] = ()

    def __init__(self, client: Any) -> None:
        """Belong to *client*."""
        self._client = client


class bound(Generic[P, R]):  # noqa: N801  # reads as a decorator would
    """Declares an operation of a family of a sync client."""

    def __init__(self, stub: Callable[P, R], info: OperationInfo) -> None:
        """Take parameters and result from *stub*, all else from *info*."""
        self._stub = stub
        self._info = info

    def __get__(self, family: Family, owner: type[Family]) -> Operation[P, R]:
        """Return the operation of the family's client."""
        return Operation(family._client, self._info, self._stub)  # noqa: SLF001


class bound_async(Generic[P, R]):  # noqa: N801  # reads as a decorator would
    """Declares an operation of a family of an async client."""

    def __init__(self, stub: Callable[P, R], info: OperationInfo) -> None:
        """Take parameters and result from *stub*, all else from *info*."""
        self._stub = stub
        self._info = info

    def __get__(self, family: Family, owner: type[Family]) -> AsyncOperation[P, R]:
        """Return the operation of the family's client."""
        return AsyncOperation(family._client, self._info, self._stub)  # noqa: SLF001


def by_name(*families: type[Family]) -> dict[str, OperationInfo]:
    """Return the operations of all *families* by name."""
    return {info.name: info for family in families for info in family._operations}  # noqa: SLF001
