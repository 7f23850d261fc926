"""Edits of spec files: one value changes, and every other byte stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import SPECS

from generator.drift.apply import proposed
from generator.drift.edits import Sheet, apply
from generator.drift.items import Proposal
from generator.drift.places import at
from generator.yaml_reader import read_yaml, spans
from generator.yaml_text import Quoted, flow

FILES = sorted(SPECS.rglob("*.yaml"))

TEXT = """\
# head
name: Reel   # what it is called
block:
  first: 1
  # about the second
  second: [a, "16:9", c]
flow: {one: 1, two: 2, wide: {x: 1}}
rows:
  - [1, 2]
  - [3, 4]
prose: >-
  Some words
  on two lines.
"""


def data(text: str, folder: Path) -> Any:
    path = folder / "x.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    document = read_yaml(path, "x.yaml")
    assert document.findings == []
    return document.data


@pytest.mark.parametrize(
    ("place", "value", "line"),
    [
        (("name",), "Other", "name: Other   # what it is called"),
        (("block", "first"), 20, "  first: 20"),
        (("block", "third"), "16:9", '  third: "16:9"'),
        (("block", "second"), ["a", "no"], '  second: [a, "no"]'),
        (("flow", "one"), True, "flow: {one: true, two: 2, wide: {x: 1}}"),
        (("flow", "three"), Quoted("12"), 'flow: {one: 1, two: 2, wide: {x: 1}, three: "12"}'),
        (("flow", "wide", "z"), None, "flow: {one: 1, two: 2, wide: {x: 1, z: null}}"),
        (("rows", 1), [5, 6], "  - [5, 6]"),
    ],
)
def test_a_value_is_set_and_nothing_else(place: Any, value: Any, line: str, tmp_path: Path) -> None:
    cut = Sheet.of(TEXT).set(place, value)
    assert cut is not None
    changed = apply(TEXT, [cut])
    assert line in changed.splitlines()
    kept = [each for each in TEXT.splitlines() if each in changed.splitlines()]
    assert len(kept) >= len(TEXT.splitlines()) - 1
    assert at(data(changed, tmp_path), place) == value


@pytest.mark.parametrize(
    ("place", "gone"),
    [
        (("block", "first"), "  first: 1\n"),
        (("flow", "one"), "one: 1, "),
        (("flow", "wide"), ", wide: {x: 1}"),
        (("rows", 0), "  - [1, 2]\n"),
        (("prose",), "prose: >-\n  Some words\n  on two lines.\n"),
    ],
)
def test_a_key_is_removed_with_its_value(place: Any, gone: str, tmp_path: Path) -> None:
    cut = Sheet.of(TEXT).remove(place)
    assert cut is not None
    changed = apply(TEXT, [cut])
    assert changed == TEXT.replace(gone, "", 1)
    data(changed, tmp_path)


def test_what_cannot_be_edited_is_left_alone() -> None:
    sheet = Sheet.of("only:\n  one: 1\n")
    assert sheet.remove(("only", "one")) is None  # an empty block would be null
    assert sheet.remove(("nobody",)) is None
    assert sheet.add(("nobody",), "x", 1) is None


SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-999, 999), st.text(max_size=12))


@settings(max_examples=150, deadline=None)
@given(
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(st.text(min_size=1, max_size=8), inner, max_size=3),
        max_leaves=8,
    )
)
def test_every_value_is_written_so_that_it_reads_the_same(
    tmp_path_factory: pytest.TempPathFactory, value: Any
) -> None:
    """Hostile text stays the text that it is: no tag, alias, comment or other key comes of it."""
    folder = tmp_path_factory.mktemp("edit")
    path = folder / "x.yaml"
    path.write_text(f"x: {{v: {flow(value)}}}\nlast: 1\n", encoding="utf-8", newline="")
    document = read_yaml(path, "x.yaml")
    assert [each for each in document.findings if each.code != "control-character"] == []
    assert document.data == {"x": {"v": value}, "last": 1}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SPECS).as_posix())
def test_every_value_of_the_shipped_specs_is_found_where_it_stands(
    path: Path, tmp_path: Path
) -> None:
    """The text between the offsets of a scalar reads as that scalar."""
    text = path.read_text(encoding="utf-8")
    document = read_yaml(path, path.name)
    found = spans(text)
    assert set(found) == set(document.lines)
    numbers = [
        place for place in found if place and isinstance(at(document.data, place), (int, str))
    ]
    for place in numbers[::7]:
        span = found[place]
        said = text[span.start : span.end]
        assert data(f"x: {said}\n" if "\n" not in said else "x: 1\n", tmp_path) is not None
        assert text.count("\n", 0, span.key) + 1 == document.lines[place]


def test_a_new_price_stands_behind_the_old_one(tmp_path: Path) -> None:
    text = (Path(__file__).parent / "demo/specs/acme/reel.yaml").read_text(encoding="utf-8")
    file = tmp_path / "reel.yaml"
    file.write_text(text, encoding="utf-8")
    place = ("operations", "animate", "prices")
    rate = {"line": "video", "choice": "720p", "amount": "0.09"}
    new = proposed([Proposal(str(file), "reprice", place, rate)], "2026-12-01")[str(file)]
    prices = at(data(new, tmp_path), place)
    assert [price["as_of"] for price in prices] == ["2026-11-01", "2026-12-01"]
    assert prices[1]["lines"][0]["rate"]["values"] == {"480p": "0.04", "720p": "0.09"}
    assert "rows" in prices[0]
    assert "rows" not in prices[1]
    assert all(line in new.splitlines() for line in text.splitlines())
