"""Lines of Python in the making, and JSON pointers in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.ir.rules import escape
from generator.python import literal
from generator.views.layout import brackets, laid, split


class Lines:
    """Source in the making, one level of indentation at a time."""

    def __init__(self, depth: int = 1) -> None:
        """Start at *depth* levels of indentation."""
        self.depth = depth
        self.lines: list[str] = []

    @property
    def indent(self) -> int:
        """The indentation in columns."""
        return self.depth * 4

    def add(self, text: str) -> None:
        """Add *text*, whose further lines are already indented."""
        self.lines.append(f"{' ' * self.indent}{text}")

    def condition(self, word: str, terms: Sequence[str], joiner: str = "and") -> None:
        """Add `if` or `elif` with *terms*, and go one level deeper."""
        source = f" {joiner} ".join(terms) if len(terms) > 1 else unwrapped(terms[0])
        self.lines.extend(laid(f"{word} ", source, ":", self.indent))
        self.depth += 1

    def assign(self, target: str, source: str) -> None:
        """Add an assignment; a long one is broken over lines."""
        self.add(assigned(target, source, self.indent))

    def total(self, name: str, terms: Sequence[str]) -> None:
        """Add an assignment of a sum."""
        self.assign(name, " + ".join(terms))

    def end(self) -> None:
        """Leave one level of indentation."""
        self.depth -= 1

    def text(self) -> str:
        """Return all lines."""
        return "\n".join(self.lines)


def assigned(target: str, source: str, indent: int = 0) -> str:
    """Spell an assignment at *indent* columns, broken over lines where it is too long."""
    return "\n".join(laid(f"{target} = ", unwrapped(source), "", indent)).lstrip()


def unwrapped(source: str) -> str:
    """Return *source* without brackets around the whole of it."""
    while source.startswith("(") and brackets(source)[0] == (0, len(source) - 1):
        if len(split(source[1:-1], ",")) > 1 or source == "()":
            break
        source = source[1:-1]
    return source


@dataclass(frozen=True, slots=True)
class Pointer:
    """A JSON pointer in emitted code: constant steps, and variables that hold a path or an index."""

    pieces: tuple[tuple[str, bool], ...] = ()
    """Text, and whether it is the name of a variable."""

    def step(self, name: str) -> Pointer:
        """Return the pointer to the member *name*."""
        return Pointer((*self.pieces, (f"/{escape(name)}", False)))

    def item(self, variable: str = "index") -> Pointer:
        """Return the pointer to the item whose index *variable* holds."""
        return Pointer((*self.pieces, ("/", False), (variable, True)))

    def source(self) -> str:
        """Spell it as Python."""
        if not any(variable for _, variable in self.pieces):
            return literal("".join(text for text, _ in self.pieces))
        if len(self.pieces) == 1:
            return self.pieces[0][0]
        if all(variable or _is_plain(text) for text, variable in self.pieces):
            inner = "".join(f"{{{text}}}" if variable else text for text, variable in self.pieces)
            return f'f"{inner}"'
        return " + ".join(
            f"str({text})" if variable else literal(text) for text, variable in self.pieces
        )


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable() and not any(char in text for char in '{}"\\')
