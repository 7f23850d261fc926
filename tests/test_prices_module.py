"""The Python door to prices: what its functions return and raise."""

from __future__ import annotations

import inspect
from decimal import Decimal
from pathlib import Path

import pytest
from shipped import SPECS

from generator import prices

T2V = "fal/grok-imagine-video/text-to-video"


def test_an_estimate_is_exact_and_takes_facts() -> None:
    bill = prices.estimate(T2V, {"prompt": "x", "duration": 8}, specs=SPECS)
    assert (bill.low, bill.exact) == (Decimal("0.56"), True)
    edit = {"prompt": "x", "video_url": "https://example.com/a.mp4", "resolution": "480p"}
    facts = {"input_video_seconds": Decimal("7.5")}
    assert prices.estimate("fal/grok-imagine-video/edit-video", edit, facts).low == Decimal("0.45")


def test_what_is_wrong_is_raised() -> None:
    with pytest.raises(prices.NotValid, match="at most 15") as refused:
        prices.estimate(T2V, {"prompt": "x", "duration": 99}, specs=SPECS)
    assert refused.value.violations[0].path == "/duration"
    with pytest.raises(prices.PriceRefused):
        prices.estimate("aimlapi/grok-imagine-video/generate", {"prompt": "x"}, specs=SPECS)
    with pytest.raises(prices.CannotRun, match="did you mean"):
        prices.estimate("fal/grok-imagine-video/text-to-vide", {}, specs=SPECS)
    with pytest.raises(prices.CannotRun, match="no day"):
        prices.estimate(T2V, {"prompt": "x"}, as_of="2026-02-30", specs=SPECS)
    with pytest.raises(prices.PriceRefused, match="2020-01-01"):
        prices.estimate(T2V, {"prompt": "x"}, as_of="2020-01-01", specs=SPECS)


def test_a_picture_is_drawn_or_not(tmp_path: Path) -> None:
    wish = prices.Intent(resolution="720p")
    found = prices.plot(wish, tmp_path / "a.svg", seconds=(2, 4), only="fal", specs=SPECS)
    assert [point.low for point in found.curves[0].points] == [Decimal("0.14"), Decimal("0.28")]
    assert (tmp_path / "a.svg").stat().st_size > 1000
    with pytest.raises(prices.CannotRun, match="nobody"):
        prices.plot(prices.Intent(resolution="9p"), tmp_path / "b.svg", only="fal", specs=SPECS)
    assert not (tmp_path / "b.svg").exists()


def test_bills_may_be_given_as_jobs() -> None:
    told = prices.Reported(amount=Decimal("0.42"))
    job = prices.Job("a", T2V, {"prompt": "x", "duration": 6}, {}, told, "here")
    assert prices.reconcile([job], specs=SPECS).counts["matches"] == 1
    assert prices.price_diff(SPECS, SPECS, [job]).same == 1


def test_everything_is_described_and_typed() -> None:
    for name in prices.__all__:
        found = getattr(prices, name)
        assert inspect.getdoc(found), name
        if inspect.isfunction(found):
            hints = inspect.signature(found)
            assert hints.return_annotation is not inspect.Signature.empty
            assert all(each.annotation is not each.empty for each in hints.parameters.values())
