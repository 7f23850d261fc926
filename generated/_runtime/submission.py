# Copied by `specloom generate` from generator/runtime/submission.py.
"""What surrounds a submit: budget, journal, log. The protocol in the middle knows nothing of them."""

from __future__ import annotations

from .amounts import money
from .budget import Reservation, dollars, most, refuse
from .errors import CallError, NotFound, OutcomeUnknown
from .estimates import PriceRefused
from .journal_rows import text_of
from .observer import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .estimates import Estimate
    from .http import Steps
    from .jobs import JobData, Outcome
    from .provider import OperationInfo
    from .terms import Terms


class Submission:
    """One paid request on its way, from before it is sent until its cost is settled."""

    def __init__(
        self, terms: Terms, info: OperationInfo, params: Mapping[str, Any], facts: Mapping[str, Any]
    ) -> None:
        """Prepare to send *params*; *facts* are what only the caller knows about its price."""
        self.terms = terms
        self.info = info
        self.params = params
        self.facts = facts
        self.key = _fresh_key()
        self.lookup = terms.lookup
        self.reservation = Reservation(None, self.key, dollars(0))
        self.span = Span("specloom job", operation=info.name)
        self._print = ""

    @property
    def fingerprint(self) -> str:
        """SHA-256 over operation and parameters, without ids that are made anew each time."""
        self._print = self._print or fingerprint(self.info, self.params)
        return self._print

    def carry(self, steps: Steps[JobData], job: JobData | None) -> Steps[JobData]:
        """Send the request by *steps*; *job* is what can be asked for before there is an answer."""
        from .jobs import now

        sent = now()
        if not self.terms.plain:
            self._prepare(job)
        self._tell("submitted")
        try:
            data = yield from steps
        except OutcomeUnknown as error:
            error.time, error.fingerprint = sent, self.fingerprint
            error.hint = self.lookup or error.hint
            if error.job is not None:
                error.job = {**error.job, "key": self.key}
            self._unsettled(error)
            raise
        except CallError as error:
            self.reservation.release()
            self._note("refused", error)
            self._end("refused", error)
            raise
        except BaseException as error:
            told = f"{self.info.name}: this submit may have been accepted ({self.lookup})"
            error.add_note(f"{told}; sent {sent}, fingerprint {self.fingerprint}")
            self._unsettled(error)
            raise
        data.key = self.key
        self._note("accepted", data)
        self.span.note(job=data.id)
        self._tell("accepted", request_id=data.id)
        return data

    def _prepare(self, job: JobData | None) -> None:
        """Set money aside and write the intent down; whatever fails here, nothing was sent."""
        terms, name = self.terms, self.info.name
        estimate = self._estimate()
        if terms.max_cost is not None or terms.budget is not None:
            amount = most(estimate, name, allow_unpriced=terms.allow_unpriced)
            if terms.max_cost is not None and amount > terms.max_cost:
                raise refuse(name, amount, terms.max_cost, "it may cost at most")
            if terms.budget is not None:
                if not terms.budget.reserve(amount, self.key):
                    raise refuse(name, amount, terms.budget.left, "the budget has left")
                self.reservation = Reservation(terms.budget, self.key, amount)
        if terms.journal is not None:
            try:
                terms.journal.intend(self.key, self._row(estimate, job))
            except BaseException:
                self.reservation.release()
                raise

    def _estimate(self) -> Estimate | None:
        try:
            return self.info.estimate(self.params, **self.facts)
        except PriceRefused:
            return None

    def _row(self, estimate: Estimate | None, job: JobData | None) -> dict[str, Any]:
        row: dict[str, Any] = {
            "provider": self.info.name.partition("/")[0],
            "operation": self.info.name,
            "fingerprint": self.fingerprint,
            "request": text_of(dict(self.params)),
            "servers": text_of(self.terms.servers) if self.terms.servers else None,
        }
        if estimate is not None:
            row["low"], row["high"] = money(estimate.low), money(estimate.high)
        if job is not None:
            row["job_id"], row["job"] = job.id, text_of({**job.as_dict(), "key": self.key})
        return row

    def _unsettled(self, error: BaseException) -> None:
        """Nobody knows whether there is a job: its money stays set aside."""
        self.reservation.settle(None)
        self._note("unknown", error)
        self._end("unknown", error)

    def _note(self, verb: str, *values: Any) -> None:
        """Write to the journal; a job that exists is not lost because that fails."""
        journal = self.terms.journal
        if journal is None:
            return
        try:
            getattr(journal, verb)(self.key, *values)
        except Exception as error:  # noqa: BLE001  # the handle in the caller's hands counts more
            self._tell("unknown", error=type(error).__name__, journal="not written")

    def _tell(self, kind: str, **facts: Any) -> None:
        self.terms.observer.tell(kind, self.info.name, **facts)

    def _end(self, kind: str, error: BaseException) -> None:
        told = {"error": type(error).__name__, "request_id": getattr(error, "request_id", "")}
        self._tell(kind, **told, status=getattr(error, "status", None) or "")
        self.span.end(error)

    def succeeded(self, outcome: Outcome) -> None:
        """Settle what the job cost: as reported, else the most that was expected."""
        self.reservation.settle(outcome.cost)
        self._note("succeeded", outcome.results, outcome.cost)
        cost = "" if outcome.cost is None else format(outcome.cost, "f")
        self._tell("succeeded", request_id=outcome.request_id, cost=cost)
        self.span.note(cost=cost)
        self.span.end()

    def failed(self, error: CallError) -> None:
        """Settle a job that failed: free of charge where that is documented, else as expected."""
        if self.info.failures_free:
            self.reservation.release()
        else:
            self.reservation.settle(None)
        self._note("failed", error)
        self._end("failed", error)


class Resumed(Submission):
    """A job that an earlier process sent: its row in the journal is kept up to date."""

    def __init__(self, terms: Terms, info: OperationInfo, key: str) -> None:
        """Go on with the job that the journal knows as *key*."""
        super().__init__(terms, info, {}, {})
        if key:
            self.key = key
        budget = terms.budget if terms.budget is not None and terms.budget.journal else None
        self.reservation = Reservation(budget, self.key, dollars(0))

    def failed(self, error: CallError) -> None:
        """Settle a job that failed; one whose answer was lost and that is not found stays unknown."""
        journal = self.terms.journal
        entry = None if journal is None else journal.entry(self.key)
        if entry is None or entry.state != "unknown" or not isinstance(error, NotFound):
            super().failed(error)

    def _note(self, verb: str, *values: Any) -> None:
        if self.terms.journal is not None and self.terms.journal.entry(self.key) is not None:
            super()._note(verb, *values)


def fingerprint(info: OperationInfo, params: Mapping[str, Any]) -> str:
    """Return SHA-256 over operation and parameters, without ids that are made anew each time."""
    import hashlib
    import json

    fresh = {name for name, value in info.supplied.items() if value is None}
    kept = {name: value for name, value in params.items() if name not in fresh}
    text = json.dumps([info.name, kept], sort_keys=True, default=str, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _fresh_key() -> str:
    from uuid import uuid4

    return str(uuid4())
