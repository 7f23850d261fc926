"""Explain how a provider is called: servers, calls, states, errors, webhooks."""

from __future__ import annotations

from generator.explain.subject import Entry, Subject, entry, present
from generator.explain.values import kinds, members_of
from generator.ir.shape import Shape
from generator.spec.provider import ErrorCode, ErrorShape, State


def listed(subject: Subject, shape: Shape | None) -> list[Entry]:
    """List the members of an object, nested ones by dotted path."""
    if shape is None:
        return []
    return [
        present(
            {
                "name": path,
                "required": member.required or None,
                **kinds(member.shape),
                "description": member.shape.description,
                "source": subject.source(member.shape.source),
            }
        )
        for path, member in members_of(shape)
    ]


def call(subject: Subject, name: str) -> Entry:
    """Explain one call of the job protocol."""
    spec = subject.provider.spec
    found, shapes = spec.protocol.calls[name], subject.provider.wire.calls[name]
    server = spec.servers.get(found.server)
    return entry(
        "call",
        name,
        title=found.title,
        request=f"{found.method} {server.url if server else ''}{found.path}",
        billable=found.billable,
        repeat={"never": "never", "same-task": "harmless with the same task id"}.get(
            found.repeat, "harmless"
        ),
        query=listed(subject, shapes.query),
        headers=listed(subject, shapes.headers),
        body=listed(subject, shapes.body),
        answer=listed(subject, shapes.response),
        answer_headers=listed(subject, shapes.response_headers),
        statuses=dict(found.statuses),
        source=subject.source(found.source),
        quirks=subject.quirks_about(name),
    )


def call_line(subject: Subject, name: str) -> str:
    """Spell a call on one line."""
    found = subject.provider.spec.protocol.calls[name]
    server = subject.provider.spec.servers.get(found.server)
    cost = "; costs money" if found.billable else ""
    url = f"{server.url if server else ''}{found.path}"
    return f"{name}: {found.title} ({found.method} {url}{cost})"


def state(subject: Subject, found: State) -> Entry:
    """Explain a status value."""
    return entry(
        "state",
        found.value,
        means=found.means,
        note=found.note,
        source=subject.source(found.source),
        quirks=subject.quirks_about("states", found.value),
    )


def error_code(subject: Subject, found: ErrorCode) -> Entry:
    """Explain an error code."""
    return entry(
        "error code",
        found.code,
        http_status=found.status,
        means=found.kind,
        same_request_may_succeed_later=found.repeat,
        note=found.note,
        source=subject.source(found.source),
        quirks=subject.quirks_about("errors", found.code),
    )


def error_shape(subject: Subject, found: ErrorShape) -> Entry:
    """Explain one form of an error answer."""
    return entry(
        "error shape",
        found.id,
        where=found.where,
        body=listed(subject, subject.provider.wire.errors[found.id]),
        source=subject.source(found.source),
        quirks=subject.quirks_about("errors"),
    )


def server(subject: Subject, name: str) -> Entry:
    """Explain a base URL."""
    found = subject.provider.spec.servers[name]
    source = subject.source(found.source)
    return entry("server", name, url=found.url, purpose=found.purpose, source=source)


def auth(subject: Subject) -> Entry:
    """Explain how a request shows who pays."""
    found = subject.provider.spec.auth
    return entry(
        "auth",
        "auth",
        header=f"{found.header}: {found.scheme} <key>",
        key_from=list(found.environment),
        account_from=found.account_environment,
        note=found.note,
        source=subject.source(found.source),
        quirks=subject.quirks_about("auth"),
    )


def poll(subject: Subject) -> Entry | None:
    """Explain how to wait for a job."""
    found = subject.provider.spec.protocol.poll
    if found is None:
        return None
    return entry(
        "poll",
        "poll",
        interval_seconds=found.interval_seconds,
        deadline_seconds=found.deadline_seconds,
        source=subject.source(found.source),
        quirks=subject.quirks_about("poll"),
    )


def webhook(subject: Subject) -> Entry | None:
    """Explain how a finished job is reported."""
    found = subject.provider.spec.protocol.webhook
    if found is None:
        return None
    return entry(
        "webhook",
        "webhook",
        set_by=found.set_by,
        signature=found.signature,
        headers=list(found.headers),
        body=listed(subject, subject.provider.wire.webhook),
        note=found.note,
        source=subject.source(found.source),
        quirks=subject.quirks_about("webhook"),
    )


def protocol(subject: Subject) -> Entry:
    """Explain the job protocol as a whole."""
    found = subject.provider.spec.protocol
    body = found.body
    return entry(
        "protocol",
        "protocol",
        style=found.style,
        summary=found.summary,
        body={"payload": "the payload as it is", "array": "a list that holds the payload"}.get(
            body.form, f"an object with {body.model_key} and, under {body.payload_key}, the payload"
        ),
        body_source=subject.source(body.source),
        body_options=listed(subject, subject.provider.wire.options),
        calls=[call_line(subject, name) for name in found.calls],
        states=[f"{item.value}: {item.means}" for item in found.states],
        result_url=found.result_url,
        reported_cost=found.reported_cost,
        can_be_cancelled=found.cancel,
        source=subject.source(found.source),
        quirks=subject.quirks_about("protocol"),
    )
