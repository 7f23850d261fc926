"""What is to become of a request: it succeeds, unless somebody asks for something else.

A scenario is asked for, in this order, by the header `X-Specloom-Scenario: NAME`, by an API key
`scenario:NAME`, or by the words `scenario:NAME` anywhere in a prompt. It counts where a job is
submitted. The names are those of `NAMES`, every kind of error (such as `permission`), and
`code:CODE` for one documented code of the provider, with `@submit` or `@job` behind it to say
whether the submit is refused or the job fails. `form:FORM` shows what documents leave open:
`gateway` and `bare` (a result without the outer envelope, or without any), `flat` (a webhook that
is not wrapped), `old-words` (status words of older documents), `item` (a failure among the data),
`single` (one error instead of a list) and `nested` (an error inside `error`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from generator.runtime.errors import kind_of_status
from generator.spec.provider import ErrorCode, Errors

Place = Literal["submit", "job"]
Mishap = Literal["lost-answer", "no-answer", "unreadable"]

HEADER = "x-specloom-scenario"
MARK = "scenario:"
NAMES = {
    "success": "The job succeeds.",
    "failed": "The job is accepted and fails for no fault of the caller.",
    "partial": "The first of several results succeeds, the others fail.",
    "content-policy": "The job is accepted and then refused for its content.",
    "out-of-credits": "The account has nothing left.",
    "not-found": "The model is said not to exist.",
    "rate-limit": "Too many requests, with Retry-After.",
    "server-error": "The submit is answered with HTTP 500.",
    "requeue": "The job runs, waits once more, and then succeeds.",
    "slow": "The job takes fifteen times as long.",
    "flaky": "The job succeeds, but its first poll is answered with HTTP 503.",
    "with-cost": "The job succeeds and reports a cost where doing so is optional.",
    "lost-answer": "The job is accepted, and the connection breaks before the answer.",
    "no-answer": "The job is accepted, and no answer ever comes.",
    "unreadable": "The job is accepted, and the answer is no JSON.",
}
"""Scenarios by name."""
FORMS: dict[str, tuple[str, Place] | None] = {
    "gateway": None,
    "bare": None,
    "flat": None,
    "old-words": None,
    "item": ("provider", "job"),
    "single": ("rate-limit", "submit"),
    "nested": ("validation", "submit"),
}
"""Other forms that answers are said to have, and the kind of error that comes in them."""
RETRY_AFTER = "1"
"""Seconds, in the header of a rate limit."""
SLOW = 15.0


_STATUSES = {
    "validation": 400,
    "authentication": 401,
    "out-of-credits": 402,
    "permission": 403,
    "not-found": 404,
    "time-out": 504,
    "conflict": 409,
    "content-policy": 422,
    "rate-limit": 429,
    "cancelled": 499,
    "connection": 503,
    "provider": 500,
}
"""What stands in for a status that the provider documents nowhere."""
PREFERRED = frozenset({"internal_server_error", "429", "3040"})
"""Codes that stand for their kind best, where several would do."""
_AT_JOB = frozenset({"content-policy", "time-out", "cancelled", "provider"})
_MESSAGES = {
    "validation": "The request is not valid.",
    "authentication": "The key is missing or wrong.",
    "out-of-credits": "The balance of the account is used up.",
    "permission": "The key may not do this.",
    "not-found": "What was asked for does not exist.",
    "time-out": "It took too long.",
    "conflict": "This id is taken.",
    "content-policy": "The content breaks the rules.",
    "rate-limit": "Too many requests; try again later.",
    "cancelled": "The job was cancelled.",
    "connection": "The service cannot be reached.",
    "provider": "The model failed.",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong, in the words of the provider."""

    kind: str
    code: str
    status: int
    message: str
    at: Place = "submit"
    documented: bool = True
    """Whether the provider's documents name the code."""
    form: str = ""
    """Which other form the error comes in."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """What becomes of one request."""

    name: str = "success"
    fault: Fault | None = None
    pace: float = 1.0
    """How many times as long everything takes."""
    mishap: Mishap | None = None
    """What becomes of the answer to the submit."""
    form: str = ""
    """Which of the undecided forms answers have."""

    def at(self, place: Place) -> Fault | None:
        """Return what goes wrong at *place*."""
        return self.fault if self.fault is not None and self.fault.at == place else None


SUCCESS = Scenario()


class UnknownScenario(Exception):
    """Nobody knows what is asked for."""


def asked(headers: Any, key: str, body: Any) -> str | None:
    """Return the name of the scenario that a request asks for."""
    if HEADER in headers:
        return str(headers[HEADER]).strip()
    if key.startswith(MARK):
        return key.removeprefix(MARK)
    return in_prompt(body)


def in_prompt(body: Any) -> str | None:
    """Return the name of the scenario that a prompt asks for."""
    for prompt in prompts(body):
        found = re.search(r"scenario:([\w@:-]+)", prompt)
        if found:
            return found.group(1)
    return None


def prompts(body: Any) -> Iterator[str]:
    """List the prompts of a request, whichever provider's it is."""
    task = body[0] if isinstance(body, list) and body else body
    if isinstance(task, dict):
        inner = task["input"] if isinstance(task.get("input"), dict) else task
        yield from (str(inner[name]) for name in ("prompt", "positivePrompt") if name in inner)


def scenario(errors: Errors, name: str | None) -> Scenario:
    """Return the scenario called *name* for a provider with these errors."""
    if not name or name == "success":
        return SUCCESS
    if name.startswith("code:"):
        return Scenario(name, _by_code(errors, name.removeprefix("code:")))
    if name.startswith("form:") and name.removeprefix("form:") in FORMS:
        return _formed(errors, name.removeprefix("form:"))
    if name in {"lost-answer", "no-answer", "unreadable"}:
        return Scenario(name, mishap=name)  # type: ignore[arg-type]  # narrowed by the set
    if name == "slow":
        return Scenario(name, pace=SLOW)
    if name in {"flaky", "requeue", "with-cost"}:
        return Scenario(name)
    if name in {"failed", "partial"}:
        return Scenario(name, fault(errors, "provider", "job"))
    if name == "server-error":
        return Scenario(name, _server_error(errors))
    if name in _STATUSES:
        return Scenario(name, fault(errors, name))
    known = ", ".join(sorted({*NAMES, *_STATUSES, *(f"form:{form}" for form in FORMS)}))
    raise UnknownScenario(f"no scenario is called {name!r}; there are {known} and code:CODE")


def fault(errors: Errors, kind: str, at: Place | None = None) -> Fault:
    """Return the fault of a kind in the words of the provider: a named code before a bare status."""
    place: Place = at or ("job" if kind in _AT_JOB else "submit")
    codes = [code for code in errors.codes if code.kind == kind]
    codes.sort(key=lambda code: code.code not in PREFERRED)
    if codes and codes[0].code in PREFERRED:
        return _fault(codes[0], None, place)
    named = [code for code in codes if not _is_status(code)]
    bare = [code for code in codes if _is_status(code)]
    status = (bare or named)[0].status if codes else None
    if named:
        fitting = [code for code in named if code.status is not None]
        return _fault((fitting or named)[0], status, place)
    if bare:
        return _fault(bare[0], None, place)
    number = _STATUSES[kind]
    return Fault(kind, str(number), number, _MESSAGES[kind], place, documented=False)


def planned_fault(errors: Errors, status: int | None, code: str | None) -> Fault:
    """Return the fault of a documented code, or of a status whatever its code."""
    if code is not None:
        return replace(_by_code(errors, code), at="submit")
    assert status is not None, "a plan gives one of the two"
    kind = kind_of_status(status)
    return Fault(kind, str(status), status, _MESSAGES[kind], documented=False)


def _is_status(code: ErrorCode) -> bool:
    return code.code == str(code.status)


def _fault(code: ErrorCode, status: int | None, at: Place) -> Fault:
    number = code.status or status or _STATUSES[code.kind]
    return Fault(code.kind, code.code, number, _MESSAGES[code.kind], at)


def _formed(errors: Errors, form: str) -> Scenario:
    """Return what shows a form that documents leave open: a success, or an error in that form."""
    what = FORMS[form]
    wrong = None if what is None else replace(fault(errors, *what), form=form)
    return Scenario(f"form:{form}", wrong, form=form)


def _by_code(errors: Errors, text: str) -> Fault:
    name, _, place = text.partition("@")
    for code in errors.codes:
        if code.code == name:
            at: Place = "submit" if _is_status(code) or code.kind not in _AT_JOB else "job"
            made = _fault(code, fault(errors, code.kind).status, at)
            return replace(made, at=place) if place in {"submit", "job"} else made  # type: ignore[arg-type]  # narrowed by the set
    raise UnknownScenario(f"this provider documents no code {name!r}")


def _server_error(errors: Errors) -> Fault:
    """Return HTTP 500, under the code that the provider documents for it if there is one."""
    for code in errors.codes:
        if code.status == 500 and code.code in {"internal_error", "500"}:
            return _fault(code, None, "submit")
    return Fault("provider", "500", 500, "Internal server error.", "submit", documented=False)
