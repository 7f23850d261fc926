"""Estimators: one function per operation, from facts to line items, in integers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.ir.prices import Fact, Price
from generator.ir.provider import Family, Operation, Provider
from generator.python import call, docstring, literal
from generator.views.bills import estimator_doc, given_facts
from generator.views.code import Lines
from generator.views.estimators import estimator_body
from generator.views.module import Import, ModuleView, checks_import, header, import_lines
from generator.views.needs import Needs

_RUNTIME = "..._runtime"


def costs_view(provider: Provider, family: Family) -> ModuleView:
    """Return the estimators of one family."""
    needs = Needs()
    parts = tuple(part for operation in family.operations for part in _estimators(needs, operation))
    imports = [Import(f"{_RUNTIME}.estimates", name) for name in needs.estimates]
    imports += [Import(f"{_RUNTIME}.facts", name) for name in needs.facts]
    imports += [Import(f"{_RUNTIME}.ranges", name) for name in needs.ranges]
    imports += [Import(f"{_RUNTIME}.line_items", name) for name in needs.lines]
    imports += [checks_import(name) for name in needs.checks]
    supplied = any(
        fact.kind == "quantity"
        for operation in family.operations
        for price in operation.prices
        for fact in price.given
    )
    typing = ["from collections.abc import Mapping"]
    typing += ["from decimal import Decimal"] if supplied else []
    items = f"\n\nfrom {_RUNTIME}.line_items import Item" if needs.items else ""
    typing += [f"from typing import Any{items}"]
    title = family.model.title
    return ModuleView(
        path=f"{provider.python_name}/costs/{family.python_name}.py",
        doc=header(
            f"What {title} costs at {provider.spec.title}, known before the call.", family.file
        ),
        imports=import_lines(imports),
        typing_imports=tuple(typing),
        constants=needs.constants,
        parts=parts,
    )


def _estimators(needs: Needs, operation: Operation) -> Iterator[str]:
    """Return the estimator of an operation; where prices change, after one for each price."""
    name = f"estimate_{operation.python_name}"
    doc = estimator_doc(operation, operation.price)
    if len(operation.prices) < 2:
        yield _estimator(needs, operation, operation.price, name, doc)
        return
    dated = {_dated(operation, price): price for price in operation.prices}
    for own, price in dated.items():
        text = f"Estimate with the price as documented on {price.as_of}."
        yield _estimator(needs, operation, price, own, docstring([text], 4))
    given = given_facts(operation)
    lines = Lines()
    lines.add(doc)
    for own, price in reversed(dated.items()):
        test = f'as_of >= "{price.starts}"'
        if price.ends is not None:
            test = f'"{price.starts}" <= as_of <= "{price.ends}"'
        if price is operation.price:
            test = f"as_of is None or {test}"
        lines.condition("if", [test])
        passed = [f"{fact.name}={fact.name}" for fact in price.given]
        lines.add(call(own, ["params", *passed], lines.indent, "return "))
        lines.end()
    needs.estimates.add("PriceRefused")
    first = min(price.starts for price in operation.prices)
    lines.add(f'raise PriceRefused(f"no price is known for {{as_of}}; the first is of {first}")')
    yield f"{_head(name, [*given.values()], dated=True)}\n{lines.text()}"


def _dated(operation: Operation, price: Price) -> str:
    day = price.as_of.replace("-", "_")
    return f"_{operation.python_name}_{day}"


def _estimator(needs: Needs, operation: Operation, price: Price | None, name: str, doc: str) -> str:
    lines = Lines()
    lines.add(doc)
    if price is None or price.refused is not None:
        why = price.refused if price and price.refused else "no price is known for this operation"
        needs.estimates.add("PriceRefused")
        lines.add("del params")
        lines.add(call("PriceRefused", [literal(why)], 4, "raise "))
    else:
        body = Lines()
        estimator_body(needs, body, operation, price)
        if "params" not in body.text():
            lines.add("del params")
        lines.lines.extend(body.lines)
    needs.operators("\n".join(lines.lines[1:]))
    return f"{_head(name, price.given if price else ())}\n{lines.text()}"


def _head(name: str, given: Sequence[Fact], dated: bool = False) -> str:
    arguments = ["params: Mapping[str, Any]"]
    if given or dated:
        arguments.append("*")
    for fact in given:
        kind = "str" if fact.kind == "choice" else "int | str | Decimal"
        arguments.append(f"{fact.name}: {kind} | None = None")
    if dated:
        arguments.append("as_of: str | None = None")
    return call(f"def {name}", arguments, 0, "", " -> Estimate:")
