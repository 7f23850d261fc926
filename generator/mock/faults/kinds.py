"""Everything that can go wrong on command: where it can, and what may be said about it."""

from __future__ import annotations

from dataclasses import dataclass

REQUESTS = frozenset({"submit", "status", "result", "cancel", "upload", "download"})
"""Calls that clients make."""
ASKED = frozenset({"status", "result"})
ANSWERED = frozenset({"submit", "status", "result"})
CONNECT = frozenset({"connect"})
WEBHOOK = frozenset({"webhook"})


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fault."""

    what: str
    calls: frozenset[str] = REQUESTS
    """Where it can happen."""
    options: frozenset[str] = frozenset()
    """What may be said about it."""
    needs: frozenset[str] = frozenset()
    """Options of which one must be given."""


def _kind(what: str, calls: frozenset[str] = REQUESTS, options: str = "", needs: str = "") -> Kind:
    words, wanted = frozenset(options.split()), frozenset(needs.split())
    return Kind(what, calls, words | wanted, wanted)


KINDS: dict[str, Kind] = {
    "refuse-connection": _kind(
        "The connection is reset before a byte of it is read; with TLS, the handshake fails.",
        CONNECT,
    ),
    "close-port": _kind(
        "The request is answered, and then nobody listens for a while: connections are refused.",
        options="seconds",
    ),
    "drop-before": _kind("The request is read and the connection closed; nothing is done."),
    "drop-after": _kind("The request is carried out and the connection closed without an answer."),
    "silence": _kind("No answer comes until the client goes away.", options="when"),
    "slow": _kind("The request is carried out and answered late.", options="seconds"),
    "drip": _kind("The answer comes in many pieces.", options="seconds"),
    "error": _kind(
        "An error is answered, in the provider's form or as the page of a gateway.",
        options="when page retry_after",
        needs="status code",
    ),
    "half": _kind("Half of the answer's body comes, then the connection closes."),
    "length-long": _kind("Content-Length says more than comes."),
    "length-short": _kind("Content-Length says less than comes."),
    "invalid-json": _kind(
        "The answer breaks off in the middle of its JSON, with the right length."
    ),
    "invalid-utf8": _kind("The answer holds bytes that are no UTF-8."),
    "wrong-type": _kind("The answer is an HTML page with the status of the right one."),
    "unknown-fields": _kind(
        "Every object of the answer has members that nobody documents.", ANSWERED
    ),
    "unknown-status": _kind("The status is a word that nobody documents.", ANSWERED, "word"),
    "backward": _kind("The job is said to wait in the queue, however far it is.", ASKED),
    "late": _kind("The job is done, but its result is not there yet.", ASKED),
    "duplicate": _kind("Every result and every error of a list comes twice.", ASKED),
    "webhook-twice": _kind("The webhook is delivered twice.", WEBHOOK),
    "webhook-forged": _kind(
        "A forged webhook, which says something else, comes before the right one.",
        WEBHOOK,
        "forge",
    ),
    "webhook-delayed": _kind(
        "The webhook is held back until another one has been delivered.", WEBHOOK, "seconds"
    ),
    "webhook-lost": _kind("The webhook is never delivered.", WEBHOOK),
}
"""Kinds of faults by name."""

DEFAULTS = {"close-port": 0.05, "slow": 1.0, "drip": 1.0, "webhook-delayed": 1.0}
"""Seconds, where a plan says none."""
