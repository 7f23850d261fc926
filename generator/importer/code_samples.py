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
    body = _body_in_words(command)
    return _between_braces(command) if body is None else body


def _body_in_words(command: str) -> Any:
    """Return the body as a shell would see it."""
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
            return _value(text)
    return None


def _between_braces(command: str) -> Any:
    """Return what stands between the braces behind the option, where an apostrophe breaks the quotes."""
    places = [at for option in _SENDS if (at := command.find(f" {option} ")) >= 0]
    start = command.find("{", min(places)) if places else -1
    end = command.rfind("}")
    if start < 0 or end < start:
        return None
    text = command[start : end + 1]
    found = _value(text)
    return _value(text.replace("\\'", "'").replace("'\\''", "'")) if found is None else found


def _value(text: str) -> Any:
    try:
        return read_json(Document("sample", text, "")).value
    except Rejected:
        return None
