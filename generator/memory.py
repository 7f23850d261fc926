"""What earlier runs found out, kept outside the output and keyed by all that it depends on.

Nothing here is needed: without it everything is made anew, and `--check` never looks at it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

TOOLS = ("black", "datamodel_code_generator", "jinja2", "pydantic", "PyYAML")
"""Packages whose version the output depends on."""

READ = frozenset({".py", ".yaml", ".yml", ".jinja"})
"""Suffixes of the files that a run depends on."""

DAY = 86_400
DAYS = 30
"""How long an entry that nobody asks for is kept."""


class Memory:
    """A folder of remembered texts; without a folder it remembers nothing."""

    def __init__(self, folder: Path | None) -> None:
        """Use *folder*, which need not exist."""
        self.folder = folder
        self.tools = tool_versions() if folder else ""

    def get(self, kind: str, source: str) -> str | None:
        """Return what was made of *source*, if it is remembered."""
        path = self._path(kind, source)
        if path is None:
            return None
        try:
            text = path.read_bytes().decode()
            if path.stat().st_mtime < time.time() - DAY:
                os.utime(path)
        except (OSError, UnicodeDecodeError):
            return None
        digest, _, body = text.partition("\n")
        return body if digest == _digest(body) else None

    def put(self, kind: str, source: str, made: str) -> None:
        """Remember what was made of *source*; that it cannot be written is no error."""
        path = self._path(kind, source)
        if path is None:
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("wb", dir=path.parent, delete=False) as file:
                file.write(f"{_digest(made)}\n{made}".encode())
            Path(file.name).replace(path)
        except OSError:
            return

    def forget_old(self) -> None:
        """Remove what nobody has asked for in a long time."""
        limit = time.time() - DAYS * DAY
        for path in self.folder.glob("*/*") if self.folder else ():
            try:
                if path.stat().st_mtime < limit:
                    path.unlink()
            except OSError:
                continue

    def _path(self, kind: str, source: str) -> Path | None:
        if self.folder is None:
            return None
        key = _digest(f"{kind}\n{self.tools}\n{source}")
        return self.folder / key[:2] / key


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def usual_folder() -> Path:
    """Return where this user's caches lie."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "specloom"


def tool_versions() -> str:
    """Name the versions of all tools, read off the names of their metadata folders.

    Asking importlib.metadata takes as long as everything else in a run that changes nothing.
    """
    wanted = {name.lower() for name in TOOLS}
    found = set()
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208  # plain names, four times faster
        except OSError:
            continue
        for name in names:
            if name.endswith(".dist-info") and name.partition("-")[0].lower() in wanted:
                found.add(name)
    return f"{sys.version_info[:2]} {' '.join(sorted(found))}"


def fingerprint(folders: Iterable[Path], more: Mapping[str, str]) -> str:
    """Return a text that changes with any file under *folders* and with *more*."""
    digest = hashlib.sha256(json.dumps(more, sort_keys=True).encode())
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in READ and "__pycache__" not in path.parts:
                data = path.read_bytes() if path.is_file() else b""
                digest.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode())
                digest.update(data)
    return digest.hexdigest()
