"""Checks of rules: for each rule a condition that holds when it is broken."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from generator.ir import rules as ir
from generator.ir.provider import Operation
from generator.ir.shape import PathTo, When
from generator.naming import constant_name
from generator.python import call, literal
from generator.views.code import Lines
from generator.views.values import Emitter, signature
from generator.views.variables import object_names


def rules_function(emitter: Emitter, operation: Operation) -> str:
    """Return the function that checks the rules of *operation*."""
    lines = Lines()
    objects = object_names(path for rule in operation.rules for path in rule.paths)
    for path, name in objects.items():
        emitter.need("members")
        parent = objects[path[:-1]] if len(path) > 1 else "params"
        lines.add(f"{name} = members({parent}, {literal(path[-1])})")
    for rule in operation.rules:
        _RuleLines(emitter, lines, operation, objects).add(rule)
    head = signature(f"_check_{operation.python_name}_rules", "params: dict[str, Any]")
    return f"{head}\n{lines.text()}"


class _RuleLines:
    """Adds the check of one rule."""

    def __init__(
        self, emitter: Emitter, lines: Lines, operation: Operation, objects: dict[PathTo, str]
    ) -> None:
        self.emitter = emitter
        self.lines = lines
        self.operation = operation
        self.objects = objects

    def add(self, rule: ir.Rule) -> None:
        """Add the condition under which *rule* is broken, and the violation."""
        match rule.demand:
            case ir.OneOf(groups, needed):
                self.lines.total("given", [self.any_of(group) for group in groups])
                self.lines.condition("if", ["given != 1" if needed else "given > 1"])
            case ir.Together(paths):
                self.together(paths)
            case ir.Requires(given, needed):
                lacking = self.either(f"{self.key(path)} not in {self.of(path)}" for path in needed)
                self.lines.condition("if", [self.there(given), lacking])
            case ir.Excludes(given, forbidden):
                present = self.either(self.there(path) for path in forbidden)
                self.lines.condition("if", [self.there(given), present])
            case ir.WhenThen(when, limits):
                tests = self.when(when)
                broken = self.either(self.limit(limit, tests) for limit in limits)
                self.lines.condition("if", [*tests, broken])
            case ir.AllowedPairs():
                self.pairs(rule.demand)
        source = literal(str(rule.source or self.operation.source))
        told = [literal(rule.pointer), literal(rule.id), literal(rule.message), source]
        self.emitter.need("broken")
        self.lines.add(call("broken", ["found", *told], self.lines.indent))
        self.lines.end()

    def of(self, path: PathTo) -> str:
        """Name the object that holds the parameter."""
        return self.objects[path[:-1]] if len(path) > 1 else "params"

    def key(self, path: PathTo) -> str:
        """Spell the key of the parameter."""
        return literal(path[-1])

    def there(self, path: PathTo) -> str:
        """Return the test that the parameter is given."""
        return f"{self.key(path)} in {self.of(path)}"

    def any_of(self, group: ir.Group) -> str:
        """Return the test that one of the parameters is given, in brackets."""
        return "(" + " or ".join(self.there(path) for path in group) + ")"

    def either(self, tests: Iterable[str]) -> str:
        """Join tests of which one suffices."""
        listed = list(tests)
        return listed[0] if len(listed) == 1 else f"({' or '.join(listed)})"

    def together(self, paths: tuple[PathTo, ...]) -> None:
        """Add the test that some are given and some are not."""
        tests = [f"({self.there(path)})" for path in paths]
        if len(tests) == 2:
            self.lines.condition("if", [f"{tests[0]} != {tests[1]}"])
            return
        self.lines.total("given", tests)
        self.lines.condition("if", [f"0 < given < {len(tests)}"])

    def when(self, when: When) -> list[str]:
        """Return the tests that the condition of a rule holds."""
        tests = [self.there(path) for path in when.present]
        tests += [f"{self.key(path)} not in {self.of(path)}" for path in when.absent]
        for path, value in when.equals:
            self.emitter.need("equals")
            tests.append(self.there(path))
            tests.append(f"equals({self.of(path)}[{self.key(path)}], {literal(value)})")
        return tests

    def limit(self, limit: ir.Limit, known: list[str]) -> str:
        """Return the test that one limit is broken, given that the tests *known* hold."""
        limits: dict[str, Any] = {
            "minimum": limit.minimum,
            "maximum": limit.maximum,
            "min_items": limit.min_items,
            "max_items": limit.max_items,
            "choices": limit.enum,
        }
        more = [f"{name}={literal(bound)}" for name, bound in limits.items() if bound is not None]
        absent = f"{self.key(limit.path)} not in {self.of(limit.path)}"
        if not more:
            return absent
        self.emitter.need("outside")
        value = f"{self.of(limit.path)}[{self.key(limit.path)}]"
        test = f"outside({', '.join([value, *more])})"
        if limit.required:
            return f"({absent} or {test})"
        there = self.there(limit.path)
        return test if there in known else f"({there} and {test})"

    def pairs(self, allowed: ir.AllowedPairs) -> None:
        """Add the test that two given values form no row of the table."""
        self.emitter.need("unpaired")
        rows = [tuple(_plain(cell) for cell in pair) for pair in allowed.pairs]
        name = self.emitter.constant(constant_name(allowed.table), literal(tuple(rows)))
        first, second = (f"{self.of(p)}[{self.key(p)}]" for p in (allowed.first, allowed.second))
        tests = [self.there(allowed.first), self.there(allowed.second)]
        if not any(isinstance(cell, bool) for row in rows for cell in row):
            tests.append(f"({first}, {second}) not in {name}")  # quick, but 1 is True to it
        self.lines.condition("if", [*tests, f"unpaired({first}, {second}, {name})"])


def _plain(cell: Any) -> Any:
    return float(cell) if isinstance(cell, Decimal) else cell
