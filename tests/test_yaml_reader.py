"""The YAML reader: what is read as what, on which line, and what no file can do to it."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.yaml_reader import MAX_BYTES, Document, read_yaml


def read(folder: Path, text: str | bytes) -> Document:
    """Read *text* as a file in *folder*."""
    path = folder / "a.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_yaml(path, "a.yaml")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6", 6),
        ("-1", -1),
        ("0.1", Decimal("0.1")),
        ("true", True),
        ("false", False),
        ("null", None),
        ("a cat", "a cat"),
        ("480p", "480p"),
        ("848x480", "848x480"),
        ("none", "none"),
        ("xai:grok-imagine@video", "xai:grok-imagine@video"),
        ('"16:9"', "16:9"),
        ("'no'", "no"),
        ('"1.10"', "1.10"),
        ('"2026-11-21"', "2026-11-21"),
        ('""', ""),
        ("[]", []),
        ("{}", {}),
        ("| \n  two\n  lines\n", "two\nlines\n"),
    ],
)
def test_a_scalar_is_read_as_it_looks(tmp_path: Path, text: str, value: Any) -> None:
    """What every reader of YAML understands alike is read so, and quoted text is text."""
    document = read(tmp_path, f"key: {text}\n")
    assert document.findings == []
    assert document.data == {"key": value}
    assert type(document.data["key"]) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        *("16:9", "9:16", "4:3", "1:30:00", "-1:30"),
        *("no", "No", "NO", "yes", "on", "Off", "y", "N"),
        *("1.10", "1.0", "1e3", "1E-3", ".5", "5.", "+1", "010", "0o17", "0x10", "0b1", "1_000"),
        *(".inf", "-.inf", ".nan", "123456789012345678901", "0.1234567890123456789"),
        *("2026-11-21", "2026-1-1", "2026-11-21T10:00:00Z", "2026-11-21 10:00:00"),
        *("~", "Null", "NULL", "True", "FALSE", ""),
    ],
)
def test_a_scalar_that_readers_understand_differently_is_refused(tmp_path: Path, text: str) -> None:
    """A YAML 1.1 reader would silently make something else of each of these."""
    document = read(tmp_path, f"first: 1\nkey: {text}\n")
    assert [(found.code, found.origin.line) for found in document.findings] == [
        ("yaml-surprise", 2)
    ]


@pytest.mark.parametrize("key", ["no", "1", "true", "null", "1.5", "2026-11-21", "~"])
def test_a_key_that_is_not_text_to_every_reader_is_refused(tmp_path: Path, key: str) -> None:
    """Keys have the same surprises as values; in quotation marks they have none."""
    assert [found.code for found in read(tmp_path, f"{key}: 1\n").findings] == ["yaml-surprise"]
    assert read(tmp_path, f'"{key}": 1\n').data == {key: 1}


def test_a_repeated_key_is_found_with_both_lines(tmp_path: Path) -> None:
    """The second would win silently; spelt with other quotation marks it is still the same."""
    document = read(tmp_path, "a: 1\nb: 2\n'a': 3\n")
    (found,) = document.findings
    assert (found.code, found.origin.line) == ("duplicate-key", 3)
    assert "line 1" in found.text


def test_each_place_knows_its_line(tmp_path: Path) -> None:
    """A key stands where it is written; what has no line is placed where its parent is."""
    document = read(tmp_path, "a:\n  - x\n  - {b: 1,\n     c: 2}\n")
    assert document.origin(("a",)).line == 1
    assert document.origin(("a", 1, "c")).line == 4
    assert document.origin(("a", 1, "missing", "deeper")).line == 3


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: !!python/object/apply:os.system [echo]\n", "yaml-tag"),
        ("a: !!str 1\n", "yaml-tag"),
        ("a: &x 1\n", "yaml-alias"),
        ("a: *x\n", "yaml-alias"),
        ("<<: {a: 1}\n", "yaml-merge"),
        ("? [a, b]\n: 1\n", "yaml-key"),
        ("? {a: 1}\n: {b: 2}\n", "yaml-key"),
        ("a: 1\n---\nb: 2\n", "many-documents"),
        ("a: [1\n", "yaml-syntax"),
        ("\ta: 1\n", "yaml-syntax"),
        ("a: 'x\n", "yaml-syntax"),
        ("a: \0\n", "yaml-syntax"),
        ("", "file-empty"),
        ("# a comment\n", "file-empty"),
    ],
)
def test_what_is_no_part_of_the_language_is_refused(tmp_path: Path, text: str, code: str) -> None:
    """Tags, anchors, aliases, merge keys, several documents and broken YAML are findings."""
    assert code in {found.code for found in read(tmp_path, text).findings}


def test_text_that_is_not_utf8_is_refused_with_its_line(tmp_path: Path) -> None:
    """The finding names the line of the first byte that is not UTF-8."""
    (found,) = read(tmp_path, b"a: 1\nb: \xfc\n").findings
    assert (found.code, found.origin.line) == ("not-utf-8", 2)


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    """Editors put it there unasked."""
    assert read(tmp_path, b"\xef\xbb\xbfa: 1\n").data == {"a": 1}


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """Its size alone is looked at."""
    (found,) = read(tmp_path, b"a: " + b"x" * MAX_BYTES).findings
    assert found.code == "file-too-large"


def test_a_missing_file_and_a_folder_are_findings(tmp_path: Path) -> None:
    """Whatever cannot be read is told, and no traceback."""
    for path in (tmp_path / "none.yaml", tmp_path):
        assert [found.code for found in read_yaml(path, "x").findings] == ["file-unreadable"]


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 100_000,
        "a: " + "[" * 5000 + "]" * 5000,
        "a: [" + "1, " * 200_000 + "]",
        "".join(f"{' ' * depth}a:\n" for depth in range(900)),
    ],
    ids=["open brackets", "closed brackets", "many values", "indented"],
)
def test_depth_and_number_of_values_are_bounded(tmp_path: Path, text: str) -> None:
    """Neither exhausts the stack nor takes long."""
    started = time.process_time()
    codes = {found.code for found in read(tmp_path, text).findings}
    assert "file-too-complex" in codes
    assert time.process_time() - started < 10


def test_a_bomb_of_aliases_does_not_go_off(tmp_path: Path) -> None:
    """Aliases are never followed, so nothing grows."""
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    document = read(tmp_path, "\n".join(lines))
    assert {found.code for found in document.findings} == {"yaml-alias"}
    assert document.data["a29"] == [None] * 9
