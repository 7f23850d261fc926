"""Spell JSON values as YAML on one line, so that every reader of YAML understands them alike."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

_BARE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,80}")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


class Quoted(str):
    """Text that is always written in quotation marks: a day, a hash of digits alone."""

    __slots__ = ()


def flow(value: Any) -> str:
    """Spell *value* on one line, as it may stand inside brackets."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{spelt_key(str(k))}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(flow(each) for each in value) + "]"
    return plain(value)


def plain(value: Any) -> str:
    """Spell a scalar so that every YAML reader understands it alike."""
    if isinstance(value, (dict, list, tuple)):
        return flow(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (Decimal, float)):
        exact = Decimal(str(value))
        whole = exact == exact.to_integral_value()
        return str(int(exact)) if whole else f"{exact.normalize():f}"
    text = str(value)
    if isinstance(value, Quoted):
        return quoted(text)
    if _BARE.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return quoted(text)


def spelt_key(key: str) -> str:
    """Spell the key of a mapping."""
    return plain(key)


def quoted(text: str) -> str:
    """Spell *text* between quotation marks; what nobody sees is escaped."""
    return '"' + "".join(map(_char, text)) + '"'


def _char(char: str) -> str:
    if char in {'"', "\\"}:
        return f"\\{char}"
    if char.isprintable():
        return char
    code = ord(char)
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"  # half a character cannot be written at all
    return (
        f"\\x{code:02X}"
        if code < 0x100
        else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
    )
