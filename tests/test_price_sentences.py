"""Prices in sentences and tables: every shape of the language can be told."""

from __future__ import annotations

from pathlib import Path

import pytest
from shipped import providers, read

from generator.ir.provider import Operation, Provider
from generator.pricing.sentence import sentence
from generator.pricing.table import price_table
from generator.runtime.amounts import money

SHAPES = Path(__file__).parent / "prices" / "specs"


def told() -> list[tuple[Provider, Operation]]:
    """List all operations, those of worked shapes too."""
    found = (*providers().values(), *read(SHAPES))
    return [(provider, operation) for provider in found for operation in provider.operations]


@pytest.mark.parametrize("pair", told(), ids=lambda pair: pair[1].name)
def test_a_sentence_names_every_rate_and_line(pair: tuple[Provider, Operation]) -> None:
    provider, operation = pair
    for price in operation.prices:
        said = sentence(price, provider.units)
        assert said.endswith(".")
        assert price.as_of in said or price.refused is not None
        for line in price.lines:
            assert line.title[1:] in said
            for rate in (line.rates or {}).values():
                assert f"{money(rate)} {price.currency}" in said


@pytest.mark.parametrize("pair", told(), ids=lambda pair: pair[1].name)
def test_a_table_shows_every_rate_and_documented_amount(pair: tuple[Provider, Operation]) -> None:
    provider, operation = pair
    table = price_table(operation, provider.units)
    price = operation.price
    assert price is not None
    if price.refused is not None:
        assert table.grids == ()
        return
    rates = table.grids[0].rows
    assert len(rates) == sum(len(line.rates or {(): None}) for line in price.lines)
    shown = [row[0] for grid in table.grids for row in grid.rows]
    assert all(row.title in shown for row in price.rows)
    assert table.markdown().count("\n| ") > len(rates)


def test_what_is_done_with_the_sum_is_said() -> None:
    said = {
        operation.id: sentence(operation.price, provider.units) for provider, operation in told()
    }
    assert said["tax-added"].endswith("; tax of 5 % on top, rounded half-up to 2 decimal places.")
    assert said["minimum-total"].endswith("; at least 0.01 USD.")
    assert "each line rounded" in said["rounded-lines"]
    assert "turned into USD at 211 to one" in said["credits"]
    assert "0.000002 USD up to 200000 or 0.000004 USD above 200000" in said["whole-request-tiers"]
    assert "; all of it times" in said["fee-and-rate"]
