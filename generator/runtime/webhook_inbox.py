"""Where verified events wait to be asked for: each piece of news once, for threads and tasks alike."""

from __future__ import annotations

from _thread import allocate_lock
from contextlib import contextmanager

from .webhook_events import Event, merged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MOST_JOBS = 10_000
"""Jobs whose events are kept; the oldest go first, and can still be asked for at the provider."""

MOST_BYTES = 64_000_000
"""Bytes of bodies that are kept, in all."""

MOST_KEYS = 100_000
"""Pieces of news that are remembered, so that none is told twice."""

Place = tuple[str, str]
"""Provider, and an id or a tag."""


class Inbox:
    """Events by job. It may be used from several threads and event loops."""

    def __init__(self, most_jobs: int = MOST_JOBS, most_bytes: int = MOST_BYTES) -> None:
        """Begin empty."""
        self._most_jobs = most_jobs
        self._most_bytes = most_bytes
        self._lock = allocate_lock()
        self._known: dict[tuple[str, str, str, str], None] = {}
        self._jobs: dict[Place, tuple[list[Event], int]] = {}
        self._by_tag: dict[Place, Place] = {}
        self._bytes = 0
        self._listeners: dict[Place, list[Callable[[], None]]] = {}

    def is_new(self, event: Event) -> bool:
        """Tell whether this piece of news was not told before."""
        with self._lock:
            return _identity(event) not in self._known

    def add(self, event: Event, size: int = 0) -> bool:
        """Keep *event*, which took *size* bytes; return whether it was new."""
        place = _place(event)
        identity = _identity(event)
        with self._lock:
            if identity in self._known:
                return False
            self._known[identity] = None
            if len(self._known) > MOST_KEYS:
                del self._known[next(iter(self._known))]
            events, before = self._jobs.pop(place, ([], 0))
            self._jobs[place] = ([*events, event], before + size)
            self._bytes += size
            if event.tag:
                self._by_tag[event.provider, event.tag] = place
            self._forget_oldest()
            names = {place, (event.provider, event.tag)}
            wake = [call for name in names for call in self._listeners.get(name, ())]
        for call in wake:
            call()
        return True

    def _forget_oldest(self) -> None:
        while len(self._jobs) > self._most_jobs or self._bytes > self._most_bytes:
            place = next(iter(self._jobs))
            events, size = self._jobs.pop(place)
            self._bytes -= size
            for event in events:
                self._by_tag.pop((event.provider, event.tag), None)

    def seen(self, provider: str, *names: str) -> Event | None:
        """Return all that was said about a job, known by one of *names*: ids or tags."""
        with self._lock:
            for name in filter(None, names):
                place = self._by_tag.get((provider, name), (provider, name))
                if place in self._jobs:
                    return merged(self._jobs[place][0])
        return None

    @contextmanager
    def listening(
        self, provider: str, names: Sequence[str], call: Callable[[], None]
    ) -> Iterator[None]:
        """Have *call* called, from any thread, whenever something new comes about a job."""
        places = [(provider, name) for name in names if name]
        with self._lock:
            for place in places:
                self._listeners.setdefault(place, []).append(call)
        try:
            yield
        finally:
            with self._lock:
                for place in places:
                    self._listeners[place].remove(call)
                    if not self._listeners[place]:
                        del self._listeners[place]


def _place(event: Event) -> Place:
    """Return where events of a job are kept; one without an id is known by its tag."""
    return event.provider, event.job_id or event.tag


def _identity(event: Event) -> tuple[str, str, str, str]:
    return event.provider, event.job_id, event.tag if not event.job_id else "", event.key


class Bell:
    """Rings when something new has come about one job; a pause can end early by it."""

    def __init__(self, inbox: Inbox, provider: str, names: Sequence[str]) -> None:
        """Listen for news about the job of *provider* that is known by *names*."""
        self._inbox = inbox
        self._provider = provider
        self._names = tuple(filter(None, names))
        self._told = 0

    def event(self) -> Event | None:
        """Return all that was said so far."""
        return self._inbox.seen(self._provider, *self._names)

    def _news(self) -> bool:
        """Tell whether more was said than when last asked."""
        event = self.event()
        count = 0 if event is None else max(1, len(event.results)) + (event.error is not None)
        new = count > self._told
        self._told = max(count, self._told)
        return new

    def wait(self, seconds: float) -> None:
        """Come back after *seconds*, or when it rings; at once if it rang before."""
        import threading

        signal = threading.Event()
        with self._inbox.listening(self._provider, self._names, signal.set):
            if not self._news() and seconds > 0 and signal.wait(seconds):
                self._news()

    async def wait_async(self, seconds: float) -> None:
        """Come back after *seconds*, or when it rings; at once if it rang before."""
        import asyncio
        from contextlib import suppress

        signal = asyncio.Event()
        loop = asyncio.get_running_loop()

        def ring() -> None:
            with suppress(RuntimeError):  # the loop was closed in the meantime
                loop.call_soon_threadsafe(signal.set)

        with self._inbox.listening(self._provider, self._names, ring):
            if not self._news() and seconds > 0:
                with suppress(TimeoutError):
                    await asyncio.wait_for(signal.wait(), seconds)
                    self._news()
