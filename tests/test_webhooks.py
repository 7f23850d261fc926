"""Which deliveries are genuine: signatures, keys, secrets in addresses."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from clients import client, close_all
from serving import Serving
from signed import Keys, Signer, report

from generated._runtime.webhook_events import WebhookRefused
from generated._runtime.webhook_keys import SigningKeys
from generated._runtime.webhooks import Verifier, webhook_url
from generated.fal import Fal

SECRET = "a secret of some length"  # noqa: S105  # of this test alone
SIGNER = Signer()


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Close what a test has opened."""
    yield
    close_all()


@pytest.fixture(scope="module")
def keys() -> Iterator[tuple[Keys, str]]:
    """A server that publishes the key of SIGNER."""
    app = Keys(SIGNER)
    with Serving(app) as running:
        yield app, running.url


def verifier(url: str, secret: str | None = None, **more: Any) -> Verifier:
    """Return a verifier of fal's deliveries whose keys are at *url*."""
    return Verifier(Fal(key="k", base_urls={"rest": url}), secret, **more)


def refused(check: Verifier, headers: dict[str, str], query: str, body: bytes) -> str:
    """Return why a delivery is refused, or nothing."""
    try:
        check.verify(headers, query, body)
    except WebhookRefused as why:
        return f"{why.reason}: {why}"
    return ""


def test_a_signed_delivery_is_read(keys: tuple[Keys, str]) -> None:
    body = report()
    (event,) = verifier(keys[1]).verify(SIGNER.headers(body), b"", body)
    assert (event.provider, event.job_id, event.status) == ("fal", "r1", "succeeded")
    assert event.results == [{"video": {"url": "https://files.invalid/a.mp4"}}]
    failed = report(status="ERROR", payload={"detail": "no"}, error="422")
    (event,) = verifier(keys[1]).verify(SIGNER.headers(failed), "", failed)
    assert (event.status, event.results) == ("failed", [])
    assert event.error == {"error": "422", "payload": {"detail": "no"}}
    empty = report(payload=None, payload_error="too large")
    (event,) = verifier(keys[1]).verify(SIGNER.headers(empty), "", empty)
    assert (event.status, event.results) == ("succeeded", [])
    odd = report(status="PERHAPS")
    assert verifier(keys[1]).verify(SIGNER.headers(odd), "", odd)[0].status == "unknown"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, ""),
        ({"age": 299}, ""),
        ({"age": -290}, ""),
        ({"age": 302}, "old"),
        ({"age": -302}, "old"),
        ({"body": report(payload={"video": {"url": "https://evil.invalid"}})}, "signature"),
        ({"signer": Signer()}, "signature"),
        ({"headers": {"X-Fal-Webhook-Signature": "00" * 64}}, "signature"),
        ({"headers": {"X-Fal-Webhook-Signature": "zz"}}, "signature"),
        ({"headers": {"X-Fal-Webhook-Signature": "00"}}, "signature"),
        ({"headers": {"X-Fal-Webhook-Request-Id": "r2"}}, "signature"),
        ({"headers": {"X-Fal-Webhook-User-Id": "someone"}}, "signature"),
        ({"headers": {"X-Fal-Webhook-User-Id": ""}}, "headers"),
        ({"headers": {"X-Fal-Webhook-Timestamp": "now"}}, "headers"),
        ({"headers": {"X-Fal-Webhook-Timestamp": "1" * 400}}, "headers"),
        ({"headers": {"X-Fal-Webhook-Request-Id": "r1\nuser"}}, "headers"),
        ({"signed": b"no json"}, "body"),
        ({"signed": b"[]"}, "body"),
        ({"signed": b'{"status": "OK"}'}, "body"),
        ({"signed": b"[" * 100_000}, "body"),
        ({"signed": b'{"request_id": 1e999}'}, "body"),
        ({"signed": report() + b" " * 5000}, "too-large"),
    ],
)
def test_only_genuine_deliveries_are_read(
    change: dict[str, Any], reason: str, keys: tuple[Keys, str]
) -> None:
    signed = change.get("signed", report())
    headers = change.get("signer", SIGNER).headers(signed, age=change.get("age", 0))
    headers |= change.get("headers", {})
    most = 200_000 if len(signed) == 100_000 else 5_000
    check = verifier(keys[1], max_body=most)
    why = refused(check, headers, "", change.get("body", signed))
    assert why.partition(":")[0] == reason
    assert "example" not in why


def test_new_keys_are_looked_for_but_not_too_often() -> None:
    """An unknown key is looked for once a minute, and keys are kept for a day."""
    now = [1000.0]
    first, second = Signer(), Signer()
    app = Keys(first)

    def genuine(signer: Signer) -> bool:
        return found.signed(b"news", signer.sign(b"news"))

    with Serving(app) as running:
        found = SigningKeys(f"{running.url}/.well-known/jwks.json", lambda: now[0])
        assert genuine(first)
        assert not any(genuine(second) for _ in range(5))
        assert app.asked == 1
        app.entries = [{"kty": "RSA"}, "odd", {"kty": "OKP", "crv": "Ed25519", "x": "*"}]
        app.entries += [second.jwk()]
        now[0] += 61
        assert genuine(second)
        assert app.asked == 2
        assert not genuine(first)
        assert app.asked == 2
        now[0] += 86_400
        app.status = 500
        for _ in range(3):
            with pytest.raises(WebhookRefused) as gone:
                genuine(second)
            assert (gone.value.reason, gone.value.status) == ("keys", 503)
        assert app.asked == 3
        app.status = 200
        for raw in (b"", b"[]", b'{"keys": {}}', b'{"keys": []}', b" " * 300_000):
            now[0] += 6
            app.raw = raw
            with pytest.raises(WebhookRefused, match="cannot be had"):
                genuine(second)
        app.raw = None
        now[0] += 6
        assert genuine(second)


def test_the_address_holds_what_only_we_know(specloom_mock: Any) -> None:
    for name in ("fal", "runware", "cloudflare"):
        check = Verifier(client(name, specloom_mock), SECRET)
        url = webhook_url("https://me.invalid/hooks/?a=1", name, SECRET, tag="job 7&x")
        parts = urlsplit(url)
        assert (parts.netloc, parts.path) == ("me.invalid", f"/hooks/{name}")
        assert SECRET not in url
        assert check.admit(parts.query) == "job 7&x"
        other = urlsplit(webhook_url("https://me.invalid", "another", SECRET, tag="job 7&x")).query
        for query in ("", "key=", "key=é", parts.query.replace("7", "8"), parts.query[:-1], other):
            with pytest.raises(WebhookRefused) as no:
                check.admit(query)
            assert (no.value.reason, no.value.status) == ("secret", 401)
        assert check.admit(f"key=wrong&{parts.query}") == "job 7&x"
        assert SECRET not in f"{check!r}"
    for base in ("", "me.invalid/hooks", "ftp://me.invalid", "https://me.invalid/#a"):
        with pytest.raises(ValueError, match="absolute"):
            webhook_url(base, "fal", SECRET)
    with pytest.raises(ValueError, match="fewer than 16"):
        webhook_url("https://me.invalid", "fal", "short")
    with pytest.raises(ValueError, match="tag"):
        webhook_url("https://me.invalid", "fal", SECRET, tag="a\nb")


def test_what_cannot_be_verified_is_said_at_once(specloom_mock: Any) -> None:
    with pytest.raises(ValueError, match="AI/ML API documents no webhooks"):
        Verifier(client("aimlapi", specloom_mock), SECRET)
    with pytest.raises(ValueError, match="Runware signs nothing"):
        Verifier(client("runware", specloom_mock))
    script = (
        "import sys; sys.modules['cryptography'] = None\n"
        "from generated.fal import Fal\n"
        "from generated._runtime.webhooks import Verifier\n"
        "Verifier(Fal(key='k'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stderr.splitlines()[-1].endswith("cryptography: pip install 'specloom[webhooks]'")
