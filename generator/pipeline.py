"""The way from specs to files, in one direction: load, resolve, lint, views, render, format, write."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from generator.diagnostics import CannotRun, reject_if_any
from generator.memory import Memory, fingerprint, usual_folder
from generator.places import provider_names, specs_folder, templates_folder
from generator.tree import LISTING, Difference, differences, files_under, read
from generator.write import listing, refuse_foreign, write

Echo = Callable[[str], None]


def run(
    specs: str | None, out: str, only: str | None, *, check: bool, diff: bool, echo: Echo
) -> int:
    """Generate from *specs* into *out*; return 0, or 1 if a check found differences."""
    root, target = specs_folder(specs), Path(out)
    if only is not None and only not in provider_names(root):
        raise CannotRun(f"no provider is named {only}; there are {', '.join(provider_names(root))}")
    if not check:
        refuse_foreign(target)
    memory = Memory(None if check else usual_folder())
    inputs = _inputs(memory, root, only)
    if not check and not diff and _is_as_left(memory, inputs, target):
        echo(f"{out}: nothing changed")
        return 0
    tree, scope = generate(root, only, target, memory)
    changes = differences(tree, target, scope)
    if check or diff:
        return _show(changes, out, check, echo)
    write(tree, target, changes)
    _leave(memory, inputs, target)
    echo(f"{out}: {_summary(changes, len(tree))}")
    return 0


def generate(
    root: Path, only: str | None, target: Path, memory: Memory
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the finished tree, and the beginnings of the paths that it speaks for."""
    from generator.emit import formatted, provider_tree, shared_tree
    from generator.survey import survey

    providers, findings = survey(root, only)
    reject_if_any(findings)
    tree: dict[str, str] = {}
    for provider in providers:
        tree.update(provider_tree(provider, memory))
    scope: tuple[str, ...] = ("",)
    shared = shared_tree()
    if only is not None:
        names = [provider.python_name for provider in providers]
        scope = tuple(f"{place}{name}/" for name in names for place in ("", "tests/"))
        shared = {path: text for path, text in shared.items() if read(target, path) is None}
        scope = (*scope, *shared, LISTING)
    tree.update(shared)
    tree = formatted(tree, memory)
    tree[LISTING] = listing(tree, target, scope)
    return tree, scope


def _show(changes: list[Difference], out: str, check: bool, echo: Echo) -> int:
    """Print what differs; a check fails if anything does."""
    for change in changes:
        echo(change.diff.rstrip("\n") or f"(empty file {change.path})")
    for change in changes:
        echo(f"{out}/{change.path}: {change.kind}")
    if not changes:
        echo(f"{out}: up to date")
    elif check:
        foreign = [change.path for change in changes if change.kind == "foreign"]
        if foreign:
            echo(f"specloom did not write {', '.join(foreign[:5])}; move what is foreign away.")
        if len(foreign) < len(changes):
            echo(f"{len(changes) - len(foreign)} files differ; run `specloom generate`.")
    return 1 if check and changes else 0


def _summary(changes: list[Difference], total: int) -> str:
    if not changes:
        return "nothing changed"
    removed = sum(change.kind == "orphaned" for change in changes)
    written = len(changes) - removed
    return f"{written} of {total} files written, {removed} removed"


def _inputs(memory: Memory, root: Path, only: str | None) -> str:
    """Return a text that stands for everything the output depends on."""
    package = Path(__file__).resolve().parent
    more = {"only": only or "", "tools": memory.tools}
    return "" if memory.folder is None else fingerprint([root, templates_folder(), package], more)


def _is_as_left(memory: Memory, inputs: str, target: Path) -> bool:
    """Tell whether the output is what an earlier run made of the same inputs."""
    left = memory.get("run", inputs)
    return left is not None and left == _state(target)


def _leave(memory: Memory, inputs: str, target: Path) -> None:
    memory.put("run", inputs, _state(target))
    memory.forget_old()


def _state(target: Path) -> str:
    """Return path and hash of every file of the output."""
    hashes = {
        path: hashlib.sha256(repr(read(target, path)).encode()).hexdigest()
        for path in sorted(files_under(target))
    }
    return json.dumps(hashes, indent=0)
