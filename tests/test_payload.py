"""Payloads are read strictly, and what is refused is named with its place."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from generator.diagnostics import CannotRun
from generator.payload import parse, read_payload, with_values


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (b'{"a": 6.0}', {"a": 6.0}),
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
        (b"null", None),
        (b'"\\ud800"', "\ud800"),
        (b'[{"a": 1}, {"a": 2}]', [{"a": 1}, {"a": 2}]),
        (b'{"a": {"a": {"a": 1}}}', {"a": {"a": {"a": 1}}}),
        (b'{"a": "a", "b": "b:"}', {"a": "a", "b": "b:"}),
        (b"[" * 100 + b"]" * 100, None),
    ],
)
def test_json_is_read(raw: bytes, value: Any) -> None:
    found = parse(raw, "x.json")
    assert value is None or found == value


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "x.json: empty, so no JSON"),
        (b"{\n  a: 1}", "x.json:2:3: no JSON: expecting property name"),
        (b"{} {}", "x.json:1:4: no JSON: extra data"),
        (b'{"a": 1,\n "a": 2}', 'x.json:2:2: the key "a" stands twice in one object'),
        (b'{"a": 1, "\\u0061": 2}', 'x.json:1:10: the key "a" stands twice in one object'),
        (b'{"b": [1, {"a": 1, "a": 1}]}', 'x.json:1:20: the key "a" stands twice in one object'),
        (b'{"a": NaN}', "x.json:1:7: NaN is no JSON"),
        (b'{"NaN": -Infinity}', "x.json:1:9: -Infinity is no JSON"),
        (b'{"a": 1e400}', "x.json:1:7: 1e400 is too large for a number"),
        (b"[" + b"1" * 5000 + b"]", "x.json:1:2: a number of 5000 characters"),
        (b"[" * 101 + b"]" * 101, "x.json: nested more than 100 deep"),
        (b"[" * 200_000, "x.json: nested more than 100 deep"),
        (b'{"a": "\xff"}', "x.json:1:8: not UTF-8 text"),
        (b"\xff\xfe{\x00}\x00", "x.json:1:1: not UTF-8 text"),
        (b" " * 10_000_001, "x.json: more than 10000000 bytes"),
    ],
)
def test_what_is_refused_is_named_with_its_place(raw: bytes, message: str) -> None:
    with pytest.raises(CannotRun) as caught:
        parse(raw, "x.json")
    assert str(caught.value).startswith(message)


def test_files_and_streams_are_read(tmp_path: Path) -> None:
    file = tmp_path / "payload.json"
    file.write_text('{"a": 1}', encoding="utf-8")
    assert read_payload(str(file), io.BytesIO()) == {"a": 1}
    assert read_payload("-", io.BytesIO(b'{"a": 2}')) == {"a": 2}
    for path in (tmp_path, tmp_path / "missing.json", Path("nul\0byte")):
        with pytest.raises(CannotRun, match="cannot be read"):
            read_payload(str(path), io.BytesIO())


@pytest.mark.parametrize(
    ("settings", "value"),
    [
        (["duration=6"], {"a": [1], "duration": 6}),
        (["duration=6 s"], {"a": [1], "duration": "6 s"}),
        (["prompt=a=b"], {"a": [1], "prompt": "a=b"}),
        (["prompt="], {"a": [1], "prompt": ""}),
        (['prompt="6"'], {"a": [1], "prompt": "6"}),
        (["x=NaN"], {"a": [1], "x": "NaN"}),
        (["b.c.d=true", "b.e=null"], {"a": [1], "b": {"c": {"d": True}, "e": None}}),
        (["a.0=2", "a.1=3"], {"a": [2, 3]}),
        (["b.0.c=2"], {"a": [1], "b": [{"c": 2}]}),
    ],
)
def test_values_are_set(settings: list[str], value: Any) -> None:
    given: dict[str, Any] = {"a": [1]}
    assert with_values(given, settings) == value
    assert given == {"a": [1]}


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("duration", "write it as name=value"),
        ("=6", "write it as name=value"),
        ("a..b=6", "write it as name=value"),
        ("a.2=6", "no place in a list of 1"),
        ("a.-1=6", "no place in a list of 1"),
        ("a.x=6", "no place in a list of 1"),
        ("a.0.b=6", "cannot be put"),
        ('b={"c": 1, "c": 2}', "stands twice"),
        ("b=1e400", "too large"),
    ],
)
def test_settings_that_make_no_sense_are_refused(setting: str, message: str) -> None:
    with pytest.raises(CannotRun, match=message):
        with_values({"a": [1]}, [setting])
    with pytest.raises(CannotRun, match="no object"):
        with_values([], ["a=1"])
