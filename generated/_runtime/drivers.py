# Copied by `specloom generate` from generator/runtime/drivers.py.
"""The two drivers that carry out the steps of protocols with httpx: one for threads, one for tasks."""

from __future__ import annotations

from contextlib import aclosing, closing
from functools import partial

from .exchange import Events, Exchange
from .http import Answer, Listen, Request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import (
        AsyncGenerator,
        AsyncIterator,
        Callable,
        Generator,
        Iterator,
        Mapping,
    )
    from typing import Any, TypeVar

    import httpx

    from .connections import AsyncConnections
    from .http import Step, Steps
    from .observer import Observer

    T = TypeVar("T")


def _next(go_on: Callable[[], Step]) -> Step | None:
    """Go on to the next step; None if that was the last one."""
    try:
        return go_on()
    except StopIteration:
        return None


def _taken(heard: list[T]) -> Iterator[T]:
    while heard:
        yield heard.pop(0)


class SyncDriver:
    """Carries out steps with `httpx.Client`."""

    def __init__(
        self, http: httpx.Client, headers: Mapping[str, str], timeout: float, observer: Observer
    ) -> None:
        """Send *headers* with everything; *timeout* is in seconds, for one answer."""
        self.http = http
        self.headers = headers
        self.timeout = timeout
        self.observer = observer

    def run(self, steps: Steps[T]) -> T:
        """Carry out *steps* and return what they return."""
        try:
            step = next(steps)
            while True:
                try:
                    answer = self._carry_out(step)
                except BaseException as error:  # noqa: BLE001  # the steps note what became of them
                    step = steps.throw(error)
                else:
                    step = steps.send(answer)
        except StopIteration as done:
            value: T = done.value
            return value

    def walk(self, steps: Steps[Any], heard: list[T]) -> Iterator[T]:
        """Carry out *steps*, and yield what they put into *heard* as they go."""
        step = next(steps, None)
        while step is not None:
            yield from _taken(heard)
            try:
                if isinstance(step, Listen):
                    with closing(self._hear(step)) as listening:
                        for _ in listening:
                            yield from _taken(heard)
                    answer = None
                else:
                    answer = self._carry_out(step)
            except BaseException as error:  # noqa: BLE001  # the steps note what became of them
                step = _next(partial(steps.throw, error))
            else:
                step = _next(partial(steps.send, answer))
        yield from _taken(heard)

    def _carry_out(self, step: Step) -> Answer | None:
        import time

        if isinstance(step, Request):
            return self._send(step)
        if isinstance(step, Listen):
            for _ in self._hear(step):
                continue
            return None
        if step.bell is not None:
            step.bell.wait(step.seconds)
        else:
            time.sleep(step.seconds)
        return None

    def _send(self, request: Request) -> Answer:
        import httpx

        exchange = Exchange(request, self.headers, self.timeout)
        exchange.arguments["extensions"] = {"trace": exchange.trace}
        try:
            with self.http.stream(**exchange.arguments) as response:
                for chunk in response.iter_bytes():
                    exchange.take(chunk)
                answer = exchange.answer(response)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            self.observer.missed(request, error, exchange.seconds)
            raise exchange.lost(error) from None
        self.observer.answered(request, answer, exchange.seconds)
        return answer

    def _hear(self, listen: Listen) -> Generator[None, None, None]:
        """Listen to a stream, and come back after each piece of it; silence of *timeout* ends it."""
        import httpx

        exchange = Exchange(listen.request, self.headers, self.timeout)
        exchange.arguments["timeout"] = min(self.timeout, exchange.limit)
        events = Events(listen)
        try:
            with self.http.stream(**exchange.arguments) as response:
                for chunk in response.iter_bytes() if response.is_success else ():
                    if events.take(chunk) or exchange.seconds > exchange.limit:
                        return
                    yield
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            self.observer.missed(listen.request, error, exchange.seconds)
            raise exchange.lost(error) from None


class AsyncDriver:
    """Carries out steps with `httpx.AsyncClient`."""

    def __init__(
        self,
        http: AsyncConnections | httpx.AsyncClient,
        headers: Mapping[str, str],
        timeout: float,
        observer: Observer,
    ) -> None:
        """Send *headers* with everything; *timeout* is in seconds, for one answer."""
        self.http = http
        self.headers = headers
        self.timeout = timeout
        self.observer = observer

    async def run(self, steps: Steps[T]) -> T:
        """Carry out *steps* and return what they return."""
        try:
            step = next(steps)
            while True:
                try:
                    answer = await self._carry_out(step)
                except BaseException as error:  # noqa: BLE001  # the steps note what became of them
                    step = steps.throw(error)
                else:
                    step = steps.send(answer)
        except StopIteration as done:
            value: T = done.value
            return value

    async def walk(self, steps: Steps[Any], heard: list[T]) -> AsyncIterator[T]:
        """Carry out *steps*, and yield what they put into *heard* as they go."""
        step = next(steps, None)
        while step is not None:
            for each in _taken(heard):
                yield each
            try:
                if isinstance(step, Listen):
                    async with aclosing(self._hear(step)) as listening:
                        async for _ in listening:
                            for each in _taken(heard):
                                yield each
                    answer = None
                else:
                    answer = await self._carry_out(step)
            except BaseException as error:  # noqa: BLE001  # the steps note what became of them
                step = _next(partial(steps.throw, error))
            else:
                step = _next(partial(steps.send, answer))
        for each in _taken(heard):
            yield each

    async def _carry_out(self, step: Step) -> Answer | None:
        import asyncio

        if isinstance(step, Request):
            return await self._send(step)
        if isinstance(step, Listen):
            async for _ in self._hear(step):
                continue
            return None
        if step.bell is not None:
            await step.bell.wait_async(step.seconds)
        else:
            await asyncio.sleep(step.seconds)
        return None

    async def _send(self, request: Request) -> Answer:
        import asyncio

        import httpx

        exchange = Exchange(request, self.headers, self.timeout)
        exchange.arguments["extensions"] = {"trace": exchange.trace_async}
        try:
            async with (
                asyncio.timeout(exchange.limit),
                self.http.stream(**exchange.arguments) as response,
            ):
                async for chunk in response.aiter_bytes():
                    exchange.take(chunk)
                answer = exchange.answer(response)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            self.observer.missed(request, error, exchange.seconds)
            raise exchange.lost(error) from None
        self.observer.answered(request, answer, exchange.seconds)
        return answer

    async def _hear(self, listen: Listen) -> AsyncGenerator[None, None]:
        """Listen to a stream, and come back after each piece of it; silence of *timeout* ends it."""
        import httpx

        exchange = Exchange(listen.request, self.headers, self.timeout)
        exchange.arguments["timeout"] = min(self.timeout, exchange.limit)
        events = Events(listen)
        try:
            async with self.http.stream(**exchange.arguments) as response:
                if response.is_success:
                    async for chunk in response.aiter_bytes():
                        if events.take(chunk) or exchange.seconds > exchange.limit:
                            return
                        yield
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            self.observer.missed(listen.request, error, exchange.seconds)
            raise exchange.lost(error) from None
