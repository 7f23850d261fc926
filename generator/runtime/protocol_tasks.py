"""The task protocol (Runware): arrays of tasks, own ids, polling by getResponse, results beside errors."""

from __future__ import annotations

from .errors import CallError, NotYet, OutcomeUnknown, UnexpectedAnswer
from .http import Answer, Request
from .jobs import JobData, Outcome, Status, money, now
from .protocol import Protocol

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from .http import Steps
    from .provider import OperationInfo


FILES = ("URL", "Data", "URI")
"""How names of members end that hold a result: videoURL, imageBase64Data, imageDataURI."""

IDS = ("videoUUID", "imageUUID", "audioUUID", "mediaUUID", "modelUUID")
"""Members that tell results apart."""

PATIENCE = 3
"""Answers after which errors are the last word, though fewer results came than were asked for."""


class TaskProtocol(Protocol):
    """Runware's task arrays."""

    _settled = 0

    def prepare(self, operation: OperationInfo, body: dict[str, Any]) -> JobData:
        """Return the job that the task will be: its id is our own."""
        count = body.get("numberResults", 1)
        return JobData(
            provider=self.provider.id,
            operation=operation.name,
            id=str(body["taskUUID"]),
            submitted=now(),
            expected=int(count) if isinstance(count, (int, float)) else 1,
        )

    def submit(
        self, operation: OperationInfo, body: dict[str, Any], options: Mapping[str, Any]
    ) -> Steps[JobData]:
        """Send one task under an id of our own, under which a repeat of it is no second task."""
        job = self.prepare(operation, body)
        if options.get("webhook_url"):
            body = {"webhookURL": options["webhook_url"], **body}
        task = self.wrapped(operation, body, {})
        request = Request("POST", self.submit_url(operation), body=task, billable=True)
        try:
            yield from self.paid(request, self._refusal_of(job))
        except OutcomeUnknown as error:
            error.request_id, error.job = job.id, job.as_dict()
            raise
        return job

    def _refusal_of(self, job: JobData) -> Callable[[Answer, Any], CallError | None]:
        """Return what finds a refusal of *job* in an answer that looks like a success."""

        def judge(answer: Answer, data: Any) -> CallError | None:
            errors = entries(data, "errors", job.id)
            if errors and not entries(data, "data", job.id):
                return self.told(errors[0], answer)
            return None

        return judge

    def status(self, job: JobData) -> Steps[Status]:
        """Ask for everything so far."""
        data = yield from self._look(job)
        items, wrong = results(data, job), self._failures(data, job)
        ready = [item for item in items if self._is_ready(item)]
        if len(ready) + len(wrong) >= job.expected or (wrong and self._gave_up(items)):
            word = "success" if ready else "error"
            return Status("succeeded" if ready else "failed", word, data=data)
        values = [item.get("status") for item in items if not self._is_ready(item)]
        value = values[0] if values else "processing"
        numbers = [item["progress"] for item in items if _is_number(item.get("progress"))]
        state = self.meaning(value)
        return Status(
            state if state in {"waiting", "running"} else "unknown",
            str(value),
            progress=numbers[0] if numbers else None,
            data=data,
        )

    def _is_ready(self, item: Mapping[str, Any]) -> bool:
        """Tell whether an item is a result; one that says success without an address is not there yet."""
        failed = self.meaning(item.get("status")) == "failed"
        return not failed and any(name.endswith(FILES) and item[name] for name in item)

    def _failures(self, data: Any, job: JobData) -> list[dict[str, Any]]:
        """List what failed: entries of `errors`, and items of `data` that say so themselves."""
        items = [
            item
            for item in entries(data, "data", job.id)
            if self.meaning(item.get("status")) == "failed"
        ]
        nested = [item["error"] if isinstance(item.get("error"), dict) else item for item in items]
        return [*entries(data, "errors", job.id), *nested]

    def _gave_up(self, items: list[dict[str, Any]]) -> bool:
        """Tell whether errors, without anything under way, have stood for some answers."""
        if any(self.meaning(item.get("status")) in {"waiting", "running"} for item in items):
            self._settled = 0
            return False
        self._settled += 1
        return not items or self._settled >= PATIENCE

    def _look(self, job: JobData) -> Steps[Any]:
        task = {"taskType": "getResponse", "taskUUID": job.id}
        request = Request("POST", self.url("get-response"), body=[task])
        answer = yield from self.free(request, lambda answer: _about(answer, job))
        if answer.ok or _about(answer, job):
            data = answer.json()
            return data if isinstance(data, dict) else {}
        raise self.refused(answer)

    def fetch(self, job: JobData) -> Steps[Outcome]:
        """Fetch all results; if some failed, the error carries those that did not."""
        data = yield from self._look(job)
        ready = [item for item in results(data, job) if self._is_ready(item)]
        errors = self._failures(data, job)
        if not ready and not errors:
            raise NotYet("the results are not there yet", request_id=job.id)
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
        errors = self._failures(status.data, job)
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
        named = (item[name] for name in IDS if item.get(name))
        unique[str(next(named, None) or item.get("videoURL") or f"pending {place}")] = item
    return list(unique.values())


def _about(answer: Answer, job: JobData) -> bool:
    """Tell whether an answer that is no success holds errors of *job* itself."""
    if answer.status in {429, 502, 503, 504}:
        return False
    try:
        data = answer.json()
    except UnexpectedAnswer:
        return False
    return any(entry.get("taskUUID") == job.id for entry in entries(data, "errors", job.id))


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
