"""The create-and-retrieve protocol (AI/ML API): create, then ask by generation id."""

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


class GenerationProtocol(Protocol):
    """AI/ML API's video generations."""

    def submit(
        self, operation: OperationInfo, body: dict[str, Any], options: Mapping[str, Any]
    ) -> Steps[JobData]:
        """Create a generation."""
        del options
        answer, data = yield from self.paid(self.submission(operation, body, {}))
        if operation.immediate:
            kept = {"headers": answer.headers, "data": data}
            return JobData(
                provider=self.provider.id,
                operation=operation.name,
                id=answer.headers.get("x-inference-id") or "",
                submitted=now(),
                answer=kept,
            )
        job_id = data.get("id") if isinstance(data, dict) else None
        job_id = job_id or answer.headers.get("x-inference-id")
        if not isinstance(job_id, str) or not job_id:
            raise OutcomeUnknown(
                "the job was taken, but its id is missing", status=answer.status, answer=data
            )
        own = {}
        if operation.path and self.provider.calls["retrieve"] == self.provider.calls["submit"]:
            own["retrieve"] = self.submit_url(operation, body)
        return JobData(
            provider=self.provider.id,
            operation=operation.name,
            id=job_id,
            submitted=now(),
            urls=own,
        )

    def status(self, job: JobData) -> Steps[Status]:
        """Ask for the generation; HTTP 200 may hold a failed one."""
        if job.answer:
            return Status("succeeded", "completed", data=job.answer["data"])
        _, data = yield from self._look(job)
        value = data.get("status")
        return Status(self.meaning(value), str(value), data=data)

    def _look(self, job: JobData) -> Steps[tuple[Answer, dict[str, Any]]]:
        url = job.urls.get("retrieve") or self.url("retrieve")
        request = Request("GET", url, query={"generation_id": job.id})
        answer = yield from self.free(request)
        if not answer.ok:
            raise self.refused(answer)
        data = answer.json()
        if not isinstance(data, dict):
            raise UnexpectedAnswer("the answer is no object", status=answer.status, answer=data)
        return answer, data

    def fetch(self, job: JobData) -> Steps[Outcome]:
        """Fetch the finished generation, with its cost wherever it is reported."""
        if job.answer:
            answer = Answer(200, job.answer["headers"], b"")
            data = job.answer["data"] if isinstance(job.answer["data"], dict) else {}
        else:
            answer, data = yield from self._look(job)
        cost = answer.headers.get("x-aimlapi-usd-spent")
        meta = data.get("meta")
        usage = meta.get("usage") if isinstance(meta, dict) else None
        if cost is None and isinstance(usage, dict) and "usd_spent" in usage:
            cost = usage["usd_spent"]
        amount = None if cost is None else money(cost)
        return Outcome(
            [data], status=answer.status, headers=answer.headers, request_id=job.id, cost=amount
        )

    def failed(self, job: JobData, status: Status) -> CallError:
        """Return the error that stands in the generation."""
        data = status.data if isinstance(status.data, dict) else {}
        error = data.get("error")
        told = error if isinstance(error, dict) else {}
        text = str(told.get("message") or "the job failed")
        return self.error(text, str(told.get("name") or ""), None, request_id=job.id, body=data)

    def refused(self, answer: Answer) -> CallError:
        """Read the message, which stands at the top or in `error`."""
        try:
            data = answer.json()
        except UnexpectedAnswer:
            data = None
        told = data if isinstance(data, dict) else {}
        inner = told.get("error")
        text = told.get("message") or (inner.get("message") if isinstance(inner, dict) else None)
        job_id = str(told.get("requestId") or answer.headers.get("x-inference-id") or "")
        message = str(text or f"the answer has status {answer.status}")
        return self.error(message, "", answer.status, answer, request_id=job_id, body=data)
