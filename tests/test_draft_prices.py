"""Prices of drafts: lines where a document states rates, a refusal and an open point where it does not."""

from __future__ import annotations

from typing import Any

import pytest

from generator.importer.draft.material import Said, Work
from generator.importer.draft.plans import Log
from generator.importer.draft.prices import PriceDesk, price
from generator.importer.facts import Place

PARAMETERS: dict[str, Any] = {
    "prompt": {"type": "string", "required": True},
    "duration": {"type": "integer", "minimum": 1, "maximum": 10, "server_default": 5},
    "resolution": {"type": "string", "enum": ["480p", "720p"]},
    "audio": {"type": "boolean", "server_default": True},
    "n": {"type": "integer", "minimum": 1, "maximum": 4, "server_default": 1},
    "image_url": {"type": "string", "media": {"kind": "image"}},
}


def priced(*rates: dict[str, Any], **more: Any) -> tuple[dict[str, Any], Log, dict[str, Any]]:
    """Write a price from *rates*; one with a key `for` is an amount for a whole request."""
    work = Work("acme/reel", documents=["page"])
    for number, rate in enumerate(rates):
        kind = "row" if "for" in rate or rate.pop("row", False) else "rate"
        said = Said(rate, "page", Place(number + 1, "Pricing", ""))
        work.prices.append((f"price {number}", {kind: said}))
    log, tables = Log(), dict(more.pop("tables", {}))
    desk = PriceDesk(work, {**PARAMETERS, **more}, tables, log, set(), "2026-11-21", "page")
    return price(desk), log, tables


def test_no_rate_is_a_refusal() -> None:
    made, log, _ = priced()
    assert "state no price" in made["refused"]
    assert log.remarks == []


def test_one_rate_per_second_counts_the_duration_and_the_results() -> None:
    made, _, _ = priced({"amount": "0.05", "unit": "second", "per": "1"})
    (line,) = made["lines"]
    assert (line["quantity"], line["unit"], line["rate"]) == ("seconds", "second", "0.05")
    assert made["multiplier"] == "results"
    assert made["facts"]["seconds"] == {"unit": "second", "parameter": "duration"}


def test_rates_by_all_values_of_a_parameter_are_a_choice() -> None:
    made, _, tables = priced(
        {"amount": "0.05", "unit": "second", "when": {"resolution": "480p"}},
        {"amount": "0.07", "unit": "second", "when": {"resolution": "720p"}},
    )
    assert made["lines"][0]["rate"]["values"] == {"480p": "0.05", "720p": "0.07"}
    assert made["facts"]["price_class"]["parameter"] == "resolution"
    assert tables == {}


def test_a_value_without_a_rate_is_refused_by_a_table() -> None:
    made, _, tables = priced({"amount": "0.05", "unit": "second", "when": {"resolution": "480p"}})
    assert tables["price-class-classes"]["rows"] == [["480p", "480p"]]
    assert "parameter" not in made["facts"]["price_class"]


def test_rates_by_a_switch_take_its_default_when_it_is_absent() -> None:
    made, _, _ = priced(
        {"amount": "0.07", "unit": "second", "when": {"audio": False}},
        {"amount": "0.14", "unit": "second", "when": {"audio": True}},
    )
    fact = made["facts"]["price_class"]
    assert fact["fallbacks"][0]["value"] == "audio true"
    assert fact["fallbacks"][0]["when"] == {"absent": ["audio"]}


def test_amounts_for_whole_requests_are_taken_apart_where_the_document_confirms_it() -> None:
    made, _, _ = priced(
        {"amount": "0.02", "unit": "second", "extra": True},
        {"amount": "0.1", "for": {"second": "5"}, "when": {"resolution": "480p"}},
        {"amount": "0.2", "for": {"second": "5"}, "when": {"resolution": "720p"}},
    )
    assert made["lines"][0]["rate"]["values"] == {"480p": "0.02", "720p": "0.04"}
    assert made["confidence"] == "derived"


@pytest.mark.parametrize(
    "rates",
    [
        ({"amount": "0.1", "for": {"second": "5"}},),
        ({"amount": "0.1", "unit": "second", "least": True},),
        ({"amount": "0.1", "unit": "fortnight"},),
        ({"amount": "0.1", "unit": "second", "when": {"quality": "high"}},),
        ({"amount": "0.1", "unit": "second"}, {"amount": "0.2", "unit": "image"}),
        ({"amount": "0.1", "unit": "second"}, {"amount": "0.2", "unit": "second"}),
        ({"amount": "0.1", "unit": "second", "odd": 1},),
        ({"amount": "x", "unit": "second"},),
        ({"amount": "1", "unit": "token", "per": "3"},),
        ({"amount": "0.06", "case": "text-to-image"}, {"amount": "0.07", "case": "with style"}),
    ],
)
def test_what_cannot_be_carried_is_asked_and_never_guessed(
    rates: tuple[dict[str, Any], ...],
) -> None:
    made, log, _ = priced(*map(dict, rates))
    assert "cannot be written yet" in made["refused"]
    assert "lines" not in made
    assert len(log.remarks) == 1
    assert log.remarks[0].startswith("page, line 1: prices are stated")


def test_a_rate_that_says_less_holds_for_all_the_rest() -> None:
    made, _, tables = priced(
        {"amount": "0.06", "unit": "second", "when": {"resolution": "480p"}},
        {"amount": "0.09", "unit": "second", "when": {"resolution": "720p", "audio": True}},
    )
    fact = made["facts"]["price_class"]
    rates = made["lines"][0]["rate"]["values"]
    assert rates["resolution 480p, audio false"] == "0.06"
    assert rates["resolution 480p, audio true"] == "0.06"
    assert len(tables["price-class-classes"]["rows"]) == 3, "720p in silence has no rate"
    assert {"absent": ["audio"], "equals": {"resolution": "480p"}} in [
        each["when"] for each in fact["fallbacks"]
    ]


def test_a_usual_rate_holds_for_the_values_that_have_none_of_their_own() -> None:
    made, _, _ = priced(
        {"amount": "0.03", "unit": "character", "per": "1000"},
        {"amount": "0.05", "unit": "character", "per": "1000", "when": {"resolution": "720p"}},
    )
    assert made["lines"][0]["rate"]["values"] == {"480p": "0.03", "720p": "0.05"}


def test_a_default_without_a_rate_is_refused_where_it_is_taken() -> None:
    made, _, _ = priced({"amount": "0.05", "unit": "second", "when": {"audio": False}})
    fact = made["facts"]["price_class"]
    assert fact["fallbacks"][0]["value"] == "no documented price"
    assert "no documented price" not in made["lines"][0]["rate"]["values"]
    assert made["allow"] == ["rate-missing"]


def test_tokens_are_for_the_caller_to_count() -> None:
    made, _, _ = priced(
        {"amount": "2", "unit": "token", "per": "1000000", "case": "Input tokens"},
        {"amount": "120", "unit": "token", "per": "1000000", "case": "Output tokens"},
    )
    assert [line["quantity"] for line in made["lines"]] == ["input_tokens", "output_tokens"]
    assert made["facts"]["input_tokens"]["given"]


def test_a_duration_in_words_is_read_from_a_table() -> None:
    duration = {"type": "string", "enum": ["5", "10s"], "server_default": "5"}
    made, _, tables = priced({"amount": "0.1", "unit": "second"}, duration=duration)
    assert tables["duration-seconds"]["rows"] == [["5", 5], ["10s", 10]]
    assert made["facts"]["seconds"]["fallbacks"][0]["value"] == 5
