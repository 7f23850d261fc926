"""What Grok Imagine Video costs at fal, known before the call.

Written by `specloom generate` from specs/fal/grok-imagine-video.yaml. Edit the spec, not this file.
"""

from __future__ import annotations

from ..._runtime.estimates import Assumption, Estimate, Missing, PriceInfo
from ..._runtime.facts import agree, how_many, one_of, supplied, whole
from ..._runtime.line_items import LineInfo
from ..._runtime.ranges import capped, merged, options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal
    from typing import Any

    from ..._runtime.line_items import Item

_SECONDS_ASSUMED = Assumption("seconds", "6", "the server's default for duration")
_OUTPUT_TIER_VALUES = ("480p", "720p")
_OUTPUT_TIER_ASSUMED = Assumption("output_tier", "720p", "the server's default for resolution")
_OUTPUT_VIDEO_RATES = {"480p": 5, "720p": 7}
_IMAGE_TO_VIDEO_PRICE = PriceInfo(
    "fal/grok-imagine-video/image-to-video",
    "2026-11-21",
    "USD",
    (
        LineInfo(
            "output-video",
            "Video that is made",
            "second",
            "documented",
            "image-text-page#Pricing",
            places=0,
            rate_places=2,
        ),
        LineInfo(
            "input-image",
            "Image that is read",
            "image",
            "documented",
            "image-text-page#Pricing",
            places=0,
            rate_places=3,
        ),
    ),
    places=3,
    billed_when={"success": "yes", "failure": "unknown", "moderated": "unknown"},
)
_TEXT_TO_VIDEO_PRICE = PriceInfo(
    "fal/grok-imagine-video/text-to-video",
    "2026-11-21",
    "USD",
    (
        LineInfo(
            "output-video",
            "Video that is made",
            "second",
            "documented",
            "text-page#Pricing",
            places=0,
            rate_places=2,
        ),
    ),
    places=2,
    billed_when={"success": "yes", "failure": "unknown", "moderated": "unknown"},
)
_REFERENCE_TO_VIDEO_SECONDS_ASSUMED = Assumption(
    "seconds", "8", "the server's default for duration"
)
_REFERENCE_TO_VIDEO_OUTPUT_TIER_ASSUMED = Assumption(
    "output_tier", "480p", "the server's default for resolution"
)
_DOUBTS = (
    "Whether 0.002 USD is due for each image or once for a request is not stated; the estimate spans both.",
)
_REFERENCE_TO_VIDEO_PRICE = PriceInfo(
    "fal/grok-imagine-video/reference-to-video",
    "2026-11-21",
    "USD",
    (
        LineInfo(
            "output-video",
            "Video that is made",
            "second",
            "third-party",
            "price-sweep#reference-to-video",
            places=0,
            rate_places=2,
        ),
        LineInfo(
            "input-image",
            "Images that are read",
            "image",
            "third-party",
            "price-sweep#reference-to-video",
            places=0,
            rate_places=3,
        ),
    ),
    places=3,
    billed_when={"success": "yes", "failure": "unknown", "moderated": "unknown"},
)
_INPUT_VIDEO_SECONDS_MISSING = Missing(
    "input_video_seconds", "second", {"minimum": "0", "maximum": None}
)
_OUTPUT_TIER_MISSING = Missing("output_tier", None, ["480p", "720p"])
_RESOLUTION_ASKED_VALUES = ("auto", "480p", "720p")
_RESOLUTION_ASKED_ASSUMED = Assumption(
    "resolution_asked", "auto", "the server's default for resolution"
)
_EDIT_VIDEO_DOUBTS = (
    "No document says how long the result is; it is taken to be as long as the input after the cut.",
    "No price is published for auto; without output_tier the estimate spans both size classes.",
)
_EDIT_VIDEO_PRICE = PriceInfo(
    "fal/grok-imagine-video/edit-video",
    "2026-11-21",
    "USD",
    (
        LineInfo(
            "output-video",
            "Video that is made",
            "second",
            "third-party",
            "price-recheck#edit-video",
            places=6,
            rate_places=2,
        ),
        LineInfo(
            "input-video",
            "Video that is read",
            "second",
            "third-party",
            "price-recheck#edit-video",
            places=6,
            rate_places=2,
        ),
    ),
    places=8,
    billed_when={"success": "yes", "failure": "unknown", "moderated": "unknown"},
)
_EXTEND_VIDEO_INPUT_VIDEO_SECONDS_MISSING = Missing(
    "input_video_seconds", "second", {"minimum": "2", "maximum": "15"}
)
_EXTEND_VIDEO_PRICE = PriceInfo(
    "fal/grok-imagine-video/extend-video",
    "2026-11-21",
    "USD",
    (
        LineInfo(
            "output-video",
            "New part that is made",
            "second",
            "documented",
            "extend-text-page#Pricing",
            places=0,
            rate_places=2,
        ),
        LineInfo(
            "input-video",
            "Video that is read",
            "second",
            "documented",
            "extend-text-page#Pricing",
            places=6,
            rate_places=2,
        ),
    ),
    places=8,
    billed_when={"success": "yes", "failure": "unknown", "moderated": "unknown"},
)


def estimate_image_to_video(params: Mapping[str, Any]) -> Estimate:
    """Estimate what a request to fal/grok-imagine-video/image-to-video costs.

    Sets a still image in motion.

    Prices in USD as documented on 2026-11-21:

    - Video that is made: seconds x 0.05 (480p), 0.07 (720p) per second
    - Image that is read: input_images x 0.002 per image

    Raises PriceRefused where no price can be given. The request is taken to be valid.

    https://fal.ai/models/xai/grok-imagine-video/image-to-video/playground

    >>> estimate_image_to_video({
    ...     "prompt": "a knight walks through a glowing wood",
    ...     "image_url": "https://v3b.fal.media/files/b/0a8b90e0/BFLE9VDlZqsryU-UA3BoD_image_004.png",
    ... })
    <Estimate fal/grok-imagine-video/image-to-video: $0.422>
    """
    assumed: list[Assumption] = []
    said = params.get("duration")
    if type(said) is int and 1 <= said <= 15:
        seconds = said
    elif said is not None:
        seconds = whole("duration", said, 1, 15)
    else:
        seconds = 6
        assumed.append(_SECONDS_ASSUMED)
    said = params.get("resolution")
    if said is not None:
        output_tier = one_of("resolution", said, _OUTPUT_TIER_VALUES)
    else:
        output_tier = "720p"
        assumed.append(_OUTPUT_TIER_ASSUMED)
    input_images = how_many(params["image_url"]) if "image_url" in params else 0
    output_video_rate = _OUTPUT_VIDEO_RATES[output_tier]
    low = seconds * (output_video_rate * 10) + input_images * 2
    items = (
        (seconds, seconds, output_video_rate, output_video_rate),
        (input_images, input_images, 2, 2),
    )
    return Estimate(_IMAGE_TO_VIDEO_PRICE, low, low, items, assumed, (), ())


def estimate_text_to_video(params: Mapping[str, Any]) -> Estimate:
    """Estimate what a request to fal/grok-imagine-video/text-to-video costs.

    Makes a video from a description.

    Prices in USD as documented on 2026-11-21:

    - Video that is made: seconds x 0.05 (480p), 0.07 (720p) per second

    Raises PriceRefused where no price can be given. The request is taken to be valid.

    https://fal.ai/models/xai/grok-imagine-video/text-to-video/playground

    >>> estimate_text_to_video({"prompt": "a girl runs out of a house in spring"})
    <Estimate fal/grok-imagine-video/text-to-video: $0.42>
    """
    assumed: list[Assumption] = []
    said = params.get("duration")
    if type(said) is int and 1 <= said <= 15:
        seconds = said
    elif said is not None:
        seconds = whole("duration", said, 1, 15)
    else:
        seconds = 6
        assumed.append(_SECONDS_ASSUMED)
    said = params.get("resolution")
    if said is not None:
        output_tier = one_of("resolution", said, _OUTPUT_TIER_VALUES)
    else:
        output_tier = "720p"
        assumed.append(_OUTPUT_TIER_ASSUMED)
    output_video_rate = _OUTPUT_VIDEO_RATES[output_tier]
    low = seconds * output_video_rate
    items = ((seconds, seconds, output_video_rate, output_video_rate),)
    return Estimate(_TEXT_TO_VIDEO_PRICE, low, low, items, assumed, (), ())


def estimate_reference_to_video(params: Mapping[str, Any]) -> Estimate:
    """Estimate what a request to fal/grok-imagine-video/reference-to-video costs.

    Makes a video in which the things or the style of one to seven images appear.

    Prices in USD as documented on 2026-11-21:

    - Video that is made: seconds x 0.05 (480p), 0.07 (720p) per second
    - Images that are read: range(min(input_images, 1), input_images) x 0.002 per image

    Raises PriceRefused where no price can be given. The request is taken to be valid.

    https://fal.ai/models/xai/grok-imagine-video/reference-to-video/playground

    >>> estimate_reference_to_video({
    ...     "prompt": "@Image1 in a meadow",
    ...     "reference_image_urls": [
    ...         "https://v3b.fal.media/files/b/0a8b90e0/BFLE9VDlZqsryU-UA3BoD_image_004.png",
    ...     ],
    ... })
    <Estimate fal/grok-imagine-video/reference-to-video: ~ $0.402>
    """
    assumed: list[Assumption] = []
    said = params.get("duration")
    if type(said) is int and 1 <= said <= 10:
        seconds = said
    elif said is not None:
        seconds = whole("duration", said, 1, 10)
    else:
        seconds = 8
        assumed.append(_REFERENCE_TO_VIDEO_SECONDS_ASSUMED)
    said = params.get("resolution")
    if said is not None:
        output_tier = one_of("resolution", said, _OUTPUT_TIER_VALUES)
    else:
        output_tier = "480p"
        assumed.append(_REFERENCE_TO_VIDEO_OUTPUT_TIER_ASSUMED)
    input_images = (
        how_many(params["reference_image_urls"]) if "reference_image_urls" in params else 0
    )
    doubts: list[str] = []
    output_video_rate = _OUTPUT_VIDEO_RATES[output_tier]
    input_image_low = input_images if input_images < 1 else 1
    input_image_high = input_images
    low = seconds * (output_video_rate * 10) + input_image_low * 2
    high = seconds * (output_video_rate * 10) + input_image_high * 2
    items = (
        (seconds, seconds, output_video_rate, output_video_rate),
        (input_image_low, input_image_high, 2, 2),
    )
    if input_images > 1:
        doubts.append(_DOUBTS[0])
    return Estimate(_REFERENCE_TO_VIDEO_PRICE, low, high, items, assumed, (), doubts)


def estimate_edit_video(
    params: Mapping[str, Any],
    *,
    input_video_seconds: int | str | Decimal | None = None,
    output_tier: str | None = None,
) -> Estimate:
    """Estimate what a request to fal/grok-imagine-video/edit-video costs.

    Changes an existing video as a prompt says.

    Prices in USD as documented on 2026-11-21:

    - Video that is made: billed_seconds x 0.05 (480p), 0.07 (720p) per second
    - Video that is read: billed_seconds x 0.01 per second

    Facts that you may supply; what is not known makes the price a range:

    - input_video_seconds: Length of the video behind video_url.
    - output_tier: Size class of the result where resolution is auto.

    Raises PriceRefused where no price can be given. The request is taken to be valid.

    https://fal.ai/models/xai/grok-imagine-video/edit-video/playground

    >>> estimate_edit_video({
    ...     "prompt": "add colour",
    ...     "video_url": "https://v3b.fal.media/files/b/0a8b9112/V5Z_NIPE3ppMDWivNo6_q_video_019.mp4",
    ... })
    <Estimate fal/grok-imagine-video/edit-video: $0.00 to $0.64>
    """
    assumed: list[Assumption] = []
    missing: list[Missing] = []
    high: int | None
    items: tuple[Item, ...]
    if input_video_seconds is not None:
        input_video_seconds_low = input_video_seconds_high = supplied(
            "input_video_seconds", input_video_seconds, 6, 0, None
        )
    else:
        input_video_seconds_low, input_video_seconds_high = 0, None
        missing.append(_INPUT_VIDEO_SECONDS_MISSING)
    said = params.get("resolution")
    if said is not None and said != "auto":
        found = one_of("resolution", said, _OUTPUT_TIER_VALUES)
        if output_tier is not None:
            agree("output_tier", found, output_tier)
        output_tier = found
    elif output_tier is not None:
        output_tier = one_of("output_tier", output_tier, _OUTPUT_TIER_VALUES)
    else:
        output_tier = None
        missing.append(_OUTPUT_TIER_MISSING)
    said = params.get("resolution")
    if said is not None:
        resolution_asked = one_of("resolution", said, _RESOLUTION_ASKED_VALUES)
    else:
        resolution_asked = "auto"
        assumed.append(_RESOLUTION_ASKED_ASSUMED)
    doubts: list[str] = []
    if missing or output_tier is None:
        bills = []
        told = set()
        for output_tier in options(output_tier, _OUTPUT_TIER_VALUES):
            billed_seconds_low = (
                input_video_seconds_low if input_video_seconds_low < 8_000_000 else 8_000_000
            )
            billed_seconds_high = capped(input_video_seconds_high, 8_000_000)
            output_video_rate = _OUTPUT_VIDEO_RATES[output_tier]
            output_video_amount_low = billed_seconds_low * output_video_rate
            output_video_amount_high = billed_seconds_high * output_video_rate
            input_video_amount_low = billed_seconds_low
            input_video_amount_high = billed_seconds_high
            low = output_video_amount_low + input_video_amount_low
            high = output_video_amount_high + input_video_amount_high
            items = (
                (
                    billed_seconds_low,
                    billed_seconds_high,
                    output_video_rate,
                    output_video_rate,
                    output_video_amount_low,
                    output_video_amount_high,
                ),
                (
                    billed_seconds_low,
                    billed_seconds_high,
                    1,
                    1,
                    input_video_amount_low,
                    input_video_amount_high,
                ),
            )
            told.add(0)
            if resolution_asked == "auto":
                told.add(1)
            bills.append((low, high, items))
        low, high, items = merged(bills)
        doubts += [_EDIT_VIDEO_DOUBTS[place] for place in sorted(told)]
    else:
        billed_seconds = (
            input_video_seconds_low if input_video_seconds_low < 8_000_000 else 8_000_000
        )
        output_video_rate = _OUTPUT_VIDEO_RATES[output_tier]
        low = billed_seconds * output_video_rate + billed_seconds
        items = (
            (billed_seconds, billed_seconds, output_video_rate, output_video_rate),
            (billed_seconds, billed_seconds, 1, 1),
        )
        doubts.append(_EDIT_VIDEO_DOUBTS[0])
        if resolution_asked == "auto":
            doubts.append(_EDIT_VIDEO_DOUBTS[1])
        high = low
    return Estimate(_EDIT_VIDEO_PRICE, low, high, items, assumed, missing, doubts)


def estimate_extend_video(
    params: Mapping[str, Any],
    *,
    output_tier: str | None = None,
    input_video_seconds: int | str | Decimal | None = None,
) -> Estimate:
    """Estimate what a request to fal/grok-imagine-video/extend-video costs.

    Lets a video go on, and returns the old and the new part in one piece.

    Prices in USD as documented on 2026-11-21:

    - New part that is made: seconds x 0.05 (480p), 0.07 (720p) per second
    - Video that is read: input_video_seconds x 0.01 per second

    Facts that you may supply; what is not known makes the price a range:

    - output_tier: Size class of the result; no parameter says it.
    - input_video_seconds: Length of the video behind video_url.

    Raises PriceRefused where no price can be given. The request is taken to be valid.

    https://fal.ai/models/xai/grok-imagine-video/extend-video/playground

    >>> estimate_extend_video({
    ...     "prompt": "the view widens to a town at dusk",
    ...     "video_url": "https://v3b.fal.media/files/b/0a8b9112/V5Z_NIPE3ppMDWivNo6_q_video_019.mp4",
    ... })
    <Estimate fal/grok-imagine-video/extend-video: $0.32 to $0.57>
    """
    assumed: list[Assumption] = []
    missing: list[Missing] = []
    high: int | None
    items: tuple[Item, ...]
    said = params.get("duration")
    if type(said) is int and 2 <= said <= 10:
        seconds = said
    elif said is not None:
        seconds = whole("duration", said, 2, 10)
    else:
        seconds = 6
        assumed.append(_SECONDS_ASSUMED)
    if output_tier is not None:
        output_tier = one_of("output_tier", output_tier, _OUTPUT_TIER_VALUES)
    else:
        output_tier = None
        missing.append(_OUTPUT_TIER_MISSING)
    if input_video_seconds is not None:
        input_video_seconds_low = input_video_seconds_high = supplied(
            "input_video_seconds", input_video_seconds, 6, 2_000_000, 15_000_000
        )
    else:
        input_video_seconds_low, input_video_seconds_high = 2_000_000, 15_000_000
        missing.append(_EXTEND_VIDEO_INPUT_VIDEO_SECONDS_MISSING)
    if missing or output_tier is None:
        bills = []
        for output_tier in options(output_tier, _OUTPUT_TIER_VALUES):
            output_video_rate = _OUTPUT_VIDEO_RATES[output_tier]
            output_video_amount = seconds * (output_video_rate * 1_000_000)
            input_video_amount_low = input_video_seconds_low
            input_video_amount_high = input_video_seconds_high
            low = output_video_amount + input_video_amount_low
            high = output_video_amount + input_video_amount_high
            items = (
                (
                    seconds,
                    seconds,
                    output_video_rate,
                    output_video_rate,
                    output_video_amount,
                    output_video_amount,
                ),
                (
                    input_video_seconds_low,
                    input_video_seconds_high,
                    1,
                    1,
                    input_video_amount_low,
                    input_video_amount_high,
                ),
            )
            bills.append((low, high, items))
        low, high, items = merged(bills)
    else:
        output_video_rate = _OUTPUT_VIDEO_RATES[output_tier]
        low = seconds * (output_video_rate * 1_000_000) + input_video_seconds_low
        items = (
            (seconds, seconds, output_video_rate, output_video_rate),
            (input_video_seconds_low, input_video_seconds_low, 1, 1),
        )
        high = low
    return Estimate(_EXTEND_VIDEO_PRICE, low, high, items, assumed, missing, ())
