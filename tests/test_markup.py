"""Markdown, tags and literal values: the parts that readers of pages are built from."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importer.blocks import blocks
from generator.importer.inline import codes, plain, spans
from generator.importer.kinds import Kind, read_kind
from generator.importer.literals import NoLiteral, bodies, read_whole
from generator.importer.tags import Passage, Tag, pieces, untagged


def test_blocks_know_their_lines_and_nesting() -> None:
    text = (
        "# A\n\ntext\n\n- one\n  - two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```json x\n{}\n```\n"
    )
    found = [(block.kind, block.line, block.level, block.text) for block in blocks(text, 10)]
    assert found == [
        ("heading", 10, 1, "A"),
        ("text", 12, 0, "text"),
        ("item", 14, 1, "one"),
        ("item", 15, 2, "two"),
        ("table", 17, 0, ""),
        ("code", 21, 0, "{}\n"),
    ]
    assert blocks(text)[4].rows == (("a", "b"), ("1", "2"))
    assert blocks(text)[5].info == "json x"


def test_lines_fall_into_code_links_and_text() -> None:
    found = [
        (span.kind, span.text, span.target) for span in spans(r"**a** `b\_c` [d](e) \[f] __g__")
    ]
    assert found == [
        ("text", "a ", ""),
        ("code", r"b\_c", ""),
        ("text", " ", ""),
        ("link", "d", "e"),
        ("text", " [f] g", ""),
    ]


def test_a_mark_that_is_never_closed_is_text() -> None:
    assert plain("a `b") == "a `b"
    assert codes("`` a ` b `` and `c`") == ["a ` b", "c"]
    assert plain("[a](b") == "[a](b"


def tags(text: str) -> list[tuple[str, str, dict[str, Any]]]:
    return [(one.kind, one.name, one.attributes) for one in pieces(text) if isinstance(one, Tag)]


def test_tags_of_three_kinds_are_read() -> None:
    assert tags('<Param body="a" type="list<string>" required />') == [
        ("alone", "Param", {"body": "a", "type": "list<string>", "required": None})
    ]
    assert tags("<Tab title='x' style={{a: 1}}>\ntext\n</Tab>") == [
        ("open", "Tab", {"title": "x", "style": "{a: 1}"}),
        ("close", "Tab", {}),
    ]
    assert tags('{% hint style="info" %}a{% endhint %}') == [
        ("open", "hint", {"style": "info"}),
        ("close", "hint", {}),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "`<Tab>`",
        "```\n<Tab>\n```",
        "a < b > c",
        "<YOUR_KEY>",
        "<Tab title=",
        '<Tab title="x',
        "<<Tab",
        "<!-- <x> -->",
        "{% ",
    ],
)
def test_what_only_looks_like_a_tag_is_text(text: str) -> None:
    assert [one for one in tags(text) if one[1] == "Tab"] in ([], tags("<Tab>")[:0])
    assert all(isinstance(one, Passage) for one in pieces(text)) or "<x>" in text


def test_passages_move_to_the_left_and_keep_their_lines() -> None:
    found = pieces("<Tab>\n    a\n\n    ```\n      b\n    ```\n</Tab>\nc")
    texts = [(one.text, one.line, one.depth) for one in found if isinstance(one, Passage)]
    assert texts == [("\na\n\n```\n  b\n```\n", 1, 1), ("\nc", 7, 0)]


def test_depth_survives_tags_that_are_never_closed() -> None:
    depths = [
        (one.name, one.depth) for one in pieces("<A1b><B1b></A1b><C1b>") if isinstance(one, Tag)
    ]
    assert depths == [("A1b", 0), ("B1b", 1), ("A1b", 0), ("C1b", 0)]


def test_html_inside_a_sentence_falls_away() -> None:
    assert untagged("a <strong>b</strong><br><code>c</code> &amp; d") == "a b\n`c` & d"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    )
)
def test_json_is_read_as_json_readers_do(value: Any) -> None:
    assert read_whole(json.dumps(value)) == value
    assert read_whole(json.dumps(value, ensure_ascii=False, indent=1)) == value


def test_literals_of_javascript_and_python_are_read() -> None:
    text = "{ a: 'it\\'s', \"b\": [1, 2.50, -3], c: None, d: True, // note\n e: `x`, }"
    assert read_whole(text) == {
        "a": "it's",
        "b": [1, Decimal("2.50"), -3],
        "c": None,
        "d": True,
        "e": "x",
    }


@pytest.mark.parametrize(
    "text",
    [
        *("{a: b}", "{a: f()}", "`${a}`", "{a: 1, a: 2}", "[1", "{", "'a", "1 + 1", "", "{1: 2}"),
        "[" * 100 + "]" * 100,
    ],
)
def test_what_is_no_literal_is_refused(text: str) -> None:
    with pytest.raises(NoLiteral):
        read_whole(text)


@pytest.mark.parametrize(
    "code",
    [
        "curl -X POST https://x --data '{\"a\": \"it'\\''s\"}'",
        'requests.post(url, json={"a": "it\'s"})',
        'fal.subscribe("x", { input: { a: "it\'s" } })',
        'const data = JSON.stringify({ a: "it\'s" });',
        'data = {\n    "a": "it\'s",  # quoted\n}',
    ],
)
def test_bodies_are_found_in_samples_of_code(code: str) -> None:
    assert list(bodies(code)) == [{"a": "it's"}]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("string", Kind(("string",))),
        ("float", Kind(("number",))),
        ("object (2 properties)", Kind(("object",))),
        ("list<string>", Kind(("array",), (Kind(("string",)),))),
        ("array of strings", Kind(("array",), (Kind(("string",)),))),
        ("string[]", Kind(("array",), (Kind(("string",)),))),
        ("array of strings or objects", Kind(("array",), (Kind(("string",)), Kind(("object",))))),
        ("number | null", Kind(("number",), nullable=True)),
        ("integer or string", Kind(("integer", "string"))),
        ("VideoFile", Kind(("object",), shape="VideoFile")),
        ("ResolutionEnum", Kind(())),
        ("ImageSize | Enum", Kind(("object", "string"))),
        ("UUID", Kind(("string",), format="uuid")),
        ("hue", None),
        ("Maybe<string", None),
        ("", None),
    ],
)
def test_types_are_read_as_pages_spell_them(text: str, kind: Kind | None) -> None:
    assert read_kind(text) == kind
