"""The queue protocol (fal): submit, ask the addresses of the answer, fetch, cancel."""

from __future__ import annotations

from .errors import CallError, NotYet, OutcomeUnknown, UnexpectedAnswer
from .http import Answer, Listen, Request
from .jobs import JobData, Outcome, Status, now
from .protocol import Protocol

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from .http import Steps
    from .provider import OperationInfo

PREFIXES = ("workflows", "comfy")
"""First parts of ids that belong to the address of a job beside owner and alias."""


class QueueProtocol(Protocol):
    """fal's queue."""

    def submit(
        self, operation: OperationInfo, body: dict[str, Any], options: Mapping[str, Any]
    ) -> Steps[JobData]:
        """Put a job into the queue."""
        url = self.submit_url(operation)
        query = {"fal_webhook": options["webhook_url"]} if options.get("webhook_url") else {}
        taken = yield from self.paid(
            Request("POST", url, body=self.wrapped(operation, body, {}), query=query, billable=True)
        )
        assert taken is not None, "no repeat of ours can be told that the first one had arrived"
        answer, data = taken
        job_id = data.get("request_id") if isinstance(data, dict) else None
        job_id = job_id or answer.headers.get("x-fal-request-id")
        if not isinstance(job_id, str) or not job_id:
            raise OutcomeUnknown(
                "the job was taken, but its id is missing", status=answer.status, answer=data
            )
        return self._job(operation, job_id, data)

    def known(self, operation: OperationInfo, id: str) -> JobData:
        """Return a job with the addresses that follow from its id."""
        return self._job(operation, id, None)

    def _job(self, operation: OperationInfo, job_id: str, data: Any) -> JobData:
        urls = {
            name: self._address(data, name, operation.endpoint, job_id)
            for name in ("status_url", "response_url", "cancel_url")
        }
        return JobData(
            provider=self.provider.id,
            operation=operation.name,
            id=job_id,
            submitted=now(),
            urls=urls,
        )

    def _address(self, data: Any, name: str, endpoint: str, job_id: str) -> str:
        """Take an address from the answer if it is on the same server; the key goes nowhere else."""
        given = data.get(name) if isinstance(data, dict) else None
        base = self.servers["queue"].rstrip("/")
        if isinstance(given, str) and given.startswith(f"{base}/") and given.isprintable():
            return given
        from urllib.parse import quote

        tail = {"status_url": "/status", "response_url": "", "cancel_url": "/cancel"}[name]
        return f"{base}/{job_path(endpoint)}/requests/{quote(job_id, safe='')}{tail}"

    def direct(self, operation: OperationInfo, body: dict[str, Any]) -> Steps[Outcome]:
        """Run a job on the direct host and wait for it on one connection."""
        url = self.url("run", endpoint=operation.endpoint)
        request = Request("POST", url, body=body, billable=True, timeout=self.limits.deadline)
        taken = yield from self.paid(request)
        assert taken is not None, "no repeat of ours can be told that the first one had arrived"
        answer, data = taken
        return _outcome(answer, data, answer.headers.get("x-fal-request-id", ""))

    def status(self, job: JobData) -> Steps[Status]:
        """Ask for status, logs and position; 202 while the job is pending."""
        answer = yield from self.free(Request("GET", job.urls["status_url"], query={"logs": "1"}))
        if not answer.ok:
            raise self.refused(answer)
        return self._status_of(answer.json())

    def _status_of(self, data: Any) -> Status:
        """Read a status; anything that is none ends no wait."""
        if not isinstance(data, dict):
            return Status("unknown", "unreadable")
        value = data.get("status")
        state = self.meaning(value)
        if state == "succeeded" and (data.get("error") or data.get("error_type")):
            state = "failed"
        logs = data.get("logs")
        entries = logs if isinstance(logs, list) else []
        position = data.get("queue_position")
        return Status(
            state,
            str(value),
            position=position if isinstance(position, int) else None,
            logs=[str(each.get("message", "")) for each in entries if isinstance(each, dict)],
            data=data,
        )

    def watch(self, job: JobData, told: Callable[[Status], None]) -> Steps[None]:
        """Hear of every status from the stream beside the status address, until the job is done."""
        import json
        import time

        def heard(text: str) -> bool:
            try:
                status = self._status_of(json.loads(text))
            except (ValueError, RecursionError):
                return False
            told(status)
            return status.done

        end = self.limits.end
        left = self.limits.deadline if end is None else end - time.monotonic()
        url = f"{job.urls['status_url']}/stream"
        if left > 0:
            yield Listen(Request("GET", url, query={"logs": "1"}, timeout=left), heard)

    def fetch(self, job: JobData) -> Steps[Outcome]:
        """Fetch the result, whose HTTP status is the model's own."""
        answer = yield from self.free(Request("GET", job.urls["response_url"]), _told_by_model)
        if answer.status in {202, 400} and _pending(answer):
            raise NotYet("the result is not there yet", request_id=job.id)
        if not answer.ok:
            raise self.refused(answer)
        return _outcome(answer, answer.json(), job.id)

    def failed(self, job: JobData, status: Status) -> CallError:
        """Return the error of a job whose status says that it failed."""
        data = status.data if isinstance(status.data, dict) else {}
        text = str(data.get("error") or "the job failed")
        return self.error(text, str(data.get("error_type") or ""), None, request_id=job.id)

    def failure(self, job: JobData, status: Status) -> Steps[CallError]:
        """Fetch the result, whose status and detail say more than the status of the queue."""
        told = self.failed(job, status)
        try:
            outcome = yield from self.fetch(job)
        except CallError as error:
            if error.status is not None:
                error.code = error.code or told.code
                return error
        else:
            told.answer = {"results": outcome.results, "errors": [status.data]}
        return told

    def cancel(self, job: JobData) -> Steps[bool]:
        """Ask for the job to be cancelled."""
        answer = yield from self.free(Request("PUT", job.urls["cancel_url"]))
        if answer.status in {400, 404}:
            return False
        if not answer.ok:
            raise self.refused(answer)
        return True

    def refused(self, answer: Answer) -> CallError:
        """Read `detail`, which is a text or a list, and the type of the error."""
        try:
            data = answer.json()
        except UnexpectedAnswer:
            data = None
        detail = data.get("detail") if isinstance(data, dict) else None
        code = str(data.get("error_type") or "") if isinstance(data, dict) else ""
        code = code or answer.headers.get("x-fal-error-type", "")
        field, text = "", ""
        if isinstance(detail, list):
            first = next((item for item in detail if isinstance(item, dict)), {})
            code = code or str(first.get("type") or "")
            location = first.get("loc")
            steps = (
                location[1:]
                if isinstance(location, list) and location[:1] == ["body"]
                else location
            )
            field = ".".join(map(str, steps)) if isinstance(steps, list) else ""
            text = "; ".join(str(item.get("msg")) for item in detail if isinstance(item, dict))
        elif isinstance(detail, str):
            text = detail
        said = answer.headers.get("x-fal-retryable", "")
        error = self.error(
            text or f"the answer has status {answer.status}",
            code,
            answer.status,
            answer,
            field=field,
            request_id=answer.headers.get("x-fal-request-id", ""),
            body=data,
        )
        error.repeat = {"true": "yes", "false": "no"}.get(said.lower(), error.repeat)
        return error


def job_path(endpoint: str) -> str:
    """Return the part of an endpoint id that addresses of jobs keep: owner and alias."""
    parts = endpoint.split("/")
    first, dash, rest = parts[0].partition("-")
    if len(parts) == 1 and dash and first.isdigit():
        return f"{first}/{rest}"
    return "/".join(parts[:3] if parts[0] in PREFIXES else parts[:2])


def _told_by_model(answer: Answer) -> bool:
    """Tell whether an error is the model's own, which is the final word on a job."""
    if answer.status == 429 or answer.headers.get("x-fal-retryable", "").lower() == "true":
        return False
    try:
        data = answer.json()
    except UnexpectedAnswer:
        return False
    return isinstance(data, dict) and ("detail" in data or "error_type" in data)


def _pending(answer: Answer) -> bool:
    """Tell whether an answer says that the job is still being worked on, in its status or its text."""
    try:
        data = answer.json()
    except UnexpectedAnswer:
        return False
    if not isinstance(data, dict):
        return False
    in_progress = isinstance(data.get("detail"), str) and "in progress" in data["detail"]
    return in_progress or data.get("status") in {"IN_QUEUE", "IN_PROGRESS"}


def _outcome(answer: Answer, data: Any, job_id: str) -> Outcome:
    return Outcome([data], status=answer.status, headers=answer.headers, request_id=job_id)
