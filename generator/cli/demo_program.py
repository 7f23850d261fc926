"""A program that pays for jobs and writes them into a journal; the crash demo kills it half way."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from threading import Thread
from typing import Any

from generator.cli.resuming import client_class


def main() -> None:
    """Submit the first job of each provider in turn, then the others all at once, and wait for them."""
    given = json.loads(sys.argv[1])
    journal = import_module("generated._runtime.journal").Journal(given["journal"])
    threads = []
    for work in given["work"]:
        kind = client_class(work["provider"], "generated")
        client = kind(base_urls=work["urls"], journal=journal)
        operation = getattr(getattr(client, work["family"]), work["operation"])
        first, *others = work["requests"]
        threads.append(Thread(target=_finish, args=(operation, operation.submit(**first), others)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _finish(operation: Any, job: Any, requests: list[dict[str, Any]]) -> None:
    for each in [*(operation.submit(**request) for request in requests), job]:
        each.result()


if __name__ == "__main__":
    main()
