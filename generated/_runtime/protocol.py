# Copied by `specloom generate` from generator/runtime/protocol.py.
"""What the four job protocols share: sending, telling errors, waiting. Steps only, no I/O."""

from __future__ import annotations

from .errors import (
    KINDS,
    CallError,
    OutcomeUnknown,
    RateLimited,
    TimedOut,
    UnexpectedAnswer,
    kind_of_status,
)
from .http import Answer, Pause, Request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from .http import Steps
    from .jobs import JobData, Outcome, Status
    from .provider import OperationInfo, ProviderInfo

ATTEMPTS = 4
"""How often a request that costs nothing is sent."""

LONGEST_PAUSE = 10.0
"""Seconds between two questions, at most."""


class Protocol:
    """How jobs of one provider are sent, watched and fetched. Subclasses say the four steps."""

    def __init__(
        self, provider: ProviderInfo, servers: Mapping[str, str], account: str | None
    ) -> None:
        """Talk to *provider* at *servers*, base URLs by name."""
        self.provider = provider
        self.servers = servers
        self.account = account

    def submit(
        self, operation: OperationInfo, body: dict[str, Any], options: Mapping[str, Any]
    ) -> Steps[JobData]:
        """Send a job; it is never sent twice."""
        raise NotImplementedError

    def status(self, job: JobData) -> Steps[Status]:
        """Ask how far *job* is."""
        raise NotImplementedError

    def fetch(self, job: JobData) -> Steps[Outcome]:
        """Fetch the results of *job*, which has succeeded or failed."""
        raise NotImplementedError

    def cancel(self, job: JobData) -> Steps[bool]:
        """Cancel *job*; return whether the provider took that up."""
        raise NotImplementedError(f"{self.provider.title} documents no way to cancel a job")

    def failed(self, job: JobData, status: Status) -> CallError:
        """Return the error of a job whose status says that it failed."""
        raise NotImplementedError

    def failure(self, job: JobData, status: Status) -> Steps[CallError]:
        """Return the error of a failed job, asking for more about it where there is more."""
        yield from ()
        return self.failed(job, status)

    def direct(self, operation: OperationInfo, body: dict[str, Any]) -> Steps[Outcome]:
        """Run a job on one open connection, where the provider has a host for that."""
        raise NotImplementedError(f"{self.provider.title} documents no direct host")

    def paid(self, request: Request) -> Steps[tuple[Answer, Any]]:
        """Send a request that costs money, once, and return its answer."""
        answer = yield request
        assert answer is not None, "a request is answered"
        if answer.ok:
            try:
                return answer, answer.json()
            except UnexpectedAnswer as error:
                text = f"the job was taken, but {error.message}"
                raise OutcomeUnknown(text, status=answer.status, answer=error.answer) from None
        raise self.refused(answer)

    def free(self, request: Request) -> Steps[Answer]:
        """Send a request that costs nothing, again if that may help."""
        pause = 0.5
        for attempt in range(1, ATTEMPTS + 1):
            try:
                answer = yield request
            except CallError as error:
                if attempt == ATTEMPTS or error.repeat != "yes":
                    raise
            else:
                assert answer is not None, "a request is answered"
                if answer.status not in {408, 429, 500, 502, 503, 504} or attempt == ATTEMPTS:
                    return answer
                pause = retry_after(answer) or pause
            yield Pause(min(pause, LONGEST_PAUSE))
            pause *= 2
        raise AssertionError("the last attempt returns or raises")

    def refused(self, answer: Answer) -> CallError:
        """Turn an answer that is no success into the error that it stands for."""
        raise NotImplementedError

    def error(
        self,
        message: str,
        code: str,
        status: int | None,
        answer: Answer | None = None,
        field: str = "",
        request_id: str = "",
        body: Any = None,
    ) -> CallError:
        """Build the error for *code*, or for the HTTP status where the code says nothing."""
        known = self.provider.errors.get(code) or self.provider.errors.get(str(status or ""))
        kind, repeat = known or (kind_of_status(status or 500), "unknown")
        error = KINDS[kind](
            message,
            code=code,
            status=status,
            repeat=repeat,
            field=field,
            request_id=request_id,
            answer=body,
        )
        if isinstance(error, RateLimited) and answer is not None:
            error.retry_after = retry_after(answer)
        return error

    def url(self, name: str, **parts: str) -> str:
        """Return the address of the call *name*, its placeholders filled with *parts*."""
        server, path = self.provider.calls[name]
        for part, value in parts.items():
            path = path.replace(f"{{{part}}}", value)
        return f"{self.servers[server].rstrip('/')}{path}"

    def submit_url(self, operation: OperationInfo, payload: Mapping[str, Any] | None = None) -> str:
        """Return the address that *payload*, a job of *operation*, is sent to."""
        from urllib.parse import quote

        server, usual = self.provider.calls["submit"]
        path = (operation.path or usual).replace("{endpoint}", operation.endpoint)
        for name, place in operation.places.items():
            if place == "path":
                value = quote(text_of((payload or {}).get(name)), safe="")
                path = path.replace(f"{{{name}}}", value)
        path = path.replace("{account_id}", quote(self.account or "", safe=""))
        return f"{self.servers[server].rstrip('/')}{path}"

    def submission(
        self, operation: OperationInfo, payload: dict[str, Any], more: Mapping[str, Any]
    ) -> Request:
        """Return the request that submits *payload*; *more* goes into an envelope."""
        url = self.submit_url(operation, payload)
        sent = {name: payload[name] for name in operation.places if name in payload}
        body = {name: value for name, value in payload.items() if name not in sent}
        query = {
            name: text_of(value)
            for name, value in sent.items()
            if operation.places[name] == "query"
        }
        headers = {
            name: text_of(value)
            for name, value in sent.items()
            if operation.places[name] == "header"
        }
        whole = self.wrapped(operation, body, more)
        return Request("POST", url, body=whole, query=query, headers=headers, billable=True)

    def wrapped(
        self, operation: OperationInfo, payload: dict[str, Any], more: Mapping[str, Any]
    ) -> Any:
        """Put *payload* into the provider's form of a body; *more* goes into an envelope."""
        form, model_key, payload_key = self.provider.body
        if form == "array":
            return [payload]
        if form == "envelope":
            return {model_key: operation.model, payload_key: payload, **more}
        return payload

    def meaning(self, value: object) -> str:
        """Return what a status value means; one that is not documented ends no wait."""
        return self.provider.states.get(value, "unknown") if isinstance(value, str) else "unknown"


def text_of(value: object) -> str:
    """Spell a parameter for an address or a header, where there are only texts."""
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ",".join(map(text_of, value))
    return "" if value is None else str(value)


def wait(
    protocol: Protocol,
    job: JobData,
    deadline: float,
    interval: float,
    clock: Callable[[], float],
    told: Callable[[Status], None] | None = None,
) -> Steps[Status]:
    """Ask until *job* is done; after *deadline* seconds raise `TimedOut`, with the job in it."""
    end = clock() + deadline
    while True:
        status = yield from protocol.status(job)
        if told is not None:
            told(status)
        if status.done:
            return status
        left = end - clock()
        if left <= 0:
            text = f"the job is {status.value} after {deadline:g} s"
            raise TimedOut(text, operation=job.operation, request_id=job.id, job=job.as_dict())
        yield Pause(min(interval, left))
        interval = min(interval * 1.5, LONGEST_PAUSE)


def retry_after(answer: Answer) -> float | None:
    """Return the seconds that a `Retry-After` header asks for: a number, or a date."""
    text = answer.headers.get("retry-after", "").strip()
    if text.isascii() and text.replace(".", "", 1).isdigit():
        return float(text)
    if not text:
        return None
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    if date.tzinfo is None:
        return None
    return max(0.0, (date - datetime.now(UTC)).total_seconds())
