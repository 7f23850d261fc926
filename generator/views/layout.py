"""Break long statements over lines as black breaks them, so that the format stage changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from generator.python import WIDTH

_OPERATORS: tuple[tuple[str, ...], ...] = (
    (" if ", " else "),
    (" and ", " or "),
    (" not in ", " in ", " is not ", " is ", " == ", " != ", " <= ", " >= ", " < ", " > "),
    (" + ", " - "),
    (" * ", " // "),
)
"""Where an expression may be broken, the loosest operators first."""


def laid(head: str, source: str, tail: str, indent: int) -> list[str]:
    """Lay out *head*, the expression *source* and *tail* at *indent* columns, one text a line."""
    pad = " " * indent
    line = f"{pad}{head}{source}{tail}"
    if len(line) <= WIDTH or "\n" in line:
        return [line]
    pieces = _pieces(source)
    if len(pieces) == 1:
        return _at_bracket(head, source, tail, indent, -1)
    if len(pieces) == 2:
        at = _hanging(pieces, indent + len(head))
        if at is not None:
            return _at_bracket(head, source, tail, indent, at)
    return [f"{pad}{head}(", *_inside("", source, "", indent + 4), f"{pad}){tail}"]


def _hanging(pieces: list[str], used: int) -> int | None:
    """Return which brackets to break of an expression of two operands, if that reads well."""
    first, last = pieces
    whole = first.startswith("(") and brackets(first)[0][1] == len(first) - 1
    if last.endswith((")", "]", "}")):
        opening, closing = brackets(last)[-1]
        if closing > opening + 1 and used + len(first) + opening + 2 <= WIDTH:
            return -1
        if not whole and any(end > start + 1 for start, end in brackets(first)):
            return -1
    return 0 if whole else None


def _at_bracket(head: str, source: str, tail: str, indent: int, which: int) -> list[str]:
    """Break *source* inside its first (0) or last (-1) brackets, if it has any."""
    pad = " " * indent
    found = [(start, end) for start, end in brackets(source) if end > start + 1]
    if not found:
        return [f"{pad}{head}{source}{tail}"]
    if which and len(found) > 1 and indent + len(head) + found[-1][0] + 1 > WIDTH:
        which = -2 if indent + len(source) - found[-2][1] + len(tail) <= WIDTH else -1
    start, end = found[which]
    body = source[start + 1 : end]
    first = [f"{pad}{head}{source[: start + 1]}"]
    last = [f"{pad}{source[end:]}{tail}"]
    if len(first[0]) > WIDTH:
        first = _at_bracket(head, source[:start], source[start], indent, -1)
    if len(last[0]) > WIDTH:
        last = _at_bracket(source[end], source[end + 1 :], tail, indent, -1)
    called = start > 0 and (source[start - 1].isalnum() or source[start - 1] in "_)]")
    listed = split(body, ", ")
    if len(listed) == 1 or (called and indent + 4 + len(body) <= WIDTH):
        broken = _inside("", body, "", indent + 4)
    else:
        broken = [
            line for each in listed for line in _inside("", each.rstrip(","), ",", indent + 4)
        ]
    return [*first, *broken, *last]


def _inside(head: str, source: str, tail: str, indent: int) -> list[str]:
    """Lay out an expression that stands inside brackets: it is broken at its operators."""
    line = f"{' ' * indent}{head}{source}{tail}"
    if len(line) <= WIDTH:
        return [line]
    pieces = _pieces(source)
    if len(pieces) == 1:
        return _at_bracket(head, source, tail, indent, -1)
    lines = _inside(head, pieces[0], "", indent)
    for place, piece in enumerate(pieces[1:], 2):
        operator, _, operand = piece.partition(" ")
        end = tail if place == len(pieces) else ""
        lines += _inside(f"{operator} ", operand, end, indent)
    return lines


def _pieces(source: str) -> list[str]:
    """Split *source* at its loosest operators; all pieces but the first begin with theirs."""
    for operators in _OPERATORS:
        cuts = [place for place, _ in _outside(source) if _starts(source, place, operators)]
        if cuts:
            ends = [*cuts, len(source)]
            parts = [source[: cuts[0]]]
            return parts + [
                source[start + 1 : end] for start, end in zip(cuts, ends[1:], strict=True)
            ]
    return [source]


def _starts(source: str, place: int, operators: tuple[str, ...]) -> bool:
    if not source.startswith(operators, place):
        return False
    return not (source.startswith(" in ", place) and source[:place].endswith(" not"))


def split(source: str, separator: str) -> list[str]:
    """Split *source* at *separator* wherever it is in no brackets and in no text."""
    parts, start = [], 0
    for place, _ in _outside(source):
        if place >= start and source.startswith(separator, place):
            parts.append(source[start:place])
            start = place + len(separator)
    return [*parts, source[start:]]


def _outside(source: str) -> Iterator[tuple[int, str]]:
    """List the characters of *source* that are in no brackets and in no text."""
    depth, quote, escaped = 0, "", False
    for place, char in enumerate(source):
        if quote:
            ends = char == quote and not escaped
            escaped = char == "\\" and not escaped
            quote = "" if ends else quote
        elif char in "\"'":
            quote, escaped = char, False
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif not depth:
            yield place, char


def brackets(source: str) -> list[tuple[int, int]]:
    """List where brackets open and close that stand in no others."""
    outside = {place for place, _ in _outside(source)}
    found, start, depth, quote, escaped = [], 0, 0, "", False
    for place, char in enumerate(source):
        if place in outside:
            continue
        if quote:
            ends = char == quote and not escaped
            escaped = char == "\\" and not escaped
            quote = "" if ends else quote
        elif char in "\"'":
            quote, escaped = char, False
        elif char in "([{":
            start, depth = (place if not depth else start), depth + 1
        elif char in ")]}":
            depth -= 1
            if not depth:
                found.append((start, place))
    return found
