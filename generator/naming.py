"""How names of specs become names of Python, decided in one place."""

from __future__ import annotations

import keyword
import re

_WORD = re.compile(r"[A-Za-z0-9]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")

ESTIMATOR_WORDS = frozenset(
    {
        *(
            "params",
            "said",
            "found",
            "assumed",
            "missing",
            "low",
            "high",
            "items",
            "doubts",
            "min",
            "max",
        ),
        *("int", "str", "list", "dict", "len", "sorted", "type", "members", "equals", "agree"),
        *("assume", "how_many", "how_long", "look_up", "look_up_exactly", "one_of", "quantity"),
        *("rated", "supplied", "whole", "spelt", "plus", "minus", "times", "least", "capped"),
        *("most", "unstated", "divide_up", "divide_down", "divide_half_up", "divide_half_even"),
        *(
            "half_even",
            "options",
            "either",
            "lesser",
            "greater",
            "open_greater",
            "surely",
            "possibly",
            "stretches",
            "open_stretches",
            "merged",
        ),
        *("combined", "told", "bills", "as_of", "place", *(f"each_{place}" for place in range(8))),
    }
)
"""Names that emitted estimators use for themselves."""

RESERVED_PROVIDERS = frozenset({"_runtime", "schema", "tests", "runtime"})
"""Folders of the output that no provider may be called."""


def words(name: str) -> list[str]:
    """Split *name* at punctuation and humps: frameImages-1.5 is frame, Images, 1, 5."""
    return [word for part in _WORD.findall(name) for word in _HUMP.split(part) if word]


def module_name(name: str) -> str:
    """Spell *name* as a module, function or variable: grok_imagine_video_1_5_preview."""
    spelt = "_".join(word.lower() for word in words(name)) or "_"
    if spelt[0].isdigit() or keyword.iskeyword(spelt) or keyword.issoftkeyword(spelt):
        spelt = f"{spelt}_" if not spelt[0].isdigit() else f"n{spelt}"
    return spelt


def class_name(*names: str) -> str:
    """Spell *names* as one class: ("text-to-video", "Params") is TextToVideoParams.

    Digits that would run together keep an underscore between them.
    """
    spelt = ""
    for word in (word for name in names for word in words(name)):
        joint = "_" if spelt and spelt[-1].isdigit() and word[0].isdigit() else ""
        spelt += joint + word[0].upper() + word[1:]
    return f"N{spelt}" if not spelt or spelt[0].isdigit() else spelt


def constant_name(*names: str) -> str:
    """Spell *names* as a private module constant: _TEXT_TO_VIDEO_KEYS."""
    return "_" + "_".join(word.upper() for name in names for word in words(name))


def is_plain_name(name: str) -> bool:
    """Tell whether *name* can stand in Python as it is: a keyword argument, a field."""
    private = name.startswith("__") or name in {"self", "cls"}
    return name.isidentifier() and not keyword.iskeyword(name) and not private
