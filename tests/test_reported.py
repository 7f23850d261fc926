"""Costs as providers report them, in answers, headers and tables."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from generator.pricing.reported import Reported, reported


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ({"amount": "0.42"}, Reported(amount=Decimal("0.42"))),
        ({"cost": "$1.5"}, Reported(amount=Decimal("1.5"))),
        ({"answer": {"cost": 0.404}}, Reported(amount=Decimal("0.404"))),
        ({"answer": {"data": [{"cost": 0.3}, {"cost": 0.1}]}}, Reported(amount=Decimal("0.4"))),
        (
            {"answer": {"meta": {"usage": {"usd_spent": 0.06, "credits_used": 120000}}}},
            Reported(amount=Decimal("0.06")),
        ),
        ({"meta": {"usage": {"credits_used": 120000}}}, Reported(credits=Decimal(120000))),
        ({"headers": {"X-AIMLAPI-USD-Spent": "0.06"}}, Reported(amount=Decimal("0.06"))),
        ({"headers": {"X-Fal-Billable-Units": "6"}}, Reported(units=Decimal(6))),
        ({"answer": {"video": {"url": "x"}}}, Reported()),
        ({"amount": "", "units": "8"}, Reported(units=Decimal(8))),
    ],
)
def test_costs_are_read_where_providers_tell_them(record: dict[str, Any], told: Reported) -> None:
    assert reported(record) == told


@pytest.mark.parametrize("amount", ["free", "-1", "NaN", True, "1e400", [1], "9" * 40])
def test_what_is_no_amount_is_refused(amount: Any) -> None:
    with pytest.raises(ValueError, match="is no amount"):
        reported({"amount": amount})
