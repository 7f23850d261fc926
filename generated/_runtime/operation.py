# Copied by `specloom generate` from generator/runtime/operation.py.
"""Operations of a client: called, submitted, judged and priced with the provider's own parameters."""

from __future__ import annotations

from .errors import RequestRefused
from .generic import Generic
from .http import Request
from .job import AsyncJob, Job, told_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    import inspect
    from collections.abc import Callable, Mapping
    from typing import Any, ClassVar, ParamSpec, TypeVar

    from .estimates import Estimate
    from .http import Steps
    from .jobs import JobData, Outcome
    from .provider import OperationInfo
    from .violations import Violation

    P = ParamSpec("P")
    R = TypeVar("R")
else:
    P = R = None


class Bound(Generic[P, R]):
    """An operation of one client: what sync and async share."""

    def __init__(self, client: Any, info: OperationInfo, stub: Callable[P, R]) -> None:
        """Bind the operation *info*, whose parameters *stub* declares, to *client*."""
        self._client = client
        self._info = info
        self._stub = stub
        self.__doc__ = stub.__doc__
        self.__name__ = info.python_name

    def __repr__(self) -> str:
        """Show the operation's name."""
        return f"<{type(self).__name__} {self._info.name}>"

    @property
    def __signature__(self) -> inspect.Signature:
        """The parameters one by one, for `help` and editors at run time."""
        import inspect

        declared = self._info.params_type()
        required = declared.__required_keys__
        parameters = [
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                default=inspect.Parameter.empty if name in required else ...,
                annotation=annotation,
            )
            for name, annotation in declared.__annotations__.items()
            if name.isidentifier()
        ]
        return inspect.Signature(sorted(parameters, key=lambda each: each.default is ...))

    def validate(self, *args: P.args, **params: P.kwargs) -> list[Violation]:
        """List everything that is wrong with a request, without sending it."""
        return self._info.validate(_named(args, params))

    def estimate(self, *args: P.args, **params: P.kwargs) -> Estimate:
        """Say what a request will cost, without sending it."""
        return self._info.estimate(_named(args, params))

    def price(self, params: Mapping[str, Any], **facts: Any) -> Estimate:
        """Say what the request *params* will cost, given *facts* such as input_video_seconds."""
        return self._info.estimate(params, **facts)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the parameters."""
        return self._info.schema()

    def request(self, *args: P.args, **params: P.kwargs) -> Request:
        """Return the HTTP request that a call would send, without the key, and send nothing."""
        step = next(self._submit(_named(args, params), {}))
        assert isinstance(step, Request), "a job begins with a request"
        return step

    def _body(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """Judge *params* and add the keys that the client fills in."""
        violations = self._info.validate(params)
        if violations:
            raise RequestRefused(self._info.name, violations)
        supplied = {
            name: _fresh_id() if value is None else value
            for name, value in self._info.supplied.items()
        }
        return {**supplied, **params}

    def _submit(self, params: Mapping[str, Any], options: Mapping[str, Any]) -> Steps[JobData]:
        protocol = self._client._protocol()  # noqa: SLF001  # one module in two classes
        return told_of(protocol.submit(self._info, self._body(params), options), self._info)

    def _direct(self, params: Mapping[str, Any]) -> Steps[Outcome]:
        protocol = self._client._protocol()  # noqa: SLF001  # one module in two classes
        return told_of(protocol.direct(self._info, self._body(params)), self._info)


class Operation(Bound[P, R]):
    """An operation whose call returns when it is done."""

    def __call__(self, *args: P.args, **params: P.kwargs) -> R:
        """Judge the request, send it, wait, and return the result."""
        return self.submit(*args, **params).result()

    def submit(self, *args: P.args, **params: P.kwargs) -> Job[R]:
        """Judge the request, send it, and return a handle to the job."""
        return self.submit_with({}, _named(args, params))

    def submit_with(self, options: Mapping[str, Any], params: Mapping[str, Any]) -> Job[R]:
        """Submit *params* with protocol *options*, such as webhook_url."""
        data = self._client._driver().run(self._submit(params, options))  # noqa: SLF001
        return Job(self._client, self._info, data)

    def direct(self, *args: P.args, **params: P.kwargs) -> R:
        """Run the request on the provider's direct host, on one open connection."""
        steps = self._direct(_named(args, params))
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
        return await self.submit_with({}, _named(args, params))

    async def submit_with(
        self, options: Mapping[str, Any], params: Mapping[str, Any]
    ) -> AsyncJob[R]:
        """Submit *params* with protocol *options*, such as webhook_url."""
        data = await self._client._driver().run(self._submit(params, options))  # noqa: SLF001
        return AsyncJob(self._client, self._info, data)

    async def direct(self, *args: P.args, **params: P.kwargs) -> R:
        """Run the request on the provider's direct host, on one open connection."""
        steps = self._direct(_named(args, params))
        outcome = await self._client._driver().run(steps)  # noqa: SLF001  # the client's own part
        result: R = self._info.parse(outcome.results[0])
        return result


def _named(args: tuple[Any, ...], params: Any) -> Mapping[str, Any]:
    """Return the keyword arguments; the documented parameters have no order to go by."""
    if args:
        raise TypeError("give the documented parameters by name")
    named: Mapping[str, Any] = params
    return named


def _fresh_id() -> str:
    from uuid import uuid4

    return str(uuid4())


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
