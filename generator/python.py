"""The two doors through which text of a spec enters Python source: `literal` and `docstring`.

Whatever a spec says, what comes out of here is one literal or one docstring, spelt as black spells
it, so that the format stage finds nothing to change.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

WIDTH = 100
"""Width of the lines of generated code."""


def literal(value: Any) -> str:
    """Spell a JSON value as Python source on one line."""
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, (bool, int, float)):
        return repr(value)
    if isinstance(value, Decimal):
        return repr(int(value)) if value == value.to_integral_value() else repr(float(value))
    if isinstance(value, Mapping):
        inner = ", ".join(f"{literal(key)}: {literal(item)}" for key, item in value.items())
        return f"{{{inner}}}"
    if isinstance(value, tuple):
        inner = ", ".join(literal(item) for item in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, list):
        return "[" + ", ".join(literal(item) for item in value) + "]"
    raise TypeError(f"{type(value).__name__} is no JSON value")


def _text(value: str) -> str:
    """Spell text with double quotes, or with single ones where that saves a backslash."""
    quote = "'" if '"' in value and "'" not in value else '"'
    body = "".join(_character(char, quote) for char in value)
    return f"{quote}{body}{quote}"


def _character(char: str, quote: str) -> str:
    if char == quote:
        return f"\\{quote}"
    return char if char in "'\"" else repr(char)[1:-1]


def pretty(value: Any, indent: int = 0, used: int = 0) -> str:
    """Spell a JSON value, broken over lines as black would if one line does not hold it.

    *indent* is the indentation of the line on which it starts, *used* what stands before it there.
    """
    line = literal(value)
    if used + len(line) <= WIDTH or not isinstance(value, (Mapping, list, tuple)) or not value:
        return line
    pad = " " * (indent + 4)
    if isinstance(value, Mapping):
        heads = [f"{literal(key)}: " for key in value]
        items: Iterable[Any] = value.values()
        brackets = "{}"
    else:
        heads, items = [""] * len(value), value
        brackets = "[]" if isinstance(value, list) else "()"
    lines = [
        f"{pad}{head}{pretty(item, indent + 4, indent + 5 + len(head))},"
        for head, item in zip(heads, items, strict=True)
    ]
    return "\n".join((brackets[0], *lines, " " * indent + brackets[1]))


def call(
    function: str, arguments: Sequence[str], indent: int = 0, before: str = "", after: str = ""
) -> str:
    """Spell a call whose arguments are finished source, broken over lines where it is too long."""
    line = f"{before}{function}({', '.join(arguments)}){after}"
    if indent + len(line) <= WIDTH and "\n" not in line:
        return line
    pad = " " * (indent + 4)
    inner = f"{pad}{', '.join(arguments)}"
    if len(arguments) == 1 or (len(inner) <= WIDTH and "\n" not in inner):
        return f"{before}{function}(\n{inner}\n{' ' * indent}){after}"
    body = "".join(f"{pad}{argument},\n" for argument in arguments)
    return f"{before}{function}(\n{body}{' ' * indent}){after}"


def prose(text: str) -> str:
    """Make *text* safe inside a triple-quoted string, without changing how it reads."""
    clean = "".join(char if char == "\n" or char.isprintable() else " " for char in text)
    return clean.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')


def docstring(parts: Sequence[str], indent: int = 0, session: str = "") -> str:
    """Spell a docstring: the first part is its summary, the others are paragraphs.

    A part that starts with `- ` keeps its lines; the others are wrapped. A *session* of our own
    comes last and is kept; nothing else in a docstring can be taken for one and be run.
    """
    width = WIDTH - indent
    spelt = [
        _paragraph(prose(part).replace(">>>", "> > >"), width - (6 if place == 0 else 0))
        for place, part in enumerate(parts)
    ]
    spelt += ["\n".join(line.rstrip() for line in prose(session).split("\n"))]
    body = "\n\n".join(part for part in spelt if part)
    lines = body.split("\n")
    if len(lines) == 1 and not body.endswith(('"', "\\")) and len(body) + 6 <= width:
        return f'"""{body}"""'
    pad = " " * indent
    text = "\n".join([lines[0], *(f"{pad}{line}" if line else "" for line in lines[1:])])
    return f'"""{text}\n{pad}"""'


def _paragraph(text: str, width: int) -> str:
    if text.startswith("- "):
        lines = text.split("\n")
        return "\n".join(_item(line, width) for line in lines)
    return _wrap(" ".join(text.split()), width, "")


def _item(line: str, width: int) -> str:
    return _wrap(line, width, "  ") if line.startswith("- ") else line.rstrip()


def _wrap(text: str, width: int, indent: str) -> str:
    options: dict[str, Any] = {"break_long_words": False, "break_on_hyphens": False}
    return textwrap.fill(text, width, subsequent_indent=indent, **options)
