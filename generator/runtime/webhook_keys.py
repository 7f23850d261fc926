"""Public keys that a provider signs its webhooks with: fetched when needed, and kept for a while."""

from __future__ import annotations

from _thread import allocate_lock

from .webhook_events import WebhookRefused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    import httpx

KEPT = 86_400.0
"""Seconds for which keys may be kept."""

REFETCHED = 60.0
"""Seconds between two looks for a key that is not among those we have, at least."""

AGAIN = 5.0
"""Seconds between two attempts where none has succeeded yet, at least."""

TIMEOUT = 5.0
MOST_BYTES = 200_000
MOST_KEYS = 20


class SigningKeys:
    """The ED25519 keys at one address. It may be used from several threads."""

    def __init__(
        self,
        url: str,
        clock: Callable[[], float] | None = None,
        http: httpx.Client | None = None,
    ) -> None:
        """Fetch nothing yet. *clock* counts seconds, *http* is a client of your own."""
        import time

        try:
            import cryptography  # noqa: F401  # said at once, not at the first webhook
        except ModuleNotFoundError as error:
            text = "signed webhooks need the package cryptography: pip install 'specloom[webhooks]'"
            raise ModuleNotFoundError(text, name="cryptography") from error
        self.url = url
        self._clock = clock or time.monotonic
        self._http = http
        self._keys: list[bytes] = []
        self._fetched: float | None = None
        self._asked: float | None = None
        self._lock = allocate_lock()

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Tell whether one of the keys has signed *message*."""
        return any(_fits(key, message, signature) for keys in self._tries() for key in keys)

    def _tries(self) -> Iterator[list[bytes]]:
        """Yield the keys that we have, and then fresh ones if it is time for that."""
        with self._lock:
            now = self._clock()
            current = self._fetched is not None and now - self._fetched < KEPT
            if not current:
                self._fetch(AGAIN)
            keys = self._keys
        yield keys
        with self._lock:
            if self._keys is not keys:
                keys = self._keys
            elif self._asked is not None and self._clock() - self._asked < REFETCHED:
                return
            else:
                self._fetch(REFETCHED)
                keys = self._keys
        yield keys

    def _fetch(self, pause: float) -> None:
        now = self._clock()
        if self._asked is not None and now - self._asked < pause:
            raise _unavailable()
        self._asked = now
        self._keys = _keys_of(self._read())
        self._fetched = now

    def _read(self) -> bytes:
        import httpx

        http = self._http or httpx.Client()
        raw = b""
        try:
            with http.stream("GET", self.url, timeout=TIMEOUT, follow_redirects=False) as answer:
                if not answer.is_success:
                    raise _unavailable()
                for chunk in answer.iter_bytes():
                    raw += chunk
                    if len(raw) > MOST_BYTES:
                        raise _unavailable()
        except (httpx.HTTPError, httpx.InvalidURL):
            raise _unavailable() from None
        finally:
            if self._http is None:
                http.close()
        return raw


def _unavailable() -> WebhookRefused:
    return WebhookRefused("keys", "the keys of the provider cannot be had just now", 503)


def _keys_of(raw: bytes) -> list[bytes]:
    """Return the ED25519 keys of a JWKS; others are passed over."""
    import json

    try:
        listed = json.loads(raw).get("keys")
    except (ValueError, RecursionError, AttributeError):
        raise _unavailable() from None
    keys = [_key_of(entry) for entry in listed[:MOST_KEYS]] if isinstance(listed, list) else []
    found = [key for key in keys if key is not None]
    if not found:
        raise _unavailable()
    return found


def _key_of(entry: Any) -> bytes | None:
    import base64

    if not isinstance(entry, dict) or (entry.get("kty"), entry.get("crv")) != ("OKP", "Ed25519"):
        return None
    try:
        text = str(entry.get("x"))
        key = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None
    return key if len(key) == 32 else None


def _fits(key: bytes, message: bytes, signature: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
