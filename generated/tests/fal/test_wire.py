"""Hold what fal's client makes of errors to what is documented.

Written by `specloom generate` from specs/fal/provider.yaml. Edit the spec, not this file.
"""

from __future__ import annotations

import json

import pytest

from ..._runtime.errors import (
    AuthenticationFailed,
    CallError,
    ContentRefused,
    InvalidRequest,
    JobCancelled,
    NotFound,
    ProviderFailed,
    RateLimited,
)
from ..._runtime.http import Answer
from ...fal.client import Fal

CLIENT = Fal(key="a-key", account="an-account")


def body_of(code: str, status: int) -> object:
    """Write an error in the provider's own form."""
    if status in {413, 422}:
        return {"detail": [{"loc": ["body", "prompt"], "msg": "no", "type": code}]}
    return {"detail": "no", "error_type": code}


@pytest.mark.parametrize(
    ("code", "status", "kind"),
    [
        ("request_timeout", 504, ProviderFailed),
        ("startup_timeout", 504, ProviderFailed),
        ("runner_scheduling_failure", 503, ProviderFailed),
        ("runner_connection_timeout", 503, ProviderFailed),
        ("runner_disconnected", 503, ProviderFailed),
        ("runner_connection_refused", 503, ProviderFailed),
        ("runner_connection_error", 503, ProviderFailed),
        ("runner_incomplete_response", 502, ProviderFailed),
        ("runner_server_error", 500, ProviderFailed),
        ("internal_error", 500, ProviderFailed),
        ("client_disconnected", 499, JobCancelled),
        ("client_cancelled", 499, JobCancelled),
        ("bad_request", 400, InvalidRequest),
        ("internal_server_error", 500, ProviderFailed),
        ("generation_timeout", 504, ProviderFailed),
        ("downstream_service_error", 400, ProviderFailed),
        ("downstream_service_unavailable", 500, ProviderFailed),
        ("content_policy_violation", 422, ContentRefused),
        ("no_media_generated", 422, ProviderFailed),
        ("file_download_error", 422, InvalidRequest),
        ("image_load_error", 422, InvalidRequest),
        ("image_too_small", 422, InvalidRequest),
        ("image_too_large", 422, InvalidRequest),
        ("file_too_large", 422, InvalidRequest),
        ("unsupported_image_format", 422, InvalidRequest),
        ("unsupported_video_format", 422, InvalidRequest),
        ("unsupported_audio_format", 422, InvalidRequest),
        ("video_duration_too_long", 422, InvalidRequest),
        ("video_duration_too_short", 422, InvalidRequest),
        ("audio_duration_too_long", 422, InvalidRequest),
        ("audio_duration_too_short", 422, InvalidRequest),
        ("greater_than", 422, InvalidRequest),
        ("greater_than_equal", 422, InvalidRequest),
        ("less_than", 422, InvalidRequest),
        ("less_than_equal", 422, InvalidRequest),
        ("multiple_of", 422, InvalidRequest),
        ("sequence_too_short", 422, InvalidRequest),
        ("sequence_too_long", 422, InvalidRequest),
        ("one_of", 422, InvalidRequest),
        ("feature_not_supported", 422, InvalidRequest),
        ("401", 401, AuthenticationFailed),
        ("404", 404, NotFound),
        ("429", 429, RateLimited),
        ("concurrent_requests_limit", 429, RateLimited),
    ],
)
def test_documented_failure(code: str, status: int, kind: type[CallError]) -> None:
    """Each documented failure raises the error that says what to do about it."""
    answer = Answer(status, {}, json.dumps(body_of(code, status)).encode())
    error = CLIENT.explain(answer)
    assert type(error) is kind
    assert error.code in {code, ""}
    assert error.status == status
