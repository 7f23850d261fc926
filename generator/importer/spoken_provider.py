"""The facts that a provider's own spec states: servers, authentication, protocol, errors, sources."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from generator.diagnostics import Origin
from generator.importer.facts import Fact, Place, Subject, passage_of
from generator.importer.spoken import Spoken, members
from generator.ir.provider import PlacedQuirk, Provider
from generator.ir.shape import Shape

Said = Iterator[tuple[Subject, Mapping[str, Any]]]


def spoken_provider(provider: Provider) -> Iterator[Spoken]:
    """List the facts of *provider* that all its operations share; subjects begin with `provider`."""
    for subject, said in (*_identity(provider), *_protocol(provider), *_noted(provider)):
        for attribute, value in said.items():
            if value is not None:
                origin = _origin(provider, subject)
                place = Place(origin.line, "", "")
                yield Spoken(Fact(("provider", *subject), attribute, value, place), origin)
    for subject, shape in _shapes(provider):
        yield from members(shape, ("provider", *subject))


def _origin(provider: Provider, subject: Subject) -> Origin:
    if subject[:1] == ("document",):
        return provider.documents.get(subject[1], provider.origin)
    return provider.origin


def _identity(provider: Provider) -> Said:
    spec = provider.spec
    yield (), {"title": spec.title, "class": spec.class_name, "website": spec.website}
    yield (), {"module": provider.python_name}
    for name, server in spec.servers.items():
        yield ("server", name), {"url": server.url, "described": passage_of(server.purpose)}
    auth = spec.auth
    yield (
        ("auth",),
        {
            "header": auth.header,
            "scheme": auth.scheme,
            "environment": list(auth.environment),
            "account_environment": auth.account_environment,
        },
    )


def _protocol(provider: Provider) -> Said:
    protocol = provider.spec.protocol
    body, poll, hook = protocol.body, protocol.poll, protocol.webhook
    yield (
        ("protocol",),
        {"style": protocol.style, "result_url": protocol.result_url, "cancel": protocol.cancel},
    )
    yield (
        ("body",),
        {"form": body.form, "payload_key": body.payload_key, "model_key": body.model_key},
    )
    if poll is not None:
        yield ("poll",), {"interval": poll.interval_seconds, "deadline": poll.deadline_seconds}
    if hook is not None:
        yield ("webhook",), {"signature": hook.signature, "headers": list(hook.headers)}
    for name, call in protocol.calls.items():
        said = call.model_dump(include={"method", "server", "path", "billable", "repeat"})
        yield ("call", name), {**said, "statuses": dict(call.statuses) or None}
    for state in protocol.states:
        yield ("state", state.value), {"means": state.means}
    for code in provider.spec.errors.codes:
        yield ("error", code.code), code.model_dump(include={"status", "kind", "repeat"})


def _noted(provider: Provider) -> Said:
    for name, document in provider.spec.documents.items():
        yield ("document", name), {"described": _digest(document)}
    for family in provider.families:
        said = {"module": family.python_name, "described": _digest(family.model)}
        yield ("family", family.id), said
    quirks: list[PlacedQuirk] = [*provider.quirks]
    quirks += [placed for operation in provider.operations for placed in operation.quirks]
    for placed in quirks:
        yield ("quirk", placed.quirk.id), {"described": _digest(placed.quirk)}


def _digest(part: BaseModel) -> str:
    """Hash all that *part* says but for when and in what state it was read."""
    said = part.model_dump(exclude={"retrieved", "sha256", "least_facts"})
    return passage_of(json.dumps(said, sort_keys=True, default=str))


def _shapes(provider: Provider) -> Iterator[tuple[Subject, Shape]]:
    wire = provider.wire
    yield ("options",), wire.options
    if wire.webhook is not None:
        yield ("webhook", "response"), wire.webhook
    for name, shape in wire.errors.items():
        yield ("error answer", name, "response"), shape
    for name, call in wire.calls.items():
        parts = {
            "query": call.query,
            "headers": call.headers,
            "body": call.body,
            "response": call.response,
            "response headers": call.response_headers,
        }
        for part, inner in parts.items():
            if inner is not None:
                yield ("call", name, part), inner
