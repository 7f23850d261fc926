"""Drives fal-client. Hosts and certificate come from the environment, which it reads when imported."""

from __future__ import annotations

from typing import Any

import fal_client


def run(job: dict[str, Any]) -> Any:
    """Do one job in the way that it names."""
    client = fal_client.SyncClient(key=job["key"])
    if job["call"] == "direct":
        return client.run(job["endpoint"], job["payload"])
    if job["call"] == "cancel":
        client.submit(job["endpoint"], job["payload"]).cancel()
        return {"cancelled": True}
    return client.subscribe(
        job["endpoint"], job["payload"], with_logs=True, on_queue_update=lambda _: None
    )
