"""Format emitted Python with black. What black left alone once is not shown to it again."""

from __future__ import annotations

import hashlib

from generator.pieces import module_of, pieces
from generator.python import WIDTH


class Formatter:
    """Formats modules, and keeps in mind which pieces of them black leaves alone."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._known: set[bytes] = set()

    def format(self, source: str) -> str:
        """Return *source* as black writes it."""
        source = source if source.endswith("\n") else f"{source}\n"
        cut = {hashlib.sha256(piece.encode()).digest(): piece for piece in pieces(source)}
        new = [piece for digest, piece in cut.items() if digest not in self._known]
        if not cut or (new and not _is_left_alone(module_of(new))):
            return format_one(source)
        self._known.update(cut)
        return source


def _is_left_alone(source: str) -> bool:
    """Tell whether black leaves *source* alone; what cannot be parsed was cut in a wrong place."""
    from black.parsing import InvalidInput

    try:
        return format_one(source) == source
    except InvalidInput:
        return False


def format_one(source: str) -> str:
    """Return *source* as black writes it."""
    from black import Mode, format_file_contents
    from black.mode import TargetVersion
    from black.report import NothingChanged

    mode = Mode(line_length=WIDTH, target_versions={TargetVersion.PY311})
    try:
        return format_file_contents(source, fast=True, mode=mode)
    except NothingChanged:
        return source
