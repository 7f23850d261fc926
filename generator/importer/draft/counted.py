"""Units that documents charge and bound by, beyond those that the shipped specs know."""

from __future__ import annotations

from typing import Any

UNITS: dict[str, dict[str, Any]] = {
    "second": {"one": "second", "many": "seconds", "places": 6},
    "image": {"one": "image", "many": "images", "places": 0},
    "video": {"one": "video", "many": "videos", "places": 0},
    "result": {"one": "result", "many": "results", "places": 0},
    "pixel": {"one": "pixel", "many": "pixels", "places": 0},
    "dollar": {"one": "US dollar", "many": "US dollars", "places": 9, "money": True},
    "minute": {"one": "minute", "many": "minutes", "places": 6},
    "hour": {"one": "hour", "many": "hours", "places": 6},
    "millisecond": {"one": "millisecond", "many": "milliseconds", "places": 3},
    "character": {"one": "character", "many": "characters", "places": 0},
    "word": {"one": "word", "many": "words", "places": 0},
    "token": {"one": "token", "many": "tokens", "places": 0},
    "megapixel": {"one": "megapixel", "many": "megapixels", "places": 6},
    "frame": {"one": "frame", "many": "frames", "places": 0},
    "step": {"one": "step", "many": "steps", "places": 0},
    "page": {"one": "page", "many": "pages", "places": 0},
    "request": {"one": "request", "many": "requests", "places": 0},
    "credit": {"one": "credit", "many": "credits", "places": 6},
}
"""What can stand in units.yaml, by name."""

LIKE_ONE_RESULT = frozenset({"generation", "request", "song", "track", "clip", "result", "video"})
"""Units of which a call makes as many as it makes results."""
