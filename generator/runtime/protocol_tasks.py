"""The task protocol (Runware): arrays of tasks, own ids, polling by getResponse, results beside errors."""

from __future__ import annotations

from .errors import CallError, OutcomeUnknown, UnexpectedAnswer
from .http import Answer, Request
from .jobs import JobData, Outcome, Status, money, now
from .protocol import Protocol

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .http import Steps
    from .provider import OperationInfo


class TaskProtocol(Protocol):
    """Runware's task arrays."""

    def submit(
        self, operation: OperationInfo, body: dict[str, Any], options: Mapping[str, Any]
    ) -> Steps[JobData]:
        """Send one task under an id of our own."""
        del options
        request = Request(
            "POST",
            self.submit_url(operation),
            body=self.wrapped(operation, body, {}),
            billable=True,
        )
        job_id = str(body["taskUUID"])
        count = body.get("numberResults", 1)
        job = JobData(
            provider=self.provider.id,
            operation=operation.name,
            id=job_id,
            submitted=now(),
            expected=int(count) if isinstance(count, (int, float)) else 1,
        )
        try:
            answer, data = yield from self.paid(request)
        except OutcomeUnknown as error:
            error.request_id, error.job = job_id, job.as_dict()
            raise
        errors = entries(data, "errors", job_id)
        if errors and not entries(data, "data", job_id):
            raise self.told(errors[0], answer)
        return job

    def status(self, job: JobData) -> Steps[Status]:
        """Ask for everything so far."""
        data = yield from self._look(job)
        items, errors = results(data, job), entries(data, "errors", job.id)
        ready = [
            item
            for item in items
            if self.meaning(item.get("status")) == "succeeded" or "videoURL" in item
        ]
        if len(ready) + len(errors) >= job.expected or (errors and not items):
            return Status(
                "failed" if errors and not ready else "succeeded",
                "success" if ready else "error",
                data=data,
            )
        values = [item.get("status") for item in items] or ["processing"]
        state = self.meaning(values[0])
        progress = next(
            (item["progress"] for item in items if isinstance(item.get("progress"), (int, float))),
            None,
        )
        return Status(
            state if state in {"waiting", "running"} else "unknown",
            str(values[0]),
            progress=progress,
            data=data,
        )

    def _look(self, job: JobData) -> Steps[Any]:
        task = {"taskType": "getResponse", "taskUUID": job.id}
        answer = yield from self.free(Request("POST", self.url("get-response"), body=[task]))
        data = answer.json() if answer.ok else None
        if not answer.ok:
            try:
                data = answer.json()
            except UnexpectedAnswer:
                data = None
            if not entries(data, "errors", job.id):
                raise self.refused(answer)
        if not isinstance(data, dict):
            raise UnexpectedAnswer("the answer is no object", status=answer.status, answer=data)
        return data

    def fetch(self, job: JobData) -> Steps[Outcome]:
        """Fetch all results; if some failed, the error carries those that did not."""
        data = yield from self._look(job)
        ready = [item for item in results(data, job) if "videoUUID" in item or "videoURL" in item]
        errors = entries(data, "errors", job.id)
        if errors:
            error = self.told(errors[0], None)
            error.answer = {"results": ready, "errors": errors}
            raise error
        costs = [money(item["cost"]) for item in ready if "cost" in item]
        known = [cost for cost in costs if cost is not None]
        total = sum(known[1:], known[0]) if known else None
        return Outcome(ready, request_id=job.id, cost=total)

    def failed(self, job: JobData, status: Status) -> CallError:
        """Return the error of a job that failed."""
        errors = entries(status.data, "errors", job.id)
        return self.told(errors[0] if errors else {}, None)

    def refused(self, answer: Answer) -> CallError:
        """Read the first entry of `errors`; older answers have a single `error`."""
        try:
            data = answer.json()
        except UnexpectedAnswer:
            data = None
        errors = data.get("errors") if isinstance(data, dict) else None
        first = errors[0] if isinstance(errors, list) and errors else None
        if first is None and isinstance(data, dict):
            first = data.get("error")
        return self.told(first if isinstance(first, dict) else {}, answer)

    def told(self, entry: Mapping[str, Any], answer: Answer | None) -> CallError:
        """Turn an entry of `errors` into an error."""
        field = entry.get("parameter")
        return self.error(
            str(entry.get("message") or "the task failed"),
            str(entry.get("code") or ""),
            answer.status if answer else None,
            answer,
            field=", ".join(map(str, field)) if isinstance(field, list) else str(field or ""),
            request_id=str(entry.get("taskUUID") or ""),
            body=entry or None,
        )


def entries(data: Any, key: str, id: str) -> list[dict[str, Any]]:
    """List the entries of *key* that belong to the task *id*, or to none."""
    listed = data.get(key) if isinstance(data, dict) else None
    found = (
        [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    )
    return [entry for entry in found if entry.get("taskUUID") in {id, None}]


def results(data: Any, job: JobData) -> list[dict[str, Any]]:
    """List the items of *job*, each result once."""
    unique: dict[str, dict[str, Any]] = {}
    for place, item in enumerate(entries(data, "data", job.id)):
        unique[str(item.get("videoUUID") or f"pending {place}")] = item
    return list(unique.values())
