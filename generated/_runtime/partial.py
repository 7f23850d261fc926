# Copied by `specloom generate` from generator/runtime/partial.py.
"""The unfinished file beside its future place: locked while in use, and known again after a crash."""

from __future__ import annotations

from .errors import CallError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from typing import Any


class PathBusy(CallError):
    """Another download writes to the same path."""

    hint = "wait for it, or choose another path"


class PartFile:
    """The file `path.part`, with `path.part.json` that says what it is a part of."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Open it, and keep others from it."""
        import os
        from pathlib import Path

        self.path = Path(path)
        self._part = self.path.with_name(f"{self.path.name}.part")
        self._notes = self.path.with_name(f"{self.path.name}.part.json")
        self._size = 0
        plain = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        number = os.open(self._part, os.O_RDWR | os.O_CREAT | plain, 0o666)
        self._file: Any = os.fdopen(number, "r+b")
        if not _locked(self._file):
            self._file.close()
            raise PathBusy(f"{self._part.name} is being written", repeat="yes")

    def resumed(self, source: str) -> tuple[str, int]:
        """Return tag and size of what is there, if it is a part of the file called *source*."""
        import json
        from contextlib import suppress

        with suppress(OSError, ValueError, AttributeError, RecursionError):
            notes = json.loads(self._notes.read_bytes()[:2_000])
            tag = notes.get("tag")
            if notes.get("source") == source and isinstance(tag, str) and tag.startswith('"'):
                # the last byte is asked for again, so that there always is one to ask for
                self._size = max(0, self._file.seek(0, 2) - 1)
                self._file.truncate(self._size)
                return tag, self._size
        self.empty()
        return "", 0

    def note(self, source: str, tag: str) -> None:
        """Write down what comes now; without a tag it cannot be known again."""
        import json

        if tag:
            self._notes.write_text(json.dumps({"source": source, "tag": tag}), encoding="utf-8")
        else:
            self._notes.unlink(missing_ok=True)

    def write(self, chunk: bytes) -> None:
        """Append *chunk*."""
        self._file.seek(self._size)
        self._file.write(chunk)
        self._size += len(chunk)

    def head(self) -> bytes:
        """Return the first bytes."""
        self._file.seek(0)
        first: bytes = self._file.read(64)
        return first

    def empty(self) -> None:
        """Forget what has come."""
        self._size = 0
        self._file.seek(0)
        self._file.truncate(0)

    def publish(self) -> None:
        """Put the file in its place, whole and on the disk, in one step."""
        import os
        from contextlib import suppress

        self._file.flush()
        os.fsync(self._file.fileno())
        self._part.replace(self.path)
        self._notes.unlink(missing_ok=True)
        with suppress(OSError):  # not every system can do this to a folder
            folder = os.open(self.path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def close(self) -> None:
        """Close it; nothing that is empty is left behind."""
        import os
        from contextlib import suppress

        with suppress(OSError):
            here, there = os.fstat(self._file.fileno()), self._part.stat()
            if here.st_size == 0 and here.st_ino == there.st_ino:
                self._part.unlink()
                self._notes.unlink(missing_ok=True)
        self._file.close()


def _locked(file: Any) -> bool:
    """Keep other processes and threads from *file*, where the system has a way."""
    try:
        import fcntl
    except ImportError:  # Windows
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
