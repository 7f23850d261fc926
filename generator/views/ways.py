"""Who settles a fact of a price, in order: the request, a table, the caller, a default, nobody."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from generator.ir.prices import Fact, Fallback, Price
from generator.ir.provider import Operation
from generator.ir.shape import PathTo, When
from generator.price.compile import Facts, compile_test
from generator.price.layout import scaled
from generator.python import literal
from generator.runtime.facts import ONLY_AFTERWARDS
from generator.views.needs import Needs
from generator.views.variables import price_objects


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a fact is settled."""

    tests: tuple[str, ...]
    """Source of what must hold; nothing for the last way, which always applies."""
    source: str | None
    """Source of the value, or the function that returns it; none if the fact stays unknown."""
    arguments: tuple[str, ...] = ()
    """Arguments of the function."""
    after: str = ""
    """What stands after the call."""
    from_request: bool = False
    """Whether the request says it, so that a caller must not say otherwise."""
    why: str = ""
    """The reason, if it is assumed."""
    computed: bool = False
    """Whether an assumed value is only known when it runs."""


class Ways:
    """Lists the ways of the facts of one price."""

    def __init__(self, needs: Needs, operation: Operation, price: Price, facts: Facts) -> None:
        """Look at a price of *operation*."""
        self.needs = needs
        self.operation = operation
        self.price = price
        self.facts = facts
        self.objects = price_objects(price)

    def get(self, path: PathTo) -> str:
        """Return source that reads a parameter."""
        return f"{self.parent(path)}.get({literal(path[-1])})"

    def parent(self, path: PathTo) -> str:
        """Name the object that holds a parameter."""
        return self.objects[path[:-1]] if len(path) > 1 else "params"

    def of(self, fact: Fact) -> Iterator[Way]:
        """List the ways of *fact*, the last of which always applies."""
        if fact.needed_when is not None:
            needed = compile_test(fact.needed_when, self.facts)
            yield Way((f"not {needed.possible}",), "0")
        if fact.parameter is not None:
            if fact.whole and fact.kind == "quantity" and not fact.given:
                yield self._quick(fact)
            yield self._read(fact)
        if fact.lookup is not None:
            there = tuple(f"{self.get(path)} is not None" for path in fact.lookup.by)
            keys = tuple(f"{self.parent(path)}[{literal(path[-1])}]" for path in fact.lookup.by)
            alike = any(cell in {0, 1} for row, _ in fact.lookup.rows for cell in row)
            function = "look_up_exactly" if alike else "look_up"  # to Python, 1 is True
            self.needs.facts.add(function)
            yield Way(there, function, (self._table(fact), *keys), from_request=True)
        if fact.given:
            yield self._given(fact)
        for fallback in fact.fallbacks:
            way = self._fallback(fact, fallback)
            yield way
            if not way.tests:
                return
        yield Way((), None)

    @staticmethod
    def _quick(fact: Fact) -> Way:
        """Return the way of an integer within its bounds, which is what a parameter mostly is."""
        low, high = fact.bounds
        tests = ["type(said) is int"]
        if low is not None and high is not None:
            tests.append(f"{literal(low)} <= said <= {literal(high)}")
        elif low is not None or high is not None:
            tests.append(
                f"said {'<=' if low is None else '>='} {literal(high if low is None else low)}"
            )
        tests += [f"said != {literal(value)}" for value in fact.ignore]
        return Way(tuple(tests), f"said * {10**fact.places:_}" if fact.places else "said")

    def _read(self, fact: Fact) -> Way:
        """Return the way that reads the parameter in the variable `said`."""
        name = literal(".".join(fact.parameter or ()))
        tests = ("said is not None", *(f"said != {literal(value)}" for value in fact.ignore))
        if fact.kind == "choice":
            self.needs.facts.add("one_of")
            said = "said"
            if fact.spelt:
                self.needs.facts.add("spelt")
                said = "spelt(said)"
            return Way(tests, "one_of", (name, said, self._values(fact)), from_request=True)
        if not fact.whole:
            self.needs.facts.add("quantity")
            return Way(tests, "quantity", (name, "said", str(fact.places)), from_request=True)
        self.needs.facts.add("whole")
        low, high = (literal(bound) for bound in fact.bounds)
        after = f" * {10**fact.places:_}" if fact.places else ""
        return Way(tests, "whole", (name, "said", low, high), after, from_request=True)

    def _values(self, fact: Fact) -> str:
        return self.needs.constant(self.operation.id, f"{fact.name}-values", literal(fact.values))

    def _given(self, fact: Fact) -> Way:
        """Return the way that reads what the caller supplies."""
        name = literal(fact.name)
        tests = (f"{fact.name} is not None",)
        if fact.kind == "choice":
            self.needs.facts.add("one_of")
            return Way(tests, "one_of", (name, fact.name, self._values(fact)))
        self.needs.facts.add("supplied")
        low = scaled(fact.low or Decimal(0), fact.places)
        high = None if fact.high is None else scaled(fact.high, fact.places)
        bounds = (f"{low:_}", "None" if high is None else f"{high:_}")
        why = ONLY_AFTERWARDS if fact.observed else ""
        arguments = (name, fact.name, str(fact.places), *bounds)
        return Way(tests, "supplied", arguments, why=why, computed=True)

    def beside(self, fact: Fact) -> str:
        """Return source of what the caller supplies though the request says it."""
        if fact.kind == "choice":
            return fact.name
        given = self._given(fact)
        return f"{given.source}({', '.join(given.arguments)})"

    def _table(self, fact: Fact) -> str:
        assert fact.lookup is not None, "the caller has looked"
        cells: dict[tuple[Any, ...], Any] = {}
        for key, value in fact.lookup.rows:
            number = fact.kind == "quantity"
            cell = scaled(Decimal(str(value)), fact.places) if number else value
            cells.setdefault(tuple(key), cell)
        rows = [f"{literal(key)}: {literal(value)}" for key, value in cells.items()]
        spelt = "{\n" + "".join(f"    {row},\n" for row in rows) + "}"
        return self.needs.constant(
            self.operation.id, f"{fact.lookup.table}-{fact.lookup.column}", spelt
        )

    def _fallback(self, fact: Fact, fallback: Fallback) -> Way:
        tests = self._when(fallback.when)
        if fallback.fact is None:
            if fact.kind == "choice":
                source = literal(str(fallback.value))
            else:
                source = f"{scaled(Decimal(str(fallback.value)), fact.places):_}"
            return Way(tuple(tests), source, why=fallback.why)
        other = self.price.fact(fallback.fact)
        assert other is not None, "resolved"
        ends = self.facts.quantities[other.name]
        if not ends.certain:
            tests.append(f"{ends.low} == {ends.high}")
        if fact.low:
            low = math.ceil(fact.low.scaleb(other.places))
            tests.append(f"{ends.low} >= {low:_}")
        if fact.high is not None:
            tests.append(f"{ends.low} <= {scaled(fact.high, other.places):_}")
        factor = 10 ** (fact.places - other.places)
        source = ends.low if factor == 1 else f"{ends.low} * {factor:_}"
        return Way(tuple(tests), source, why=fallback.why, computed=True)

    def _when(self, when: When | None) -> list[str]:
        if when is None:
            return []
        tests = [f"{self.get(path)} is not None" for path in when.present]
        tests += [f"{self.get(path)} is None" for path in when.absent]
        for path, value in when.equals:
            self.needs.checks.add("equals")
            tests.append(f"equals({self.get(path)}, {literal(value)})")
        return tests
