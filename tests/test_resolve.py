"""Resolve: references are followed, names decided, and what no stage could use is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from shipped import SPECS, operations, providers, read

from generator.ir.prices import Fact, Price
from generator.ir.rules import OneOf
from generator.ir.shape import Citation
from generator.load import load
from generator.resolve import resolve
from generator.resolve.patterns import trouble

BASE = Path(__file__).parent / "cases" / "_base" / "specs"


def price_of(name: str) -> Price:
    """Return the price of the operation *name*."""
    price = operations()[name].price
    assert price is not None
    return price


def test_the_shipped_specs_resolve_without_findings() -> None:
    """All nine operations are there under their settled names."""
    documents, _ = load(SPECS)
    assert documents is not None
    assert resolve(documents)[1] == []
    tabs = ("image", "text", "reference")
    assert set(operations()) == {
        "cloudflare/grok-imagine-video/run",
        "cloudflare/grok-imagine-video-1.5-preview/run",
        "runware/grok-imagine-video/video-inference",
        *(f"fal/grok-imagine-video/{tab}-to-video" for tab in tabs),
        "fal/grok-imagine-video/edit-video",
        "fal/grok-imagine-video/extend-video",
        "aimlapi/grok-imagine-video/generate",
    }


def test_a_shared_type_stands_where_it_is_named_with_what_is_said_beside() -> None:
    """The description and source beside a reference win over those of the type."""
    text, edit = (
        operations()[f"fal/grok-imagine-video/{tab}"].response.member("video")
        for tab in ("text-to-video", "edit-video")
    )
    assert text is not None
    assert edit is not None
    assert text.shape.members == edit.shape.members
    assert text.shape.description != edit.shape.description
    assert text.shape.source == Citation("page", "Text To Video, Output Schema")


def test_nested_values_inherit_the_source() -> None:
    """What has no source of its own has that of what it stands in."""
    operation = operations()["cloudflare/grok-imagine-video/run"]
    member = operation.parameters.find(("output", "upload_url"))
    images = operation.parameters.find(("reference_images",))
    assert member is not None
    assert images is not None
    assert images.shape.items is not None
    item = images.shape.items.member("url")
    assert item is not None
    assert str(item.shape.source) == "catalogue#schema.input, reference_images"


def test_groups_of_a_rule_keep_their_shape() -> None:
    """Width and height are one alternative of three."""
    operation = operations()["runware/grok-imagine-video/video-inference"]
    demand = operation.rules[0].demand
    assert isinstance(demand, OneOf)
    assert demand.groups == (
        (("inputs", "frameImages"),),
        (("inputs", "video"),),
        (("width",), ("height",)),
    )
    assert operation.rules[0].pointer == ""
    assert operation.rules[1].pointer == "/inputs"


def test_the_server_default_is_the_first_fallback_unless_it_is_left_out_of_account() -> None:
    """Estimates show what they assume; `explicit` facts assume nothing by themselves."""
    quick = price_of("fal/grok-imagine-video/text-to-video").fact("seconds")
    strict = price_of("runware/grok-imagine-video/video-inference").fact("seconds")
    assert isinstance(quick, Fact)
    assert isinstance(strict, Fact)
    assert [fallback.value for fallback in quick.fallbacks] == [6]
    assert [fallback.why for fallback in strict.fallbacks] == [
        "the server's default",
        "an edit is taken to keep the length",
    ]


def test_every_declared_document_is_known_to_be_cited() -> None:
    """The protocol, the errors, the domains of facts and the claims of quirks cite too."""
    for provider in providers().values():
        assert set(provider.documents) == provider.cited


def test_fractions_become_json_numbers(tmp_path: Path) -> None:
    """A bound of 0.1 is the float that a reader of JSON makes of 0.1, so that they compare."""
    folder = tmp_path / "specs"
    for path in BASE.rglob("*.yaml"):
        target = folder / path.relative_to(BASE)
        target.parent.mkdir(parents=True, exist_ok=True)
        strength = "\n      strength: {type: number, maximum: 0.1, server_default: 0.1, "
        strength += "description: How much., source: {document: page, section: Strength}}"
        text = path.read_text().replace("    parameters:", "    parameters:" + strength)
        target.write_text(text)
    (provider,) = read(folder)
    member = next(provider.operations).parameters.member("strength")
    assert member is not None
    assert member.default is not None
    assert (member.shape.maximum, member.default.value) == (0.1, 0.1)
    assert type(member.shape.maximum) is type(member.default.value) is float


@pytest.mark.parametrize(
    "pattern",
    [
        *("^[A-Za-z0-9._:-]+$", "^[0-9]+x[0-9]+$", "a|b", "(a|b)+", "^(?:[0-9]{1,3}\\.){3}$"),
        *("^[a-z0-9]+(?:[-.][a-z0-9]+)*$", "(?:-[a-z]+)*", "([a-z]+,)*", "^(?!x)[a-z]+$", "[]a]+"),
    ],
)
def test_patterns_that_match_in_one_way_are_accepted(pattern: str) -> None:
    """Repeats inside repeats are harmless where a sign parts the rounds."""
    assert trouble(pattern) == ("", "")


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+$",
        "(a*)*",
        "(.*)*",
        "(x+x+)+y",
        "^(a|a)*$",
        "(a|ab)*c",
        "((a+))+",
        "(a+|b)*",
        "(a?b+)*",
    ],
)
def test_patterns_that_could_take_for_ever_are_refused(pattern: str) -> None:
    """A text of a few dozen characters could keep such a pattern busy for years."""
    assert trouble(pattern)[0] == "risky-pattern"


@pytest.mark.parametrize("pattern", ["(", "[a", "a{2,1}", "(?P<x>a)", "(?i)a", "\\Z", "[[a]", "*"])
def test_patterns_that_are_none_are_refused(pattern: str) -> None:
    """They do not compile, or not everywhere."""
    assert trouble(pattern)[0] == "bad-pattern"
