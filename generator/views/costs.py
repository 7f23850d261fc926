"""Estimators: one function per operation, from facts to line items, in integers."""

from __future__ import annotations

from generator.ir.prices import Fact, Line, Price
from generator.ir.provider import Family, Operation, Provider
from generator.price.compile import Code, Facts, add, compile_quantity, compile_test, multiply
from generator.price.layout import quantity_places, rate_places, scaled, total_places
from generator.price.types import Type
from generator.python import call, literal
from generator.views.bills import estimator_doc, price_constant
from generator.views.code import Lines, unwrapped
from generator.views.facts import FactLines, maybe_unknown
from generator.views.module import Import, ModuleView, header, import_lines
from generator.views.needs import Needs

_RUNTIME = "..._runtime"


def costs_view(provider: Provider, family: Family) -> ModuleView:
    """Return the estimators of one family."""
    needs = Needs()
    parts = tuple(_estimator(needs, operation) for operation in family.operations)
    imports = [Import(f"{_RUNTIME}.estimates", name) for name in needs.estimates]
    imports += [Import(f"{_RUNTIME}.facts", name) for name in needs.facts]
    imports += [Import(f"{_RUNTIME}.checks", name) for name in needs.checks]
    supplied = any(
        fact.kind == "quantity"
        for operation in family.operations
        for fact in (operation.price.given if operation.price else ())
    )
    typing = ["from collections.abc import Mapping"]
    typing += ["from decimal import Decimal"] if supplied else []
    title = family.model.title
    return ModuleView(
        path=f"{provider.python_name}/costs/{family.python_name}.py",
        doc=header(
            f"What {title} costs at {provider.spec.title}, known before the call.", family.file
        ),
        imports=import_lines(imports),
        typing_imports=(*typing, "from typing import Any"),
        constants=needs.constants,
        parts=parts,
    )


def _estimator(needs: Needs, operation: Operation) -> str:
    price = operation.price
    lines = Lines()
    lines.add(estimator_doc(operation, price))
    if price is None or price.refused is not None:
        why = price.refused if price and price.refused else "no price is known for this operation"
        needs.estimates.add("PriceRefused")
        lines.add("del params")
        lines.add(call("PriceRefused", [literal(why)], 4, "raise "))
    else:
        _body(needs, lines, operation, price)
    return f"{_head(operation, price)}\n{lines.text()}"


def _head(operation: Operation, price: Price | None) -> str:
    arguments = ["params: Mapping[str, Any]"]
    if price is not None and price.given:
        arguments.append("*")
        for fact in price.given:
            kind = "str" if fact.kind == "choice" else "int | str | Decimal"
            arguments.append(f"{fact.name}: {kind} | None = None")
    name = f"def estimate_{operation.python_name}"
    return call(name, arguments, 0, "", " -> Estimate:")


def _body(needs: Needs, lines: Lines, operation: Operation, price: Price) -> None:
    """Add facts, quantities, rates, totals and the estimate."""
    info = price_constant(needs, operation, price)
    facts = _facts(operation, price)
    needs.assumes = needs.misses = False
    inner = Lines()
    FactLines(needs, inner, operation, price, facts).add_all()
    if needs.assumes:
        lines.add("assumed: list[Assumption] = []")
    if needs.misses:
        lines.add("missing: list[Missing] = []")
    lines.lines.extend(inner.lines)
    items = [_item(needs, lines, operation, price, line, facts) for line in price.lines]
    low, high = _totals(needs, lines, price, items)
    doubts = _doubts(lines, price, facts)
    spelt = [f"({quantity.low}, {quantity.top}, {rates})" for quantity, rates, _ in items]
    listed = f"({spelt[0]},)" if len(spelt) == 1 else f"({', '.join(spelt)})"
    if len(f"    items = {listed}") > 100:
        listed = "(\n" + "".join(f"        {item},\n" for item in spelt) + "    )"
    lines.add(f"items = {listed}")
    assumed, missed = ("assumed" if needs.assumes else "()"), ("missing" if needs.misses else "()")
    arguments = [info, low, high, "items", assumed, missed, doubts]
    lines.add(call("Estimate", arguments, 4, "return "))


def _is_choice(price: Price, name: str) -> bool:
    fact = price.fact(name)
    return fact is not None and fact.kind == "choice"


def _type(fact: Fact) -> Type:
    return Type(fact.kind, fact.unit, fact.places) if fact.kind == "quantity" else Type(fact.kind)


def _facts(operation: Operation, price: Price) -> Facts:
    """Name the variables of all facts; one that is computed is open if what it uses is."""
    unsettled = maybe_unknown(operation, price)
    choices = frozenset(name for name in unsettled if _is_choice(price, name))
    types = {fact.name: _type(fact) for fact in price.facts}
    quantities: dict[str, Code] = {}
    for fact in price.facts:
        if fact.kind != "quantity":
            continue
        if fact.name not in unsettled:
            quantities[fact.name] = Code(fact.name, fact.name)
            continue
        opened = fact.high is None
        if fact.value is not None:
            so_far = Facts(types, quantities, choices)
            opened = compile_quantity(fact.value, so_far, fact.places).open
        quantities[fact.name] = Code(f"{fact.name}_low", f"{fact.name}_high", opened)
    return Facts(types, quantities, choices)


class _Quantity:
    """Source of the quantity of one line: names or numbers."""

    def __init__(self, low: str, top: str, opened: bool) -> None:
        self.low = low
        self.top = top
        self.code = Code(low, top, opened)


_Item = tuple[_Quantity, str, Code]
"""Quantity, its rates as source for the item, and the amount at the scale of the totals."""


def _item(
    needs: Needs, lines: Lines, operation: Operation, price: Price, line: Line, facts: Facts
) -> _Item:
    quantity = _quantity(needs, lines, price, line, facts)
    name = line.id.replace("-", "_").replace(".", "_")
    shift = total_places(price) - quantity_places(price, line) - rate_places(line)
    if line.rates is None:
        return quantity, "None, None", Code("0", f"unstated({quantity.top})", True)
    if line.by is None:
        rate = scaled(line.rates[""], rate_places(line))
        amount = multiply(quantity.code, Code(f"{rate * 10**shift:_}", f"{rate * 10**shift:_}"))
        return quantity, f"{rate}, {rate}", amount
    rates = {key: scaled(rate, rate_places(line)) for key, rate in line.rates.items()}
    table = needs.constant(operation.id, f"{line.id}-rates", literal(rates))
    variable = f"{name}_rate"
    if line.by not in facts.unsettled:
        lines.add(f"{variable} = {table}[{line.by}]")
        code = multiply(quantity.code, Code(variable, variable))
        return quantity, f"{variable}, {variable}", multiply(code, _power(shift))
    fact = price.fact(line.by)
    cells = [rates[value] for value in fact.values] if fact else []
    lines.condition("if", [f"{line.by} is None"])
    lines.add(f"{variable}_low, {variable}_high = {min(cells)}, {max(cells)}")
    lines.end()
    lines.add("else:")
    lines.depth += 1
    lines.add(f"{variable}_low = {variable}_high = {table}[{line.by}]")
    lines.end()
    code = multiply(quantity.code, Code(f"{variable}_low", f"{variable}_high"))
    return quantity, f"{variable}_low, {variable}_high", multiply(code, _power(shift))


def _power(shift: int) -> Code:
    return Code(f"{10**shift:_}", f"{10**shift:_}")


def _quantity(needs: Needs, lines: Lines, price: Price, line: Line, facts: Facts) -> _Quantity:
    """Add the variables of one line's quantity where it is more than a name."""
    code = compile_quantity(line.quantity, facts, line.places)
    if price.multiplier:
        code = multiply(code, facts.quantities[price.multiplier])
    needs.operators(code)
    if line.when is not None:
        test = compile_test(line.when, facts)
        code = Code(
            f"({code.low} if {test.certain} else 0)",
            f"({code.high} if {test.possible} else 0)",
            code.open,
        )
    if code.bare and code.low.isidentifier() and code.high.isidentifier():
        return _Quantity(code.low, code.high, code.open)
    name = line.id.replace("-", "_").replace(".", "_")
    if code.certain:
        lines.assign(f"{name}", code.low)
        return _Quantity(name, name, code.open)
    lines.assign(f"{name}_low", code.low)
    lines.assign(f"{name}_high", code.high)
    return _Quantity(f"{name}_low", f"{name}_high", code.open)


def _totals(needs: Needs, lines: Lines, price: Price, items: list[_Item]) -> tuple[str, str]:
    """Add the totals and return their names."""
    del price
    total = items[0][2]
    for _, _, amount in items[1:]:
        total = add(total, amount)
    needs.operators(total)
    low = " + ".join(amount.low for _, _, amount in items if amount.low != "0") or "0"
    lines.assign("low", low)
    if total.certain:
        return "low", "low"
    lines.assign("high", total.high)
    return "low", "high"


def _doubts(lines: Lines, price: Price, facts: Facts) -> str:
    """Add the doubts that depend on the request, and return source for all of them."""
    always = [literal(doubt.text) for doubt in price.doubts if doubt.when is None]
    if not any(doubt.when for doubt in price.doubts):
        return _texts(always)
    lines.add("doubts: list[str] = []")
    for doubt in price.doubts:
        if doubt.when is not None:
            test = compile_test(doubt.when, facts)
            lines.condition("if", [unwrapped(test.possible)])
        lines.add(call("doubts.append", [literal(doubt.text)], lines.indent))
        if doubt.when is not None:
            lines.end()
    return "doubts"


def _texts(texts: list[str]) -> str:
    """Spell a tuple of finished source, over several lines where it is long."""
    if not texts:
        return "()"
    line = f"({', '.join(texts)},)" if len(texts) == 1 else f"({', '.join(texts)})"
    if len(line) <= 80:
        return line
    return "(\n" + "".join(f"            {text},\n" for text in texts) + "        )"
