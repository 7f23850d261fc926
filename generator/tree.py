"""A tree of files in memory, and how it differs from one on disk."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
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
    diff: str


def files_under(root: Path) -> set[str]:
    """List the files under *root*, links included, caches left out."""
    found: set[str] = set()
    pending = [root] if root.is_dir() else []
    while pending:
        for path in pending.pop().iterdir():
            if path.name in IGNORED:
                continue
            if path.is_dir() and not path.is_symlink():
                pending.append(path)
            else:
                found.add(path.relative_to(root).as_posix())
    return found


def read(root: Path, path: str) -> str | None:
    """Return the text of a file, or None if it is not there, is no text or is a link."""
    try:
        file = root / path
        return None if file.is_symlink() else file.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return None


def differences(tree: Tree, root: Path, scope: Iterable[str] = ("",)) -> list[Difference]:
    """List the files under *root* that are missing, stale, orphaned or foreign.

    Only paths that begin with an entry of *scope* are looked at.
    """
    prefixes = tuple(scope)
    found = []
    there = files_under(root)
    ours = set((read(root, LISTING) or "").splitlines()) | {LISTING}
    for path in sorted(there | set(tree)):
        if not path.startswith(prefixes):
            continue
        wanted, text = tree.get(path), read(root, path)
        if wanted == text:
            continue
        if wanted is None:
            kind = "orphaned" if path in ours else "foreign"
        else:
            kind = "stale" if path in there else "missing"
        found.append(
            Difference(kind, path, unified(f"{root.name}/{path}", text or "", wanted or ""))
        )
    return found


def unified(path: str, old: str, new: str) -> str:
    """Return the change from *old* to *new* as a unified diff."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    lines = difflib.unified_diff(before, after, f"a/{path}", f"b/{path}")
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
