"""The blocking protocol (Cloudflare): one call that stays open until the result is there."""

from __future__ import annotations

from .errors import CallError, ProviderFailed, UnexpectedAnswer
from .http import Answer
from .jobs import JobData, Outcome, Status, now
from .protocol import Protocol

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .http import Steps
    from .provider import OperationInfo


class BlockingProtocol(Protocol):
    """Cloudflare's unified `ai/run`, and bare calls that answer with their result."""

    @property
    def is_enveloped(self) -> bool:
        """Whether requests and answers have something around what counts, as Cloudflare's have."""
        return self.provider.body[0] == "envelope"

    def submit(
        self, operation: OperationInfo, body: dict[str, Any], options: Mapping[str, Any]
    ) -> Steps[JobData]:
        """Send the request and keep its answer; in the background there is only an acknowledgement."""
        more = dict(options.get("options") or {})
        if options.get("webhook_url"):
            more |= {"background": True, "webhookUrl": options["webhook_url"]}
        request = self.submission(operation, body, {"options": more} if more else {})
        answer, data = yield from self.paid(request)
        job_id = (
            answer.headers.get("cf-aig-log-id") or answer.headers.get("cf-aig-request-id") or ""
        )
        kept = {"background": bool(more.get("background")), "headers": answer.headers, "data": data}
        return JobData(
            provider=self.provider.id,
            operation=operation.name,
            id=job_id,
            submitted=now(),
            answer=kept,
        )

    def status(self, job: JobData) -> Steps[Status]:
        """Read the status off the answer that came at once."""
        yield from ()
        data = job.answer["data"]
        if job.answer["background"]:
            return Status("running", "background", data=data)
        if not self.is_enveloped:
            return Status("succeeded", "answered", data=data)
        if isinstance(data, dict) and (
            data.get("success") is False or gateway(data).get("state") == "Failed"
        ):
            return Status("failed", "Failed", data=data)
        return Status("succeeded", str(gateway(data).get("state") or "Completed"), data=data)

    def fetch(self, job: JobData) -> Steps[Outcome]:
        """Unwrap the answer: the v4 envelope, the gateway's, or none."""
        yield from ()
        data = job.answer["data"]
        if job.answer["background"]:
            text = "the result comes by webhook; no address to ask for it is documented"
            raise UnexpectedAnswer(text, request_id=job.id, job=job.as_dict())
        if not self.is_enveloped:
            whole = data if isinstance(data, dict) else {}
            return Outcome([whole], headers=job.answer["headers"], request_id=job.id)
        inner = gateway(data)
        result = inner.get("result") if isinstance(inner.get("result"), dict) else inner
        return Outcome([result], headers=job.answer["headers"], request_id=job.id)

    def failed(self, job: JobData, status: Status) -> CallError:
        """Return the error of an answer that says it failed."""
        data = status.data if isinstance(status.data, dict) else {}
        error = gateway(data).get("error")
        if isinstance(error, dict):
            return self.error(
                str(error.get("message") or "the job failed"),
                str(error.get("code") or ""),
                None,
                request_id=job.id,
            )
        if data.get("errors"):
            return self._told(data, None)
        return ProviderFailed("the job failed", request_id=job.id, answer=data)

    def refused(self, answer: Answer) -> CallError:
        """Read the first entry of `errors`, whose code is a number."""
        try:
            data = answer.json()
        except UnexpectedAnswer:
            data = None
        return self._told(data if isinstance(data, dict) else {}, answer)

    def _told(self, data: Mapping[str, Any], answer: Answer | None) -> CallError:
        listed = data.get("errors")
        first = (
            listed[0] if isinstance(listed, list) and listed and isinstance(listed[0], dict) else {}
        )
        status = answer.status if answer else None
        headers = answer.headers if answer else {}
        return self.error(
            str(first.get("message") or told_in(data) or f"the answer has status {status}"),
            str(first.get("code") or ""),
            status,
            answer,
            request_id=headers.get("cf-aig-request-id") or headers.get("cf-ray") or "",
            body=data or None,
        )


def gateway(data: Any) -> dict[str, Any]:
    """Return what stands inside the v4 envelope, if there is one."""
    if isinstance(data, dict) and "success" in data and "result" in data:
        data = data["result"]
    return data if isinstance(data, dict) else {}


def told_in(data: Mapping[str, Any]) -> str:
    """Return the text for people in an error of a common form."""
    for key in ("message", "detail", "error", "title"):
        value = data.get(key)
        if isinstance(value, dict):
            value = value.get("message")
        if isinstance(value, str) and value:
            return value
    return ""
