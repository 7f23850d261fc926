"""Finishing jobs of the journal through the clients that sent them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.diagnostics import CannotRun
from generator.runtime.violations import visible

if TYPE_CHECKING:
    from generator.runtime.journal import Journal
    from generator.runtime.journal_rows import Entry

DAMAGED = (ValueError, LookupError, TypeError, AttributeError)
"""What reading a row raises that somebody else has written."""


def imported(name: str) -> Any:
    """Import a module of the clients' package, which may lie in the working folder."""
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.append(here)
    try:
        return import_module(name)
    except (ImportError, ValueError, TypeError) as error:
        text = f"{visible(name)} cannot be imported; name the package of the clients with --package"
        raise CannotRun(text) from error


def client_class(provider: str, package: str) -> Any:
    """Return the sync client of *provider* in *package*."""
    base = imported(f"{package}._runtime.client").SyncClient
    module = imported(f"{package}.{provider.replace('-', '_')}.client")
    found = [
        each
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, base) and each is not base
    ]
    if not found:
        raise CannotRun(f"{module.__name__} has no client")
    return found[0]


def lookup_of(entry: Entry, package: str) -> tuple[str, ...]:
    """Say how a person looks for a job whose answer was lost, and what comes after that."""
    info = client_class(entry.provider, package).info
    how, header, _ = info.lookup
    when = f"sent {entry.columns['created'][:19]} UTC"
    request = f" with the request id {entry.key}" if header else ""
    how = how or "look for it at the provider by the time it was sent"
    key = entry.key[:8]
    found = "" if info.style == "blocking" else f"specloom jobs resume {key} --job-id ID, or "
    return f"{when}{request}; it is not sent again", how, f"then: {found}specloom jobs close {key}"


@dataclass(frozen=True)
class Told:
    """What became of one job."""

    entry: Entry
    """The job as it is now."""
    finished: bool
    """Whether nothing is left to be done, and nothing has failed."""
    verdict: str
    said: tuple[str, ...] = ()
    """More about it, or addresses of results."""
    files: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """Return what to print."""
        first = f"{visible(self.entry.key[:8])}  {self.verdict}: {visible(self.entry.operation)}"
        cost = f", ${self.entry.cost}" if self.entry.cost is not None else ""
        return [f"{first}{cost}", *(f"          {visible(x)}" for x in (*self.said, *self.files))]

    def as_dict(self) -> dict[str, Any]:
        """Return plain JSON."""
        told = {"finished": self.finished, "verdict": self.verdict, "said": list(self.said)}
        return {**self.entry.as_dict(), **told, "files": list(self.files)}


class Finisher:
    """Finishes jobs of a journal; it sends none."""

    def __init__(
        self, journal: Journal, package: str, folder: str | None, deadline: float | None
    ) -> None:
        """Use the clients of *package*; save results in *folder*, wait *deadline* seconds for each."""
        self.journal = journal
        self.package = package
        self.folder = folder
        self.deadline = deadline
        self.errors = self._module("errors")

    def _module(self, name: str) -> Any:
        return imported(f"{self.package}._runtime.{name}")

    def _client(self, entry: Entry) -> Any:
        """Return a client for the servers that the job was sent to."""
        kind = client_class(entry.provider, self.package)
        return kind(base_urls=entry.servers, journal=self.journal)

    def adopt(self, entry: Entry, job_id: str) -> Entry:
        """Write down that *job_id* is the provider's id of a job whose answer was lost."""
        if entry.state != "unknown" or entry.job is not None:
            raise CannotRun(f"{entry.key[:8]} is {entry.state}, and needs no other id")
        try:
            with self._client(entry) as client:
                data = client.job_data(entry.operation, job_id)
        except (self.errors.CallError, NotImplementedError, ValueError) as error:
            raise CannotRun(str(error)) from error
        from generator.runtime.jobs import JobData

        self.journal.accepted(entry.key, JobData.from_dict({**data, "key": entry.key}))
        return self._again(entry)

    def _again(self, entry: Entry) -> Entry:
        found = self.journal.entry(entry.key)
        assert found is not None, "rows are never removed"
        return found

    def finish(self, entry: Entry) -> Told:
        """Wait for a job and fetch its results, or say what became of it."""
        if entry.state in {"refused", "failed", "closed"}:
            return Told(entry, entry.state == "closed", f"{entry.state} already")
        if entry.state == "sending":
            return Told(entry, False, "still being sent by another process")
        try:
            if entry.job is None:
                how = lookup_of(entry, self.package)
                return Told(entry, False, "outcome unknown", how)
            with self._client(entry) as client:
                said, files = self._fetch(entry, client)
        except self.errors.NotFound as error:
            if entry.state != "unknown":
                return Told(self._again(entry), False, "not found", (str(error),))
            how = lookup_of(entry, self.package)
            return Told(entry, False, "outcome unknown", ("the provider knows no such job", *how))
        except (self.errors.CallError, CannotRun, *DAMAGED) as error:
            now = self._again(entry)
            verdict = "failed" if now.state == "failed" else "not finished"
            return Told(now, False, verdict, (str(error),))
        verdict = "succeeded already" if entry.state == "succeeded" else "succeeded"
        return Told(self._again(entry), True, verdict, tuple(said), tuple(files))

    def _fetch(self, entry: Entry, client: Any) -> tuple[list[str], list[str]]:
        """Return addresses of the results, or the files in which they are saved."""
        job = client.resume(entry.job)
        if entry.state == "succeeded":
            job.outcome = self._module("jobs").Outcome(entry.results)
        job.results(self.deadline)
        if self.folder is None:
            raw = job.outcome.results
            return self._module("downloads").addresses(raw, client.info.result_url), []
        Path(self.folder).mkdir(parents=True, exist_ok=True)
        return [], [stored.path for stored in job.download(self.folder)]
