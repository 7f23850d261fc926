"""Clients: connections, drivers and resuming. The generated classes add operations."""

from __future__ import annotations

from .client_base import ClientBase

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any, Self, TypeVar

    import httpx

    from .connections import AsyncConnections
    from .drivers import AsyncDriver, SyncDriver
    from .inputs import FileInput
    from .job import AsyncJob, Job
    from .many import AsyncMany, Many, Progress
    from .operation import AsyncOperation, Operation

    R = TypeVar("R")


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

        return Job(self, *self._known(data))

    def upload(self, source: FileInput, *, content_type: str | None = None) -> str:
        """Upload a file (a path, bytes or a binary file), and return what stands for it as an input."""
        from .uploads import upload

        return upload(self, source, content_type=content_type)

    def map(
        self,
        operation: Operation[Any, R],
        requests: Iterable[Mapping[str, Any]],
        *,
        concurrency: int = 4,
        progress: Callable[[Progress], None] | None = None,
    ) -> Many[R]:
        """Run *operation* with each of *requests*, *concurrency* at a time; yield what is over.

        Requests are taken as they are needed, results come as they finish, each as a `Done` with its
        result or its error: one that fails does not stop the others. *progress* is called after each.
        """
        from .many import Many

        return Many(operation, requests, concurrency, progress)

    def _connections(self) -> httpx.Client:
        with self._lock:
            if self._http is None:
                from .connections import connections

                self._http = connections()
            return self._http

    def _driver(self) -> SyncDriver:
        if self._drive is None:
            from .drivers import SyncDriver

            self._drive = SyncDriver(
                self._connections(), self._with_key(), self._timeout, self._terms.observer
            )
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

        return AsyncJob(self, *self._known(data))

    async def upload(self, source: FileInput, *, content_type: str | None = None) -> str:
        """Upload a file (a path, bytes or a binary file), and return what stands for it as an input."""
        from .uploads import upload_async

        return await upload_async(self, source, content_type=content_type)

    def map(
        self,
        operation: AsyncOperation[Any, R],
        requests: Iterable[Mapping[str, Any]],
        *,
        concurrency: int = 4,
        progress: Callable[[Progress], None] | None = None,
    ) -> AsyncMany[R]:
        """Run *operation* with each of *requests*, *concurrency* at a time; yield what is over.

        Requests are taken as they are needed, results come as they finish, each as a `Done` with its
        result or its error: one that fails does not stop the others. *progress* is called after each.
        """
        from .many import AsyncMany

        return AsyncMany(operation, requests, concurrency, progress)

    def _connections(self) -> AsyncConnections | httpx.AsyncClient:
        if self._http is None:
            from .connections import AsyncConnections

            self._http = AsyncConnections()
        return self._http

    def _driver(self) -> AsyncDriver:
        if self._drive is None:
            from .drivers import AsyncDriver

            self._drive = AsyncDriver(
                self._connections(), self._with_key(), self._timeout, self._terms.observer
            )
        driver: AsyncDriver = self._drive
        return driver
