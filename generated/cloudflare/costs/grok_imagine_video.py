"""What Grok Imagine Video costs at Cloudflare, known before the call.

Written by `specloom generate` from specs/cloudflare/grok-imagine-video.yaml. Edit the spec, not
this file.
"""

from __future__ import annotations

from ..._runtime.estimates import Estimate, Missing, PriceInfo
from ..._runtime.facts import agree, how_many, look_up, one_of, whole
from ..._runtime.line_items import LineInfo
from ..._runtime.ranges import combined, greater, lesser, merged, options, plus, stretches, unstated

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ..._runtime.line_items import Item

_SECONDS_MISSING = Missing("duration", "second", {"minimum": "1", "maximum": "15"})
_OUTPUT_TIER_VALUES = ("480p", "720p")
_OUTPUT_TIER_MISSING = Missing("output_tier", None, ["480p", "720p"])
_SIZES_HEIGHT = {
    ("848x480",): 480,
    ("1696x960",): 960,
    ("1280x720",): 720,
    ("1920x1080",): 1080,
}
_SIZE_HEIGHT_MISSING = Missing("size_height", "pixel", {"minimum": "480", "maximum": "1080"})
_OUTPUT_VIDEO_RATES = {"480p": 5, "720p": 7}
_DOUBTS = (
    "The price list has a Default row of 0.05 a second, but no document says which tier is made when no resolution is sent; the estimate covers both tiers.",
    "No document says which tier a size is charged as; the estimate goes by the resolution alone. 1696x960 and 1920x1080 fit neither tier, so with them it has no upper end.",
    "The price list is silent about images and videos that are sent. Silence is not taken for zero, so the estimate has no upper end.",
    "How long an edited or extended video is, and which of its seconds are charged, is not documented.",
)
_RUN_PRICE = PriceInfo(
    "cloudflare/grok-imagine-video/run",
    "2026-11-21",
    "USD",
    (
        LineInfo(
            "output-video",
            "Seconds of video made",
            "second",
            "documented",
            "catalogue#pricing, @480p and @720p",
            places=0,
            rate_places=2,
        ),
        LineInfo(
            "size-above-720p",
            "Seconds at a size above 720p",
            "second",
            "documented",
            "page#Parameters, Input, size",
            places=0,
            rate_places=0,
        ),
        LineInfo(
            "input-image",
            "Images sent",
            "image",
            "documented",
            "catalogue#pricing",
            places=0,
            rate_places=0,
        ),
        LineInfo(
            "input-video",
            "Videos sent",
            "video",
            "documented",
            "catalogue#pricing",
            places=0,
            rate_places=0,
        ),
    ),
    places=2,
    billed_when={"success": "yes", "failure": "unknown", "moderated": "unknown"},
)


def estimate_run(params: Mapping[str, Any], *, output_tier: str | None = None) -> Estimate:
    """Estimate what a request to cloudflare/grok-imagine-video/run costs.

    Makes a video from text or images, or changes or lengthens one that exists, and waits until it
    is ready.

    Prices in USD as documented on 2026-11-21:

    - Seconds of video made: seconds x 0.05 (480p), 0.07 (720p) per second
    - Seconds at a size above 720p: if((size_height > 720), seconds, 0) x not stated per second
    - Images sent: input_images x not stated per image
    - Videos sent: input_videos x not stated per video

    Facts that you may supply; what is not known makes the price a range:

    - output_tier: Resolution tier of the video that is made.

    Raises PriceRefused where no price can be given. The request is taken to be valid.

    https://developers.cloudflare.com/ai/models/xai/grok-imagine-video/

    >>> estimate_run({
    ...     "prompt": "ink in water",
    ...     "aspect_ratio": "9:16",
    ...     "duration": 5,
    ...     "resolution": "720p",
    ... })
    <Estimate cloudflare/grok-imagine-video/run: $0.35>
    """
    missing: list[Missing] = []
    high: int | None
    items: tuple[Item, ...]
    said = params.get("duration")
    if type(said) is int and 1 <= said <= 15:
        seconds_low = seconds_high = said
    elif said is not None:
        seconds_low = seconds_high = whole("duration", said, 1, 15)
    else:
        seconds_low, seconds_high = 1, 15
        missing.append(_SECONDS_MISSING)
    said = params.get("resolution")
    if said is not None:
        found = one_of("resolution", said, _OUTPUT_TIER_VALUES)
        if output_tier is not None:
            agree("output_tier", found, output_tier)
        output_tier = found
    elif output_tier is not None:
        output_tier = one_of("output_tier", output_tier, _OUTPUT_TIER_VALUES)
    else:
        output_tier = None
        missing.append(_OUTPUT_TIER_MISSING)
    input_images = (how_many(params["image"]) if "image" in params else 0) + (
        how_many(params["reference_images"]) if "reference_images" in params else 0
    )
    input_videos = how_many(params["video"]) if "video" in params else 0
    resolution_given = params.get("resolution") is not None
    size_given = params.get("size") is not None
    if not size_given:
        size_height_low = size_height_high = 0
    elif params.get("size") is not None:
        size_height_low = size_height_high = look_up(_SIZES_HEIGHT, params["size"])
    else:
        size_height_low, size_height_high = 480, 1_080
        missing.append(_SIZE_HEIGHT_MISSING)
    doubts: list[str] = []
    if missing or output_tier is None:
        bills = []
        told = set()
        for output_tier, (size_height_low, size_height_high) in combined(
            options(output_tier, _OUTPUT_TIER_VALUES),
            stretches(size_height_low, size_height_high, 720),
        ):
            output_video_rate = _OUTPUT_VIDEO_RATES[output_tier]
            output_video_amount_low = seconds_low * output_video_rate
            output_video_amount_high = seconds_high * output_video_rate
            size_above_720p_low = lesser(
                (size_height_low > 720), (size_height_high > 720), seconds_low, 0
            )
            size_above_720p_high = greater(
                (size_height_low > 720), (size_height_high > 720), seconds_high, 0
            )
            size_above_720p_amount_low = 0
            size_above_720p_amount_high = unstated(size_above_720p_high)
            input_image_amount_low = 0
            input_image_amount_high = unstated(input_images)
            input_video_amount_low = 0
            input_video_amount_high = unstated(input_videos)
            low = (
                output_video_amount_low
                + size_above_720p_amount_low
                + input_image_amount_low
                + input_video_amount_low
            )
            high = plus(
                plus(
                    plus(output_video_amount_high, size_above_720p_amount_high),
                    input_image_amount_high,
                ),
                input_video_amount_high,
            )
            items = (
                (
                    seconds_low,
                    seconds_high,
                    output_video_rate,
                    output_video_rate,
                    output_video_amount_low,
                    output_video_amount_high,
                ),
                (
                    size_above_720p_low,
                    size_above_720p_high,
                    None,
                    None,
                    size_above_720p_amount_low,
                    size_above_720p_amount_high,
                ),
                (
                    input_images,
                    input_images,
                    None,
                    None,
                    input_image_amount_low,
                    input_image_amount_high,
                ),
                (
                    input_videos,
                    input_videos,
                    None,
                    None,
                    input_video_amount_low,
                    input_video_amount_high,
                ),
            )
            if not resolution_given:
                told.add(0)
            if size_given:
                told.add(1)
            if (input_images > 0) or (input_videos > 0):
                told.add(2)
            if input_videos > 0:
                told.add(3)
            bills.append((low, high, items))
        low, high, items = merged(bills)
        doubts += [_DOUBTS[place] for place in sorted(told)]
    else:
        output_video_rate = _OUTPUT_VIDEO_RATES[output_tier]
        size_above_720p = seconds_low if (size_height_low > 720) else 0
        low = seconds_low * output_video_rate
        high = plus(
            plus(
                plus(seconds_low * output_video_rate, unstated(size_above_720p)),
                unstated(input_images),
            ),
            unstated(input_videos),
        )
        items = (
            (seconds_low, seconds_low, output_video_rate, output_video_rate),
            (size_above_720p, size_above_720p, None, None),
            (input_images, input_images, None, None),
            (input_videos, input_videos, None, None),
        )
        if not resolution_given:
            doubts.append(_DOUBTS[0])
        if size_given:
            doubts.append(_DOUBTS[1])
        if (input_images > 0) or (input_videos > 0):
            doubts.append(_DOUBTS[2])
        if input_videos > 0:
            doubts.append(_DOUBTS[3])
    return Estimate(_RUN_PRICE, low, high, items, (), missing, doubts)
