"""Values in emitted tests: requests, expectations and tables of parameters, laid out as black does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.ir.shape import PathTo
from generator.python import WIDTH, literal, pretty
from generator.views.boundaries import put

_VALUE = "\u27e6v\u27e7"
"""Stands for the variable `value` while a request is spelt: its literal is as long as that name."""


def braced(items: Sequence[str], indent: int, used: int, brackets: str = "{}") -> str:
    """Spell a collection of finished source, one below the other if one line does not hold it.

    *indent* is the indentation of the line on which it starts, *used* what stands before it there.
    """
    line = f"{brackets[0]}{', '.join(items)}{brackets[1]}"
    if used + len(line) <= WIDTH and "\n" not in line:
        return line
    pad = " " * (indent + 4)
    body = "".join(f"{pad}{item},\n" for item in items)
    return f"{brackets[0]}\n{body}{' ' * indent}{brackets[1]}"


def varied(base: str, request: Mapping[str, Any], path: PathTo, used: int) -> str:
    """Spell the request called *base* with the variable `value` at *path*.

    It begins after *used* columns of a line with an indentation of four.
    """
    first = path[0]
    changed = put(request, path, _VALUE)[first]
    line = f"{{**{base}, {literal(first)}: {literal(changed)}}}"
    if used + len(line) > WIDTH:
        head = f"{literal(first)}: "
        value = pretty(changed, 8, 9 + len(head))
        line = braced([f"**{base}", f"{head}{value}"], 4, WIDTH)
    return line.replace(literal(_VALUE), "value")


def assignment(name: str, value: Any, indent: int = 4) -> str:
    """Spell that *name* is *value*, with a type where an empty part would leave that open."""
    typed = "list[Any]" if isinstance(value, list) else "dict[str, Any]"
    head = f"{name}: {typed} = " if _has_empty(value) else f"{name} = "
    return f"{head}{pretty(value, indent, indent + len(head))}"


def _has_empty(value: Any) -> bool:
    if isinstance(value, Mapping):
        return not value or any(map(_has_empty, value.values()))
    return isinstance(value, list) and (not value or any(map(_has_empty, value)))


def marks(names: str, rows: Sequence[Sequence[Any]]) -> str:
    """Spell the parameters of a test: *rows* of JSON values, one for each of *names*."""
    listed = f'"{names}"' if len(rows[0]) == 1 else f"({', '.join(map(literal, names.split()))})"
    short = [_row([literal(value) for value in row], 8) for row in rows]
    line = f"@pytest.mark.parametrize({listed}, [{', '.join(short)}])"
    if len(line) <= WIDTH and "\n" not in line:
        return line
    single = f"    {listed}, [{', '.join(short)}]"
    if len(single) <= WIDTH and "\n" not in single and len(rows) == 1:
        return f"@pytest.mark.parametrize(\n{single}\n)"
    body = "".join(f"        {_cells(row)},\n" for row in rows)
    return f"@pytest.mark.parametrize(\n    {listed},\n    [\n{body}    ],\n)"


def _row(cells: list[str], used: int) -> str:
    return cells[0] if len(cells) == 1 else braced(cells, 8, used, "()")


def _cells(row: Sequence[Any]) -> str:
    """Spell one row at an indentation of eight."""
    if len(row) == 1:
        return pretty(row[0], 8, 9)
    line = _row([literal(value) for value in row], 9)
    return line if "\n" not in line else _row([pretty(value, 12, 13) for value in row], WIDTH)
