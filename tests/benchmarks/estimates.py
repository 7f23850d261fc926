"""How many exact estimates fit into a second."""

from __future__ import annotations

from typing import Any

from genai_prices import Usage, calc_price

from generated.fal.costs.grok_imagine_video import estimate_text_to_video
from generated.runware.costs.grok_imagine_video import estimate_video_inference

from . import requests
from .measure import Taker, calls, in_turns
from .table import Budget, Row

ROUNDS = 21
PEER = "genai-prices, a token model"
TOTAL = Budget(1e-6, "1,000,000 /s")
ITEMISED = Budget(2e-6, "500,000 /s")


def rows() -> list[Row]:
    """Price the documented requests: the amount, the line items, and everything as JSON data."""
    usage = Usage(input_tokens=1000, output_tokens=100)
    takers = {PEER: calls(lambda: calc_price(usage, "gpt-4o", provider_id="openai").total_price)}
    known: list[tuple[str, Any, dict[str, Any]]] = [
        ("fal", estimate_text_to_video, requests.fal().request),
        ("runware", estimate_video_inference, requests.runware().request),
    ]
    for name, estimate, request in known:
        takers |= _takers(name, estimate, request)
    times = in_turns(takers, ROUNDS)
    theirs = times.pop(PEER)
    budgets = {"estimate": TOTAL, "itemised": ITEMISED}
    return [
        Row(name, ours, "/s", PEER, theirs, budgets.get(name.partition(",")[0]))
        for name, ours in times.items()
    ]


def _takers(name: str, estimate: Any, request: dict[str, Any]) -> dict[str, Taker]:
    """Ask for the total, for the lines with their integers, and for everything."""
    assert estimate(request).exact, "the price is certain"
    return {
        f"estimate, {name}": calls(lambda: estimate(request).low_units),
        f"itemised, {name}": calls(lambda: estimate(request).lines),
        f"as JSON data, {name}": calls(lambda: estimate(request).as_dict()),
    }
