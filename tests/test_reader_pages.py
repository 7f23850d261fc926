"""Structured documents written for the tests: all that is read off each, line by line.

UPDATE_PAGES=1 writes the expectations anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from reading import read_page, told

PAGES = Path(__file__).parent / "pages" / "json"
NAMES = sorted(path.name for path in PAGES.iterdir() if path.suffix in {".json", ".yaml"})


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_what_was_reviewed(name: str) -> None:
    expected = PAGES / f"{name}.facts"
    found = told(read_page(PAGES / name))
    if os.environ.get("UPDATE_PAGES"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


def test_every_expectation_has_its_page() -> None:
    named = {path.name for path in PAGES.glob("*.facts")}
    assert named == {f"{name}.facts" for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_places_point_into_the_page(name: str) -> None:
    reading = read_page(PAGES / name)
    lines = (PAGES / name).read_text(encoding="utf-8").splitlines()
    for fact in reading.facts:
        assert 1 <= fact.place.line <= len(lines)
        assert len(fact.place.passage) == 16
    for fact in reading.facts:
        if isinstance(fact.value, str) and fact.attribute in {
            "format",
            "model",
            "creator",
            "pattern",
        }:
            assert fact.value in lines[fact.place.line - 1]
