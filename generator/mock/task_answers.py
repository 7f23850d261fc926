"""What the task protocol answers: items of data, and entries of errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.ir.provider import Operation
from generator.judge import member_at
from generator.mock.costs import cost_of
from generator.mock.jobs import Job
from generator.mock.results import facts_about, result_of
from generator.mock.scenarios import Fault
from generator.runtime.violations import Violation

PAGES = "https://runware.ai/docs/platform/errors"
CODES = {"required": "missing", "unknown-key": "unknown", "type": "invalidType"}
"""How codes of violations begin; the documents standardise none but unsupportedDuration."""


def acknowledged(job: Job) -> dict[str, Any]:
    """Return the acknowledgement of a task."""
    return {"taskType": job.payload["taskType"], "taskUUID": job.id}


def progress_of(job: Job, now: float) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return all that is known of a task so far: items of data, and errors."""
    data: list[dict[str, Any]] = []
    errors: list[dict[str, Any]] = []
    fault = job.fault
    for index in range(job.results):
        if now < job.ready_at(index):
            data.append(_processing(job, index, now))
        elif fault is not None and fault.form == "item":
            entry = error_of(fault, job.payload)
            data.append({**acknowledged(job), "status": "error", "error": entry})
        elif fault is None or (job.scenario.name == "partial" and index == 0):
            data.append(item_of(job, index))
        else:
            errors.append({**error_of(fault, job.payload), "status": "error"})
    return data, errors


def _processing(job: Job, index: int, now: float) -> dict[str, Any]:
    since = job.starts if index == 0 else job.ready_at(index - 1)
    share = (now - since) / (job.ready_at(index) - since)
    progress = min(99, max(0, int(100 * share)))
    word = "pending" if job.scenario.form == "old-words" else "processing"
    return {**acknowledged(job), "status": word, "progress": progress}


def item_of(job: Job, index: int) -> dict[str, Any]:
    """Return one finished result."""
    job.served += 1
    facts = facts_about(job.clip, job.url(index))
    facts.update(taskUUID=job.id, videoUUID=job.ids[index], seed=(job.seed + index) % 2**31)
    if "cost" not in job.more:
        job.more["cost"] = cost_of(job.operation, job.payload)
    cost = job.more["cost"]
    if cost is not None:
        facts["cost"] = float(cost)
    safety = job.payload.get("safety")
    if isinstance(safety, Mapping) and safety.get("checkContent"):
        facts["NSFWContent"] = False
    item = result_of(job.operation.response, facts, job.payload)
    names: tuple[str, ...] = ("taskType", "taskUUID")
    head = {name: item.pop(name) for name in names if name in item}
    return {**head, "status": "success", **item}


def error_of(fault: Fault, task: Any) -> dict[str, Any]:
    """Return the entry of one error."""
    return {
        "code": _code(fault),
        "message": fault.message,
        **head_of(task),
        "documentation": PAGES,
    }


def _code(fault: Fault) -> str:
    """Return the code, or a word where the documents name nothing but the status."""
    words = {"402": "insufficientCredits", "500": "internalError", "503": "serviceUnavailable"}
    words.update({"400": "invalidRequest", "401": "invalidApiKey", "403": "forbidden"})
    words.update({"404": "taskFailedOrNotFound", "429": "rateLimitExceeded"})
    return words.get(fault.code, fault.code)


def head_of(task: Any) -> dict[str, Any]:
    """Return what an answer repeats of a task."""
    if not isinstance(task, dict):
        return {}
    names: tuple[str, ...] = ("taskType", "taskUUID")
    return {name: task[name] for name in names if name in task}


def errors_of(operation: Operation, found: list[Violation], task: Any) -> list[dict[str, Any]]:
    """Return an entry for each thing that is wrong with a task."""
    return [_entry(operation, violation, task) for violation in found]


def _entry(operation: Operation, violation: Violation, task: Any) -> dict[str, Any]:
    names = _names(operation, violation)
    kind = _wanted(operation, names[0]) if len(names) == 1 else None
    entry: dict[str, Any] = {
        "code": _violated(violation, names),
        "message": violation.message,
        "parameter": names[0] if len(names) == 1 else names,
    }
    if kind:
        entry["type"] = kind
    return {**entry, **head_of(task), "documentation": operation.page}


def _names(operation: Operation, violation: Violation) -> list[str]:
    """Return the dotted names of the parameters that a violation is about."""
    for rule in operation.rules:
        if rule.id == violation.rule:
            return [".".join(path) for path in rule.paths]
    steps = [step.replace("~1", "/").replace("~0", "~") for step in violation.path.split("/")[1:]]
    if violation.rule == "required":
        steps.append(violation.message.removesuffix(" is missing"))
    return [".".join(steps)]


def _wanted(operation: Operation, name: str) -> str | None:
    plain = ".".join(step for step in name.split(".") if not step.isdigit())
    member = member_at(operation.parameters, plain) if plain else None
    return member.shape.types[0] if member is not None and member.shape.types else None


def _violated(violation: Violation, names: list[str]) -> str:
    last = names[0].rpartition(".")[2] if names else ""
    if "duration" in names:
        return "unsupportedDuration"
    word = CODES.get(violation.rule, "unsupported" if violation.rule == "enum" else "invalid")
    return word + last[:1].upper() + last[1:]
