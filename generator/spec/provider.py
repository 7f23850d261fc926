"""provider.yaml: who the provider is and how its jobs are run."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from generator.spec.base import Day, Name, Quantity, Source, Strict, Text, Url
from generator.spec.example import Quirk
from generator.spec.parameter import Parameter


class DocumentSpec(Strict):
    """A document that sources cite."""

    title: Text
    """Its title."""
    address: Url | None = None
    """Where it is, if it is public."""
    retrieved: Day
    """The day on which it was read."""
    sha256: str | None = Field(None, pattern=r"^[0-9a-f]{64}$")
    """Hash of what was read."""
    kind: Literal["provider-page", "provider-file", "provider-sdk", "third-party"]
    """Whose word it is. Only a provider's own word can make a price exact."""
    note: Text | None = None
    """What to know about it."""
    form: Name | None = None
    """The form in which `specloom drift` reads it; without one it is not read."""
    least_facts: int | None = Field(None, ge=1)
    """Fewest facts that it must yield when it is read; fewer mean that it was not understood."""

    @model_validator(mode="after")
    def expects_facts(self) -> DocumentSpec:
        """Refuse a form without a number of facts: a page that yields nothing would pass for unchanged."""
        if (self.form is None) != (self.least_facts is None):
            raise ValueError("`form` and `least_facts` go together")
        return self


class Server(Strict):
    """A base URL."""

    url: Url
    """The URL, without a trailing slash."""
    purpose: Text
    """What is called there."""
    source: Source


class Auth(Strict):
    """How a request shows who pays for it."""

    header: str
    """Name of the header."""
    scheme: str
    """What stands before the key."""
    environment: tuple[str, ...]
    """Environment variables that hold the key, in order."""
    account_environment: str | None = None
    """Environment variable of the account id, where the path needs one."""
    note: Text | None = None
    """Permissions and the like."""
    source: Source


class Call(Strict):
    """One HTTP call of the job protocol."""

    title: Text
    """What it does."""
    method: Literal["GET", "POST", "PUT", "DELETE"]
    server: Name
    """One of `servers`."""
    path: str
    """Path with placeholders in braces."""
    query: dict[str, Parameter] = {}
    """Query parameters."""
    headers: dict[str, Parameter] = {}
    """Request headers beyond authentication."""
    body: dict[str, Parameter] | None = None
    """Body of a call other than submit."""
    response: dict[str, Parameter] | None = None
    """Fields of the answer."""
    response_headers: dict[str, Parameter] = {}
    """Headers of the answer."""
    statuses: dict[str, Text] = {}
    """What HTTP statuses mean here."""
    billable: bool = False
    """Whether the call costs money."""
    repeat: Literal["harmless", "never", "same-task"] = "harmless"
    """Whether a repeat can hurt; `same-task`: harmless with the same task id."""
    source: Source


class State(Strict):
    """A status value of a job."""

    value: str
    means: Literal["waiting", "running", "succeeded", "failed"]
    note: Text | None = None
    source: Source


class Poll(Strict):
    """How long to wait, and how often to ask."""

    interval_seconds: Quantity
    """Pause between two questions."""
    deadline_seconds: Quantity
    """When to give up waiting; the job lives on."""
    source: Source


class Body(Strict):
    """How the payload becomes the request body."""

    form: Literal["payload", "array", "envelope"]
    """As it is; the only item of a list; under `payload_key` beside the model."""
    payload_key: str | None = None
    """Key of the payload in an envelope."""
    model_key: str | None = None
    """Key of the model in an envelope."""
    options: dict[str, Parameter] = {}
    """Other keys of the envelope."""
    source: Source


class Webhook(Strict):
    """How the provider reports a finished job by itself."""

    set_by: Text
    """What asks for it."""
    signature: Literal["none", "ed25519"]
    headers: tuple[str, ...] = ()
    body: dict[str, Parameter] = {}
    note: Text
    """Retries, time limits, verification."""
    source: Source


class SubmitFailure(Strict):
    """What a submit that failed in one way means, and what a client does then."""

    failure: str = Field(pattern=r"^(not-sent|lost|unreadable|[1-5]xx|[1-5][0-9]{2})$")
    """not-sent: the connection was never made; lost: no answer came; unreadable: the answer cannot
    be read; or an HTTP status, 5xx for all of a class."""
    then: Literal["repeat", "same-task", "refused", "unknown"]
    """repeat: nothing was accepted, send it again; same-task: a repeat is harmless, send it again;
    refused: nothing was accepted, and a repeat is no use; unknown: never send it again."""
    why: Text
    """The reason, for the reference and the reliability page."""
    source: Source
    """Where the provider says so, or says nothing."""


class JobLookup(Strict):
    """How a person looks for a job whose answer was lost."""

    text: Text
    """What to do, in one sentence without a full stop at its end."""
    header: str = ""
    """A request header whose value the provider keeps beside the job."""
    form: str = "{key}"
    """The form of that value; {key} is a name of the job that the client makes."""
    source: Source


class Protocol(Strict):
    """How a job is sent, watched and fetched."""

    style: Literal["queue", "tasks", "blocking", "generations"]
    summary: Text
    body: Body
    calls: dict[Name, Call]
    """The calls by name; `submit` is one of them."""
    states: tuple[State, ...] = ()
    poll: Poll | None = None
    result_url: str
    """Where the URL of the media stands in the final answer."""
    reported_cost: Text
    """Where a cost is reported after the fact, if anywhere."""
    cancel: bool
    """Whether a job can be cancelled."""
    webhook: Webhook | None = None
    submit_failures: tuple[SubmitFailure, ...] = ()
    """What failed submits mean; what is not listed is never sent again, unless nothing was sent."""
    lookup: JobLookup | None = None
    source: Source


class ErrorShape(Strict):
    """One form of an error answer."""

    id: Name
    where: Text
    """When it is used."""
    body: dict[str, Parameter]
    source: Source


class ErrorCode(Strict):
    """One documented error."""

    code: str
    """The provider's code, type or HTTP status."""
    status: int | None = None
    """HTTP status."""
    kind: Literal[
        "validation",
        "authentication",
        "permission",
        "out-of-credits",
        "not-found",
        "rate-limit",
        "content-policy",
        "provider",
        "time-out",
        "connection",
        "conflict",
        "cancelled",
    ]
    """What a caller can make of it."""
    repeat: Literal["yes", "no", "unknown"] = "unknown"
    """Whether the same request may succeed later."""
    note: Text | None = None
    source: Source


class Errors(Strict):
    """Error answers."""

    shapes: tuple[ErrorShape, ...]
    codes: tuple[ErrorCode, ...]


class ProviderSpec(Strict):
    """One provider."""

    provider: Name
    """Id: the folder's name."""
    title: Text
    """Name for readers."""
    class_name: str = Field(pattern=r"^[A-Z][A-Za-z0-9]*$", max_length=40)
    """Name of the client class."""
    website: Url
    documents: dict[Name, DocumentSpec]
    """All documents that this provider's specs cite."""
    servers: dict[Name, Server]
    auth: Auth
    protocol: Protocol
    errors: Errors
    quirks: tuple[Quirk, ...] = ()
    allow: tuple[Name, ...] = ()
    """Lint findings about the provider that are meant so."""
