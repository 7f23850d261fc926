"""One client in a process of its own: `python -m tests.faults.worker CLIENT PROVIDER URL JOBS`."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import sys
import time
from collections.abc import Iterator

from .outcomes import Outcome

KIBIBYTES = 2**20 if sys.platform == "darwin" else 2**10
"""How many of the units that the system counts memory in make a MiB."""


def markers_of(client: str, provider: str, jobs: int) -> Iterator[str]:
    """Name the jobs of a run."""
    return (f"{client}-{provider}-{number}" for number in range(jobs))


def _done(client: str, provider: str, url: str, jobs: int) -> list[Outcome]:
    markers = markers_of(client, provider, jobs)
    if client == "sync":
        from .ours import sync

        return sync(provider, url, markers)
    if client == "async":
        from .ours import later

        return asyncio.run(later(provider, url, markers))
    from .theirs import CLIENTS

    return CLIENTS[client](url, markers)


def main() -> None:
    """Do all jobs, and print what came of each, how long it took and the most memory used."""
    client, provider, url, jobs = sys.argv[1:]
    start = time.monotonic()
    outcomes = _done(client, provider, url, int(jobs))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIBIBYTES
    told = {
        "outcomes": [outcome.as_dict() for outcome in outcomes],
        "seconds": time.monotonic() - start,
        "memory": memory,
    }
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()
    os._exit(0)  # threads that hang do not keep the process


if __name__ == "__main__":
    main()
