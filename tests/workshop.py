"""Folders in which the tests generate, and what stands in them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMMITTED = ROOT / "generated"
SPECS = ROOT / "specs"
LEFT_BEHIND = {"__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}


def start(
    *arguments: str | Path,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    options: tuple[str, ...] = (),
) -> subprocess.CompletedProcess[str]:
    """Run Python with *arguments*, its own environment and *env* on top."""
    command = [sys.executable, *options, *map(str, arguments)]
    whole = {**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}
    return subprocess.run(
        command, cwd=cwd, env=whole, capture_output=True, encoding="utf-8", check=False
    )


def files(folder: Path) -> dict[str, bytes]:
    """Return every file under *folder*, without what tools leave behind."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and LEFT_BEHIND.isdisjoint(path.parts)
    }


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return files and folders with the time of their last change: equal if nothing was touched."""
    return {
        path.relative_to(folder).as_posix(): (
            path.lstat().st_mtime_ns,
            path.read_bytes() if path.is_file() else b"",
        )
        for path in sorted(folder.rglob("*"))
    }


@dataclass(frozen=True)
class Workshop:
    """A folder with specs, an output folder and a cache, all its own."""

    folder: Path

    @property
    def specs(self) -> Path:
        """The copy of the specs."""
        return self.folder / "specs"

    @property
    def out(self) -> Path:
        """The output."""
        return self.folder / "out"

    @property
    def cache(self) -> Path:
        """What XDG_CACHE_HOME names."""
        return self.folder / "cache"

    def generate(
        self, *arguments: str, options: tuple[str, ...] = (), env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run `specloom generate` here."""
        whole = {"XDG_CACHE_HOME": str(self.cache), **(env or {})}
        places = ("--specs", str(self.specs), "--out", str(self.out))
        command = ("-m", "generator", "generate", *places, *arguments)
        return start(*command, cwd=self.folder, env=whole, options=options)

    def copy(self, folder: Path) -> Workshop:
        """Copy everything to *folder*."""
        shutil.copytree(self.folder, folder, symlinks=True, dirs_exist_ok=True)
        return Workshop(folder)
