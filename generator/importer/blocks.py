"""The blocks of a Markdown page: headings, paragraphs, list items, tables, code, each with its line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Kind = Literal["heading", "text", "item", "code", "table", "html", "quote", "rule"]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a page; its text still holds the marks of the line, for `inline.spans`."""

    kind: Kind
    text: str
    line: int
    """Its first line, counted from 1."""
    level: int = 0
    """Of a heading 1 to 6, of an item how deep it stands in lists."""
    info: str = ""
    """Of code: what stands behind the opening fence."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Of a table: its rows, the head first."""


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    parser.disable(["reference", "inline"])
    return parser


def blocks(text: str, line: int = 1) -> list[Block]:
    """Cut *text*, which begins on *line* of a document, into blocks, nested ones in order."""
    found: list[Block] = []
    tokens = _parser().parse(text)
    lists = quotes = 0
    index = 0
    fresh = False
    while index < len(tokens):
        token = tokens[index]
        here = line + (token.map[0] if token.map else 0)
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                lists += 1
            case "bullet_list_close" | "ordered_list_close":
                lists -= 1
            case "blockquote_open":
                quotes += 1
            case "blockquote_close":
                quotes -= 1
            case "list_item_open":
                fresh = True
            case "heading_open":
                found.append(_heading(tokens[index + 1], here, token))
                index += 1
            case "inline":
                kind: Kind = "item" if fresh else "quote" if quotes else "text"
                found.append(Block(kind, token.content, here, lists))
                fresh = False
            case "fence" | "code_block":
                found.append(Block("code", token.content, here, lists, token.info.strip()))
            case "html_block":
                found.append(Block("html", token.content, here, lists))
            case "hr":
                found.append(Block("rule", "", here))
            case "table_open":
                end = _end_of_table(tokens, index)
                found.append(_table(tokens[index:end], here))
                index = end
        index += 1
    return found


def _heading(inline: Token, line: int, token: Token) -> Block:
    return Block("heading", inline.content.strip(), line, int(token.tag[1:]))


def _end_of_table(tokens: list[Token], start: int) -> int:
    for index in range(start, len(tokens)):
        if tokens[index].type == "table_close":
            return index
    return len(tokens) - 1


def _table(tokens: list[Token], line: int) -> Block:
    """Collect the cells of a table, row by row."""
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            rows[-1].append(token.content.strip())
    return Block("table", "", line, rows=tuple(tuple(row) for row in rows))
