"""The way from specs to files, in one direction: load, resolve, lint, views, render, format, write."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import CannotRun
from generator.memory import Memory, fingerprint, usual_folder
from generator.naming import module_name
from generator.places import provider_names, specs_folder, templates_folder
from generator.tree import LISTING, Difference, differences, digest, digests_under, read
from generator.write import listing, refuse_foreign, write

Echo = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be generated."""

    root: Path
    """The folder of the specs."""
    target: Path
    only: str | None = None
    """The provider that this is about; without it, all are."""
    jobs: int | None = None
    """How many processes may work at once; without it, as many as there are cores."""


@dataclass(frozen=True, slots=True)
class Output:
    """What the output folder should hold."""

    tree: Mapping[str, str]
    """Files with their text."""
    kept: frozenset[str]
    """Files that stand there already as they should."""
    scope: tuple[str, ...]
    """The beginnings of the paths that this is about."""


def run(
    specs: str | None,
    out: str,
    only: str | None,
    *,
    check: bool,
    diff: bool,
    echo: Echo,
    jobs: int | None = None,
) -> int:
    """Generate from *specs* into *out*; return 0, or 1 if a check found differences."""
    root, target = specs_folder(specs), Path(out)
    if only is not None and only not in provider_names(root):
        raise CannotRun(f"no provider is named {only}; there are {', '.join(provider_names(root))}")
    if not check:
        refuse_foreign(target)
    memory = Memory(None if check else usual_folder())
    code = _code(memory)
    inputs = "" if check else fingerprint([root], {"only": only or "", "code": code})
    there = {} if check else digests_under(target)
    if not diff and memory.get("run", inputs) == _state(there):
        echo(f"{out}: nothing changed")
        return 0
    output = _output(Request(root, target, only, jobs), memory, code, there)
    changes = differences(output.tree, target, output.scope, output.kept)
    if check or diff:
        return _show(changes, out, check, echo)
    write(output.tree, target, changes)
    memory.put("run", inputs, _state(_after(there, changes)))
    memory.forget_old()
    echo(f"{out}: {_summary(changes, len(output.tree) + len(output.kept))}")
    return 0


def generate(request: Request) -> Mapping[str, str]:
    """Return all files that are made, whatever stands in the output."""
    return _output(request, Memory(None), "", {}).tree


def _output(request: Request, memory: Memory, code: str, there: Mapping[str, str]) -> Output:
    from generator.assemble import Assembly
    from generator.crew import Crew, cores
    from generator.shelf import Shelf

    with Crew(request.jobs or cores()) as crew:
        assembly = Assembly(request.root, request.only, Shelf(memory, there), code)
        *parts, shared = assembly.parts(crew)
    tree = {path: text for part in parts for path, text in part.files.items()}
    kept = frozenset(path for part in parts for path in part.kept)
    more = dict(shared.files)
    scope: tuple[str, ...] = ("",)
    if request.only is not None:
        name = module_name(request.only)
        more = {path: text for path, text in more.items() if read(request.target, path) is None}
        scope = (f"{name}/", f"tests/{name}/", *more, LISTING)
    else:
        kept |= shared.kept
    tree |= more
    tree[LISTING] = listing({*tree, *kept}, request.target, scope)
    return Output(tree, kept, scope)


def _show(changes: list[Difference], out: str, check: bool, echo: Echo) -> int:
    """Print what differs; a check fails if anything does."""
    for change in changes:
        echo(change.diff(Path(out).name).rstrip("\n") or f"(empty file {change.path})")
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


def _code(memory: Memory) -> str:
    """Return a text that changes with the generator and its tools."""
    if memory.folder is None:
        return ""
    package = Path(__file__).resolve().parent
    return fingerprint([package, templates_folder()], {"tools": memory.tools})


def _state(files: Mapping[str, str]) -> str:
    """Spell the digests of *files* so that equal ones are equal texts."""
    return json.dumps(files, indent=0, sort_keys=True)


def _after(there: Mapping[str, str], changes: list[Difference]) -> dict[str, str]:
    """Return the digests of the output after *changes* were made to what was there."""
    written = {each.path: digest(each.new) for each in changes if each.kind != "orphaned"}
    gone = {each.path for each in changes if each.kind == "orphaned"}
    return {path: known for path, known in {**there, **written}.items() if path not in gone}
