# Copied by `specloom generate` from generator/runtime/errors.py.
"""Everything that can go wrong with a call, typed by what a caller can do about it."""

from __future__ import annotations

from .violations import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from .violations import Violation


class CallError(Exception):
    """A call that did not give what it was made for."""

    hint = ""
    """What to do about it."""

    gave_up = False
    """Whether it is the last of several attempts, for which no time is left."""

    results: Sequence[Any] = ()
    """What was delivered all the same, typed: it is paid for."""

    def __init__(
        self,
        message: str,
        *,
        provider: str = "",
        operation: str = "",
        code: str = "",
        field: str = "",
        status: int | None = None,
        request_id: str = "",
        repeat: str = "unknown",
        answer: Any = None,
        job: Mapping[str, Any] | None = None,
    ) -> None:
        """Keep the parts.

        *code* is the provider's, *field* the parameter it complains about, *status* the HTTP status,
        *repeat* says whether the same request may succeed later (yes, no, unknown), *answer* is the
        provider's answer as read, and *job* the data that `client.resume` takes, if there is a job.
        """
        super().__init__(message)
        self.message = message
        self.provider = provider
        self.operation = operation
        self.code = code
        self.field = field
        self.status = status
        self.request_id = request_id
        self.repeat = repeat
        self.answer = answer
        self.job = job

    def __str__(self) -> str:
        """Spell it on one line: where, what, and what to do."""
        facts = (("code", self.code), ("field", self.field), ("request", self.request_id))
        known = ", ".join(f"{name} {value}" for name, value in facts if value)
        where = f"{self.operation or self.provider}: " if self.operation or self.provider else ""
        text = f"{where}{self.message}{f' ({known})' if known else ''}"
        return visible(f"{text}; {self.hint}" if self.hint else text)


class RequestRefused(CallError):
    """The request differs from what is documented; it was not sent."""

    hint = "nothing was sent and nothing is charged"

    def __init__(self, operation: str, violations: Sequence[Violation]) -> None:
        """Keep all *violations*."""
        self.violations = tuple(violations)
        listed = "; ".join(str(violation) for violation in self.violations)
        super().__init__(listed, operation=operation, repeat="no")


class MissingKey(CallError):
    """There is no key to pay with."""


class BudgetExceeded(CallError):
    """The request may cost more than the budget, or its own limit, has left; it was not sent."""

    hint = "nothing was sent; raise the limit, or ask for less"


class Unpriced(BudgetExceeded):
    """Nobody can say what the request costs at most, so no budget can hold it; it was not sent."""

    hint = "nothing was sent; give the facts that are missing, or allow it with allow_unpriced=True"


class InvalidRequest(CallError):
    """The provider refuses the request, though it keeps to the documentation."""

    hint = "change the request; if the documentation allows it, the spec is out of date"


class AuthenticationFailed(CallError):
    """The key is missing, wrong or revoked."""

    hint = "check the key, and that it belongs to this provider"


class PermissionDenied(CallError):
    """The key is right, but may not do this."""

    hint = "check what the key is allowed to do"


class OutOfCredits(CallError):
    """The account has no money left."""

    hint = "top up the account"


class NotFound(CallError):
    """What the request names is not there, or no longer."""


class RateLimited(CallError):
    """Too many requests at once, or in a while."""

    hint = "wait, and send fewer at a time"
    retry_after: float | None = None
    """Seconds to wait, if the provider said so."""


class ContentRefused(CallError):
    """The provider's content policy refuses the input or the output."""

    hint = "change prompt or inputs; a repeat is refused again and may be charged again"


class Conflict(CallError):
    """The request collides with an earlier one, such as a task id that was used before."""


class ProviderFailed(CallError):
    """The provider failed on its side."""

    hint = "a new job may succeed"


class JobCancelled(CallError):
    """The job was cancelled before it was done."""


class TimedOut(CallError):
    """The wait is over, but the job lives on."""

    hint = "resume the job from `job` when you like; it is not lost"


class NotYet(CallError):
    """What was asked for is not there yet; waits go on asking."""


class ConnectionFailed(CallError):
    """The provider could not be reached; what was asked for did not happen, or changes nothing."""

    hint = "try again"


class OutcomeUnknown(CallError):
    """A paid request was sent and its answer was lost: it may have been accepted, and is not sent again."""

    hint = "look for the job at the provider before you send it again"
    time = ""
    """When it was sent (UTC, ISO 8601)."""
    fingerprint = ""
    """SHA-256 over operation and parameters: the same for the same request."""

    def __str__(self) -> str:
        """Spell it on one line, with what a search for the job needs."""
        facts = (("sent", self.time), ("fingerprint", self.fingerprint[:16]))
        known = ", ".join(f"{name} {value}" for name, value in facts if value)
        return f"{super().__str__()}{f' ({known})' if known else ''}"


class UnexpectedAnswer(CallError):
    """The provider answered something that is not documented."""


KINDS: dict[str, type[CallError]] = {
    "validation": InvalidRequest,
    "authentication": AuthenticationFailed,
    "permission": PermissionDenied,
    "out-of-credits": OutOfCredits,
    "not-found": NotFound,
    "rate-limit": RateLimited,
    "content-policy": ContentRefused,
    "provider": ProviderFailed,
    "time-out": ProviderFailed,
    "connection": ProviderFailed,
    "conflict": Conflict,
    "cancelled": JobCancelled,
}
"""Error classes by the kind that specs give to codes."""

BY_STATUS = {
    400: "validation",
    401: "authentication",
    402: "out-of-credits",
    403: "permission",
    404: "not-found",
    405: "validation",
    408: "time-out",
    409: "conflict",
    413: "validation",
    422: "validation",
    429: "rate-limit",
    499: "cancelled",
    504: "time-out",
}
"""What an HTTP status means where the provider documents no code."""


def kind_of_status(status: int) -> str:
    """Return the kind of error that an HTTP status stands for."""
    return BY_STATUS.get(status, "provider" if status >= 500 else "validation")
