"""What Grok Imagine Video costs at fal, known before the call.

Written by `specloom generate` from specs/fal/grok-imagine-video.yaml. Edit the spec, not this file.
"""

from __future__ import annotations

from ..._runtime.estimates import Assumption, Estimate, LineInfo, Missing, PriceInfo
from ..._runtime.facts import agree, capped, how_many, one_of, supplied, whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal
    from typing import Any

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
)
_SECONDS_ASSUMED = Assumption("seconds", "6", "the server's default for duration")
_OUTPUT_TIER_VALUES = ("480p", "720p")
_OUTPUT_TIER_ASSUMED = Assumption("output_tier", "720p", "the server's default for resolution")
_OUTPUT_VIDEO_RATES = {"480p": 5, "720p": 7}
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
)
_REFERENCE_TO_VIDEO_SECONDS_ASSUMED = Assumption(
    "seconds", "8", "the server's default for duration"
)
_REFERENCE_TO_VIDEO_OUTPUT_TIER_ASSUMED = Assumption(
    "output_tier", "480p", "the server's default for resolution"
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
)
_INPUT_VIDEO_SECONDS_MISSING = Missing(
    "input_video_seconds", "second", {"minimum": "0", "maximum": None}
)
_OUTPUT_TIER_MISSING = Missing("output_tier", None, ["480p", "720p"])
_RESOLUTION_ASKED_VALUES = ("auto", "480p", "720p")
_RESOLUTION_ASKED_ASSUMED = Assumption(
    "resolution_asked", "auto", "the server's default for resolution"
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
)
_EXTEND_VIDEO_INPUT_VIDEO_SECONDS_MISSING = Missing(
    "input_video_seconds", "second", {"minimum": "2", "maximum": "15"}
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
    if said is not None:
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
    input_images = how_many(params.get("image_url"))
    output_video_rate = _OUTPUT_VIDEO_RATES[output_tier]
    low = (seconds * output_video_rate) * 10 + input_images * 2
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
    if said is not None:
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
    if said is not None:
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
    input_images = how_many(params.get("reference_image_urls"))
    output_video_rate = _OUTPUT_VIDEO_RATES[output_tier]
    input_image_low = min(input_images, 1)
    input_image_high = input_images
    low = (seconds * output_video_rate) * 10 + input_image_low * 2
    high = (seconds * output_video_rate) * 10 + input_image_high * 2
    doubts: list[str] = []
    if input_images > 1:
        doubts.append(
            "Whether 0.002 USD is due for each image or once for a request is not stated; the estimate spans both."
        )
    items = (
        (seconds, seconds, output_video_rate, output_video_rate),
        (input_image_low, input_image_high, 2, 2),
    )
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
    if input_video_seconds is not None:
        input_video_seconds_low = input_video_seconds_high = supplied(
            "input_video_seconds", input_video_seconds, 6, 0, None
        )
    else:
        input_video_seconds_low, input_video_seconds_high = 0, None
        missing.append(_INPUT_VIDEO_SECONDS_MISSING)
    billed_seconds_low = min(input_video_seconds_low, 8_000_000)
    billed_seconds_high = capped(input_video_seconds_high, 8_000_000)
    said = params.get("resolution")
    if said is not None and said != "auto":
        output_tier = agree(
            "output_tier", one_of("resolution", said, _OUTPUT_TIER_VALUES), output_tier
        )
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
    if output_tier is None:
        output_video_rate_low, output_video_rate_high = 5, 7
    else:
        output_video_rate_low = output_video_rate_high = _OUTPUT_VIDEO_RATES[output_tier]
    low = billed_seconds_low * output_video_rate_low + billed_seconds_low
    high = billed_seconds_high * output_video_rate_high + billed_seconds_high
    doubts: list[str] = []
    doubts.append(
        "No document says how long the result is; it is taken to be as long as the input after the cut."
    )
    if resolution_asked == "auto":
        doubts.append(
            "No price is published for auto; without output_tier the estimate spans both size classes."
        )
    items = (
        (billed_seconds_low, billed_seconds_high, output_video_rate_low, output_video_rate_high),
        (billed_seconds_low, billed_seconds_high, 1, 1),
    )
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
    said = params.get("duration")
    if said is not None:
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
    if output_tier is None:
        output_video_rate_low, output_video_rate_high = 5, 7
    else:
        output_video_rate_low = output_video_rate_high = _OUTPUT_VIDEO_RATES[output_tier]
    low = (seconds * output_video_rate_low) * 1_000_000 + input_video_seconds_low
    high = (seconds * output_video_rate_high) * 1_000_000 + input_video_seconds_high
    items = (
        (seconds, seconds, output_video_rate_low, output_video_rate_high),
        (input_video_seconds_low, input_video_seconds_high, 1, 1),
    )
    return Estimate(_EXTEND_VIDEO_PRICE, low, high, items, assumed, missing, ())
