"""The documented examples, as jobs that any client can do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.ir.provider import Provider

from .official import Official

KEY = "a-key"
ACCOUNT = "an-account"


def jobs(provider: Provider, official: Official) -> Iterator[dict[str, Any]]:
    """Yield every documented request in each way in which the client makes calls, then the extras."""
    requests = list(_requests(provider))
    for call in official.calls:
        for job in requests:
            yield {**job, "call": call}
    for extra in official.extras:
        name = f"{requests[0]['name']}, {extra.name}"
        yield {**requests[0], "name": name, "call": extra.call, "key": extra.key}


def _requests(provider: Provider) -> Iterator[dict[str, Any]]:
    for family in provider.families:
        for operation in family.operations:
            for example in operation.examples:
                if example.request is None:
                    continue
                yield {
                    "name": f"{operation.name}: {example.id}",
                    "family": family.python_name,
                    "operation": operation.python_name,
                    "endpoint": operation.endpoint,
                    "payload": dict(example.request),
                    "several": provider.spec.protocol.style == "tasks",
                    "account": ACCOUNT if provider.spec.protocol.style == "blocking" else None,
                    "key": KEY,
                }
