"""Signatures of webhooks: ED25519 over ids, time and hash of the body, with the key as a JWKS."""

from __future__ import annotations

import base64
import hashlib
import time

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

USER = "specloom-mock-user"


class Signer:
    """Signs webhooks with a key that follows from a seed."""

    def __init__(self, seed: int) -> None:
        """Make the key."""
        secret = hashlib.sha256(f"specloom mock {seed}".encode()).digest()
        self._key = Ed25519PrivateKey.from_private_bytes(secret)

    def headers(self, request_id: str, body: bytes, now: int | None = None) -> dict[str, str]:
        """Return the headers that vouch for *body*, at *now* in seconds since 1970."""
        moment = str(int(time.time()) if now is None else now)
        digest = hashlib.sha256(body).hexdigest()
        text = f"{request_id}\n{USER}\n{moment}\n{digest}"
        return {
            "X-Fal-Webhook-Request-Id": request_id,
            "X-Fal-Webhook-User-Id": USER,
            "X-Fal-Webhook-Timestamp": moment,
            "X-Fal-Webhook-Signature": self._key.sign(text.encode()).hex(),
        }

    def jwks(self) -> dict[str, object]:
        """Return the public key as the providers publish theirs."""
        raw = self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        x = base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
        return {"keys": [{"kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": "mock", "x": x}]}
