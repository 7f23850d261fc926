"""A tree of files in memory, and how it differs from one on disk."""

from __future__ import annotations

import difflib
import hashlib
import os
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

Tree = Mapping[str, str]
"""Text by path relative to the output folder, with forward slashes."""

LISTING = "MANIFEST.txt"
"""The file that lists all files which we wrote; what it does not list is not ours."""

IGNORED = frozenset({"__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".DS_Store"})
"""What tools leave behind; it is not looked at."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One file that is not as it should be."""

    kind: str
    """missing, stale, orphaned (ours, but no longer made) or foreign (not ours)"""
    path: str
    old: str = ""
    new: str = ""

    def diff(self, root: str) -> str:
        """Return the change as a unified diff; *root* is what the folder is called."""
        return unified(f"{root}/{self.path}", self.old, self.new)


def files_under(root: Path) -> set[str]:
    """List the files under *root*, links included, caches left out."""
    found: set[str] = set()
    pending = [""] if root.is_dir() else []
    while pending:
        folder = pending.pop()
        with os.scandir(root / folder) as entries:
            for entry in entries:
                if entry.name in IGNORED:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{folder}{entry.name}/")
                else:
                    found.add(f"{folder}{entry.name}")
    return found


def digests_under(root: Path) -> dict[str, str]:
    """Return the digest of each file under *root* by its path; that of a link is empty."""
    return {path: _digest(root, path) for path in sorted(files_under(root))}


def digest(text: str) -> str:
    """Return what stands for *text* where texts are compared."""
    return hashlib.sha256(text.encode()).hexdigest()


def _digest(root: Path, path: str) -> str:
    file = f"{root}/{path}"
    try:
        if os.path.islink(file):  # noqa: PTH114  # plain names, for thousands of files
            return ""
        with open(file, "rb") as opened:  # noqa: PTH123  # as above
            return hashlib.sha256(opened.read()).hexdigest()
    except OSError:
        return ""


def read(root: Path, path: str) -> str | None:
    """Return the text of a file, or None if it is not there, is no text or is a link."""
    try:
        file = root / path
        return None if file.is_symlink() else file.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return None


def differences(
    tree: Tree, root: Path, scope: Iterable[str] = ("",), kept: AbstractSet[str] = frozenset()
) -> list[Difference]:
    """List the files under *root* that are missing, stale, orphaned or foreign.

    Only paths that begin with an entry of *scope* are looked at, and none of *kept*.
    """
    prefixes = tuple(scope)
    found = []
    there = files_under(root)
    ours = set((read(root, LISTING) or "").splitlines()) | {LISTING}
    for path in sorted((there | set(tree)) - kept):
        if not path.startswith(prefixes):
            continue
        wanted, text = tree.get(path), read(root, path) if path in there else None
        if wanted == text:
            continue
        if wanted is None:
            kind = "orphaned" if path in ours else "foreign"
        else:
            kind = "stale" if path in there else "missing"
        found.append(Difference(kind, path, text or "", wanted or ""))
    return found


def unified(path: str, old: str, new: str) -> str:
    """Return the change from *old* to *new* as a unified diff."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    lines = difflib.unified_diff(before, after, f"a/{path}", f"b/{path}")
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
