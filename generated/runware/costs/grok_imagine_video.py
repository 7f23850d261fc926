"""What Grok Imagine Video costs at Runware, known before the call.

Written by `specloom generate` from specs/runware/grok-imagine-video.yaml. Edit the spec, not this
file.
"""

from __future__ import annotations

from ..._runtime.estimates import Assumption, Estimate, Missing, PriceInfo
from ..._runtime.facts import agree, assume, how_many, look_up, one_of, supplied, whole
from ..._runtime.line_items import LineInfo
from ..._runtime.ranges import merged, options, plus, times
from ..._runtime.rules import members

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal
    from typing import Any

    from ..._runtime.line_items import Item

_OUTPUT_TIER_VALUES = ("480p", "720p")
_SIZES_TIER = {
    (480, 480): "480p",
    (848, 480): "480p",
    (480, 848): "480p",
    (640, 480): "480p",
    (480, 640): "480p",
    (720, 480): "480p",
    (480, 720): "480p",
    (720, 720): "720p",
    (1280, 720): "720p",
    (720, 1280): "720p",
    (960, 720): "720p",
    (720, 960): "720p",
    (1088, 720): "720p",
    (720, 1088): "720p",
}
_OUTPUT_TIER_ASSUMED = Assumption("output_tier", "480p", "the server's default for resolution")
_OUTPUT_TIER_MISSING = Missing("output_tier", None, ["480p", "720p"])
_RESULTS_ASSUMED = Assumption("results", "1", "the server's default for numberResults")
_INPUT_VIDEO_SECONDS_MISSING = Missing(
    "input_video_seconds", "second", {"minimum": "0", "maximum": None}
)
_SECONDS_ASSUMED = Assumption("seconds", "6", "the server's default")
_SECONDS_MISSING = Missing("duration", "second", {"minimum": "2", "maximum": "10"})
_OUTPUT_VIDEO_RATES = {"480p": 5, "720p": 7}
_DOUBTS = (
    "Whether less than 6 s costs less than 6 s is not said; the range goes from the length to 6 s.",
    "Whether the image charge is due once or for each image is not said; the range spans both.",
    "How long a restyled clip is without a duration is not said; it is taken to keep the input's length.",
    "Whether inputs are charged again for each result is not said; the estimate multiplies everything.",
)
_VIDEO_INFERENCE_PRICE = PriceInfo(
    "runware/grok-imagine-video/video-inference",
    "2026-11-21",
    "USD",
    (
        LineInfo(
            "output-video",
            "Seconds of output",
            "second",
            "documented",
            "page#Pricing, T2V rows",
            places=6,
            rate_places=2,
        ),
        LineInfo(
            "input-image",
            "Input images",
            "image",
            "documented",
            "page#Pricing, first sentence and I2V rows",
            places=0,
            rate_places=3,
        ),
        LineInfo(
            "input-video",
            "Seconds of input video",
            "second",
            "documented",
            "page#Pricing, first sentence and V2V rows",
            places=6,
            rate_places=2,
        ),
    ),
    places=8,
    billed_when={"success": "yes", "failure": "unknown", "moderated": "unknown"},
)


def estimate_video_inference(
    params: Mapping[str, Any],
    *,
    output_tier: str | None = None,
    input_video_seconds: int | str | Decimal | None = None,
) -> Estimate:
    """Estimate what a request to runware/grok-imagine-video/video-inference costs.

    Makes a clip from a text, from a first frame, or from another clip; the inputs decide which.

    Prices in USD as documented on 2026-11-21:

    - Seconds of output: range(seconds, max(seconds, 6)) x 0.05 (480p), 0.07 (720p) per second
    - Input images: range(min(input_images, 1), input_images) x 0.002 per image
    - Seconds of input video: input_video_seconds x 0.01 per second

    Facts that you may supply; what is not known makes the price a range:

    - output_tier: Size class of the output; with an input video it follows from that clip.
    - input_video_seconds: Length of the input video.

    Raises PriceRefused where no price can be given. The request is taken to be valid.

    https://runware.ai/docs/models/xai-grok-imagine-video

    >>> estimate_video_inference({
    ...     "positivePrompt": "a lighthouse in a storm",
    ...     "width": 1280,
    ...     "height": 720,
    ...     "duration": 8,
    ... })
    <Estimate runware/grok-imagine-video/video-inference: $0.56>
    """
    assumed: list[Assumption] = []
    missing: list[Missing] = []
    high: int | None
    items: tuple[Item, ...]
    inputs = members(params, "inputs") if "inputs" in params else {}
    said = params.get("resolution")
    if said is not None:
        found = one_of("resolution", said, _OUTPUT_TIER_VALUES)
        if output_tier is not None:
            agree("output_tier", found, output_tier)
        output_tier = found
    elif params.get("width") is not None and params.get("height") is not None:
        found = look_up(_SIZES_TIER, params["width"], params["height"])
        if output_tier is not None:
            agree("output_tier", found, output_tier)
        output_tier = found
    elif output_tier is not None:
        output_tier = one_of("output_tier", output_tier, _OUTPUT_TIER_VALUES)
    elif inputs.get("frameImages") is not None:
        output_tier = "480p"
        assumed.append(_OUTPUT_TIER_ASSUMED)
    else:
        output_tier = None
        missing.append(_OUTPUT_TIER_MISSING)
    input_images = (how_many(inputs["frameImages"]) if "frameImages" in inputs else 0) + (
        how_many(inputs["referenceImages"]) if "referenceImages" in inputs else 0
    )
    has_video = inputs.get("video") is not None
    duration_given = params.get("duration") is not None
    said = params.get("numberResults")
    if type(said) is int and 1 <= said <= 4:
        results = said
    elif said is not None:
        results = whole("numberResults", said, 1, 4)
    else:
        results = 1
        assumed.append(_RESULTS_ASSUMED)
    if not has_video:
        input_video_seconds_low = input_video_seconds_high = 0
    elif input_video_seconds is not None:
        input_video_seconds_low = input_video_seconds_high = supplied(
            "input_video_seconds", input_video_seconds, 6, 0, None
        )
    else:
        input_video_seconds_low, input_video_seconds_high = 0, None
        missing.append(_INPUT_VIDEO_SECONDS_MISSING)
    said = params.get("duration")
    if type(said) is int and 1 <= said <= 15:
        seconds_low = seconds_high = said * 1_000_000
    elif said is not None:
        seconds_low = seconds_high = whole("duration", said, 1, 15) * 1_000_000
    elif inputs.get("video") is None:
        seconds_low = seconds_high = 6_000_000
        assumed.append(_SECONDS_ASSUMED)
    elif (
        inputs.get("video") is not None
        and input_video_seconds_low == input_video_seconds_high
        and input_video_seconds_low >= 2_000_000
        and input_video_seconds_low <= 10_000_000
    ):
        seconds_low = seconds_high = input_video_seconds_low
        assumed.append(
            assume("seconds", input_video_seconds_low, 6, "an edit is taken to keep the length")
        )
    else:
        seconds_low, seconds_high = 2_000_000, 10_000_000
        missing.append(_SECONDS_MISSING)
    doubts: list[str] = []
    if missing or output_tier is None:
        bills = []
        told = set()
        for output_tier in options(output_tier, _OUTPUT_TIER_VALUES):
            output_video_low = seconds_low * results
            output_video_high = (seconds_high if seconds_high > 6_000_000 else 6_000_000) * results
            output_video_rate = _OUTPUT_VIDEO_RATES[output_tier]
            output_video_amount_low = output_video_low * output_video_rate
            output_video_amount_high = output_video_high * output_video_rate
            input_image_low = (input_images if input_images < 1 else 1) * results
            input_image_high = input_images * results
            input_image_amount_low = input_image_low * 200_000
            input_image_amount_high = input_image_high * 200_000
            input_video_low = input_video_seconds_low * results
            input_video_high = times(input_video_seconds_high, results)
            input_video_amount_low = input_video_low
            input_video_amount_high = input_video_high
            low = output_video_amount_low + input_image_amount_low + input_video_amount_low
            high = plus(output_video_amount_high + input_image_amount_high, input_video_amount_high)
            items = (
                (
                    output_video_low,
                    output_video_high,
                    output_video_rate,
                    output_video_rate,
                    output_video_amount_low,
                    output_video_amount_high,
                ),
                (
                    input_image_low,
                    input_image_high,
                    2,
                    2,
                    input_image_amount_low,
                    input_image_amount_high,
                ),
                (
                    input_video_low,
                    input_video_high,
                    1,
                    1,
                    input_video_amount_low,
                    input_video_amount_high,
                ),
            )
            if seconds_low < 6_000_000:
                told.add(0)
            if input_images > 1:
                told.add(1)
            if has_video and (not duration_given):
                told.add(2)
            if (results > 1) and (has_video or (input_images > 0)):
                told.add(3)
            bills.append((low, high, items))
        low, high, items = merged(bills)
        doubts += [_DOUBTS[place] for place in sorted(told)]
    else:
        output_video_low = seconds_low * results
        output_video_high = (seconds_low if seconds_low > 6_000_000 else 6_000_000) * results
        output_video_rate = _OUTPUT_VIDEO_RATES[output_tier]
        input_image_low = (input_images if input_images < 1 else 1) * results
        input_image_high = input_images * results
        input_video = input_video_seconds_low * results
        low = output_video_low * output_video_rate + input_image_low * 200_000 + input_video
        high = output_video_high * output_video_rate + input_image_high * 200_000 + input_video
        items = (
            (output_video_low, output_video_high, output_video_rate, output_video_rate),
            (input_image_low, input_image_high, 2, 2),
            (input_video, input_video, 1, 1),
        )
        if seconds_low < 6_000_000:
            doubts.append(_DOUBTS[0])
        if input_images > 1:
            doubts.append(_DOUBTS[1])
        if has_video and (not duration_given):
            doubts.append(_DOUBTS[2])
        if (results > 1) and (has_video or (input_images > 0)):
            doubts.append(_DOUBTS[3])
    return Estimate(_VIDEO_INFERENCE_PRICE, low, high, items, assumed, missing, doubts)
