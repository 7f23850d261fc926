"""Bring a folder in line with a tree: all of it or nothing, and never a file that is not ours."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from generator.diagnostics import CannotRun
from generator.tree import IGNORED, LISTING, Difference, Tree, files_under, read


def foreign_files(root: Path) -> list[str]:
    """List the files under *root* that we did not write."""
    listed = read(root, LISTING)
    ours = set(listed.splitlines()) | {LISTING} if listed is not None else set()
    return sorted(files_under(root) - ours)


def refuse_foreign(root: Path) -> None:
    """Refuse a folder that holds anything which we did not write."""
    if root.is_symlink() or (root.exists() and not root.is_dir()):
        raise CannotRun(f"{root} is no folder of its own; name another with --out")
    foreign = foreign_files(root)
    if foreign:
        shown = ", ".join(foreign[:5]) + (", ..." if len(foreign) > 5 else "")
        lost = "" if read(root, LISTING) else f" (or bring back {LISTING}, if that was lost)"
        raise CannotRun(
            f"{root} holds files that specloom did not write, and they stay as they are: {shown}; "
            f"move them away{lost}, or name another folder with --out"
        )


def listing(paths: AbstractSet[str], root: Path, scope: Sequence[str]) -> str:
    """Return the list of our files: *paths*, and those on disk outside *scope*."""
    listed = (read(root, LISTING) or "").splitlines()
    kept = {path for path in listed if not path.startswith(tuple(scope))}
    return "".join(f"{path}\n" for path in sorted((kept | paths) - {LISTING}))


def write(tree: Tree, root: Path, changes: Sequence[Difference]) -> None:
    """Make *changes* under *root*: first everything is written aside, then it is moved into place.

    If anything fails, what was moved is moved back.
    """
    if not changes:
        return
    made = _make(root)
    aside = Path(tempfile.mkdtemp(prefix=".specloom-", dir=root.resolve().parent))
    done: list[Difference] = []
    try:
        for change in changes:
            _stage(aside, change, tree.get(change.path))
        for change in changes:
            done.append(change)
            made += _move(aside, root, change)
    except BaseException:
        for change in reversed(done):
            _move_back(aside, root, change)
        shutil.rmtree(aside, ignore_errors=True)
        for folder in reversed(made):
            folder.rmdir()
        raise
    shutil.rmtree(aside, ignore_errors=True)
    _remove_empty(root, changes)


def _make(folder: Path) -> list[Path]:
    """Make *folder* with all that it lies in, and return what was not there before."""
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return made[::-1]


def _stage(aside: Path, change: Difference, text: str | None) -> None:
    if text is not None:
        path = aside / "new" / change.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def _move(aside: Path, root: Path, change: Difference) -> list[Path]:
    """Put one file into place, and return the folders that were made for it."""
    target, new, old = root / change.path, aside / "new" / change.path, aside / "old" / change.path
    _refuse_links(root, target)
    if change.kind != "missing":
        old.parent.mkdir(parents=True, exist_ok=True)
        target.replace(old)
    if change.kind == "orphaned":
        return []
    made = _make(target.parent)
    new.replace(target)
    return made


def _move_back(aside: Path, root: Path, change: Difference) -> None:
    """Undo as much of `_move` as was done."""
    target, new, old = root / change.path, aside / "new" / change.path, aside / "old" / change.path
    if change.kind != "orphaned" and not new.exists():
        target.unlink()
    if old.is_symlink() or old.exists():
        old.replace(target)


def _refuse_links(root: Path, target: Path) -> None:
    """Refuse to write through a link that leads out of the folder."""
    for parent in target.parents:
        if parent == root:
            return
        if parent.is_symlink():
            raise CannotRun(f"{parent} is a link; specloom writes through none")


def _remove_empty(root: Path, changes: Sequence[Difference]) -> None:
    """Remove folders that hold nothing but what tools left behind."""
    for change in changes:
        folder = (root / change.path).parent
        while folder != root and folder.is_dir():
            if any(path.name not in IGNORED for path in folder.iterdir()):
                break
            shutil.rmtree(folder)
            folder = folder.parent
