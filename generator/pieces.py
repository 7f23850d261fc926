"""Cut emitted Python into pieces that black lays out independently of each other.

What black makes of a function does not depend on its neighbours, nor what it makes of a statement
on those around it, as long as the blank lines between them are right. So a module whose pieces
black has left alone before is left alone too. Whatever looks unusual is not cut at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

_GAP = "\n\n\n"
_FUNCTIONS = ("def ", "async def ")
_DEFINITIONS = ("def ", "async def ", "class ", "@")
_UNCUT = ("\\\n", "\r", "\f", "\t", "# fmt", "# yapf", "\n\n\n\n")
"""Texts that black reads across lines, or that emitted code never holds."""

_CONTINUES = (")", "]", "}", '"', "'", "else:", "elif ", "except", "finally:")
"""How a line begins that goes on with the statement above it."""

_UNLIKE = ("def ", "async ", "class ", "@", "import ", "from ", "#", "...")
"""How a statement begins around which black has rules for blank lines."""


def pieces(source: str) -> tuple[str, ...]:
    """Cut *source*; nothing if it cannot be cut safely.

    A statement of a function keeps its indentation; everything else is a module of its own.
    """
    parts = source.removesuffix("\n").split(_GAP)
    head = parts[0]
    if any(text in source for text in _UNCUT) or not source.endswith("\n"):
        return ()
    if "\nfrom " not in head and "\nimport " not in head:
        return ()
    if not all(part.startswith(_DEFINITIONS) or _is_constant(part) for part in parts[1:]):
        return ()
    if len(parts) > 1 and _is_constant(parts[1]):  # black wants it nearer to the imports
        return ()
    return (*_constants(head), *chain.from_iterable(map(_statements, parts[1:])))


def _constants(head: str) -> tuple[str, ...]:
    """Cut the beginning of a module: what stands above its constants, and each of them."""
    lines = head.split("\n")
    first = max((row for row, line in enumerate(lines) if _is_statement(line)), default=0) + 1
    starts = [row for row in range(first, len(lines)) if _is_constant(lines[row])]
    if not starts or lines[starts[0] - 1]:
        return (head,)
    ends = [*starts[1:], len(lines)]
    constants = ("\n".join(lines[a:b]).rstrip("\n") for a, b in zip(starts, ends, strict=True))
    return ("\n".join(lines[: starts[0]]).rstrip("\n"), *constants)


def _is_statement(line: str) -> bool:
    """Tell whether *line* begins a statement at the left margin that is no constant."""
    return line[:1] not in {"", " ", ")", "]", "}"} and not _is_constant(line)


def _is_constant(part: str) -> bool:
    return part.partition(" = ")[0].isidentifier()


def _statements(part: str) -> tuple[str, ...]:
    """Cut a function into its head, docstring included, and its statements."""
    lines = part.split("\n")
    body = _body(lines)
    if body is None or not all(lines[body:]):
        return (part,)
    starts = [
        row
        for row in range(body, len(lines))
        if lines[row][4] != " " and not lines[row].startswith(_CONTINUES, 4)
    ]
    if not starts or starts[0] != body:
        return (part,)
    if any(lines[row].startswith(_UNLIKE, 4) for row in starts):
        return (part,)
    ends = [*starts[1:], len(lines)]
    statements = ("\n".join(lines[a:b]) for a, b in zip(starts, ends, strict=True))
    return ("\n".join(lines[:body]), *statements)


def _body(lines: list[str]) -> int | None:
    """Return the row behind the docstring of a function, if it has one and is indented as usual."""
    row = next((at for at, line in enumerate(lines) if line.startswith(_FUNCTIONS)), None)
    if row is None or not all(line.startswith(("@", "    ", ")")) for line in lines[:row]):
        return None
    while row + 1 < len(lines) and not lines[row].endswith(":"):
        row += 1
    row += 1
    if row >= len(lines) or not lines[row].startswith('    """'):
        return None
    if not (lines[row].endswith('"""') and len(lines[row]) > 9):
        row += 1
        while row < len(lines) and not lines[row].endswith('"""'):
            row += 1
    body = row + 1
    usual = all(line.startswith("    ") and len(line) > 4 for line in lines[body:] if line)
    return body if usual else None


def module_of(cut: Iterable[str]) -> str:
    """Return a module that holds all of *cut*: black changes it if it would change one of them."""
    modules: list[str] = []
    statements: list[str] = []
    constants: list[str] = []
    for piece in cut:
        if piece.startswith("    "):
            statements.append(piece)
        else:
            (constants if _is_constant(piece) else modules).append(piece)
    if statements or constants:
        modules.append("\n".join(("def _() -> None:", *(statements or ["    pass"]))))
    if constants:
        modules.append("\n".join(constants))
    return _GAP.join(modules) + "\n"
