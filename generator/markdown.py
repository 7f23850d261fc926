"""Text of specs in Markdown."""

from __future__ import annotations


def cell(text: str) -> str:
    """Make *text* safe in a cell of a table: one line, no markup of its own."""
    plain = " ".join(text.split())
    for char, safe in (("\\", "\\\\"), ("|", "\\|"), ("<", "&lt;"), (">", "&gt;"), ("[", "\\[")):
        plain = plain.replace(char, safe)
    return plain
