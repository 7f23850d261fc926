"""Clients that talk to the local provider server, and the documented requests they send."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generated.aimlapi import AimlApi, AsyncAimlApi
from generated.cloudflare import AsyncCloudflare, Cloudflare
from generated.fal import AsyncFal, Fal
from generated.runware import AsyncRunware, Runware
from generator.ir.provider import Provider

SYNC: dict[str, type[Any]] = {
    "fal": Fal,
    "runware": Runware,
    "cloudflare": Cloudflare,
    "aimlapi": AimlApi,
}
ASYNC: dict[str, type[Any]] = {
    "fal": AsyncFal,
    "runware": AsyncRunware,
    "cloudflare": AsyncCloudflare,
    "aimlapi": AsyncAimlApi,
}
KEY = "key-id:key-secret"

OPEN: list[Any] = []
"""Sync clients to be closed after the test."""

SMALLEST: dict[str, tuple[str, dict[str, Any]]] = {
    "fal": ("text_to_video", {"prompt": "a cat"}),
    "runware": ("video_inference", {"positivePrompt": "a cat", "width": 848, "height": 480}),
    "cloudflare": ("run", {"prompt": "a cat", "duration": 1, "resolution": "480p"}),
    "aimlapi": ("generate", {"prompt": "a cat"}),
}
"""An operation of each provider's grok_imagine_video, and its shortest request."""


def client(
    provider: str,
    mock: Any,
    *,
    key: str = KEY,
    kind: Mapping[str, type[Any]] = SYNC,
    **options: Any,
) -> Any:
    """Return a client of *provider* that talks to *mock*."""
    given = {"interval": 0.01, "deadline": 20.0, "timeout": 20.0, "retry_for": 0.3, **options}
    urls = mock.base_urls[provider]
    made = kind[provider](key=key, account="an-account", base_urls=urls, **given)
    if kind is SYNC:
        OPEN.append(made)
    return made


def close_all() -> None:
    """Close the clients that a test has made and not closed itself."""
    while OPEN:
        OPEN.pop().close()


def smallest(provider: str, of: Any, scenario: str = "") -> tuple[Any, dict[str, Any]]:
    """Return an operation of the client *of*, and a request that asks for *scenario*."""
    name, request = SMALLEST[provider]
    word = "positivePrompt" if provider == "runware" else "prompt"
    told = {**request, word: f"a cat scenario:{scenario}"} if scenario else request
    return getattr(of.grok_imagine_video, name), told


def documented(
    providers: tuple[Provider, ...],
) -> Iterator[tuple[str, str, str, str, dict[str, Any]]]:
    """List provider, family, operation, example and request of all documented requests that are right."""
    for provider in providers:
        for family in provider.families:
            for operation in family.operations:
                for example in operation.examples:
                    if example.request is not None and not example.refused:
                        yield (
                            provider.id,
                            family.python_name,
                            operation.python_name,
                            example.id,
                            dict(example.request),
                        )


def bound(of: Any, family: str, operation: str) -> Any:
    """Return an operation by its names."""
    return getattr(getattr(of, family), operation)
