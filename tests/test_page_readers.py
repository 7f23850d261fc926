"""Pages in Markdown and text, written for the tests: all that is read off each, line by line.

UPDATE_PAGES=1 writes the expectations anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from reading import read_page, rules, said, told

PAGES = Path(__file__).parent / "pages" / "text"
NAMES = sorted(path.name for path in PAGES.iterdir() if path.suffix in {".md", ".txt"})
FORMS = {
    "aimlapi-quill.md": "aimlapi-page",
    "aimlapi-quill.txt": "aimlapi-text",
    "cloudflare-brook.md": "cloudflare-page",
    "fal-plain.md": "fal-page",
    "fal-tabs.md": "fal-page",
    "fal-text.md": "fal-text",
    "runware-ember.md": "runware-page",
}


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


def test_each_form_is_recognised_by_its_content() -> None:
    assert {name: read_page(PAGES / name).form for name in NAMES} == FORMS


@pytest.mark.parametrize("name", NAMES)
def test_places_point_into_the_page(name: str) -> None:
    lines = (PAGES / name).read_text(encoding="utf-8").splitlines()
    reading = read_page(PAGES / name)
    for fact in reading.facts:
        assert 1 <= fact.place.line <= len(lines)
        assert len(fact.place.passage) == 16
        if fact.attribute in {"minimum", "maximum", "maxLength", "default"}:
            shown = "\n".join(lines[fact.place.line - 1 : fact.place.line + 7])
            assert str(fact.value).lower() in shown.lower(), fact


def test_a_moved_paragraph_keeps_its_passage() -> None:
    """What is hashed is the passage alone, so that text above it may change."""
    path = PAGES / "runware-ember.md"
    text = path.read_text(encoding="utf-8")
    from reading import read_text

    moved = read_text(text.replace("## Pricing", "A new line.\n\n## Pricing"), path.name)
    before = {(fact.subject, fact.attribute): fact.place.passage for fact in read_page(path).facts}
    after = {(fact.subject, fact.attribute): fact.place.passage for fact in moved.facts}
    changed = {key for key in before if before[key] != after.get(key)}
    assert all(key[1] == "described" for key in changed)


def test_members_of_a_fold_belong_to_the_field_around_it() -> None:
    reading = read_page(PAGES / "fal-tabs.md")
    assert said(reading, "parameter", "light", "angle")["maximum"] == 90
    assert said(reading, "parameter", "light", "colors")["deprecated"] is True


def test_a_field_that_is_never_closed_ends_at_the_next() -> None:
    reading = read_page(PAGES / "fal-plain.md")
    assert said(reading, "parameter", "voice")["enum"] == ["ada", "ben"]


def test_rules_of_a_page_are_in_the_vocabulary_of_specs() -> None:
    kinds = {kind for rule in rules(read_page(PAGES / "runware-ember.md")) for kind in rule}
    known = {"allowed_pairs", "together", "exactly_one_of", "excludes", "requires", "then", "when"}
    assert kinds == known


def test_an_embedded_document_keeps_the_lines_of_the_page() -> None:
    reading = read_page(PAGES / "aimlapi-quill.md")
    lines = (PAGES / "aimlapi-quill.md").read_text(encoding="utf-8").splitlines()
    fact = next(fact for fact in reading.facts if fact.attribute == "maxLength")
    assert '"maxLength": 2000' in lines[fact.place.line - 1]
