"""The facts of an estimate in emitted code: each is settled before the lines that use it."""

from __future__ import annotations

from decimal import Decimal

from generator.ir.prices import Fact, Price
from generator.ir.provider import Operation
from generator.ir.shape import PathTo
from generator.price.evaluate import missing
from generator.price.layout import scaled
from generator.python import call, literal
from generator.runtime.amounts import plain
from generator.views.code import Lines
from generator.views.contexts import Contexts, add_computed
from generator.views.needs import Needs
from generator.views.ways import Way, Ways


class FactLines:
    """Adds the facts of one price, one after the other."""

    def __init__(
        self, needs: Needs, lines: Lines, operation: Operation, price: Price, facts: Contexts
    ) -> None:
        """Work on *lines* for a price of *operation*."""
        self.needs = needs
        self.lines = lines
        self.operation = operation
        self.price = price
        self.facts = facts
        self.ways = Ways(needs, operation, price, facts.settling)

    def add_all(self) -> None:
        """Add every fact that settles or is settled, and the nested objects that they look into."""
        for path, name in self.ways.objects.items():
            self.needs.checks.add("members")
            parent = self.ways.objects[path[:-1]] if len(path) > 1 else "params"
            key = literal(path[-1])
            self.lines.assign(name, f"members({parent}, {key}) if {key} in {parent} else {{}}")
        for fact in self.price.facts:
            self._add(fact)

    def _add(self, fact: Fact) -> None:
        if fact.value is not None:
            if fact.name in self.facts.early:
                add_computed(self.lines, fact, self.facts.settling)
        elif fact.present is not None:
            self.lines.assign(fact.name, f"{self.ways.get(fact.present)} is not None")
        elif fact.count:
            self.needs.facts.add("how_many")
            counts = [self._counted(path) for path in fact.count]
            counts = [f"({count})" for count in counts] if len(counts) > 1 else counts
            self.lines.total(fact.name, counts)
        elif fact.length is not None:
            self.needs.facts.add("how_long")
            arguments = [literal(".".join(fact.length)), self.ways.get(fact.length)]
            self.lines.add(call("how_long", arguments, self.lines.indent, f"{fact.name} = "))
        else:
            self._chain(fact)

    def _counted(self, path: PathTo) -> str:
        parent, key = self.ways.parent(path), literal(path[-1])
        return f"how_many({parent}[{key}]) if {key} in {parent} else 0"

    def _chain(self, fact: Fact) -> None:
        """Add the ways in which the fact is settled, the first that applies."""
        if fact.parameter is not None:
            self.lines.add(f"said = {self.ways.get(fact.parameter)}")
        ways = list(self.ways.of(fact))
        for place, way in enumerate(ways):
            if way.tests:
                self.lines.condition("elif" if place else "if", way.tests)
            elif place:
                self.lines.add("else:")
                self.lines.depth += 1
            self._settle(fact, way)
            if way.tests or place:
                self.lines.end()

    def _settle(self, fact: Fact, way: Way) -> None:
        """Add what is done when *way* applies."""
        if way.source is None:
            self._unknown(fact)
            return
        split = fact.kind == "quantity" and fact.name in self.facts.unknown
        target = f"{fact.name}_low = {fact.name}_high" if split else fact.name
        source = way.source
        if way.from_request and fact.given:
            self.needs.facts.add("agree")
            self.lines.add(call(source, way.arguments, self.lines.indent, "found = ", way.after))
            self.lines.condition("if", [f"{fact.name} is not None"])
            arguments = [literal(fact.name), "found", self.ways.beside(fact)]
            self.lines.add(call("agree", arguments, self.lines.indent))
            self.lines.end()
            self.lines.add(f"{target} = found")
        elif way.arguments:
            before = f"{target} = "
            self.lines.add(call(source, way.arguments, self.lines.indent, before, way.after))
        else:
            self.lines.add(f"{target} = {source}")
        if way.why:
            self._assume(fact, way, target if way.arguments else way.source)

    def _assume(self, fact: Fact, way: Way, source: str) -> None:
        self.needs.assumes = True
        if way.computed:
            self.needs.facts.add("assume")
            arguments = [
                literal(fact.name),
                source.partition(" = ")[0],
                str(fact.places),
                literal(way.why),
            ]
            inner = call("assume", arguments, self.lines.indent + 4)
            self.lines.add(call("assumed.append", [inner], self.lines.indent))
            return
        self.needs.estimates.add("Assumption")
        value = source
        if fact.kind == "quantity":
            value = literal(plain(Decimal(source.replace("_", "")).scaleb(-fact.places)))
        arguments = [literal(fact.name), value, literal(way.why)]
        spelt = f"Assumption({', '.join(arguments)})"
        constant = self.needs.constant(self.operation.id, f"{fact.name}-assumed", spelt)
        self.lines.add(f"assumed.append({constant})")

    def _unknown(self, fact: Fact) -> None:
        if fact.kind == "quantity" and fact.low is None:
            self.needs.estimates.add("PriceRefused")
            why = literal(f"{fact.shown} is missing")
            self.lines.add(call("PriceRefused", [why], self.lines.indent, "raise "))
            return
        self.needs.misses = True
        self.needs.estimates.add("Missing")
        told = missing(fact)
        arguments = [literal(told.name), literal(told.unit), literal(told.domain)]
        spelt = f"Missing({', '.join(arguments)})"
        constant = self.needs.constant(self.operation.id, f"{fact.name}-missing", spelt)
        if fact.kind == "choice":
            only = literal(fact.values[0]) if len(fact.values) == 1 else "None"
            self.lines.add(f"{fact.name} = {only}")
        else:
            low = scaled(fact.low or Decimal(0), fact.places)
            high = "None" if fact.high is None else f"{scaled(fact.high, fact.places):_}"
            self.lines.add(f"{fact.name}_low, {fact.name}_high = {low:_}, {high}")
        self.lines.add(f"missing.append({constant})")
