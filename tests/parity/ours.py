"""Our clients, doing the same jobs as the providers' own."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from typing import Any

import httpx

from generated._runtime.errors import CallError, RequestRefused
from generated.aimlapi import AimlApi
from generated.cloudflare import Cloudflare
from generated.fal import Fal
from generated.runware import Runware

CLIENTS: dict[str, Any] = {
    "fal": Fal,
    "runware": Runware,
    "cloudflare": Cloudflare,
    "aimlapi": AimlApi,
}
INTERVAL = 0.05
"""Seconds before the first question."""


def run(
    provider: str, job: Mapping[str, Any], servers: Mapping[str, str], trust: ssl.SSLContext
) -> dict[str, Any]:
    """Do one job with our client, and return what it returned or raised."""
    with httpx.Client(verify=trust, trust_env=False) as http:
        client = CLIENTS[provider](
            key=job["key"],
            account=job["account"],
            base_urls=servers,
            interval=INTERVAL,
            deadline=30,
            http=http,
        )
        operation = getattr(getattr(client, job["family"]), job["operation"])
        try:
            return {"result": _done(operation, job)}
        except RequestRefused as refused:
            return {"refused": [str(violation) for violation in refused.violations]}
        except CallError as error:
            told = {"type": type(error).__name__, "status": error.status, "message": str(error)}
            return {"error": told}


def _done(operation: Any, job: Mapping[str, Any]) -> Any:
    if job["call"] == "direct":
        return _plain(operation.direct(**job["payload"]))
    started = operation.submit(**job["payload"])
    if job["call"] == "cancel":
        return {"cancelled": started.cancel()}
    results = [_plain(result) for result in started.results()]
    return results if job["several"] else results[0]


def _plain(result: Any) -> Any:
    """Return a result as the JSON that it came from."""
    return result.model_dump(mode="json", by_alias=True, exclude_unset=True)
