"""What every accepted job was charged, and what its caller got: the truth that clients are held to."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from generator.mock.costs import cost_of
from generator.mock.jobs import Job
from generator.mock.scenarios import prompts
from generator.runtime.amounts import plain

HEADER = "x-specloom-marker"
MARKER = re.compile(r"[A-Za-z0-9_.-]{1,64}")
IN_PROMPT = re.compile(r"marker:([A-Za-z0-9_.-]{1,64})")
OWN_ID = "taskUUID"
"""What differs between requests that are the same otherwise."""


def marker_of(headers: Mapping[str, str], body: Any) -> str:
    """Return the marker of a request: the header, or `marker:NAME` in a prompt, or nothing."""
    given = headers.get(HEADER, "")
    if MARKER.fullmatch(given):
        return given
    for prompt in prompts(body):
        found = IN_PROMPT.search(prompt)
        if found:
            return found[1]
    return ""


def fingerprint_of(body: Any) -> str:
    """Return what two requests share that ask for the same."""
    if isinstance(body, Mapping):
        body = {name: value for name, value in body.items() if name != OWN_ID}
    text = json.dumps(body, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def rows(jobs: Iterable[tuple[str, Job]], now: float) -> list[dict[str, Any]]:
    """List what was charged for each of *jobs*, which come with the names of their providers."""
    costs: dict[str, Decimal | None] = {}
    listed = [_row(provider, job, now, costs) for provider, job in jobs]
    same = Counter((row["provider"], row["marker"] or row["fingerprint"]) for row in listed)
    for row in listed:
        row["charged_for_the_same"] = same[row["provider"], row["marker"] or row["fingerprint"]]
    return listed


def _row(provider: str, job: Job, now: float, costs: dict[str, Decimal | None]) -> dict[str, Any]:
    fingerprint = fingerprint_of(job.payload)
    fault = job.fault
    state = "open" if job.phase(now) != "done" else "failed" if fault else "succeeded"
    return {
        "provider": provider,
        "operation": job.operation.name,
        "id": job.id,
        "marker": job.marker,
        "fingerprint": fingerprint,
        "accepted_at": datetime.fromtimestamp(job.accepted, UTC).isoformat(),
        "charged": 1,
        "cost": plain(_cost(job, costs)),
        "state": state,
        "served": job.served,
        "downloads": job.downloads,
        "results": [job.url(index) for index in range(job.results)] if job.served else [],
    }


def _cost(job: Job, costs: dict[str, Decimal | None]) -> Decimal | None:
    """Return what a job costs; requests that differ in their texts alone cost the same."""
    known = {name: value for name, value in job.payload.items() if name != OWN_ID}
    for name in ("prompt", "positivePrompt"):
        known.pop(name, None)
    key = json.dumps([job.operation.name, known], sort_keys=True, default=str)
    if key not in costs:
        costs[key] = cost_of(job.operation, job.payload)
    return costs[key]
