"""Hold what Runware's client makes of errors to what is documented.

Written by `specloom generate` from specs/runware/provider.yaml. Edit the spec, not this file.
"""

from __future__ import annotations

import json

import pytest

from ..._runtime.errors import (
    AuthenticationFailed,
    CallError,
    Conflict,
    ContentRefused,
    InvalidRequest,
    NotFound,
    OutOfCredits,
    PermissionDenied,
    ProviderFailed,
    RateLimited,
)
from ..._runtime.http import Answer
from ...runware.client import Runware

CLIENT = Runware(key="a-key", account="an-account")


def body_of(code: str, status: int) -> object:
    """Write an error in the provider's own form."""
    del status
    return {"errors": [{"code": code, "message": "no"}]}


@pytest.mark.parametrize(
    ("code", "status", "kind"),
    [
        ("invalidApiKey", 400, AuthenticationFailed),
        ("unsupportedDuration", 400, InvalidRequest),
        ("timeoutProvider", 400, ProviderFailed),
        ("conflictTaskUUID", 400, Conflict),
        ("rateLimitExceeded", 400, RateLimited),
        ("providerRateLimitExceeded", 400, RateLimited),
        ("taskFailedOrNotFound", 400, NotFound),
        ("invalidProviderContent", 400, ContentRefused),
        ("400", 400, InvalidRequest),
        ("401", 401, AuthenticationFailed),
        ("402", 402, OutOfCredits),
        ("403", 403, PermissionDenied),
        ("404", 404, NotFound),
        ("429", 429, RateLimited),
        ("500", 500, ProviderFailed),
        ("503", 503, ProviderFailed),
    ],
)
def test_documented_failure(code: str, status: int, kind: type[CallError]) -> None:
    """Each documented failure raises the error that says what to do about it."""
    answer = Answer(status, {}, json.dumps(body_of(code, status)).encode())
    error = CLIENT.explain(answer)
    assert type(error) is kind
    assert error.code in {code, ""}
    assert error.status == status
