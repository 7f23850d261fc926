"""One wish at every operation: what is sent, what is lost, and in which order it comes back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from shipped import SPECS, operations

from generator.diagnostics import CannotRun
from generator.judge import judge
from generator.price.evaluate import dig
from generator.pricing.compare import Comparison, Offer, compare
from generator.pricing.intent import Intent
from generator.pricing.mapping import Refusal, drafts, roles_of
from generator.runtime.amounts import money

VIDEO = "https://example.com/a.mp4"
T2V = "fal/grok-imagine-video/text-to-video"
RUNWARE = "runware/grok-imagine-video/video-inference"
CLOUDFLARE = "cloudflare/grok-imagine-video/run"

sizes = some.one_of(
    some.fixed_dictionaries(
        {},
        optional={
            "resolution": some.sampled_from(["480p", "720p", "1080p", "4k", "auto", "odd"]),
            "aspect_ratio": some.sampled_from(["16:9", "9:16", "1:1", "3:2", "21:9"]),
        },
    ),
    some.fixed_dictionaries({"size": some.sampled_from(["1280x720", "848x480", "7x3000"])}),
)
intents = some.builds(
    lambda rest, size, video: Intent(**rest, **size, **video),
    some.fixed_dictionaries(
        {},
        optional={
            "seconds": some.sampled_from(["1", "2", "6", "6.5", "10", "15", "16"]),
            "images": some.integers(0, 8),
            "images_as": some.sampled_from(["start", "reference"]),
            "count": some.integers(1, 6),
            "facts": some.fixed_dictionaries(
                {}, optional={"input_video_seconds": some.sampled_from(["2", "6", "8.7"])}
            ),
        },
    ),
    sizes,
    some.one_of(
        some.just({}),
        some.fixed_dictionaries(
            {"video": some.just(VIDEO)}, optional={"task": some.sampled_from(["edit", "extend"])}
        ),
    ),
)


def put(**wish: object) -> Comparison:
    return compare(operations().values(), Intent(**wish))  # type: ignore[arg-type]  # named in the test


def costs(found: Comparison) -> dict[str, str]:
    return {f"{offer.operation} {offer.draft.task}": offer.cost for offer in found.offers}


def only(found: Comparison, name: str) -> Offer:
    (offer,) = [offer for offer in found.offers if offer.operation == name]
    return offer


@settings(deadline=None, max_examples=60)
@given(intents)
def test_every_operation_is_answered_and_every_request_is_right(intent: Intent) -> None:
    found = compare(operations().values(), intent)
    offered = {offer.operation for offer in found.offers}
    assert offered | found.cannot.keys() == set(operations())
    assert offered.isdisjoint(found.cannot)
    for offer in found.offers:
        assert judge(operations()[offer.operation], dict(offer.draft.request)) == []
        assert (offer.estimate is None) == bool(offer.refused)


@settings(deadline=None, max_examples=60)
@given(intents)
def test_what_is_not_lost_is_said(intent: Intent) -> None:
    """A length, a class and a number of results are in the request, or the report names them."""
    for offer in compare(operations().values(), intent).offers:
        roles = roles_of(operations()[offer.operation].parameters)
        said = {role: dig(offer.draft.request, path) for role, (path, _) in roles.items()}
        if intent.seconds is not None and "seconds" not in offer.draft.losses:
            assert said["duration"] == Decimal(intent.seconds)
        if intent.resolution and "resolution" not in offer.draft.losses:
            assert any(said.get(role) for role in ("resolution", "size", "width"))
        if intent.images:
            assert said.get("start_image") or said.get("reference_images")
        assert (said.get("count") or 1) * offer.draft.calls == intent.count


@settings(deadline=None, max_examples=60)
@given(intents)
def test_cheapest_first_and_no_price_last(intent: Intent) -> None:
    offers = compare(operations().values(), intent).offers
    priced = [offer for offer in offers if offer.estimate is not None]
    assert list(offers[: len(priced)]) == priced
    keys = [(offer.low, offer.high is None, offer.high or 0) for offer in priced]
    assert keys == sorted(keys)


def test_six_seconds_at_720p() -> None:
    found = put(seconds="6", resolution="720p")
    assert costs(found) == {
        f"{CLOUDFLARE} generate": "$0.42",
        f"{T2V} generate": "$0.42",
        f"{RUNWARE} generate": "$0.42",
        "cloudflare/grok-imagine-video-1.5-preview/run generate": "$0.84",
        "aimlapi/grok-imagine-video/generate generate": "no price",
    }
    assert only(found, RUNWARE).draft.request == {
        "positivePrompt": "a cat",
        "duration": 6,
        "width": 1280,
        "height": 720,
    }
    assert "image_url is missing" in found.cannot["fal/grok-imagine-video/image-to-video"].why


def test_each_provider_has_its_own_defaults() -> None:
    found = put()
    assert costs(found)[f"{CLOUDFLARE} generate"] == "$0.05 to $1.05"
    assert costs(found)[f"{T2V} generate"] == "$0.42"
    variants = [offer.cost for offer in found.offers if offer.operation == RUNWARE]
    assert variants == ["$0.30", "$0.42"]  # it has no default size, so both classes are shown
    assert "seconds = 6" in " ".join(
        f"{one.fact} = {one.value}"
        for one in only(found, T2V).estimate.assumed  # type: ignore[union-attr]  # it has a price
    )


def test_a_picture_is_asked_for_in_the_words_of_each() -> None:
    wide = put(size="1280x720", seconds="6")
    assert only(wide, CLOUDFLARE).draft.request["size"] == "1280x720"
    assert only(wide, T2V).draft.request["aspect_ratio"] == "16:9"
    assert "1280x720 is asked for as 720p at 16:9" in only(wide, T2V).draft.notes
    large = put(resolution="1080p", seconds="6")
    assert only(large, CLOUDFLARE).draft.request["size"] == "1920x1080"
    assert "480p" in large.cannot[T2V].why
    assert put(aspect_ratio="21:9").cannot[T2V].violations[0].path == "/aspect_ratio"
    tall = put(resolution="480p", aspect_ratio="9:16", seconds="6")
    assert only(tall, RUNWARE).draft.request["height"] == 848


def test_what_rules_forbid_is_lost_and_told() -> None:
    still = put(images=1, resolution="720p", aspect_ratio="16:9", images_as="start")
    offer = only(still, RUNWARE)
    assert offer.draft.request["inputs"] == {"frameImages": ["https://example.com/image.png"]}
    assert set(offer.draft.losses) == {"aspect_ratio"}
    edit = put(video=VIDEO, task="edit", resolution="720p", seconds="6")
    assert set(only(edit, RUNWARE).draft.losses) == {"resolution"}
    assert set(only(edit, "fal/grok-imagine-video/edit-video").draft.losses) == {"seconds"}
    assert "resolution must be" in put(video=VIDEO, resolution="1080p").cannot[RUNWARE].why


def test_edits_and_extensions_are_told_apart() -> None:
    both = costs(put(video=VIDEO))
    assert {f"{CLOUDFLARE} edit", f"{CLOUDFLARE} extend"} <= both.keys()
    longer = put(video=VIDEO, task="extend", facts={"input_video_seconds": "6"})
    assert f"{RUNWARE} edit" not in costs(longer)
    assert longer.cannot[RUNWARE].why == "no parameter takes a video to extend"
    extended = only(longer, "fal/grok-imagine-video/extend-video")
    assert extended.cost == "$0.36 to $0.48"


def test_several_results_are_one_call_or_many() -> None:
    three = put(count=3, seconds="6", resolution="720p")
    assert (only(three, RUNWARE).draft.calls, only(three, RUNWARE).cost) == (1, "$1.26")
    assert (only(three, T2V).draft.calls, only(three, T2V).cost) == (3, "$1.26")
    five = only(put(count=5, seconds="6", resolution="720p"), RUNWARE)
    assert (five.draft.calls, five.cost) == (5, "$2.10")  # it makes at most four at once


def test_several_images_are_references() -> None:
    three = put(images=3)
    assert len(only(three, CLOUDFLARE).draft.request["reference_images"]) == 3
    assert "3 images" in three.cannot["fal/grok-imagine-video/image-to-video"].why
    assert costs(three)["fal/grok-imagine-video/reference-to-video generate"] == "$0.402 to $0.406"


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({"seconds": "six"}, "no length"),
        ({"seconds": "-1"}, "no length"),
        ({"seconds": "Infinity"}, "no length"),
        ({"size": "1280"}, "1280x720"),
        ({"aspect_ratio": "wide"}, "16:9"),
        ({"size": "1280x720", "resolution": "720p"}, "not both"),
        ({"task": "edit"}, "give one"),
        ({"images": -1}, "-1 images"),
        ({"count": 0}, "0 results"),
        ({"facts": {"nonsense": "1"}}, "input_video_seconds, output_tier"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(wish: dict[str, object], words: str) -> None:
    with pytest.raises(CannotRun, match=words):
        put(**wish)


def test_an_operation_without_roles_says_so(tmp_path: Path) -> None:
    """A spec that names no roles cannot be compared, and says why."""
    import shutil

    from shipped import read

    shutil.copytree(SPECS / "aimlapi", tmp_path / "aimlapi")
    shutil.copy(SPECS / "units.yaml", tmp_path)
    family = tmp_path / "aimlapi" / "grok-imagine-video.yaml"
    lines = family.read_text(encoding="utf-8").splitlines(keepends=True)
    bare = "".join(line for line in lines if not line.strip().startswith("role:"))
    family.write_text(bare, encoding="utf-8")
    (provider,) = read(tmp_path)
    (operation,) = provider.operations
    refusal = drafts(operation, Intent())
    assert isinstance(refusal, Refusal)
    assert "roles" in refusal.why


def test_amounts_are_decimal_strings() -> None:
    told = put(seconds="6", resolution="720p").as_dict()
    assert [offer["low"] for offer in told["offers"][:3]] == ["0.42"] * 3
    assert told["offers"][-1]["refused"]
    assert money(Decimal("0.42")) == told["offers"][0]["high"]
