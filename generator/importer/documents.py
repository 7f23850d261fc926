"""One document as it came: its text and lines, within bounds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.diagnostics import CannotRun, Finding, Origin, Rejected

MAX_BYTES = 5_000_000
MAX_LINE = 1_000_000
"""Most characters of one line."""
MAX_DEPTH = 64
"""Most levels of nesting that any reader follows."""


@dataclass(frozen=True)
class Document:
    """The text of a document; every reader gets it whole."""

    name: str
    """Path or address, as the user named it."""
    text: str
    sha256: str
    """Hash of the bytes that came."""

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends; line 1 is the first."""
        return tuple(self.text.split("\n"))

    def origin(self, line: int) -> Origin:
        """Return the place of a finding about *line*."""
        return Origin(self.name, line)


def open_document(path: Path, name: str | None = None) -> Document:
    """Read the file at *path*; findings call it *name*."""
    shown = name or str(path)
    try:
        if not path.is_file():
            raise CannotRun(f"{shown}: there is no such file")
        with path.open("rb") as file:
            return document_from(file.read(MAX_BYTES + 1), shown)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CannotRun(f"{shown}: cannot be read: {reason}") from None


def document_from(raw: bytes, name: str) -> Document:
    """Make a document of *raw*, or refuse what is too large or no text."""
    if len(raw) > MAX_BYTES:
        text = f"more than {MAX_BYTES} bytes"
        raise _refusal(name, 1, "document-too-large", text, "give the part that matters")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _refusal(name, line, "not-utf-8", "no UTF-8 text", "save it as UTF-8") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    document = Document(name, text, hashlib.sha256(raw).hexdigest())
    if not text.strip():
        raise _refusal(name, 1, "document-empty", "nothing stands in it", "fetch it again")
    for number, content in enumerate(document.lines, 1):
        if len(content) > MAX_LINE:
            what = f"a line of {len(content)} characters; at most {MAX_LINE} are read"
            raise _refusal(name, number, "line-too-long", what, "break the line")
    return document


def _refusal(name: str, line: int, code: str, text: str, hint: str) -> Rejected:
    return Rejected([Finding(Origin(name, line), code, text, hint)])
