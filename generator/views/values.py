"""Checks of single values: a quick test of the usual case, and a call that says what is wrong."""

from __future__ import annotations

from typing import Any

from generator.ir.shape import Member, Shape
from generator.judge import either
from generator.naming import constant_name, module_name
from generator.python import WIDTH, call, literal
from generator.runtime.formats import python_pattern
from generator.views.code import Lines, Pointer, assigned
from generator.views.scalars import alternatives, says_nothing, scalar_check, without_null

PYTHON_TYPES = {"string": "str", "boolean": "bool", "array": "list", "object": "dict"}


OWN_PATH = Pointer((("path", True),))
"""The path that a function gets as an argument."""


def signature(name: str, arguments: str) -> str:
    """Spell the head of a function that appends to *found*."""
    line = f"def {name}(found: list[Violation], {arguments}) -> None:"
    if len(line) <= WIDTH:
        return line
    return f"def {name}(\n    found: list[Violation], {arguments}\n) -> None:"


class Emitter:
    """What the functions of one module need: imports, constants, functions for nested values."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.checks: set[str] = set()
        self.formats: set[str] = set()
        self.patterns = False
        self.constants: list[str] = []
        self.functions: list[str] = []
        self._values: dict[str, str] = {}
        self._named: dict[str, Shape] = {}

    def need(self, *names: str) -> None:
        """Import functions from the runtime's checks."""
        self.checks.update(names)

    def constant(self, name: str, value: str) -> str:
        """Define a constant of the module once and return its name."""
        number = 2
        wanted = name
        while self._values.get(name, value) != value:
            name = f"{wanted}_{number}"
            number += 1
        if name not in self._values:
            self._values[name] = value
            self.constants.append(assigned(name, value))
        return name

    def value(self, lines: Lines, shape: Shape, value: str, path: Pointer, source: str) -> None:
        """Add the checks of the value that the source *value* names; who calls has dealt with null."""
        types = [name for name in shape.types if name != "null" or len(shape.types) == 1]
        if shape.any_of or (types == ["object"] and (shape.members or not shape.open)):
            self._by_function(lines, shape, value, path, source)
        elif shape.const is not None:
            self._choice(lines, shape, value, path, source, (shape.const,), "const")
        elif shape.enum is not None:
            self._choice(lines, shape, value, path, source, shape.enum, "enum")
        elif types == ["array"]:
            self._array(lines, shape, value, path, source)
        elif len(types) == 1:
            self._scalar(lines, shape, types[0], value, path, source)
        elif types and says_nothing(shape):
            self._one_of_types(lines, types, value, path, source)
        elif types:
            self._by_function(lines, alternatives(shape, types), value, path, source)

    def _member(self, lines: Lines, member: Member, value: str, path: Pointer, source: str) -> None:
        """Add the checks of one member: that it is there if it must be, and its value."""
        cited = str(member.shape.source or source)
        key = literal(member.name)
        inner = Lines(lines.depth + 1)
        shape = without_null(member.shape)
        self.value(inner, shape, f"{value}[{key}]", path.step(member.name), cited)
        nullable = member.shape.nullable
        word = "if"
        if member.needed and (nullable or not inner.lines):
            lines.condition("if", [f"{key} not in {value}"])
            self._missing(lines, path, key, cited)
            word = "elif"
        if inner.lines:
            given = f"{value}[{key}]" if word == "elif" else f"{value}.get({key})"
            test = f"{given} is not None" if nullable else f"{key} in {value}"
            lines.condition(word, [test])
            lines.lines.extend(inner.lines)
            lines.end()
        if member.needed and inner.lines and not nullable:
            lines.add("else:")
            lines.depth += 1
            self._missing(lines, path, key, cited)

    def _missing(self, lines: Lines, path: Pointer, key: str, source: str) -> None:
        self.need("missing")
        lines.add(call("missing", ["found", path.source(), key, literal(source)], lines.indent))
        lines.end()

    def _call(
        self, lines: Lines, function: str, value: str, path: Pointer, source: str, *more: str
    ) -> None:
        self.need(function)
        arguments = ["found", path.source(), value, literal(source), *more]
        lines.add(call(function, arguments, lines.indent))

    def _named_value(self, lines: Lines, value: str) -> str:
        if value.isidentifier():
            return value
        lines.add(f"value = {value}")
        return "value"

    def _choice(
        self,
        lines: Lines,
        shape: Shape,
        value: str,
        path: Pointer,
        source: str,
        choices: tuple[Any, ...],
        rule: str,
    ) -> None:
        name = self._named_value(lines, value)
        more = ['"const"'] if rule == "const" else []
        if not all(isinstance(choice, str) for choice in choices):
            self._call(lines, "choice", name, path, source, literal(choices), *more)
            return
        if len(choices) == 1:
            listed, test = literal(choices), f"{name} != {literal(choices[0])}"
        else:
            listed = self.constant(constant_name(shape.title), literal(choices))
            test = f"{name} not in {listed}"
        lines.condition("if", [test])
        self._call(lines, "choice", name, path, source, listed, *more)
        lines.end()

    def _scalar(
        self, lines: Lines, shape: Shape, kind: str, value: str, path: Pointer, source: str
    ) -> None:
        name = self._named_value(lines, value)
        check = scalar_check(shape, kind, name)
        self.need(*check.checks)
        self.formats.update(check.formats)
        if shape.pattern is not None and kind == "string":
            self.patterns = True
            spelt = literal(python_pattern(shape.pattern))
            pattern = f"re.compile({spelt}).search"
            constant = self.constant(constant_name(shape.title, "pattern"), pattern)
            check.tests.append(f"{constant}({name}) is None")
        lines.condition("if", check.tests, "or")
        self._call(lines, check.function, name, path, source, *check.more)
        lines.end()

    def _array(self, lines: Lines, shape: Shape, value: str, path: Pointer, source: str) -> None:
        name = self._named_value(lines, value)
        tests, more = [f"type({name}) is not list"], []
        if shape.min_items is not None:
            tests.append(f"len({name}) < {shape.min_items}")
            more.append(f"min_items={shape.min_items}")
        if shape.max_items is not None:
            tests.append(f"len({name}) > {shape.max_items}")
            more.append(f"max_items={shape.max_items}")
        lines.condition("if", tests, "or")
        self._call(lines, "array", name, path, source, *more)
        lines.end()
        if shape.items is None:
            return
        inner = Lines(lines.depth + 2)
        cited = str(shape.items.source or source)
        items = without_null(shape.items)
        if items.types == ("array",):
            self._by_function(inner, items, "item", path.item(), cited)
        else:
            self.value(inner, items, "item", path.item(), cited)
        if inner.lines and shape.items.nullable:
            inner.lines[:0] = [f"{' ' * inner.indent}if item is None:"]
            inner.lines[1:1] = [f"{' ' * inner.indent}    continue"]
        if inner.lines:
            lines.condition("if", [f"isinstance({name}, list)"])
            lines.condition("for", [f"index, item in enumerate({name})"])
            lines.lines.extend(inner.lines)
            lines.end()
            lines.end()

    def _one_of_types(
        self, lines: Lines, types: list[str], value: str, path: Pointer, source: str
    ) -> None:
        """Add the check of a value that may be of several types and is not bound otherwise."""
        name = self._named_value(lines, value)
        tests = [f"not {self._type_test(kind, name)}" for kind in types]
        lines.condition("if", tests)
        self._call(lines, "wrong_type", name, path, source, literal(either(types)))
        lines.end()

    def _type_test(self, kind: str, name: str) -> str:
        if kind in {"integer", "number"}:
            self.need(f"is_{kind}")
            return f"is_{kind}({name})"
        if kind == "null":
            return f"{name} is None"
        return f"isinstance({name}, {PYTHON_TYPES[kind]})"

    def _by_function(
        self, lines: Lines, shape: Shape, value: str, path: Pointer, source: str
    ) -> None:
        """Check a nested value in a function of its own."""
        name = self._function_for(shape, source)
        lines.add(call(name, ["found", path.source(), value], lines.indent))

    def _function_for(self, shape: Shape, source: str) -> str:
        """Write the function that checks *shape*, unless there is one, and return its name."""
        base = f"_check_{module_name(shape.title)}"
        name, number = base, 2
        while name in self._named and self._named[name] != shape:
            name, number = f"{base}_{number}", number + 1
        if name not in self._named:
            self._named[name] = shape
            place = len(self.functions)
            self.functions.insert(place, self._function(name, shape, source))
        return name

    def _function(self, name: str, shape: Shape, source: str) -> str:
        lines = Lines()
        given = "value"
        if shape.any_of:
            self._alternatives(lines, shape, source)
        elif shape.types[:1] == ("array",):
            self._array(lines, shape, given, OWN_PATH, source)
        else:
            given = "parent"
            self.object(lines, shape, given, OWN_PATH, source, "return")
        return f"{signature(name, f'path: str, {given}: Any')}\n{lines.text()}"

    def object(
        self, lines: Lines, shape: Shape, name: str, path: Pointer, source: str, leave: str
    ) -> None:
        """Add the checks of the object that the variable *name* holds; *leave* ends the function."""
        lines.condition("if", [f"not isinstance({name}, dict)"])
        self._call(lines, "wrong_type", name, path, source, '"an object"')
        lines.add(leave)
        lines.end()
        if not shape.open:
            constant = self._keys(shape)
            lines.condition("if", [f"not {name}.keys() <= {constant}"])
            self._call(lines, "unknown_keys", name, path, source, constant)
            lines.end()
        for member in shape.members:
            self._member(lines, member, name, path, source)

    def _keys(self, shape: Shape) -> str:
        """Define the set of keys that *shape* may have."""
        name = constant_name(shape.title, "keys")
        spelt = [literal(member.name) for member in shape.members]
        line = f"frozenset({{{', '.join(spelt)}}})" if spelt else "frozenset[str]()"
        return self.constant(name, line)

    def _alternatives(self, lines: Lines, shape: Shape, source: str) -> None:
        """Send a value to the alternative of its JSON type."""
        word = "if"
        for choice in shape.any_of:
            bare = without_null(choice)
            lines.condition(word, [self._type_test(kind, "value") for kind in bare.types], "or")
            before = len(lines.lines)
            self.value(lines, bare, "value", OWN_PATH, str(choice.source or source))
            if len(lines.lines) == before or says_nothing(bare):
                del lines.lines[before:]
                lines.add("pass")
            lines.end()
            word = "elif"
        if any(choice.nullable for choice in shape.any_of):
            lines.condition("elif", ["value is None"])
            lines.add("pass")
            lines.end()
        lines.add("else:")
        lines.depth += 1
        wanted = either([kind for choice in shape.any_of for kind in choice.types])
        self._call(lines, "wrong_type", "value", OWN_PATH, source, literal(wanted))
        lines.end()
