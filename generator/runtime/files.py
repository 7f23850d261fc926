"""Files that go to a provider: a path, bytes or an open file, with its size and what it holds."""

from __future__ import annotations

from _thread import allocate_lock

from .errors import CallError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import AsyncIterator, Iterator
    from typing import Any, BinaryIO, Self

    FileLike = str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO

MAX_BYTES = 2_000_000_000
"""Bytes of a file that is uploaded, unless the caller says otherwise."""

MAX_INLINE = 50_000_000
"""Bytes of a file that is sent inside JSON; our own bound, as it is in memory several times."""

PARTS_ABOVE = 100_000_000
"""Bytes up to which fal's own client sends a file in one request."""

PART_SIZE = 10_000_000
"""Bytes of a part of a larger file, as fal's own client sends them."""

CHUNK = 1_000_000
HEAD = 64
UNKNOWN = "application/octet-stream"

MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypqt  ", "video/quicktime"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
    (8, b"AVI ", "video/x-msvideo"),
    (8, b"WAVE", "audio/wav"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"OggS", "audio/ogg"),
)
"""Place, bytes and media type of what files begin with; the first that fits counts."""

TEXT = (b"<!doctype", b"<html", b"<?xml", b"{", b"[{")
"""Beginnings of pages and messages that come in place of a media file."""


class FileRefused(CallError):
    """The file cannot be sent as this input; nothing was sent."""

    hint = "nothing was sent and nothing is charged"


class File:
    """A file to be sent, opened for a while with `with`."""

    def __init__(
        self,
        source: FileLike,
        *,
        name: str | None = None,
        content_type: str | None = None,
        max_bytes: int = MAX_BYTES,
        parts_above: int = PARTS_ABOVE,
        part_size: int = PART_SIZE,
    ) -> None:
        """Open nothing yet.

        *source* is a path, bytes or a binary file, which is read from where it stands. *name* and
        *content_type* follow from it unless given. Where a provider takes parts, a file of more than
        *parts_above* bytes is sent in parts of *part_size*.
        """
        self.source = source
        self.parts_above = parts_above
        self.part_size = part_size
        self.max_bytes = max_bytes
        self.size = 0
        self._given_name = name
        self._given_type = content_type
        self._start = 0
        self._own = False
        self._open: Any = None
        self._lock = allocate_lock()

    def __repr__(self) -> str:
        """Show the name alone."""
        return f"<File {self.name}>"

    @property
    def name(self) -> str:
        """The file's own name, without folders, in plain characters."""
        import os

        source = self.source
        given = self._given_name or getattr(source, "name", None)
        if given is None and isinstance(source, (str, os.PathLike)):
            given = os.fspath(source)
        base = os.path.basename(given) if isinstance(given, str) else ""  # noqa: PTH119  # light
        plain = "".join(
            char if char.isascii() and (char.isalnum() or char in "._-") else "_" for char in base
        )
        return plain[-100:] or "file"

    @property
    def content_type(self) -> str:
        """The media type: as given, else by the first bytes, else by the name."""
        import mimetypes

        if self._given_type:
            return self._given_type
        return sniffed(self.read(0, HEAD)) or mimetypes.guess_type(self.name)[0] or UNKNOWN

    def __enter__(self) -> Self:
        """Open it, and find out how large it is."""
        import io
        import os

        source = self.source
        if isinstance(source, (bytes, bytearray, memoryview)):
            self._open, self._own = io.BytesIO(source), True
        elif isinstance(source, (str, os.PathLike)):
            self._open, self._own = open(source, "rb"), True  # noqa: PTH123  # closed below
        else:
            self._open = source if _can_seek(source) else self._copy(source)
        self._start = self._open.tell()
        self.size = self._open.seek(0, 2) - self._start
        if not 0 < self.size <= self.max_bytes:
            self.__exit__()
            what = "is empty" if self.size <= 0 else f"has more than {self.max_bytes} bytes"
            raise FileRefused(f"the file {self.name} {what}", repeat="no")
        return self

    def __exit__(self, *exception: object) -> None:
        """Close it, or put it back to where it stood if it is the caller's."""
        if self._own:
            self._open.close()
        elif self._open is not None:
            self._open.seek(self._start)
        self._open = None

    def _copy(self, source: BinaryIO) -> BinaryIO:
        """Copy what can be read only once into a file that goes away by itself."""
        import tempfile

        copy = tempfile.TemporaryFile()  # noqa: SIM115  # closed with this object
        self._own = True
        while chunk := source.read(CHUNK):
            if copy.tell() > self.max_bytes:
                break
            copy.write(chunk)
        copy.seek(0)
        return copy

    def read(self, start: int, size: int) -> bytes:
        """Return *size* bytes from *start*, fewer at the end."""
        with self._lock:  # parts are read by several threads
            self._open.seek(self._start + start)
            data: bytes = self._open.read(size)
        return data

    def body(self, *, asynchronous: bool, start: int = 0, size: int | None = None) -> Any:
        """Return what httpx takes as content: *size* bytes from *start*, never whole in memory.

        It can be sent again.
        """
        end = self.size if size is None else min(start + size, self.size)
        return _AsyncBody(self, start, end) if asynchronous else _Body(self, start, end)

    def data_uri(self) -> str:
        """Return all of it as a data URI."""
        return f"data:{self.content_type};base64,{self.base64()}"

    def base64(self) -> str:
        """Return all of it in base64."""
        import base64

        if self.size > MAX_INLINE:
            text = (
                f"the file {self.name} has more than {MAX_INLINE} bytes, too many to send as text"
            )
            raise FileRefused(text, repeat="no")
        return base64.b64encode(self.read(0, self.size)).decode()

    def check_kind(self, kind: str, field: str) -> None:
        """Refuse a file that is certainly not of *kind*: image, video or audio."""
        found = self.content_type
        if kind and found != UNKNOWN and not found.startswith(f"{kind}/"):
            text = f"the file {self.name} is {found}, but {field} takes a file of the kind {kind}"
            raise FileRefused(text, field=field, repeat="no")


class _Body:
    """A stretch of a file as the body of a sync request."""

    def __init__(self, file: File, start: int, end: int) -> None:
        self.file = file
        self.start = start
        self.end = end

    def __len__(self) -> int:
        return self.end - self.start

    def pieces(self) -> Iterator[tuple[int, int]]:
        """Yield place and size of each piece."""
        for start in range(self.start, self.end, CHUNK):
            yield start, min(CHUNK, self.end - start)

    def __iter__(self) -> Iterator[bytes]:
        for start, size in self.pieces():
            yield self.file.read(start, size)


class _AsyncBody:
    """A stretch of a file as the body of an async request."""

    def __init__(self, file: File, start: int, end: int) -> None:
        self.body = _Body(file, start, end)

    def __len__(self) -> int:
        return len(self.body)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        import asyncio

        for start, size in self.body.pieces():
            yield await asyncio.to_thread(self.body.file.read, start, size)


def _can_seek(source: BinaryIO) -> bool:
    seekable = getattr(source, "seekable", None)
    return bool(seekable is not None and seekable())


def is_file(value: Any) -> bool:
    """Tell whether *value* is a file rather than JSON; a text is an address, never a path."""
    import os

    kinds = (File, os.PathLike, bytes, bytearray, memoryview)
    return isinstance(value, kinds) or hasattr(value, "read")


def sniffed(head: bytes) -> str | None:
    """Return the media type that the first bytes speak of, if they speak of any."""
    for place, mark, kind in MAGIC:
        if head[place : place + len(mark)] == mark:
            return kind
    return None


def is_text(head: bytes) -> bool:
    """Tell whether the first bytes are those of a page or a message."""
    return head.lstrip()[:16].lower().startswith(TEXT)
