# Copied by `specloom generate` from generator/runtime/transfer.py.
"""One file on its way to a disk: what is asked for, what is kept, and when it is whole. No network."""

from __future__ import annotations

from .errors import CallError
from .files import HEAD, is_text, sniffed
from .http import Answer
from .retry import PASSING, Retry, retry_after

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Mapping
    from typing import Any, Self

MAX_BYTES = 2_000_000_000
"""Bytes of a result that are stored, unless the caller says otherwise."""

MOST_REDIRECTS = 5
FIRST_PAUSE = 0.1
"""Seconds until a connection that broke is taken up, about."""

UNSAID = frozenset({"", "application/octet-stream", "binary/octet-stream"})
"""Content types that say nothing."""


class DownloadFailed(CallError):
    """The file could not be had in time; what has come is kept beside the path, to go on from."""

    hint = "download again; it goes on where it stopped"


class DownloadRefused(CallError):
    """What is at the address is not what was wanted: too large, or of another kind."""


class ResultGone(CallError):
    """The provider no longer gives the file out; addresses of results expire."""

    hint = "ask the provider for the result again; it may name a new address"


class Downloaded:
    """A file that was stored."""

    __slots__ = ("content_type", "path", "size")

    def __init__(self, path: str, size: int, content_type: str) -> None:
        """Keep the parts; *size* is in bytes."""
        self.path = path
        self.size = size
        self.content_type = content_type

    def __repr__(self) -> str:
        """Show all."""
        return f"<Downloaded {self.path} {self.size} bytes {self.content_type}>"


class Transfer:
    """A download into `path.part`, which becomes *path* when it is whole. Use it with `with`."""

    def __init__(
        self,
        url: str,
        path: str | os.PathLike[str],
        *,
        kind: str | None = "video",
        max_bytes: int = MAX_BYTES,
        deadline: float = 600.0,
    ) -> None:
        """Plan to fetch *url*; *deadline* is in seconds, for all attempts together."""
        import os

        self.url = self._first = url
        self.path = os.fspath(path)
        self.kind = kind
        self.max_bytes = max_bytes
        self.total: int | None = None
        self.size = 0
        self.content_type = ""
        self._source = _named(url)
        self._retry = Retry(deadline, FIRST_PAUSE)
        self._reached = 0
        self._deadline = deadline
        self._redirects = 0
        self._tag = ""
        self._part: Any = None
        self._failure: tuple[str, float | None] | None = None
        _host(url)

    def __enter__(self) -> Self:
        """Open what an earlier attempt has left, or nothing."""
        from .partial import PartFile

        self._part = PartFile(self.path)
        try:
            self._tag, self.size = self._part.resumed(self._source)
        except BaseException:
            self._part.close()
            raise
        return self

    def __exit__(self, *exception: object) -> None:
        """Close, and keep what has come."""
        self._part.close()

    def headers(self) -> dict[str, str]:
        """Return what to send: no key, no compression, and from where to go on."""
        asked = {"Accept-Encoding": "identity", "Accept": "*/*"}
        if self.size and self._tag:
            asked |= {"Range": f"bytes={self.size}-", "If-Range": self._tag}
        return asked

    def begins(self, status: int, headers: Mapping[str, str]) -> bool:
        """Take the head of an answer; tell whether its body is to be written."""
        named = {name.lower(): value for name, value in headers.items()}
        self._failure = None
        if 300 <= status < 400 and "location" in named:
            self._follow(named["location"])
            return False
        if status in {401, 403, 404, 410}:
            text = f"the file at {_host(self.url)} is gone or no longer given out"
            raise ResultGone(text, status=status, repeat="no")
        if status == 416 or (status == 206 and not self._fits(named)):
            self._restart()
            self._failure = ("the part that was asked for is not given out", 0.0)
            return False
        if status not in {200, 206}:
            return self._refused(status, named)
        if status == 200:
            self._restart()
            self.total = _number(named.get("content-length"))
            self._tag = _strong(named.get("etag"))
        self._check(named)
        self._part.note(self._source, self._tag)
        return True

    def _refused(self, status: int, headers: Mapping[str, str]) -> bool:
        text = f"{_host(self.url)} answers with status {status}"
        if status not in PASSING:
            raise DownloadFailed(text, status=status, repeat="no")
        self._failure = (text, retry_after(Answer(status, headers, b"")))
        return False

    def _fits(self, headers: Mapping[str, str]) -> bool:
        """Tell whether a part goes on where we stopped, in the same file."""
        unit, _, rest = headers.get("content-range", "").partition(" ")
        place, _, total = rest.partition("/")
        tag = headers.get("etag")
        if unit != "bytes" or _number(place.partition("-")[0]) != self.size:
            return False
        self.total = _number(total)
        return tag is None or tag == self._tag

    def _check(self, headers: Mapping[str, str]) -> None:
        """Refuse what is too large, encoded, or of another kind."""
        if (self.total or 0) > self.max_bytes:
            raise self._wrong(f"the file has {self.total} bytes, and {self.max_bytes} are allowed")
        if headers.get("content-encoding", "identity").lower() not in {"identity", ""}:
            raise self._wrong("the file comes in an encoding that was not asked for")
        self.content_type = headers.get("content-type", "").partition(";")[0].strip().lower()
        said = self.content_type not in UNSAID
        if self.kind and said and not self.content_type.startswith(f"{self.kind}/"):
            raise self._wrong(f"{self.content_type} came instead of a file of the kind {self.kind}")

    def write(self, chunk: bytes) -> None:
        """Keep a piece of the body."""
        if self.size + len(chunk) > self.max_bytes:
            raise self._wrong(f"the file has more than the {self.max_bytes} bytes that are allowed")
        self._part.write(chunk)
        before = self.size
        self.size += len(chunk)
        if before < HEAD <= self.size:
            self._check_head()
        if self._retry.left <= 0:
            raise self._late("the time is over")

    def _check_head(self) -> None:
        """Hold the first bytes to the kind of file that is wanted."""
        head = self._part.head()
        found = sniffed(head)
        if not self.kind:
            return
        if is_text(head) or (found and not found.startswith(f"{self.kind}/")):
            raise self._wrong(f"{found or 'a text'} came instead of a file of the kind {self.kind}")
        if not found and self.content_type in UNSAID:
            raise self._wrong(f"nothing says that the file is of the kind {self.kind}")

    def finished(self) -> Downloaded | None:
        """Put the file in its place if it is whole; None says that some is missing."""
        if self.total is not None and self.size != self.total:
            if self.size > self.total:
                self._restart()
            self._failure = (f"{self.size} of {self.total} bytes have come", None)
            return None
        if self.size < HEAD:
            self._check_head()
        if not self.size:
            raise self._wrong("the file is empty")
        kind = sniffed(self._part.head()) if self.content_type in UNSAID else None
        self._part.publish()
        return Downloaded(self.path, self.size, kind or self.content_type)

    def missed(self, error: Exception) -> None:
        """Note that the connection failed or broke."""
        self._failure = (f"{_host(self.url)}: {type(error).__name__}", None)

    def pause(self) -> float:
        """Return the seconds until the next attempt, or raise `DownloadFailed`."""
        if self._failure is None:
            return 0.0
        text, asked = self._failure
        if self.size > self._reached:  # it is getting on, so it need not wait for long
            self._reached = self.size
            self._retry = Retry(self._retry.left, FIRST_PAUSE)
        pause = self._retry.pause(asked)
        if pause is None:
            raise self._late(text)
        self.url, self._redirects = self._first, 0
        return pause

    def _follow(self, location: str) -> None:
        from urllib.parse import urljoin, urlsplit

        self._redirects += 1
        if self._redirects > MOST_REDIRECTS:
            raise DownloadFailed("too many redirects", repeat="no")
        try:
            target = urljoin(self.url, location)
            down = urlsplit(self.url).scheme == "https" and urlsplit(target).scheme != "https"
        except ValueError:
            raise DownloadFailed("a redirect leads to no address", repeat="no") from None
        _host(target)
        if down:
            raise DownloadFailed("a redirect leads to an address without encryption", repeat="no")
        self.url = target

    def _restart(self) -> None:
        self._part.empty()
        self.size, self.total, self._tag = 0, None, ""

    def _wrong(self, text: str) -> DownloadRefused:
        """Forget what has come; a repeat would bring the same."""
        self._part.empty()
        return DownloadRefused(f"{_host(self.url)}: {text}", repeat="no")

    def _late(self, text: str) -> DownloadFailed:
        if not self._tag:
            self._part.empty()
        return DownloadFailed(f"not whole within {self._deadline:g} s: {text}", repeat="yes")


def _named(url: str) -> str:
    """Return what tells a file from others: its address without the query, which changes, hashed."""
    import hashlib

    return hashlib.sha256(url.partition("?")[0].encode("utf-8", "replace")).hexdigest()


def _host(url: str) -> str:
    """Return the host of *url*, or raise `DownloadFailed` if it is no plain web address."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        fine = parts.scheme in {"http", "https"} and parts.hostname and parts.username is None
        _ = parts.port
    except ValueError:
        fine = False
    if not fine:
        raise DownloadFailed("the address of the file is no plain web address", repeat="no")
    return parts.hostname or ""


def _number(text: str | None) -> int | None:
    plain = text is not None and text.isascii() and text.isdigit() and len(text) <= 18
    return int(text) if plain and text is not None else None


def _strong(tag: str | None) -> str:
    """Return *tag* if it vouches for every byte."""
    fine = tag is not None and tag.startswith('"') and tag.isprintable() and len(tag) <= 300
    return tag if fine and tag is not None else ""
