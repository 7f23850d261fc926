"""Answers whose JSON says something else than it should."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from starlette.responses import JSONResponse, Response

WORD = "reconsidering"
"""A status that nobody documents."""
UNKNOWN = {"x_specloom_unknown": {"nested": [1, None, "text"], "x": True}}
STATES = frozenset({"status", "state"})
WAITING = {"queue": "IN_QUEUE", "generations": "queued"}
"""How those say that a job waits, whose answers are about one job."""
ABOUT_RESULTS = ("video", "error", "error_type", "meta", "metrics", "logs")

Change = Callable[[Any, str, str], Any]
"""Takes a body, the style of the protocol and a word; returns the body, or None to leave it."""


def altered(answer: Response, style: str, do: str, word: str) -> Response | None:
    """Return *answer* with its JSON changed; none if there is nothing to change."""
    if not hasattr(answer, "body") or not 200 <= answer.status_code < 300:
        return None
    try:
        body = json.loads(bytes(answer.body))
    except ValueError:
        return None
    changed = CHANGES[do](body, style, word)
    if changed is None:
        return None
    status = answer.status_code
    if style == "queue" and do == "backward":
        status = 202
    elif style == "queue" and do == "late":
        status = 400
    made = JSONResponse(changed, status)
    kept = [pair for pair in answer.raw_headers if pair[0] != b"content-length"]
    length = [pair for pair in made.raw_headers if pair[0] == b"content-length"]
    made.raw_headers = kept + length
    return made


def _unknown_fields(body: Any, style: str, word: str) -> Any:
    if isinstance(body, dict):
        inner = {name: _unknown_fields(value, style, word) for name, value in body.items()}
        return {**inner, **UNKNOWN}
    if isinstance(body, list):
        return [_unknown_fields(value, style, word) for value in body]
    return body


def _unknown_status(body: Any, style: str, word: str) -> Any:
    """Replace every word that says how a job is; objects without one are left alone."""
    if isinstance(body, list):
        found = [_unknown_status(value, style, word) for value in body]
        if all(value is None for value in found):
            return None
        return [old if new is None else new for old, new in zip(body, found, strict=True)]
    if not isinstance(body, dict):
        return None
    made = dict(body)
    for name, value in body.items():
        if name in STATES and isinstance(value, str):
            made[name] = word or WORD
        else:
            inner = _unknown_status(value, style, word)
            made[name] = value if inner is None else inner
    return made if made != body else None


def _backward(body: Any, style: str, word: str) -> Any:  # noqa: ARG001  # one form for all
    if not isinstance(body, dict):
        return None
    if style == "tasks":
        heads = [_head(item) for item in (*body.get("data", ()), *body.get("errors", ()))]
        unique = list({json.dumps(head): head for head in heads}.values())
        return {"data": [{**head, "status": "processing", "progress": 0} for head in unique]}
    if style not in WAITING or "status" not in body:
        return None
    kept = {name: value for name, value in body.items() if name not in ABOUT_RESULTS}
    more = {"queue_position": 1} if style == "queue" else {}
    return {**kept, "status": WAITING[style], **more}


def _late(body: Any, style: str, word: str) -> Any:  # noqa: ARG001  # one form for all
    if not isinstance(body, dict):
        return None
    if style == "queue":
        return None if "status_url" in body else {"detail": "Request is still in progress"}
    if style == "tasks":
        done = any(item.get("status") == "success" for item in body.get("data", ()))
        return {"data": []} if done else None
    return {**body, "video": None} if body.get("video") else None


def _duplicate(body: Any, style: str, word: str) -> Any:  # noqa: ARG001  # one form for all
    if not isinstance(body, dict):
        return None
    lists = {name: value * 2 for name, value in body.items() if isinstance(value, list) and value}
    return {**body, **lists} if lists else None


def _head(item: dict[str, Any]) -> dict[str, Any]:
    return {name: item[name] for name in ("taskType", "taskUUID") if name in item}


CHANGES: dict[str, Change] = {
    "unknown-fields": _unknown_fields,
    "unknown-status": _unknown_status,
    "backward": _backward,
    "late": _late,
    "duplicate": _duplicate,
}
"""What each kind of fault makes of a body."""
