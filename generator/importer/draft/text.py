"""The text of a spec: YAML that every reader understands alike, comments at its head."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from generator.yaml_text import Quoted, plain, spelt_key

WIDTH = 118
"""Characters of a line; what is longer is broken, as far as it can be."""

_QUOTED = frozenset({"as_of", "retrieved", "released"})
"""Keys whose values are days, which stand in quotation marks."""
_SPELT = re.compile(r"[A-Za-z_][A-Za-z0-9_ /()-]*[A-Za-z0-9_)]\.?")
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,100}")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def spec_text(schema: str, notes: Iterable[str], data: Mapping[str, Any]) -> str:
    """Spell *data* as a spec file whose editor schema is called *schema*, *notes* as comments."""
    lines = [f"# yaml-language-server: $schema=../../generated/schema/{schema}.schema.json"]
    lines += [f"# {visible(note)}".rstrip() for note in notes]
    lines += _mapping(data, 0)
    return "\n".join(lines) + "\n"


def visible(text: str) -> str:
    """Put *text* on one line, in characters that everybody sees."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def entry(key: str, value: Any, indent: int) -> str:
    """Spell one key with its value as the lines of a block, without the last line end."""
    return "\n".join(_pair(key, value, indent))


def _mapping(data: Mapping[str, Any], indent: int) -> Iterator[str]:
    for key, value in data.items():
        yield from _pair(key, value, indent)


def _pair(key: str, value: Any, indent: int) -> Iterator[str]:
    head = f"{' ' * indent}{_key(key)}:"
    shown = Quoted(value) if key in _QUOTED and isinstance(value, str) else value
    line = f"{head} {_flow(shown)}"
    if not _is_block(value) or (len(line) <= WIDTH and _is_small(key, value)):
        yield line
        return
    yield head
    if isinstance(value, Mapping):
        yield from _mapping(value, indent + 2)
    else:
        for item in value:
            yield from _item(item, indent + 2)


def _item(value: Any, indent: int) -> Iterator[str]:
    line = f"{' ' * indent}- {_flow(value)}"
    most = WIDTH - 20 if isinstance(value, Mapping) else WIDTH
    if not _is_block(value) or len(line) <= most:
        yield line
        return
    if isinstance(value, Mapping):
        lines = list(_mapping(value, indent + 2))
    else:
        lines = [each for item in value for each in _item(item, indent + 2)]
    yield f"{' ' * indent}- {lines[0].lstrip()}"
    yield from lines[1:]


def _is_block(value: Any) -> bool:
    return isinstance(value, (Mapping, list, tuple)) and bool(value)


def _is_small(key: str, value: Any) -> bool:
    """Tell whether a collection reads well on one line."""
    if key in {"parameters", "response", "operations", "documents", "facts", "model"}:
        return False
    return not isinstance(value, Mapping) or key != "properties" or len(value) < 2


def _key(key: str) -> str:
    return key if _KEY.fullmatch(key) and key.lower() not in _WORDS else spelt_key(key)


def _is_name(text: str) -> bool:
    """Tell whether *text* is a name such as text-to-video or inputs.video, which needs no marks."""
    return _KEY.fullmatch(text) is not None and text.lower() not in _WORDS


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(str(key))}: {_flow(item)}" for key, item in value.items())
        return f"{{{inner}}}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    if isinstance(value, str) and not isinstance(value, Quoted):
        if _is_name(value):
            return value
        if _SPELT.fullmatch(value) and value.lower() not in _WORDS:
            return value
    if isinstance(value, float):
        return plain(Decimal(repr(value)))
    return plain(value)
