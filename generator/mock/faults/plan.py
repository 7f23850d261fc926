"""A plan of faults: what goes wrong, and where. docs/faults.md describes it."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from generator.spec.base import Name, Number, Strict, Text

Call = Literal["submit", "status", "result", "cancel", "upload", "download", "webhook", "connect"]
Do = Literal[
    "refuse-connection",
    "close-port",
    "drop-before",
    "drop-after",
    "silence",
    "slow",
    "drip",
    "error",
    "half",
    "length-long",
    "length-short",
    "invalid-json",
    "invalid-utf8",
    "wrong-type",
    "unknown-fields",
    "unknown-status",
    "backward",
    "late",
    "duplicate",
    "webhook-twice",
    "webhook-forged",
    "webhook-delayed",
    "webhook-lost",
]

Count = Annotated[int, Field(ge=1, le=1_000_000)]
Seconds = Annotated[Number, Field(ge=0, le=3600)]


class RetryAfter(Strict):
    """When an error says that the client should come back; one of the four."""

    seconds: Annotated[int, Field(ge=0, le=10**12)] | None = None
    """In the header Retry-After, as a number."""
    date: Annotated[int, Field(ge=-86400, le=10**10)] | None = None
    """Seconds from now, in the header Retry-After, as an HTTP date."""
    milliseconds: Annotated[int, Field(ge=0, le=10**12)] | None = None
    """In the header retry-after-ms."""
    text: Annotated[str, Field(max_length=100, pattern=r"^[ -~]*$")] | None = None
    """In the header Retry-After, as it is."""


class Fault(Strict):
    """One thing that goes wrong. Left out, `provider`, `call` and `job` mean all of them."""

    do: Do
    """What goes wrong; docs/faults.md lists the kinds."""
    provider: Name | None = None
    call: Call | None = None
    job: Text | None = None
    """The marker or the id of a job."""
    nth: Count | tuple[Count, ...] | None = None
    """Which of the requests that fit, counted from 1."""
    every: Count | None = None
    """Every so many of the requests that fit."""
    chance: Annotated[Number, Field(gt=0, le=1)] | None = None
    """How likely it is for a request that fits; follows from the seed, the job and the count."""
    per: Literal["plan", "job"] = "plan"
    """Whether requests are counted together, or for each job by itself."""
    times: Count | None = None
    """At most so often; for each job, if `per` says so."""
    when: Literal["before", "after"] | None = None
    """Before the request is carried out, or after it; before, unless given."""
    status: Annotated[int, Field(ge=400, le=599)] | None = None
    """HTTP status of an error."""
    code: Text | None = None
    """A documented code of an error, with the status that belongs to it."""
    page: bool | None = None
    """Whether the error is the HTML page of a gateway instead of the provider's form."""
    retry_after: RetryAfter | None = None
    seconds: Seconds | None = None
    """Real seconds that something lasts."""
    word: Text | None = None
    """The word that takes the place of a status."""
    forge: Literal["signature", "time", "body"] | None = None
    """What is wrong with a forged webhook."""

    @property
    def pick(self) -> Decimal | None:
        """How likely it is, as a fraction."""
        return None if self.chance is None else Decimal(self.chance)


class Plan(Strict):
    """Everything that is to go wrong, and what follows from chance."""

    seed: Annotated[int, Field(ge=0, le=10**17)] = 0
    media_bytes: Annotated[int, Field(ge=0, le=200_000_000)] = 0
    """Least size of result files."""
    faults: Annotated[tuple[Fault, ...], Field(max_length=500)] = ()
    """In order: of several that fit a request, the first one happens."""
