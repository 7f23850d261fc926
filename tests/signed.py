"""Webhooks as fal signs them, with keys of our own, and a server that publishes the keys."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


class Signer:
    """A key pair."""

    def __init__(self) -> None:
        """Make it."""
        self._key = Ed25519PrivateKey.generate()

    def jwk(self) -> dict[str, str]:
        """Return the public key."""
        raw = self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return {"kty": "OKP", "crv": "Ed25519", "x": base64.urlsafe_b64encode(raw).decode()[:43]}

    def sign(self, message: bytes) -> bytes:
        """Return a signature."""
        return self._key.sign(message)

    def headers(self, body: bytes, *, age: float = 0, id: str = "r1") -> dict[str, str]:
        """Return the headers of a delivery that is *age* seconds old."""
        moment = str(int(time.time() - age))
        text = f"{id}\nuser\n{moment}\n{hashlib.sha256(body).hexdigest()}"
        return {
            "X-Fal-Webhook-Request-Id": id,
            "X-Fal-Webhook-User-Id": "user",
            "X-Fal-Webhook-Timestamp": moment,
            "X-Fal-Webhook-Signature": self._key.sign(text.encode()).hex(),
        }


class Keys:
    """An ASGI application that publishes keys and counts who asks."""

    def __init__(self, *signers: Signer) -> None:
        """Publish the keys of *signers*."""
        self.entries: list[Any] = [signer.jwk() for signer in signers]
        self.status = 200
        self.raw: bytes | None = None
        self.asked = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer."""
        del receive
        assert scope["path"] == "/.well-known/jwks.json"
        self.asked += 1
        body = self.raw if self.raw is not None else json.dumps({"keys": self.entries}).encode()
        headers = [(b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def report(id: str = "r1", **more: Any) -> bytes:
    """Return the body that fal sends for a job that went well."""
    payload = {"video": {"url": "https://files.invalid/a.mp4"}}
    body = {"request_id": id, "gateway_request_id": id, "status": "OK", "payload": payload}
    return json.dumps({**body, **more}).encode()
