"""The line items of an estimator: quantity, rate and amount of each as integers, and their sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product

from generator.ir.prices import Line, Price
from generator.ir.provider import Operation
from generator.price.arithmetic import Code, add, constant, divide, multiply
from generator.price.choices import options
from generator.price.compile import Facts, compile_quantity, compile_test
from generator.price.layout import Layout, layout, multiplier_places, scaled
from generator.python import WIDTH, literal
from generator.views.code import Lines
from generator.views.needs import Needs


@dataclass(frozen=True, slots=True)
class Charge:
    """Source of one line."""

    quantity: Code
    rate: Code | None
    """None if it is not stated."""
    amount: Code
    """At the scale of the sum."""
    told: bool
    """Whether the item tells the amount, because it is no mere product."""

    @property
    def item(self) -> str:
        """Source of the item of the estimate."""
        rate = ("None", "None") if self.rate is None else (self.rate.low, self.rate.high)
        parts = [self.quantity.low, self.quantity.high, *rate]
        parts += [self.amount.low, self.amount.high] if self.told else []
        return f"({', '.join(parts)})"

    @property
    def variables(self) -> list[str]:
        """The variables that were assigned for it."""
        codes = [self.quantity, self.amount, *([self.rate] if self.rate else [])]
        ends = dict.fromkeys(end for code in codes for end in (code.low, code.high))
        return [end for end in ends if end.isidentifier()]


@dataclass(frozen=True, slots=True)
class Charges:
    """Adds the lines of one price in one part of its estimator."""

    needs: Needs
    lines: Lines
    operation: Operation
    price: Price
    facts: Facts
    names: Mapping[str, str]
    """What the variables of each line begin with."""
    whole: bool
    """Whether each item tells its amount, which cases that are merged need."""
    scales: Layout = field(init=False)

    def __post_init__(self) -> None:
        """Find the scales."""
        object.__setattr__(self, "scales", layout(self.price))

    def add_all(self) -> tuple[list[str], Code]:
        """Add all lines, and return source of the items and of their sum."""
        charges = [self._line(line) for line in self.price.lines]
        total = charges[0].amount
        for charge in charges[1:]:
            total = add(total, charge.amount)
        lows = [charge.amount.low for charge in charges if charge.amount.low != "0"]
        total = Code(" + ".join(lows) or "0", total.high, total.open, bare=len(lows) < 2)
        if all(charge.amount.certain for charge in charges):
            total = Code(total.low, total.low)
        return [charge.item for charge in charges], total

    def _line(self, line: Line) -> Charge:
        """Add one line, in a condition where it does not always apply."""
        if line.when is None:
            return self._charge(line)
        test = compile_test(line.when, self.facts)
        decided = test.certain == test.possible
        self.lines.condition("if", [test.possible])
        charge = self._charge(line, named=True, split=not decided)
        if not decided:
            self.lines.condition("if", [f"not {test.certain}"])
            self._nothing([charge.quantity.low, charge.amount.low])
            self.lines.end()
        self.lines.end()
        self.lines.add("else:")
        self.lines.depth += 1
        self._nothing(charge.variables)
        self.lines.end()
        return charge

    def _nothing(self, variables: list[str]) -> None:
        """Set variables to 0, on one line where it holds them."""
        line = f"{' = '.join(variables)} = 0"
        together = self.lines.indent + len(line) <= WIDTH
        for text in [line] if together else [f"{name} = 0" for name in variables]:
            self.lines.add(text)

    def _charge(self, line: Line, named: bool = False, split: bool = False) -> Charge:
        """Add the variables of one line; *named* if all parts are, *split* if into both ends."""
        name = self.names[line.id]
        each = compile_quantity(line.quantity, self.facts, line.places)
        times = self.facts.quantities[self.price.multiplier] if self.price.multiplier else None
        if line.minimum is not None:
            each = self._assigned(f"{name}_each", each, named=True)
        whole = multiply(each, times) if times else each
        quantity = self._assigned(name, whole, named, split)
        rate = self._rate(line)
        amount = self._amount(line, each if line.minimum else quantity, rate, times)
        adjusted = line.minimum is not None or self.price.settlement.line_rounding is not None
        told = self.whole or adjusted or named
        if told:
            amount = self._assigned(f"{name}_amount", amount, named=True, split=split)
        return Charge(quantity, rate, amount, told)

    def _assigned(self, name: str, code: Code, named: bool = False, split: bool = False) -> Code:
        """Add variables for *code* where it is more than a name."""
        simple = code.low.isidentifier() and code.high.isidentifier()
        if code.bare and simple and not named:
            return code
        if code.certain and not split:
            self.lines.assign(name, code.low)
            return Code(name, name)
        self.lines.assign(f"{name}_low", code.low)
        self.lines.assign(f"{name}_high", code.high)
        return Code(f"{name}_low", f"{name}_high", code.open)

    def _amount(self, line: Line, quantity: Code, rate: Code | None, times: Code | None) -> Code:
        """Return the amount: the multiplier is in *quantity* unless the line has a minimum."""
        places = self.scales.line(line)
        shift = self.scales.amounts - places.quantity - places.rate
        if rate is None:
            amount = Code("0", f"unstated({quantity.high})", True)
        else:
            amount = multiply(quantity, multiply(rate, constant(10**shift)))
        if line.minimum is not None:
            least = scaled(line.minimum, self.scales.amounts - multiplier_places(self.price))
            amount = _at_least(amount, quantity, f"{least:_}")
            amount = multiply(amount, times) if times else amount
        step = self.price.settlement.line_rounding
        if step is not None and step.places < self.scales.amounts:
            size = 10 ** (self.scales.amounts - step.places)
            amount = multiply(divide(amount, size, step.mode), constant(size))
        return amount

    def _rate(self, line: Line) -> Code | None:
        """Return the rate, if it is stated; a combination that has none is refused."""
        if line.rates is None:
            return None
        places = self.scales.line(line).rate
        if not line.by:
            return constant(scaled(line.rates[()], places))
        choices = [self.facts.choices[by] for by in line.by]
        name = f"{self.names[line.id]}_rate"
        if all(choice.form == "one" for choice in choices):
            self.lines.assign(name, self._read(line, [choice.text for choice in choices]))
            return Code(name, name)
        each = [f"each_{place}" for place in range(len(choices))]
        loops = " ".join(
            f"for {one} in {options(choice)}" for one, choice in zip(each, choices, strict=True)
        )
        self.lines.assign(f"{name}s", f"[{self._read(line, each)} {loops}]")
        self.lines.add(f"{name}_low, {name}_high = min({name}s), max({name}s)")
        return Code(f"{name}_low", f"{name}_high")

    def _read(self, line: Line, values: list[str]) -> str:
        """Spell the reading of a rate by *values*, source of the value of each choice."""
        rates, places = line.rates or {}, self.scales.line(line).rate
        several = len(values) > 1
        cells = {key if several else key[0]: scaled(rate, places) for key, rate in rates.items()}
        table = self.needs.constant(self.operation.id, f"{line.id}-rates", literal(cells))
        domains = (self.price.fact(by) for by in line.by)
        keys = product(*(fact.values for fact in domains if fact is not None))
        if all(key in rates for key in keys):
            return f"{table}[{', '.join(values)}]"
        return f"rated({', '.join((table, literal(line.id), literal(line.by), *values))})"


def _at_least(amount: Code, quantity: Code, least: str) -> Code:
    """Charge no less than a minimum for more than nothing."""
    low = f"(max({amount.low}, {least}) if {quantity.low} else 0)"
    if amount.certain and quantity.certain:
        return Code(low, low)
    greater = "most" if amount.open else "max"
    high = f"({greater}({amount.high}, {least}) if {quantity.high} != 0 else 0)"
    return Code(low, high, amount.open)
