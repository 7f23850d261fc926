"""What the queue protocol answers about a job: status objects, results and errors."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from generator.mock.costs import units_of
from generator.mock.jobs import Job
from generator.mock.results import facts_about, result_of
from generator.mock.scenarios import Fault
from generator.price.evaluate import dig
from generator.runtime.amounts import plain
from generator.runtime.violations import Violation

KEPT_WHOLE = frozenset({"workflows", "comfy"})
"""Namespaces that stay in front of owner and alias."""
PLAIN = frozenset({400, 401, 402, 403, 404, 429})
"""Statuses whose error, if it has no name of its own, is a text alone."""
TYPES = {
    "required": "missing",
    "minimum": "greater_than_equal",
    "maximum": "less_than_equal",
    "exclusiveMinimum": "greater_than",
    "exclusiveMaximum": "less_than",
    "multipleOf": "multiple_of",
    "enum": "one_of",
    "const": "one_of",
    "minItems": "sequence_too_short",
    "maxItems": "sequence_too_long",
    "minLength": "string_too_short",
    "maxLength": "string_too_long",
    "unknown-key": "extra_forbidden",
    "type": "type_error",
}
"""Types of model errors by rule; the documented ones where one fits."""


def app_of(endpoint: str) -> str:
    """Return the part of an endpoint under which its jobs are found: owner and alias."""
    parts = endpoint.split("/")
    return "/".join(parts[: 3 if parts[0] in KEPT_WHOLE else 2])


def addresses(job: Job, prefix: str) -> dict[str, str]:
    """Return where a job is asked about, fetched and cancelled."""
    here = f"{job.base}{prefix}/queue/{app_of(job.operation.endpoint)}/requests/{job.id}"
    return {
        "request_id": job.id,
        "response_url": here,
        "status_url": f"{here}/status",
        "cancel_url": f"{here}/cancel",
    }


def status_of(job: Job, now: float, prefix: str, *, logs: bool) -> dict[str, Any]:
    """Return the status object of a job."""
    phase = job.phase(now)
    if phase == "waiting":
        found = {"status": "IN_QUEUE", **addresses(job, prefix)}
        return {**found, "queue_position": job.ahead_at(now)}
    lines = logs_of(job, now) if logs else None
    if phase == "running":
        return {"status": "IN_PROGRESS", **addresses(job, prefix), "logs": lines}
    done: dict[str, Any] = {"status": "COMPLETED", **addresses(job, prefix), "logs": lines}
    done["metrics"] = {"inference_time": round(max(0.0, job.ends - job.starts), 3)}
    fault = job.fault
    if fault is not None:
        done.update(error=fault.message, error_type=fault.code)
    return done


def logs_of(job: Job, now: float) -> list[dict[str, str]]:
    """Return the log lines that a job has written so far."""
    lines = [(0, "INFO", "Started")]
    lines += [(done, "INFO", f"{done} % done") for done in (25, 50, 75)]
    lines = [line for line in lines if line[0] <= job.progress(now)]
    if job.phase(now) == "done":
        fault = job.fault
        lines.append((100, "ERROR", fault.message) if fault else (100, "INFO", "Finished"))
    start = datetime.fromisoformat(job.written_at) if job.written_at else datetime.now(UTC)
    span = job.ends - job.starts
    return [
        {
            "message": text,
            "level": level,
            "source": "runner",
            "timestamp": (start + timedelta(seconds=span * done / 100)).isoformat(),
        }
        for done, level, text in lines
    ]


def result(job: Job) -> dict[str, Any]:
    """Return the result of a finished job."""
    facts = facts_about(job.clip, job.url())
    return result_of(job.operation.response, facts, job.payload)


def result_headers(job: Job) -> dict[str, str]:
    """Return the headers that come with a result."""
    units = plain(units_of(job.operation, job.payload))
    return {} if units is None else {"X-Fal-Billable-Units": units}


def error_body(fault: Fault, payload: Any) -> dict[str, Any]:
    """Return an error: a list for the model's own, a text for those of the platform."""
    if is_model_error(fault):
        entry = {"loc": ["body"], "msg": fault.message, "type": fault.code, "input": payload}
        if fault.kind == "content-policy":
            entry["loc"] = ["body", "prompt"]
            entry["input"] = dig(payload, ("prompt",))
        return {"detail": [entry]}
    if fault.code == str(fault.status):
        return {"detail": fault.message}
    return {"detail": fault.message, "error_type": fault.code}


def is_model_error(fault: Fault) -> bool:
    """Tell whether an error is about the input or the model, not about the platform."""
    return fault.status == 422 or fault.code in MODEL


MODEL = frozenset(
    {
        "internal_server_error",
        "generation_timeout",
        "downstream_service_error",
        "downstream_service_unavailable",
    }
)
"""Errors of the model whose status is not 422."""


def error_headers(fault: Fault) -> dict[str, str]:
    """Return the headers that come with an error."""
    if fault.code == str(fault.status):
        return {}
    headers = {"X-Fal-Error-Type": fault.code}
    headers["X-Fal-Retryable"] = "true" if fault.status in {503, 504} else "false"
    return headers


def details(violations: list[Violation], payload: Any) -> dict[str, Any]:
    """Return what is wrong with an input, one entry each."""
    return {"detail": [_detail(violation, payload) for violation in violations]}


def _detail(violation: Violation, payload: Any) -> dict[str, Any]:
    steps = [step.replace("~1", "/").replace("~0", "~") for step in violation.path.split("/")[1:]]
    if violation.rule == "required":
        steps.append(violation.message.removesuffix(" is missing"))
    where: list[str | int] = [int(step) if step.isdigit() else step for step in steps]
    return {
        "loc": ["body", *where],
        "msg": violation.message,
        "type": TYPES.get(violation.rule, "value_error"),
        "input": _at(payload, steps),
    }


def _at(payload: Any, steps: list[str]) -> Any:
    value = payload
    for step in steps:
        if isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, dict) and step in value:
            value = value[step]
        else:
            return value
    return value
