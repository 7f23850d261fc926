"""Find everything that a name means."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from functools import partial

from generator.diagnostics import CannotRun
from generator.explain import money, protocol, records, values
from generator.explain.subject import Entry, Subject
from generator.ir.shape import Shape

Candidate = tuple[str, Callable[[], Entry | None]]


def explain(subject: Subject, name: str) -> list[Entry]:
    """Explain all things that are called *name*; where nothing is, suggest names."""
    wanted = _normal(name)
    known = list(_candidates(subject))
    found = [make for candidate, make in known if candidate == wanted]
    if not found:
        found = [make for candidate, make in known if candidate.endswith(f".{wanted}")]
    entries = [made for made in (make() for make in found) if made is not None]
    if found and not entries:
        raise CannotRun(f"nothing is documented about {name} of {subject.operation.name}")
    if not entries:
        names = list(dict.fromkeys(candidate for candidate, _ in known))
        close = difflib.get_close_matches(wanted, names, 3, 0.6)
        close = close or [other for other in names if wanted and wanted.lower() in other.lower()]
        hint = f"did you mean {' or '.join(close[:3])}?" if close else "see `specloom explain OP`"
        raise CannotRun(f"{subject.operation.name} has nothing named {name or repr(name)}; {hint}")
    return entries


def _normal(name: str) -> str:
    """Turn a JSON pointer of a violation into a dotted path; leave other names alone."""
    if not name.startswith("/"):
        return name
    steps = [step.replace("~1", "/").replace("~0", "~") for step in name[1:].split("/")]
    return ".".join(step for step in steps if not step.isdigit())


def _candidates(subject: Subject) -> Iterator[Candidate]:
    """List all names, with what explains each; parameters come first."""
    operation = subject.operation
    for path, member in values.members_of(operation.parameters):
        yield path, partial(values.parameter, subject, path, member)
    yield from _fields(subject, "response field", operation.response)
    if operation.raw_response is not None:
        yield from _fields(subject, "field of the raw answer", operation.raw_response)
    for rule in operation.rules:
        yield rule.id, partial(values.rule, subject, rule)
    yield from _prices(subject)
    for example in operation.examples:
        yield example.id, partial(records.example, subject, example)
    for placed in subject.quirks:
        yield placed.quirk.id, partial(records.quirk, subject, placed)
    yield from _protocol(subject)
    for name in subject.provider.spec.documents:
        yield name, partial(records.document, subject, name)


def _fields(subject: Subject, kind: str, shape: Shape) -> Iterator[Candidate]:
    for path, member in values.members_of(shape):
        yield path, partial(values.field, subject, kind, path, member)


def _prices(subject: Subject) -> Iterator[Candidate]:
    for price in reversed(subject.operation.prices):
        yield "price", partial(money.price, subject, price)
        for line in price.lines:
            yield line.id, partial(money.line, subject, line)
        for fact in price.facts:
            yield fact.name, partial(money.fact, subject, fact)
        for doubt in price.doubts:
            yield doubt.id, partial(money.doubt, subject, doubt)


def _protocol(subject: Subject) -> Iterator[Candidate]:
    spec, wire = subject.provider.spec, subject.provider.wire
    yield "model", partial(records.model, subject)
    for about in (protocol.protocol, protocol.auth, protocol.poll, protocol.webhook):
        yield about.__name__, partial(about, subject)
    yield from _fields(subject, "member of the envelope", wire.options)
    for name, shapes in wire.calls.items():
        yield name, partial(protocol.call, subject, name)
        yield from _fields(subject, f"query parameter of {name}", shapes.query)
        yield from _fields(subject, f"header of {name}", shapes.headers)
        yield from _fields(subject, f"header of the answer to {name}", shapes.response_headers)
        for kind, shape in (("body of", shapes.body), ("answer to", shapes.response)):
            if shape is not None:
                yield from _fields(subject, f"member of the {kind} {name}", shape)
    if wire.webhook is not None:
        yield from _fields(subject, "member of a webhook", wire.webhook)
    for state in spec.protocol.states:
        yield state.value, partial(protocol.state, subject, state)
    for name in spec.servers:
        yield name, partial(protocol.server, subject, name)
    yield from _errors(subject)


def _errors(subject: Subject) -> Iterator[Candidate]:
    errors = subject.provider.spec.errors
    for shape in errors.shapes:
        for name in ("errors", shape.id):
            yield name, partial(protocol.error_shape, subject, shape)
        body = subject.provider.wire.errors[shape.id]
        yield from _fields(subject, f"member of the error {shape.id}", body)
    for code in errors.codes:
        for name in ("errors", code.code):
            yield name, partial(protocol.error_code, subject, code)
