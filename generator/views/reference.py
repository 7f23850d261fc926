"""The reference of one provider in Markdown: operations, parameters, rules, prices, quirks."""

from __future__ import annotations

from dataclasses import dataclass

from generator.ir.prices import Price
from generator.ir.provider import Operation, Provider
from generator.ir.shape import Shape
from generator.markdown import cell
from generator.price.expression import spell
from generator.pricing.sentence import sentence
from generator.wording import description, rate_words


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: finished cells."""

    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OperationSection:
    """What the reference says about one operation."""

    name: str
    title: str
    summary: str
    page: str
    endpoint: str
    parameters: tuple[Row, ...]
    results: tuple[Row, ...]
    rules: tuple[Row, ...]
    price: str
    lines: tuple[Row, ...]
    doubts: tuple[str, ...]
    quirks: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """The whole page."""

    path: str
    title: str
    file: str
    documents: tuple[Row, ...]
    sections: str
    """What it says about its operations, printed."""


def reference_view(provider: Provider, sections: str) -> ReferenceView:
    """Return the reference of *provider*; its operations have theirs in *sections*."""
    documents = tuple(
        Row((name, cell(document.title), cell(document.address or ""), document.retrieved))
        for name, document in provider.spec.documents.items()
    )
    return ReferenceView(
        path=f"{provider.python_name}/reference.md",
        title=cell(provider.spec.title),
        file=provider.file,
        documents=documents,
        sections=sections,
    )


def operation_section(provider: Provider, operation: Operation) -> OperationSection:
    """Return what the reference says about *operation*."""
    price = operation.price
    return OperationSection(
        name=operation.name,
        title=cell(operation.title),
        summary=cell(operation.summary),
        page=operation.page,
        endpoint=cell(operation.endpoint),
        parameters=tuple(_rows(operation.parameters, "")),
        results=tuple(_rows(operation.response, "")),
        rules=tuple(
            Row((rule.id, cell(rule.message), cell(str(rule.source or ""))))
            for rule in operation.rules
        ),
        price=cell(sentence(price, provider.units)),
        lines=_lines(price),
        doubts=tuple(cell(doubt.text) for doubt in price.doubts) if price else (),
        quirks=tuple(
            Row((placed.quirk.id, cell(placed.quirk.decision))) for placed in operation.quirks
        ),
    )


def _rows(shape: Shape, prefix: str) -> list[Row]:
    """List the members of an object, nested ones below their parents."""
    rows = []
    for member in shape.members:
        inner = member.shape
        name = f"{prefix}{member.name}"
        kind = "supplied" if member.supplied else "required" if member.required else ""
        text = cell(description(inner, member))
        rows.append(
            Row(
                (
                    cell(f"`{name}`"),
                    cell(_values(inner)),
                    kind,
                    text,
                    cell(str(inner.source or "")),
                )
            )
        )
        for nested, suffix in ((inner, "."), (inner.items, "[].")):
            if nested is not None:
                rows += _rows(nested, f"{name}{suffix}")
                for choice in nested.any_of:
                    rows += _rows(choice, f"{name}{suffix}")
    return rows


def _values(shape: Shape) -> str:
    """Say in a few words what a value may be."""
    if shape.const is not None:
        return f"`{shape.const}`"
    if shape.enum is not None:
        return ", ".join(f"`{value}`" for value in shape.enum)
    if shape.any_of:
        return " or ".join(_values(choice) for choice in shape.any_of)
    text = " or ".join(shape.types)
    if shape.items is not None:
        text = f"list of {_values(shape.items)}"
    limits = [
        f"{word} {limit}"
        for word, limit in (
            ("from", shape.minimum),
            ("to", shape.maximum),
            ("above", shape.exclusive_minimum),
            ("below", shape.exclusive_maximum),
            ("multiple of", shape.multiple_of),
            ("at least", shape.min_items),
            ("at most", shape.max_items),
            ("length from", shape.min_length),
            ("length to", shape.max_length),
        )
        if limit is not None
    ]
    if shape.format is not None:
        limits.append(shape.format)
    return f"{text}, {' '.join(limits)}" if limits else text


def _lines(price: Price | None) -> tuple[Row, ...]:
    rows = []
    for line in price.lines if price else ():
        rate = rate_words(line)
        quantity = f"`{spell(line.quantity)}`"
        cells = (
            line.title,
            quantity,
            f"{rate} per {line.unit}",
            line.confidence,
            str(line.source or ""),
        )
        rows.append(Row(tuple(map(cell, cells))))
    return tuple(rows)
