"""JSON and YAML documents become plain values with their lines, or are refused with a place."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Rejected
from generator.importer.documents import MAX_DEPTH, MAX_LINE, document_from
from generator.importer.structure import Structure, require_structure


def structure(text: str) -> Structure:
    return require_structure(document_from(text.encode("utf-8", "surrogatepass"), "page"))


def refusal(text: str | bytes) -> str:
    raw = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(Rejected) as caught:
        require_structure(document_from(raw, "page"))
    return str(caught.value).splitlines()[0]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


@given(VALUES, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_json_comes_back_as_it_was(value: Any, indent: int | str | None, escaped: bool) -> None:
    whole = {"it": value}
    assert structure(json.dumps(whole, indent=indent, ensure_ascii=escaped)).value == whole


@given(st.decimals(-(10**9), 10**9, places=6))
def test_decimals_are_exact(number: Decimal) -> None:
    read = structure(f'{{"it": {number:f}}}').value["it"]
    assert read == number
    assert not isinstance(read, float)


def test_every_value_knows_its_line() -> None:
    read = structure('{\n "a": [\n  1,\n  {"b": 2}\n ],\n "c": null\n}')
    assert read.line(("a",)) == 2
    assert read.line(("a", 1, "b")) == 4
    assert read.line(("c",)) == 6
    assert read.line(("a", 7, "not there")) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": 1,}', "page:1: json-syntax"),
        ('{"a": 1\n "b": 2}', "page:2: json-syntax: ',' is expected"),
        ('{"a": tru}', "page:1: json-syntax"),
        ('{"a": NaN}', "page:1: json-syntax: NaN is no JSON"),
        ('{"a": "x', "page:1: json-syntax"),
        ("{a: 1}", "page:1: json-syntax: a key in quotes is expected"),
        ("[1, 2", "page:1: json-syntax"),
        ("{}\n{}", "page:2: json-syntax: something stands behind the end"),
        ("[" * 70 + "]" * 70, "page:1: document-too-deep"),
        ('{"a": "' + "x" * MAX_LINE + '"}', "page:1: line-too-long"),
        (b'{"a": 1}' + b" " * 5_000_000, "page:1: document-too-large"),
        (b'{\n"a": "\xff"}', "page:2: not-utf-8"),
        ("  \n ", "page:1: document-empty"),
        ("openapi: [1", "page:1: yaml-syntax"),
        ("openapi: &a [*a]", "page:1: yaml-alias: a structure contains itself"),
        ("openapi: *nobody", "page:1: yaml-"),
        ("openapi: 1\n? [a]\n: b", "page:2: yaml-key"),
        ("openapi: 3\n---\nopenapi: 3", "page:1: no-structure"),
        ("just prose", "page:1: no-structure"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text: str | bytes, said: str) -> None:
    assert refusal(text).startswith(said)


def test_a_small_file_that_grows_by_repeats_is_refused() -> None:
    rows = [f"a{row}: &a{row} [{', '.join([f'*a{row - 1}'] * 9)}]" for row in range(1, 9)]
    text = "\n".join(["openapi: 1", f"a0: &a0 [{', '.join('x' * 9)}]", *rows])
    assert "document-too-complex" in refusal(text)


def test_the_deepest_structure_that_is_read() -> None:
    assert structure("[" * MAX_DEPTH + "]" * MAX_DEPTH).lines


def test_oddities_are_kept() -> None:
    read = structure('{"a": 1, "a": 2, "b": 1e999, "c": "\\ud800", "d": ' + "9" * 40 + "}")
    assert read.value["a"] == 2
    assert read.value["b"] == "1e999"
    assert read.value["c"] == "?"
    assert read.value["d"] == "9" * 40
    assert [oddity.text for oddity in read.oddities] == ["a", "1e999", "?", "9" * 40]


def test_yaml_means_what_its_newest_version_says() -> None:
    text = (
        "openapi: '3.1.0'\nsexagesimal: 16:9\nno: no\nday: 2026-01-02\nhalf: .5\nbig: 1e3\nnothing:\n"
        "quoted: '1'\nflag: true\n200: code\nbase: &b {x: 1, y: 2}\nmore:\n  <<: *b\n  y: 3\nagain: *b\n"
    )
    read = structure(text).value
    assert read["sexagesimal"] == "16:9"
    assert read["no"] == "no"
    assert read["day"] == "2026-01-02"
    assert read["half"] == Decimal("0.5")
    assert read["big"] == 1000
    assert read["nothing"] is None
    assert read["quoted"] == "1"
    assert read["flag"] is True
    assert read["200"] == "code"
    assert read["more"] == {"x": 1, "y": 3}
    assert read["again"] == {"x": 1, "y": 2}


def test_tags_of_yaml_make_nothing() -> None:
    read = structure("openapi: !!python/object/apply:os.getcwd []\nother: !!binary aGk=\n")
    assert read.value == {"openapi": [], "other": "aGk="}
