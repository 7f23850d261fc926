"""Hold what Cloudflare's client sends, and what it makes of errors, to what is documented.

Written by `specloom generate` from specs/cloudflare/provider.yaml. Edit the spec, not this file.
"""

from __future__ import annotations

import json

import pytest

from ..._runtime.errors import (
    AuthenticationFailed,
    CallError,
    InvalidRequest,
    NotFound,
    OutOfCredits,
    PermissionDenied,
    ProviderFailed,
    RateLimited,
)
from ..._runtime.http import Answer
from ...cloudflare.client import Cloudflare

CLIENT = Cloudflare(key="a-key", account="an-account")


def test_request_grok_imagine_video_1_5_preview_run_image_to_video() -> None:
    """What `image-to-video` sends is what the provider documents."""
    params = {
        "prompt": "stars over a hill",
        "image": {"url": "https://docs.x.ai/assets/api-examples/video/milkyway-still.png"},
        "duration": 12,
    }
    request = CLIENT.grok_imagine_video_1_5_preview.run.request(**params)  # type: ignore[arg-type]  # JSON as documented
    assert request.method == "POST"
    assert request.url == "https://api.cloudflare.com/client/v4/accounts/an-account/ai/run"
    body = {
        "model": "xai/grok-imagine-video-1.5-preview",
        "input": {
            "prompt": "stars over a hill",
            "image": {"url": "https://docs.x.ai/assets/api-examples/video/milkyway-still.png"},
            "duration": 12,
        },
    }
    assert request.body == body
    assert request.billable


def test_request_grok_imagine_video_run_simple_video() -> None:
    """What `simple-video` sends is what the provider documents."""
    params = {
        "prompt": "a dog in a meadow",
        "aspect_ratio": "16:9",
        "duration": 5,
        "resolution": "720p",
    }
    request = CLIENT.grok_imagine_video.run.request(**params)  # type: ignore[arg-type]  # JSON as documented
    assert request.method == "POST"
    assert request.url == "https://api.cloudflare.com/client/v4/accounts/an-account/ai/run"
    body = {
        "model": "xai/grok-imagine-video",
        "input": {
            "prompt": "a dog in a meadow",
            "aspect_ratio": "16:9",
            "duration": 5,
            "resolution": "720p",
        },
    }
    assert request.body == body
    assert request.billable


def test_request_grok_imagine_video_run_portrait_video() -> None:
    """What `portrait-video` sends is what the provider documents."""
    params = {"prompt": "ink in water", "aspect_ratio": "9:16", "duration": 5, "resolution": "720p"}
    request = CLIENT.grok_imagine_video.run.request(**params)  # type: ignore[arg-type]  # JSON as documented
    assert request.method == "POST"
    assert request.url == "https://api.cloudflare.com/client/v4/accounts/an-account/ai/run"
    body = {
        "model": "xai/grok-imagine-video",
        "input": {
            "prompt": "ink in water",
            "aspect_ratio": "9:16",
            "duration": 5,
            "resolution": "720p",
        },
    }
    assert request.body == body
    assert request.billable


def test_request_grok_imagine_video_run_cinematic_landscape() -> None:
    """What `cinematic-landscape` sends is what the provider documents."""
    params = {
        "prompt": "mountains at dawn",
        "aspect_ratio": "16:9",
        "duration": 10,
        "resolution": "720p",
    }
    request = CLIENT.grok_imagine_video.run.request(**params)  # type: ignore[arg-type]  # JSON as documented
    assert request.method == "POST"
    assert request.url == "https://api.cloudflare.com/client/v4/accounts/an-account/ai/run"
    body = {
        "model": "xai/grok-imagine-video",
        "input": {
            "prompt": "mountains at dawn",
            "aspect_ratio": "16:9",
            "duration": 10,
            "resolution": "720p",
        },
    }
    assert request.body == body
    assert request.billable


@pytest.mark.parametrize(
    ("code", "status", "body", "kind"),
    [
        (
            "5006",
            400,
            {
                "success": False,
                "errors": [{"code": 5006, "message": "no"}],
                "messages": [],
                "result": None,
            },
            InvalidRequest,
        ),
        (
            "5007",
            400,
            {
                "success": False,
                "errors": [{"code": 5007, "message": "no"}],
                "messages": [],
                "result": None,
            },
            NotFound,
        ),
        (
            "5004",
            400,
            {
                "success": False,
                "errors": [{"code": 5004, "message": "no"}],
                "messages": [],
                "result": None,
            },
            InvalidRequest,
        ),
        (
            "3003",
            400,
            {
                "success": False,
                "errors": [{"code": 3003, "message": "no"}],
                "messages": [],
                "result": None,
            },
            InvalidRequest,
        ),
        (
            "2001",
            400,
            {
                "success": False,
                "errors": [{"code": 2001, "message": "no"}],
                "messages": [],
                "result": None,
            },
            NotFound,
        ),
        (
            "10000",
            401,
            {
                "success": False,
                "errors": [{"code": 10000, "message": "no"}],
                "messages": [],
                "result": None,
            },
            AuthenticationFailed,
        ),
        (
            "2009",
            401,
            {
                "success": False,
                "errors": [{"code": 2009, "message": "no"}],
                "messages": [],
                "result": None,
            },
            AuthenticationFailed,
        ),
        (
            "2049",
            402,
            {
                "success": False,
                "errors": [{"code": 2049, "message": "no"}],
                "messages": [],
                "result": None,
            },
            OutOfCredits,
        ),
        (
            "5018",
            403,
            {
                "success": False,
                "errors": [{"code": 5018, "message": "no"}],
                "messages": [],
                "result": None,
            },
            PermissionDenied,
        ),
        (
            "3041",
            403,
            {
                "success": False,
                "errors": [{"code": 3041, "message": "no"}],
                "messages": [],
                "result": None,
            },
            PermissionDenied,
        ),
        (
            "3023",
            403,
            {
                "success": False,
                "errors": [{"code": 3023, "message": "no"}],
                "messages": [],
                "result": None,
            },
            PermissionDenied,
        ),
        (
            "5016",
            403,
            {
                "success": False,
                "errors": [{"code": 5016, "message": "no"}],
                "messages": [],
                "result": None,
            },
            PermissionDenied,
        ),
        (
            "3042",
            404,
            {
                "success": False,
                "errors": [{"code": 3042, "message": "no"}],
                "messages": [],
                "result": None,
            },
            NotFound,
        ),
        (
            "5019",
            405,
            {
                "success": False,
                "errors": [{"code": 5019, "message": "no"}],
                "messages": [],
                "result": None,
            },
            InvalidRequest,
        ),
        (
            "5005",
            405,
            {
                "success": False,
                "errors": [{"code": 5005, "message": "no"}],
                "messages": [],
                "result": None,
            },
            InvalidRequest,
        ),
        (
            "3007",
            408,
            {
                "success": False,
                "errors": [{"code": 3007, "message": "no"}],
                "messages": [],
                "result": None,
            },
            ProviderFailed,
        ),
        (
            "3008",
            408,
            {
                "success": False,
                "errors": [{"code": 3008, "message": "no"}],
                "messages": [],
                "result": None,
            },
            ProviderFailed,
        ),
        (
            "3006",
            413,
            {
                "success": False,
                "errors": [{"code": 3006, "message": "no"}],
                "messages": [],
                "result": None,
            },
            InvalidRequest,
        ),
        (
            "3036",
            429,
            {
                "success": False,
                "errors": [{"code": 3036, "message": "no"}],
                "messages": [],
                "result": None,
            },
            RateLimited,
        ),
        (
            "3040",
            429,
            {
                "success": False,
                "errors": [{"code": 3040, "message": "no"}],
                "messages": [],
                "result": None,
            },
            RateLimited,
        ),
    ],
)
def test_documented_failure(code: str, status: int, body: object, kind: type[CallError]) -> None:
    """Each documented failure raises the error that says what to do about it."""
    answer = Answer(status, {}, json.dumps(body).encode())
    error = CLIENT.explain(answer)
    assert type(error) is kind
    assert error.code in {code, ""}
    assert error.status == status
