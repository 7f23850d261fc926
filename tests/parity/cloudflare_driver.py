"""Drives cloudflare, by its generic post: it has no method for the unified route."""

from __future__ import annotations

from typing import Any

from cloudflare import Cloudflare


def run(job: dict[str, Any]) -> Any:
    """Do one job, and return the whole answer."""
    client = Cloudflare(api_token=job["key"], base_url=job["urls"]["generic post"])
    return client.post(
        f"/accounts/{job['account']}/ai/run",
        body={"model": job["endpoint"], "input": job["payload"]},
        cast_to=object,
    )
