"""Specs as they stood at a git revision, copied out of the repository without touching it."""

from __future__ import annotations

import subprocess
from pathlib import Path, PurePosixPath

from generator.diagnostics import CannotRun
from generator.load import MAX_FILES

SECONDS = 60
MAX_BYTES = 64_000_000
"""Most bytes of all files together."""
_MODES = (b"100644", b"100755")
"""Ordinary files; links and submodules are none."""


def tree_at(revision: str, folder: Path) -> str | None:
    """Return the id of the tree that git knows as *revision* in *folder*, if it knows one."""
    try:
        found = _git(
            folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{tree}}"
        )
    except CannotRun:
        return None
    return found.decode("ascii", "replace").strip() or None


def copy_out(revision: str, specs: Path, target: Path) -> None:
    """Write the YAML files of the folder *specs*, as they stood at *revision*, below *target*."""
    folder = specs.resolve()
    top = Path(_git(folder, "rev-parse", "--show-toplevel").decode().strip()).resolve()
    inside = folder.relative_to(top).as_posix()
    listed = _git(folder, "ls-tree", "-r", "-z", "--full-tree", revision, "--", f"{inside}/")
    wanted: list[tuple[bytes, PurePosixPath]] = []
    for entry in listed.split(b"\0"):
        if not entry:
            continue
        head, _, raw = entry.partition(b"\t")
        mode, _, blob = head.split(b" ", 2)
        path = _safe(raw, inside)
        if path is not None and mode in _MODES:
            wanted.append((blob, path))
    if len(wanted) > MAX_FILES:
        raise CannotRun(f"{revision} holds more than {MAX_FILES} spec files")
    if not wanted:
        raise CannotRun(f"{revision} holds no specs under {inside}")
    ids = b"".join(blob + b"\n" for blob, _ in wanted)
    texts = _blobs(_git(folder, "cat-file", "--batch", given=ids), len(wanted))
    for (_, path), text in zip(wanted, texts, strict=True):
        place = target / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text)


def _safe(raw: bytes, inside: str) -> PurePosixPath | None:
    """Return a path below the specs folder, or None for what is no spec or has a strange name."""
    try:
        path = PurePosixPath(raw.decode()).relative_to(inside)
    except (UnicodeDecodeError, ValueError):
        return None
    plain = all(part not in {"", ".", ".."} and "\\" not in part for part in path.parts)
    fits = path.suffix == ".yaml" and len(path.parts) <= 2
    return path if plain and fits and not path.is_absolute() else None


def _blobs(raw: bytes, count: int) -> list[bytes]:
    """Split what `git cat-file --batch` prints: a line with the size, the bytes, a line end."""
    if len(raw) > MAX_BYTES:
        raise CannotRun(f"the specs of that revision hold more than {MAX_BYTES} bytes")
    found, at = [], 0
    for _ in range(count):
        end = raw.index(b"\n", at)
        size = int(raw[at:end].split(b" ")[2])
        found.append(raw[end + 1 : end + 1 + size])
        at = end + size + 2
    return found


def _git(folder: Path, *arguments: str, given: bytes | None = None) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603  # no shell, and options end before what users give
            ["git", *arguments],  # noqa: S607  # git is found where the user has it
            cwd=folder,
            input=given,
            stdin=None if given is not None else subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=SECONDS,
        )
    except FileNotFoundError:
        raise CannotRun("git is not installed, so no revision can be read") from None
    except subprocess.TimeoutExpired:
        raise CannotRun(f"git gave no answer within {SECONDS} s") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise CannotRun(f"git cannot read that: {said[-1] if said else arguments[0]}")
    return done.stdout


def last_change(file: Path) -> str | None:
    """Return the id of the last commit that changed *file*, if git knows one."""
    if not file.parent.is_dir():
        return None
    try:
        found = _git(file.parent, "log", "-1", "--format=%H", "--", file.name)
    except CannotRun:
        return None
    return found.decode("ascii", "replace").strip() or None
