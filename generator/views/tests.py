"""Tests that hold the emitted code to what is documented: examples, borders, rules, prices, results."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from generator.ir.prices import Cost
from generator.ir.provider import Example, Family, Operation, Provider
from generator.ir.rules import escape
from generator.ir.shape import Citation, Shape
from generator.naming import module_name
from generator.python import WIDTH, call, docstring, literal, pretty
from generator.views.boundaries import Boundary, boundaries
from generator.views.module import Import, ModuleView, header, import_lines
from generator.views.samples import assignment, braced, marks, varied

_VALUE = "\0value\0"
_MONEY = "money:"


def tests_view(provider: Provider, family: Family, operation: Operation) -> ModuleView:
    """Return the tests of one operation."""
    desk = _Desk(provider, family, operation)
    parts = [part for example in operation.examples for part in desk.example(example)]
    parts += desk.refused_price()
    parts += [part for boundary in boundaries(operation) for part in desk.boundary(boundary)]
    parts += desk.required()
    parts += [part for rule in operation.rules for part in desk.rule(rule)]
    parts += desk.rows()
    name = f"test_{family.python_name}_{operation.python_name}.py"
    doc = f"Hold {operation.name} to what {provider.spec.title} documents."
    library = ["from decimal import Decimal"] if desk.uses("Decimal(", parts) else []
    library += ["from typing import Any", ""]
    library += ["import pytest", ""] if desk.uses("pytest.", parts) else []
    return ModuleView(
        path=f"tests/{provider.python_name}/{name}",
        doc=header(doc, family.file),
        imports=(*library, *import_lines(desk.imports(parts))),
        constants=desk.constants(),
        parts=(desk.violations(), *parts),
    )


class _Desk:
    """Writes the tests of one operation."""

    def __init__(self, provider: Provider, family: Family, operation: Operation) -> None:
        self.operation = operation
        self.package = f"...{provider.python_name}"
        self.family = family.python_name
        self.validate = f"validate_{operation.python_name}"
        self.estimate = f"estimate_{operation.python_name}"
        self.bases: dict[str, Mapping[str, Any]] = {}
        self.money = {name for name, unit in provider.units.items() if unit.money}

    def uses(self, word: str, parts: list[str]) -> bool:
        return any(word in part for part in parts)

    def imports(self, parts: list[str]) -> list[Import]:
        """List what the tests import from the package that they test."""
        results = [self.operation.response.title]
        if self.operation.raw_response is not None:
            results.append(self.operation.raw_response.title)
        wanted = [Import(f"{self.package}.validators.{self.family}", self.validate)]
        if self.uses(f"{self.estimate}(", parts):
            wanted.append(Import(f"{self.package}.costs.{self.family}", self.estimate))
        if self.uses("PriceRefused", parts):
            wanted.append(Import("..._runtime.estimates", "PriceRefused"))
        module = f"{self.package}.models.{self.family}.results"
        wanted += [Import(module, name) for name in results if self.uses(f"{name}.model", parts)]
        return wanted

    def violations(self) -> str:
        """Return the function that the tests ask what is wrong with a request."""
        doc = docstring(["Return pointer and rule of everything that is wrong with *request*."], 4)
        listed = f"{{(found.path, found.rule) for found in {self.validate}(request)}}"
        return (
            f"def violations(request: Any) -> set[tuple[str, str]]:\n    {doc}\n    return {listed}"
        )

    def example(self, example: Example) -> list[str]:
        """Return the tests of one documented example."""
        parts = []
        name = module_name(example.id)
        doc = _told(example.title, example.source)
        if example.request is not None:
            lines = [doc, assignment("request", example.request)]
            if example.refused:
                listed = sorted(example.violations)
                before = "assert violations(request) == "
                spelt = braced([literal(each) for each in listed], 4, 4 + len(before))
                lines.append(f"{before}{spelt}")
            else:
                lines.append("assert violations(request) == set()")
            if example.cost is not None and not example.refused:
                lines += self.cost(example.cost, example.facts)
            parts.append(_test(f"example_{name}", lines))
        for kind, shape, value in (
            ("response", self.operation.response, example.response),
            ("raw_response", self.operation.raw_response, example.raw_response),
        ):
            if value is not None and shape is not None:
                lines = [doc, assignment("answer", value)]
                lines.append(f"result = {shape.title}.model_validate(answer)")
                lines.append("dumped = result.model_dump(by_alias=True, exclude_unset=True)")
                lines.append(f"assert dumped == {self.exact(value, shape)}")
                parts.append(_test(f"{kind}_{name}", lines))
        return parts

    def exact(self, answer: Mapping[str, Any], shape: Shape) -> str:
        """Spell what the result of *answer* holds: the same, but for money, which is Decimal."""
        marked, found = _with_money(answer, shape, self.money)
        if not found:
            return "answer"
        spelt = pretty(marked, 4, 21)
        return re.sub(rf'"{_MONEY}([0-9.]+)"', r'Decimal("\1")', spelt)

    def cost(self, cost: Cost, facts: Mapping[str, str]) -> list[str]:
        """Return the lines that compare an estimate with a documented cost."""
        supplied = [f"{name}={literal(value)}" for name, value in facts.items()]
        asked = call(self.estimate, ["request", *supplied], 4, "estimate = ")
        if cost.refused:
            asked = call(self.estimate, ["request", *supplied], 8)
            return [f"with pytest.raises(PriceRefused):\n        {asked}"]
        if cost.exact is not None or cost.amount is not None:
            amount = cost.exact if cost.exact is not None else cost.amount
            lines = [asked, f"assert estimate.low == estimate.high == {_money(amount)}"]
            exact = (
                "assert estimate.exact" if cost.exact is not None else "assert not estimate.exact"
            )
            return [*lines, exact]
        if cost.contains is not None:
            inside = f"{_money(cost.contains)} <= estimate.high"
            lines = [asked, f"assert estimate.low <= {_money(cost.contains)}"]
            return [
                *lines,
                f"assert estimate.high is None or {inside}",
                "assert not estimate.exact",
            ]
        high = "None" if cost.high is None else _money(cost.high)
        tail = (
            f"assert estimate.high is {high}"
            if cost.high is None
            else f"assert estimate.high == {high}"
        )
        return [asked, f"assert estimate.low == {_money(cost.low)}", tail]

    def refused_price(self) -> list[str]:
        """Return the test that an operation without a documented price has none."""
        price = self.operation.price
        if price is not None and price.refused is None:
            return []
        doc = docstring(["No price is documented, so none is given, whatever the request."], 4)
        lines = [doc, "with pytest.raises(PriceRefused):", f"    {self.estimate}({{}})"]
        return [_test("price_is_refused", lines)]

    def boundary(self, boundary: Boundary) -> list[str]:
        """Return the tests of one parameter's borders."""
        name = module_name("_".join(boundary.path))
        where = ".".join(boundary.path)
        base = self.base(boundary)
        lines = [f"request = {varied(base, boundary.base, boundary.path, 14)}"]
        pointer = "".join(f"/{escape(step)}" for step in boundary.path)
        parts = []
        if boundary.accepted:
            doc = _told(f"`{where}` inside and on its borders", boundary.shape.source)
            last = "assert violations(request) == set()"
            table = marks("value", [(value,) for value in boundary.accepted])
            parts.append(_test(f"{name}_accepted", [doc, *lines, last], "value: Any", table))
        if boundary.refused:
            doc = _told(f"`{where}` outside its borders", boundary.shape.source)
            last = f"assert ({literal(pointer)}, rule) in violations(request)"
            table = marks("value rule", boundary.refused)
            arguments = "value: Any, rule: str"
            parts.append(_test(f"{name}_refused", [doc, *lines, last], arguments, table))
        return parts

    def base(self, boundary: Boundary) -> str:
        """Name the right request that is varied."""
        spelt = literal(boundary.base)
        names = {literal(request): name for name, request in self.bases.items()}
        if spelt not in names:
            names[spelt] = f"RIGHT_{len(self.bases) + 1}" if self.bases else "RIGHT"
            self.bases[names[spelt]] = boundary.base
        return names[spelt]

    def constants(self) -> tuple[str, ...]:
        """Return the right requests that tests vary."""
        heads = {f"{name}: dict[str, Any]": request for name, request in self.bases.items()}
        return tuple(
            f"{head} = {pretty(request, 0, len(head) + 3)}" for head, request in heads.items()
        )

    def required(self) -> list[str]:
        """Return the tests of missing and of unknown keys."""
        parts = []
        needed = [member.name for member in self.operation.parameters.members if member.needed]
        if needed:
            doc = docstring(["What is required is missed."], 4)
            expected = [f'("", "required", {literal(f"{name} is missing")})' for name in needed]
            spelt = braced(expected, 4, 4 + len("assert found >= "))
            found = (
                f"{{(found.path, found.rule, found.message) for found in {self.validate}({{}})}}"
            )
            lines = [doc, f"found = {found}", f"assert found >= {spelt}"]
            parts.append(_test("required_keys", lines))
        doc = docstring(["A key that is not documented is refused, whatever its value."], 4)
        lines = [doc, 'assert ("/no_such_key", "unknown-key") in violations({"no_such_key": None})']
        parts.append(_test("unknown_key", lines))
        doc = docstring(["What is no object is refused as a whole."], 4)
        lines = [doc, 'assert violations(["not", "an", "object"]) == {("", "type")}']
        parts.append(_test("not_an_object", lines))
        return parts

    def rule(self, rule: Any) -> list[str]:
        """Return the tests of one rule, kept and broken."""
        parts = []
        name = module_name(rule.id)
        doc = _told(rule.message.rstrip("."), rule.source)
        for kind, requests, last in (
            ("kept", rule.kept, "assert violations(request_) == set()"),
            (
                "broken",
                rule.broken,
                f"assert {literal(rule.id)} in {{rule for _, rule in violations(request_)}}",
            ),
        ):
            if requests:
                table = marks("request_", [(each,) for each in requests])
                title = f"rule_{name}_{kind}"
                parts.append(_test(title, [doc, last], "request_: Any", table))
        return parts

    def rows(self) -> list[str]:
        """Return the tests of documented prices."""
        parts = []
        price = self.operation.price
        for number, row in enumerate(price.rows if price else (), 1):
            name = re.sub(r"\W+", "_", row.title.lower()).strip("_")
            doc = _told(row.title, row.source or (price.source if price else None))
            lines = [doc, assignment("request", row.request)]
            lines += ["assert violations(request) == set()", *self.cost(row.cost, row.facts)]
            parts.append(_test(f"price_{number}_{name}", lines))
        return parts


def _told(text: str, source: Citation | None) -> str:
    """Spell the docstring of a test: what it is about, and where that is documented."""
    parts = [f"{text.rstrip('.')}."]
    if len(parts[0]) > WIDTH - 12:
        parts.insert(0, "What is documented holds.")
    return docstring([*parts, f"Documented in {source}."] if source else parts, 4)


def _with_money(value: Any, shape: Shape, money: set[str]) -> tuple[Any, bool]:
    """Mark the amounts of money in *value*, and tell whether there are any."""
    if isinstance(value, Mapping) and shape.members:
        marked, any_found = {}, False
        for key, item in value.items():
            member = shape.member(key)
            marked[key], found = _with_money(item, member.shape, money) if member else (item, False)
            any_found = any_found or found
        return marked, any_found
    if shape.unit in money and isinstance(value, (int, float, Decimal)):
        return f"{_MONEY}{value}", True
    return value, False


def _money(amount: Decimal | None) -> str:
    return f'Decimal("{amount:f}")'


def _test(name: str, lines: list[str], arguments: str = "", marks: str = "") -> str:
    head = f"def test_{name}({arguments}) -> None:"
    body = "\n".join(f"    {line}" for line in lines)
    return f"{marks}\n{head}\n{body}" if marks else f"{head}\n{body}"
