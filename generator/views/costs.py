"""Estimators: one function per operation, from facts to line items, in integers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.ir.prices import Fact, Line, Price
from generator.ir.provider import Family, Operation, Provider
from generator.price.compile import Code, Facts, add, compile_quantity, compile_test, multiply
from generator.price.layout import quantity_places, rate_places, scaled, total_places
from generator.price.types import Type
from generator.python import call, literal
from generator.views.bills import estimator_doc, price_constant
from generator.views.code import Lines, unwrapped
from generator.views.facts import FactLines, maybe_unknown
from generator.views.module import Import, ModuleView, checks_import, header, import_lines
from generator.views.needs import Needs
from generator.views.variables import line_names

_RUNTIME = "..._runtime"


def costs_view(provider: Provider, family: Family) -> ModuleView:
    """Return the estimators of one family."""
    needs = Needs()
    parts = tuple(_estimator(needs, operation) for operation in family.operations)
    imports = [Import(f"{_RUNTIME}.estimates", name) for name in needs.estimates]
    imports += [Import(f"{_RUNTIME}.facts", name) for name in needs.facts]
    imports += [checks_import(name) for name in needs.checks]
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
    needs.operators("\n".join(lines.lines[1:]))
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
    facts = _facts(price)
    needs.assumes = needs.misses = False
    inner = Lines()
    FactLines(needs, inner, operation, price, facts).add_all()
    if needs.assumes:
        lines.add("assumed: list[Assumption] = []")
    if needs.misses:
        lines.add("missing: list[Missing] = []")
    lines.lines.extend(inner.lines)
    sheet = _Sheet(needs, lines, operation, price, facts, line_names(price))
    items = [_item(sheet, line) for line in price.lines]
    low, high = _totals(lines, items)
    doubts = _doubts(lines, price, facts)
    spelt = [f"({quantity.low}, {quantity.top}, {rates})" for quantity, rates, _ in items]
    listed = f"({spelt[0]},)" if len(spelt) == 1 else f"({', '.join(spelt)})"
    lines.assign("items", listed)
    assumed, missed = ("assumed" if needs.assumes else "()"), ("missing" if needs.misses else "()")
    arguments = [info, low, high, "items", assumed, missed, doubts]
    lines.add(call("Estimate", arguments, 4, "return "))


def _type(fact: Fact) -> Type:
    return Type(fact.kind, fact.unit, fact.places) if fact.kind == "quantity" else Type(fact.kind)


def _facts(price: Price) -> Facts:
    """Name the variables of all facts; one that is computed is open if what it uses is."""
    unsettled = maybe_unknown(price)
    choices = {fact.name: fact.values for fact in price.facts if fact.kind == "choice"}
    open_choices = frozenset(name for name in unsettled if len(choices.get(name, ())) > 1)
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
            so_far = Facts(types, quantities, choices, open_choices)
            opened = compile_quantity(fact.value, so_far, fact.places).open
        quantities[fact.name] = Code(f"{fact.name}_low", f"{fact.name}_high", opened)
    return Facts(types, quantities, choices, open_choices)


class _Quantity:
    """Source of the quantity of one line: names or numbers."""

    def __init__(self, low: str, top: str, opened: bool) -> None:
        self.low = low
        self.top = top
        self.code = Code(low, top, opened)


_Item = tuple[_Quantity, str, Code]
"""Quantity, its rates as source for the item, and the amount at the scale of the totals."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One estimator in the making."""

    needs: Needs
    lines: Lines
    operation: Operation
    price: Price
    facts: Facts
    names: Mapping[str, str]
    """What the variables of each line begin with."""


def _item(sheet: _Sheet, line: Line) -> _Item:
    quantity = _quantity(sheet, line)
    shift = total_places(sheet.price) - quantity_places(sheet.price, line) - rate_places(line)
    if line.rates is None:
        return quantity, "None, None", Code("0", f"unstated({quantity.top})", True)
    if line.by is None:
        rate = scaled(line.rates[""], rate_places(line))
        return quantity, f"{rate}, {rate}", multiply(quantity.code, _constant(rate * 10**shift))
    chosen = _rate(sheet, line, line.by, line.rates)
    code = multiply(quantity.code, chosen)
    return quantity, f"{chosen.low}, {chosen.high}", multiply(code, _constant(10**shift))


def _rate(sheet: _Sheet, line: Line, by: str, rates: Mapping[str, Decimal]) -> Code:
    """Add the variables of a rate that a choice selects; what has no rate is refused."""
    units = {key: scaled(rate, rate_places(line)) for key, rate in rates.items()}
    table = sheet.needs.constant(sheet.operation.id, f"{line.id}-rates", literal(units))
    variable = f"{sheet.names[line.id]}_rate"
    values = sheet.facts.choices[by]
    lacking = [value for value in values if value not in units]
    read = f"{table}[{by}]"
    if lacking:
        sheet.needs.facts.add("rated")
        read = f"rated({', '.join((table, literal(line.id), literal(by), by))})"
    if by not in sheet.facts.unsettled:
        sheet.lines.assign(variable, read)
        return Code(variable, variable)
    sheet.lines.condition("if", [f"{by} is None"])
    if lacking:
        sheet.needs.estimates.add("PriceRefused")
        why = literal(f"no rate of {line.id} is documented for {by} {lacking[0]}")
        sheet.lines.add(call("PriceRefused", [why], sheet.lines.indent, "raise "))
        sheet.lines.end()
        sheet.lines.assign(variable, read)
        return Code(variable, variable)
    cells = [units[value] for value in values]
    sheet.lines.add(f"{variable}_low, {variable}_high = {min(cells)}, {max(cells)}")
    sheet.lines.end()
    sheet.lines.add("else:")
    sheet.lines.depth += 1
    sheet.lines.add(f"{variable}_low = {variable}_high = {read}")
    sheet.lines.end()
    return Code(f"{variable}_low", f"{variable}_high")


def _constant(number: int) -> Code:
    return Code(f"{number:_}", f"{number:_}")


def _quantity(sheet: _Sheet, line: Line) -> _Quantity:
    """Add the variables of one line's quantity where it is more than a name."""
    lines, price, facts = sheet.lines, sheet.price, sheet.facts
    code = compile_quantity(line.quantity, facts, line.places)
    if price.multiplier:
        code = multiply(code, facts.quantities[price.multiplier])
    if line.when is not None:
        test = compile_test(line.when, facts)
        code = Code(
            f"({code.low} if {test.certain} else 0)",
            f"({code.high} if {test.possible} else 0)",
            code.open,
        )
    if code.bare and code.low.isidentifier() and code.high.isidentifier():
        return _Quantity(code.low, code.high, code.open)
    name = sheet.names[line.id]
    if code.certain:
        lines.assign(name, code.low)
        return _Quantity(name, name, code.open)
    lines.assign(f"{name}_low", code.low)
    lines.assign(f"{name}_high", code.high)
    return _Quantity(f"{name}_low", f"{name}_high", code.open)


def _totals(lines: Lines, items: list[_Item]) -> tuple[str, str]:
    """Add the totals and return their names."""
    total = items[0][2]
    for _, _, amount in items[1:]:
        total = add(total, amount)
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
