"""Formatting by pieces gives what black gives: for emitted modules, and for spoilt ones."""

from __future__ import annotations

from functools import cache

import pytest
from black.parsing import InvalidInput
from emitted import kinds
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import providers

from generator.emit import provider_tree
from generator.format import Formatter, format_one
from generator.pieces import pieces

SPOILT = (
    "\n",
    "\n\n",
    "\n\n\n",
    "    ",
    "x = 1\n",
    "    import os\n",
    "# note\n",
    '    """Text."""\n',
)
"""What is put between the lines of a module."""


@cache
def modules() -> dict[str, str]:
    """Return the emitted modules of two providers that are not too long."""
    trees = (provider_tree(kinds()), provider_tree(providers()["cloudflare"]))
    found = {path: text for tree in trees for path, text in tree.items() if path.endswith(".py")}
    return {path: f"{text.rstrip()}\n" for path, text in found.items() if len(text) < 12_000}


def by_pieces(source: str) -> str | None:
    try:
        return Formatter().format(source)
    except InvalidInput:
        return None


def whole(source: str) -> str | None:
    try:
        return format_one(source)
    except InvalidInput:
        return None


def test_emitted_modules_are_cut() -> None:
    """Each function and each constant is a piece; what is whole is short."""
    uncut = [path for path, text in modules().items() if not pieces(text) and "import" in text]
    assert uncut == []
    longest = max(len(piece) for text in modules().values() for piece in pieces(text))
    assert longest < 6_000


def test_pieces_hold_the_whole_text() -> None:
    for text in modules().values():
        cut = pieces(text)
        assert "".join("".join(cut).split()) == ("".join(text.split()) if cut else "")


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_a_spoilt_module_is_formatted_as_black_does(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(modules())))
    lines = modules()[path].splitlines(keepends=True)
    for _ in range(data.draw(st.integers(0, 3))):
        row = data.draw(st.integers(0, len(lines) - 1))
        how = data.draw(st.sampled_from((*SPOILT, "drop", "twice", "wide")))
        if how == "drop":
            lines[row] = ""
        elif how == "twice":
            lines[row] *= 2
        elif how == "wide":
            lines[row] = lines[row].replace(" = ", "  = ").replace(", ", ",")
        else:
            lines[row] = how + lines[row]
    source = "".join(lines)
    assert by_pieces(source) == whole(source)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "\n",
        "x=1",
        "from a import b\n\n\nX = 1\n\n\ndef f() -> None:\n    pass\n",
        "from a import b\nX = 1\n\n\ndef f() -> None:\n    pass\n",
        'import a\n\n\ndef f() -> None:\n    """Text."""\n    x = """\n    y = 1\n    """\n',
        'import a\n\n\ndef f() -> None:\n    """Text."""\n    x = (1,\n    2)\n',
        'import a\n\n\ndef f() -> None:\n    """Text."""\n    if x:\n        y\n    else:\n        z\n',
        'import a\n\n\ndef f() -> None:\n    """Text."""\n    x = 1\n\n    y = 2\n',
        'import a\n\n\ndef f() -> None:\n    """Text."""\n    ...\n',
        'import a\n\n\ndef f() -> None:\n    """Text."""\n    def g(): pass\n    g()\n',
        "import a\n\n\nclass A:\n    x = 1\n    y = 2\n\n\n@a\ndef f(): return (1)\n",
    ],
)
def test_odd_modules(source: str) -> None:
    formatter = Formatter()
    assert formatter.format(source) == format_one(source or "\n")
    assert formatter.format(source) == format_one(source or "\n")
