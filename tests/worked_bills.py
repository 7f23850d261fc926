"""The page of worked bills: documented and billed amounts beside what the language makes of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from shipped import ROOT, providers, read

from generator.ir.prices import Cost
from generator.ir.provider import Operation
from generator.judge import judge
from generator.price.evaluate import estimate
from generator.pricing.table import cost_words
from generator.runtime.amounts import money
from generator.runtime.estimates import PriceRefused

SELLERS = Path(__file__).parent / "bills" / "specs"
PAGE = ROOT / "docs" / "worked-bills.md"
IMAGE = "https://example.com/a.png"
VIDEO = "https://example.com/a.mp4"
FAL = "fal/grok-imagine-video"
TASK = "runware/grok-imagine-video/video-inference"
REEF: dict[str, Any] = {"positivePrompt": "a glowing reef", "inputs": {"video": VIDEO}}
HEAD = """\
# Worked bills

Every documented or billed amount for Grok Imagine Video that we know of, beside what specloom makes of it.
`tests/test_worked_bills.py` writes this page with `UPDATE_DOCS=1` and holds it to the specs: those that are shipped, and
small ones under `tests/bills/specs` for sellers that have none of their own here. `~` marks evidence too weak for exact.
"""


class Worked(NamedTuple):
    """A documented amount, and the request and facts for which it stands."""

    title: str
    operation: str
    request: dict[str, Any]
    facts: dict[str, str]
    documented: str
    """How the document has it, and how the estimate must be spelt."""
    why: str


DEFAULTS = (
    Worked("text to video", f"{FAL}/text-to-video", {"prompt": "x"}, {}, "$0.42", "6 s at 720p"),
    Worked(
        "image to video",
        f"{FAL}/image-to-video",
        {"prompt": "x", "image_url": IMAGE},
        {},
        "$0.422",
        "6 s at 720p, one image",
    ),
    Worked(
        "references",
        f"{FAL}/reference-to-video",
        {"prompt": "x", "reference_image_urls": [IMAGE]},
        {},
        "~ $0.402",
        "8 s at 480p for 0.40, and one image",
    ),
    Worked(
        "frame image",
        TASK,
        {"positivePrompt": "x", "inputs": {"frameImages": [IMAGE]}},
        {},
        "$0.302",
        "6 s at 480p, one image",
    ),
    Worked(
        "no length, no resolution",
        "cloudflare/grok-imagine-video/run",
        {"prompt": "x"},
        {},
        "$0.05 to $1.05",
        "no default is documented",
    ),
    Worked(
        "defaults",
        "aimlapi/grok-imagine-video/generate",
        {"prompt": "x"},
        {},
        "no price",
        "10 s at 720p, and no document states a price",
    ),
)
"""By its defaults alone, the same wish costs something else everywhere."""

REEFS = (
    Worked("input unknown", TASK, REEF, {}, "at least $0.10", "0.404 lies within"),
    Worked(
        "5.05 s in and out at 720p",
        TASK,
        REEF,
        {"input_video_seconds": "5.05", "output_tier": "720p"},
        "$0.404 to $0.4705",
        "303 frames at 60 a second; less than 6 s of output may cost 6 s",
    ),
    Worked(
        "10.4 s in, 6 s out at 480p",
        TASK,
        {**REEF, "duration": 6},
        {"input_video_seconds": "10.4", "output_tier": "480p"},
        "$0.404",
        "one of the pairs that fit",
    ),
    Worked(
        "5.4 s in, 7 s out at 480p",
        TASK,
        {**REEF, "duration": 7},
        {"input_video_seconds": "5.4", "output_tier": "480p"},
        "$0.404",
        "another",
    ),
    Worked(
        "5.4 s in, 5 s out at 720p",
        TASK,
        {**REEF, "duration": 5},
        {"input_video_seconds": "5.4", "output_tier": "720p"},
        "$0.404 to $0.474",
        "a third; less than 6 s of output may cost 6 s",
    ),
)
"""The example that cost 0.404 without a word about its length."""

OPEN = (
    ("xAI, page of the model", "length and resolution change the cost", "It names no amount."),
    ("xAI, limits", "15 s made, 8.7 s edited, 2 to 10 s added", "Lengths are no amounts."),
    (
        "xAI, cost_in_usd_ticks",
        "1 tick = 1e-10 USD",
        "No bill of a video in ticks is known; 0.42 USD would be 4,200,000,000.",
    ),
    (
        "fal, pricing API",
        "0.05, seconds",
        "It knows one unit price where fal's text has a formula; by it 6 s at 720p would be 0.30. The text counts.",
    ),
    (
        "Runware, prose on seconds after the sixth",
        "0.05 each",
        "Taken literally, 8 s at 720p is 0.52; the page's own two examples say 0.56, so they count.",
    ),
    (
        "Runware, prose on 6 s",
        "starts at 0.30",
        "Whether that is a least amount is not said; under 6 s the estimate goes up to that of 6 s.",
    ),
    (
        "Runware, 0.404 for one length at 480p",
        "6.7333... s, 202 frames at 30 a second",
        "No decimal is that length: 6.733333 s costs 0.40399998. As a bill it would be rounded.",
    ),
    (
        "Runware, 0.404 for 121 frames at 24 a second",
        "5.0417 s at 720p, 0.40333...",
        "It needs rounding up to a tenth of a cent, of which no document speaks.",
    ),
    ("AI/ML API", "no price for this model", "Refused. A job reports what it cost afterwards."),
    (
        "AI/ML API, credits",
        "2,000,000 credits = 1 USD",
        "A rate of exchange; `specloom reconcile --credits-per-dollar` takes it.",
    ),
    (
        "Venice, 720p",
        "0.08850 to 0.08864 a second",
        "Only the interval follows from amounts rounded to cents; 1.265 times the list, 0.08855, lies in it.",
    ),
    ("Venice, editing", "by source", "It names no amount."),
    (
        "A client's moderation fee",
        "0.05",
        "Somebody's code assumes it; no seller states it. `billed_when` says who charges for moderated results.",
    ),
    (
        "llmgateway 2524",
        "0.08 a second at 720p and 1080p",
        "Wrong: it contradicts every other source of the 1.5 rates.",
    ),
    (
        "Comfy docs 1063",
        "an image for 3.02 a second",
        "Wrong: images are charged each, not by length.",
    ),
)
"""Figures that are not reproduced, and why."""


def operations() -> dict[str, Operation]:
    """Return all operations, of shipped specs and of sellers."""
    found = (*providers().values(), *read(SELLERS))
    return {each.name: each for provider in found for each in provider.operations}


def shown(operation: Operation, request: Any, facts: Any) -> str:
    """Spell the estimate of a request that must be right."""
    assert judge(operation, request) == []
    try:
        return str(estimate(operation, request, facts))
    except PriceRefused:
        return "no price"


def rows(operation: Operation) -> Iterator[tuple[str, str, str, str]]:
    """List title, documented cost, estimate and source of what an operation's spec documents."""
    for price in operation.prices:
        listed = [(row.title, row.request, row.facts, row.cost, row.source) for row in price.rows]
        listed += [
            (each.id, each.request, each.facts, each.cost, each.source)
            for each in operation.examples
            if each.cost is not None and each.request is not None and price is operation.price
        ]
        for title, request, facts, cost, source in listed:
            told = shown(operation, dict(request or {}), facts)
            yield title, cost_words(cost), told, str(source or price.source or "")


def met(cost: Cost, operation: Operation, request: Any, facts: Any) -> bool:
    """Tell whether the estimate is what the document says."""
    try:
        found = estimate(operation, request, facts)
    except PriceRefused:
        return cost.refused
    amount = cost.exact or cost.amount
    if amount is not None:
        return found.low == found.high == amount and (cost.exact is None or found.exact)
    return cost.contains is not None and found.low <= cost.contains and money(found.low) is not None


def page() -> str:
    """Write the page."""
    parts = [HEAD]
    for title, prefix in (("Shipped providers", ""), ("Other sellers", "sellers/")):
        parts.append(f"## {title}\n")
        lines = ["| operation | documented | cost | estimate | source |", "|---|---|---|---|---|"]
        for operation in operations().values():
            if operation.name.startswith("sellers/") == bool(prefix):
                name = operation.name.removeprefix("sellers/")
                lines += [f"| {name} | {' | '.join(row)} |" for row in rows(operation)]
        parts.append("\n".join(lines) + "\n")
    for title, worked in (("By defaults alone", DEFAULTS), ("0.404 USD", REEFS)):
        parts.append(f"## {title}\n")
        lines = ["| operation | what is asked | estimate | why |", "|---|---|---|---|"]
        for each in worked:
            told = shown(operations()[each.operation], each.request, each.facts)
            lines.append(f"| {each.operation} | {each.title} | {told} | {each.why} |")
        parts.append("\n".join(lines) + "\n")
    parts.append("## Not reproduced, and why\n")
    lines = ["| where | what it says | why it is not reproduced |", "|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in OPEN]
    return "\n".join([*parts, "\n".join(lines)]) + "\n"
