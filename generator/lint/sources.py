"""Lint: facts without a source or without words, and declarations that nothing uses."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ir.prices import Price
from generator.ir.rules import AllowedPairs
from generator.lint.registry import Defect, rule
from generator.lint.subjects import (
    FamilyAt,
    OperationAt,
    PriceAt,
    ProviderAt,
    RuleAt,
    shapes,
    values,
)
from generator.price.cases import expressions
from generator.price.expression import tables

_ADD_SOURCE = "add `source:` with document and section"


@rule("parameter-without-source", OperationAt)
def parameter_without_source(at: OperationAt) -> Iterator[Defect]:
    """A parameter does not say where it is documented, and neither does what it stands in."""
    for value in values(at.operation.parameters):
        if value.member is not None and value.shape.source is None:
            yield Defect(value.shape.origin, f"{value.name} has no source", _ADD_SOURCE)


@rule("parameter-without-description", OperationAt)
def parameter_without_description(at: OperationAt) -> Iterator[Defect]:
    """A parameter or response field is not described."""
    for shape in shapes(at.operation):
        for value in values(shape):
            if value.member is not None and not value.shape.description:
                hint = "add `description:`, in your own words"
                yield Defect(value.shape.origin, f"{value.name} is not described", hint)


@rule("rule-without-source", RuleAt)
def rule_without_source(at: RuleAt) -> Iterator[Defect]:
    """A rule does not say where it is documented."""
    if at.rule.source is None:
        yield Defect(at.rule.origin, f"{at.rule.id} has no source", _ADD_SOURCE)


@rule("price-without-source", PriceAt)
def price_without_source(at: PriceAt) -> Iterator[Defect]:
    """A price, a line or a row of it does not say where it is documented."""
    price = at.price
    if price.source is not None:
        return
    if price.refused is not None:
        yield Defect(price.origin, "that there is no price has no source", _ADD_SOURCE)
    for line in price.lines:
        if line.source is None:
            yield Defect(line.origin, f"line {line.id} has no source", _ADD_SOURCE)
    for row in price.rows:
        if row.source is None:
            yield Defect(row.origin, f"row {row.title} has no source", _ADD_SOURCE)


@rule("example-without-source", OperationAt)
def example_without_source(at: OperationAt) -> Iterator[Defect]:
    """An example does not say where it is documented."""
    for example in at.operation.examples:
        if example.source is None:
            yield Defect(example.origin, f"{example.id} has no source", _ADD_SOURCE)


@rule("weak-source-exact", PriceAt)
def weak_source_exact(at: PriceAt) -> Iterator[Defect]:
    """A line counts as documented, but its document is not the provider's."""
    documents = at.at.provider.spec.documents
    for line in at.price.lines:
        document = documents.get(line.source.document) if line.source else None
        if document and document.kind == "third-party" and line.confidence == "documented":
            text = f"line {line.id} is documented by {line.source and line.source.document} alone"
            yield Defect(line.origin, text, "set `confidence: third-party`, or cite the provider")


@rule("unused-document", ProviderAt)
def unused_document(at: ProviderAt) -> Iterator[Defect]:
    """A declared document is cited by nothing."""
    for name, origin in at.provider.documents.items():
        if name not in at.provider.cited:
            yield Defect(origin, f"document {name} is cited by nothing", "cite or remove it")


@rule("unused-table", FamilyAt)
def unused_table(at: FamilyAt) -> Iterator[Defect]:
    """A table selects nothing for any rule or price."""
    operations = at.family.operations
    used = {
        one.demand.table
        for operation in operations
        for one in operation.rules
        if isinstance(one.demand, AllowedPairs)
    }
    used |= {
        name for operation in operations for price in operation.prices for name in _tables_of(price)
    }
    for name, origin in at.family.tables.items():
        if name not in used:
            yield Defect(origin, f"table {name} is used by nothing", "use or remove it")


def _tables_of(price: Price) -> Iterator[str]:
    """Name the tables that the facts and expressions of a price read."""
    yield from (fact.lookup.table for fact in price.facts if fact.lookup is not None)
    trees = [*expressions(price), *(doubt.when for doubt in price.doubts if doubt.when)]
    yield from (table.name.partition(".")[0] for tree in trees for table in tables(tree))


@rule("unused-type", FamilyAt)
def unused_type(at: FamilyAt) -> Iterator[Defect]:
    """A shared type is referred to by nothing."""
    family = at.family
    wholes = [shape for operation in family.operations for shape in shapes(operation)]
    used = {value.shape.origin for whole in (*wholes, *family.types) for value in values(whole)}
    for shape in family.types:
        if shape.origin not in used:
            yield Defect(shape.origin, f"type {shape.title} is used by nothing", "remove it")
