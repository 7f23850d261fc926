# Copied by `specloom generate` from generator/runtime/formats.py.
"""Forms of text that are checked, each also spelt as a pattern for JSON Schema engines.

The functions and the patterns accept the same texts; a property test compares them.
"""

from __future__ import annotations

UUID4_PATTERN = (
    "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-4[0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}$(?!\\n)"
)
"""RFC 9562, version 4 and its variant. The look-ahead keeps Python's `$` from passing a line end."""

URI_PATTERN = (
    "^[A-Za-z][A-Za-z0-9+.-]*:"
    "(?:[A-Za-z0-9._~:/?#\\[\\]@!\\$&'()*+,;=-]|%[0-9A-Fa-f]{2})+$(?!\\n)"
)
"""RFC 3986: a scheme, and nothing that would have to be percent-encoded."""

_HEX = frozenset("0123456789abcdefABCDEF")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_SCHEME = _LETTERS | frozenset("0123456789+.-")
_URI = _LETTERS | frozenset("0123456789._~:/?#[]@!$&'()*+,;=-%")


def is_uuid4(text: str) -> bool:
    """Tell whether *text* is a UUID of version 4."""
    if len(text) != 36 or text[8:24:5] != "----" or text[14] != "4" or text[19] not in "89ABab":
        return False
    try:
        return len(bytes.fromhex(text.replace("-", ""))) == 16
    except ValueError:
        return False


def is_uri(text: str) -> bool:
    """Tell whether *text* is a URI with a scheme, spelt in the characters of RFC 3986."""
    scheme, _, rest = text.partition(":")
    if not rest or not scheme or scheme[0] not in _LETTERS or not _SCHEME.issuperset(scheme):
        return False
    if not _URI.issuperset(rest):
        return False
    codes = rest.split("%")[1:]
    return all(len(code) >= 2 and _HEX.issuperset(code[:2]) for code in codes)


def python_pattern(pattern: str) -> str:
    """Spell a pattern of JSON Schema (ECMA 262) for Python.

    There, `$` is the very end, and digits and word characters are those of ASCII.
    """
    spelt, escaped, inside = "", False, False
    for char in pattern:
        spelt += "\\Z" if char == "$" and not escaped and not inside else char
        if not escaped:
            inside = char == "[" or (inside and char != "]")
        escaped = char == "\\" and not escaped
    return f"(?a){spelt}"
