"""The journal of paid jobs: one SQLite file that knows of every job before it is sent.

A row is written before a submit goes out, and again when the job is accepted, refused, done or
failed. Whatever kills the process in between, the row says what is known: a job that was accepted
can be resumed from it, and one whose answer never came is marked and never sent again.
"""

from __future__ import annotations

from _thread import RLock

from .journal_rows import COLUMNS, SCHEMA, VERSION, Entry, alive, micro, owner, stamp, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal
    from os import PathLike
    from typing import Any, Self

    from .errors import CallError
    from .jobs import JobData

UNFINISHED = ("sending", "unknown", "accepted")
"""States of jobs that somebody has to look after."""


class JournalError(Exception):
    """The journal cannot be read or written; the text says why."""


class Journal:
    """A file of jobs that threads, tasks and processes share."""

    def __init__(self, path: str | PathLike[str], *, requests: bool = True) -> None:
        """Open or make the file at *path*, for its owner's eyes alone.

        Requests are kept, prompts included, unless *requests* is False.
        """
        import os

        self.path = os.fspath(path)
        self.requests = requests
        self._lock = RLock()
        self._connection: Any = None
        self._process = 0
        with self._lock:
            self._open()

    def __repr__(self) -> str:
        """Show where it is."""
        return f"<Journal {self.path}>"

    def __enter__(self) -> Self:
        """Return the journal."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _open(self) -> Any:
        import os
        import sqlite3

        if self._connection is not None and self._process == os.getpid():
            return self._connection
        try:
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
            connection = sqlite3.connect(
                self.path, timeout=30, isolation_level=None, check_same_thread=False
            )
            connection.row_factory = sqlite3.Row
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version not in {0, VERSION}:
                connection.close()
                raise JournalError(f"{self.path} has the form of another version ({version})")
            if version == 0:
                _refuse_foreign(connection, self.path)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            if version == 0:
                connection.executescript(SCHEMA)
            columns = (
                f"SELECT {', '.join(COLUMNS)} FROM jobs LIMIT 0"  # noqa: S608  # our own names
            )
            connection.execute(columns)
        except (OSError, sqlite3.Error) as error:
            raise JournalError(f"{self.path}: {error}") from None
        self._connection, self._process = connection, os.getpid()
        return connection

    def _run(self, statement: str, values: Sequence[Any]) -> Any:
        import sqlite3

        with self._lock:
            try:
                return self._open().execute(statement, values).fetchall()
            except sqlite3.Error as error:
                raise JournalError(f"{self.path}: {error}") from None

    def intend(self, key: str, known: Mapping[str, Any]) -> None:
        """Write down that the job *key* is about to be sent; raise `JournalError` if that fails."""
        row = {
            "key": key,
            "state": "sending",
            "owner": owner(),
            "created": stamp(),
            "updated": stamp(),
            **known,
        }
        if not self.requests:
            row["request"] = None
        names = [name for name in COLUMNS if name in row]
        marks = ", ".join("?" for _ in names)
        statement = (
            f"INSERT INTO jobs ({', '.join(names)}) VALUES ({marks})"  # noqa: S608  # our own names
        )
        self._run(statement, [row[name] for name in names])

    def _update(self, key: str, **values: Any) -> None:
        values["updated"] = stamp()
        sets = ", ".join(f"{name} = ?" for name in values)
        statement = f"UPDATE jobs SET {sets} WHERE key = ?"  # noqa: S608  # our own names
        self._run(statement, [*values.values(), key])

    def accepted(self, key: str, job: JobData) -> None:
        """Write down that the provider took the job."""
        self._update(key, state="accepted", job_id=job.id, job=text_of(job.as_dict()))

    def refused(self, key: str, error: BaseException) -> None:
        """Write down that the provider took no job."""
        self._update(key, state="refused", error=_told(error))

    def unknown(self, key: str, error: BaseException) -> None:
        """Write down that nobody knows whether the provider took the job."""
        self._update(key, state="unknown", error=_told(error))

    def succeeded(self, key: str, results: Sequence[Any], cost: Decimal | None) -> None:
        """Write down what came, and what the provider said that it cost."""
        spent = None if cost is None else format(cost, "f")
        self._update(key, state="succeeded", results=text_of(list(results)), cost=spent, error=None)

    def failed(self, key: str, error: CallError) -> None:
        """Write down why the job failed, and what came all the same."""
        came = error.answer.get("results") if isinstance(error.answer, dict) else None
        kept = text_of(came) if came else None
        self._update(key, state="failed", error=_told(error), results=kept)

    def closed(self, key: str) -> None:
        """Write down that somebody has looked after the job, and nothing more is to be done."""
        self._update(key, state="closed")

    def entries(self, states: Sequence[str] = (), limit: int = 1000) -> list[Entry]:
        """List jobs, newest first; with *states*, those alone."""
        rows = self._run("SELECT * FROM jobs ORDER BY created DESC, rowid DESC", ())
        found = [Entry(dict(row), alive(row["owner"], row["updated"])) for row in rows]
        return [entry for entry in found if not states or entry.state in states][:limit]

    def unfinished(self) -> list[Entry]:
        """List the jobs that are not done, oldest first: to be resumed, or looked for."""
        return self.entries(UNFINISHED, limit=1_000_000)[::-1]

    def entry(self, key: str) -> Entry | None:
        """Return the job whose key or id begins with *key*, if there is just one."""
        query = "SELECT * FROM jobs WHERE substr(key, 1, ?) = ? OR substr(job_id, 1, ?) = ? LIMIT 2"
        rows = self._run(query, (len(key), key, len(key), key)) if key else []
        if len(rows) != 1:
            return None
        return Entry(dict(rows[0]), alive(rows[0]["owner"], rows[0]["updated"]))

    def reserve(self, key: str, amount: Decimal, limit: Decimal) -> bool:
        """Set *amount* aside for today (UTC) unless the day would go beyond *limit*; tell whether."""
        import sqlite3

        with self._lock:
            connection = self._open()
            try:
                connection.execute("BEGIN IMMEDIATE")
                taken = _taken(connection)
                fits = taken + micro(amount) <= micro(limit, up=False)
                if fits:
                    values = (key, stamp()[:10], micro(amount))
                    connection.execute("INSERT INTO spending VALUES (?, ?, ?)", values)
                connection.execute("COMMIT")
            except sqlite3.Error as error:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise JournalError(f"{self.path}: {error}") from None
        return fits

    def settle(self, key: str, spent: Decimal) -> None:
        """Put what was *spent* in the place of what was set aside for the job *key*."""
        self._run("UPDATE spending SET amount = ? WHERE key = ?", (micro(spent), key))

    def taken_today(self) -> Decimal:
        """Return what was spent or set aside today (UTC)."""
        from decimal import Decimal

        with self._lock:
            return Decimal(_taken(self._open())).scaleb(-12).normalize() + 0


def _refuse_foreign(connection: Any, path: str) -> None:
    """Leave the database of another program alone."""
    query = "SELECT count(*) FROM sqlite_master WHERE tbl_name NOT IN ('jobs', 'spending')"
    if connection.execute(query).fetchone()[0]:
        connection.close()
        raise JournalError(f"{path} is a database of something else")


def _taken(connection: Any) -> int:
    query = "SELECT coalesce(sum(amount), 0) FROM spending WHERE day = ?"
    taken: int = connection.execute(query, (stamp()[:10],)).fetchone()[0]
    return taken


def _told(error: BaseException) -> str:
    """Name an error with its text, bounded; its answer stays out."""
    return f"{type(error).__name__}: {error}"[:2000]
