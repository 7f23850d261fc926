# Copied by `specloom generate` from generator/runtime/client_base.py.
"""What sync and async clients share: keys, addresses, limits, terms. No I/O."""

from __future__ import annotations

from _thread import allocate_lock

from .limits import Limits
from .observer import Observer
from .options import OPTIONS
from .terms import Terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, ClassVar, Self, TypeVar, Unpack

    from .errors import CallError
    from .http import Answer
    from .jobs import JobData
    from .options import MoreOptions
    from .protocol import Protocol
    from .provider import OperationInfo, ProviderInfo
    from .submission import Submission

    R = TypeVar("R")

STYLES = {
    "queue": ("protocol_queue", "QueueProtocol"),
    "tasks": ("protocol_tasks", "TaskProtocol"),
    "blocking": ("protocol_blocking", "BlockingProtocol"),
    "generations": ("protocol_generations", "GenerationProtocol"),
}
"""Modules and classes of protocols by the style that specs name."""

MAX_ID = 200
"""Characters of an id that somebody types in."""


class ClientBase:
    """What sync and async clients share: everything but the driver."""

    info: ClassVar[ProviderInfo]
    operations: ClassVar[Mapping[str, OperationInfo]]

    def __init__(
        self,
        key: str | None = None,
        *,
        account: str | None = None,
        base_urls: Mapping[str, str] | None = None,
        timeout: float = 60.0,
        deadline: float | None = None,
        interval: float | None = None,
        headers: Mapping[str, str] | None = None,
        http: Any = None,
        **more: Unpack[MoreOptions],
    ) -> None:
        """Set up without touching the network.

        *key* and *account* come from the environment unless given; *base_urls* replace documented
        servers by name; *timeout* is for one answer, *deadline* for a whole wait, *interval* for the
        first pause between two questions, all in seconds; *headers* go with every request; *http* is
        an httpx client of your own, which you close. `MoreOptions` has the others: journal, budget,
        max_cost, allow_unpriced, retry_for, stream, receiver, on_event.
        """
        self._key = key
        self._account = account
        self._servers = {**self.info.servers, **(base_urls or {})}
        unknown = set(base_urls or {}) - set(self.info.servers)
        if unknown:
            known = ", ".join(self.info.servers)
            raise ValueError(
                f"{self.info.title} has no server named {', '.join(unknown)}; there are {known}"
            )
        self._headers = dict(headers or {})
        self._http = http
        self._own = http is None
        self._lock = allocate_lock()
        self._drive: Any = None
        self._given = {"timeout": timeout, "deadline": deadline, "interval": interval, **more}
        self._timeout = timeout
        self._set_up(deadline, interval, more)

    def _set_up(
        self, deadline: float | None, interval: float | None, more: Mapping[str, Any]
    ) -> None:
        """Make what limits and records the calls of this client."""
        unknown = set(more) - OPTIONS
        if unknown:
            raise TypeError(
                f"no option is named {', '.join(sorted(unknown))}; there are {', '.join(sorted(OPTIONS))}"
            )
        observer = Observer(self.info.id, more.get("on_event"))
        deadline = self.info.deadline if deadline is None else deadline
        interval = self.info.interval if interval is None else interval
        retry_for = more.get("retry_for", 60.0)
        self._limits = Limits(deadline, interval, retry_for, observer, timeout=self._timeout)
        terms = ("journal", "budget", "max_cost", "allow_unpriced")
        self._terms = Terms(
            observer,
            lookup=self.info.lookup[0],
            servers={
                name: url for name, url in self._servers.items() if url != self.info.servers[name]
            },
            **{name: more[name] for name in terms if name in more},
        )
        self._stream = bool(more.get("stream"))
        self._receiver: Any = more.get("receiver")
        if self._receiver is not None:
            self._receiver.accept(self)

    def __repr__(self) -> str:
        """Show where it talks to; never the key."""
        return f"<{type(self).__name__} {' '.join(sorted(set(self._servers.values())))}>"

    def with_options(self, **options: Any) -> Self:
        """Return a client with other *options* (as of the constructor) on the same connections."""
        given = {
            **self._given,
            "key": self._key,
            "account": self._account,
            "headers": self._headers,
            "base_urls": self._terms.servers,
        }
        if "http" not in options:
            given["http"] = self._connections()
        if "headers" in options:
            options["headers"] = {**self._headers, **(options["headers"] or {})}
        client = type(self)(**{**given, **options})
        client._limits.calm = self._limits.calm  # noqa: SLF001  # one class
        return client

    def job_data(self, operation: str, id: str) -> dict[str, Any]:
        """Return what `resume` takes for a job of *operation* of which only the provider's *id* is known.

        That is how a job goes on whose answer was lost, once somebody has found it at the provider.
        """
        if operation not in self.operations:
            raise ValueError(f"{operation} is no operation of {self.info.title}")
        if not id or not id.isprintable() or len(id) > MAX_ID:
            raise ValueError(f"{id[:20]!r} is no id of a job")
        return self._protocol().known(self.operations[operation], id).as_dict()

    def explain(self, answer: Answer) -> CallError:
        """Return the error that an answer of the provider stands for."""
        return self._protocol_of(None).refused(answer)

    def limits(self, deadline: float | None = None) -> tuple[float, float]:
        """Return how long to wait for a job, and the first pause between two questions."""
        limits = self._limits
        return (limits.deadline if deadline is None else deadline), limits.interval

    def _connections(self) -> Any:
        raise NotImplementedError

    def _bell(self, job: JobData) -> Any:
        """Return what ends a pause early: the receiver of webhooks, if the job has one."""
        if self._receiver is None:
            return None
        from .webhook_reports import names_of

        return self._receiver.bell(self.info.id, *names_of(job.as_dict()))

    def _asking(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """Return protocol options with the address of the receiver of webhooks, if there is one."""
        if self._receiver is None or "webhook_url" in options:
            return dict(options)
        url = self._receiver.url_for(self.info.id, tag=str(options.get("key") or ""))
        return {**options, "webhook_url": url}

    def _resumed(self, info: OperationInfo, data: JobData) -> Submission:
        """Return what keeps the books of a job that was sent earlier."""
        from .submission import Resumed

        return Resumed(self._terms, info, data.key)

    def _protocol(self, end: float | None = None) -> Protocol:
        """Return the provider's protocol; what it asks for is over at *end* (monotonic)."""
        account = None
        if self.info.account_environment is not None:
            account = self._account or _environment(self.info.account_environment)
            if not account:
                from .errors import MissingKey

                text = f"no account id: give account=... or set {self.info.account_environment}"
                raise MissingKey(text, provider=self.info.id, repeat="no")
        return self._protocol_of(account, end)

    def _protocol_of(self, account: str | None, end: float | None = None) -> Protocol:
        from importlib import import_module

        module, name = STYLES[self.info.style]
        kind: type[Protocol] = getattr(import_module(f".{module}", __package__), name)
        limits = self._limits if end is None else self._limits.until(end)
        return kind(self.info, self._servers, account, limits)

    def _with_key(self) -> dict[str, str]:
        """Return the headers of every request."""
        key = self._key or next(filter(None, map(_environment, self.info.environment)), None)
        from .errors import MissingKey

        if not key:
            text = f"no key: give key=... or set {' or '.join(self.info.environment)}"
            raise MissingKey(text, provider=self.info.id, repeat="no")
        if not key.isascii() or not key.isprintable():
            raise MissingKey(
                "the key holds characters that no header can carry", provider=self.info.id
            )
        return {**self._headers, self.info.header: f"{self.info.scheme} {key}".lstrip()}

    def _known(self, data: Mapping[str, Any]) -> tuple[OperationInfo, JobData]:
        """Read stored job data; its addresses must be on this client's servers, where the key may go."""
        from .jobs import JobData

        name = str(data.get("operation"))
        if name not in self.operations:
            raise ValueError(f"{name} is no operation of {self.info.title}")
        job = JobData.from_dict(data)
        bases = tuple(f"{base.rstrip('/')}/" for base in self._servers.values())
        if not all(str(url).startswith(bases) for url in job.urls.values()):
            raise ValueError("the job's addresses are not on the servers of this client")
        return self.operations[name], job


def _environment(name: str) -> str | None:
    import os

    return os.environ.get(name) or None
