"""Texts that try to break out of whatever they stand in, and ways to damage a document."""

from __future__ import annotations

import json
import random
from typing import Any

CANARY = "PWNED"
"""A file that an attack makes if any of it is ever executed."""

ATTACKS = (
    f'"""\nopen("{CANARY}", "w").close()\n"""',
    f"'''\nopen('{CANARY}', 'w').close()\n'''",
    f'\\"""; open("{CANARY}", "w").close() #',
    f'" + str(open("{CANARY}", "w")) + "',
    f"__import__('os').system('touch {CANARY}')",
    f'>>> open("{CANARY}", "w").close()',
    f'{{{{ cycler.__init__.__globals__.os.popen("touch {CANARY}") }}}}{{% raw %}}',
    f"!!python/object/apply:os.system ['touch {CANARY}']",
    f"&a [*a, *a] # !<tag:yaml.org,2002:python/name:os.system> {CANARY}",
    f"${{touch {CANARY}}} $(touch {CANARY}) `touch {CANARY}`; touch {CANARY}",
    "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1))",
    "../../../../PWNED",
    "/etc/passwd",
    "C:\\PWNED",
    "ends with a backslash\\",
    "null",
    "~",
    "1_000",
    "0x1F",
    "12:30:45",
    "2026-11-21",
    "1e400",
    "NaN",
    "-Infinity",
    "%s {0.__class__} {params}",
    "\u202etxt.exe\u202c \u200b\u00a0\ufeff",
    "\x00\x07\x1b[31m",
    "\ud83d\ude00 \U0001f600 \u00e9\u0301",
    "(a+)+$",
    "^(?P<x>[",
    "x" * 5_000,
    "class",
    "__class__",
    "__init__",
    "model_config",
    "self",
    "def",
    "None",
    "[]",
    "|0",
    "$ref",
    "",
    " ",
    "a.b",
    "a/b~1",
    "-",
    ":",
    "'",
    '"',
    "\n",
)
"""What is put in the place of names, values, prose and numbers."""


ODD: tuple[Any, ...] = (
    *(None, True, 0, -1, 1, 0.1, 10**30, -(10**18), 1e300, [], {}, [[]], [None], "string", "array"),
    *(["string", "null"], {"type": "object"}, {"type": "string", "enum": []}, {"$ref": "#"}),
    {"anyOf": [{"type": "string"}, {"type": "string", "enum": ["a"]}, {"type": "integer"}]},
    {"type": "array", "items": {"type": "array", "items": {"type": "object"}}},
)
"""JSON values that are put where others are expected."""


def damaged(text: str, dice: random.Random) -> str:
    """Return *text* with some of it replaced, repeated or lost; JSON mostly stays JSON."""
    if text.lstrip()[:1] in "{[" and dice.random() < 0.85:
        try:
            value = json.loads(text)
        except ValueError:
            value = None
        if value is not None:
            for _ in range(dice.randint(1, 6)):
                value = _changed(value, dice)
            return json.dumps(value)[:400_000]
    for _ in range(dice.randint(1, 6)):
        text = dice.choice((_replaced, _replaced, _replaced, _repeated, _lost, _moved))(text, dice)
    return text[:400_000]


def _changed(value: Any, dice: random.Random) -> Any:
    """Return a JSON value with one name or one value in it replaced."""
    if isinstance(value, dict) and value and dice.random() < 0.93:
        key = dice.choice(list(value))
        if dice.random() < 0.12:
            new = dice.choice(ATTACKS)
            return {(new if name == key else name): inner for name, inner in value.items()}
        return {**value, key: _changed(value[key], dice)}
    if isinstance(value, list) and value and dice.random() < 0.93:
        place = dice.randrange(len(value))
        return [*value[:place], _changed(value[place], dice), *value[place + 1 :]]
    return dice.choice((dice.choice(ATTACKS), *ODD))


def _replaced(text: str, dice: random.Random) -> str:
    """Put an attack in the place of a word, or of what stands between two quotation marks."""
    attack = dice.choice(ATTACKS)
    if dice.random() < 0.7:
        attack = attack.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    start = dice.randrange(len(text) + 1)
    for mark in ('"', "`", " ", "\n"):
        left = text.find(mark, start)
        right = text.find(mark, left + 1) if left >= 0 else -1
        if 0 <= left < right <= left + 200 and dice.random() < 0.6:
            return text[: left + 1] + attack + text[right:]
    return text[:start] + attack + text[start:]


def _lines(text: str, dice: random.Random) -> tuple[list[str], int, int]:
    lines = text.split("\n")
    start = dice.randrange(len(lines))
    return lines, start, min(len(lines), start + dice.randint(1, 4))


def _repeated(text: str, dice: random.Random) -> str:
    lines, start, end = _lines(text, dice)
    return "\n".join(lines[:end] + lines[start:end] * dice.choice((1, 2, 30)) + lines[end:])


def _lost(text: str, dice: random.Random) -> str:
    lines, start, end = _lines(text, dice)
    return "\n".join(lines[:start] + lines[end:])


def _moved(text: str, dice: random.Random) -> str:
    lines, start, end = _lines(text, dice)
    rest = lines[:start] + lines[end:]
    place = dice.randrange(len(rest) + 1)
    return "\n".join(rest[:place] + lines[start:end] + rest[place:])
