# Copied by `specloom generate` from generator/runtime/webhook_reports.py.
"""From an event to the outcome of a job: what was said completely need not be asked for again.

An event stands in for the answer that polling would have brought, so it is read by the same code.
"""

from __future__ import annotations

from .http import Answer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, TypeVar

    from .http import Steps
    from .jobs import JobData, Outcome
    from .protocol import Protocol
    from .webhook_events import Event

    T = TypeVar("T")


def names_of(job: Mapping[str, Any]) -> tuple[str, ...]:
    """List all that a webhook may call a job by, given its plain data: its ids and its tag."""
    from .protocol_blocking import gateway

    names = [job.get("id"), job.get("key")]
    answer = job.get("answer")
    if isinstance(answer, dict):
        headers = answer.get("headers") or {}
        names += [headers.get("cf-aig-request-id"), headers.get("cf-aig-log-id")]
        names.append(gateway(answer.get("data")).get("id"))
    return tuple(dict.fromkeys(name for name in names if isinstance(name, str) and name))


def is_enough(event: Event | None, expected: int) -> bool:
    """Tell whether it is time to look: all results are there, or something went wrong."""
    if event is None:
        return False
    return event.error is not None or event.status == "failed" or len(event.results) >= expected


def reported(protocol: Protocol, job: JobData, event: Event) -> Steps[Outcome | None]:
    """Return the outcome that *event* holds, or None if the provider has to be asked.

    Raises the job's error only where there is no way to ask. What an event leaves open, and every
    failure that can be asked about, is the provider's to say.
    """
    style = protocol.provider.style
    if style == "blocking":
        return (yield from _background(protocol, job, event))
    if event.status != "succeeded" or event.error is not None:
        return None
    if len(event.results) < job.expected:
        return None
    import json

    data: Any = {"data": event.results} if style == "tasks" else event.results[0]
    answer = Answer(200, {"content-type": "application/json"}, json.dumps(data).encode())
    return _answered(protocol.fetch(job), answer)


def _background(protocol: Protocol, job: JobData, event: Event) -> Steps[Outcome | None]:
    """Complete the job with its webhook, which nothing else can tell."""
    if event.status == "unknown":
        return None
    kept = job.answer if isinstance(job.answer, dict) else {}
    headers = kept.get("headers") or {}
    job.answer = {**kept, "background": False, "headers": headers, "data": event.raw}
    if event.status == "failed":
        status = yield from protocol.status(job)
        raise (yield from protocol.failure(job, status))
    return (yield from protocol.fetch(job))


def _answered(steps: Steps[T], answer: Answer) -> T:
    """Carry out *steps* that send one request, whose answer is known already."""
    try:
        next(steps)
        steps.send(answer)
    except StopIteration as done:
        value: T = done.value
        return value
    raise AssertionError("one answer is enough")
