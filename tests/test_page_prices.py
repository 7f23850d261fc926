"""Prices in sentences, lists and tables of pages."""

from __future__ import annotations

from typing import Any

import pytest
from reading import read_text

from generator.importer.facts import Reading


def priced(text: str) -> Reading:
    page = f"""# A

## Overview

- **Endpoint**: `https://fal.run/a/b`
- **Model ID**: `a/b`

### Input Schema

- **`size`** (`Enum`, _optional_)
  - Options: `"480p"`, `"4K"`
- **`with_audio`** (`boolean`, _optional_)
- **`n`** (`integer`, _optional_)

### Output Schema

## Pricing

{text}
"""
    return read_text(page, "page.md", "fal-text")


def prices(text: str) -> list[dict[str, Any]]:
    return [fact.value for fact in priced(text).facts if fact.subject[2:3] == ("price",)]


SECOND = {"unit": "second", "per": "1"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It costs $0.05 per second.", [{"amount": "0.05", **SECOND}]),
        ("At 480p it costs $0.05/s.", [{"amount": "0.05", **SECOND, "when": {"size": "480p"}}]),
        (
            "$0.05 per second at 480p or $0.5 per second for 4K output.",
            [
                {"amount": "0.05", **SECOND, "when": {"size": "480p"}},
                {"amount": "0.5", **SECOND, "when": {"size": "4K"}},
            ],
        ),
        (
            "For every second you will be charged **$0.20** (audio off) or **$0.40** (audio on).",
            [
                {"amount": "0.20", **SECOND, "when": {"with_audio": False}},
                {"amount": "0.40", **SECOND, "when": {"with_audio": True}},
            ],
        ),
        (
            "A **5s video** with audio will cost **$2**.",
            [{"amount": "2", "for": {"second": "5"}, "when": {"with_audio": True}}],
        ),
        ("480p ($0.30/s)", [{"amount": "0.30", **SECOND, "when": {"size": "480p"}}]),
        ("From $0.138/image", [{"amount": "0.138", "unit": "image", "per": "1", "least": True}]),
        ("$3 per 1M characters.", [{"amount": "3", "unit": "character", "per": "1000000"}]),
        ("$0.1 per 1,000 tokens.", [{"amount": "0.1", "unit": "token", "per": "1000"}]),
        (
            "12 credits per second.",
            [{"amount": "12", "currency": "credits", **SECOND}],
        ),
        (
            "Each extra second is $0.05 (+$0.002 if using an image input).",
            [
                {"amount": "0.05", **SECOND, "extra": True},
                {"amount": "0.002", "unit": "image", "per": "1", "of": "input-image"},
            ],
        ),
        (
            "| Size | Price per second |\n| --- | --- |\n| 480p | $0.05 |",
            [{"amount": "0.05", **SECOND, "when": {"size": "480p"}}],
        ),
    ],
)
def test_prices_in_words(text: str, expected: list[dict[str, Any]]) -> None:
    assert prices(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It costs $0.05 per second for members of the club.",
        "It costs $5.",
        "It costs $0.05 per second (members only).",
        "For $1 you can run it 20 times.",
        "Unless you are a member, it costs $0.05 per second.",
        "It costs $0.05 per furlong.",
    ],
)
def test_a_price_whose_condition_is_not_clear_is_no_price(text: str) -> None:
    reading = priced(text)
    assert prices(text) == []
    assert any("price" in one.why for one in reading.unread)


def test_words_that_name_no_parameter_become_a_case() -> None:
    assert prices("Turbo costs $0.05 per second.") == [
        {"amount": "0.05", **SECOND, "case": "turbo"}
    ]
    assert prices("A costs $0.05 per second.") == [{"amount": "0.05", **SECOND}]


def test_tokens_that_go_in_and_out_are_two_units() -> None:
    assert [
        price["unit"] for price in prices("$2 per M input tokens, $8 per M output tokens.")
    ] == [
        "input token",
        "output token",
    ]


def test_two_prices_for_the_same_are_a_question() -> None:
    reading = priced("It costs $0.05 per second.\n\nEach second costs $0.06.")
    assert [one.text for one in reading.questions] == [
        "two prices for the same: 0.05 and 0.06 a second"
    ]
