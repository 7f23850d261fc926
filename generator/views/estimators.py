"""One estimator: settle the facts, then add up where all is known, or case by case where it is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.ir.prices import Fact, Price
from generator.ir.provider import Operation
from generator.price.arithmetic import Code, constant, divide, multiply
from generator.price.cases import cuts
from generator.price.compile import Facts, compile_test
from generator.price.layout import Step, layout
from generator.python import WIDTH, call, literal
from generator.views.bills import price_constant
from generator.views.charges import Charges
from generator.views.code import Lines, unwrapped
from generator.views.contexts import Contexts, add_computed, contexts, depends
from generator.views.facts import FactLines
from generator.views.needs import Needs
from generator.views.variables import line_names


def estimator_body(needs: Needs, lines: Lines, operation: Operation, price: Price) -> None:
    """Add the body of an estimator with *price* to *lines*."""
    writer = _Writer(needs, lines, operation, price, contexts(needs, operation, price))
    needs.assumes = needs.misses = False
    inner = Lines()
    FactLines(needs, inner, operation, price, writer.contexts).add_all()
    if needs.assumes:
        lines.add("assumed: list[Assumption] = []")
    if needs.misses:
        lines.add("missing: list[Missing] = []")
        needs.items = True
        lines.add("high: int | None")
        lines.add("items: tuple[Item, ...]")
    lines.lines.extend(inner.lines)
    doubts = writer.doubt_texts()
    total = writer.settle(writer.spread_or_known() if needs.misses else writer.known())
    assumed, missed = ("assumed" if needs.assumes else "()"), ("missing" if needs.misses else "()")
    info = price_constant(needs, operation, price)
    arguments = [info, total.low, total.high, "items", assumed, missed, doubts]
    lines.add(call("Estimate", arguments, 4, "return "))


Way = tuple[str, list[str]]
"""A function and its arguments, finished source."""


@dataclass(frozen=True, slots=True)
class _Writer:
    """One estimator in the making."""

    needs: Needs
    lines: Lines
    operation: Operation
    price: Price
    contexts: Contexts

    def known(self) -> Code:
        """Add lines and doubts where everything is known, and return the total."""
        total = self._charges(self.contexts.known, whole=False)
        for place, doubt in enumerate(self.price.doubts):
            if self._conditional and doubt.when is not None:
                test = compile_test(doubt.when, self.contexts.known)
                self.lines.condition("if", [unwrapped(test.possible)])
            if self._conditional:
                self.lines.add(f"doubts.append({self._texts()}[{place}])")
            if self._conditional and doubt.when is not None:
                self.lines.end()
        return total

    @property
    def _conditional(self) -> bool:
        """Whether it depends on the request which doubts are told."""
        return any(doubt.when is not None for doubt in self.price.doubts)

    def _texts(self) -> str:
        texts = tuple(doubt.text for doubt in self.price.doubts)
        return self.needs.constant(self.operation.id, "doubts", spelt_tuple(texts))

    def doubt_texts(self) -> str:
        """Return source of the doubts that are told."""
        if not self._conditional:
            return self._texts() if self.price.doubts else "()"
        self.lines.add("doubts: list[str] = []")
        return "doubts"

    def spread_or_known(self) -> Code:
        """Add both ways, the one with cases where something is missing."""
        open_choices = [
            choice.text
            for choice in self.contexts.settling.choices.values()
            if choice.form == "maybe"
        ]
        tests = ["missing", *(f"{name} is None" for name in open_choices)]
        self.lines.condition("if", tests, "or")
        self._spread()
        self.lines.end()
        self.lines.add("else:")
        self.lines.depth += 1
        total = self.known()
        if (total.low, total.high) != ("low", "high"):
            self.lines.add("high = low")
        self.lines.end()
        return Code("low", "high", open=self._open())

    def _open(self) -> bool:
        """Tell whether the total may be open upwards where something is missing."""
        lines = Lines()
        return self._total_of(lines, self.contexts.spread, whole=True).open

    def _spread(self) -> None:
        """Add up in each case of what is not known."""
        ways = dict(self._ways())
        if ways:
            self.lines.add("bills = []")
        if self._conditional:
            self.lines.add("told = set()")
        if ways:
            self._loop(ways)
            self.lines.depth += 1
        self._case()
        if ways:
            self.lines.add("bills.append((low, high, items))")
            self.lines.end()
            self.lines.add("low, high, items = merged(bills)")
        if self._conditional:
            self.lines.add(f"doubts += [{self._texts()}[place] for place in sorted(told)]")

    def _loop(self, ways: Mapping[str, Way]) -> None:
        """Add the head of a loop over all combinations of *ways*."""
        head = f"for {', '.join(ways)} in "
        if len(ways) == 1:
            (names,), ((function, arguments),) = ways, ways.values()
            head = f"for {names.strip('()')} in "
            self.lines.add(call(function, arguments, self.lines.indent, head, ":"))
            return
        if self.lines.indent + len(head) + len("combined(") > WIDTH:
            pad = " " * (self.lines.indent + 4)
            listed = "".join(f"{pad}{names},\n" for names in ways)
            head = f"for (\n{listed}{pad[4:]}) in "
        inner = [call(*way, self.lines.indent + 4) for way in ways.values()]
        self.lines.add(call("combined", inner, self.lines.indent, head, ":"))

    def _case(self) -> None:
        """Add facts, lines and doubts of one case."""
        facts = self.contexts.spread
        for fact in self.price.facts:
            if fact.value is None and depends(fact, self.contexts.unknown):
                self._if_needed(fact)
        total = self._charges(facts, whole=True)
        if total.high == "low":
            self.lines.add("high = low")
        if not self._conditional:
            return
        for place, doubt in enumerate(self.price.doubts):
            if doubt.when is not None:
                test = compile_test(doubt.when, facts)
                self.lines.condition("if", [unwrapped(test.possible)])
            self.lines.add(f"told.add({place})")
            if doubt.when is not None:
                self.lines.end()

    def _if_needed(self, fact: Fact) -> None:
        """Add what a fact is in a case in which the price may not depend on it."""
        assert fact.needed_when is not None, "the caller has looked"
        test = compile_test(fact.needed_when, self.contexts.spread)
        target = f"{fact.name}_case_low, {fact.name}_case_high"
        ends = f"{fact.name}_low, {fact.name}_high"
        self.lines.condition("if", [test.certain])
        self.lines.add(f"{target} = {ends}")
        self.lines.end()
        if test.certain != test.possible:
            self.lines.condition("elif", [test.possible])
            self.lines.add(f"{target} = 0, {fact.name}_high")
            self.lines.end()
        self.lines.add("else:")
        self.lines.depth += 1
        self.lines.add(f"{target} = 0, 0")
        self.lines.end()

    def _ways(self) -> Iterator[tuple[str, Way]]:
        """List what is told apart: the variables, and the call that lists what they are."""
        ends = cuts(self.price)
        for fact in self.price.facts:
            if fact.value is not None or fact.name not in self.contexts.unknown:
                continue
            choice = self.contexts.settling.choices.get(fact.name)
            if choice is not None and choice.form == "maybe":
                values = self.needs.constant(
                    self.operation.id, f"{fact.name}-values", literal(fact.values)
                )
                yield fact.name, ("options", [fact.name, values])
            elif fact.name in ends:
                names = [f"{fact.name}_low", f"{fact.name}_high"]
                listed = [f"{end:_}" for end in ends[fact.name]]
                function = "open_stretches" if fact.high is None else "stretches"
                yield f"({', '.join(names)})", (function, [*names, *listed])

    def _charges(self, facts: Facts, whole: bool) -> Code:
        """Add computed facts, lines, items and sums, and name the total."""
        for fact in self.price.facts:
            if fact.value is not None:
                add_computed(self.lines, fact, facts)
        return self._total_of(self.lines, facts, whole)

    def _total_of(self, lines: Lines, facts: Facts, whole: bool) -> Code:
        names = line_names(self.price)
        charges = Charges(self.needs, lines, self.operation, self.price, facts, names, whole)
        items, total = charges.add_all()
        lines.assign("low", total.low)
        if not total.certain:
            lines.assign("high", total.high)
        lines.assign("items", f"({items[0]},)" if len(items) == 1 else f"({', '.join(items)})")
        return Code("low", "low" if total.certain else "high", total.open)

    def settle(self, total: Code) -> Code:
        """Add what is done with the sum, and return the total."""
        for step in layout(self.price).steps:
            done = _step(total, step)
            self.lines.assign("low", done.low)
            if not total.certain:
                self.lines.assign("high", done.high)
        return total


def _step(total: Code, step: Step) -> Code:
    """Return source of a total after *step*."""
    match step.does:
        case "least":
            greater = "most" if total.open else "max"
            least = f"{step.number:_}"
            return Code(
                f"max({total.low}, {least})", f"{greater}({total.high}, {least})", total.open
            )
        case "times":
            return multiply(total, constant(step.number))
    return divide(total, step.number, step.mode)


def spelt_tuple(texts: tuple[str, ...]) -> str:
    """Spell a tuple of texts, one on each line."""
    return "(\n" + "".join(f"    {literal(text)},\n" for text in texts) + ")"
