"""Bills beside estimates: verdicts, and the planted change is found again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some
from shipped import operations

from generator.ir.prices import Price, Rounding
from generator.ir.provider import Operation
from generator.price.evaluate import estimate
from generator.price.expression import Apply, Name, Number
from generator.pricing.answers import Side
from generator.pricing.jobs import Job
from generator.pricing.reconcile import Explanation, reconcile
from generator.pricing.reported import Reported

T2V = "fal/grok-imagine-video/text-to-video"
I2V = "fal/grok-imagine-video/image-to-video"
EXTEND = "fal/grok-imagine-video/extend-video"
RUNWARE = "runware/grok-imagine-video/video-inference"
IMAGE = "https://example.com/a.png"
NOW = Side(operations())

clips = some.fixed_dictionaries(
    {"prompt": some.just("a cat"), "image_url": some.just(IMAGE)},
    optional={
        "duration": some.integers(1, 15),
        "resolution": some.sampled_from(["480p", "720p"]),
    },
)
tasks = some.builds(
    lambda size, seconds, results: {
        "positivePrompt": "a cat",
        "duration": seconds,
        "numberResults": results,
        "width": size[0],
        "height": size[1],
        "inputs": {"referenceImages": [IMAGE]},
    },
    some.sampled_from([(848, 480), (1280, 720)]),
    some.integers(6, 15),
    some.integers(1, 4),
)


def bill(operation: str, request: dict[str, Any], amount: str | Decimal, **facts: str) -> Job:
    return Job("", operation, request, facts, Reported(amount=Decimal(amount)), "bills")


Requests = list[dict[str, Any]]
Planted = tuple[str, str]
"""What is changed, and what it is afterwards."""


def finds(operation: Operation, price: Price, requests: Requests, planted: Planted) -> None:
    """Bill *requests* by a changed price: what was *planted* is among the explanations of a drift."""
    changed = replace(operation, prices=(price,))
    found = [(request, estimate(changed, request, {})) for request in requests]
    assert all(told.low == told.high for _, told in found)
    bills = [bill(operation.name, request, told.low) for request, told in found]
    result = reconcile(NOW, bills)
    if not result.counts["drifts"]:
        assert result.explanations == {}
        return
    causes = result.explanations[operation.name]
    sizes = [each.change.size for each in causes]
    assert sizes == sorted(sizes)
    assert all(each.drifting >= 1 and each.touched >= 1 for each in causes)
    assert planted in [(each.change.what, each.change.after) for each in causes]


def priced(name: str) -> tuple[Operation, Price]:
    operation = operations()[name]
    assert operation.price is not None
    return operation, operation.price


def line_of(price: Price, name: str) -> int:
    return [line.id for line in price.lines].index(name)


def with_line(price: Price, name: str, **changed: Any) -> Price:
    lines = list(price.lines)
    place = line_of(price, name)
    lines[place] = replace(lines[place], **changed)
    return replace(price, lines=tuple(lines))


rates = some.integers(1, 400).map(lambda number: Decimal(number).scaleb(-3))


@settings(deadline=None, max_examples=25)
@given(some.lists(clips, min_size=1, max_size=6), rates)
def test_a_changed_rate_is_found(requests: Requests, rate: Decimal) -> None:
    operation, price = priced(I2V)
    line = price.lines[line_of(price, "output-video")]
    changed = with_line(price, line.id, rates={**(line.rates or {}), ("720p",): rate})
    finds(
        operation,
        changed,
        requests,
        ("rate of output-video at 720p", format(rate.normalize(), "f")),
    )


@settings(deadline=None, max_examples=25)
@given(some.lists(clips, min_size=1, max_size=6), rates)
def test_a_fee_is_found(requests: Requests, fee: Decimal) -> None:
    operation, price = priced(I2V)
    image = price.lines[line_of(price, "input-image")]
    one = replace(image, id="start", quantity=Number(Decimal(1)), places=0, rates={(): fee})
    changed = replace(price, lines=(*price.lines, one))
    finds(operation, changed, requests, ("a fee for each request", format(fee.normalize(), "f")))


@settings(deadline=None, max_examples=25)
@given(some.lists(clips, min_size=1, max_size=6), rates)
def test_a_minimum_is_found(requests: Requests, least: Decimal) -> None:
    operation, price = priced(I2V)
    changed = replace(price, settlement=replace(price.settlement, minimum=least))
    finds(operation, changed, requests, ("minimum of the total", format(least.normalize(), "f")))


@settings(deadline=None, max_examples=25)
@given(some.lists(clips, min_size=1, max_size=6), some.integers(2, 12))
def test_a_least_quantity_is_found(requests: Requests, least: int) -> None:
    operation, price = priced(I2V)
    quantity = price.lines[line_of(price, "output-video")].quantity
    most = Apply("max", (quantity, Number(Decimal(least))))
    finds(
        operation,
        with_line(price, "output-video", quantity=most),
        requests,
        ("least quantity of output-video", str(least)),
    )


@settings(deadline=None, max_examples=25)
@given(some.lists(clips, min_size=1, max_size=6), some.integers(1, 15))
def test_a_default_is_found(requests: Requests, seconds: int) -> None:
    operation, price = priced(I2V)
    facts = tuple(
        (
            replace(fact, fallbacks=(replace(fact.fallbacks[0], value=seconds),))
            if fact.name == "seconds"
            else fact
        )
        for fact in price.facts
    )
    finds(operation, replace(price, facts=facts), requests, ("default of seconds", str(seconds)))


@settings(deadline=None, max_examples=25)
@given(some.lists(clips, min_size=1, max_size=6), some.sampled_from(["up", "down", "half-up"]))
def test_rounding_is_found(requests: Requests, mode: Any) -> None:
    operation, price = priced(I2V)
    settlement = replace(price.settlement, rounding=Rounding(2, mode))
    finds(
        operation,
        replace(price, settlement=settlement),
        requests,
        ("rounding of the total", f"{mode}, to 2 decimal places"),
    )


@settings(deadline=None, max_examples=25)
@given(some.lists(clips, min_size=1, max_size=6), some.integers(101, 300))
def test_a_markup_is_found(requests: Requests, percent: int) -> None:
    operation, price = priced(I2V)
    factor = Decimal(percent).scaleb(-2)
    lines = tuple(
        replace(line, rates={cell: rate * factor for cell, rate in (line.rates or {}).items()})
        for line in price.lines
    )
    finds(
        operation,
        replace(price, lines=lines),
        requests,
        ("all rates", f"x {format(factor.normalize(), 'f')}"),
    )


@settings(deadline=None, max_examples=25)
@given(some.lists(tasks, min_size=1, max_size=6))
def test_a_multiplier_that_does_not_multiply_is_found(requests: Requests) -> None:
    operation, price = priced(RUNWARE)
    finds(operation, replace(price, multiplier=None), requests, ("multiplier", "none"))


@settings(deadline=None, max_examples=25)
@given(some.lists(tasks, min_size=1, max_size=6))
def test_inputs_that_are_charged_once_are_found(requests: Requests) -> None:
    """The documents leave open whether the inputs are charged for each result; bills would tell."""
    operation, price = priced(RUNWARE)
    lines = tuple(
        (
            line
            if line.id == "input-image"
            else replace(line, quantity=Apply("*", (line.quantity, Name("results"))))
        )
        for line in price.lines
    )
    changed = replace(price, multiplier=None, lines=lines)
    finds(operation, changed, requests, ("multiplier of input-image", "none"))


@settings(deadline=None, max_examples=25)
@given(some.lists(clips, min_size=1, max_size=6))
def test_bills_that_are_as_estimated_need_no_explanation(requests: Requests) -> None:
    operation, _ = priced(I2V)
    bills = [bill(I2V, request, estimate(operation, request, {}).low) for request in requests]
    found = reconcile(NOW, bills)
    assert (found.counts["matches"], dict(found.explanations)) == (len(requests), {})


def test_what_contradicts_itself_has_no_explanation() -> None:
    """Two bills of one request that differ cannot both be right."""
    request = {"prompt": "a cat", "duration": 6}
    found = reconcile(NOW, [bill(T2V, request, "0.43"), bill(T2V, request, "0.44")])
    assert found.explanations == {T2V: ()}


def test_one_bill_is_told_to_be_one() -> None:
    cause, *others = reconcile(
        NOW, [bill(T2V, {"prompt": "a cat", "duration": 6}, "0.48")]
    ).explanations[T2V]
    assert not cause.firm
    assert others


def test_a_range_matches_what_lies_within() -> None:
    request = {"prompt": "a cat", "video_url": "https://example.com/a.mp4", "duration": 6}
    amounts = ("0.31", "0.32", "0.57", "0.58")
    found = reconcile(NOW, [bill(EXTEND, request, amount) for amount in amounts])
    assert [each.status for each in found.verdicts] == ["drifts", "matches", "matches", "drifts"]
    assert [each.difference for each in found.verdicts] == [
        Decimal("-0.01"),
        None,
        None,
        Decimal("0.01"),
    ]


def test_a_drift_from_a_range_is_explained_by_a_range() -> None:
    """Bounds of an estimate that is a range bound the new rate; the plainest number is named."""
    request = {"prompt": "a cat", "video_url": "https://example.com/a.mp4", "duration": 10}
    found = reconcile(NOW, [bill(EXTEND, request, "1.3")]).explanations[EXTEND]
    rates = {each.change.what: each.change.after for each in found if each.change.kind == "rate"}
    assert rates == {
        "rate of input-video": "0.04",
        "rate of output-video at 720p": "0.12",
    }
    assert all(each.change.loose for each in found if each.change.kind == "rate")


def test_units_are_held_against_the_lines() -> None:
    def units(number: str) -> Job:
        told = Reported(units=Decimal(number))
        return Job("", T2V, {"prompt": "a cat", "duration": 6}, {}, told, "bills")

    found = reconcile(NOW, [units("6"), units("7")])
    assert [each.status for each in found.verdicts] == ["matches", "drifts"]
    assert found.verdicts[1].difference == 1
    assert found.explanations == {}  # units are no money, so they say nothing about rates


def test_credits_need_a_rate() -> None:
    def job(operation: str) -> Job:
        told = Reported(credits=Decimal(840000))
        return Job("", operation, {"prompt": "a cat", "duration": 6}, {}, told, "bills")

    assert reconcile(NOW, [job(T2V)]).verdicts[0].status == "untold"
    assert reconcile(NOW, [job(T2V)], Decimal(2_000_000)).verdicts[0].status == "matches"


def test_what_has_no_estimate_is_counted_with_the_reason() -> None:
    bills = [
        bill("aimlapi/grok-imagine-video/generate", {"prompt": "x"}, "0.06"),
        bill(T2V, {"prompt": "x", "duration": 99}, "1"),
        bill("nobody/x/y", {}, "1"),
        Job("", T2V, {"prompt": "x"}, {}, Reported(), "bills"),
    ]
    found = reconcile(NOW, bills)
    assert found.counts == {"matches": 0, "drifts": 0, "unpriced": 3, "untold": 1}
    assert all(each.why for each in found.verdicts)


def test_explanations_are_data() -> None:
    found = reconcile(NOW, [bill(T2V, {"prompt": "a cat", "duration": 6}, "0.48")])
    told = found.as_dict()
    assert told["counts"]["drifts"] == 1
    assert told["bills"][0]["difference"] == "0.06"
    cause = found.explanations[T2V][0]
    assert isinstance(cause, Explanation)
    assert told["explanations"][T2V][0] == cause.as_dict()
