# Copied by `specloom generate` from generator/runtime/journal_rows.py.
"""The rows of the journal: their form, and what they say about a job."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

VERSION = 1

COLUMNS = (
    *("key", "provider", "operation", "state", "owner", "created", "updated"),
    *(
        "fingerprint",
        "request",
        "servers",
        "low",
        "high",
        "job_id",
        "job",
        "results",
        "cost",
        "error",
    ),
)

SCHEMA = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS jobs (
    key TEXT PRIMARY KEY,       -- ours, made before anything is sent
    provider TEXT NOT NULL,
    operation TEXT NOT NULL,
    state TEXT NOT NULL,        -- sending, unknown, accepted, refused, succeeded, failed, closed
    owner TEXT NOT NULL,        -- the process that sends it
    created TEXT NOT NULL,      -- UTC, ISO 8601
    updated TEXT NOT NULL,
    fingerprint TEXT NOT NULL,  -- SHA-256 over operation and parameters
    request TEXT,               -- the parameters as JSON
    servers TEXT,               -- base URLs that replace the documented ones, as JSON
    low TEXT,                   -- the estimate, as decimals
    high TEXT,
    job_id TEXT,                -- the provider's id
    job TEXT,                   -- what resumes it, as JSON
    results TEXT,               -- as JSON
    cost TEXT,                  -- reported by the provider, as a decimal
    error TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS jobs_created ON jobs (created);
CREATE INDEX IF NOT EXISTS jobs_job_id ON jobs (job_id);
CREATE TABLE IF NOT EXISTS spending (
    key TEXT PRIMARY KEY,
    day TEXT NOT NULL,
    amount INTEGER NOT NULL     -- units of 1e-12 of a dollar
) STRICT;
CREATE INDEX IF NOT EXISTS spending_day ON spending (day, amount);
PRAGMA user_version = {VERSION};
COMMIT;
"""

LARGEST = 1_000_000
"""Bytes of JSON that a column holds; what is larger is left out."""

FORGOTTEN = 3600
"""Seconds after which a job of another machine that says nothing is taken for given up."""


class Entry:
    """One job of the journal."""

    __slots__ = ("columns", "state")

    def __init__(self, columns: dict[str, Any], alive: bool) -> None:
        """Read a row; a submit whose process is not *alive* any more has an unknown outcome."""
        self.columns = columns
        self.state: str = columns["state"]
        if self.state == "sending" and not alive:
            self.state = "unknown"

    def __repr__(self) -> str:
        """Show operation, state and id."""
        return f"<Entry {self.operation} {self.state} {self.key}>"

    @property
    def key(self) -> str:
        """Our own key of the job, made before it was sent."""
        return str(self.columns["key"])

    @property
    def operation(self) -> str:
        """The operation's name."""
        return str(self.columns["operation"])

    @property
    def provider(self) -> str:
        """The provider's id."""
        return str(self.columns["provider"])

    @property
    def job(self) -> dict[str, Any] | None:
        """What `client.resume` takes, if the provider's id of the job is known."""
        job: dict[str, Any] | None = self._json("job", dict)
        return job

    @property
    def request(self) -> dict[str, Any] | None:
        """The parameters, if requests are kept."""
        request: dict[str, Any] | None = self._json("request", dict)
        return request

    @property
    def servers(self) -> dict[str, str]:
        """Base URLs that replace the documented ones."""
        return self._json("servers", dict) or {}

    @property
    def results(self) -> list[Any]:
        """What came, as the provider gave it."""
        return self._json("results", list) or []

    @property
    def cost(self) -> Decimal | None:
        """What the provider reported, in US dollars."""
        from .jobs import money

        return None if self.columns["cost"] is None else money(self.columns["cost"])

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain JSON."""
        names = {"request": dict, "servers": dict, "job": dict, "results": list}
        read = {name: self._json(name, kind) for name, kind in names.items()}
        return {**self.columns, "state": self.state, **read}

    def _json(self, name: str, kind: type) -> Any:
        """Read a column; what is no JSON of that *kind* was not written by us, and is not there."""
        import json

        text = self.columns[name]
        try:
            value = None if text is None else json.loads(text)
        except (ValueError, RecursionError):
            return None
        return value if isinstance(value, kind) else None


def text_of(data: Any) -> str | None:
    """Return *data* as JSON, or None where it is too large to be kept."""
    import json

    text = json.dumps(data, default=str)
    return text if len(text) <= LARGEST else None


def stamp() -> str:
    """Return the time (UTC) as rows keep it."""
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="milliseconds")


def micro(amount: Decimal, *, up: bool = True) -> int:
    """Return *amount* in units of 1e-12 of a dollar, rounded *up* or down."""
    from decimal import ROUND_CEILING, ROUND_FLOOR

    return int(amount.scaleb(12).to_integral_value(ROUND_CEILING if up else ROUND_FLOOR))


def owner() -> str:
    """Return a name of this process that no other one has."""
    import os

    return f"{_node()}/{os.getpid()}/{_started(os.getpid())}"


def _node() -> str:
    import os

    name = os.uname().nodename if os.name == "posix" else os.environ.get("COMPUTERNAME", "")
    return name.replace("/", "-")


def alive(name: str, updated: str) -> bool:
    """Tell whether the process called *name* may still be at work."""
    import os
    from datetime import UTC, datetime

    try:
        node, pid, started = name.split("/")
        process, since = int(pid), datetime.fromisoformat(updated).astimezone(UTC)
    except ValueError:
        return False  # not written by us
    if node != _node() or os.name != "posix":
        age = datetime.now(UTC) - since
        return age.total_seconds() < FORGOTTEN
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return _started(process) == started


def _started(pid: int) -> str:
    """Return when a process was started, where the system tells; pids are used again."""
    import io

    try:
        with io.open_code(f"/proc/{pid}/stat") as file:
            facts = file.read().decode("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return ""
    return "ended" if facts[0] == "Z" else facts[19]
