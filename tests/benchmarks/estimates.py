"""How many exact estimates fit into a second."""

from __future__ import annotations

from typing import Any

from genai_prices import Usage, calc_price

from generated.fal.costs.grok_imagine_video import estimate_text_to_video
from generated.runware.costs.grok_imagine_video import estimate_video_inference

from . import requests
from .measure import calls, in_turns
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
        assert estimate(request).exact, "the price is certain"
        takers[f"estimate, {name}"] = calls(lambda e=estimate, r=request: e(r).low_units)
        takers[f"itemised, {name}"] = calls(lambda e=estimate, r=request: _items(e(r)))
        takers[f"as JSON data, {name}"] = calls(lambda e=estimate, r=request: e(r).as_dict())
    times = in_turns(takers, ROUNDS)
    theirs = times.pop(PEER)
    budgets = {"estimate": TOTAL, "itemised": ITEMISED}
    return [
        Row(name, ours, "/s", PEER, theirs, budgets.get(name.partition(",")[0]))
        for name, ours in times.items()
    ]


def _items(estimate: Any) -> int:
    """Read every line: integers at the scale that the price states."""
    return sum(low * (rate or 0) for low, _, rate, _ in estimate.items)
