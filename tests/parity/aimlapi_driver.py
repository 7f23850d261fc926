"""Drives aimlapi-sdk-python, which needs an environment of its own: it brings another `openai`."""

from __future__ import annotations

from typing import Any

from aimlapi import AIMLAPI  # type: ignore[import-not-found]  # never in this environment

NAMED = ("model", "prompt", "aspect_ratio", "duration", "negative_prompt", "seed")
"""Parameters that its method has names for; the others go through `extra_body`."""


def run(job: dict[str, Any]) -> Any:
    """Create a video and wait for it."""
    client = AIMLAPI(api_key=job["key"], base_url=job["urls"]["polling"])
    named = {name: value for name, value in job["payload"].items() if name in NAMED}
    others = {name: value for name, value in job["payload"].items() if name not in NAMED}
    return client.videos.generate_with_polling(**named, extra_body=others, poll_interval=0.05)
