# Copied by `specloom generate` from generator/runtime/bound.py.
"""What sync and async operations share: parameters judged and priced, and the steps of a submit."""

from __future__ import annotations

from .generic import Generic

TYPE_CHECKING = False
if TYPE_CHECKING:
    import inspect
    from collections.abc import Callable, Mapping
    from decimal import Decimal
    from typing import Any, ParamSpec, Self, TypeVar

    from .estimates import Estimate
    from .http import Request, Steps
    from .jobs import JobData, Outcome
    from .provider import OperationInfo
    from .submission import Submission
    from .uploads import Waiting
    from .violations import Violation

    P = ParamSpec("P")
    R = TypeVar("R")
else:
    P = R = None


class Bound(Generic[P, R]):
    """An operation of one client: what sync and async share."""

    def __init__(
        self,
        client: Any,
        info: OperationInfo,
        stub: Callable[P, R],
        facts: Mapping[str, Any] | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> None:
        """Bind the operation *info*, whose parameters *stub* declares, to *client*.

        *facts* are known about the price of every call, *options* are those of the protocol.
        """
        self._client = client
        self._info = info
        self._stub = stub
        self._facts = dict(facts or {})
        self._options = dict(options or {})
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
        return self._info.validate(self._plain(as_named(args, params))[0])

    def estimate(self, *args: P.args, **params: P.kwargs) -> Estimate:
        """Say what a request will cost, without sending it."""
        return self._info.estimate(self._plain(as_named(args, params))[0], **self._facts)

    def price(self, params: Mapping[str, Any], **facts: Any) -> Estimate:
        """Say what the request *params* will cost, given *facts* such as input_video_seconds."""
        return self._info.estimate(self._plain(params)[0], **{**self._facts, **facts})

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the parameters."""
        return self._info.schema()

    def with_options(
        self,
        *,
        max_cost: str | int | Decimal | None = None,
        allow_unpriced: bool | None = None,
        facts: Mapping[str, Any] | None = None,
        webhook_url: str | None = None,
        **more: Any,
    ) -> Self:
        """Return the operation with options for its calls.

        *max_cost* is the most that one call may cost, in US dollars, as text or Decimal; *facts* are
        what only the caller knows about its price, such as input_video_seconds; *webhook_url* is
        where the provider reports a finished job; *more* are options of the protocol, or of the client.
        """
        protocol = {"options": more.pop("options")} if "options" in more else {}
        given = {"max_cost": max_cost, "allow_unpriced": allow_unpriced, **more}
        client = {name: value for name, value in given.items() if value is not None}
        if webhook_url is not None:
            protocol["webhook_url"] = webhook_url
        of = self._client.with_options(**client) if client else self._client
        known = {**self._facts, **(facts or {})}
        return type(self)(of, self._info, self._stub, known, {**self._options, **protocol})

    def request(self, *args: P.args, **params: P.kwargs) -> Request:
        """Return the HTTP request that a call would send, without the key, and send nothing."""
        from .http import Request

        protocol = self._client._protocol()  # noqa: SLF001  # one module in two classes
        body = self._body(self._plain(as_named(args, params))[0])
        step = next(protocol.submit(self._info, body, self._options))
        assert isinstance(step, Request), "a job begins with a request"
        return step

    def _plain(self, params: Mapping[str, Any]) -> tuple[Mapping[str, Any], list[Waiting]]:
        """Return *params* with stand-ins for files, and the files that wait to be uploaded."""
        if not has_files(params):
            return params, []
        from .uploads import found

        return found(self._client.info, self._info.media, params)

    def _body(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """Judge *params* and add the keys that the client fills in."""
        violations = self._info.validate(params)
        if violations:
            from .errors import RequestRefused

            raise RequestRefused(self._info.name, violations)
        supplied = {
            name: _fresh_id() if value is None else value
            for name, value in self._info.supplied.items()
        }
        return {**supplied, **params}

    def _submission(self, params: Mapping[str, Any]) -> Submission:
        from .submission import Submission

        return Submission(self._client._terms, self._info, params, self._facts)  # noqa: SLF001

    def _submit(
        self, params: Mapping[str, Any], options: Mapping[str, Any], submission: Submission
    ) -> Steps[JobData]:
        from .job import told_of

        protocol = self._client._protocol()  # noqa: SLF001  # one module in two classes
        body = self._body(params)
        told = {**self._options, **options, "key": submission.key}
        told = self._client._asking(told)  # noqa: SLF001
        steps = told_of(protocol.submit(self._info, body, told), self._info)
        return told_of(submission.carry(steps, protocol.prepare(self._info, body)), self._info)

    def _direct(self, params: Mapping[str, Any]) -> Steps[Outcome]:
        """Run the request on an open connection; its answer is the result, so the job is that answer."""
        from .job import told_of
        from .jobs import JobData, now

        protocol = self._client._protocol()  # noqa: SLF001  # one module in two classes
        submission = self._submission(params)
        kept: list[Outcome] = []

        def taken() -> Steps[JobData]:
            outcome = yield from protocol.direct(self._info, self._body(params))
            kept.append(outcome)
            provider, name = self._info.name.partition("/")[0], self._info.name
            return JobData(
                provider=provider, operation=name, id=outcome.request_id, submitted=now()
            )

        yield from told_of(submission.carry(told_of(taken(), self._info), None), self._info)
        submission.succeeded(kept[0])
        return kept[0]


def has_files(value: object) -> bool:
    """Tell whether parameters hold anything that is a file rather than JSON."""
    if isinstance(value, dict):
        return any(map(has_files, value.values()))
    if isinstance(value, (list, tuple)):
        return any(map(has_files, value))
    return not (value is None or isinstance(value, (str, int, float))) and _is_file(value)


def _is_file(value: object) -> bool:
    from .files import is_file

    return is_file(value)


def as_named(args: tuple[Any, ...], params: Any) -> Mapping[str, Any]:
    """Return the keyword arguments; the documented parameters have no order to go by."""
    if args:
        raise TypeError("give the documented parameters by name")
    named: Mapping[str, Any] = params
    return named


def _fresh_id() -> str:
    from uuid import uuid4

    return str(uuid4())
