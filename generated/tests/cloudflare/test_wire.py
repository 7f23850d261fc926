"""Hold what Cloudflare's client makes of errors to what is documented.

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


def body_of(code: str, status: int) -> object:
    """Write an error in the provider's own form."""
    del status
    number = int(code) if code.isdecimal() else code
    return {"success": False, "errors": [{"code": number, "message": "no"}], "result": None}


@pytest.mark.parametrize(
    ("code", "status", "kind"),
    [
        ("5006", 400, InvalidRequest),
        ("5007", 400, NotFound),
        ("5004", 400, InvalidRequest),
        ("3003", 400, InvalidRequest),
        ("2001", 400, NotFound),
        ("10000", 401, AuthenticationFailed),
        ("2009", 401, AuthenticationFailed),
        ("2049", 402, OutOfCredits),
        ("5018", 403, PermissionDenied),
        ("3041", 403, PermissionDenied),
        ("3023", 403, PermissionDenied),
        ("5016", 403, PermissionDenied),
        ("3042", 404, NotFound),
        ("5019", 405, InvalidRequest),
        ("5005", 405, InvalidRequest),
        ("3007", 408, ProviderFailed),
        ("3008", 408, ProviderFailed),
        ("3006", 413, InvalidRequest),
        ("3036", 429, RateLimited),
        ("3040", 429, RateLimited),
    ],
)
def test_documented_failure(code: str, status: int, kind: type[CallError]) -> None:
    """Each documented failure raises the error that says what to do about it."""
    answer = Answer(status, {}, json.dumps(body_of(code, status)).encode())
    error = CLIENT.explain(answer)
    assert type(error) is kind
    assert error.code in {code, ""}
    assert error.status == status
