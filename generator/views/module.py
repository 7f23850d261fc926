"""The parts of an emitted Python module that all kinds of modules share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.python import WIDTH, docstring

_RULES = frozenset({"broken", "members", "outside", "unpaired"})
"""Functions of the runtime's module of rules."""


@dataclass(frozen=True, slots=True)
class Import:
    """One name that a module needs from another."""

    module: str
    name: str


@dataclass(frozen=True, slots=True)
class ModuleView:
    """A module: everything in it is finished source."""

    path: str
    """Where it goes, relative to the output folder."""
    doc: str
    imports: tuple[str, ...]
    """Import statements, sorted and grouped; an empty text separates groups."""
    typing_imports: tuple[str, ...] = ()
    """Import statements that only type checkers need."""
    constants: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    """Functions and classes, each without blank lines around it."""


def header(summary: str, file: str) -> str:
    """Spell the docstring of an emitted module made from the spec *file*."""
    return docstring(
        [summary, f"Written by `specloom generate` from {file}. Edit the spec, not this file."]
    )


def import_lines(imports: Iterable[Import]) -> tuple[str, ...]:
    """Spell imports as ruff sorts them: the library's, a blank line, then relative ones by depth."""
    library: dict[str, set[str]] = {}
    relative: dict[str, set[str]] = {}
    for wanted in imports:
        group = relative if wanted.module.startswith(".") else library
        group.setdefault(wanted.module, set()).add(wanted.name)
    far_first = sorted(relative, key=lambda module: (-_dots(module), module))
    lines = [_line(module, library[module]) for module in sorted(library)]
    if lines and relative:
        lines.append("")
    lines.extend(_line(module, relative[module]) for module in far_first)
    return tuple(lines)


def _dots(module: str) -> int:
    return len(module) - len(module.lstrip("."))


def _line(module: str, names: set[str]) -> str:
    ordered = sorted(names, key=lambda name: (not name.isupper(), not name[0].isupper(), name))
    line = f"from {module} import {', '.join(ordered)}"
    if len(line) <= WIDTH:
        return line
    return f"from {module} import (\n" + "".join(f"    {name},\n" for name in ordered) + ")"


def checks_import(name: str) -> Import:
    """Return the import of a function of the runtime that judges values or rules."""
    return Import(f"..._runtime.{'rules' if name in _RULES else 'checks'}", name)


def indented(lines: Sequence[str], depth: int = 1) -> str:
    """Put *lines*, which may hold line breaks, under each other at *depth* levels."""
    pad = "    " * depth
    spelt = "\n".join(lines).split("\n")
    return "\n".join(f"{pad}{line}" if line else "" for line in spelt)
