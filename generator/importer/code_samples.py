"""Bodies of requests in samples of code: what a curl command sends."""

from __future__ import annotations

import shlex
from typing import Any

from generator.diagnostics import Rejected
from generator.importer.documents import Document
from generator.importer.structure import read_json

_SENDS = frozenset({"-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--json"})
LONGEST = 50_000
"""Characters of a sample that are looked at."""


def body_of_curl(command: str) -> Any:
    """Return the JSON body that a curl command sends, or nothing if it has none that can be read."""
    if len(command) > LONGEST:
        return None
    try:
        words = shlex.split(command.replace("\\\n", " "))
    except ValueError:
        return None
    if not words or words[0].rpartition("/")[2] != "curl":
        return None
    for index, word in enumerate(words):
        option, sign, attached = word.partition("=")
        if option in _SENDS:
            text = attached if sign else "".join(words[index + 1 : index + 2])
            try:
                return read_json(Document("sample", text, "")).value
            except Rejected:
                return None
    return None
