"""Finishing one job of the journal through the client that sent it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.diagnostics import CannotRun

if TYPE_CHECKING:
    from generator.runtime.journal_rows import Entry


def client_class(provider: str, package: str) -> Any:
    """Return the sync client of *provider* in *package*."""
    name = f"{package}.{provider.replace('-', '_')}.client"
    try:
        module = import_module(name)
        base = import_module(f"{package}._runtime.client").SyncClient
    except ImportError as error:
        raise CannotRun(f"{name} cannot be imported; name its package with --package") from error
    found = [
        each
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, base) and each is not base
    ]
    if not found:
        raise CannotRun(f"{name} has no client")
    return found[0]


def resume(
    entry: Entry, journal: str, package: str, folder: str | None, deadline: float | None
) -> tuple[bool, list[str]]:
    """Finish *entry*; tell whether it is done and well, and what to print about it."""
    kind = client_class(entry.provider, package)
    if entry.state in {"succeeded", "refused", "failed"}:
        return entry.state == "succeeded", [f"{entry.state} already: {entry.operation}"]
    if entry.state == "sending":
        return False, [f"still being sent by another process: {entry.operation}"]
    lookup = kind.info.lookup[0] or "look for it at the provider by the time it was sent"
    if entry.job is None:
        return False, [f"outcome unknown: {entry.operation}", f"it is not sent again; {lookup}"]
    errors = import_module(f"{package}._runtime.errors")
    with import_module(f"{package}._runtime.journal").Journal(journal) as book:
        client = kind(base_urls=entry.servers, journal=book)
        with client:
            try:
                return True, _finished(client.resume(entry.job), folder, deadline)
            except errors.NotFound as error:
                if entry.state != "unknown":
                    return False, [f"not found: {entry.operation}", str(error)]
                return False, [f"outcome unknown: {entry.operation}", f"not found; {lookup}"]
            except (errors.CallError, ValueError) as error:
                return False, [f"not finished: {entry.operation}", str(error)]


def _finished(job: Any, folder: str | None, deadline: float | None) -> list[str]:
    """Wait for *job*, save its results in *folder*, and return what to print."""
    results = job.results(deadline)
    cost = f", ${job.cost}" if job.cost is not None else ""
    lines = [f"succeeded: {job.as_dict()['operation']}{cost}"]
    if folder is None:
        return lines + [address for result in results if (address := _address(result.model_dump()))]
    Path(folder).mkdir(parents=True, exist_ok=True)
    return lines + [stored.path for stored in job.download(folder)]


def _address(result: Any) -> str:
    """Find the address of the media in a result."""
    if isinstance(result, dict):
        found = [_address(value) for value in result.values()]
        return next((address for address in found if address), "")
    return result if isinstance(result, str) and result.startswith("http") else ""
