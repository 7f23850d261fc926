"""Prices by day on the command line: the one in force, the latest otherwise, never the clock's."""

from __future__ import annotations

import json

import pytest
from commands import specloom
from emitted import SHAPES, function, shapes

PROMOTION = "shapes/days/promotion"
FIVE = ("--set", "duration=5", "--specs", str(SHAPES))


@pytest.mark.parametrize(
    ("day", "amount", "as_of"),
    [
        (None, "0.35", "2026-09-01"),
        ("2026-06-01", "0.50", "2026-05-20"),
        ("2026-09-30", "0.35", "2026-09-01"),
        ("2026-10-01", "0.50", "2026-05-20"),
    ],
)
def test_the_price_of_a_day_counts(day: str | None, amount: str, as_of: str) -> None:
    asked = ("--as-of", day) if day else ()
    done = specloom("estimate", PROMOTION, *FIVE, *asked, "--json")
    found = json.loads(done.stdout)
    assert (found["low"], found["as_of"], found["exact"]) == (amount, as_of, True)
    ours = function(shapes()["promotion"], "costs", "estimate")
    assert ours({"duration": 5}, as_of=day).as_dict() == found


def test_before_the_first_price_there_is_none() -> None:
    done = specloom("estimate", PROMOTION, *FIVE, "--as-of", "2026-05-31")
    assert done.returncode == 1
    assert done.stdout == "refused: no price is known for 2026-05-31; the first is of 2026-06-01\n"


def test_a_day_is_a_day() -> None:
    done = specloom("estimate", PROMOTION, *FIVE, "--as-of", "2026-02-30")
    assert (done.returncode, done.stdout) == (2, "")
    assert "2026-02-30 is no day" in done.stderr


def test_the_bill_says_what_happens_to_the_total_and_what_is_billed() -> None:
    done = specloom("estimate", "shapes/settlement/credits", *FIVE)
    assert "total    211 credits are 1 USD, as of 2026-11-21" in done.stdout
    done = specloom("estimate", "shapes/days/reseller", *FIVE)
    assert "rates are those of shapes/media/rate-and-images, times 1.43" in done.stdout
    assert "billed   success: yes, moderated: yes" in done.stdout
    assert "Moderated results are charged too." in done.stdout
    done = specloom("explain", "shapes/settlement/credits", "price", "--specs", str(SHAPES))
    assert "211 for one USD" in done.stdout
