"""Explain an operation as a whole: everything in one line each, with names to ask for more."""

from __future__ import annotations

from generator.explain import protocol, records
from generator.explain.money import line_text
from generator.explain.subject import Entry, Subject, entry, present
from generator.explain.values import kinds, members_of, rule_line
from generator.ir.shape import Member, Shape
from generator.wording import value_words


def overview(subject: Subject) -> Entry:
    """Explain the operation."""
    operation, spec = subject.operation, subject.provider.spec
    return entry(
        "operation",
        operation.name,
        title=operation.title,
        summary=operation.summary,
        page=operation.page,
        endpoint=operation.endpoint,
        source=subject.source(operation.source),
        parameters=_lines(operation.parameters),
        rules=[rule_line(rule) for rule in operation.rules],
        result=_lines(operation.response),
        raw_answer=_lines(operation.raw_response) if operation.raw_response else None,
        price=_price(subject),
        examples={example.id: example.title for example in operation.examples},
        model=records.model(subject),
        provider=f"{spec.title}, {spec.website}",
        auth=protocol.auth(subject),
        servers={name: f"{server.url} ({server.purpose})" for name, server in spec.servers.items()},
        protocol=protocol.protocol(subject),
        poll=protocol.poll(subject),
        webhook=_webhook(subject),
        errors={shape.id: shape.where for shape in spec.errors.shapes},
        error_codes=[_code(code.code, code.status, code.kind) for code in spec.errors.codes],
        quirks={placed.quirk.id: placed.quirk.decision for placed in subject.quirks},
        documents={
            name: f"{document.title}, {document.retrieved}, {document.kind}"
            for name, document in spec.documents.items()
        },
    )


def _code(code: str, status: int | None, kind: str) -> str:
    return f"{code} ({status}): {kind}" if status and str(status) != code else f"{code}: {kind}"


def _webhook(subject: Subject) -> str | None:
    found = subject.provider.spec.protocol.webhook
    return None if found is None else f"{found.set_by} Signature: {found.signature}."


def _lines(shape: Shape) -> dict[str, str]:
    return {path: member_line(member) for path, member in members_of(shape)}


def member_line(member: Member) -> str:
    """Spell a member on one line."""
    found = kinds(member.shape)
    parts = [str(found.get("type", "one of several"))]
    parts += ["required"] if member.required else []
    parts += ["filled in by the client"] if member.supplied else []
    if member.shape.const is not None:
        parts.append(f"always {value_words(member.shape.const)}")
    if member.shape.enum is not None:
        parts.append(" or ".join(value_words(value) for value in member.shape.enum))
    parts += [
        f"{name.replace('_', ' ')} {found[name]}"
        for name in ("minimum", "maximum", "min_length", "max_length", "min_items", "max_items")
        if name in found
    ]
    parts += [found[name] for name in ("unit", "format") if name in found]
    if member.default is not None:
        condition = " under a condition" if member.default.when else ""
        parts.append(f"server default {value_words(member.default.value)}{condition}")
    return f"{', '.join(parts)}. {member.shape.description}".strip()


def _price(subject: Subject) -> Entry | None:
    price = subject.operation.price
    if price is None:
        return None
    return present(
        {
            "as_of": price.as_of,
            "refused": price.refused,
            "currency": price.currency,
            "lines": [line_text(line) for line in price.lines],
            "multiplied_by": price.multiplier,
            "facts": [fact.name for fact in price.facts],
            "facts_a_caller_may_supply": [fact.name for fact in price.given],
            "doubts": {doubt.id: doubt.text for doubt in price.doubts},
            "billed_when": {name: told.billed for name, told in price.billed_when.items()},
            "source": subject.source(price.source),
        }
    )
