"""Lines of Python with their layout: conditions and sums that are too long are broken as black breaks them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.ir.rules import escape
from generator.python import WIDTH, call, literal


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
        line = f"{word} {f' {joiner} '.join(terms)}:"
        if self.indent + len(line) <= WIDTH or len(terms) == 1:
            self.add(line)
        else:
            self.add(f"{word} (")
            self.broken(terms, joiner)
            self.add("):")
        self.depth += 1

    def assign(self, target: str, source: str) -> None:
        """Add an assignment; a long one is broken at the arguments of its call, or at its sums."""
        self.add(assigned(target, source, self.indent))

    def total(self, name: str, terms: Sequence[str]) -> None:
        """Add an assignment of a sum."""
        line = f"{name} = {' + '.join(terms)}"
        if self.indent + len(line) <= WIDTH:
            self.add(line)
            return
        self.add(f"{name} = (")
        self.broken(terms, "+")
        self.add(")")

    def broken(self, terms: Sequence[str], joiner: str) -> None:
        """Add *terms* one below the other, each but the first after *joiner*."""
        pad = " " * (self.indent + 4)
        for place, term in enumerate(terms):
            self.lines.append(f"{pad}{f'{joiner} ' if place else ''}{term}")

    def end(self) -> None:
        """Leave one level of indentation."""
        self.depth -= 1

    def text(self) -> str:
        """Return all lines."""
        return "\n".join(self.lines)


def assigned(target: str, source: str, indent: int = 0) -> str:
    """Spell an assignment at *indent* columns, broken over lines where it is too long."""
    line = f"{target} = {source}"
    if indent + len(line) <= WIDTH or "\n" in source:
        return line
    function, bracket, inner = source.partition("(")
    if bracket and function.isidentifier() and source.endswith(")"):
        arguments = _split(inner[:-1], ", ")
        return call(function, arguments, indent, f"{target} = ")
    terms = _split(source, " + ")
    pad = " " * (indent + 4)
    body = "".join(f"{pad}{'+ ' if place else ''}{term}\n" for place, term in enumerate(terms))
    return f"{target} = (\n{body}{' ' * indent})"


def _split(source: str, separator: str) -> list[str]:
    """Split *source* at *separator* wherever it is in no brackets and in no text."""
    parts, depth, quote, start = [], 0, "", 0
    for place, char in enumerate(source):
        if quote:
            quote = "" if char == quote and source[place - 1] != "\\" else quote
        elif char in "\"'":
            quote = char
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif not depth and source.startswith(separator, place):
            parts.append(source[start:place])
            start = place + len(separator)
    return [*parts, source[start:]]


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
