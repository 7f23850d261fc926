"""What webhooks say, in one form: the bodies of all providers become events."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

LONGEST_ID = 200
"""Characters of an id; a longer one is none."""

MOST_ITEMS = 100
"""Items of one body that are looked at."""


class WebhookRefused(Exception):
    """A delivery that is not what it claims to be; nothing of it is used."""

    def __init__(self, reason: str, message: str, status: int = 401) -> None:
        """Keep the parts.

        *reason* is a word for programs: secret, signature, headers, old, body, too-large, keys,
        place. *status* is the HTTP status to answer with. Neither holds a secret.
        """
        super().__init__(message)
        self.reason = reason
        self.status = status


class Event:
    """What one or several verified deliveries say about a job."""

    __slots__ = ("error", "job_id", "key", "provider", "raw", "results", "status", "tag")

    def __init__(
        self,
        provider: str,
        job_id: str,
        status: str,
        *,
        results: Sequence[Any] = (),
        error: Any = None,
        raw: Any = None,
        tag: str = "",
        key: str = "",
    ) -> None:
        """Keep the parts.

        *status* is succeeded, failed or unknown; *results* and *error* are the provider's own words,
        *raw* the body as it was read, *tag* the caller's own mark in the address, *key* what tells
        this piece of news from others about the same job.
        """
        self.provider = provider
        self.job_id = job_id
        self.status = status
        self.results = list(results)
        self.error = error
        self.raw = raw
        self.tag = tag
        self.key = key

    def __repr__(self) -> str:
        """Show whose it is and what it says; no results, which may hold signed addresses."""
        return f"<Event {self.provider} {self.job_id} {self.status}>"


def read_events(provider: str, style: str, body: bytes, tag: str) -> tuple[Event, ...]:
    """Read *body*, which was verified, or raise `WebhookRefused`."""
    import json

    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise WebhookRefused("body", "the body is no JSON", 400) from None
    found = tuple(READERS[style](provider, data, tag))
    if not found:
        raise WebhookRefused("body", "the body names no job", 400)
    return found


def _queue(provider: str, data: Any, tag: str) -> Iterable[Event]:
    """Read a report of the queue; the model's output is its payload."""
    job_id = _id(data, "request_id")
    if not job_id:
        return
    status = {"OK": "succeeded", "ERROR": "failed"}.get(_text(data, "status"), "unknown")
    payload = data.get("payload")
    results = [payload] if status == "succeeded" and isinstance(payload, dict) else []
    error = None
    if status == "failed":
        error = {"error": data.get("error"), "payload": payload}
    yield Event(
        *(provider, job_id, status), results=results, error=error, raw=data, tag=tag, key=status
    )


def _tasks(provider: str, data: Any, tag: str) -> Iterable[Event]:
    """Read finished items: one alone, or lists of data and errors."""
    for failed, item in _items(data)[:MOST_ITEMS]:
        job_id = _id(item, "taskUUID")
        if not job_id:
            continue
        nested = item.get("error")
        if failed or item.get("status") == "error":
            error = {**nested, "taskUUID": job_id} if isinstance(nested, dict) else item
            yield Event(
                *(provider, job_id, "failed"), error=error, raw=data, tag=tag, key=_digest(error)
            )
            continue
        marks = sorted(str(item[name]) for name in item if _names_a_result(name) and item[name])
        results = [item] if marks or any(name.endswith("URL") for name in item) else []
        status = "succeeded" if results else "unknown"
        key = " ".join(marks) if marks else _digest(item)
        yield Event(*(provider, job_id, status), results=results, raw=data, tag=tag, key=key)


def _items(data: Any) -> list[tuple[bool, dict[str, Any]]]:
    """List the items of a body with whether each stands among the errors."""
    if isinstance(data, dict) and ("data" in data or "errors" in data):
        listed = [(False, data.get("data")), (True, data.get("errors"))]
    else:
        listed = [(False, data)]
    return [
        (failed, item)
        for failed, items in listed
        for item in (items if isinstance(items, list) else [items])
        if isinstance(item, dict)
    ]


def _names_a_result(name: str) -> bool:
    return name.endswith("UUID") and name != "taskUUID"


def _blocking(provider: str, data: Any, tag: str) -> Iterable[Event]:
    """Read the report of a job in the background."""
    job_id = _id(data, "id")
    if not job_id and not (tag and isinstance(data, dict)):
        return
    result, error = data.get("result"), data.get("error")
    status = {"Completed": "succeeded", "Failed": "failed"}.get(_text(data, "state"), "unknown")
    results = [result] if status == "succeeded" and isinstance(result, dict) else []
    yield Event(
        *(provider, job_id, status), results=results, error=error, raw=data, tag=tag, key=status
    )


READERS: Mapping[str, Callable[[str, Any, str], Iterable[Event]]] = {
    "queue": _queue,
    "tasks": _tasks,
    "blocking": _blocking,
}
"""Readers of bodies by the style of protocol; the others document no webhook."""


def merged(events: Sequence[Event]) -> Event:
    """Return one event for all that was said about a job; a success outweighs a failure."""
    states = {event.status for event in events}
    order = ("succeeded", "failed", "unknown")
    last = events[-1]
    return Event(
        last.provider,
        last.job_id,
        next(state for state in order if state in states),
        results=[result for event in events for result in event.results],
        error=next((event.error for event in events if event.error is not None), None),
        raw=last.raw,
        tag=last.tag,
    )


def _text(data: Any, name: str) -> str:
    value = data.get(name) if isinstance(data, dict) else None
    return value if isinstance(value, str) else ""


def _id(data: Any, name: str) -> str:
    value = _text(data, name)
    return value if len(value) <= LONGEST_ID and value.isprintable() else ""


def _digest(data: Any) -> str:
    import hashlib
    import json

    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
