"""A process that pays for jobs until it is killed: `python -m tests.faults.killed PROVIDER URL JOURNAL NAME`."""

from __future__ import annotations

import sys
import threading

from generated._runtime.errors import CallError
from generated._runtime.journal import Journal

from .ours import client_of, request_of

THREADS = 4
MOST = 500
"""Jobs of one thread, in case nobody kills it."""


def main() -> None:
    """Say when the first job is about to be sent, and go on."""
    provider, url, path, name = sys.argv[1:]
    client = client_of(provider, url, journal=Journal(path))
    client.grok_imagine_video  # noqa: B018  # imported before anybody kills
    sys.stdout.write("ready\n")
    sys.stdout.flush()

    def work(thread: int) -> None:
        for number in range(MOST):
            operation, request = request_of(provider, f"{name}-{thread}-{number}")
            try:
                getattr(client.grok_imagine_video, operation)(**request)
            except CallError:
                continue

    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
