"""Hold what AI/ML API's client makes of errors to what is documented.

Written by `specloom generate` from specs/aimlapi/provider.yaml. Edit the spec, not this file.
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
    ProviderFailed,
    RateLimited,
)
from ..._runtime.http import Answer
from ...aimlapi.client import AimlApi

CLIENT = AimlApi(key="a-key", account="an-account")


def body_of(code: str, status: int) -> object:
    """Write an error in the provider's own form."""
    del code
    return {"message": "no", "statusCode": str(status)}


@pytest.mark.parametrize(
    ("code", "status", "kind"),
    [
        ("400", 400, InvalidRequest),
        ("401", 401, AuthenticationFailed),
        ("403", 403, OutOfCredits),
        ("404", 404, NotFound),
        ("429", 429, RateLimited),
        ("500", 500, ProviderFailed),
        ("502", 502, ProviderFailed),
        ("503", 503, ProviderFailed),
        ("504", 504, ProviderFailed),
    ],
)
def test_documented_failure(code: str, status: int, kind: type[CallError]) -> None:
    """Each documented failure raises the error that says what to do about it."""
    answer = Answer(status, {}, json.dumps(body_of(code, status)).encode())
    error = CLIENT.explain(answer)
    assert type(error) is kind
    assert error.code in {code, ""}
    assert error.status == status
