"""Webhooks: the addresses that providers are told, and whether a delivery is genuine.

fal signs its deliveries. Runware and Cloudflare do not, so the address itself holds a secret, and
the addresses that we make for fal hold one too.
"""

from __future__ import annotations

from .webhook_events import Event, WebhookRefused, read_events

__all__ = ["Event", "Verifier", "WebhookRefused", "webhook_url"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

WINDOW = 300
"""Seconds that the time of a signed delivery may be away from ours."""

MAX_BODY = 1_000_000
"""Bytes of a delivery, unless the caller says otherwise."""

LONGEST_TAG = 100
LEAST_SECRET = 16
SIGNED = frozenset({"queue"})
"""Styles of protocol whose deliveries are signed."""

KNOWN = frozenset({"queue", "tasks", "blocking"})
"""Styles of protocol that document webhooks."""


class Verifier:
    """Tells genuine deliveries of one provider from others. It may be used from several threads."""

    def __init__(
        self,
        client: Any,
        secret: str | None = None,
        *,
        max_body: int = MAX_BODY,
        window: int = WINDOW,
    ) -> None:
        """Judge deliveries of the provider of *client*, a client of either kind.

        *secret* is the one that `webhook_url` was given; only where deliveries are signed may it be
        left out. *window* is in seconds.
        """
        info = client.info
        if info.style not in KNOWN:
            raise ValueError(f"{info.title} documents no webhooks")
        if not secret and info.style not in SIGNED:
            raise ValueError(f"{info.title} signs nothing, so its addresses need a secret")
        if secret:
            _check_secret(secret)
        self.provider: str = info.id
        self.max_body = max_body
        self.window = window
        self._style: str = info.style
        self._secret = secret
        self._keys: Any = None
        if info.style in SIGNED:
            from .webhook_keys import SigningKeys

            server, path = info.calls["webhook-keys"]
            servers = client._servers  # noqa: SLF001  # as told to the client, which tests redirect
            self._keys = SigningKeys(f"{servers[server].rstrip('/')}{path}")

    def __repr__(self) -> str:
        """Show whose deliveries it judges; never the secret."""
        return f"<Verifier {self.provider}>"

    def verify(
        self, headers: Mapping[str, str], query: str | bytes, body: bytes
    ) -> tuple[Event, ...]:
        """Return what a delivery says, or raise `WebhookRefused`.

        *query* is the query of the address that was called, *body* the raw bytes. Signed deliveries
        may need a request of their own for the keys, once a day. Repeated deliveries are genuine
        too: tell them apart by provider, job_id and key of the events.
        """
        tag = self.admit(query, len(body))
        if self._keys is not None:
            self._check_signature({name.lower(): headers[name] for name in headers}, body)
        return read_events(self.provider, self._style, body, tag)

    def admit(self, query: str | bytes, size: int = 0) -> str:
        """Check what can be checked without the body, and return the tag of the address."""
        from hmac import compare_digest

        given = query.decode("latin-1") if isinstance(query, bytes) else query
        tag, key = _mark(given, "tag"), _mark(given, "key")
        if self._secret:
            wanted = _key(self._secret, self.provider, tag)
            if not compare_digest(wanted.encode(), key.encode("utf-8", "replace")):
                raise WebhookRefused("secret", "the address lacks the secret, or it is wrong")
        if size > self.max_body:
            raise WebhookRefused("too-large", f"the body is larger than {self.max_body} bytes", 413)
        return tag if self._secret else ""

    def _check_signature(self, headers: Mapping[str, str], body: bytes) -> None:
        """Hold the headers to the body, as the documents of fal say."""
        import hashlib
        import time

        names = ("request-id", "user-id", "timestamp", "signature")
        given = [str(headers.get(f"x-fal-webhook-{name}", "")) for name in names]
        moment, signature = given[2], given[3]
        if not all(part and len(part) <= 512 and part.isprintable() for part in given):
            raise WebhookRefused("headers", "the headers of a signed delivery are missing or odd")
        if not (moment.isascii() and moment.isdigit() and len(moment) <= 12):
            raise WebhookRefused("headers", "the time of the delivery is no number")
        if abs(time.time() - int(moment)) > self.window:
            text = f"the delivery is dated more than {self.window} s away from now"
            raise WebhookRefused("old", text)
        message = "\n".join([*given[:3], hashlib.sha256(body).hexdigest()]).encode()
        try:
            raw = bytes.fromhex(signature)
        except ValueError:
            raise WebhookRefused("signature", "the signature is not in hex") from None
        if not self._keys.signed(message, raw):
            raise WebhookRefused("signature", "none of the provider's keys fits the signature")


def webhook_url(base: str, provider: str, secret: str, tag: str = "") -> str:
    """Return the address to give to *provider*, below *base*, where a receiver listens.

    The secret itself is not in it, but a key that follows from secret, provider and *tag*, so one
    provider cannot speak for another. *tag* is a mark of your own that comes back with the event.
    """
    from urllib.parse import urlencode, urlsplit, urlunsplit

    parts = urlsplit(base)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.fragment:
        raise ValueError("the address of a receiver is an absolute one, with http or https")
    _check_secret(secret)
    if len(tag) > LONGEST_TAG or not (tag.isascii() and tag.isprintable()):
        raise ValueError(f"a tag is at most {LONGEST_TAG} plain characters")
    marks = {**({"tag": tag} if tag else {}), "key": _key(secret, provider, tag)}
    query = "&".join(part for part in (parts.query, urlencode(marks)) if part)
    path = f"{parts.path.rstrip('/')}/{provider}"
    return urlunsplit((parts.scheme, parts.netloc, path, query, ""))


def _check_secret(secret: str) -> None:
    if len(secret) < LEAST_SECRET:
        raise ValueError(f"the secret has fewer than {LEAST_SECRET} characters")


def _key(secret: str, provider: str, tag: str) -> str:
    import hashlib
    import hmac

    text = f"specloom webhook\n{provider}\n{tag}"
    return hmac.new(secret.encode(), text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def _mark(query: str, name: str) -> str:
    """Return the last value of *name* in *query*, which is that of our own part."""
    from urllib.parse import parse_qs

    try:
        found = parse_qs(query, max_num_fields=50).get(name)
    except ValueError:
        return ""
    return found[-1] if found else ""
