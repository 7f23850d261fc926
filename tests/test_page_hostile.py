"""No page breaks a reader of Markdown or text: it is read, or refused with a line, in linear time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading import read_text

from generator.diagnostics import Rejected
from generator.importer.facts import Reading

PAGES = Path(__file__).parent / "pages" / "text"
BASES = [
    path.read_text(encoding="utf-8")
    for path in sorted(PAGES.iterdir())
    if path.suffix in {".md", ".txt"}
]
FORMS = (
    *("cloudflare-page", "runware-page", "fal-page", "fal-text", "aimlapi-page", "aimlapi-text"),
)
PIECES = [
    *(
        "# ",
        "## Request Parameters\n",
        "### a\n\n",
        "- **Type**: `",
        "- **Path**: `a.b`\n",
        "```\n",
    ),
    *(
        "<ParamField body=",
        '"a" type="list<string>"',
        ">",
        "</ParamField>",
        "<Tab>",
        "<Expandable>",
    ),
    *("### Input Schema\n", "## Parameters\n\n", "`string`", "enum: a, b", "required", "minimum: "),
    *("- **`a`** (`string`, _required_):\n", "  - Default: `1`\n", "  - Range: `9` to `1`\n"),
    *("{% hint %}", "{% endhint %}", "{% openapi path='/a' %}", "post\nBody\n", "Optional", "a"),
    *("astring · min: 1Optional\n", "Default: 1", "$0.05 per second", "at 480p", "| a | b |\n"),
    *("|---|---|\n", "When `a` is provided, ", "`a` cannot be used with `b`.", "between 1 and 2"),
    *(
        "\0",
        "\u2028",
        "\ud7ff",
        "é",
        "[",
        "](",
        "**",
        "`",
        "``",
        "\\",
        "{",
        "}",
        "'",
        '"',
        "\n",
        " ",
    ),
    *("**Request**:\n", '```json\n{"a": 1e999}\n```\n', "{'a': [", "$" * 9, "1" * 50, "__init__"),
    *("## Examples\n", "## Pricing\n", "- **ID**: `x`\n", "[]", "|0", "---\n", "true", "-1", "1:1"),
]
PATIENT = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


def attempt(text: str, form: str | None = None) -> Reading | None:
    """Read *text*, or see that it is refused with a place and in words."""
    try:
        return read_text(text, "page.md", form)
    except Rejected as rejected:
        wrong = [one for one in rejected.findings if one.origin.line < 1 or not one.text]
    assert wrong == []
    return None


@PATIENT
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_mixture_of_marks_is_read_or_refused(text: str) -> None:
    for form in (None, *FORMS):
        attempt(text, form)


@PATIENT
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    for form in (None, *FORMS):
        attempt(text, form)


@PATIENT
@given(
    st.sampled_from(BASES),
    st.lists(
        st.tuples(st.integers(0, 10**6), st.integers(0, 60), st.sampled_from(PIECES)),
        min_size=1,
        max_size=6,
    ),
)
def test_a_good_page_with_anything_in_it_is_read_or_refused(
    base: str, changes: list[tuple[int, int, str]]
) -> None:
    for place, width, piece in changes:
        at = place % (len(base) + 1)
        base = base[:at] + piece + base[at + width :]
    reading = attempt(base)
    for fact in reading.facts if reading else ():
        assert all(step.strip() for step in fact.subject[1:]), fact
        assert not isinstance(fact.value, float)


SIZE = 60_000
"""Characters of the smaller of two pages."""


def filled(piece: str, head: str = "", size: int = SIZE) -> str:
    return head + piece * (size // len(piece))


TRAPS = {
    "brackets": filled("["),
    "links": filled("[a](b"),
    "backticks": filled("`"),
    "emphasis": filled("_a__*"),
    "quotes": filled("> "),
    "tags": filled("<Ab x={"),
    "open tags": filled("<Ab><ParamField body='a'>"),
    "folds": filled("<ParamField body='a'>\n<Expandable>\n", "### Input Schema\n"),
    "braces": filled("{% "),
    "literals": filled("json={'a': ", "## Usage\n\n```\n"),
    "sentence": filled("`a` or ", "## Compatibility\n\nProvide "),
    "conditions": filled("`a` and ", "## Compatibility\n\nWhen "),
    "stops": filled(". ", "## Compatibility\n\n"),
    "money": filled("$1 ", "## Pricing\n\n"),
    "values": filled("enum: a, ", "## Parameters\n\na\n\n`string`"),
    "marks": filled("string \u00b7 ", "post\nBody\n"),
    "cells": filled("|a" * 50 + "|\n" + "|-" * 50 + "|\n", size=SIZE // 4),
}


@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_costs_no_more_than_its_length(name: str) -> None:
    """Twice the text takes about twice the time; a square would take four times."""
    for form in FORMS:
        once = min(_seconds(TRAPS[name], form) for _ in range(2))
        twice = min(_seconds(TRAPS[name] * 2, form) for _ in range(2))
        assert twice < max(3.5 * once, 2.0), (form, once, twice)


def _seconds(text: str, form: str) -> float:
    begin = time.process_time()
    attempt(text, form)
    return time.process_time() - begin


@pytest.mark.parametrize("name", sorted(path.name for path in PAGES.glob("*.*[dt]")))
def test_a_long_page_is_read_in_its_time(name: str) -> None:
    """The budget is 2 s for a megabyte on a quiet machine; here 8, by this process's own clock."""
    base = (PAGES / name).read_text(encoding="utf-8")
    begin = time.process_time()
    attempt(base * (250_000 // len(base)))
    assert time.process_time() - begin < 2


def test_text_that_wants_to_be_code_stays_text() -> None:
    text = "__import__('os').system('true')"
    page = f"### Input Schema\n\n- **`a`** (`string`, _required_)\n  - Default: `{text}`\n"
    reading = attempt(f"{page}\n```python\njson={{'a': {text}}}\n```\n", "fal-text")
    assert reading is not None
    defaults = [fact.value for fact in reading.facts if fact.attribute == "default"]
    assert defaults == [text]
    assert [fact for fact in reading.facts if fact.attribute == "request"] == []


@pytest.mark.parametrize("name", ["", " ", "[]", "|0"])
def test_a_name_that_is_none_is_reported(name: str) -> None:
    page = f'### Input Schema\n\n<ParamField body="{name}" type="string">\nA.\n</ParamField>\n'
    reading = attempt(page, "fal-page")
    assert reading is not None
    assert [one.why for one in reading.unread] == [
        "this field has no name that a parameter can have"
    ]


@pytest.mark.parametrize("name", ["class", "__init__", "a b", "{{ x }}", "../x", "a'b", "É"])
def test_names_that_are_odd_are_kept_as_they_are(name: str) -> None:
    page = f'### Input Schema\n\n<ParamField body="{name}" type="string">\nA.\n</ParamField>\n'
    reading = attempt(page, "fal-page")
    assert reading is not None
    assert {fact.subject[3] for fact in reading.facts if len(fact.subject) > 3} == {name}
