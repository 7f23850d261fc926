"""The small grammar of provider pages: rules, limits, conditions and prices in sentences."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import read_text, said

from generator.importer.documents import document_from
from generator.importer.limits import media_of, read_limits, unit_of
from generator.importer.notes import Notes, place_at
from generator.importer.prose import Described, read_prose
from generator.importer.sentences import NotCarried, Rule, Scope, UnknownName, read_rule
from generator.importer.words import normal, sentences, tokens

NAMES = ("clip", "still", "width", "height", "tier", "seconds", "inputs.mask", "inputs.sketch")


def resolve(name: str) -> str | None:
    found = [known for known in NAMES if known == name or known.endswith(f".{name}")]
    return found[0] if len(found) == 1 else None


def rules(text: str, subject: str | None = None) -> list[Rule] | None:
    (sentence,) = sentences(tokens(text))
    return read_rule(normal(sentence), Scope(resolve, frozenset(NAMES), subject))


def excludes(given_name: str, *forbidden: str) -> Rule:
    return Rule("excludes", {"given": given_name, "forbidden": list(forbidden)})


def then(operands: dict[str, Any], **when: Any) -> Rule:
    return Rule("then", operands, when)


CLAIMS = {
    "Provide exactly one of: `clip`, `still` or `width/height`.": Rule(
        "exactly_one_of", ["clip", "still", ["width", "height"]]
    ),
    "Exactly one of `clip` and `still` must be provided.": Rule(
        "exactly_one_of", ["clip", "still"]
    ),
    "Provide `clip` or `still`, but not both.": Rule("exactly_one_of", ["clip", "still"]),
    "Either `clip` or both `width` and `height` must be given, not both.": Rule(
        "exactly_one_of", ["clip", ["width", "height"]]
    ),
    "Only one of `clip` or `still` can be set.": Rule("at_most_one_of", ["clip", "still"]),
    "`clip` and `still` are mutually exclusive.": Rule("at_most_one_of", ["clip", "still"]),
    "`clip` and `still` cannot be used together.": Rule("at_most_one_of", ["clip", "still"]),
    "`mask` can't be combined with `sketch` (in `inputs`).": excludes(
        "inputs.mask", "inputs.sketch"
    ),
    "`clip` is not compatible with `still` or `tier`.": excludes("clip", "still", "tier"),
    "You must not use `clip` together with `still`.": excludes("clip", "still"),
    "If `clip` is specified, `width/height` and `tier` must not be set.": excludes(
        "clip", "width", "height", "tier"
    ),
    "`width` and `height` must be used together.": Rule("together", ["width", "height"]),
    "`tier` requires `still`.": Rule("requires", {"given": "tier", "needed": ["still"]}),
    "`tier` is only supported when `still` is provided.": Rule(
        "requires", {"given": "tier", "needed": ["still"]}
    ),
    "When `tier` is provided, `still` is required.": Rule(
        "requires", {"given": "tier", "needed": ["still"]}
    ),
    "`still` is required if `tier` is present.": Rule(
        "requires", {"given": "tier", "needed": ["still"]}
    ),
    "When `clip` and `seconds` are provided, `seconds` must be between `2` and `10`.": then(
        {"seconds": {"minimum": 2, "maximum": 10}}, present=["clip", "seconds"]
    ),
    "When `tier` is set to `4K`, `seconds` must be at most 8 seconds.": then(
        {"seconds": {"maximum": 8}}, equals={"tier": "4K"}
    ),
    "`seconds` must be one of `5` or `10` when `tier` is `4K`.": then(
        {"seconds": {"enum": [5, 10]}}, equals={"tier": "4K"}
    ),
    "When `tier` is provided, `still` requires at least 1 item.": then(
        {"still": {"required": True, "minItems": 1}}, present=["tier"]
    ),
    "If `clip` is not provided, `seconds` is required.": then(
        {"seconds": {"required": True}}, absent=["clip"]
    ),
    "Either provide `still`, or specify `width/height`.": then(
        {"width": {"required": True}, "height": {"required": True}}, absent=["still"]
    ),
    "width and height must be multiples of 16.": Rule(
        "bounds", {"width": {"multipleOf": 16}, "height": {"multipleOf": 16}}
    ),
}


@pytest.mark.parametrize("text", CLAIMS)
def test_a_sentence_becomes_a_rule(text: str) -> None:
    assert rules(text) == [CLAIMS[text]]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Cannot be combined with still.", excludes("clip", "still")),
        ("Do not use with `still`.", excludes("clip", "still")),
        ("Mutually exclusive with `still`.", excludes("clip", "still")),
        ("Must be used with `still`.", Rule("requires", {"given": "clip", "needed": ["still"]})),
        (
            "Required when `tier` is `4K`.",
            then({"clip": {"required": True}}, equals={"tier": "4K"}),
        ),
    ],
)
def test_a_description_leaves_its_subject_out(text: str, rule: Rule) -> None:
    assert rules(text, subject="clip") == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "`clip` looks better with `still`.",
        "`clip` cannot be used with `still` unless `tier` is given.",
        "Usually `clip` cannot be used with `still`.",
        "`clip` should be short.",
        "`clip` may be combined with `still`.",
        "Only applies when `tier` is `4K`.",
    ],
)
def test_a_sentence_is_read_whole_or_not_at_all(text: str) -> None:
    assert rules(text) is None


def test_a_name_that_nobody_knows_is_no_parameter() -> None:
    with pytest.raises(UnknownName, match="wobble"):
        rules("`wobble` cannot be used with `clip`.")


def test_what_no_rule_of_ours_can_say_is_told() -> None:
    with pytest.raises(NotCarried):
        rules("When `tier` is `4K`, `clip` cannot be used.")


@pytest.mark.parametrize(
    ("text", "kind", "own"),
    [
        ("Up to 7 images.", "array", {"maxItems": 7}),
        ("Maximum 2 voices allowed.", "array", {"maxItems": 2}),
        ("Up to two character IDs (from elsewhere).", "array", {"maxItems": 2}),
        ("One or more pictures.", "array", {"minItems": 1}),
        ("Reference pictures (up to 10).", "array", {"maxItems": 10}),
        ("References (currently limited to one).", "array", {"maxItems": 1}),
        ("Maximum length is 4,096 characters.", "string", {"maxLength": 4096}),
        ("Between 1 and 15.", "integer", {"minimum": 1, "maximum": 15}),
        ("Select a value from 0.25 to 4.0.", "number", {"minimum": Decimal("0.25"), "maximum": 4}),
        ("A slider (-100 to 100).", "integer", {"minimum": -100, "maximum": 100}),
        ("Length, 2-10 seconds.", "integer", {"minimum": 2, "maximum": 10}),
        ("Must be a multiple of 8.", "integer", {"multipleOf": 8}),
        ("Defaults to alloy.", "string", {"default": "alloy"}),
        ("1.0 is the default.", "number", {"default": 1}),
        ('Default value: `"5"`', "string", {"default": "5"}),
        ("Possible values: `a`, `b`", "string", {"enum": ["a", "b"]}),
        ("Maximum 4 total (pictures + clips).", "array", {}),
        ("The default model is taken when nothing is given.", "string", {}),
        ("At most 200 MB.", "array", {}),
    ],
)
def test_limits_of_one_parameter(text: str, kind: str, own: dict[str, Any]) -> None:
    (sentence,) = sentences(tokens(text))
    assert read_limits(normal(sentence), {"type": kind}).own == own


def test_limits_of_a_clip() -> None:
    text = "Only .mp4/.mov formats (H.264 or AV1 codec), 3-10 seconds, cut to 8 seconds."
    (sentence,) = sentences(tokens(text))
    assert read_limits(normal(sentence), {"type": "string"}).media == {
        "containers": ["mp4", "mov"],
        "codecs": ["h264", "av1"],
        "minimum_seconds": "3",
        "maximum_seconds": "10",
        "truncated_to_seconds": "8",
    }


def test_media_and_units_are_named_in_passing() -> None:
    forms = ["uuid", "url", "data-uri", "base64"]
    picture = "One picture (UUID, URL, Data URI, or Base64)."
    assert media_of("still", picture) == {"kind": "image", "forms": forms}
    assert media_of("voice_url", "Who speaks.") == {"kind": "audio", "forms": ["url"]}
    assert media_of("prompt", "What the video shows.") == {}
    assert unit_of("Length in seconds.") == "second"
    assert unit_of("The second of two.") is None


def described(text: str, **said_of: Any) -> Notes:
    notes = Notes(document_from(b"x", "page.md"))
    place = place_at(1, "", text)
    subject = ("operation", "a", "parameter", "seconds")
    for attribute, value in said_of.items():
        notes.say(subject, attribute, value, place)
    read_prose(notes, [Described(subject, text, place)])
    return notes


def test_a_description_that_agrees_adds_nothing() -> None:
    notes = described("Between 1 and 9.", type="integer", minimum=1, maximum=9)
    assert (len(notes.facts), notes.unread, notes.questions) == (3, [], [])


def test_a_description_that_contradicts_is_a_question() -> None:
    notes = described("Between 1 and 9.", type="integer", minimum=1, maximum=8)
    assert [one.text for one in notes.questions] == [
        "seconds: maximum is 8 in one place and 9 in the description; which is right?"
    ]


def test_a_sentence_without_a_fact_is_counted_as_prose() -> None:
    notes = described("It makes everything slower.", type="integer")
    assert (notes.prose, notes.unread) == (1, [])


def test_a_sentence_with_a_number_that_no_pattern_fits_is_unread() -> None:
    notes = described("Odd things happen after 7.", type="integer")
    assert [one.text for one in notes.unread] == ["Odd things happen after 7."]


@given(st.lists(st.sampled_from([*" `.,;:$-()", "a", "`clip`", "when", "must", "1", "or"])))
def test_any_words_are_read_or_left(words: list[str]) -> None:
    for raw in sentences(tokens(" ".join(words))):
        try:
            read_rule(normal(raw), Scope(resolve, frozenset(NAMES), "clip"))
        except (UnknownName, NotCarried):
            continue
        read_limits(normal(raw), {"type": "string"})


def test_a_response_says_when_it_holds_a_member() -> None:
    page = """# A

- **ID**: `a:b@1`

## Request Parameters

### includeCost

- **Type**: `boolean`

## Response Parameters

### cost

- **Type**: `float`

Present when `includeCost` is set to `true` in the request.
"""
    reading = read_text(page, "page.md", "runware-page")
    assert said(reading, "response", "cost")["present_when"] == {"equals": {"includeCost": True}}
