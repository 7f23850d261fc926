# Copied by `specloom generate` from generator/runtime/client.py.
"""Clients: keys, addresses, time-outs, one connection pool each. The generated classes add operations."""

from __future__ import annotations

from _thread import allocate_lock

from .errors import MissingKey

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, ClassVar, Self

    import httpx

    from .connections import AsyncConnections
    from .errors import CallError
    from .http import Answer, AsyncDriver, SyncDriver
    from .job import AsyncJob, Job
    from .protocol import Protocol
    from .provider import OperationInfo, ProviderInfo

STYLES = {
    "queue": ("protocol_queue", "QueueProtocol"),
    "tasks": ("protocol_tasks", "TaskProtocol"),
    "blocking": ("protocol_blocking", "BlockingProtocol"),
    "generations": ("protocol_generations", "GenerationProtocol"),
}
"""Modules and classes of protocols by the style that specs name."""


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
    ) -> None:
        """Set up without touching the network.

        *key* and *account* come from the environment unless given; *base_urls* replace documented
        servers by name; *timeout* is for one answer, *deadline* for a whole wait, *interval* for the
        first pause between two questions, all in seconds; *headers* go with every request; *http* is
        an httpx client of your own, which you close.
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
        self._timeout = timeout
        self._deadline = self.info.deadline if deadline is None else deadline
        self._interval = self.info.interval if interval is None else interval
        self._headers = dict(headers or {})
        self._http = http
        self._own = http is None
        self._lock = allocate_lock()
        self._drive: Any = None

    def __repr__(self) -> str:
        """Show where it talks to; never the key."""
        return f"<{type(self).__name__} {' '.join(sorted(set(self._servers.values())))}>"

    def with_options(self, **options: Any) -> Self:
        """Return a client with other *options* (as of the constructor) on the same connections."""
        given = {
            "key": self._key,
            "account": self._account,
            "timeout": self._timeout,
            "deadline": self._deadline,
            "interval": self._interval,
            "headers": self._headers,
            "base_urls": {
                name: url for name, url in self._servers.items() if url != self.info.servers[name]
            },
        }
        if "http" not in options:
            given["http"] = self._connections()
        if "headers" in options:
            options["headers"] = {**self._headers, **(options["headers"] or {})}
        return type(self)(**{**given, **options})

    def explain(self, answer: Answer) -> CallError:
        """Return the error that an answer of the provider stands for."""
        return self._protocol_of(None).refused(answer)

    def limits(self, deadline: float | None = None) -> tuple[float, float]:
        """Return how long to wait for a job, and the first pause between two questions."""
        return (self._deadline if deadline is None else deadline), self._interval

    def _connections(self) -> Any:
        raise NotImplementedError

    def _protocol(self) -> Protocol:
        """Return the provider's protocol."""
        account = None
        if self.info.account_environment is not None:
            account = self._account or _environment(self.info.account_environment)
            if not account:
                text = f"no account id: give account=... or set {self.info.account_environment}"
                raise MissingKey(text, provider=self.info.id, repeat="no")
        return self._protocol_of(account)

    def _protocol_of(self, account: str | None) -> Protocol:
        from importlib import import_module

        module, name = STYLES[self.info.style]
        kind: type[Protocol] = getattr(import_module(f".{module}", __package__), name)
        return kind(self.info, self._servers, account)

    def _with_key(self) -> dict[str, str]:
        """Return the headers of every request."""
        key = self._key or next(filter(None, map(_environment, self.info.environment)), None)
        if not key:
            text = f"no key: give key=... or set {' or '.join(self.info.environment)}"
            raise MissingKey(text, provider=self.info.id, repeat="no")
        if not key.isascii() or not key.isprintable():
            raise MissingKey(
                "the key holds characters that no header can carry", provider=self.info.id
            )
        return {**self._headers, self.info.header: f"{self.info.scheme} {key}".lstrip()}

    def _known(self, data: Mapping[str, Any]) -> OperationInfo:
        """Return the operation of stored job data."""
        name = str(data.get("operation"))
        if name not in self.operations:
            raise ValueError(f"{name} is no operation of {self.info.title}")
        return self.operations[name]


def _environment(name: str) -> str | None:
    import os

    return os.environ.get(name) or None


class SyncClient(ClientBase):
    """A client whose calls return when they are done. It may be used from several threads."""

    _http: httpx.Client | None

    def __enter__(self) -> Self:
        """Return the client."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Close the connections."""
        self.close()

    def close(self) -> None:
        """Close the connections, unless they are yours."""
        if self._own and self._http is not None:
            self._http.close()
            self._http = None
        self._drive = None

    def resume(self, data: Mapping[str, Any]) -> Job[Any]:
        """Go on with a job that another process stored as `job.as_dict()`."""
        from .job import Job
        from .jobs import JobData

        return Job(self, self._known(data), JobData.from_dict(data))

    def _connections(self) -> httpx.Client:
        with self._lock:
            if self._http is None:
                from .connections import connections

                self._http = connections()
            return self._http

    def _driver(self) -> SyncDriver:
        if self._drive is None:
            from .http import SyncDriver

            self._drive = SyncDriver(self._connections(), self._with_key(), self._timeout)
        driver: SyncDriver = self._drive
        return driver


class AsyncClient(ClientBase):
    """A client whose calls are awaited."""

    _http: AsyncConnections | httpx.AsyncClient | None

    async def __aenter__(self) -> Self:
        """Return the client."""
        return self

    async def __aexit__(self, *exception: object) -> None:
        """Close the connections."""
        await self.close()

    async def close(self) -> None:
        """Close the connections, unless they are yours."""
        if self._own and self._http is not None:
            await self._http.aclose()
            self._http = None
        self._drive = None

    def resume(self, data: Mapping[str, Any]) -> AsyncJob[Any]:
        """Go on with a job that another process stored as `job.as_dict()`."""
        from .job import AsyncJob
        from .jobs import JobData

        return AsyncJob(self, self._known(data), JobData.from_dict(data))

    def _connections(self) -> AsyncConnections | httpx.AsyncClient:
        if self._http is None:
            from .connections import AsyncConnections

            self._http = AsyncConnections()
        return self._http

    def _driver(self) -> AsyncDriver:
        if self._drive is None:
            from .http import AsyncDriver

            self._drive = AsyncDriver(self._connections(), self._with_key(), self._timeout)
        driver: AsyncDriver = self._drive
        return driver
