"""Documented and billed amounts are reproduced, and docs/worked-bills.md says which and why not.

`UPDATE_DOCS=1 pytest tests/test_worked_bills.py` writes the page anew; what changed is for git to show.
"""

from __future__ import annotations

import os
from decimal import Decimal

import pytest
from worked_bills import DEFAULTS, PAGE, REEFS, SELLERS, Worked, met, operations, page, shown

from generator.survey import survey

KNOWN = {
    "fal": {"0.30", "0.302", "0.36"},
    "runware": {"0.30", "0.42", "0.302", "0.422", "0.36", "0.48", "0.56", "0.404"},
    "cloudflare": {"0.05", "0.07", "0.08", "0.14"},
    "xai": {"0.05", "0.07", "0.052", "0.40", "0.08", "0.14", "0.25", "0.02", "0.03", "0.09"},
    "openrouter": {"1.052", "0.07", "0.072", "0.25"},
    "apiyi": {"0.052", "0.40"},
    "krea": {"0.05", "0.07"},
    "comfy": {"10.55", "14.77", "12.66", "15.09", "24.14", "42.24", "75.43"},
    "venice": {"0.0633"},
    "proxyapi": {"6.74", "9.47"},
    "empirio": {"0.104", "0.182", "0.096", "0.168"},
    "kiara": {"0.59"},
}
"""Amounts that the page must show, by seller; typed by hand."""
SHOWN_OTHERWISE = {"empirio": {"0.182": "0.195", "0.168": "0.218"}}
"""Rates that are shown with an image beside them: 0.182 + 0.013, 0.168 + 0.05."""


def amounts(seller: str) -> set[Decimal]:
    """Gather the documented amounts of a seller that its estimates meet."""
    found = set()
    for name, operation in operations().items():
        if name.removeprefix("sellers/").partition("/")[0] != seller:
            continue
        for price in operation.prices:
            told = [(row.cost, row.request, row.facts) for row in price.rows]
            told += [
                (each.cost, each.request or {}, each.facts)
                for each in operation.examples
                if each.cost
            ]
            for cost, request, facts in told:
                assert cost is not None
                assert met(cost, operation, request, facts) or cost.refused or cost.low, name
                found |= {
                    each for each in (cost.exact, cost.amount, cost.contains, cost.low) if each
                }
    return found


def test_the_specs_of_the_sellers_have_no_findings() -> None:
    assert survey(SELLERS)[1] == []


@pytest.mark.parametrize("seller", KNOWN)
def test_the_amounts_of_a_seller_are_reproduced(seller: str) -> None:
    otherwise = SHOWN_OTHERWISE.get(seller, {})
    wanted = {Decimal(otherwise.get(amount, amount)) for amount in KNOWN[seller]}
    assert wanted <= amounts(seller)


@pytest.mark.parametrize("worked", [*DEFAULTS, *REEFS], ids=lambda worked: worked.title)
def test_a_worked_bill_is_as_it_is_written(worked: Worked) -> None:
    told = shown(operations()[worked.operation], worked.request, worked.facts)
    assert told == worked.documented


def test_rates_from_which_other_figures_follow() -> None:
    """Comfy's credits are the list times 211, the dearer ones times 1.43; Venice's list is 1.265 times."""
    for usd, credits_, factor in (
        ("0.05", "10.55", "1"),
        ("0.07", "14.77", "1"),
        ("0.002", "0.422", "1"),
        ("0.06", "12.66", "1"),
        ("0.05", "15.09", "1.43"),
        ("0.02", "6.03", "1.43"),
        ("0.15", "45.26", "1.43"),
        ("0.01", "3.02", "1.43"),
    ):
        exact = Decimal(usd) * 211 * Decimal(factor)
        assert abs(exact - Decimal(credits_)) <= Decimal("0.005")
    assert Decimal("0.06321") <= Decimal("0.05") * Decimal("1.265") <= Decimal("0.06346")
    assert Decimal("0.08850") <= Decimal("0.07") * Decimal("1.265") <= Decimal("0.08864")


def test_the_page_says_what_the_specs_give() -> None:
    written = page()
    if os.environ.get("UPDATE_DOCS"):
        PAGE.write_text(written, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == written
